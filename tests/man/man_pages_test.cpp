// SPDX-License-Identifier: GPL-3.0-or-later
// The man pages against the program's own help, the table of query fields and mandoc.
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "schema/model/search_fields.hpp"
#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const std::string pages = fonds::test::source_tree() + "/docs/man/";
using Names = std::set<std::string>;

std::string help_of(std::vector<std::string> command)
{
    ProgramCall call;
    call.path = fonds::test::programs() + "/fonds";
    call.arguments = std::move(command);
    call.arguments.emplace_back("--help");
    const auto help = run(call);
    REQUIRE(help.exit_code == 0);
    return help.out;
}

/// First words of the lines of a help's section.
std::vector<std::string> first_words(const std::string& help, const std::string& section)
{
    std::vector<std::string> words;
    std::istringstream lines(help);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(section + ":"))
            inside = true;
        else if (line.empty() || line.front() != ' ')
            inside = false;
        else if (inside && line.size() > 2 && line[2] != ' ')
            words.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return words;
}

Names options_in_help(const std::string& help, bool of_program)
{
    Names options;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("  -")) continue;
        std::istringstream names(line);
        for (std::string name; names >> name && name.front() == '-';)
            options.insert(name.back() == ',' ? name.substr(0, name.size() - 1) : name);
    }
    if (!of_program)
        for (const char* common : {"-h", "--help"}) options.erase(common);
    return options;
}

/// The items ".It Fl …" of a page, or of one of its subsections: -o and --output.
Names options_in_page(const std::string& page, const std::string& subsection)
{
    Names options;
    std::istringstream lines(page);
    bool inside = subsection.empty();
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(".Ss ") || line.starts_with(".Sh ")) inside = subsection.empty() || line == ".Ss " + subsection;
        if (!inside || !line.starts_with(".It Fl ")) continue;
        std::istringstream words(line);
        for (std::string word; words >> word;)
            if (word == "Fl" && words >> word) options.insert("-" + word);
    }
    return options;
}

/// The options of ".Op Fl …" and required ".Fl …" lines of the synopsis.
Names options_in_synopsis(const std::string& page)
{
    Names options;
    const auto begin = page.find(".Sh SYNOPSIS"), end = page.find(".Sh DESCRIPTION");
    REQUIRE(begin < end);
    std::istringstream words(page.substr(begin, end - begin));
    for (std::string word; words >> word;)
        if ((word == "Fl" || word == ".Fl") && words >> word) options.insert("-" + word);
    return options;
}

std::vector<std::string> commands()
{
    return first_words(help_of({}), "Commands");
}

}  // namespace

TEST_CASE("every command has a page, and every page a command")
{
    Names expected{"fonds.1", "fonds.toml.5", "fonds-query.7"};
    for (const auto& command : commands()) expected.insert("fonds-" + command + ".1");
    CHECK(expected.size() > 20);
    Names actual;
    for (const auto& entry : std::filesystem::directory_iterator(pages)) actual.insert(entry.path().filename());
    CHECK(actual == expected);
}

TEST_CASE("help and man page tell the same options")
{
    for (const auto& command : commands()) {
        const std::string page = test::read_file(pages + "fonds-" + command + ".1");
        const std::string help = help_of({command});
        const auto below = first_words(help, "Commands");
        Names all;
        for (const auto& each : below) {
            INFO(command << " " << each);
            const auto options = options_in_help(help_of({command, each}), false);
            CHECK(options_in_page(page, each) == options);
            all.insert(options.begin(), options.end());
        }
        INFO(command);
        const auto own = options_in_help(help, false);
        const auto told = options_in_page(page, "");
        all.insert(own.begin(), own.end());
        CHECK(told == all);
        // The synopsis names each option once, by one of its names.
        const auto brief = options_in_synopsis(page);
        CHECK(std::includes(all.begin(), all.end(), brief.begin(), brief.end()));
        for (const auto& option : all) CHECK((brief.contains(option) || (option == "--output" && brief.contains("-o"))));
    }
    CHECK(options_in_page(test::read_file(pages + "fonds.1"), "") == options_in_help(help_of({}), true));
}

TEST_CASE("the overview names every command, and each page says how it ends")
{
    const std::string overview = test::read_file(pages + "fonds.1");
    for (const auto& command : commands()) {
        INFO(command);
        CHECK(overview.find(".It Xr fonds-" + command + " 1\n") != std::string::npos);
        const std::string page = test::read_file(pages + "fonds-" + command + ".1");
        for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO"}) {
            INFO(section);
            CHECK(page.find(std::string("\n.Sh ") + section + "\n") != std::string::npos);
        }
    }
}

TEST_CASE("the query page has every field under both its names")
{
    const std::string page = test::read_file(pages + "fonds-query.7");
    for (const auto& field : search_fields) {
        INFO(field.name);
        CHECK(page.find(".It Cm " + std::string(field.name) + " , " + std::string(field.alias_zh) + "\n") !=
              std::string::npos);
    }
}

TEST_CASE("the settings page has every key that init writes")
{
    const TemporaryDirectory place;
    ProgramCall call;
    call.path = fonds::test::programs() + "/fonds";
    call.arguments = {"init", place / "archive", "--code", "J001", "--name", "x"};
    REQUIRE(run(call).exit_code == 0);
    const std::string page = test::read_file(pages + "fonds.toml.5");
    std::istringstream lines(test::read_file(place / "archive/fonds.toml"));
    int keys = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#' || line.front() == '[') continue;
        const std::string key = line.substr(0, line.find(' '));
        INFO(key);
        CHECK(page.find(".It Ic " + key + " ") != std::string::npos);
        ++keys;
    }
    CHECK(std::count(page.begin(), page.end(), '\n') > 0);
    std::size_t documented = 0;
    for (auto at = page.find(".It Ic "); at != std::string::npos; at = page.find(".It Ic ", at + 1)) ++documented;
    CHECK(documented == static_cast<std::size_t>(keys));
}

TEST_CASE("mandoc has nothing to say about the pages")
{
    const std::string mandoc = "/usr/bin/mandoc";
    if (!std::filesystem::exists(mandoc)) return;
    ProgramCall call;
    call.path = mandoc;
    call.arguments = {"-T", "lint", "-W", "warning"};
    for (const auto& entry : std::filesystem::directory_iterator(pages)) call.arguments.push_back(entry.path());
    const auto lint = run(call);
    CHECK(lint.out == "");
    CHECK(lint.exit_code == 0);
}
