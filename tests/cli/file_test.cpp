// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string this_year()
{
    const std::time_t china = std::time(nullptr) + 8 * 3600;
    std::tm parts{};
    gmtime_r(&china, &parts);
    return std::to_string(parts.tm_year + 1900);
}

Json show(const ArchiveFixture& archive, const std::string& code)
{
    return answer(archive, {"show", code, "--json"});
}

}  // namespace

TEST_CASE("filing prints a code and the path, and codes count from 0001")
{
    const ArchiveFixture archive;
    const auto first = archive.write("a.txt", "甲"), second = archive.write("b.txt", "乙"),
               third = archive.write("c.txt", "丙");
    const auto filed = archive.fonds({"file", first, second, "--category", "HT", "--date", "2024-03-05"});
    CHECK(filed.exit_code == 0);
    CHECK(filed.out == "J001-HT·2024-D30-0001  " + first + "\nJ001-HT·2024-D30-0002  " + second + "\n");
    CHECK(contains(filed.err, "2 filed"));
    CHECK(archive.fonds({"file", third, "--category", "HT", "--date", "2024年12月31日"}).out ==
          "J001-HT·2024-D30-0003  " + third + "\n");
}

TEST_CASE("codes count by category and year, and a record without a date counts to this year")
{
    const ArchiveFixture archive;
    CHECK(archive.file("a.txt", "1", {"--category", "FP", "--date", "2023-01-01"}) == "J001-FP·2023-D30-0001");
    CHECK(archive.file("b.txt", "2", {"--category", "FP", "--date", "2024-01-01"}) == "J001-FP·2024-D30-0001");
    const std::string before = this_year();
    const std::string code = archive.file("c.txt", "3");
    CHECK((code == "J001-QT·" + before + "-D10-0001" || code == "J001-QT·" + this_year() + "-D10-0001"));
}

TEST_CASE("everything that options say is kept")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--title", "2024年采购合同"}).exit_code == 0);
    const std::string code = archive.file("scan.pdf", small_pdf({"Contract", "Terms"}), {"--category", "HT",
                                                                                         "--title",    "服务器采购合同",
                                                                                         "--party",    "华为技术有限公司",
                                                                                         "--date",     "2024年3月5日",
                                                                                         "--grade",    "a",
                                                                                         "--folder",   "001",
                                                                                         "--number",   "CG-2024-018",
                                                                                         "--amount",   "12.8万",
                                                                                         "--note",     "原件在二号库",
                                                                                         "--tag",      "采购",
                                                                                         "--tag",      "急件"});
    const Json record = show(archive, code);
    CHECK(record.get("code").text() == "J001-HT·2024-D30-0001");
    CHECK(record.get("title").text() == "服务器采购合同");
    CHECK(record.get("party").text() == "华为技术有限公司");
    CHECK(record.get("date").text() == "2024-03-05");
    CHECK(record.get("grade").text() == "A");
    CHECK(record.get("folder").text() == "001");
    CHECK(record.get("number").text() == "CG-2024-018");
    CHECK(record.get("amount").text() == "128000.00");
    CHECK(record.get("currency").text() == "CNY");
    CHECK(record.get("note").text() == "原件在二号库");
    REQUIRE(record.get("tags").size() == 2);
    CHECK(record.get("revision").number() >= 1);
    const Json original = record.get("components").at(0);
    CHECK(original.get("role").text() == "original");
    CHECK(original.get("file_name").text() == "scan.pdf");
    CHECK(original.get("media_type").text() == "application/pdf");
    CHECK(original.get("text").text() == "done");
    CHECK(original.get("pages").number() == 2);
    CHECK(original.get("size").number() == static_cast<std::int64_t>(small_pdf({"Contract", "Terms"}).size()));
}

