// SPDX-License-Identifier: GPL-3.0-or-later
// rule, event, retention, hold.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Two contracts whose numbers tell no period.
struct TwoContracts {
    TwoContracts()
    {
        CHECK(archive.fonds({"category", "edit", "HT", "--template", "{fonds}-{category}·{year}-{seq:4}"}).exit_code == 0);
        one = archive.file("a.txt", "甲方 华为 采购", {"--category", "HT", "--date", "2024-03-05"});
        two = archive.file("b.txt", "乙方 租赁", {"--category", "HT", "--date", "2024-02-29"});
    }
    const ArchiveFixture archive;
    std::string one, two;
};

/// Past Fonds.
void sql(const ArchiveFixture& archive, const std::string& statements)
{
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", statements};
    REQUIRE(run(call).exit_code == 0);
}

}  // namespace

TEST_CASE("ready-made rules are brought in once, hold for a category, and are explained for each record")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    CHECK(contains(archive.fonds({"rule", "presets"}).out, "accounting"));
    const Json first = answer(archive, {"rule", "import", "--preset", "contracts", "--json"});
    CHECK(first.get("added").number() == 4);
    const Json again = answer(archive, {"rule", "import", "--preset", "contracts", "--json"});
    CHECK(again.get("same").number() == 4);
    const Json accounting = answer(archive, {"rule", "import", "--preset", "accounting", "--json"});
    CHECK(accounting.get("added").number() == 18);

    CHECK(archive.fonds({"rule", "assign", "CN-HT-02", "--category", "HT"}).exit_code == 0);
    const Json waits = answer(archive, {"retention", "show", at.one, "--json"});
    CHECK(waits.get("state").text() == "waiting");
    CHECK(archive.fonds({"event", "add", "合同终止", "2026-06-30", at.one}).exit_code == 0);
    const Json runs = answer(archive, {"retention", "show", at.one, "--json"});
    CHECK(runs.get("start").text() == "2026-07-01");
    CHECK(runs.get("due").text() == "2036-07-01");
    const auto said = archive.fonds({"retention", "show", at.one});
    CHECK(contains(said.out, "rule CN-HT-02"));
    CHECK(contains(said.out, "the last day is 2036-06-30"));
    const Json list = answer(archive, {"retention", "list", "--state", "waiting", "--json"});
    CHECK(list.get("total").number() == 1);
    CHECK(list.get("records").at(0).get("code").text() == at.two);
    CHECK(archive.fonds({"event", "withdraw", "1", "--reason", "wrong"}).exit_code == 0);
    CHECK(answer(archive, {"retention", "list", "--state", "waiting", "--json"}).get("total").number() == 2);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a rule shorter than the law is refused without a reason, and edited in versions")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"rule", "import", "--preset", "accounting"}).exit_code == 0);
    const auto refused = archive.fonds({"rule", "edit", "CN-KU-01", "--period", "10年"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "--force"));
    CHECK(archive.fonds({"rule", "edit", "CN-KU-01", "--period", "10y", "--force", "decision 7"}).exit_code == 0);
    const Json versions = answer(archive, {"rule", "show", "CN-KU-01", "--json"});
    REQUIRE(versions.get("versions").size() == 2);
    CHECK(versions.get("versions").at(0).get("forced").text() == "decision 7");
    CHECK(archive.fonds({"rule", "add", "CN-KU-01", "--name", "x", "--period", "1y"}).exit_code == 3);
    CHECK(archive.fonds({"rule", "edit", "CN-KU-02", "--year-ends", "01-31"}).exit_code == 5);
    CHECK(archive.fonds({"rule", "add", "R", "--name", "x"}).exit_code == 2);
    CHECK(archive.fonds({"rule", "add", "R", "--name", "x", "--period", "1y", "--starts", "someday"}).exit_code == 2);
    CHECK(archive.fonds({"rule", "assign", "NONE", "--category", "HT"}).exit_code == 4);
    CHECK(archive.fonds({"rule", "show", "NONE"}).exit_code == 4);
}

