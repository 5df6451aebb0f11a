// SPDX-License-Identifier: GPL-3.0-or-later
#include <sstream>

#include <catch2/catch.hpp>

#include "cli/commands.hpp"
#include "cli/help_texts.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

using namespace fonds;
using namespace fonds::cli;

namespace {

using Words = std::vector<std::string>;

Options parsed(const Words& words)
{
    auto line = parse_command_line(words, Language::english);
    INFO((line.problem ? line.problem->what.en : ""));
    REQUIRE(line.options);
    return *line.options;
}

ParsedCommandLine refused(const Words& words)
{
    auto line = parse_command_line(words, Language::english);
    CHECK_FALSE(line.options);
    CHECK(line.exit_code == 2);
    CHECK(line.out.empty());
    REQUIRE(line.problem);
    CHECK(line.problem->kind == ErrorKind::usage);
    CHECK_FALSE(line.problem->hint.zh.empty());
    return line;
}

}  // namespace

TEST_CASE("what is not said stays unsaid")
{
    const Options options = parsed({"file", "a.pdf"});
    CHECK(options.command == "file");
    CHECK(options.arguments == Words{"a.pdf"});
    CHECK(options.archive.empty());
    CHECK_FALSE(options.json);
    CHECK_FALSE(options.metadata.title);
    CHECK_FALSE(options.metadata.grade);
    CHECK(options.metadata.tags.empty());
    CHECK_FALSE(options.limit);
}

TEST_CASE("the names of commands are words like others behind a command")
{
    CHECK(parsed({"search", "list", "edit"}).arguments == Words{"list", "edit"});
    CHECK(parsed({"-C", "search", "list"}).command == "list");
    CHECK(parsed({"-C", "search", "list"}).archive == "search");
    CHECK(parsed({"--archive=search", "show", "status"}).command == "show");
    CHECK(parsed({"-C", "a", "category", "add", "list"}).command == "category add");
    CHECK(parsed({"--archive", "category", "status", "--json"}).command == "status");
    refused({"-C", "a", "-C", "b", "status"});
    CHECK(parsed({"-C", "status"}).command.empty());
    refused({"cat"});
}

TEST_CASE("an empty value is said")
{
    const Options options = parsed({"edit", "J001-HT.2024-D30-0001", "--party", "", "--title=新题"});
    REQUIRE(options.metadata.party);
    CHECK(options.metadata.party->empty());
    CHECK(options.metadata.title == "新题");
}

TEST_CASE("a printer's offset may begin with a minus sign, and labels need no codes")
{
    const Options options = parsed({"labels", "code", "--offset", "-1.5,0.8", "--category", "HT", "--start", "7"});
    CHECK(options.command == "labels code");
    CHECK(options.arguments.empty());
    CHECK(options.labels.offset == "-1.5,0.8");
    CHECK(options.labels.start == 7);
    CHECK(options.labels.sheet == "70x37");
    CHECK(parsed({"labels", "separator"}).labels.count == 1);
    refused({"labels", "separator", "--count", "1001"});
    refused({"labels", "separator", "CODE"});
    refused({"labels"});
}

TEST_CASE("tags take one value each, so that paths may follow")
{
    const Options options = parsed({"file", "--tag", "急件", "a.pdf", "--tag", "采购", "b.pdf"});
    CHECK(options.metadata.tags == Words{"急件", "采购"});
    CHECK(options.arguments == Words{"a.pdf", "b.pdf"});
}

TEST_CASE("the archive may be named before or behind the command")
{
    CHECK(parsed({"-C", "x", "list"}).archive == "x");
    CHECK(parsed({"list", "-C", "x"}).archive == "x");
    CHECK(parsed({"list", "--archive=x"}).archive == "x");
    CHECK(parsed({"folder", "list", "-C", "x"}).archive == "x");
}

TEST_CASE("commands of two words carry both")
{
    const Options options = parsed({"folder", "add", "HT", "001", "--title", "采购"});
    CHECK(options.command == "folder add");
    CHECK(options.arguments == Words{"HT", "001"});
    CHECK(options.scheme.title == "采购");
    refused({"folder"});
    refused({"folder", "remove", "HT", "001"});
}

