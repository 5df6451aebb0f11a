// SPDX-License-Identifier: GPL-3.0-or-later
// The command line itself.
#include "tests/cli/json_answer.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("help and version end well and need no archive")
{
    const auto version = test::fonds({"--version"});
    CHECK(version.exit_code == 0);
    CHECK(version.out == "fonds " FONDS_VERSION "\n");
    for (const CommandLine& arguments :
         {CommandLine{"--help"}, CommandLine{"-h"}, CommandLine{"file", "--help"}, CommandLine{"folder", "add", "-h"}}) {
        const auto help = test::fonds(arguments);
        CHECK(help.exit_code == 0);
        CHECK(contains(help.out, "Usage: "));
        CHECK(help.err.empty());
    }
    CHECK(contains(test::fonds({"search", "--help"}).out, "amount:>10000"));
}

TEST_CASE("what may be left out stands in brackets")
{
    CHECK(contains(test::fonds({"case", "draft", "--help"}).out, "fonds case draft [CODE...] [OPTIONS]"));
    CHECK(contains(test::fonds({"case", "decide", "--help"}).out, "fonds case decide CASE [CODE...] [OPTIONS]"));
    CHECK(contains(test::fonds({"user", "password", "--help"}).out, "fonds user password [NAME] [OPTIONS]"));
    CHECK(contains(test::fonds({"user", "grant", "--help"}).out, "fonds user grant NAME ROLE [OPTIONS]"));
    CHECK(contains(test::fonds({"event", "add", "--help"}).out, "fonds event add EVENT DAY [CODE...] [OPTIONS]"));
}

TEST_CASE("a mistake on the command line ends with 2 and points to help")
{
    const auto nothing = test::fonds({});
    CHECK(nothing.exit_code == 2);
    CHECK(contains(nothing.out, "Usage: "));
    for (const CommandLine& arguments :
         {CommandLine{"fiel"}, CommandLine{"list", "--colour"}, CommandLine{"show"}, CommandLine{"list", "x"},
          CommandLine{"show", "a", "b"}, CommandLine{"folder"}, CommandLine{"-C"}}) {
        const auto wrong = test::fonds(arguments);
        CHECK(wrong.exit_code == 2);
        CHECK(wrong.out.empty());
        CHECK(contains(wrong.err, "--help"));
    }
}

TEST_CASE("results that cannot be written are an error")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", std::string(200'000, 'x'));
    ProgramCall call;
    call.path = "/bin/sh";
    call.arguments = {"-c", "exec \"$0\" -C \"$1\" get \"$2\" -o - > /dev/full", fonds::test::programs() + "/fonds",
                      archive.root(), code};
    const auto full = run(call);
    CHECK(full.exit_code == 1);
    CHECK(contains(full.err, "Cannot write"));
}
