// SPDX-License-Identifier: GPL-3.0-or-later
// What single rows of lists do: clear fields, bring loans along, meet records that were merged.
#include "tests/cli/table_cells.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// result and code of each row, or the error's sentence.
std::vector<std::string> import(const ArchiveFixture& archive, const std::string& kind, const std::string& text,
                                int exit_code = 0, const std::string& option = "--json")
{
    const std::string list = archive.write("rows.csv", text);
    CommandLine command{"import", kind, list, "--json"};
    if (option != "--json") command.push_back(option);
    const auto result = archive.fonds(command);
    INFO(result.out << result.err);
    CHECK(result.exit_code == exit_code);
    std::vector<std::string> rows;
    for (std::size_t begin = 0; begin < result.out.size();) {
        const auto end = result.out.find('\n', begin);
        const Json row = parse_json(result.out.substr(begin, end - begin));
        rows.push_back(row.get("error").is_null() ? row.get("result").text() + " " + row.get("code").text()
                                                  : row.get("error").get("message").text());
        begin = end + 1;
    }
    return rows;
}

void check_clean(const ArchiveFixture& archive)
{
    const auto checked = archive.fonds({"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);
}

}  // namespace

TEST_CASE("(none) takes the place and the pages of a record away")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"location", "add", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--folder", "1", "--date", "2024-01-02"});
    REQUIRE(archive.fonds({"edit", code, "--page-range", "1-3"}).exit_code == 0);
    REQUIRE(archive.fonds({"place", code, "KF1"}).exit_code == 0);
    CHECK(import(archive, "records", "档号,库位,起始页号,卷尾号\n" + code + ",（无）,(无),(无)\n")[0] == "changed " + code);
    CHECK_FALSE(contains(archive.fonds({"export", "papers"}).out, code));
    CHECK(parse_json(archive.fonds({"show", code, "--json"}).out).get("page_range").is_null());
    CHECK(import(archive, "records", "code,location,page_range\n" + code + ",(none),(none)\n")[0] == "unchanged " + code);
    check_clean(archive);
}

TEST_CASE("page numbers need a folder, and hold where a row moves the record into another")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "HT", "2"}).exit_code == 0);
    const std::string header = "题名,门类,案卷,日期,页号\n";
    CHECK(contains(import(archive, "records", header + "合同,HT,,2024-01-02,1-5\n", 3)[0], "in none"));
    CHECK(contains(import(archive, "records", header + "合同,HT,1,2024-01-02,1-5\n")[0], "added"));
    const std::string moved = header + "合同,HT,2,2024-01-02,1-5\n";
    CHECK(contains(import(archive, "records", moved)[0], "changed"));
    CHECK(contains(import(archive, "records", moved)[0], "unchanged"));
    CHECK(contains(import(archive, "records", header + "合同,HT,(无),2024-01-02,\n")[0], "changed"));
    const auto again = archive.fonds({"export", "records", "-o", archive.beside("all.csv"), "--lang", "zh"});
    REQUIRE(again.exit_code == 0);
    CHECK(contains(archive.fonds({"import", "records", archive.beside("all.csv"), "--dry-run"}).err, "1 unchanged"));
    check_clean(archive);
}

TEST_CASE("rows of records that were merged say so and make nothing anew")
{
    const ArchiveFixture archive;
    const std::string list =
        "题名,门类,日期,编号,往来单位\n发票,FP,2024-01-02,0417,Acme\n发票(重),FP,2024-01-02,0417,Acme\n";
    REQUIRE(import(archive, "records", list).size() == 2);
    const std::string keep = "J001-FP·2024-D30-0001", gone = "J001-FP·2024-D30-0002";
    REQUIRE(archive.fonds({"merge", keep, gone}).exit_code == 0);
    CHECK(import(archive, "records", list) == std::vector<std::string>{"unchanged " + keep, "merged " + gone});
    CHECK(import(archive, "records", "档号,题名,备注\n" + gone + ",发票(重),新\n")[0] == "merged " + gone);
    const auto shown = archive.fonds({"import", "records", archive.write("list.csv", list)});
    CHECK(shown.exit_code == 0);
    CHECK(contains(shown.out, gone + " → " + keep));
    CHECK(contains(shown.err, "1 row is of a record that was merged"));
    const auto report = archive.fonds({"import", "records", archive.beside("list.csv"), "--csv"});
    CHECK(contains(report.out, "merged into " + keep));
    CHECK(parse_json(archive.fonds({"status", "--json"}).out).get("records").number() == 1);
    REQUIRE(archive.fonds({"merge", keep, gone, "--undo"}).exit_code == 0);
    CHECK(import(archive, "records", list) == std::vector<std::string>{"unchanged " + keep, "unchanged " + gone});
    check_clean(archive);
}

