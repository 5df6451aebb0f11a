// SPDX-License-Identifier: GPL-3.0-or-later
// number; file --code; labels of reserved numbers; show of numbers without a record.
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("the next numbers are told and not assigned")
{
    const ArchiveFixture archive;
    const auto told = archive.fonds({"number", "preview", "--category", "HT", "--date", "2024-03-05", "--count", "2"});
    INFO(told.err);
    CHECK(told.exit_code == 0);
    CHECK(told.out == "J001-HT·2024-D30-0001\nJ001-HT·2024-D30-0002\n");
    CHECK(archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0001");
    const Json json = answer(archive, {"number", "preview", "--category", "HT", "--date", "2024-03-05", "--json"});
    CHECK(json.get("numbers").at(0).get("code").text() == "J001-HT·2024-D30-0002");
    CHECK(json.get("numbers").at(0).get("file_name").text() == "J001-HT.2024-D30-0002");
    CHECK(archive.fonds({"number", "preview"}).exit_code == 2);
    CHECK(archive.fonds({"number", "preview", "--category", "XX"}).exit_code == 4);
    CHECK(archive.fonds({"number", "preview", "--category", "HT", "--count", "0"}).exit_code == 2);
    CHECK(archive.fonds({"number", "check"}).exit_code == 0);
}

TEST_CASE("a file keeps the number it came with, once")
{
    const ArchiveFixture archive;
    CHECK(archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05", "--code", "j001-ht.2024-d30-0005"}) ==
          "J001-HT·2024-D30-0005");
    const auto again =
        archive.fonds({"file", archive.write("b.txt", "2"), "--category", "HT", "--code", "J001-HT·2024-D30-0005"});
    CHECK(again.exit_code == 5);
    CHECK(contains(again.err, "a record has it"));
    CHECK(archive.fonds({"category", "edit", "FP", "--template", "{category}-{folder}-{seq:3}"}).exit_code == 0);
    CHECK(archive.file("e.txt", "5", {"--category", "FP", "--code", "FP-旧-007"}) == "FP-旧-007");
    CHECK(archive.fonds({"file", "a.txt", "b.txt", "--code", "A-1"}).exit_code == 2);
    CHECK(archive.fonds({"file", "b.txt", "--code", "A/1"}).exit_code == 2);
    CHECK(archive.file("c.txt", "3", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0006");

    (void)archive.write("list.csv", "path,档号,门类\nb.txt,旧HT-57,HT\nc.txt,A/1,HT\n");
    (void)archive.write("d.txt", "4");
    const auto listed = archive.fonds({"file", "--from", "list.csv", "--allow-duplicate"});
    CHECK(listed.exit_code == 3);
    CHECK(contains(listed.out, "旧HT-57  "));
    CHECK(contains(listed.err, "list.csv:3"));
    const auto checked = archive.fonds({"number", "check"});
    CHECK(checked.exit_code == 3);
    CHECK(contains(checked.out, "J001-HT·2024-D30-0001 to J001-HT·2024-D30-0004: 4 numbers have no record"));
    CHECK(contains(checked.out, "number.shape"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("reserved numbers are printed on labels, and a scan with such a label becomes the record of that number")
{
    const ArchiveFixture archive;
    const auto reserved =
        archive.fonds({"number", "reserve", "--category", "HT", "--date", "2024-03-05", "--count", "3", "--note", "labels"});
    INFO(reserved.err);
    REQUIRE(reserved.exit_code == 0);
    CHECK(reserved.lines().size() == 3);
    CHECK(archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0004");
    const auto shown = archive.fonds({"show", "J001-HT·2024-D30-0002"});
    CHECK(shown.exit_code == 4);
    CHECK(contains(shown.err, "reserved"));
    const auto printed = archive.fonds({"labels", "code", "--category", "HT", "--reserved", "-o", "-"});
    CHECK(printed.exit_code == 0);
    CHECK(printed.out.starts_with("%PDF"));
    CHECK(archive.fonds({"labels", "code", "J001-HT.2024-D30-0001", "-o", "-"}).exit_code == 0);

    CHECK(archive.fonds({"number", "void", "J001-HT.2024-D30-0003", "--note", "torn"}).exit_code == 0);
    CHECK(archive.fonds({"labels", "code", "J001-HT.2024-D30-0003", "-o", "-"}).exit_code == 5);
    write_file(archive.root() + "/inbox/scan.pdf", small_pdf({"FONDS:CODE:J001-HT.2024-D30-0002"}));
    write_file(archive.root() + "/inbox/torn.pdf", small_pdf({"FONDS:CODE:J001-HT.2024-D30-0003"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 2);
    CHECK(pieces.at(1).get("reasons").at(0).get("reason").text() == "unknown_label");
    const auto accepted = archive.fonds({"inbox", "accept", "1", "--title", "采购合同", "--date", "2024-04-01"});
    INFO(accepted.err);
    CHECK(accepted.exit_code == 0);
    const Json record = answer(archive, {"show", "J001-HT·2024-D30-0002", "--json"});
    CHECK(record.get("title").text() == "采购合同");
    CHECK(record.get("category").text() == "HT");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    const auto checked = archive.fonds({"number", "check"});
    CHECK(contains(checked.out, "J001-HT·2024-D30-0001 is reserved"));
    CHECK_FALSE(contains(checked.out, "0002"));
}

TEST_CASE("a list of old numbers is checked before it is taken in")
{
    const ArchiveFixture archive;
    const auto used = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    (void)archive.write("old.csv", "档号,状态,备注\n" + used +
                                       ",,\nJ001-HT.2024-D30-0003,作废,空号\nA/1,,\n"
                                       "J001-HT·2024-D30-0008,预留,\nJ001-HT·2024-D30-0009,丢,\nX-1,,\n");
    const auto tried = archive.fonds({"number", "import", "old.csv", "--dry-run"});
    INFO(tried.out << tried.err);
    CHECK(tried.exit_code == 3);
    CHECK(contains(tried.out, used + "  a record has it"));
    CHECK(contains(tried.out, "J001-HT·2024-D30-0003  void"));
    CHECK(contains(tried.err, "old.csv:4"));
    CHECK(contains(tried.err, "old.csv:6"));
    CHECK(contains(tried.err, "old.csv:7"));
    CHECK(contains(tried.err, "Nothing was changed"));
    CHECK(archive.fonds({"number", "import", "old.csv", "--all-or-nothing"}).exit_code == 3);
    CHECK(archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0002");

    const Json taken = parse_json(archive.fonds({"number", "import", "old.csv", "--json"}).out);
    CHECK(taken.get("done").boolean());
    CHECK(taken.get("held").number() == 2);
    CHECK(taken.get("known").number() == 1);
    CHECK(taken.get("problems").number() == 3);
    const Json again = parse_json(archive.fonds({"number", "import", "old.csv", "--json"}).out);
    CHECK(again.get("held").number() == 0);
    CHECK_FALSE(again.get("done").boolean());
    CHECK(archive.file("c.txt", "3", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0009");
    CHECK(archive.file("d.txt", "4", {"--category", "HT", "--code", "J001-HT·2024-D30-0008"}) == "J001-HT·2024-D30-0008");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(archive.fonds({"number", "import", "none.csv"}).exit_code == 4);
    CHECK(archive.fonds({"number", "import", "old.csv", "--category", "XX"}).exit_code == 4);
}

TEST_CASE("no two numbers of a list become one")
{
    const ArchiveFixture archive;
    (void)archive.write("old.csv", "档号,门类\n旧 1 12,HT\n旧 11 2,HT\n旧１１　２,HT\n旧 5,HT\n旧5,HT\n");
    const auto taken = archive.fonds({"number", "import", "old.csv"});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(contains(taken.out, "旧1 12  reserved"));
    CHECK(contains(taken.out, "旧11 2  reserved"));
    CHECK(contains(taken.out, "旧5  reserved"));
    CHECK(contains(taken.err, "old.csv:4"));
    CHECK(contains(taken.err, "old.csv:6"));
    CHECK(contains(taken.err, "in line 5"));
    CHECK(archive.file("a.txt", "1", {"--category", "HT", "--code", "旧 1 12"}) == "旧1");
    CHECK(contains(archive.fonds({"show", "旧1　12"}).out, "旧1 12"));
    CHECK(archive.fonds({"search", "code:\"旧1 12\""}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a leap far beyond the sequence is taken on somebody's word alone")
{
    const ArchiveFixture archive;
    const CommandLine contract{"--category", "HT", "--date", "2024-03-05"};
    CHECK(archive.file("a.txt", "1", contract) == "J001-HT·2024-D30-0001");
    const CommandLine far{"file",   archive.write("b.txt", "2"), "--category", "HT", "--date", "2024-03-05",
                          "--code", "J001-HT·2024-D30-99999999"};
    const auto refused = archive.fonds(far);
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "--leap"));
    CHECK(archive.file("c.txt", "3", contract) == "J001-HT·2024-D30-0002");
    (void)archive.write("list.csv", "档号,门类,题名,日期\nJ001-HT·2024-D30-5000,HT,远,2024-03-05\n");
    CHECK(archive.fonds({"import", "records", "list.csv"}).exit_code == 3);
    (void)archive.write("held.csv", "档号\nJ001-HT·2024-D30-5000\n");
    CHECK(archive.fonds({"number", "import", "held.csv"}).exit_code == 3);
    // A list that fills its own numbers leaps nowhere, whatever its order.
    std::string rows = "档号\n";
    for (int i = 2500; i >= 3; i -= 500) rows += "J001-HT·2024-D30-" + std::to_string(10000 + i).substr(1) + "\n";
    (void)archive.write("down.csv", rows);
    const auto down = archive.fonds({"number", "import", "down.csv"});
    INFO(down.out << down.err);
    CHECK(down.exit_code == 0);

    CommandLine meant = far;
    meant.emplace_back("--leap");
    const auto taken = archive.fonds(meant);
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.err, "used up"));
    const auto checked = archive.fonds({"number", "check"});
    CHECK(contains(checked.out, "number.width"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("labels of reserved numbers are those that are named")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"number", "reserve", "--category", "HT", "--date", "2024-03-05", "--count", "2"}).exit_code == 0);
    const std::string first = "J001-HT·2024-D30-0001", second = "J001-HT·2024-D30-0002";
    REQUIRE(archive.fonds({"labels", "code", second, "--reserved", "-o", "l.pdf"}).exit_code == 0);
    const std::string text = archive.fonds({"text", archive.beside("l.pdf")}).out;
    CHECK(contains(text, second));
    CHECK_FALSE(contains(text, first));
    const auto filed = archive.file("a.txt", "1", {"--category", "FP"});
    CHECK(archive.fonds({"labels", "code", filed, "--reserved", "-o", "m.pdf"}).exit_code == 4);
    CHECK(archive.fonds({"number", "reserve", "--category", "HT", "--unit", "办公室"}).exit_code == 2);
    REQUIRE(archive.fonds({"number", "void", first}).exit_code == 0);
    const auto gone = archive.fonds({"file", archive.write("b.txt", "2"), "--category", "HT", "--code", first});
    CHECK(gone.exit_code == 5);
    CHECK_FALSE(contains(gone.err, "()"));
}

TEST_CASE("a list ends no record, and tells each row that would")
{
    const ArchiveFixture archive;
    const std::string first = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const std::string list = archive.write(
        "gone.csv",
        "档号,状态,并入,案号,备注,时间,经办人,题名\n" + first + ",已销毁,,,期满,,,\nJ001-HT.2024-D30-0004,已合并," + first +
            ",,,2023/5/6,王五,旧合同\nJ001-HT.2024-D30-0005,已合并,J001-HT.2024-D30-0009,,,,,\n"
            "J001-HT.2024-D30-0006,已合并,,,,,,\nJ001-HT.2024-D30-0007,已销毁,,,,,,\n"
            "J001-HT.2024-D30-0008,已销毁,,XH-1,,x,,\nJ001-HT.2024-D30-0003,已合并,J001-HT.2024-D30-0004,,,,,\n");
    const auto tried = archive.fonds({"import", "numbers", list, "--dry-run"});
    CHECK(tried.exit_code == 3);
    CHECK(contains(tried.err, "Nothing was changed"));
    CHECK(archive.fonds({"import", "numbers", list, "--all-or-nothing"}).exit_code == 3);
    CHECK(archive.fonds({"show", "J001-HT.2024-D30-0004"}).exit_code == 4);
    const auto taken = archive.fonds({"import", "numbers", list});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    for (const std::string line : {"2", "4", "5", "6", "7"}) CHECK(contains(taken.err, "gone.csv:" + line));
    CHECK(contains(taken.err, "A list ends no record"));
    CHECK(contains(taken.err, "2 added, 0 changed, 0 unchanged, 5 failed"));

    const auto shown = archive.fonds({"show", "J001-HT.2024-D30-0004"});
    CHECK(contains(shown.out, "Merged into " + first + " on 2023-05-06 by 王五"));
    CHECK(contains(shown.out, "旧合同"));
    const Json told = answer(archive, {"show", "J001-HT.2024-D30-0003", "--json"}).get("tombstone");
    CHECK(told.get("into").text() == "J001-HT·2024-D30-0004");
    CHECK(told.get("elsewhere").boolean());
    CHECK(archive.fonds({"merge", first, "J001-HT.2024-D30-0004", "--undo"}).exit_code == 5);
    const auto other = archive.fonds({"number", "import",
                                      archive.write("o.csv", "code,status,note\n"
                                                             "J001-HT.2024-D30-0004,destroyed,x\n")});
    CHECK(other.exit_code == 3);
    CHECK(contains(other.err, "tells otherwise"));
    CHECK(archive.fonds({"list", "--json"}).exit_code == 0);
    CHECK(archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05"}) == "J001-HT·2024-D30-0005");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a number that tells another year than its document is of is told wherever it comes about, and refused nowhere")
{
    const ArchiveFixture archive;
    const auto chinese = with_environment({{"LANG", "zh_CN.UTF-8"}});
    const std::string code = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const auto told_years = [&] {
        std::vector<std::string> subjects;
        const Json findings = parse_json(archive.fonds({"check", "order", "--json"}).out).get("findings");
        for (std::size_t i = 0; i < findings.size(); ++i)
            if (findings.at(i).get("kind").text() == "number.year") subjects.push_back(findings.at(i).get("subject").text());
        return subjects;
    };
    CHECK(told_years().empty());
    const auto edited = archive.fonds({"edit", code, "--date", "2023-12-31"});
    CHECK(edited.exit_code == 0);
    CHECK(contains(edited.err, "The number " + code + " tells the year 2024, and its document is of 2023-12-31"));
    CHECK(contains(archive.fonds({"edit", code, "--date", "2022-12-31"}, chinese).err,
                   "档号 " + code + " 所载年度为 2024,而文件日期为 2022-12-31"));
    CHECK(told_years() == std::vector<std::string>{code});
    CHECK(contains(archive.fonds({"check", "order"}).out, "--history tells when"));
    CHECK_FALSE(contains(archive.fonds({"edit", code, "--title", "x"}).err, "tells the year"));
    CHECK_FALSE(contains(archive.fonds({"edit", code, "--date", "2024"}).err, "tells the year"));
    CHECK_FALSE(contains(archive.fonds({"edit", code, "--date", ""}).err, "tells the year"));
    CHECK(told_years().empty());

    const std::string two = "J001-HT·2019-D30-0001", three = "J001-HT·2019-D30-0002", four = "J001-HT·2019-D30-0003";
    const auto filed =
        archive.fonds({"file", archive.write("b.txt", "2"), "--category", "HT", "--date", "2020-01-02", "--code", two});
    CHECK(filed.exit_code == 0);
    CHECK(contains(filed.err, "The number " + two + " tells the year 2019"));
    const std::string head = "档号,题名,门类,文件日期\n", right = four + ",right,HT,2019-05-06\n";
    const auto taken =
        archive.fonds({"import", "records", archive.write("old.csv", head + three + ",old,HT,2020-01-02\n" + right)});
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.err, "The number " + three + " tells the year 2019"));
    CHECK_FALSE(contains(taken.err, four));
    CHECK(told_years() == std::vector<std::string>{two, three});
    const auto changed =
        archive.fonds({"import", "records", archive.write("new.csv", head + four + ",right,HT,2021-05-06\n")});
    CHECK(changed.exit_code == 0);
    CHECK(contains(changed.err, "The number " + four + " tells the year 2019, and its document is of 2021-05-06"));
    CHECK(told_years().size() == 3);
}
