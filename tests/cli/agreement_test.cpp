// SPDX-License-Identifier: GPL-3.0-or-later
// One rule, whatever the road: pages and their count, retention codes, years, folder numbers; and what a list passes over is
// told.
#include "tests/cli/json_answer.hpp"
#include "tests/cli/table_cells.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const auto chinese = with_environment({{"LANG", "zh_CN.UTF-8"}});

void must(const ArchiveFixture& archive, const CommandLine& command)
{
    const auto done = archive.fonds(command);
    INFO(command.front() << ": " << done.out << done.err);
    REQUIRE(done.exit_code == 0);
}

void refused(const ArchiveFixture& archive, const CommandLine& command, int exit_code, const std::string& why)
{
    const auto done = archive.fonds(command);
    INFO(command.front() << ": " << done.out << done.err);
    CHECK(done.exit_code == exit_code);
    CHECK(contains(done.err, why));
}

}  // namespace

TEST_CASE("pages in a folder and counted pages agree, however they come in")
{
    const ArchiveFixture archive;
    must(archive, {"folder", "add", "HT", "1"});
    const std::string why = "Pages 1-5 are 5 pages, not 2";
    const CommandLine pages{"--category", "HT", "--folder", "1", "--page-range", "1-5", "--paper-pages", "2"};
    CommandLine filing{"file", archive.write("x.txt", "x")};
    filing.insert(filing.end(), pages.begin(), pages.end());
    refused(archive, filing, 2, why);
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--folder", "1", "--date", "2024-01-02"});
    refused(archive, {"edit", code, "--page-range", "1-5", "--paper-pages", "2"}, 2, why);
    must(archive, {"edit", code, "--page-range", "1-5"});
    refused(archive, {"edit", code, "--paper-pages", "2"}, 2, why);
    refused(archive, {"import", "records", archive.write("l.csv", "code,paper_pages\n" + code + ",2\n")}, 3, why);
    refused(archive, {"import", "records", archive.write("m.csv", "code,page_range,paper_pages\n" + code + ",1-5,2\n")}, 3,
            why);
    must(archive, {"edit", code, "--paper-pages", "5"});

    const auto pages_of = [&](const std::string& record) {
        const Json json = answer(archive, {"show", record, "--json"});
        return std::pair<double, double>(json.get("page_from").number(), json.get("page_to").number());
    };
    // A list of contents tells where a paper begins, and that is not how many pages it has.
    must(archive, {"import", "records", archive.write("c.csv", "档号,页号\n" + code + ",1\n")});
    CHECK(pages_of(code) == std::pair(1.0, 5.0));
    must(archive, {"import", "records", archive.write("d.csv", "档号,页号\n" + code + ",3\n")});
    CHECK(pages_of(code) == std::pair(3.0, 7.0));
    const auto order = archive.fonds({"check", "order"});
    CHECK(contains(order.out, "before " + code + " the pages 1-2 are missing"));
    refused(archive, {"folder", "edit", "HT", "1", "--close"}, 5, "the pages 1-2 are missing");
}

