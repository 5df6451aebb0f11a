// SPDX-License-Identifier: GPL-3.0-or-later
// Where lists, numbers, folders and merged records meet.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("numbers that a list brings are taken before any is assigned, and none stands for two rows")
{
    const ArchiveFixture archive;
    const auto list = archive.write("list.csv", "档号,门类,题名,日期,编号\n"
                                                ",HT,甲方合同,2024-01-01,N1\n"
                                                "J001-HT·2024-D30-0001,HT,乙方合同,2024-02-02,N2\n"
                                                "J001-HT·2024-D30-0007,HT,丙方合同,2024-02-02,N3\n"
                                                "J001-HT·2024-D30-0007,HT,丁方合同,2024-02-02,N4\n");
    const auto imported = archive.fonds({"import", "records", list});
    INFO(imported.out << imported.err);
    CHECK(imported.exit_code == 3);
    CHECK(contains(imported.out + imported.err, "twice, first in line 4"));
    CHECK(contains(archive.fonds({"show", "J001-HT.2024-D30-0001"}).out, "乙方合同"));
    CHECK(contains(archive.fonds({"show", "J001-HT.2024-D30-0007"}).out, "丙方合同"));
    CHECK(contains(archive.fonds({"list"}).out, "甲方合同"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a record that was merged into another is in its folder no more")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1", "--title", "合同", "--pieces", "1"}).exit_code == 0);
    const CommandLine where{"--category", "HT", "--folder", "1", "--date", "2024-03-05"};
    const std::string kept = archive.file("a.txt", "one", where);
    const std::string gone = archive.file("b.txt", "two", where);
    REQUIRE(archive.fonds({"merge", kept, gone}).exit_code == 0);
    const auto shown = archive.fonds({"folder", "show", "HT", "1"});
    CHECK(contains(shown.out, kept));
    CHECK_FALSE(contains(shown.out, gone));
    CHECK(archive.fonds({"folder", "order", "HT", "1", "--pages"}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"check", "order"}).out, "order.folder_overfull"));
    CHECK(archive.fonds({"attach", gone, archive.write("c.txt", "three")}).exit_code == 5);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    REQUIRE(archive.fonds({"merge", kept, gone, "--undo"}).exit_code == 0);
    CHECK(contains(archive.fonds({"folder", "show", "HT", "1"}).out, gone));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("an exported list whose pages are changed in one cell changes them, and the transfer register knows places")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1", "--title", "合同"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "one", {"--category", "HT", "--folder", "1", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"edit", code, "--page-range", "1-3"}).exit_code == 0);
    REQUIRE(archive.fonds({"location", "add", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"place", code, "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"export", "records", "-o", "list.csv", "--lang", "en"}).exit_code == 0);
    std::string list = test::read_file(archive.beside("list.csv"));
    CHECK_FALSE(contains(list, "page_range"));
    CHECK(
        contains(archive.fonds({"import", "records", "list.csv"}).err + archive.fonds({"import", "records", "list.csv"}).out,
                 "unchanged"));
    const auto transfer = archive.fonds({"print", "transfer", "--category", "HT", "--format", "csv", "-o", "-"});
    CHECK(contains(transfer.out, "KF1"));
}

TEST_CASE("check order tells the numbers that were leapt over, and not those kept for labels")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"number", "reserve", "--category", "FP", "--count", "2"}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"check", "order"}).out, "number."));
    static_cast<void>(
        archive.file("a.txt", "one", {"--category", "HT", "--code", "J001-HT·2024-D30-0004", "--date", "2024-01-02"}));
    CHECK(contains(archive.fonds({"check", "order"}).out, "number.open"));
}