TEST_CASE("orders of a folder name its records, or a rule")
{
    const Options options = parsed({"folder", "order", "HT", "001", "C1", "C2", "--pages"});
    CHECK(options.command == "folder order");
    CHECK(options.arguments == Words{"HT", "001", "C1", "C2"});
    CHECK(options.scheme.number_pages);
    CHECK_FALSE(options.scheme.by_time);
    CHECK(parsed({"folder", "edit", "HT", "1", "--close", "--reason", "满"}).reason == "满");
    CHECK(parsed({"folder", "add", "HT", "1", "--spine", "30"}).scheme.spine == 30);
    refused({"folder", "split", "HT", "001", "002"});
    refused({"folder", "move", "HT", "001"});
    CHECK(parsed({"check", "order", "--limit", "5"}).limit == 5);
    CHECK(parsed({"check", "--full"}).command == "check");
}

TEST_CASE("words behind -- are no options")
{
    CHECK(parsed({"search", "--", "-甲方", "--json"}).arguments == Words{"-甲方", "--json"});
    CHECK(parsed({"search", "采购", "--", "-甲方"}).arguments == Words{"采购", "-甲方"});
    CHECK(parsed({"note", "J001-HT.2024-D30-0001", "--", "-x", "--y"}).arguments ==
          Words{"J001-HT.2024-D30-0001", "-x", "--y"});
    CHECK(parsed({"file", "-"}).arguments == Words{"-"});
    CHECK(refused({"--", "--x"}).problem->what.en == "There is no command --x");
}

TEST_CASE("a query may leave out words with -, and options keep their values")
{
    const Options options = parsed({"search", "采购", "-草稿", "-draft", "--limit", "3", "-C", "a"});
    CHECK(options.arguments == Words{"采购", "-草稿", "-draft"});
    CHECK(options.limit == 3);
    CHECK(options.archive == "a");
    refused({"search", "x", "--limit", "-1"});
    refused({"search", "x", "--sort", "-date"});
    refused({"search", "x", "--nonsense"});
    refused({"list", "-x"});
}

TEST_CASE("a mistake is told in the user's language, with where to look")
{
    const auto said = [](const Words& words) { return refused(words).problem->what; };
    CHECK(said({"serach", "x"}).en == "There is no command serach");
    CHECK(said({"folder", "rm", "x"}).zh == "没有命令 fonds folder rm");
    CHECK(said({"folder"}).en == "A command is missing behind fonds folder");
    CHECK(said({"show"}).zh == "缺少 CODE");
    CHECK(said({"search"}).en == "QUERY is missing");
    CHECK(said({"show", "a", "b"}).en == "More than one CODE was given");
    CHECK(said({"list", "--nonsense"}).zh == "没有选项 --nonsense");
    CHECK(said({"list", "--limit", "1", "--limit", "2"}).en == "--limit can be given only once");
    CHECK(said({"list", "--tag"}).zh == "--tag 缺少值");
    CHECK(said({"attach", "x"}).en == "Something is missing of CODE PATH");
    CHECK(said({"check", "--quick", "--full"}).en.find("--quick, --full") != std::string::npos);
    CHECK(said({"list", "--limit", "abc"}).en == "--limit must be a whole number from 0 to 1000000000, not abc");
    CHECK(said({"list", "--limit", "99999999999999999999"}).en.find("must be a whole number") != std::string::npos);
    const auto chinese = parse_command_line({"list", "--sort", "foo"}, Language::chinese);
    REQUIRE(chinese.problem);
    CHECK(chinese.problem->what.zh == "--sort 须为 newest|code|date|oldest 之一,而不是 foo");
    CHECK(refused({"list", "--page"}).problem->hint.en == "fonds list --help shows how it is used.");
}

TEST_CASE("help is laid out in columns of the screen")
{
    const std::string chinese = parse_command_line({"search", "--help"}, Language::chinese).out;
    CHECK(chinese.find("用法:fonds search QUERY... [选项]\n") != std::string::npos);
    CHECK(chinese.find("\n选项:\n  -h, --help ") != std::string::npos);
    const std::string english = parse_command_line({"note", "--help"}, Language::english).out;
    CHECK(english.find("Usage: fonds note CODE [TEXT...] [OPTIONS]\n") != std::string::npos);
    for (const Words& words :
         {Words{"--help"}, Words{"file", "--help"}, Words{"init", "--help"}, Words{"party", "add", "--help"}})
        for (const Language language : {Language::english, Language::chinese}) {
            std::istringstream lines(parse_command_line(words, language).out);
            for (std::string line; std::getline(lines, line);) {
                INFO(line);
                CHECK(display_width(line) <= 100);
            }
        }
}

