// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that go out and come in, with the real program.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const std::string mark = "\xEF\xBB\xBF";

/// result and code of each row.
std::vector<std::string> rows_of(const ProgramResult& result)
{
    std::vector<std::string> rows;
    std::size_t begin = 0;
    while (begin < result.out.size()) {
        const auto end = result.out.find('\n', begin);
        const Json row = parse_json(result.out.substr(begin, end - begin));
        rows.push_back(std::to_string(row.get("line").number()) + " " + row.get("result").text() + " " +
                       row.get("code").text());
        begin = end + 1;
    }
    return rows;
}

std::vector<std::string> import(const ArchiveFixture& archive, const std::string& list, int exit_code = 0,
                                const CommandLine& options = {}, const std::string& kind = "records")
{
    CommandLine arguments{"import", kind, list, "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto result = archive.fonds(arguments);
    INFO(result.err);
    CHECK(result.exit_code == exit_code);
    return rows_of(result);
}

std::string exported(const ArchiveFixture& archive, const std::string& kind = "records", const std::string& language = "en")
{
    const auto result = archive.fonds({"export", kind, "--lang", language});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result.out;
}

void check_clean(const ArchiveFixture& archive)
{
    const auto checked = archive.fonds({"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);
}

const std::string three =
    "题名,门类,往来单位,日期,编号,金额（万元）,标签,备注\n"
    "服务器采购合同,HT,华为技术有限公司,二〇二四年三月五日,CG-001,12.345678,采购；急件,\"第一行\n第二行\"\n"
    "发票,FP,Acme Ltd,5 Mar 2024,0417,$3,,=1+1\n"
    "无日期的旧件,QT,,,,,,\n";

}  // namespace

TEST_CASE("a list makes records of paper alone, and read again changes nothing")
{
    const ArchiveFixture archive;
    const std::string list = archive.write("list.csv", three);
    const std::vector<std::string> added{"2 added J001-HT·2024-D30-0001", "4 added J001-FP·2024-D30-0001"};
    const auto first = import(archive, list);
    REQUIRE(first.size() == 3);
    CHECK(first[0] == added[0]);
    CHECK(first[1] == added[1]);
    CHECK(first[2].starts_with("5 added J001-QT·"));
    const auto again = import(archive, list);
    REQUIRE(again.size() == 3);
    for (const auto& row : again) CHECK(contains(row, "unchanged J001-"));
    const Json record = parse_json(archive.fonds({"show", "J001-HT.2024-D30-0001", "--json"}).out);
    CHECK(record.get("amount").text() == "123456.78");
    CHECK(record.get("currency").text() == "CNY");
    CHECK(record.get("date").text() == "2024-03-05");
    CHECK(record.get("note").text() == "第一行\n第二行");
    CHECK(parse_json(archive.fonds({"show", "J001-FP.2024-D30-0001", "--json"}).out).get("currency").text() == "USD");
    CHECK(contains(archive.fonds({"search", "服务器"}).out, "J001-HT·2024-D30-0001"));
    CHECK(archive.fonds({"get", "J001-HT.2024-D30-0001"}).exit_code == 4);
    check_clean(archive);
}

TEST_CASE("an export that was not changed imports as unchanged, from CSV and from a workbook")
{
    const ArchiveFixture archive;
    import(archive, archive.write("list.csv", three));
    archive.file("scan.txt", "words", {"--title", "@SUM(A1)", "--note", "'=quoted", "--category", "HT"});
    for (const char* name : {"out.csv", "out.xlsx"}) {
        CAPTURE(name);
        const std::string path = archive.beside(name);
        REQUIRE(archive.fonds({"export", "records", "-o", path, "--lang", "zh"}).exit_code == 0);
        const auto rows = import(archive, path);
        REQUIRE(rows.size() == 4);
        for (const auto& row : rows) CHECK(contains(row, "unchanged"));
        CHECK(archive.fonds({"export", "records", "-o", path}).exit_code != 0);
        CHECK(archive.fonds({"export", "records", "-o", path, "--force"}).exit_code == 0);
    }
    check_clean(archive);
}

TEST_CASE("no exported cell is a formula")
{
    const ArchiveFixture archive;
    archive.file("a.txt", "a", {"--title", "=HYPERLINK(\"http://x\")", "--note", "-1+2", "--amount", "-5"});
    const std::string csv = exported(archive);
    CHECK(contains(csv, "\"'=HYPERLINK("));
    CHECK(contains(csv, ",'-1+2,"));
    CHECK(contains(csv, ",-5.00,CNY,"));
    CHECK(csv.starts_with(mark + "code,category,title,"));
    CHECK(exported(archive, "records", "zh").starts_with(mark + "档号,门类,题名,"));
}

TEST_CASE("rows with a code change what they say otherwise, with history; (none) clears, an empty cell leaves")
{
    const ArchiveFixture archive;
    const std::string code =
        archive.file("a.txt", "a", {"--title", "old", "--note", "n", "--party", "甲公司", "--tag", "x"});
    const std::string list =
        archive.write("list.csv", "reference code,TITLE,备注,party,tags\n" + code + ",new,(无),,\"y,z\"\n");
    CHECK(import(archive, list) == std::vector<std::string>{"2 changed " + code});
    CHECK(import(archive, list) == std::vector<std::string>{"2 unchanged " + code});
    const Json record = parse_json(archive.fonds({"show", code, "--json", "--history"}).out);
    CHECK(record.get("title").text() == "new");
    CHECK(record.get("note").is_null());
    CHECK(record.get("party").text() == "甲公司");
    CHECK(contains(record.dump(), "\"before\":\"old\""));
    CHECK(contains(record.get("tags").dump(), "\"y\",\"z\""));
    check_clean(archive);
}

TEST_CASE("a bad row fails alone; with --all-or-nothing nothing happens; a dry run changes nothing")
{
    const ArchiveFixture archive;
    const std::string list =
        archive.write("list.csv", "题名,日期,金额,门类\n好,2024-01-01,1,HT\n坏,3/4/2024,1,HT\n坏,2024-01-02,x,HT\n"
                                  "坏,2024-01-02,1,无此门类\n,2024-01-02,1,HT\n也好,45356,2,HT\n");
    const std::vector<std::string> expected{
        "2 added J001-HT·2024-D30-0001", "3 failed ", "4 failed ", "5 failed ", "6 failed ",
        "7 added J001-HT·2024-D30-0002"};
    CHECK(import(archive, list, 3, {"--dry-run"}) == expected);
    CHECK(import(archive, list, 3, {"--all-or-nothing"}) == expected);
    CHECK(parse_json(archive.fonds({"status", "--json"}).out).get("records").number() == 0);
    check_clean(archive);
    CHECK(import(archive, list, 3) == expected);
    CHECK(contains(archive.fonds({"list"}).out, "2024-03-05"));
    const auto report = archive.fonds({"import", "records", list, "--csv"});
    CHECK(report.exit_code == 3);
    CHECK(contains(report.out, "\r\n3,"));
    check_clean(archive);
}

TEST_CASE("lists bring files, numbers of their own and places along")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"location", "add", "KF01"}).exit_code == 0);
    static_cast<void>(archive.write("scan.txt", "scanned words"));
    const std::string list = archive.write(
        "list.csv", "档号,题名,门类,日期,文件,库位\nJ001-HT·2019-D30-0042,旧合同,HT,2019-05-01,scan.txt,KF01\n"
                    "J001-HT·2019-D30-0043,纸质,HT,2019-05-02,,KF01\nJ001-HT·2019-D30-0044,x,HT,2019-05-02,gone.txt,\n"
                    "J001-HT·2019-D30-0045,x,HT,2019-05-02,,KF99\n");
    CHECK(import(archive, list, 3) == std::vector<std::string>{"2 added J001-HT·2019-D30-0042",
                                                               "3 added J001-HT·2019-D30-0043", "4 failed ", "5 failed "});
    CHECK(contains(archive.fonds({"text", "J001-HT.2019-D30-0042"}).out, "scanned words"));
    CHECK(contains(archive.fonds({"location", "show", "J001-HT.2019-D30-0043"}).out, "KF01"));
    CHECK(import(archive, list, 3)[0] == "2 unchanged J001-HT·2019-D30-0042");
    // Without its code, the file tells which record is meant.
    const std::string by_file = archive.write("by_file.csv", "path,note\nscan.txt,seen\n");
    CHECK(import(archive, by_file) == std::vector<std::string>{"2 changed J001-HT·2019-D30-0042"});
    // A scan for a record of paper alone becomes its original.
    static_cast<void>(archive.write("late.txt", "late words"));
    const std::string late = archive.write("late.csv", "code,path\nJ001-HT·2019-D30-0043,late.txt\n");
    CHECK(import(archive, late) == std::vector<std::string>{"2 changed J001-HT·2019-D30-0043"});
    CHECK(import(archive, late) == std::vector<std::string>{"2 unchanged J001-HT·2019-D30-0043"});
    CHECK(contains(archive.fonds({"search", "late"}).out, "0043"));
    CHECK(contains(exported(archive, "papers"), "J001-HT·2019-D30-0042,KF01,旧合同"));
    check_clean(archive);
}