TEST_CASE("a file whose record was merged is told, too")
{
    const ArchiveFixture archive;
    const std::string keep = archive.file("a.txt", "one"), gone = archive.file("b.txt", "two");
    REQUIRE(archive.fonds({"merge", keep, gone}).exit_code == 0);
    CHECK(import(archive, "records", "path,title\nb.txt,x\n") == std::vector<std::string>{"merged " + gone});
    check_clean(archive);
}

TEST_CASE("loans that run come in with their dates; what has ended, or runs otherwise, is refused")
{
    const ArchiveFixture archive;
    for (const std::string number : {"1", "2", "3", "4"})
        REQUIRE(archive.fonds({"folder", "add", "HT", number}).exit_code == 0);
    const std::string header = "档号,借阅人,单位,方式,借阅日期,应还日期,实还日期,续借次数,页数,经办人,批准人\n";
    const std::string running = "HT/1,李四,财务,复制,2024年1月5日,2024-02-01,,2,17,王五,\n";
    const std::string list = header + running + "HT/2,张三,,,2023-01-05,2023-02-01,2023-01-20,,,,\n" +
                             "HT/3,张三,,,2999-01-05,,,,,,\nHT/4,,,,2024-01-05,,,,,,\nHT/9,x,,,2024-01-05,,,,,,\n";
    CHECK(import(archive, "loans", list, 3, "--dry-run")[0] == "added HT/1");
    CHECK(parse_json(archive.fonds({"loan", "list", "--json"}).out).get("loans").size() == 0);
    const auto rows = import(archive, "loans", list, 3);
    CHECK(rows[0] == "added HT/1");
    CHECK(contains(rows[1], "has ended"));
    CHECK(contains(rows[2], "has not come"));
    CHECK(contains(rows[3], "needs a reader"));
    CHECK(contains(rows[4], "HT"));
    CHECK(import(archive, "loans", header + running) == std::vector<std::string>{"unchanged HT/1"});
    const Json loan = parse_json(archive.fonds({"loan", "list", "--json"}).out).get("loans").at(0);
    CHECK(loan.get("renewals").number() == 2);
    CHECK(loan.get("pages").number() == 17);
    CHECK(loan.get("lent_by").text() == "王五");
    CHECK(contains(loan.dump(), "2024-01-0"));
    CHECK(contains(archive.fonds({"loan", "overdue"}).out, "HT/1"));
    CHECK(contains(import(archive, "loans", header + "HT/1,钱七,,,2024-01-05,,,,,,\n", 3)[0], "on loan to 李四"));
    CHECK(contains(import(archive, "loans", header + "HT/1,李四,人事,,2024-01-05,,,,,,\n", 3)[0], "otherwise"));
    check_clean(archive);
    // It comes back; then the old list is out of date, and says nothing of a new loan.
    REQUIRE(archive.fonds({"loan", "return", "HT/1", "--pages", "17"}).exit_code == 0);
    CHECK(contains(import(archive, "loans", header + running, 3)[0], "came back"));
    REQUIRE(archive.fonds({"export", "loans", "-o", archive.beside("loans.xlsx")}).exit_code == 0);
    CHECK(contains(archive.fonds({"import", "loans", archive.beside("loans.xlsx")}).err, "1 unchanged"));
    check_clean(archive);
}

TEST_CASE("papers on loan keep the place they go back to when the list of places comes in")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"location", "add", "KF1..KF2"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const std::string list = "档号,库位,归还至\nHT/1,,KF1\n";
    CHECK(import(archive, "papers", list)[0] == "changed HT/1");
    REQUIRE(archive.fonds({"loan", "lend", "HT/1", "--reader", "x"}).exit_code == 0);
    CHECK(import(archive, "papers", list)[0] == "unchanged HT/1");
    CHECK(contains(import(archive, "papers", "档号,库位,归还至\nHT/1,,KF2\n", 3)[0], "on loan"));
    check_clean(archive);
}

