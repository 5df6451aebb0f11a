// SPDX-License-Identifier: GPL-3.0-or-later
// Files as they come on a bad day.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("a name with a line break stays on one line of output")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("two\nlines\t\x1b[31m.txt", "x")});
    CHECK(filed.exit_code == 0);
    CHECK(filed.lines().size() == 1);
    const auto code = filed.out.substr(0, filed.out.find(' '));
    const Json record = answer(archive, {"show", code, "--json"});
    CHECK(record.get("components").at(0).get("file_name").text() == "two\nlines\t\x1b[31m.txt");
}

TEST_CASE("a name with control characters is filed under a title that has none")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", "--json",
                                      archive.write("a\x01"
                                                    "b\x7f"
                                                    "c.txt",
                                                    "x")});
    CHECK(filed.exit_code == 0);
    const Json line = parse_json(filed.out);
    CHECK(line.get("status").text() == "filed");
}

TEST_CASE("a name of blanks alone still gets a title")
{
    const ArchiveFixture archive;
    const auto code = archive.file(" .txt", "x");
    CHECK(answer(archive, {"show", code, "--json"}).get("title").text() == "untitled");
}

TEST_CASE("a name that is no UTF-8 is filed and told byte for byte")
{
    const ArchiveFixture archive;
    const std::string name = "\xba\xcf\xcd\xac.txt";  // 合同 in GBK
    const auto filed = archive.fonds({"file", "--json", archive.write(name, "x")});
    REQUIRE(filed.exit_code == 0);
    const Json line = parse_json(filed.out);
    CHECK(contains(line.get("path").text(), "\xEF\xBF\xBD"));
    CHECK(contains(line.get("path_bytes").text(), "bacfcdac2e747874"));
    const Json record = answer(archive, {"show", line.get("code").text(), "--json"});
    CHECK(record.get("components").at(0).get("file_name_bytes").text() == "bacfcdac2e747874");
    CHECK_FALSE(record.get("title").text().empty());
}

TEST_CASE("an empty file is refused with what to do")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("empty.pdf", "")});
    CHECK(filed.exit_code == 3);
    CHECK(contains(filed.err, "empty"));
    CHECK(contains(filed.err, "→"));
    CHECK(archive.fonds({"file", "-"}).exit_code == 3);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a file that may not be read costs itself only")
{
    if (::geteuid() == 0) return;  // root reads everything
    const ArchiveFixture archive;
    const auto path = archive.write("secret.txt", "x");
    REQUIRE(::chmod(path.c_str(), 0) == 0);
    const auto filed = archive.fonds({"file", path, archive.write("open.txt", "y")});
    CHECK(filed.exit_code == 3);
    CHECK(filed.lines().size() == 1);
    CHECK(contains(filed.err, "secret.txt"));
}

TEST_CASE("pipes are refused and not waited for")
{
    const ArchiveFixture archive;
    REQUIRE(::mkfifo(archive.beside("pipe").c_str(), 0600) == 0);
    const auto filed = archive.fonds({"file", "pipe", "/dev/null"});
    CHECK(filed.exit_code == 3);
    CHECK(filed.out.empty());
}

TEST_CASE("a directory that contains itself by a link is walked once")
{
    const ArchiveFixture archive;
    std::filesystem::create_directories(archive.beside("in/deep"));
    (void)archive.write("in/deep/a.txt", "x");
    std::filesystem::create_directory_symlink("../..", archive.beside("in/deep/up"));
    std::filesystem::create_directory_symlink(".", archive.beside("in/self"));
    const auto filed = archive.fonds({"file", "in/deep", "in"});
    CHECK(answer(archive, {"status", "--json"}).get("records").number() >= 1);
    std::size_t count = 0;
    for (const auto& line : filed.lines()) count += contains(line, "a.txt") ? 1U : 0U;
    CHECK(count == 1);
}

TEST_CASE("what is called .pdf and is none is filed, and its text is told to be unreadable")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", "--json", archive.write("broken.pdf", "this was never a PDF\n")});
    CHECK(filed.exit_code == 3);
    const Json line = parse_json(filed.out);
    CHECK(line.get("status").text() == "filed");
    CHECK(line.get("text").text() == "failed");
    CHECK_FALSE(line.get("text_note").is_null());
    const auto got = archive.fonds({"get", line.get("code").text(), "-o", "-"});
    CHECK(got.out == "this was never a PDF\n");
    CHECK(contains(archive.fonds({"file", archive.write("cut.pdf", "%PDF-1.7\n1 0 obj\n")}).err, "text cannot be read"));
}
