// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees on a terminal, and a pipe does not.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const std::string erase = "\r\x1b[K";

/// What is left on a terminal's line after everything: what follows the last erasure.
std::string shown_at_last(const std::string& err)
{
    const auto at = err.rfind(erase);
    return at == std::string::npos ? err : err.substr(at + erase.size());
}

void write_three(const ArchiveFixture& archive)
{
    std::filesystem::create_directory(archive.beside("in"));
    for (const char* name : {"in/1.txt", "in/2.txt", "in/3.txt"}) (void)archive.write(name, name);
}

}  // namespace

TEST_CASE("filing shows a bar on a terminal, and takes it away before the summary")
{
    const ArchiveFixture archive;
    write_three(archive);
    const auto filed = archive.fonds({"file", "in"}, on_terminal());
    INFO(filed.err);
    CHECK(filed.exit_code == 0);
    CHECK(contains(filed.err, erase + "filing ████████░░░░░░░░░░░░░░░░ 1/3"));
    CHECK(contains(filed.err, "filing ████████████████████████ 3/3"));
    CHECK(contains(filed.err, erase + "indexing "));
    CHECK(contains(filed.err, "3/3"));
    CHECK(shown_at_last(filed.err) == "3 filed\n");
    CHECK(filed.lines().size() == 3);
    CHECK_FALSE(contains(filed.out, "\x1b"));
}

TEST_CASE("the bar speaks the user's language")
{
    const ArchiveFixture archive;
    write_three(archive);
    const auto filed = archive.fonds({"file", "in"}, on_terminal({{"LC_ALL", "zh_CN.UTF-8"}}));
    CHECK(contains(filed.err, erase + "归档 "));
    CHECK(contains(filed.err, erase + "索引 "));
    CHECK(shown_at_last(filed.err) == "已归档 3 件\n");
}

TEST_CASE("a pipe gets no bar")
{
    const ArchiveFixture archive;
    write_three(archive);
    CHECK(archive.fonds({"file", "in"}).err == "3 filed\n");
}

TEST_CASE("checking and indexing anew show a bar, too")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    CHECK(contains(archive.fonds({"check", "--full"}, on_terminal()).err, erase + "checking "));
    CHECK(contains(archive.fonds({"reindex"}, on_terminal()).err, erase + "indexing "));
}

TEST_CASE("a name cannot command the terminal")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("\x1b[31mred.txt", "x")}, on_terminal());
    CHECK(filed.exit_code == 0);
    CHECK(contains(filed.out, "[31mred.txt"));
    CHECK_FALSE(contains(filed.out, "\x1b"));
    const auto refused = archive.fonds({"file", archive.write("\x1b[31mempty.txt", "")}, on_terminal());
    CHECK(contains(refused.err, "[31mempty.txt"));
    CHECK_FALSE(contains(refused.err, "\x1b[31m"));
}
