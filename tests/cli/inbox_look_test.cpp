// SPDX-License-Identifier: GPL-3.0-or-later
// A piece is seen before anybody decides about it.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// Piece 1: the first two pages; piece 2: the last.
void drop_stack(const ArchiveFixture& archive)
{
    write_file(archive.root() + "/inbox/stack.pdf",
               small_pdf({"Lease agreement", "second page of it", "FONDS:SEPARATOR:1", "Packing list"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
}

}  // namespace

TEST_CASE("The text of a piece is that of its own pages, and each of them can be asked for")
{
    const ArchiveFixture archive;
    drop_stack(archive);
    const auto both = archive.fonds({"inbox", "text", "1"});
    INFO(both.out << both.err);
    CHECK(both.exit_code == 0);
    CHECK(contains(both.out, "Lease agreement"));
    CHECK(contains(both.out, "second page"));
    CHECK_FALSE(contains(both.out, "Packing"));
    CHECK(archive.fonds({"inbox", "text", "2", "--page", "1"}).out.starts_with("Packing list\n"));
    CHECK(archive.fonds({"inbox", "text", "2", "--page", "2"}).exit_code == 4);
    CHECK(answer(archive, {"inbox", "text", "2", "--json"}).get("page_count").number() == 1);
    CHECK(archive.fonds({"inbox", "text", "9"}).exit_code == 4);
    CHECK(archive.fonds({"inbox", "text", "one"}).exit_code == 2);
}

TEST_CASE("What a piece would be filed as can be had before: the very file, or a PDF of its pages")
{
    const ArchiveFixture archive;
    drop_stack(archive);
    write_file(archive.root() + "/inbox/note.txt", "bytes as they came");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto part = archive.fonds({"inbox", "get", "2"});
    INFO(part.out << part.err);
    CHECK(contains(part.out, "stack-4.pdf"));
    const auto text = archive.fonds({"text", archive.beside("stack-4.pdf")});
    CHECK(contains(text.out, "Packing list"));
    CHECK_FALSE(contains(text.out, "Lease"));
    CHECK(archive.fonds({"inbox", "get", "3", "-o", "-"}).out == "bytes as they came");
    CHECK(archive.fonds({"inbox", "get", "3", "-o", "n.txt"}).exit_code == 0);
    CHECK(archive.fonds({"inbox", "get", "3", "-o", "n.txt"}).exit_code == 3);
    CHECK(archive.fonds({"inbox", "get", "3", "-o", "n.txt", "--force"}).exit_code == 0);
    CHECK(archive.fonds({"inbox", "list"}).out.find("note.txt") != std::string::npos);  // nothing was decided
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("The viewer is given a copy of the piece under the name it came with")
{
    const ArchiveFixture archive;
    drop_stack(archive);
    const std::string viewer = archive.write("viewer", "#!/bin/sh\ncp \"$1\" seen; basename \"$1\" > name\n");
    fs::permissions(viewer, fs::perms::owner_all);
    fs::create_directory(archive.beside("run"));
    ProgramCall call;
    call.environment = {{"FONDS_VIEWER", viewer}, {"XDG_RUNTIME_DIR", archive.beside("run")}};
    const auto opened = archive.fonds({"inbox", "open", "1"}, call);
    INFO(opened.out << opened.err);
    CHECK(opened.exit_code == 0);
    CHECK(test::read_file(archive.beside("name")) == "stack-1.pdf\n");
    CHECK(contains(archive.fonds({"text", archive.beside("seen")}).out, "second page"));
}

TEST_CASE("Of a piece whose bytes are gone it is told what to do")
{
    const ArchiveFixture archive;
    drop_stack(archive);
    fs::remove_all(archive.root() + "/objects");
    for (const char* id : {"1", "2"}) {
        const auto got = archive.fonds({"inbox", "get", id, "-o", "-"});
        CHECK(got.exit_code == 20);
        CHECK(contains(got.err, "inbox again"));
    }
}

TEST_CASE("The text of a piece that has no pages is read there and then, also when it is decided")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/note.txt", "payment terms");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(contains(archive.fonds({"inbox", "text", "1"}).out, "payment terms"));
    REQUIRE(archive.fonds({"inbox", "reject", "1", "--reason", "double"}).exit_code == 0);
    CHECK(contains(archive.fonds({"inbox", "text", "1"}).out, "payment terms"));
}

TEST_CASE("A piece whose first page has the labels of two records is added to neither before somebody has said to which")
{
    const ArchiveFixture archive;
    const std::string one = archive.file("a.txt", "one"), two = archive.file("b.txt", "two");
    write_file(archive.root() + "/inbox/scan.txt", "FONDS:CODE:" + one + "\nFONDS:CODE:" + two + "\n");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    INFO(archive.fonds({"inbox", "show", "1"}).out);
    REQUIRE(contains(archive.fonds({"inbox", "show", "1"}).out, "labels of several records"));
    const auto refused = archive.fonds({"inbox", "accept", "1"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "--ignore-label"));
    CHECK(archive.fonds({"inbox", "accept", "1", "--ignore-label", "--category", "QT"}).exit_code == 0);
}

TEST_CASE("A number that another record got meanwhile is told at once")
{
    const ArchiveFixture archive;
    for (const std::string name : {"a", "b"})
        write_file(archive.root() + "/inbox/" + name + ".txt",
                   "Invoice " + name + "\nInvoice No.: R-2024-7\nDate: 2024-03-05\nTotal due: 119.00 EUR\n");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    REQUIRE_FALSE(contains(archive.fonds({"inbox", "show", "2"}).out, "filed already"));
    REQUIRE(archive.fonds({"inbox", "accept", "1", "--category", "FP"}).exit_code == 0);
    CHECK(contains(archive.fonds({"inbox", "show", "2"}).out, "its number is filed already"));
}

TEST_CASE("What stays in the inbox is told by the exit code")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/a.txt", "the same");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    write_file(archive.root() + "/inbox/b.txt", "the same");
    write_file(archive.root() + "/inbox/b.toml", "title = 'another'\n");
    CHECK(archive.fonds({"inbox", "run"}).exit_code == 3);
}

TEST_CASE(
    "What was looked at is not told as waiting to be read, a labelled piece says where it goes, and a rejection says why")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "one");
    write_file(archive.root() + "/inbox/b.pdf", small_pdf({"Lease agreement"}));
    write_file(archive.root() + "/inbox/c.txt", "FONDS:CODE:" + code + "\n");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto texts = answer(archive, {"status", "--json"});
    INFO(texts.dump());
    CHECK_FALSE(contains(texts.dump(), "\"pending\":2"));
    CHECK_FALSE(contains(texts.dump(), "\"pending\":1"));
    CHECK(contains(archive.fonds({"inbox", "list"}).out, "→ with " + code));
    CHECK(archive.fonds({"inbox", "reject", "1", "--reason", " "}).exit_code == 2);
    REQUIRE(archive.fonds({"inbox", "merge", "1", "2"}).exit_code != 0);  // a text has no pages
    REQUIRE(archive.fonds({"inbox", "accept", "1", "2", "--category", "QT"}).exit_code ==
            3);  // nothing is said of the labelled one
    CHECK(archive.fonds({"inbox", "accept", "2"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "Lease"}).out, "J001-QT"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A piece that became a part of another says so, whatever is asked of it")
{
    const ArchiveFixture archive;
    drop_stack(archive);
    REQUIRE(archive.fonds({"inbox", "merge", "1", "2"}).exit_code == 0);
    for (const char* command : {"text", "get", "open"}) {
        INFO(command);
        const auto refused = archive.fonds({"inbox", command, "2"});
        CHECK(refused.exit_code == 5);
        CHECK(contains(refused.err, "part of piece 1"));
    }
    CHECK(contains(archive.fonds({"inbox", "show", "2"}).out, "merged into"));
    CHECK(contains(archive.fonds({"inbox", "text", "1"}).out, "Packing list"));
}
