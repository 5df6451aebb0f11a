// SPDX-License-Identifier: GPL-3.0-or-later
// What is told, and to whom it makes sense.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

ProgramCall in_chinese()
{
    ProgramCall call;
    call.environment = {{"LC_ALL", "zh_CN.UTF-8"}};
    return call;
}

}  // namespace

TEST_CASE("history and merges name fields in the reader's language")
{
    const ArchiveFixture archive;
    const std::string keep = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02", "--title", "甲"});
    const std::string other =
        archive.file("b.txt", "b", {"--category", "HT", "--date", "2024-01-02", "--title", "乙", "--responsible", "张三"});
    const auto merged = archive.fonds({"merge", keep, other}, in_chinese());
    CHECK(contains(merged.out, "已补入:责任者"));
    CHECK(contains(merged.err, "题名:"));
    CHECK(contains(archive.fonds({"show", keep, "--history"}, in_chinese()).out, "责任者: "));
    CHECK(contains(archive.fonds({"show", keep, "--history"}).out, "responsible: "));
}

TEST_CASE("papers of a merged number say what it was merged into")
{
    const ArchiveFixture archive;
    const std::string keep = archive.file("a.txt", "a", {"--category", "HT"});
    const std::string gone = archive.file("b.txt", "b", {"--category", "HT"});
    REQUIRE(archive.fonds({"location", "add", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"merge", keep, gone}).exit_code == 0);
    for (const CommandLine& command :
         {CommandLine{"place", gone, "KF1"}, CommandLine{"loan", "lend", gone, "--reader", "李四"}}) {
        const auto refused = archive.fonds(command);
        CHECK(refused.exit_code == 5);
        CHECK(contains(refused.err, "was merged into " + keep));
    }
    const auto imported = archive.fonds({"import", "papers", archive.write("p.csv", "paper,location\n" + gone + ",KF1\n")});
    CHECK(imported.exit_code == 3);
    CHECK(contains(imported.err, "was merged into " + keep));
}

TEST_CASE("what stays is told: a number when the category changes, a place when the folder keeps it")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    REQUIRE(archive.fonds({"location", "add", "KF1..KF2"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--folder", "1"});
    REQUIRE(archive.fonds({"place", "HT/1", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"place", code, "KF2"}).exit_code == 0);
    const auto taken = archive.fonds({"place", "--nowhere", code});
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.err, "with its folder it is still at KF1"));
    CHECK_FALSE(contains(archive.fonds({"place", "--nowhere", "HT/1"}).err, "still at"));
    CHECK(contains(archive.fonds({"edit", code, "--category", "FP", "--folder", ""}).err, "Its number stays"));
    CHECK_FALSE(contains(archive.fonds({"edit", code, "--category", "FP", "--title", "x"}).err, "Its number stays"));
}

TEST_CASE("what has no meaning or no effect is refused, and says what would have")
{
    const ArchiveFixture archive;
    const auto refused = [&](const CommandLine& command, int exit_code, const std::string& why) {
        const auto result = archive.fonds(command);
        INFO(result.out << result.err);
        CHECK(result.exit_code == exit_code);
        CHECK(contains(result.err, why));
    };
    for (const std::string code : {"D0", "XX", "D030", "d30", "30"}) {
        refused({"category", "edit", "HT", "--retention", code}, 2, "D30");
        refused({"category", "add", "NEU", "--retention", code}, 2, "D30");
    }
    CHECK(archive.fonds({"category", "edit", "HT", "--retention", "D15"}).exit_code == 0);
    refused({"list", "--year", "24"}, 2, "1000 to 9999");
    refused({"export", "parties", "--category", "HT"}, 2, "--category");
    refused({"export", "folders", "--year", "2024"}, 2, "--year");
    CHECK(archive.fonds({"export", "folders", "--category", "HT"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02"});
    refused({"loan", "lend", code, "--reader", "李四", "--purpose", " "}, 2, "--purpose");
    refused({"import", "loans", archive.write("l.csv", "paper,reader,lent,due\n" + code + ",李四,2026-01-05,2026-01-02\n")},
            3, "columns due and lent");
    refused(
        {"file", archive.write("b.txt", "b"), "--category", "HT", "--date", "2024-01-02", "--code", "J001-HT.2024-D15-9000"},
        5, "--leap");
    refused({"export", "parties", "-o", archive.beside("p.csv")}, 0, "0 rows written");
    REQUIRE(archive.fonds({"party", "add", "甲公司"}).exit_code == 0);
    refused({"export", "parties", "-o", archive.beside("p.csv"), "--force"}, 0, "1 row written");
}

TEST_CASE("old numbers that end in figures are no sequence with gaps")
{
    const ArchiveFixture archive;
    REQUIRE(archive
                .fonds({"import", "records",
                        archive.write("r.csv", "code,title,category,date\n旧1 12,a,HT,1999-01-02\n"
                                               "旧1 19,b,HT,1999-01-03\n")})
                .exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"check", "order"}).out, "have no record"));
    CHECK(contains(archive.fonds({"number", "check"}).out, "no category's template makes"));
}

TEST_CASE("the kind of a location that was entered wrongly is mended, by command or list, where it fits")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"location", "add", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"location", "add", "KF1-W1"}).exit_code == 0);
    const std::string code = archive.file("a.txt", "a", {"--category", "HT"});
    REQUIRE(archive.fonds({"place", code, "KF1-W1"}).exit_code == 0);
    CHECK(contains(archive.fonds({"location", "edit", "KF1-W1", "--kind", "box"}).out, "box"));
    const auto refused = archive.fonds({"location", "edit", "KF1", "--kind", "box"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "KF1-W1 in it is a box"));
    CHECK(archive.fonds({"location", "edit", "KF1", "--kind", "shelf"}).exit_code == 2);
    const std::string list = archive.write("l.csv", "库位号,类型\nKF1-W1,层\n");
    CHECK(contains(archive.fonds({"import", "locations", list}).err, "1 changed"));
    CHECK(contains(archive.fonds({"import", "locations", list}).err, "1 unchanged"));
    CHECK(contains(archive.fonds({"location", "show", "KF1-W1"}).out, code));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