TEST_CASE("folders, parties, locations and places come in and go out")
{
    const ArchiveFixture archive;
    const std::string folders =
        archive.write("folders.csv", "门类,案卷号,案卷题名,状态\nHT,1,合同一,开放\nHT,2,合同二,已封卷\nXX,3,x,\n");
    CHECK(import(archive, folders, 3, {}, "folders") ==
          std::vector<std::string>{"2 added HT/1", "3 added HT/2", "4 failed "});
    CHECK(import(archive, folders, 3, {}, "folders")[1] == "3 unchanged HT/2");
    const std::string parties = archive.write("parties.csv", "名称,别名,备注\n华为技术有限公司,华为；HW,客户\nAcme,,\n");
    CHECK(import(archive, parties, 0, {}, "parties")[0] == "2 added 华为技术有限公司");
    CHECK(import(archive, parties, 0, {}, "parties")[0] == "2 unchanged 华为技术有限公司");
    CHECK(contains(archive.fonds({"party", "show", "HW"}).out, "华为技术有限公司"));
    const std::string locations = archive.write(
        "locations.csv", "库位号,上级,类型,名称,容量\nKF01,,库房,一库,\nKF01-L01,KF01,列,,40\nKF01-L01-W1,KF01-L01,盒,,x\n");
    CHECK(import(archive, locations, 3, {}, "locations") ==
          std::vector<std::string>{"2 added KF01", "3 added KF01-L01", "4 failed "});
    CHECK(import(archive, locations, 3, {}, "locations")[1] == "3 unchanged KF01-L01");
    const std::string papers = archive.write("papers.csv", "档号,库位\nHT/1,KF01-L01\nHT/2,KF01-L01\nHT/9,KF01\n");
    CHECK(import(archive, papers, 3, {}, "papers") ==
          std::vector<std::string>{"2 changed HT/1", "3 changed HT/2", "4 failed "});
    for (const std::string kind : {"folders", "parties", "locations", "papers"}) {
        CAPTURE(kind);
        const std::string path = archive.beside(kind + ".xlsx");
        REQUIRE(archive.fonds({"export", kind, "-o", path, "--lang", "zh"}).exit_code == 0);
        for (const auto& row : import(archive, path, 0, {}, kind)) CHECK(contains(row, "unchanged"));
    }
    CHECK(contains(exported(archive, "categories"), "HT,,合同及协议,"));
    CHECK(exported(archive, "loans").starts_with(mark + "id,paper,"));
    CHECK(archive.fonds({"import", "loans", papers}).exit_code == 1);
    CHECK(archive.fonds({"export", "nonsense"}).exit_code == 2);
    check_clean(archive);
}

