// SPDX-License-Identifier: GPL-3.0-or-later
// Every table goes out, into another archive, and out again: the same rows.
#include "tests/cli/table_cells.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Folders once more when their records are in: those that are closed take none.
const std::vector<std::string> kinds{"categories", "locations", "parties", "folders", "records",
                                     "folders",    "papers",    "loans",   "numbers"};

/// What an archive tells of its own, and another tells otherwise.
std::vector<std::string> own(const std::string& kind)
{
    if (kind == "records") return {"files", "pages", "filed_at", "filed_by"};
    if (kind == "loans") return {"id"};
    return kind == "papers" ? std::vector<std::string>{"loan"} : std::vector<std::string>{};
}

void must(const ArchiveFixture& archive, const CommandLine& command)
{
    const auto done = archive.fonds(command);
    INFO(command.front() << " " << (command.size() > 1 ? command[1] : "") << ": " << done.out << done.err);
    REQUIRE(done.exit_code == 0);
}

Cells exported(const ArchiveFixture& archive, const std::string& kind)
{
    const auto done = archive.fonds({"export", kind, "--lang", "en"});
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
    return without(cells_of(done.out), own(kind));
}

/// An archive in which everything that a table tells is said.
void fill(const ArchiveFixture& archive)
{
    must(archive, {"category",
                   "edit",
                   "HT",
                   "--name-en",
                   "=Contracts",
                   "--numbering",
                   "year",
                   "--mixed",
                   "yes",
                   "--auto",
                   "yes",
                   "--from",
                   "2001-02-03",
                   "--until",
                   "2099-12-31",
                   "--meaning",
                   "A=重大; B=一般",
                   "--meaning-en",
                   "A=great",
                   "--rules",
                   "A amount>=10万; C word:草稿",
                   "--expects",
                   "合同; 验收单",
                   "--scope",
                   "一,\"二\"\n三"});
    must(archive, {"category", "add", "HT.CG", "--parent", "HT", "--name", "采购", "--retention", "Y", "--grade", "A",
                   "--template", "{fonds}-CG·{year}-{seq:3}"});
    must(archive, {"location", "add", "KF1", "--name", "一库", "--climate", "special", "--note", "'=n"});
    must(archive, {"location", "add", "KF1-L1..L2", "--capacity", "40"});
    must(archive, {"location", "add", "KF1-L2-J1", "--kind", "bay"});
    must(archive, {"location", "add", "OLD", "--kind", "storeroom"});
    must(archive, {"location", "add", "OLD-W1", "--kind", "box"});
    must(archive, {"location", "edit", "OLD-W1", "--retire"});
    must(archive, {"location", "edit", "OLD", "--retire"});
    must(archive, {"party", "add", "华为技术有限公司", "--aliases", "华为;HW", "--note", "+86"});
    must(archive, {"folder", "add", "HT", "001", "--title", "合同一", "--period", "2024", "--pieces", "30", "--pages", "200",
                   "--spine", "40", "--mixed", "yes"});
    must(archive, {"folder", "add", "HT", "002"});
    (void)archive.write(
        "list.csv",
        "档号,题名,门类,案卷,往来单位,日期,编号,金额,币种,备注,标签,责任者,密级,机构,项目号,页数,页号,重要性,库位\n"
        "J001-HT·2024-D30-0007,'=合同,HT,001,华为技术有限公司,2024-03-05,N-1,-12.50,USD,\"一\n二\",急;x,"
        "张三,机密,BGS,P1,3,4-6,A,\n"
        "J001-HT·2024-D30-0008,补充协议,HT,001,,,,,,,,,,,,2,,B,KF1-L1\n"
        "J001-CG·2024-001,采购,HT.CG,,,,,,,,,,,,,,,C,KF1-L2-J1\n");
    must(archive, {"import", "records", "list.csv"});
    must(archive, {"place", "HT/001", "KF1-L2-J1"});
    must(archive, {"folder", "edit", "HT", "002", "--close", "--reason", "空卷"});
    must(archive, {"folder", "add", "HT", "003"});
    for (const std::string day : {"01", "02", "03"})
        (void)archive.file("c" + day + ".txt", day,
                           {"--category", "HT", "--folder", "003", "--date", "2023-01-" + day, "--title",
                            day == "02" ? "(none)" : "'( 无)", "--note", "（无）", "--tag", "甲,乙", "--tag", "\"丙\""});
    must(archive, {"folder", "order", "HT", "003", "J001-HT.2023-D30-0003", "J001-HT.2023-D30-0001"});
    must(archive, {"folder", "edit", "HT", "003", "--close", "--reason", "=题名待拟"});
    must(archive, {"loan", "lend", "J001-HT.2024-D30-0008", "--reader", "李四", "--unit", "财务", "--contact", "8001",
                   "--purpose", "审计", "--manner", "copying", "--note", "急"});
    must(archive, {"loan", "renew", "J001-HT.2024-D30-0008", "--days", "90"});
    must(archive, {"number", "reserve", "--category", "HT", "--date", "2024-01-02", "--count", "3", "--note", "=标签"});
    must(archive, {"number", "void", "J001-HT.2024-D30-0010", "--note", "破损"});
    const std::string kept = archive.file("k.txt", "k", {"--category", "HT", "--date", "2022-01-02"});
    const std::string doubled = archive.file("d.txt", "d", {"--category", "HT", "--date", "2022-01-03", "--title", "=重"});
    const std::string again = archive.file("e.txt", "e", {"--category", "HT", "--date", "2022-01-04"});
    must(archive, {"merge", doubled, again});
    must(archive, {"merge", kept, doubled, "--reason", "重复"});
    (void)archive.write("gone.csv",
                        "code,status,into,case,note,at,by,title\nJ001-HT.2022-D30-0004,destroyed,,XH-2023-1,期满,2023-05-06,"
                        "王五,\nJ001-HT.2022-D30-0006,transferred,,YJ-1,,,,'=移交\n");
    must(archive, {"import", "numbers", "gone.csv"});
}

}  // namespace