TEST_CASE("what is not said gets its default")
{
    const ArchiveFixture archive;
    const Json record = show(archive, archive.file("年度 总结.v2.txt", "x", {"--category", "ZZ", "--amount", "5"}));
    CHECK(record.get("title").text() == "年度 总结.v2");
    CHECK(record.get("grade").text() == "A");  // of the category
    CHECK(record.get("currency").text() == "CNY");
    for (const char* field : {"folder", "party", "date", "number", "note"}) {
        INFO(field);
        CHECK(record.get(field).is_null());
    }
    CHECK(record.get("tags").size() == 0);
}

TEST_CASE("paths may follow a tag")
{
    const ArchiveFixture archive;
    const auto filed =
        archive.fonds({"file", "--tag", "急件", archive.write("a.txt", "1"), "--tag", "采购", archive.write("b.txt", "2")});
    CHECK(filed.exit_code == 0);
    CHECK(filed.lines().size() == 2);
    CHECK(answer(archive, {"list", "--json", "--tag", "急件"}).get("records").size() == 2);
}

TEST_CASE("the same bytes are refused with the code that holds them")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "合同正文");
    const auto again = archive.fonds({"file", archive.write("b.txt", "合同正文")});
    CHECK(again.exit_code == 3);
    CHECK(again.out.empty());
    CHECK(contains(again.err, code));
    CHECK(contains(again.err, "--allow-duplicate"));

    const auto twice = archive.fonds({"file", archive.write("c.txt", "新"), archive.write("d.txt", "新")});
    CHECK(twice.exit_code == 3);
    CHECK(twice.lines().size() == 1);
    CHECK(contains(twice.err, "1 filed, 1 already there"));
}

TEST_CASE("with --allow-duplicate another record is filed on the same bytes, stored once")
{
    const ArchiveFixture archive;
    const std::string first = archive.file("a.txt", "合同正文"),
                      second = archive.file("a.txt", "合同正文", {"--allow-duplicate"});
    CHECK(first != second);
    const Json status = answer(archive, {"status", "--json"});
    CHECK(status.get("records").number() == 2);
    CHECK(status.get("objects").number() == 1);
}

TEST_CASE("a bad file costs the others nothing, and a summary ends the run")
{
    const ArchiveFixture archive;
    const auto good = archive.write("a.txt", "1"), empty = archive.write("b.txt", ""),
               also_good = archive.write("c.txt", "2");
    const auto filed = archive.fonds({"file", good, empty, archive.beside("missing.txt"), also_good});
    CHECK(filed.exit_code == 3);
    CHECK(filed.lines().size() == 2);
    CHECK(contains(filed.err, empty));
    CHECK(contains(filed.err, "missing.txt"));
    CHECK(contains(filed.err, "2 filed, 2 not filed"));
}

TEST_CASE("directories are filed with all below them, in order of names")
{
    const ArchiveFixture archive;
    std::filesystem::create_directories(archive.beside("in/b"));
    for (const char* name : {"in/2.txt", "in/1.txt", "in/b/0.txt", "in/.hidden", "in/Thumbs.db", "in/~$lock.docx"})
        (void)archive.write(name, name);
    const auto filed = archive.fonds({"file", "in"});
    CHECK(filed.exit_code == 0);
    const auto lines = filed.lines();
    REQUIRE(lines.size() == 3);
    CHECK(contains(lines[0], "0001  in/1.txt"));
    CHECK(contains(lines[1], "0002  in/2.txt"));
    CHECK(contains(lines[2], "0003  in/b/0.txt"));
    CHECK(contains(filed.err, "3 hidden entries left out"));
}

TEST_CASE("- is standard input")
{
    const ArchiveFixture archive;
    const auto filed =
        archive.fonds({"file", "-", "--title", "维修记录 3月", "--category", "WX"}, with_input(small_pdf({"Repairs"})));
    REQUIRE(filed.exit_code == 0);
    const Json record = show(archive, filed.out.substr(0, filed.out.find(' ')));
    CHECK(record.get("title").text() == "维修记录 3月");
    CHECK(record.get("components").at(0).get("media_type").text() == "application/pdf");
    CHECK(record.get("components").at(0).get("file_name").text().empty());
}

