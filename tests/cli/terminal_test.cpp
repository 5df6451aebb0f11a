// SPDX-License-Identifier: GPL-3.0-or-later
// What a person at a terminal is shown of texts that come from outside.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// What the program shows on a terminal; with `piped`, of its errors alone.
std::string shown_by(const ArchiveFixture& archive, const CommandLine& arguments, bool piped = false)
{
    ProgramCall call = with_environment({{"NO_COLOR", "1"}});
    (piped ? call.errors_terminal : call.terminal) = true;
    const ProgramResult result = archive.fonds(arguments, call);
    CHECK(result.exit_code >= 0);
    return piped ? result.err : result.out + result.err;
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
    CHECK(contains(shown_by(archive, {"note", code}), "one\ntwo"));
    const std::string text = shown_by(archive, {"text", code});
    CHECK(is_harmless(text));
    CHECK(contains(text, "line\n"));
    CHECK(contains(text, "last"));
}

TEST_CASE("remarks and problems are harmless on a terminal although the results go elsewhere")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "采购合同");
    CHECK(is_harmless(shown_by(archive, {"search", "采购合同", "\"" + hostile + "\"", "xyzzy"}, true)));
    CHECK(is_harmless(shown_by(archive, {"file", archive.beside("no\nsuch" + hostile)}, true)));
}

TEST_CASE("one page is a page")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const std::string shown = archive.fonds({"show", code}).out;
    CHECK_FALSE(contains(shown, "1 pages"));
}