TEST_CASE("every search option arrives")
{
    const Options options = parsed({"search", "--sort", "amount", "--reverse", "--no-relax", "--facets", "--limit", "7",
                                    "--offset", "3", "--json", "合同", "采购"});
    CHECK(options.search.sort == "amount");
    CHECK(options.search.reverse);
    CHECK(options.search.no_relax);
    CHECK(options.search.facets);
    CHECK(options.limit == 7);
    CHECK(options.offset == 3);
    CHECK(options.json);
    CHECK(options.arguments == Words{"合同", "采购"});
}

TEST_CASE("what cannot be is refused with 2")
{
    refused({"list", "--limit", "-1"});
    refused({"list", "--limit", "ten"});
    refused({"list", "--sort", "colour"});
    refused({"list", "--year", "MMXXIV"});
    refused({"list", "--tag", "急件", "--tag", "采购"});  // only search combines tags
    refused({"check", "--quick", "--full"});
    refused({"show"});
    refused({"show", "a", "b"});
    refused({"init", "x", "--code", "J001"});
    refused({"attach", "J001-HT.2024-D30-0001"});
    refused({"nonsense"});
    refused({"--nonsense"});
    refused({"file", "a.pdf", "--title"});
}

TEST_CASE("every command of the table parses, has a summary in both languages, and help")
{
    for (const auto& row : commands()) {
        INFO(row.name);
        CHECK_FALSE(row.summary_en.empty());
        CHECK_FALSE(row.summary_zh.empty());
        Words words;
        const std::string name(row.name);
        const auto blank = name.find(' ');
        words.push_back(name.substr(0, blank));
        if (blank != std::string::npos) words.push_back(name.substr(blank + 1));
        words.emplace_back("--help");
        const auto english = parse_command_line(words, Language::english),
                   chinese = parse_command_line(words, Language::chinese);
        CHECK(english.exit_code == 0);
        CHECK(english.out.find("Usage: ") != std::string::npos);
        CHECK(chinese.exit_code == 0);
        CHECK(chinese.out.find("用法") != std::string::npos);
        CHECK(english.out != chinese.out);
    }
}

TEST_CASE("every command that help lists is in the table")
{
    const std::string help = parse_command_line({"--help"}, Language::english).out;
    std::size_t listed = 0;
    for (const auto& row : commands()) {
        const std::string first(row.name.substr(0, row.name.find(' ')));
        INFO(first);
        CHECK(help.find("\n  " + first + " ") != std::string::npos);
        CHECK_FALSE(summary_of(first).zh.empty());
        ++listed;
    }
    CHECK(listed == 161);
    CHECK(summary_of("nonsense").en.empty());
}

TEST_CASE("in a managed archive every command that changes it asks for a role, and none that reads does but labels")
{
    std::vector<std::string> open_writers, closed_readers;
    for (const auto& row : commands()) {
        if (row.needs == Needs::archive_writing && row.roles.empty()) open_writers.emplace_back(row.name);
        if (row.needs == Needs::archive_reading && !row.roles.empty()) closed_readers.emplace_back(row.name);
        // Whoever says who may do what, or looks at it, files nothing by that.
        if (row.name == "user confirm" || row.name == "log clock") {
            CHECK(row.roles == Roles{Role::security, Role::auditor});
            continue;
        }
        if (row.roles.has(Role::security)) CHECK((row.name == "user grant" || row.name == "user revoke"));
        // Who proves backups changes nothing.
        if (row.roles.has(Role::auditor) && row.needs != Needs::nothing)
            CHECK((row.name == "log checkpoint" || row.name == "examine run"));
    }
    // These wind clocks before they list; who sets a password is minded by the command itself.
    CHECK(open_writers ==
          std::vector<std::string>{"retention list", "retention due", "retention summary", "user password", "report"});
    CHECK(closed_readers == std::vector<std::string>{"labels code", "labels stamp", "jobs install"});
}

TEST_CASE("the help of search has every field")
{
    const Text help = details_of("search");
    for (const char* part : {"party", "amount:>10000", "AND, OR, NOT"}) CHECK(help.en.find(part) != std::string::npos);
    for (const char* part : {"往来单位", "金额", "完整短语"}) CHECK(help.zh.find(part) != std::string::npos);
}

TEST_CASE("without a command there is help and nothing to do")
{
    const auto line = parse_command_line({}, Language::english);
    REQUIRE(line.options);
    CHECK(line.options->command.empty());
    CHECK(line.out.find("fonds") != std::string::npos);
}