TEST_CASE("lists in GB18030 and in workbooks are taken by every command that takes lists")
{
    const ArchiveFixture archive;
    const std::string gb =
        archive.write("gb.csv", "\xCC\xE2\xC3\xFB,\xC3\xC5\xC0\xE0\n\xBA\xCF\xCD\xAC,HT\n");  // 题名,门类 / 合同,HT
    CHECK(import(archive, gb).size() == 1);
    CHECK(contains(archive.fonds({"list"}).out, "合同"));
    REQUIRE(archive.fonds({"export", "records", "-o", archive.beside("all.xlsx"), "--lang", "en"}).exit_code == 0);
    // A workbook of records names no files: the list is understood, and refused for that.
    const auto refused = archive.fonds({"file", "--from", archive.beside("all.xlsx")});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "all.xlsx:1"));
    for (const std::string& bytes :
         {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), std::string("PK\x03\x04 broken")}) {
        const auto old = archive.fonds({"import", "records", archive.write("old.xls", bytes)});
        CHECK(old.exit_code == 1);
        CHECK(contains(old.err, ".xlsx"));
    }
    CHECK(archive.fonds({"import", "records", archive.write("empty.csv", "")}).exit_code == 1);
    CHECK(archive.fonds({"import", "records", archive.write("unknown.csv", "题名,颜色\nx,红\n")}).exit_code == 1);
    CHECK(archive.fonds({"import", "records", archive.beside("absent.csv")}).exit_code == 4);
}

