// SPDX-License-Identifier: GPL-3.0-or-later
// print: forms filled with what the archive knows.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

std::string text_of(const std::string& pdf)
{
    ProgramCall call;
    call.path = "/usr/bin/pdftotext";
    call.arguments = {"-layout", pdf, "-"};
    return run(call).out;
}

}  // namespace

TEST_CASE("every form is printed for a folder, in the user's language")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "7", "--title", "租赁合同"}).exit_code == 0);
    const auto code = archive.file("a.txt", "one",
                                   {"--category", "HT", "--folder", "7", "--title", "仓库租赁", "--date", "2024-03-05",
                                    "--party", "某某公司", "--number", "HT-1"});
    for (const char* const kind : {"cover", "spine", "contents", "note", "catalogue", "transfer"}) {
        const auto printed = archive.fonds({"print", kind, "--category", "HT", "--folder", "7"});
        INFO(kind << printed.err);
        REQUIRE(printed.exit_code == 0);
        CHECK(printed.out == std::string(kind) + ".pdf\n");
        CHECK(contains(text_of(archive.beside(std::string(kind) + ".pdf")), "HT"));
    }
    const std::string contents = text_of(archive.beside("contents.pdf"));
    for (const char* const part : {"Responsible", "某某公司", "仓库租赁", "20240305", "HT-1", "1 item"})
        CHECK(contains(contents, part));
    const auto chinese = archive.fonds({"print", "contents", "--category", "HT", "-o", "zh.pdf"},
                                       with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(chinese.exit_code == 0);
    CHECK(contains(text_of(archive.beside("zh.pdf")), "责任者"));
    REQUIRE(archive.fonds({"print", "slip", code, "--reader", "王芳", "--due", "2026年12月1日"}).exit_code == 0);
    CHECK(contains(text_of(archive.beside("slip.pdf")), "2026-12-01"));
    REQUIRE(archive.fonds({"print", "sign", "A 03", "B 04"}).exit_code == 0);
    CHECK(contains(text_of(archive.beside("sign.pdf")), "B 04"));
}

TEST_CASE("lists are written as CSV as well, and no title becomes a formula")
{
    const ArchiveFixture archive;
    archive.file("a.txt", "one", {"--category", "HT", "--title", "=HYPERLINK(1)", "--date", "2024-03-05"});
    archive.file("b.txt", "two", {"--category", "HT", "--title", "二", "--date", "2023-03-05"});
    const auto csv = archive.fonds({"print", "catalogue", "--category", "HT", "--format", "csv", "-o", "-"});
    CHECK(csv.exit_code == 0);
    CHECK(csv.out.starts_with("\xEF\xBB\xBF"));
    CHECK(contains(csv.out, "'=HYPERLINK(1)"));
    const auto year =
        archive.fonds({"print", "catalogue", "--category", "HT", "--year", "2023", "--format", "csv", "-o", "-"});
    CHECK(contains(year.out, "二"));
    CHECK_FALSE(contains(year.out, "HYPERLINK"));
    CHECK(archive.fonds({"print", "cover", "--category", "HT", "--format", "csv"}).exit_code == 2);
}

TEST_CASE("lists tell who wrote a paper, how secret it is, its counted pages and where they are")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "7"}).exit_code == 0);
    const auto in_folder = [&](const std::string& name, std::vector<std::string> said) {
        said.insert(said.end(), {"--category", "HT", "--folder", "7", "--unit", "BGS"});
        return archive.file(name, name, said);
    };
    const auto first = in_folder("a.txt", {"--date", "2024-03-05", "--responsible", "财务部", "--security", "internal",
                                           "--paper-pages", "12", "--page-range", "21-32"});
    in_folder("b.txt", {"--date", "2024-04-05", "--security", "secret", "--paper-pages", "2"});
    const auto csv = [&](const std::string& kind) {
        return archive.fonds({"print", kind, "--category", "HT", "--folder", "7", "--format", "csv", "-o", "-"}).out;
    };
    CHECK(contains(csv("contents"), "财务部,a,20240305,21,"));
    CHECK(contains(csv("contents"), ",b,20240405,,"));  // nobody has numbered its pages
    CHECK(contains(csv("catalogue"), "财务部,a,20240305,internal,12,"));
    REQUIRE(archive.fonds({"print", "cover", "--category", "HT", "--folder", "7"}).exit_code == 0);
    const std::string cover = text_of(archive.beside("cover.pdf"));
    CHECK(contains(cover, "secret"));
    CHECK(contains(cover, "14"));
    REQUIRE(archive.fonds({"print", "catalogue", "--category", "HT", "--folder", "7"}).exit_code == 0);
    CHECK(contains(text_of(archive.beside("catalogue.pdf")), "BGS"));
    REQUIRE(archive.fonds({"labels", "stamp", first, "-o", "stamp.pdf", "--sheet", "70x37"}).exit_code == 0);
    const std::string stamp = text_of(archive.beside("stamp.pdf"));
    CHECK(contains(stamp, "BGS"));
    CHECK(contains(stamp, "12"));
}