TEST_CASE("categories come in by any list, whatever the order of its rows, and (none) clears")
{
    const ArchiveFixture archive;
    const std::string list =
        "code,name_zh,parent,expects,auto_accept,件数\nXX.B,下,XX,合同；发票,yes,3\nXX,上,,,,\nXY,坏,NONE,,,\n";
    CHECK(import(archive, "categories", list, 3, "--all-or-nothing").size() == 3);
    CHECK(archive.fonds({"category", "show", "XX"}).exit_code == 4);
    const auto rows = import(archive, "categories", list, 3);
    REQUIRE(rows.size() == 3);
    CHECK(std::ranges::count(rows, "added XX·B") + std::ranges::count(rows, "added XX") == 2);
    CHECK(parse_json(archive.fonds({"category", "show", "XX.B", "--json"}).out).get("auto").boolean());
    CHECK(import(archive, "categories", "code,expects\nXX.B,(无)\n")[0] == "changed XX·B");
    CHECK(parse_json(archive.fonds({"category", "show", "XX.B", "--json"}).out).get("parent").text() == "XX");
    CHECK(contains(import(archive, "categories", "code\nHT\nHT\n", 3)[1], "twice"));
    check_clean(archive);
}

TEST_CASE("records are exported by what a search finds")
{
    const ArchiveFixture archive;
    archive.file("a.txt", "服务器采购合同正文", {"--title", "甲", "--category", "HT", "--grade", "A"});
    archive.file("b.txt", "服务器维修", {"--title", "乙", "--category", "HT"});
    archive.file("c.txt", "车辆", {"--title", "丙", "--category", "QT"});
    const auto titles = [&](CommandLine more) {
        CommandLine command{"export", "records", "--lang", "en"};
        command.insert(command.end(), more.begin(), more.end());
        const auto done = archive.fonds(command);
        INFO(done.err);
        CHECK(done.exit_code == 0);
        const Cells rows = cells_of(done.out);
        std::string all;
        for (std::size_t i = 1; i < rows.size(); ++i) all += rows[i][2];
        return all;
    };
    CHECK(titles({}) == "甲乙丙");
    CHECK(titles({"--query", "服务器"}) == "甲乙");
    CHECK(titles({"--query", "服务器 grade:A"}) == "甲");
    CHECK(titles({"--query", "服务器 OR 车辆", "--category", "QT"}) == "丙");
    CHECK(titles({"--query", "没有的词"}).empty());
    CHECK(archive.fonds({"export", "parties", "--query", "x"}).exit_code == 2);
    CHECK(archive.fonds({"export", "records", "--query", "date:nonsense"}).exit_code == 2);
}

TEST_CASE("a list that was saved as another kind of workbook is refused with what to do")
{
    const ArchiveFixture archive;
    const std::string ods(
        "PK\x03\x04\x14\x00\x00\x08\x00\x00\x00\x00!\x00\x85l9\x8a.\x00\x00\x00.\x00\x00\x00\x08\x00\x00\x00"
        "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        84);
    const auto refused = archive.fonds({"import", "records", archive.write("list.ods", ods)});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "OpenDocument"));
    CHECK(contains(refused.err, ".xlsx"));
}