TEST_CASE("a cell that says 元 is in 元, though its column is in 万元")
{
    const ArchiveFixture archive;
    const auto list = archive.write("am.csv", "门类,题名,金额(万元)\nQT,甲,3000元\nQT,乙,￥3000\nQT,丙,$3000\nQT,丁,3\n");
    REQUIRE(archive.fonds({"import", "records", list}).exit_code == 0);
    (void)archive.write("a.txt", "one");
    REQUIRE(archive.fonds({"file", "--from", archive.write("files.csv", "文件,门类,题名,金额(万元)\na.txt,QT,戊,RMB3000\n")})
                .exit_code == 0);
    REQUIRE(archive.fonds({"export", "records", "-o", "all.csv", "--lang", "en"}).exit_code == 0);
    const std::string all = test::read_file(archive.beside("all.csv"));
    INFO(all);
    for (const char* title : {"甲", "乙", "丙", "戊"}) {
        const auto at = all.find(title);
        REQUIRE(at != std::string::npos);
        CHECK(contains(all.substr(at, all.find('\n', at) - at), ",3000.00,"));
    }
    CHECK(contains(all, ",30000.00,CNY,"));
    CHECK(contains(all, ",3000.00,USD,"));
}

TEST_CASE("a list that comes again after records were edited wins, and tells what its new records look like")
{
    const ArchiveFixture archive;
    const std::string head = "门类,题名,日期,编号,往来单位,金额,备注\n", row = "QT,甲,2024-01-01,N1,华为,5,原注\n";
    REQUIRE(archive.fonds({"import", "records", archive.write("a.csv", head + row)}).exit_code == 0);
    const auto listed = archive.fonds({"export", "records"}).out;
    const auto at = listed.find("\nJ001-") + 1;
    const std::string code = listed.substr(at, listed.find(',', at) - at);
    REQUIRE(archive.fonds({"edit", code, "--note", "新注"}).exit_code == 0);
    const auto again = archive.fonds({"import", "records", "a.csv"});
    CHECK(contains(again.err, "1 changed"));
    CHECK_FALSE(contains(again.err, "looks like"));
    CHECK(contains(archive.fonds({"show", code}).out, "原注"));
    REQUIRE(archive.fonds({"edit", code, "--amount", "6"}).exit_code == 0);
    const auto added = archive.fonds({"import", "records", "a.csv"});
    CHECK(added.exit_code == 0);
    CHECK(contains(added.err, "1 added"));
    CHECK(contains(added.err, "looks like " + code));
    CHECK(contains(added.err, "fonds duplicates"));
    // Rows of one list are what somebody wrote, and a title alone is many papers'.
    const auto own = archive.fonds(
        {"import", "records",
         archive.write("b.csv", head + "QT,乙,2024-01-01,N2,华为,1,\nQT,乙,2024-01-01,N2,华为,2,\n" + "QT,甲,,,,9,\n")});
    CHECK(contains(own.err, "3 added"));
    CHECK_FALSE(contains(own.err, "looks like"));
}

TEST_CASE("usual headers of lists are understood, and the error of a formula is no title")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "QT", "1"}).exit_code == 0);
    const auto list = archive.write("list.csv", "门类,案卷,文件题名,成文日期,页码\n"
                                                "QT,1,甲,2024-01-02,1-3\n"
                                                "QT,1,#REF!,2024-01-02,4-5\n"
                                                "QT,1,'#REF!,2024-01-02,6-7\n"
                                                "QT,1,#标签,2024-01-02,#N/A\n"
                                                "QT,1,#丙,2024-01-02,8-8\n");
    const auto taken = archive.fonds({"import", "records", list});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(contains(taken.err, "3 added, 0 changed, 0 unchanged, 2 failed"));
    CHECK(contains(taken.err, "Column 3 of line 3 shows the error of a formula: #REF!"));
    CHECK(contains(taken.err, "Column 5 of line 5 shows the error of a formula: #N/A"));
    REQUIRE(archive.fonds({"export", "records", "-o", "all.csv", "--lang", "en"}).exit_code == 0);
    const std::string all = test::read_file(archive.beside("all.csv"));
    CHECK(contains(all, ",2024-01-02,"));
    CHECK(contains(all, ",1,3,"));
    CHECK(contains(all, ",#丙,"));
    CHECK(contains(all, ",'#REF!,"));
    CHECK(contains(archive.fonds({"import", "records", "all.csv"}).err, "3 unchanged"));
}