TEST_CASE("a list is printed as a workbook, too")
{
    const ArchiveFixture archive;
    archive.file("a.txt", "a", {"--title", "合同", "--category", "HT", "--date", "2024-03-05"});
    const std::string path = archive.beside("list.xlsx");
    REQUIRE(archive.fonds({"print", "catalogue", "--category", "HT", "--format", "xlsx", "-o", path}).exit_code == 0);
    CHECK(contains(archive.fonds({"text", path}).out, "J001-HT·2024-D30-0001"));
    CHECK(archive.fonds({"print", "cover", "--category", "HT", "--format", "xlsx"}).exit_code == 2);
}

TEST_CASE("records that may be one are found, made one, and parted again")
{
    const ArchiveFixture archive;
    const CommandLine same{"--title", "发票",     "--category", "FP",     "--party",
                           "Acme",    "--number", "0417",       "--date", "2024-04-17"};
    const std::string words =
        "Invoice 0417 of 17 April 2024 for consulting services delivered in March 2024, total 1,234.50 EUR, "
        "payable within thirty days to the account named below by Acme Limited.";
    const std::string keep = archive.file("a.txt", words, same), other = archive.file("b.txt", words + " Thank you.", same);
    const std::string third = archive.file("c.txt", words + " ", {"--title", "别的", "--category", "QT"});
    const auto quick = archive.fonds({"duplicates", "--quick", "--json"});
    CHECK(quick.exit_code == 3);
    CHECK(contains(quick.out, "\"codes\":[\"" + keep + "\",\"" + other + "\"]"));
    CHECK(contains(quick.out, "\"why\":\"facts\""));
    CHECK_FALSE(contains(quick.out, third));
    CHECK(contains(archive.fonds({"duplicates", "--json"}).out, third));
    REQUIRE(archive.fonds({"merge", keep, other}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"search", "consulting"}).out, other));
    CHECK_FALSE(contains(archive.fonds({"list"}).out, other));
    CHECK(parse_json(archive.fonds({"show", other, "--json"}).out).get("merged_into").text() == keep);
    CHECK(archive.fonds({"duplicates", "--quick"}).exit_code == 0);
    CHECK(archive.fonds({"edit", other, "--title", "x"}).exit_code == 5);
    CHECK(archive.fonds({"get", other, "-o", archive.beside("back.txt")}).exit_code == 0);
    check_clean(archive);
    REQUIRE(archive.fonds({"merge", keep, other, "--undo"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "consulting"}).out, other));
    CHECK(archive.fonds({"merge", keep, other, "--undo"}).exit_code == 5);
    check_clean(archive);
}