TEST_CASE("places by hand are taken from lists, and not in a closed folder")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1", "--title", "x"}).exit_code == 0);
    const std::string header = "题名,门类,案卷,日期,卷内排序\n";
    const std::string rows = "甲,HT,1,2024-01-01,2\n乙,HT,1,2024-01-02,1\n丙,HT,1,2024-01-03,\n";
    CHECK(import(archive, "records", header + rows).size() == 3);
    const auto order = [&] {
        std::string titles;
        const Json held = parse_json(archive.fonds({"folder", "show", "HT", "1", "--json"}).out);
        const Json items = held.get("contents");
        for (std::size_t i = 0; i < items.size(); ++i) titles += items.at(i).get("title").text();
        return titles;
    };
    CHECK(order() == "乙甲丙");
    const std::string third = "J001-HT·2024-D30-0003";
    CHECK(import(archive, "records", header + rows)[0] == "unchanged J001-HT·2024-D30-0001");
    CHECK(import(archive, "records", "code,position\n" + third + ",1\n")[0] == "changed " + third);
    CHECK(import(archive, "records", "code,position\n" + third + ",(none)\n")[0] == "changed " + third);
    CHECK(contains(import(archive, "records", "题名,门类,卷内排序\n丁,HT,1\n", 3)[0], "in none"));
    CHECK(contains(import(archive, "records", "code,position\n" + third + ",x\n", 3)[0], "whole number"));
    REQUIRE(archive.fonds({"folder", "edit", "HT", "1", "--close"}).exit_code == 0);
    CHECK(contains(import(archive, "records", "code,position\n" + third + ",3\n", 3)[0], "closed"));
    CHECK(contains(import(archive, "records", "code,page_range\n" + third + ",1\n", 3)[0], "closed"));
    CHECK(contains(import(archive, "records", "code,date\n" + third + ",2024-02-01\n", 3)[0], "closed"));
    CHECK(import(archive, "records", header + rows)[0] == "unchanged J001-HT·2024-D30-0001");
    check_clean(archive);
}

TEST_CASE("a folder that a list tells closed waits for its records, and needs a reason as ever")
{
    const ArchiveFixture archive;
    const std::string list = "门类,案卷号,状态,件数,封卷原因\nHT,1,已封卷,1,\n";
    CHECK(import(archive, "folders", list)[0] == "added HT/1");
    CHECK(import(archive, "folders", list)[0] == "unchanged HT/1");
    CHECK(contains(archive.fonds({"import", "folders", archive.write("again.csv", list)}).err, "0 of 1 record"));
    (void)archive.file("a.txt", "a", {"--category", "HT", "--folder", "1", "--date", "2024-01-02"});
    CHECK(contains(import(archive, "folders", list, 3)[0], "no title"));
    CHECK(contains(archive.fonds({"import", "folders", archive.write("again.csv", list)}).err, "column reason"));
    CHECK(import(archive, "folders", "category,number,open,reason\nHT,1,closed,as it is\n")[0] == "changed HT/1");
    CHECK(contains(archive.fonds({"export", "folders"}).out, "as it is"));
    // Why it was closed is no reason to open it.
    CHECK(contains(import(archive, "folders", "category,number,open,reason\nHT,1,open,as it is\n", 3)[0], "opened again"));
    CHECK(contains(archive.fonds({"folder", "show", "HT", "1"}).out, "closed"));
    CHECK(import(archive, "folders", "category,number,open,reason\nHT,1,open,a paper was found\n")[0] == "changed HT/1");
    check_clean(archive);
}

TEST_CASE("a row that fails leaves nothing of its files behind, and costs the others nothing")
{
    const ArchiveFixture archive;
    for (const std::string name : {"a", "b", "c", "d", "e"}) (void)archive.write(name + ".txt", "text " + name);
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const std::string known = archive.file("k.txt", "k", {"--category", "HT", "--date", "2024-01-01"});
    const std::string header = "文件,题名,门类,日期,档号,附件,案卷,卷内排序\n";
    const std::string list = header +
                             "a.txt,甲,HT,2024-01-02,,c.txt,,\n"    // the good one
                             "b.txt,乙,NONE,2024-01-02,,d.txt,,\n"  // before its first write
                             ",另,HT,2024-01-03," +
                             known +
                             ",e.txt,1,\n"  // its folder is right …
                             "missing.txt,丙,HT,2024-01-02,,,,\n"
                             "b.txt,丁,HT,2024-01-02,J001-HT·2024-D30-0009,missing.txt,,\n";  // behind its first write
    const auto nothing_left = [&] {
        CHECK(parse_json(archive.fonds({"status", "--json"}).out).get("unfinished_filings").number() == 0);
        CHECK(parse_json(archive.fonds({"repair", "--json"}).out).get("unfinished_filings").number() == 0);
        check_clean(archive);
    };
    const auto rows = import(archive, "records", list, 3);
    REQUIRE(rows.size() == 5);
    CHECK(contains(rows[0], "added"));
    CHECK(contains(rows[1], "NONE"));
    CHECK(contains(rows[2], "changed"));
    nothing_left();
    const Json totals = parse_json(archive.fonds({"status", "--json"}).out);
    CHECK(totals.get("records").number() == 2);
    // All rows fail: their batch goes, too.
    CHECK(contains(import(archive, "records", header + "b.txt,乙,NONE,2024-01-02,,d.txt,,\n", 3)[0], "NONE"));
    nothing_left();
    (void)import(archive, "records", list, 3, "--all-or-nothing");
    nothing_left();
}

