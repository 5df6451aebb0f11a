// SPDX-License-Identifier: GPL-3.0-or-later
// fonds file --from LIST
#include <filesystem>
#include <map>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("a list files a row each, with what it says, from its own directory")
{
    const ArchiveFixture archive;
    std::filesystem::create_directories(archive.beside("in"));
    (void)archive.write("in/合同.txt", "一");
    (void)archive.write("in/invoice.txt", "two");
    (void)archive.write("in/list.csv", "\xEF\xBB\xBF文件,门类,题名,往来单位,日期,金额,标签\n"
                                       "合同.txt,HT,服务器采购合同,华为技术有限公司,2024年3月5日,12.8万,采购;急件\n"
                                       "invoice.txt,,\"Invoice 0417, April\",Acme Ltd,2024-04-17,\"1,234.50\",\n");
    const auto filed = archive.fonds({"file", "--from", "in/list.csv", "--category", "FP", "--note", "批量"});
    INFO(filed.err);
    REQUIRE(filed.exit_code == 0);
    CHECK(filed.out == "J001-HT·2024-D30-0001  in/合同.txt\nJ001-FP·2024-D30-0001  in/invoice.txt\n");
    const Json contract = answer(archive, {"show", "J001-HT.2024-D30-0001", "--json"});
    CHECK(contract.get("title").text() == "服务器采购合同");
    CHECK(contract.get("amount").text() == "128000.00");
    CHECK(contract.get("tags").size() == 2);
    CHECK(contract.get("note").text() == "批量");
    const Json invoice = answer(archive, {"show", "J001-FP.2024-D30-0001", "--json"});
    CHECK(invoice.get("title").text() == "Invoice 0417, April");
    CHECK(invoice.get("amount").text() == "1234.50");
}

TEST_CASE("bad rows are told with their line and cost the others nothing")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "1");
    (void)archive.write("b.txt", "2");
    (void)archive.write("list.csv", "path,date\na.txt,2024-02-30\nb.txt,2024-03-05\n,2024-03-05\nmissing.txt,\n");
    const auto filed = archive.fonds({"file", "--from", "list.csv"});
    CHECK(filed.exit_code == 3);
    CHECK(filed.lines().size() == 1);
    CHECK(contains(filed.err, "list.csv:2"));
    CHECK(contains(filed.err, "list.csv:4"));
    CHECK(contains(filed.err, "missing.txt"));
    CHECK(contains(filed.err, "1 filed, 3 not filed"));

    const auto json = archive.fonds({"file", "--json", "--from", "list.csv"});
    CHECK(json.exit_code == 3);
    for (const auto& line : json.lines()) CHECK(parse_json(line).get("status").text() != "filed");
    CHECK(json.lines().size() == 4);
}

TEST_CASE("a quote that is never closed files nothing and names its line; an unquoted comma costs its row")
{
    const ArchiveFixture archive;
    for (const char* name : {"a.txt", "b.txt", "c.txt"}) (void)archive.write(name, name);
    (void)archive.write("list.csv", "path,title\na.txt,one\nb.txt,\"two\nc.txt,three\n");
    const auto open = archive.fonds({"file", "--from", "list.csv"});
    CHECK(open.exit_code == 1);
    CHECK(open.out.empty());
    CHECK(contains(open.err, "list.csv:3"));
    CHECK(contains(open.err, "never closed"));
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);

    (void)archive.write("list.csv", "path,party\na.txt,Acme\nb.txt,Smith, Jones & Co\nc.txt,\"Smith, Jones & Co\"\n");
    const auto comma = archive.fonds({"file", "--from", "list.csv"});
    CHECK(comma.exit_code == 3);
    CHECK(comma.lines().size() == 2);
    CHECK(contains(comma.err, "list.csv:3"));
    CHECK(contains(comma.err, "3 cells"));
    CHECK(contains(comma.err, "2 filed, 1 not filed"));
    CHECK(texts_of(answer(archive, {"party", "list", "--json"}).get("parties"), "name") ==
          std::vector<std::string>{"Acme", "Smith, Jones & Co"});
}

TEST_CASE("a list that is none files nothing")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "1");
    for (const std::string csv : {"", "a.txt\n", "path,colour\na.txt,red\n", "title\nx\n"}) {
        INFO(csv);
        (void)archive.write("list.csv", csv);
        const auto filed = archive.fonds({"file", "--from", "list.csv"});
        CHECK(filed.exit_code == 1);
        CHECK(filed.out.empty());
        CHECK(contains(filed.err, "list.csv"));
    }
    CHECK(archive.fonds({"file", "--from", "nowhere.csv"}).exit_code == 4);
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);
}