TEST_CASE("what cannot be printed is refused with the reason")
{
    const ArchiveFixture archive;
    const auto refused = [&](const CommandLine& arguments, int exit_code, const std::string& why) {
        const auto result = archive.fonds(arguments);
        INFO(result.err);
        CHECK(result.exit_code == exit_code);
        CHECK(contains(result.err, why));
    };
    refused({"print", "poster"}, 2, "poster");
    refused({"print", "contents"}, 2, "for what");
    refused({"print", "contents", "--category", "XX"}, 4, "XX");
    refused({"print", "cover", "--category", "HT"}, 4, "no folders");
    refused({"print", "contents", "--category", "HT", "--folder", "99"}, 4, "99");
    refused({"print", "slip", "--category", "HT"}, 2, "one record");
    refused({"print", "sign"}, 2, "sign");
    refused({"print", "contents", "--category", "HT", "--format", "doc"}, 2, "doc");
    refused({"print", "spine", "--category", "HT", "--width", "5"}, 2,
            "--width must be a whole number from 10 to 100, not 5");
    refused({"print", "contents", "--category", "HT", "--offset", "90,0"}, 2, "offset");
    // An empty category is a list to fill in by hand.
    CHECK(archive.fonds({"print", "contents", "--category", "HT"}).exit_code == 0);
    CHECK(archive.fonds({"print", "contents", "--category", "HT"}).exit_code == 3);
}

TEST_CASE("the printer's offset stands in the settings, and an option overrules it")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one", {"--category", "HT"});
    const auto label = [&](const CommandLine& more) {
        CommandLine arguments{"labels", "code", code, "-o", "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return archive.fonds(arguments).out.size();
    };
    const auto drawn = [&](const CommandLine& more) {
        CommandLine arguments{"labels", "code", code, "-o", "l.pdf", "--force"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        REQUIRE(archive.fonds(arguments).exit_code == 0);
        ProgramCall call;
        call.path = "/usr/bin/pdftotext";
        call.arguments = {"-bbox", archive.beside("l.pdf"), "-"};
        const std::string text = run(call).out;
        return text.substr(text.find("<body>"));
    };
    CHECK(label({}) > 0);
    const std::string usual = drawn({}), shifted = drawn({"--offset", "3,2"});
    CHECK(usual != shifted);
    write_file(archive.root() + "/fonds.toml", "[print]\noffset = \"3,2\"\n");
    CHECK(drawn({}) == shifted);
    CHECK(drawn({"--offset", "0,0"}) == usual);
}

TEST_CASE("a slip of what is on loan is filled in as the loan says, with its counterfoil; a register says it is out")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one", {"--category", "HT", "--title", "仓库租赁", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"location", "add", "KF01"}).exit_code == 0);
    REQUIRE(archive.fonds({"place", code, "KF01"}).exit_code == 0);
    REQUIRE(
        archive
            .fonds({"loan", "lend", code, "--reader", "王芳", "--unit", "财务部", "--contact", "8001", "--purpose", "审计"})
            .exit_code == 0);
    REQUIRE(archive.fonds({"print", "slip", code, "--purpose", "复核"}).exit_code == 0);
    const std::string slip = text_of(archive.beside("slip.pdf"));
    const auto foil = slip.find("counterfoil");
    REQUIRE(foil != std::string::npos);
    for (const char* const part : {"王芳", "财务部", "KF01", "仓库租赁"}) {
        CHECK(slip.find(part) < foil);
        CHECK(slip.find(part, foil) != std::string::npos);
    }
    CHECK(contains(slip, "8001"));
    CHECK(contains(slip, "lent out"));
    CHECK(contains(slip, "复核"));  // what is said goes above the loan
    CHECK_FALSE(contains(slip, "审计"));
    const auto csv = archive.fonds({"print", "transfer", "--category", "HT", "--format", "csv", "-o", "-"});
    CHECK(contains(csv.out, "KF01,on loan"));
}