TEST_CASE("rows are told in the order of the list, however they are taken")
{
    const ArchiveFixture archive;
    const std::string list = archive.write("l.csv", "题名,门类,日期,档号\n甲,HT,2024-01-01,\n"
                                                    "乙,HT,2024-01-02,J001-HT·2024-D30-0009\n丙,HT,3/4/2024,\n"
                                                    "丁,HT,2024-01-04,J001-HT·2024-D30-0002\n");
    const auto lines = [&](CommandLine command) {
        std::string all;
        for (const std::string& line : archive.fonds(command).lines())
            all += std::to_string(static_cast<int>(parse_json(line).get("line").number()));
        return all;
    };
    CHECK(lines({"import", "records", list, "--json", "--dry-run"}) == "2345");
    CHECK(lines({"import", "records", list, "--json", "--all-or-nothing"}) == "2345");
    CHECK(lines({"import", "records", list, "--json"}) == "2345");
    CHECK(answer(archive, {"show", "J001-HT.2024-D30-0010", "--json"}).get("title").text() == "甲");
    const std::string tree = archive.write("t.csv", "code,parent\nXX.B.C,XX.B\nXX.B,XX\nXX,\n");
    CHECK(lines({"import", "categories", tree, "--json"}) == "234");
}

TEST_CASE("a list of numbers tells who ended a record, or that nobody says; what it cannot mean is refused")
{
    const ArchiveFixture archive;
    const std::string code = "J001-HT·2001-D30-000";
    const std::string list = "code,status,into,case,note,at,by,date\n" + code + "1,destroyed,,,期满,2002-03-04,,\n" +     //
                             code + "2,destroyed,,,期满,,,\n" + code + "3,destroyed,,,期满,2002-03-04,王五,\n" +          //
                             code + "4,destroyed,,,期满,2099-01-01,,\n" + code + "5,transferred,,,移交,,,2099-01-01\n" +  //
                             code + "6,void," + code + "1,,破损,,,\n" + code + "7,reserved,,XH-1,,,,\n" +                 //
                             code + "8,destroyed," + code + "1,,期满,,,\n" + code + "9,void,,,破损,2099-01-01,,\n";
    const auto rows = import(archive, "numbers", list, 3);
    REQUIRE(rows.size() == 9);
    for (std::size_t i = 0; i < 3; ++i) CHECK(contains(rows[i], "added"));
    for (const std::size_t i : {3, 4, 8}) CHECK(contains(rows[i], "2099-01-01 has not come"));
    CHECK(contains(rows[5], "6 is void, and the list fills in the column into: " + code + "1"));
    CHECK(contains(rows[6], "fills in the column case: XH-1"));
    CHECK(contains(rows[7], "is destroyed, and the list fills in the column into"));
    const auto told = [&](const std::string& number) {
        return answer(archive, {"show", code + number, "--json"}).get("tombstone");
    };
    CHECK(told("1").get("actor").is_null());
    CHECK(told("1").get("at").text().starts_with("2002-03-04"));
    CHECK(told("2").get("at").is_null());
    CHECK(told("3").get("actor").text() == "王五");
    CHECK(contains(archive.fonds({"show", code + "1"}).out, "Destroyed on 2002-03-04 by somebody not known"));
    CHECK(contains(archive.fonds({"show", code + "2"}).out, "on a day not known"));
    const auto chinese = archive.fonds({"show", code + "2"}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(chinese.out, "日期不详,经办人不详"));
    // It goes on as it came.
    const Cells cells = cells_of(archive.fonds({"export", "numbers", "--lang", "en"}).out);
    REQUIRE(cells.size() == 4);
    CHECK(cells[1].back().empty());
    CHECK(cells[2].at(8).empty());
    CHECK(cells[3].back() == "王五");
    check_clean(archive);
}