TEST_CASE("an archive's tables, imported into an empty one, are exported as they were")
{
    const std::string format = GENERATE(as<std::string>(), "csv", "xlsx");
    const std::string language = GENERATE(as<std::string>(), "zh", "en");
    CAPTURE(format, language);
    const ArchiveFixture from, to;
    fill(from);
    for (const std::string& kind : kinds) {
        CAPTURE(kind);
        const std::string list = to.beside(kind + "." + format);
        must(from, {"export", kind, "--lang", language, "-o", list, "--force"});
        const auto tried = to.fonds({"import", kind, list, "--dry-run"});
        const auto imported = to.fonds({"import", kind, list, "--all-or-nothing"});
        INFO(imported.out << imported.err);
        CHECK(tried.exit_code == 0);
        REQUIRE(imported.exit_code == 0);
        const auto again = to.fonds({"import", kind, list, "--json"});
        INFO(again.out);
        CHECK(contains(again.err, "0 added, 0 changed"));
    }
    for (const std::string& kind : kinds) {
        CAPTURE(kind);
        CHECK(exported(to, kind) == exported(from, kind));
    }
    CHECK(to.fonds({"number", "check"}).out == from.fonds({"number", "check"}).out);
    const CommandLine next{"number", "preview", "--category", "HT", "--date", "2022-05-06"};
    CHECK(to.fonds(next).out == "J001-HT·2022-D30-0007\n");
    CHECK(to.fonds(next).out == from.fonds(next).out);
    const auto checked = to.fonds({"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);
}

TEST_CASE("category export tells all of a category, and both roads in understand both exports")
{
    const ArchiveFixture from;
    fill(from);
    must(from, {"category", "export", from.beside("scheme.csv")});
    must(from, {"export", "categories", "-o", from.beside("table.xlsx")});
    const CommandLine by_scheme{"category", "import", from.beside("scheme.csv")};
    for (const CommandLine& command : {by_scheme, CommandLine{"category", "import", from.beside("table.xlsx")},
                                       CommandLine{"import", "categories", from.beside("scheme.csv")}}) {
        const ArchiveFixture to;
        must(to, command);
        // Counts of records are no part of the scheme.
        CHECK(without(exported(to, "categories"), {"records"}) == without(exported(from, "categories"), {"records"}));
    }
}

TEST_CASE("every preset is exported and imported as it is")
{
    const ArchiveFixture home;
    for (const std::string preset : {"enterprise", "da-t-13", "accounting"}) {
        CAPTURE(preset);
        const std::string from = home.beside(preset), to = home.beside(preset + "-2"), list = home.beside(preset + ".csv");
        const auto run = [](const CommandLine& command) {
            const auto done = fonds::test::fonds(command);
            INFO(done.out << done.err);
            REQUIRE(done.exit_code == 0);
            return done.out;
        };
        run({"init", from, "--code", "J001", "--name", "x", "--scheme", preset});
        run({"init", to, "--code", "J001", "--name", "x", "--scheme", preset == "enterprise" ? "accounting" : "enterprise"});
        run({"-C", from, "category", "export", list});
        run({"-C", to, "category", "import", list});
        const Cells wanted = cells_of(run({"-C", from, "category", "export"}));
        const Cells found = cells_of(run({"-C", to, "category", "export"}));
        for (const auto& row : wanted) CHECK(std::ranges::find(found, row) != found.end());
    }
}

TEST_CASE("what a merged record was kept for goes over with its number: the clock of its heir is the same")
{
    const ArchiveFixture from, to;
    must(from, {"category", "edit", "QT", "--retention", "D10"});
    const auto file = [&](const std::string& name, const std::string& day) {
        return from.file(name, name, {"--category", "QT", "--date", day, "--title", name});
    };
    const std::string heir = file("a", "2012-03-04"), gone = file("b", "2019-05-06"), lone = file("c", "2013-01-01");
    const CommandLine kept{"retention", "show", heir, "--json"};
    const std::string alone = from.fonds(kept).out;
    must(from, {"merge", heir, gone});
    const std::string together = from.fonds(kept).out;
    CHECK(together != alone);
    for (const std::string kind : {"categories", "records", "numbers"}) {
        must(from, {"export", kind, "-o", to.beside(kind + ".csv")});
        must(to, {"import", kind, to.beside(kind + ".csv")});
    }
    CHECK(to.fonds(kept).out == together);
    const CommandLine due{"retention", "due", "--json"};
    const Json here = answer(from, due);
    CHECK(answer(to, due).dump() == here.dump());
    CHECK(contains(here.dump(), lone));
    CHECK_FALSE(contains(here.dump(), heir));
    CHECK(to.fonds({"check", "--full"}).exit_code == 0);
}