TEST_CASE("labels that reach the edge of the paper are warned of")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one", {"--category", "HT"});
    CHECK(contains(archive.fonds({"labels", "code", code, "-o", "a.pdf"}).err, "99.1x38.1"));
    CHECK_FALSE(contains(archive.fonds({"labels", "code", code, "-o", "b.pdf", "--sheet", "99.1x38.1"}).err, "edge"));
}

TEST_CASE("records that are named are listed in that order, a folder in its own, and what has no page number is told")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "7"}).exit_code == 0);
    const auto in_folder = [&](const std::string& name, const std::string& day) {
        return archive.file(name, name,
                            {"--category", "HT", "--folder", "7", "--title", name, "--date", day, "--paper-pages", "2"});
    };
    const auto later = in_folder("later", "2024-05-01"), early = in_folder("early", "2024-01-01"),
               middle = in_folder("middle", "2024-03-01");
    const auto titles = [&](const CommandLine& more, const std::string& remark = {}) {
        CommandLine arguments{"print", "contents", "--format", "csv", "-o", "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto printed = archive.fonds(arguments);
        CHECK(printed.exit_code == 0);
        CHECK(contains(printed.err, remark));
        std::string order;
        for (const std::string& line : printed.lines())
            for (const char* const title : {"later", "early", "middle"})
                if (contains(line, "," + std::string(title) + ",")) order += title[0];
        return order;
    };
    CHECK(titles({"--category", "HT", "--folder", "7"}, "3 of 3 records") == "eml");
    REQUIRE(archive.fonds({"folder", "order", "HT", "7", middle, later}).exit_code == 0);
    CHECK(titles({"--category", "HT", "--folder", "7"}) == "mle");
    REQUIRE(archive.fonds({"folder", "order", "HT", "7", "--pages"}).exit_code == 0);
    const auto paged =
        archive.fonds({"print", "contents", "--category", "HT", "--folder", "7", "--format", "csv", "-o", "-"});
    CHECK(contains(paged.out, ",early,20240101,5-6,"));
    CHECK(contains(paged.out, ",later,20240501,3,"));
    CHECK_FALSE(contains(paged.err, "numbered"));
    CHECK(titles({"--category", "HT", "--year", "2023"}).empty());
    const auto codes = archive.fonds({"print", "catalogue", later, early, "--format", "csv", "-o", "-"});
    CHECK(codes.out.find(later) < codes.out.find(early));
    CHECK_FALSE(contains(codes.out, middle));
}

TEST_CASE("covers and spines are of every folder, as secret as the most secret paper, with the box it stands in")
{
    const ArchiveFixture archive;
    for (const char* const number : {"7", "8"}) REQUIRE(archive.fonds({"folder", "add", "HT", number}).exit_code == 0);
    const auto file = [&](const std::string& name, const char* folder, const char* security) {
        archive.file(name, name, {"--category", "HT", "--folder", folder, "--date", "2024-05-01", "--security", security});
    };
    file("a", "7", "internal");
    file("b", "7", "secret");
    file("c", "8", "open");
    REQUIRE(archive.fonds({"location", "add", "KF01"}).exit_code == 0);
    REQUIRE(archive.fonds({"location", "add", "W12", "--in", "KF01", "--kind", "box"}).exit_code == 0);
    REQUIRE(archive.fonds({"place", "--folder", "HT/7", "KF01-W12"}).exit_code == 0);
    REQUIRE(archive.fonds({"print", "cover", "--category", "HT"}).exit_code == 0);
    const std::string covers = text_of(archive.beside("cover.pdf"));
    const auto second = covers.find('\f') + 1;
    CHECK(contains(covers.substr(0, second), "secret"));
    CHECK_FALSE(contains(covers.substr(second), "secret"));
    REQUIRE(archive.fonds({"print", "spine", "--category", "HT", "--width", "20"}).exit_code == 0);
    const std::string spines = text_of(archive.beside("spine.pdf"));
    CHECK(contains(spines, "W12"));
    CHECK(contains(spines, "0001–"));
}