TEST_CASE("a row that tells otherwise of a number that is known fails, and one that tells less is unchanged")
{
    const ArchiveFixture archive;
    const std::string code = "J001-HT·2001-D30-000", head = "档号,状态,案号,题名,备注,时间,经办人\n";
    const std::string list = head + code + "1,预留,,,留给基建,2002-03-04,王五\n" + code + "2,作废,,,破损,,\n" + code +
                             "3,已移交,YJ-1,旧卷,,2003-04-05,\n" + code + "4,已销毁,XH-2,,期满,,李四\n";
    CHECK(import(archive, "numbers", list, 0).size() == 4);
    for (const auto& row : import(archive, "numbers", list, 0)) CHECK(contains(row, "unchanged"));
    const std::string less = "code,status\n" + code + "1,reserved\n" + code + "3,transferred\n";
    for (const auto& row : import(archive, "numbers", less, 0)) CHECK(contains(row, "unchanged"));
    const auto rows = import(archive, "numbers",
                             head + code + "1,预留,,,另作他用,,\n" + code + "2,作废,,,,2002-03-04,\n" + code +
                                 "3,已移交,YJ-9,,,,\n" + code + "4,已销毁,XH-2,某卷,期满,,李四\n",
                             3);
    REQUIRE(rows.size() == 4);
    CHECK(contains(rows[0], "note is 留给基建, not 另作他用"));
    CHECK(contains(rows[1], "at is "));
    CHECK(contains(rows[2], "case is YJ-1, not YJ-9"));
    CHECK(contains(rows[3], "title is empty, not 某卷"));
    // A case is no reason: what was not told is not made up.
    const Cells cells = cells_of(archive.fonds({"export", "numbers", "--lang", "en"}).out);
    REQUIRE(cells.size() == 5);
    CHECK(cells[3].at(4) == "YJ-1");
    CHECK(cells[3].at(7).empty());
    // What a reserved or void number has no place for is not dropped without a word.
    const auto idle = import(archive, "numbers",
                             "code,status,title,date\n" + code + "5,reserved,题,\n" + code + "6,void,,2001-02-03\n", 3);
    CHECK(contains(idle.at(0), "fills in the column title: 题"));
    CHECK(contains(idle.at(1), "fills in the column date: 2001-02-03"));
    check_clean(archive);
}

TEST_CASE("a merge that nobody gave a reason for tells none in a list")
{
    const ArchiveFixture archive;
    const auto keep = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const auto gone = archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"merge", keep, gone}).exit_code == 0);
    const Cells cells = cells_of(archive.fonds({"export", "numbers", "--lang", "en"}).out);
    CHECK(cells.at(1).at(7).empty());
    const ArchiveFixture other;
    REQUIRE(other.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"}) == keep);
    for (const char* fate : {"added", "unchanged"})
        CHECK(contains(import(other, "numbers", "code,status,into\n" + gone + ",merged," + keep + "\n", 0).at(0), fate));
    CHECK(cells_of(other.fonds({"export", "numbers", "--lang", "en"}).out).at(1).at(7).empty());
    check_clean(other);
}