TEST_CASE("a list in GB18030 with tabs is read as well")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "1");
    // 文件<tab>题名 / a.txt<tab>合同
    (void)archive.write("list.csv", "\xce\xc4\xbc\xfe\t\xcc\xe2\xc3\xfb\r\na.txt\t\xba\xcf\xcd\xac\r\n");
    const auto filed = archive.fonds({"file", "--from", "list.csv"});
    REQUIRE(filed.exit_code == 0);
    CHECK(answer(archive, {"show", filed.out.substr(0, filed.out.find(' ')), "--json"}).get("title").text() == "合同");
}

TEST_CASE("whatever is wrong with a row, its line is told, in JSON as well")
{
    const ArchiveFixture archive;
    for (const char* name : {"a.txt", "b.txt", "c.txt", "e.txt"}) (void)archive.write(name, name);
    REQUIRE(archive.fonds({"folder", "add", "HT", "7"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "edit", "HT", "7", "--close", "--reason", "x"}).exit_code == 0);
    (void)archive.write("list.csv",
                        "path,category,folder,date\na.txt,XX,,\nmissing.txt,,,\nb.txt,HT,7,\nc.txt,,,\nc.txt,,,\n"
                        "c.txt,,,soon\n");
    const auto filed = archive.fonds({"file", "--from", "list.csv", "e.txt"});
    CHECK(filed.exit_code == 3);
    for (const char* place : {"list.csv:2: ", "list.csv:3: ", "list.csv:4: ", "list.csv:6: ", "list.csv:7)"}) {
        INFO(place);
        CHECK(contains(filed.err, place));
    }
    CHECK(contains(filed.err, "2 filed, 1 already there, 4 not filed"));

    const auto json = archive.fonds({"file", "--json", "--from", "list.csv", "e.txt", "--allow-duplicate"});
    std::map<std::string, std::string> status;
    for (const auto& line : json.lines()) {
        const Json told = parse_json(line);
        const Json& number = told.get("line");
        status[number.is_null() ? "none" : std::to_string(number.number())] = told.get("status").text();
    }
    const std::map<std::string, std::string> expected{{"2", "failed"}, {"3", "failed"}, {"4", "failed"},  {"5", "filed"},
                                                      {"6", "filed"},  {"7", "failed"}, {"none", "filed"}};
    CHECK(status == expected);
}

TEST_CASE("a list comes from standard input, which then is no file")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "a");
    const auto filed = archive.fonds({"file", "--from", "-"}, with_input("path,title\na.txt,甲\n-,乙\n,丙\n"));
    CHECK(filed.exit_code == 3);
    CHECK(filed.lines().size() == 1);
    CHECK(contains(filed.err, "Standard input can be read only once (-:3)"));
    CHECK(contains(filed.err, "-:4"));
    CHECK(archive.fonds({"file", "--from", "-", "-"}, with_input("path\na.txt\n")).exit_code == 2);
    CHECK(archive.fonds({"file", "--from", "-"}, with_input("title\nx\n")).exit_code == 1);

    (void)archive.write("list.csv", "path,title\n-,一\n-,二\n");
    const auto twice = archive.fonds({"file", "--from", "list.csv"}, with_input("text"));
    CHECK(twice.exit_code == 3);
    CHECK(twice.lines().size() == 1);
    CHECK(contains(twice.err, "list.csv:3"));
}

TEST_CASE("a wrong option is told once, whatever the rows of a list say; a place of their own beats it")
{
    const ArchiveFixture archive;
    for (const char* name : {"a.txt", "b.txt"}) (void)archive.write(name, name);
    REQUIRE(archive.fonds({"folder", "add", "HT", "7"}).exit_code == 0);
    (void)archive.write("list.csv", "path,category\na.txt,HT\nb.txt,HT\n");
    for (const CommandLine& wrong : {CommandLine{"--category", "NOPE"}, {"--tag", "a\nb"}, {"--party", "a\nb"}}) {
        INFO(wrong[0]);
        const auto refused = archive.fonds({"file", "--from", "list.csv", wrong[0], wrong[1]});
        CHECK(refused.exit_code == 2);
        CHECK_FALSE(contains(refused.err, "list.csv:"));
    }
    CHECK(archive.fonds({"file", "--from", "list.csv", "--folder", "7", "--note", "\x1b[31m"}).exit_code == 2);
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);
    CHECK(archive.fonds({"file", "--from", "list.csv", "--folder", "7"}).exit_code == 0);
}