TEST_CASE("a spine is as wide as its folder says, unless the command says otherwise")
{
    const ArchiveFixture archive;
    for (const std::string number : {"1", "2", "3"})
        REQUIRE(archive.fonds({"folder", "add", "HT", number, "--spine", "80"}).exit_code == 0);
    const auto pages = [&](const CommandLine& more) {
        CommandLine command{"print", "spine", "--category", "HT", "--force"};
        command.insert(command.end(), more.begin(), more.end());
        REQUIRE(archive.fonds(command).exit_code == 0);
        const std::string text = text_of(archive.beside("spine.pdf"));
        return std::ranges::count(text, '\f');
    };
    CHECK(pages({}) == 2);
    CHECK(pages({"--width", "30"}) == 1);
    ProgramCall chinese;
    chinese.environment = {{"LC_ALL", "zh_CN.UTF-8"}};
    CHECK(contains(archive.fonds({"print", "spine", "--category", "HT", "--width", "9"}, chinese).err,
                   "须为 10 到 100 的整数"));
    CHECK_FALSE(contains(archive.fonds({"print", "--help"}).out, "INT"));
}

TEST_CASE("a printed list of contents is read again, and changes nothing that it does not say otherwise")
{
    const std::string format = GENERATE(as<std::string>(), "csv", "xlsx"),
                      language = GENERATE(as<std::string>(), "zh_CN.UTF-8", "C.UTF-8");
    CAPTURE(format, language);
    const ArchiveFixture archive;
    const auto spoken = with_environment({{"LANG", language}});
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const auto file = [&](const std::string& name, CommandLine said) {
        said.insert(said.end(), {"--category", "HT", "--folder", "1"});
        return archive.file(name, name, said);
    };
    const std::string first = file("a", {"--title", "=甲", "--date", "2024-01-02", "--party", "华为", "--page-range", "1-4",
                                         "--number", "N-1", "--note", "注", "--security", "secret"});
    file("b", {"--title", "乙", "--date", "2024-01-03", "--responsible", "张三", "--page-range", "5-5"});
    file("c", {"--title", "(无)", "--date", "2024-01-04", "--number", "(none)", "--note", "（无）", "--page-range", "6-6"});
    file("d", {"--title", "'(none)", "--date", "2024-01-05", "--number", "'=1", "--note", "''x", "--page-range", "7-8"});
    const std::string before = archive.fonds({"export", "records"}).out;
    const std::string list = archive.beside("contents." + format);
    REQUIRE(archive.fonds({"print", "contents", "--category", "HT", "--folder", "1", "--format", format, "-o", list}, spoken)
                .exit_code == 0);
    const auto again = archive.fonds({"import", "records", list});
    INFO(again.out << again.err);
    CHECK(again.exit_code == 0);
    CHECK(contains(again.err, "4 unchanged"));
    CHECK(archive.fonds({"export", "records"}).out == before);
    if (format == "xlsx") return;
    // The paper form stays that of the standard.
    REQUIRE(archive.fonds({"print", "contents", "--category", "HT", "--folder", "1"}, spoken).exit_code == 0);
    CHECK_FALSE(contains(text_of(archive.beside("contents.pdf")), first));
    std::string text = read_file(list);
    text.replace(text.find("乙"), std::string("乙").size(), "乙改");
    (void)archive.write("edited.csv", text);
    CHECK(contains(archive.fonds({"import", "records", "edited.csv"}).err, "1 changed"));
    const std::string other = archive.beside("transfer.csv");
    REQUIRE(archive.fonds({"print", "transfer", "--category", "HT", "--format", "csv", "-o", other}, spoken).exit_code == 0);
    const auto refused = archive.fonds({"import", "records", other});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "fonds export records"));
}