TEST_CASE("a wrong option files nothing")
{
    const ArchiveFixture archive;
    const auto path = archive.write("a.txt", "x");
    const CommandLine wrong[] = {
        {"--date", "2024-02-30"}, {"--grade", "D"}, {"--amount", "much"}, {"--currency", "Yuan"}, {"--no-such-option"}};
    for (const auto& options : wrong) {
        INFO(options.front());
        CommandLine arguments{"file", path};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto result = archive.fonds(arguments);
        CHECK(result.exit_code == 2);
        CHECK(result.out.empty());
    }
    CHECK(archive.fonds({"file"}).exit_code == 2);
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);
}

TEST_CASE("what the catalog refuses leaves nothing behind")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--close", "--reason", "x"}).exit_code == 0);
    REQUIRE(archive.fonds({"category", "edit", "GC", "--template", "{fonds}-{category}-{folder}-{seq:4}"}).exit_code == 0);
    const auto path = archive.write("a.txt", "x");
    const CommandLine refused[] = {{"--category", "HT", "--folder", "001", "--party", "新单位"},
                                   {"--category", "GC"},
                                   {"--title", "a\x01z"},
                                   {"--title", "\xff"},
                                   {"--party", "two\nlines"},
                                   {"--tag", "two\nlines"}};
    for (const auto& options : refused) {
        INFO(options.front() << " " << options.back());
        CommandLine arguments{"file", path};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto filed = archive.fonds(arguments);
        CHECK((filed.exit_code == 2 || filed.exit_code == 5));
        CHECK(filed.out.empty());
    }
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(answer(archive, {"party", "list", "--json"}).get("parties").size() == 0);
    CHECK(archive.file("a.txt", "x", {"--category", "HT", "--date", "2024-01-01"}) == "J001-HT·2024-D30-0001");
}

TEST_CASE("a category or folder that does not exist is a mistake of the command line")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("a.txt", "x"), "--category", "XX"});
    CHECK(filed.exit_code == 2);
    CHECK(contains(filed.err, "XX"));
    CHECK(archive.fonds({"file", archive.write("a.txt", "x"), "--category", "HT", "--folder", "009"}).exit_code == 2);
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("--json prints one object a file")
{
    const ArchiveFixture archive;
    const std::string held = archive.file("a.txt", "甲");
    const auto filed = archive.fonds({"file", "--json", archive.write("b.txt", "甲"), archive.write("c.txt", ""),
                                      archive.write("d.txt", "丁"), archive.write("e.bin", std::string("\x00\x01\x02", 3))});
    CHECK(filed.exit_code == 3);
    std::map<std::string, Json> by_name;
    for (const auto& line : filed.lines()) {
        const Json json = parse_json(line);
        CHECK(json.keys() == std::vector<std::string>{"path", "code", "status", "text", "text_note", "error", "line"});
        by_name.emplace(std::filesystem::path(json.get("path").text()).filename(), json);
    }
    REQUIRE(by_name.size() == 4);
    CHECK(by_name.at("b.txt").get("status").text() == "duplicate");
    CHECK(by_name.at("b.txt").get("code").text() == held);
    CHECK(by_name.at("b.txt").get("error").get("kind").text() == "duplicate");
    CHECK(by_name.at("c.txt").get("status").text() == "failed");
    CHECK(by_name.at("c.txt").get("code").is_null());
    CHECK(by_name.at("c.txt").get("error").get("kind").text() == "bad_input");
    CHECK(by_name.at("d.txt").get("status").text() == "filed");
    CHECK(by_name.at("d.txt").get("text").text() == "done");
    CHECK(by_name.at("d.txt").get("error").is_null());
    CHECK(by_name.at("e.bin").get("text").text() == "none");
}