TEST_CASE("a rule is measured by the law, whether it was imported or made by hand, and so is what it is assigned to")
{
    const ArchiveFixture home;
    REQUIRE(home.fonds({"category", "import", "--preset", "accounting"}).exit_code == 0);
    const auto vouchers = home.fonds({"rule", "add", "CN-KU-02", "--name", "记账凭证", "--period", "5y", "--starts",
                                      "fiscal_year_end", "--source", "令79"});
    CHECK(vouchers.exit_code == 5);
    CHECK(contains(vouchers.err, "30 years"));
    CHECK(home.fonds({"rule", "add", "cn-ht-03", "--name", "采购", "--period", "1y", "--least", "1y"}).exit_code == 5);
    (void)home.write("list.csv", "code,name,period,least\nCN-KU-03,总账,5y,5y\n");
    CHECK(home.fonds({"rule", "import", "list.csv"}).exit_code == 3);
    CHECK(home.fonds({"rule", "add", "CN-HT-03", "--name", "采购", "--period", "1y", "--force", "决议一"}).exit_code == 0);

    REQUIRE(home.fonds({"rule", "add", "MY", "--name", "自定", "--period", "5y"}).exit_code == 0);
    const auto assigned = home.fonds({"rule", "assign", "MY", "--category", "KU·PZ"});
    CHECK(assigned.exit_code == 5);
    CHECK(contains(assigned.err, "30 years"));
    CHECK(home.fonds({"rule", "assign", "MY", "--category", "KU·PZ", "--type", "凭证"}).exit_code == 5);
    CHECK(home.fonds({"rule", "assign", "MY", "--category", "HT"}).exit_code == 0);
    // What it holds for already counts, too, and so does a version that is to come.
    REQUIRE(home.fonds({"rule", "add", "LONG", "--name", "长", "--period", "30y"}).exit_code == 0);
    REQUIRE(home.fonds({"rule", "assign", "LONG", "--category", "KU·PZ"}).exit_code == 0);
    CHECK(home.fonds({"rule", "edit", "LONG", "--period", "5y"}).exit_code == 5);
    CHECK(home.fonds({"rule", "edit", "LONG", "--note", "其他"}).exit_code == 0);
    REQUIRE(home.fonds({"rule", "add", "LATER", "--name", "后", "--period", "30y"}).exit_code == 0);
    REQUIRE(home.fonds({"rule", "edit", "LATER", "--period", "5y", "--from", "2999-01-01"}).exit_code == 0);
    CHECK(home.fonds({"rule", "assign", "LATER", "--category", "KU·PZ"}).exit_code == 5);
    // The law has some accounting records shorter.
    REQUIRE(home.fonds({"rule", "import", "--preset", "accounting"}).exit_code == 0);
    CHECK(home.fonds({"rule", "assign", "CN-KU-11", "--category", "KU", "--type", "银行对账单"}).exit_code == 0);
    CHECK(home.fonds({"rule", "assign", "CN-KU-11", "--category", "KU·PZ"}).exit_code == 5);

    REQUIRE(home.fonds({"rule", "assign", "MY", "--category", "KU·PZ", "--force", "纸质另存"}).exit_code == 0);
    CHECK(home.fonds({"rule", "edit", "MY", "--note", "其他"}).exit_code == 0);
    const auto exceptions = home.fonds({"report", "exceptions"}).out;
    CHECK(contains(exceptions, "决议一"));
    CHECK(contains(exceptions, "MY, 5y: 纸质另存"));
    CHECK(contains(home.fonds({"report", "rules"}).out, "纸质另存"));
    CHECK(home.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a version that is to come stays to come, and a rule can be ended")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"rule", "add", "R", "--name", "x", "--period", "10y"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "edit", "R", "--period", "20y", "--from", "2999-01-01"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "edit", "R", "--period", "12y"}).exit_code == 0);
    const Json now = answer(archive, {"rule", "list", "--json"});
    REQUIRE(now.get("rules").size() == 1);
    CHECK(now.get("rules").at(0).get("period").text() == "12y");
    const Json versions = answer(archive, {"rule", "show", "R", "--json"}).get("versions");
    REQUIRE(versions.size() == 3);
    CHECK(versions.at(1).get("from").text() == "2999-01-01");
    CHECK(contains(archive.fonds({"rule", "show", "R"}).out, "In force today"));

    REQUIRE(archive.fonds({"rule", "add", "S", "--name", "x", "--period", "10y", "--from", "2001-01-01"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "edit", "S", "--until", "2002-01-01"}).exit_code == 0);
    CHECK(answer(archive, {"rule", "list", "--json"}).get("rules").size() == 1);
}

TEST_CASE("a merged record keeps what it went up into as long as it was kept, and cannot be put on hold by itself")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    REQUIRE(archive.fonds({"rule", "add", "EVER", "--name", "永", "--period", "permanent"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "give", "EVER", at.two, "--reason", "重要"}).exit_code == 0);
    REQUIRE(archive.fonds({"merge", at.one, at.two}).exit_code == 0);
    const Json clock = answer(archive, {"retention", "show", at.one, "--json"});
    CHECK(clock.get("state").text() == "permanent");
    CHECK(clock.get("rules").at(0).get("origin").text() == "merged");
    CHECK(answer(archive, {"retention", "list", "--state", "permanent", "--json"}).get("total").number() == 1);
    CHECK(archive.fonds({"hold", "add", at.two, "--reason", "r", "--authority", "a"}).exit_code == 5);
    REQUIRE(archive.fonds({"merge", at.one, at.two, "--undo"}).exit_code == 0);
    CHECK(answer(archive, {"retention", "show", at.one, "--json"}).get("state").text() == "running");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("rules that were exported are the same when they are imported")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"rule", "import", "--preset", "international"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "import", "--preset", "enterprise"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "export", "rules.csv"}).exit_code == 0);
    const Json same = answer(archive, {"rule", "import", "rules.csv", "--json"});
    CHECK(same.get("refused").number() == 0);
    CHECK(same.get("revised").number() == 0);
    CHECK(same.get("same").number() == 43);
    (void)archive.write("bad.csv", "代码,名称,保管期限\nR-1,好,10年\nR-2,坏,很久\n");
    const auto bad = archive.fonds({"rule", "import", "bad.csv"});
    CHECK(bad.exit_code == 3);
    CHECK(contains(bad.err, "bad.csv:3"));
    CHECK(archive.fonds({"rule", "show", "R-1"}).exit_code == 4);  // all or nothing
    // A list has columns, and no options.
    (void)archive.write("nameless.csv", "代码,名称,保管期限,处置\nR-1,,10年,\nR-2,坏,10年,permanent\n");
    const auto nameless = archive.fonds({"rule", "import", "nameless.csv"});
    CHECK(nameless.exit_code == 3);
    CHECK(contains(nameless.err, "in the column name"));
    CHECK(contains(nameless.err, "both columns, period and action"));
    CHECK_FALSE(contains(nameless.err, "--"));
}