TEST_CASE("a retention code without a meaning is refused, but for old numbers on paper, of which it is told")
{
    const ArchiveFixture archive;
    for (const std::string verb : {"preview", "reserve"})
        refused(archive, {"number", verb, "--category", "HT", "--retention", "Z"}, 2, "D30");
    const std::string odd = "J001-HT·2024-Z-0003", none = "J001-HT·2024-D0-0001";
    refused(archive, {"file", archive.write("x.txt", "x"), "--category", "HT", "--code", none}, 2, "has no meaning");
    must(archive, {"number", "preview", "--category", "HT", "--retention", "D10"});

    const auto held = archive.fonds({"number", "import", archive.write("n.csv", "code,category\n" + odd + ",HT\n")});
    CHECK(held.exit_code == 0);
    CHECK(contains(held.err, "has no meaning"));
    CHECK(archive.file("y.txt", "y", {"--category", "HT", "--date", "2024-03-05", "--code", odd}) == odd);
    const auto taken = archive.fonds(
        {"import", "records", archive.write("r.csv", "code,title,category,date\n" + none + ",t,HT,2024-03-05\n")});
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.err, "D0, which has no meaning"));
    const auto checked = archive.fonds({"number", "check"});
    CHECK(contains(checked.out, "number.retention"));
    CHECK(contains(checked.out, "1 record has a number that tells the retention Z"));
    CHECK(contains(archive.fonds({"retention", "show", none}).out, "tells the retention D0, which has no meaning"));
    CHECK(answer(archive, {"retention", "show", none, "--json"}).get("unmeant_retention").text() == "D0");
    const std::string usual = archive.file("z.txt", "z", {"--category", "HT", "--date", "2024-03-05"});
    CHECK_FALSE(contains(archive.fonds({"retention", "show", usual}).out, "no meaning"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("folders are counted from 1, and 5 is 005")
{
    const ArchiveFixture archive;
    must(archive, {"folder", "add", "HT", "005"});
    refused(archive, {"folder", "add", "HT", "5"}, 3, "a folder 005 already");
    must(archive, {"folder", "add", "FP", "5"});
    refused(archive, {"folder", "add", "HT", "0"}, 2, "counted from 1");
    refused(archive, {"folder", "add", "HT", "000"}, 2, "counted from 1");
    refused(archive, {"folder", "add", "HT", "--", "-1"}, 2, "counted from 1");
    must(archive, {"folder", "add", "HT", "2024-1"});
    must(archive, {"import", "folders", archive.write("f.csv", "category,number\nHT,05\n")});  // it is that one
}

TEST_CASE("a slip of the pen in a year is noticed")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02"});
    for (const std::string day : {"0024-01-01", "3024-01-01"}) {
        refused(archive, {"file", archive.write("b.txt", "b"), "--category", "HT", "--date", day}, 2, "1000 to 2999");
        refused(archive, {"edit", code, "--date", day}, 2, "1000 to 2999");
        refused(archive, {"import", "records", archive.write("l.csv", "title,category,date\nx,HT," + day + "\n")}, 3,
                "1000 to 2999");
    }
}

TEST_CASE("a folder is lent whole, a paper goes back into a folder that is here, and pages too many are no good pages")
{
    const ArchiveFixture archive;
    must(archive, {"folder", "add", "HT", "1"});
    const std::string code =
        archive.file("a.txt", "a", {"--category", "HT", "--folder", "1", "--date", "2024-01-02", "--paper-pages", "3"});
    must(archive, {"loan", "lend", code, "--reader", "甲", "--purpose", "审计", "--approved-by", "王", "--note", "加急"});
    refused(archive, {"loan", "lend", "HT/1", "--reader", "乙"}, 5, "1 paper of it is on loan, such as " + code);
    refused(archive, {"import", "loans", archive.write("l.csv", "paper,reader,lent\nHT/1,乙,2026-01-05\n")}, 3,
            "is not whole");
    const auto shown = archive.fonds({"loan", "show", "1"});
    for (const std::string told : {"审计", "王", "加急", "pages  "}) CHECK(contains(shown.out, told));
    refused(archive, {"loan", "return", code, "--pages", "5", "--condition", "good"}, 5, "was lent with 3");
    refused(archive, {"loan", "return", code, "--pages", "5"}, 5, "--note");
    must(archive, {"loan", "return", code, "--pages", "5", "--note", "夹有收据"});
    must(archive, {"loan", "lend", "HT/1", "--reader", "乙"});
    must(archive, {"loan", "return", "HT/1", "--pages", "3"});
}

TEST_CASE("a list of places moves nothing behind what is unknown, until the next place")
{
    const ArchiveFixture archive;
    must(archive, {"location", "add", "KF1"});
    const std::string a = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02"});
    const std::string b = archive.file("b.txt", "b", {"--category", "HT", "--date", "2024-01-02"});
    const auto place_of = [&](const std::string& paper) {
        return answer(archive, {"location", "show", paper, "--json"}).get("location").text();
    };
    const auto on = archive.fonds({"place", "--from", archive.write("p.txt", "KF1\n" + a + "\nXX77\n" + b + "\n")});
    CHECK(on.exit_code == 3);
    CHECK(contains(on.err, "Line 3: XX77"));
    CHECK(contains(on.err, "1 moved, 0 were there, 2 could not be put"));
    CHECK(place_of(b).empty());
    const auto next = archive.fonds({"place", "--from", archive.write("r.txt", "XX77\n" + a + "\nKF1\n" + b + "\n")});
    CHECK(next.exit_code == 3);
    CHECK(place_of(b) == "KF1");
    must(archive, {"place", "--nowhere", b});
    CHECK(archive.fonds({"place", "--from", archive.write("q.txt", "KF1\n" + a + "\nKF1-W9\n" + b + "\n")}).exit_code == 3);
    CHECK(place_of(b).empty());
    const auto away = archive.fonds({"place", "--nowhere", a}, chinese);
    CHECK(contains(away.err, "已移出 1"));
    CHECK_FALSE(contains(away.out + away.err, "已上架"));
}

TEST_CASE("a record leaves its folder's pages behind, and may be counted anew on its way")
{
    const ArchiveFixture archive;
    for (const char* number : {"001", "002"}) must(archive, {"folder", "add", "HT", number, "--title", "t"});
    const std::string code =
        archive.file("a.txt", "a", {"--category", "HT", "--folder", "001", "--date", "2024-01-02", "--page-range", "7-7"});
    must(archive, {"edit", code, "--folder", "002", "--paper-pages", "5"});
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a folder's number is known without its leading zeros, as spreadsheets write it")
{
    const ArchiveFixture archive;
    must(archive, {"folder", "add", "HT", "001", "--title", "合同一"});
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--folder", "1", "--date", "2024-01-02"});
    CHECK(contains(archive.fonds({"folder", "show", "HT", "1"}).out, "001"));
    CHECK(contains(archive.fonds({"show", code}).out, "001"));
    must(archive, {"import", "records", archive.write("r.csv", "code,folder\n" + code + ",1\n")});
    must(archive, {"import", "folders", archive.write("f.csv", "category,number,title\nHT,1,合同二\n")});
    CHECK(contains(archive.fonds({"folder", "show", "HT", "001"}).out, "合同二"));
    CHECK(answer(archive, {"folder", "list", "--json"}).get("folders").size() == 1);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("of two rows that say otherwise of one number the second fails")
{
    const ArchiveFixture archive;
    const std::string list = "code,category,status,note\nJ001-HT.2024-D30-0003,HT,reserved,labels of Wang\n";
    const auto twice =
        archive.fonds({"import", "numbers", archive.write("n.csv", list + "J001-HT.2024-D30-0003,HT,destroyed,x\n")});
    CHECK(twice.exit_code == 3);
    CHECK(contains(twice.out + twice.err, "says otherwise"));
    must(archive,
         {"import", "numbers", archive.write("m.csv", list + "J001-HT.2024-D30-0003,HT,reserved,labels of Wang\n")});
}

TEST_CASE("the history tells words and quotes tags that look like two")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02"});
    must(archive, {"tag", code, "a, b"});
    must(archive, {"tag", code, "c"});
    must(archive, {"edit", code, "--security", "confidential"});
    CHECK(contains(archive.fonds({"show", code, "--history"}).out, "→ \"a, b\", c"));
    const auto shown = archive.fonds({"show", code, "--history"}, chinese);
    CHECK(contains(shown.out, "密级:  → 秘密"));
    CHECK_FALSE(contains(shown.out, "confidential"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("files go out beside the table that names them, and come in with it")
{
    const ArchiveFixture from, to;
    const std::string code = from.file("合同 一.txt", "bytes of a contract", {"--category", "HT", "--date", "2024-01-02"});
    must(from, {"attach", code, from.write("附件.txt", "bytes of its attachment")});
    const std::string paper = "J001-HT.2024-D30-0009";
    must(from,
         {"import", "records", from.write("p.csv", "code,title,category,date\n" + paper + ",paper alone,HT,2024-01-03\n")});
    const std::string format = GENERATE(as<std::string>(), "csv", "xlsx");
    const std::string list = to.beside("out/all." + format), bare = to.beside("bare.csv");
    std::filesystem::create_directories(to.beside("out"));
    must(from, {"export", "records", "-o", bare, "--lang", "en"});
    must(from, {"export", "records", "-o", list, "--with-files", to.beside("out/files"), "--lang", "en"});
    refused(from, {"export", "records", "-o", list, "--with-files", to.beside("out/files")}, 3, "");
    refused(from, {"export", "parties", "--with-files", to.beside("x")}, 2, "records");

    const ArchiveFixture poor;
    const auto without = poor.fonds({"import", "records", bare});
    CHECK(without.exit_code == 0);
    CHECK(contains(without.err, "1 new record comes without its files"));
    const auto taken = to.fonds({"import", "records", list});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 0);
    CHECK_FALSE(contains(taken.err, "without"));
    for (const std::string number : {"0", "1"}) {
        const auto there = from.fonds({"get", code, "--component", number, "-o", "-"});
        CHECK(to.fonds({"get", code, "--component", number, "-o", "-"}).out == there.out);
    }
    CHECK(contains(to.fonds({"import", "records", list}).err, "0 added, 0 changed, 2 unchanged"));
    CHECK(to.fonds({"export", "records", "--lang", "en"}).out.find("合同 一.txt; 附件.txt") != std::string::npos);
    CHECK(to.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("records that share their bytes come back from an exported list as they were")
{
    const ArchiveFixture from, to;
    const auto first = from.file("a.txt", "bytes of both", {"--category", "HT", "--date", "2024-01-02"});
    const auto second =
        from.file("b.txt", "bytes of both", {"--category", "HT", "--date", "2024-01-03", "--allow-duplicate"});
    const auto third = from.file("c.txt", "its own", {"--category", "HT", "--date", "2024-01-04"});
    must(from, {"attach", third, from.write("d.txt", "bytes of both")});
    const std::string format = GENERATE(as<std::string>(), "csv", "xlsx");
    const std::string list = to.beside("all." + format);
    must(from, {"export", "records", "-o", list, "--with-files", to.beside("files"), "--lang", "en"});
    must(to, {"import", "records", list});
    CHECK(contains(to.fonds({"import", "records", list}).err, "0 added, 0 changed, 3 unchanged"));
    for (const std::string& code : {first, second, third})
        CHECK(to.fonds({"get", code, "-o", "-"}).out == from.fonds({"get", code, "-o", "-"}).out);
    CHECK(to.fonds({"check", "--full"}).exit_code == 0);
    // A record that the row does not name is another's: the bytes are not meant to be here twice.
    const ArchiveFixture other;
    const auto stranger = other.file("a.txt", "bytes of both", {"--category", "FP", "--date", "2024-01-02"});
    refused(other, {"import", "records", list}, 3, "already filed as " + stranger);
}

TEST_CASE("item numbers of a list that are not taken are told")
{
    const ArchiveFixture archive;
    const auto taken = archive.fonds(
        {"import", "records", archive.write("l.csv", "件号,题名,门类,日期\n1,x,HT,2024-01-02\n2,y,HT,2024-01-03\n")});
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.err, "Item numbers (column item) were not taken"));
}

TEST_CASE("one page is not where a paper of more begins, on any road, and a page alone is")
{
    const ArchiveFixture archive;
    must(archive, {"folder", "add", "HT", "1"});
    const std::string why = "Page 5 is 1 page, not 3";
    refused(archive,
            {"file", archive.write("x.txt", "x"), "--category", "HT", "--folder", "1", "--page-range", "5-5",
             "--paper-pages", "3"},
            2, why);
    refused(archive, {"file", "--from", archive.write("f.csv", "文件,门类,案卷,起止页号,页数\nx.txt,HT,1,5-5,3\n")}, 3, why);
    const std::string code = archive.file(
        "a.txt", "a",
        {"--category", "HT", "--folder", "1", "--date", "2024-01-02", "--page-range", "5", "--paper-pages", "3"});
    const auto pages = [&] {
        const Json json = answer(archive, {"show", code, "--json"});
        return json.get("page_from").dump() + "-" + json.get("page_to").dump() + "/" + json.get("paper_pages").dump();
    };
    CHECK(pages() == "5-7/3");
    refused(archive, {"edit", code, "--page-range", "5-5"}, 2, why);
    // The five conventions, over what the archive knows.
    const auto imported = [&](const std::string& columns, const std::string& cells, int exit_code = 0) {
        const auto done = archive.fonds(
            {"import", "records", archive.write("l.csv", "档号," + columns + "\n" + code + "," + cells + "\n"), "--json"});
        INFO(columns << ": " << cells << ": " << done.out << done.err);
        CHECK(done.exit_code == exit_code);
        const Json row = parse_json(done.out);
        return row.get("error").is_null() ? row.get("result").text() : row.get("error").get("message").text();
    };
    CHECK(imported("页号", "5-5", 3) == why);
    CHECK(imported("页号,页数", "5-5,3", 3) == why);
    CHECK(imported("起始页号,卷尾号", "5,5", 3) == why);
    CHECK(imported("起始页号,卷尾号,页数", "5,5,3", 3) == why);
    CHECK(contains(imported("起止页号,起始页号", "5-5,3", 3), "contradict each other: 5-5 and 3"));
    CHECK(contains(imported("起止页号,页数,起始页号", "5-7,3,3", 3), "contradict each other"));
    CHECK(contains(imported("起止页号,卷尾号", "5-7,9", 3), "contradict each other"));
    CHECK(pages() == "5-7/3");
    CHECK(imported("页号", "5") == "unchanged");
    CHECK(imported("起始页号,页数", "5,3") == "unchanged");
    CHECK(imported("件号,页数", "2,3") == "unchanged");
    CHECK(imported("件号,页号,页数", "2,2,3") == "unchanged");
    CHECK(imported("起止页号", "0005～0007") == "unchanged");
    CHECK(imported("页号", "6") == "changed");
    CHECK(pages() == "6-8/3");
    must(archive, {"edit", code, "--page-range", "6"});
    CHECK(pages() == "6-8/3");
    must(archive, {"edit", code, "--page-range", "4"});
    CHECK(pages() == "4-6/3");

    // Without a count the end is not known; with one that comes later it is.
    must(archive, {"edit", code, "--paper-pages", "", "--page-range", ""});
    must(archive, {"edit", code, "--page-range", "6-9"});
    must(archive, {"edit", code, "--page-range", "6"});
    CHECK(pages() == "6-9/0");
    must(archive, {"edit", code, "--page-range", "7"});
    CHECK(pages() == "7-0/0");
    must(archive, {"edit", code, "--page-range", "7-7"});
    CHECK(pages() == "7-7/1");
}

TEST_CASE("where papers begin and papers of one page go out and come in as they are")
{
    const std::string format = GENERATE(as<std::string>(), "csv", "xlsx");
    const ArchiveFixture from, to;
    for (const ArchiveFixture* const archive : {&from, &to}) must(*archive, {"folder", "add", "HT", "1"});
    must(from, {"import", "records",
                from.write("l.csv", "题名,门类,案卷,日期,页号,页数\n甲,HT,1,2024-01-01,1-1,\n乙,HT,1,2024-01-02,,\n"
                                    "丙,HT,1,2024-01-03,6,3\n丁,HT,1,2024-01-04,9,1\n")});
    // What a list gives as a start ends before the next one; what is said of one paper does not.
    must(from, {"edit", "J001-HT.2024-D30-0002", "--page-range", "2"});
    const std::string list = to.beside("records." + format);
    must(from, {"export", "records", "-o", list});
    must(to, {"import", "records", list});
    const auto pages = [](const ArchiveFixture& archive) {
        std::string all;
        const Json items = answer(archive, {"folder", "show", "HT", "1", "--json"}).get("contents");
        for (std::size_t i = 0; i < items.size(); ++i)
            all += items.at(i).get("page_from").dump() + "-" + items.at(i).get("page_to").dump() + " ";
        return all;
    };
    CHECK(pages(from) == "1-1 2-null 6-8 9-9 ");
    CHECK(pages(to) == pages(from));
    CHECK(contains(to.fonds({"import", "records", list}).err, "4 unchanged"));
    CHECK_FALSE(contains(to.fonds({"check", "order"}).out, "folder_pages"));
    CHECK(to.fonds({"check", "--full"}).exit_code == 0);
}
