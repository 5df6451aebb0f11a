// SPDX-License-Identifier: GPL-3.0-or-later
// What a person at a terminal is shown of texts that come from outside.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include <pty.h>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Runs the program on a terminal of its own; with `piped`, its standard output goes to nowhere.
std::string on_terminal(const ArchiveFixture& archive, CommandLine arguments, bool piped = false)
{
    arguments.insert(arguments.begin(), {programs() + "/fonds", "-C", archive.root()});
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(child >= 0);
    if (child == 0) {
        if (piped && ::freopen("/dev/null", "w", stdout) == nullptr) ::_exit(126);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        ::setenv("NO_COLOR", "1", 1);
        std::vector<char*> argv;
        for (auto& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    std::string shown;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(terminal, buffer, sizeof buffer)) > 0;)
        shown.append(buffer, static_cast<std::size_t>(count));
    ::close(terminal);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) < 126);
    return shown;
}

const std::string hostile = "\u009b31m\u202eexe.fdp\x1b[2J";

bool is_harmless(const std::string& shown)
{
    return !contains(shown, "\u009b") && !contains(shown, "\u202e") && !contains(shown, "\x1b[2J");
}

}  // namespace

TEST_CASE("a terminal is shown notes and pages line by line, and nothing in them acts")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "first\tline\n" + hostile + "last\n");
    CHECK(archive.fonds({"note", code, "one\n\u009b31m\u202etwo"}).exit_code == 2);
    REQUIRE(archive.fonds({"note", code, "one\ntwo"}).exit_code == 0);
    CHECK(contains(on_terminal(archive, {"note", code}), "one\r\ntwo"));
    const std::string text = on_terminal(archive, {"text", code});
    CHECK(is_harmless(text));
    CHECK(contains(text, "line\r\n"));
    CHECK(contains(text, "last"));
}

TEST_CASE("remarks and problems are harmless on a terminal although the results go elsewhere")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "采购合同");
    CHECK(is_harmless(on_terminal(archive, {"search", "采购合同", "\"" + hostile + "\"", "xyzzy"}, true)));
    CHECK(is_harmless(on_terminal(archive, {"file", archive.beside("no\nsuch" + hostile)}, true)));
}

TEST_CASE("one page is a page")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const std::string shown = archive.fonds({"show", code}).out;
    CHECK_FALSE(contains(shown, "1 pages"));
}