TEST_CASE("an import of rules that comes to nothing tells of nothing that was added")
{
    const ArchiveFixture archive;
    REQUIRE(
        archive.fonds({"rule", "add", "CN-HT-03", "--name", "采购", "--period", "15y", "--starts", "created"}).exit_code ==
        0);
    const auto tried = archive.fonds({"rule", "import", "--preset", "contracts"});
    CHECK(tried.exit_code == 3);
    CHECK_FALSE(contains(tried.out + tried.err, "added"));
    CHECK_FALSE(contains(tried.out, "CN-HT-01"));
    CHECK(contains(tried.err, "1 refused: none of the 4 was taken"));
    CHECK(contains(tried.err, "Nothing was changed"));
    CHECK(contains(tried.err, "fonds rule presets"));
    // As it says: without the row, the others are taken.
    std::string list = archive.fonds({"rule", "presets", "contracts"}).out;
    const auto row = list.find("CN-HT-03");
    list.erase(row, list.find('\n', row) + 1 - row);
    (void)archive.write("list.csv", list);
    CHECK(answer(archive, {"rule", "import", "list.csv", "--json"}).get("added").number() == 3);
}

TEST_CASE("what is due is listed and counted, also of 29 February")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    REQUIRE(archive.fonds({"rule", "add", "R-1", "--name", "一年", "--period", "1y", "--starts", "created"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "assign", "R-1", "--category", "HT"}).exit_code == 0);
    const Json due = answer(archive, {"retention", "due", "--until", "2025-03-01", "--json"});
    REQUIRE(due.get("total").number() == 1);
    CHECK(due.get("records").at(0).get("code").text() == at.two);
    CHECK(due.get("records").at(0).get("due").text() == "2025-03-01");  // kept through 28 February
    const Json summary = answer(archive, {"retention", "summary", "--json"});
    CHECK(summary.get("running").number() == 2);
    CHECK(summary.get("by_year").at(0).get("year").number() == 2025);
    CHECK(contains(archive.fonds({"retention", "summary"}).out, "2025"));
}