TEST_CASE("printed lists come into another archive with their parties, and what is only printed is not described")
{
    const std::string kind = GENERATE(as<std::string>(), "contents", "catalogue"),
                      language = GENERATE(as<std::string>(), "zh_CN.UTF-8", "C.UTF-8");
    CAPTURE(kind, language);
    const ArchiveFixture from, to;
    for (const ArchiveFixture* archive : {&from, &to}) REQUIRE(archive->fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const auto file = [&](const std::string& name, CommandLine said) {
        said.insert(said.end(), {"--category", "HT", "--folder", "1", "--date", "2024-01-02"});
        return from.file(name, name, said);
    };
    const std::string first = file("a", {"--title", "甲", "--party", "华为", "--page-range", "1-4", "--security", "secret"}),
                      second =
                          file("b", {"--title", "乙", "--party", "华为", "--responsible", "华为", "--paper-pages", "3"}),
                      third = file("c", {"--title", "丙", "--responsible", "张三"});
    const std::string before = from.fonds({"export", "records"}).out, list = to.beside("list.csv");
    REQUIRE(from.fonds({"print", kind, "--category", "HT", "--folder", "1", "--format", "csv", "-o", list},
                       with_environment({{"LANG", language}}))
                .exit_code == 0);
    const auto again = from.fonds({"import", "records", list});
    CHECK(again.exit_code == 0);
    CHECK(contains(again.err, "0 added, 0 changed, 3 unchanged"));
    CHECK_FALSE(contains(again.err, "Item numbers"));
    CHECK(from.fonds({"export", "records"}).out == before);

    const auto taken = to.fonds({"import", "records", list});
    INFO(taken.out << taken.err);
    REQUIRE(taken.exit_code == 0);
    const auto said = [&](const std::string& code, const char* field) {
        const Json value = parse_json(to.fonds({"show", code, "--json"}).out).get(field);
        return value.is_null() ? std::string() : value.text();
    };
    CHECK(said(first, "party") == "华为");
    CHECK(said(first, "responsible").empty());
    CHECK(said(second, "responsible") == "华为");
    CHECK(said(third, "party").empty());
    if (kind == "catalogue") {
        CHECK(parse_json(to.fonds({"show", first, "--json"}).out).get("paper_pages").number() == 0);
        CHECK(parse_json(to.fonds({"show", second, "--json"}).out).get("paper_pages").number() == 3);
    }
    // Whoever says that the party wrote it is believed.
    (void)to.write("who.csv", "档号,责任者\n" + first + ",华为\n");
    CHECK(contains(to.fonds({"import", "records", "who.csv"}).err, "1 changed"));
    CHECK(said(first, "responsible") == "华为");
}

TEST_CASE("running numbers of a list of contents are no item numbers, whatever stands beside them")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    (void)archive.write("list.csv",
                        "顺序号,题名,日期,页号,页数,门类,案卷号\n1,甲,20240102,1,4,HT,1\n2,乙,20240103,5,2,HT,1\n");
    const auto taken = archive.fonds({"import", "records", "list.csv"});
    CHECK(taken.exit_code == 0);
    CHECK_FALSE(contains(taken.err, "Item numbers"));
    const auto rows = archive.fonds({"export", "records", "--lang", "en"}).out;
    CHECK(contains(rows, ",4,1,4,"));
    CHECK(contains(rows, ",2,5,6,"));
}

TEST_CASE("a loan slip is one page, however long the title is")
{
    const ArchiveFixture archive;
    std::string title;
    for (int i = 0; i < 100; ++i) title += "档案管理工作的若干意见";
    title.resize(std::string("档").size() * 1000);
    const auto code = archive.file("a.txt", "1", {"--category", "HT", "--title", title, "--responsible", title});
    REQUIRE(archive
                .fonds({"loan", "lend", code, "--reader", title.substr(0, 300), "--unit", title.substr(0, 300), "--contact",
                        "8001"})
                .exit_code == 0);
    REQUIRE(archive.fonds({"print", "slip", code}).exit_code == 0);
    const std::string slip = text_of(archive.beside("slip.pdf"));
    CHECK(std::ranges::count(slip, '\f') == 1);
    CHECK(contains(slip, "…"));
}