TEST_CASE("of two rows of a list with one file the second only says the same, or fails")
{
    const ArchiveFixture archive;
    for (const char* const name : {"f.txt", "g.txt", "there.txt"})
        (void)archive.write(name, std::string("bytes of ") + name);
    (void)archive.write("copy.txt", "bytes of f.txt");
    const std::string rows = "文件,门类,题名,备注\nf.txt,HT,甲,一\ncopy.txt,HT,乙,二\ng.txt,HT,丙,\nf.txt,HT,甲,一\n"
                             "g.txt,,丙,\n";
    for (const char* const option : {"--dry-run", "--all-or-nothing"}) {
        const auto tried = import(archive, "records", rows, 3, option);
        CHECK(contains(tried.at(1), "Line 2 of this list"));
    }
    const auto told = import(archive, "records", rows, 3);
    REQUIRE(told.size() == 5);
    CHECK(told[0].starts_with("added "));
    CHECK(contains(told[1], "Line 2 of this list already told of this file"));
    CHECK(told[2].starts_with("added "));
    CHECK(told[3].starts_with("unchanged "));
    CHECK(told[4].starts_with("unchanged "));
    const std::string out = archive.fonds({"export", "records"}).out;
    CHECK(contains(out, "甲"));
    CHECK_FALSE(contains(out, "乙"));
    // Of a row that failed nothing is told before; a record that was there is changed by the first row alone.
    const auto failed = import(archive, "records", "文件,门类,题名\nthere.txt,XX,丁\nthere.txt,HT,戊\n", 3);
    CHECK(failed.at(1).starts_with("added "));
    const auto changed = import(archive, "records", "文件,题名\nthere.txt,己\nthere.txt,庚\nthere.txt,\nthere.txt,己\n", 3);
    CHECK(changed.at(0).starts_with("changed "));
    CHECK(contains(changed.at(1), "Line 2 of this list"));
    CHECK(changed.at(2).starts_with("unchanged "));
    CHECK(changed.at(3).starts_with("unchanged "));
    CHECK_FALSE(contains(archive.fonds({"export", "records"}).out, "庚"));
    check_clean(archive);
}

TEST_CASE("what a row cannot mean is told in words of the reader, and names what is there")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const auto code = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const auto chinese = with_environment({{"LANG", "zh_CN.UTF-8"}});
    const auto told = [&](const std::string& list, const ProgramCall& call = {}) {
        const auto result = archive.fonds({"import", "records", archive.write("l.csv", list)}, call);
        CHECK(result.exit_code == 3);
        return result.err;
    };
    CHECK(contains(told("code,title\n" + code + ",(none)\n", chinese), "件的“题名”不能清除"));
    CHECK(contains(told("title,category,folder,page_to\nx,HT,1,9\n"), "Only the last page is given: 9"));
    (void)archive.write("same.txt", "the same bytes");
    (void)archive.write("twin.txt", "the same bytes");
    for (const std::string column : {"same.txt,twin.txt", ",\"same.txt\ntwin.txt\""})
        CHECK(contains(told("title,category,path,attachments\nx,HT," + column + "\n"), "names the same bytes twice"));
    const std::string number = "J001-HT·2001-D30-0001";
    CHECK(import(archive, "numbers", "code,status\n" + number + ",void\n", 0).size() == 1);
    const auto gone =
        archive.fonds({"import", "numbers", archive.write("n.csv", "code,status,note\n" + number + ",transferred,移交\n")});
    CHECK(gone.exit_code == 3);
    CHECK(contains(gone.err, "is void here"));
    CHECK(contains(gone.err, "Correct the status"));
    CHECK(contains(archive.fonds({"location", "add", "KF/03"}).err, "none of /"));
    check_clean(archive);
}

TEST_CASE("days that programs write with a time are the day that is written")
{
    const ArchiveFixture archive;
    const std::string list = "title,category,date\na,HT,2024-02-03T00:00:00Z\nb,HT,2024-02-04T23:30:00.000+08:00\n"
                             "c,HT,2024-02-05T08:00Z\nd,HT,2024-02-06T08:00:00-0330\n";
    CHECK(import(archive, "records", list, 0).size() == 4);
    const std::string rows = archive.fonds({"export", "records"}).out;
    for (const char* const day : {"2024-02-03", "2024-02-04", "2024-02-05", "2024-02-06"}) CHECK(contains(rows, day));
    CHECK(import(archive, "records", "title,category,date\ne,HT,2024-02-03T00:00:00X\n", 3).size() == 1);
}

TEST_CASE("a merge that is undone takes the end of the pages back that followed from it")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const auto keep =
        archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05", "--folder", "1", "--page-range", "5"});
    const auto gone = archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05", "--paper-pages", "3"});
    const auto pages = [&] {
        const Json json = parse_json(archive.fonds({"show", keep, "--json"}).out);
        return std::to_string(json.get("page_from").number()) + "-" + std::to_string(json.get("page_to").number());
    };
    REQUIRE(archive.fonds({"merge", keep, gone}).exit_code == 0);
    CHECK(pages() == "5-7");
    REQUIRE(archive.fonds({"merge", keep, gone, "--undo"}).exit_code == 0);
    CHECK(pages() == "5-0");
    check_clean(archive);
}