TEST_CASE("what is on hold is not changed; what a query finds later falls under its hold")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    const Json placed = answer(archive, {"hold", "add", "--query", "华为", "--reason", "case 17", "--authority", "legal",
                                         "--kind", "诉讼", "--json"});
    CHECK(placed.get("records").number() == 1);
    const std::string number = placed.get("number").text();
    const auto refused = archive.fonds({"edit", at.one, "--title", "changed"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, number));
    CHECK(archive.fonds({"edit", at.two, "--title", "changed"}).exit_code == 0);
    CHECK(archive.fonds({"note", at.one, "seen"}).exit_code == 0);
    CHECK(archive.fonds({"edit", at.one, "--note", "other words"}).exit_code == 5);
    CHECK(contains(archive.fonds({"retention", "show", at.one}).out, "on hold " + number));

    const std::string later = archive.file("c.txt", "补充协议 华为 二期", {"--category", "HT", "--date", "2024-03-05"});
    CHECK(archive.fonds({"edit", later, "--title", "changed"}).exit_code == 5);
    CHECK(answer(archive, {"hold", "show", number, "--json"}).get("records").number() == 2);
    CHECK(archive.fonds({"merge", at.two, later}).exit_code == 5);

    CHECK(archive.fonds({"hold", "release", number}).exit_code == 2);
    CHECK(archive.fonds({"hold", "release", number, "--reason", "settled"}).exit_code == 0);
    CHECK(archive.fonds({"edit", at.one, "--title", "changed"}).exit_code == 0);
    CHECK(answer(archive, {"hold", "list", "--json"}).get("holds").size() == 0);
    CHECK(answer(archive, {"hold", "list", "--all", "--json"}).get("holds").size() == 1);
    CHECK(archive.fonds({"hold", "add", at.one, "--reason", "x"}).exit_code == 2);  // no authority
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a list of codes can be put on hold")
{
    const TwoContracts at;
    (void)at.archive.write("codes.txt", at.one + "\n\n" + at.two + "\n");
    const Json placed =
        answer(at.archive, {"hold", "add", "--list", "codes.txt", "--reason", "r", "--authority", "a", "--json"});
    CHECK(placed.get("records").number() == 2);
    (void)at.archive.write("windows.txt", "\xEF\xBB\xBF" + at.one + "\r\n" + at.two + "\r\n");
    CHECK(at.archive.fonds({"hold", "add", "--list", "windows.txt", "--reason", "r", "--authority", "a"}).exit_code == 0);
    (void)at.archive.write("bad.txt", at.one + "\nA/1\n");
    const auto bad = at.archive.fonds({"hold", "add", "--list", "bad.txt", "--reason", "r", "--authority", "a"});
    CHECK(bad.exit_code == 2);
    CHECK(contains(bad.err, "bad.txt:2"));
}

TEST_CASE("A hold is of the day that it is where the archive is, as in the report")
{
    const TwoContracts at;
    const std::string config = at.archive.root() + "/fonds.toml";
    const std::string number =
        answer(at.archive, {"hold", "add", at.one, "--reason", "r", "--authority", "a", "--json"}).get("number").text();
    // By one of the two it is another day than in Greenwich.
    for (const std::string zone : {"+14:00", "-12:00"}) {
        write_file(config, "time_zone = \"" + zone + "\"\n");
        const Json report = answer(at.archive, {"report", "held", "--json"});
        const std::string day = report.get("rows").at(0).get("placed").text();
        INFO(report.dump());
        REQUIRE(day.size() == 10);
        CHECK(contains(at.archive.fonds({"hold", "list"}).out, day));
        CHECK(contains(at.archive.fonds({"hold", "show", number}).out, day));
    }
}

