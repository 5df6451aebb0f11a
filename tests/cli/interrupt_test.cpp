// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT in the middle of a batch.
#include <csignal>

#include "tests/cli/json_answer.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int before = 150, after = 20;

/// Files many, standard input between them: the program waits there until the test has sent its signal.
ProgramResult file_and_interrupt(const ArchiveFixture& archive, int signal, const CommandLine& options)
{
    ProgramCall call;
    call.path = fonds::test::programs() + "/fonds";
    call.arguments = {"-C", archive.root(), "file"};
    call.arguments.insert(call.arguments.end(), options.begin(), options.end());
    for (int i = 0; i < before + after; ++i) {
        if (i == before) call.arguments.emplace_back("-");
        const std::string name = "document-" + std::to_string(i) + ".txt";
        call.arguments.push_back(archive.write(name, "document number " + std::to_string(i)));
    }
    RunningProgram program(call);
    program.wait_for_output([](const std::string& out) { return contains(out, "\n"); });
    program.signal(signal);
    return program.finish();
}

}  // namespace

TEST_CASE("an interrupted filing ends with 130, and everything it told is filed")
{
    const ArchiveFixture archive;
    const auto filed = file_and_interrupt(archive, SIGINT, {});
    CHECK(filed.exit_code == 130);
    CHECK(contains(filed.err, "stopped"));
    const auto lines = filed.lines();
    REQUIRE(!lines.empty());
    CHECK(lines.size() <= before);
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == static_cast<std::int64_t>(lines.size()));
    for (const std::size_t i : {std::size_t{0}, lines.size() / 2, lines.size() - 1}) {
        const std::string code = lines[i].substr(0, lines[i].find(' '));
        INFO(lines[i]);
        CHECK(archive.fonds({"get", code, "-o", "-"}).out == "document number " + std::to_string(i));
    }

    CHECK(archive.fonds({"repair"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(archive.fonds({"search", "document"}).exit_code == 0);
}

TEST_CASE("the same filing run again after an interruption files the rest")
{
    const ArchiveFixture archive;
    const auto first = file_and_interrupt(archive, SIGTERM, {});
    CHECK(first.exit_code == 130);
    CommandLine again{"file"};
    for (int i = 0; i < before + after; ++i) again.push_back("document-" + std::to_string(i) + ".txt");
    const auto second = archive.fonds(again);
    CHECK(second.exit_code == 3);
    CHECK(first.lines().size() + second.lines().size() == before + after);
    CHECK(answer(archive, {"status", "--json"}).get("owed").number() == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
