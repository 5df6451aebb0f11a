// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong on the command line of a filing is told once, before anything is filed.
#include <unistd.h>

#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Three files below "in".
class Desk : public ArchiveFixture {
public:
    Desk()
    {
        std::filesystem::create_directory(beside("in"));
        for (const char* name : {"in/1.txt", "in/2.txt", "in/3.txt"}) (void)write(name, name);
    }
    [[nodiscard]] ProgramResult file_with(const CommandLine& options, const std::string& path = "in") const
    {
        CommandLine arguments{"file", path};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return fonds(arguments);
    }
    [[nodiscard]] std::int64_t records() const { return answer(*this, {"status", "--json"}).get("records").number(); }
};

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("an option's wrong value ends the command with 2, is told once, and files nothing")
{
    const Desk desk;
    for (const CommandLine& wrong : {CommandLine{"--category", "NOPE"},
                                     {"--folder", "9"},
                                     {"--tag", ""},
                                     {"--tag", "a\nb"},
                                     {"--title", "\xff"},
                                     {"--title", "a\x01"},
                                     {"--party", "a\nb"},
                                     {"--note", "\x1b[31m"},
                                     {"--date", " "},
                                     {"--grade", "D"}}) {
        INFO(wrong[0] << " " << wrong[1]);
        for (const bool json : {false, true}) {
            CommandLine options = wrong;
            if (json) options.push_back("--json");
            const auto filed = desk.file_with(options);
            CHECK(filed.exit_code == 2);
            CHECK(filed.out.empty());
            CHECK(count(filed.err, "fonds: ") == 1);
        }
    }
    CHECK(desk.records() == 0);
}

TEST_CASE("a closed folder refuses the whole command once")
{
    const Desk desk;
    REQUIRE(desk.fonds({"folder", "add", "QT", "7"}).exit_code == 0);
    REQUIRE(desk.fonds({"folder", "edit", "QT", "7", "--close", "--reason", "x"}).exit_code == 0);
    const auto filed = desk.file_with({"--folder", "7"});
    CHECK(filed.exit_code == 5);
    CHECK(count(filed.err, "fonds: ") == 1);
    CHECK(desk.records() == 0);
}

TEST_CASE("a title and a party of blanks are not given")
{
    const Desk desk;
    const auto filed = desk.file_with({"--title", " \u3000\t", "--party", "  "}, "in/1.txt");
    REQUIRE(filed.exit_code == 0);
    const Json record = answer(desk, {"show", filed.out.substr(0, filed.out.find(' ')), "--json"});
    CHECK(record.get("title").text() == "1");
    CHECK(record.get("party").is_null());
}

TEST_CASE("a path that names nothing, and standard input twice, are mistakes of the command line")
{
    const Desk desk;
    const auto nothing = desk.fonds({"file", "in/1.txt", ""});
    CHECK(nothing.exit_code == 2);
    CHECK(contains(nothing.err, "A path is empty"));
    const auto twice = desk.fonds({"file", "-", "-"}, with_input("text"));
    CHECK(twice.exit_code == 2);
    CHECK(contains(twice.err, "Standard input"));
    CHECK(desk.records() == 0);
    const auto code = desk.file("a.txt", "正文");
    for (const CommandLine& paths : {CommandLine{""}, {"-", "-"}}) {
        CommandLine arguments{"attach", code};
        arguments.insert(arguments.end(), paths.begin(), paths.end());
        CHECK(desk.fonds(arguments, with_input("text")).exit_code == 2);
    }
    CHECK(answer(desk, {"show", code, "--json"}).get("components").size() == 1);
}

TEST_CASE("what the system refuses for many files comes with its advice once and a line a file")
{
    if (::geteuid() == 0) return;  // root reads everything
    const Desk desk;
    for (const char* name : {"in/1.txt", "in/2.txt", "in/3.txt"})
        std::filesystem::permissions(desk.beside(name), std::filesystem::perms::none);
    const auto filed = desk.file_with({});
    CHECK(filed.exit_code == 3);
    for (const char* name : {"in/1.txt", "in/2.txt", "in/3.txt"}) CHECK(contains(filed.err, name));
    CHECK(count(filed.err, "→") == 1);
    CHECK(count(filed.err, "\n") == 5);
}

TEST_CASE("the summary counts one in the singular")
{
    const Desk desk;
    (void)desk.write("in/.hidden", "x");
    CHECK(contains(desk.file_with({}).err, "3 filed, 1 hidden entry left out"));
    (void)desk.write("in/.other", "x");
    CHECK(contains(desk.file_with({}).err, "2 hidden entries left out"));
}