TEST_CASE("an event told of a party or a project ends nothing that was made after it, by whatever road it came")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    REQUIRE(archive.fonds({"rule", "import", "--preset", "contracts"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "assign", "CN-HT-02", "--category", "HT"}).exit_code == 0);
    REQUIRE(archive.fonds({"party", "add", "乙公司"}).exit_code == 0);
    REQUIRE(
        archive.fonds({"event", "add", "contract_end", "2011-02-28", "--party", "乙公司", "--project", "P-1"}).exit_code ==
        0);
    const auto state = [&](const std::string& code) {
        return answer(archive, {"retention", "show", code, "--json"}).get("state").text();
    };
    const std::string later =
        archive.file("c.txt", "later", {"--category", "HT", "--date", "2015-05-05", "--party", "乙公司"});
    CHECK(state(later) == "waiting");
    const auto told = archive.fonds({"retention", "show", later});
    CHECK(contains(told.out, "What was told of 2011-02-28 is before this paper"));
    CHECK(answer(archive, {"retention", "due", "--json"}).get("total").number() == 0);
    const std::string of_project =
        archive.file("d.txt", "of the project", {"--category", "HT", "--date", "2015-05-05", "--project", "P-1"});
    CHECK(state(of_project) == "waiting");
    const std::string undated = archive.file("e.txt", "without a date", {"--category", "HT", "--party", "乙公司"});
    CHECK(state(undated) == "waiting");
    const std::string earlier =
        archive.file("f.txt", "earlier", {"--category", "HT", "--date", "2010-05-05", "--party", "乙公司"});
    CHECK(answer(archive, {"retention", "show", earlier, "--json"}).get("due").text() == "2021-03-01");
    // By an edit, or a list.
    REQUIRE(archive.fonds({"edit", at.one, "--party", "乙公司"}).exit_code == 0);
    CHECK(state(at.one) == "waiting");
    REQUIRE(archive.fonds({"edit", earlier, "--date", "2012-05-05"}).exit_code == 0);
    CHECK(state(earlier) == "waiting");
    const std::string list = archive.write("list.csv", "档号,往来单位\n" + at.two + ",乙公司\n");
    REQUIRE(archive.fonds({"import", "records", list}).exit_code == 0);
    CHECK(state(at.two) == "waiting");
    CHECK(answer(archive, {"retention", "due", "--json"}).get("total").number() == 0);

    // Whoever means it says so, of the papers that are here by then.
    const auto short_of = archive.fonds({"event", "add", "contract_end", "2013-01-31", "--party", "乙公司"});
    CHECK(short_of.exit_code == 0);
    CHECK(contains(short_of.err, "does not count for 4 papers that are later"));
    CHECK(answer(archive, {"retention", "show", earlier, "--json"}).get("due").text() == "2023-02-01");
    CHECK(archive.fonds({"event", "add", "contract_end", "2013-01-31", "--party", "乙公司", "--before-papers"}).exit_code ==
          0);
    CHECK(answer(archive, {"retention", "show", later, "--json"}).get("due").text() == "2023-02-01");
    CHECK(answer(archive, {"retention", "show", undated, "--json"}).get("due").text() == "2023-02-01");
    CHECK(state(of_project) == "waiting");
    const std::string newest =
        archive.file("g.txt", "the newest", {"--category", "HT", "--date", "2016-05-05", "--party", "乙公司"});
    CHECK(state(newest) == "waiting");
    CHECK(archive.fonds({"event", "add", "contract_end", "2013-01-31", "--party", "乙公司", "--before-papers"}).exit_code ==
          3);
    CHECK(answer(archive, {"event", "list", newest, "--json"}).get("events").at(2).get("before_papers").boolean());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);

    // A record on its way to another archive waits there, too.
    const auto bagged = archive.fonds({"export", "archive", archive.beside("bag")});
    REQUIRE(bagged.exit_code == 0);
    const ArchiveFixture other;
    REQUIRE(other.fonds({"import", "archive", archive.beside("bag")}).exit_code == 0);
    CHECK(answer(other, {"retention", "show", of_project, "--json"}).get("state").text() == "waiting");
    CHECK(answer(other, {"retention", "show", later, "--json"}).get("due").text() == "2023-02-01");
}

TEST_CASE("clocks that an older Fonds wound by events before the papers are wound anew")
{
    const TwoContracts at;
    const auto& archive = at.archive;
    REQUIRE(archive.fonds({"rule", "import", "--preset", "contracts"}).exit_code == 0);
    REQUIRE(archive.fonds({"rule", "assign", "CN-HT-02", "--category", "HT"}).exit_code == 0);
    REQUIRE(archive.fonds({"party", "add", "乙公司"}).exit_code == 0);
    REQUIRE(archive.fonds({"event", "add", "contract_end", "2011-02-28", "--party", "乙公司"}).exit_code == 0);
    const std::string later =
        archive.file("c.txt", "later", {"--category", "HT", "--date", "2015-05-05", "--party", "乙公司"});
    REQUIRE(answer(archive, {"retention", "due", "--json"}).get("total").number() == 0);
    sql(archive, "DELETE FROM meta WHERE name = 'clock_manner';"
                 "UPDATE retention_clock SET state = 'running', due = '2021-03-01' WHERE record = (SELECT id FROM record "
                 "WHERE code = '" +
                     later + "')");
    CHECK(answer(archive, {"retention", "due", "--json"}).get("total").number() == 0);
}

TEST_CASE("a period of one year is one year")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"category", "edit", "HT", "--retention", "D1"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "one", {"--category", "HT", "--date", "2024-03-05"});
    const auto told = archive.fonds({"retention", "show", code});
    CHECK(contains(told.out, "period D1 (1 year)"));
}
