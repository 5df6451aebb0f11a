// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <iterator>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// The stored file of a record's original.
std::string object_of(const ArchiveFixture& archive, const std::string& code)
{
    const auto digest = answer(archive, {"show", code, "--json"}).get("components").at(0).get("sha256").text();
    return archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest;
}

std::ptrdiff_t entries(const std::string& folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

void overwrite(const std::string& path, const std::string& bytes)
{
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    write_file(path, bytes);
}

}  // namespace

TEST_CASE("get gives back the exact bytes")
{
    const ArchiveFixture archive;
    std::string bytes = small_pdf({"x"});
    for (unsigned i = 0; i < 300'000; ++i) bytes.push_back(static_cast<char>(i * 7919U >> 3U));
    const auto code = archive.file("a.pdf", bytes);
    const auto got = archive.fonds({"get", code, "-o", "copy.pdf"});
    CHECK(got.exit_code == 0);
    CHECK(contains(got.out, "copy.pdf"));
    CHECK(test::read_file(archive.beside("copy.pdf")) == bytes);
    CHECK(archive.fonds({"get", code, "--output", "-"}).out == bytes);
    for (const auto& entry : fs::directory_iterator(archive.beside(""))) CHECK(entry.path().extension() != ".part");
}

TEST_CASE("without a name get writes a file called after the code, with the suffix it came with")
{
    const ArchiveFixture archive;
    const auto code = archive.file("报告.TXT", "正文", {"--category", "GC", "--date", "2024-01-01"});
    const auto attachment = archive.write("附件", "无后缀");
    REQUIRE(archive.fonds({"attach", code, attachment}).exit_code == 0);
    CHECK(archive.fonds({"get", code}).exit_code == 0);
    CHECK(test::read_file(archive.beside("J001-GC.2024-Y-0001.TXT")) == "正文");
    CHECK(archive.fonds({"get", code, "--component", "1"}).exit_code == 0);
    CHECK(test::read_file(archive.beside("J001-GC.2024-Y-0001_1")) == "无后缀");
}

TEST_CASE("get leaves an existing file alone unless forced")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    (void)archive.write("mine.txt", "mine");
    const auto refused = archive.fonds({"get", code, "-o", "mine.txt"});
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err, "--force"));
    CHECK(test::read_file(archive.beside("mine.txt")) == "mine");
    CHECK(archive.fonds({"get", code, "-o", "mine.txt", "--force"}).exit_code == 0);
    CHECK(test::read_file(archive.beside("mine.txt")) == "正文");
}

TEST_CASE("get touches no other file, and says when a folder is in its place")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    (void)archive.write("copy.txt.part", "mine");
    CHECK(archive.fonds({"get", code, "-o", "copy.txt"}).exit_code == 0);
    CHECK(test::read_file(archive.beside("copy.txt")) == "正文");
    CHECK(test::read_file(archive.beside("copy.txt.part")) == "mine");

    fs::create_directory(archive.beside("folder"));
    for (const CommandLine& options : {CommandLine{}, CommandLine{"--force"}}) {
        CommandLine command{"get", code, "-o", "folder"};
        command.insert(command.end(), options.begin(), options.end());
        const auto refused = archive.fonds(command);
        CHECK(refused.exit_code == 2);
        CHECK(contains(refused.err, "folder"));
        CHECK(contains(refused.err, "-o DIR/NAME"));
    }
    CHECK(fs::is_empty(archive.beside("folder")));
    CHECK(archive.fonds({"get", code, "-o", "/dev/null", "--force"}).exit_code == 2);
}

TEST_CASE("get tells what does not exist")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    CHECK(archive.fonds({"get", "J001-QT·1999-D10-0001"}).exit_code == 4);
    CHECK(archive.fonds({"get", code, "--component", "1"}).exit_code == 4);
    CHECK(archive.fonds({"get", code, "--component", "-1"}).exit_code == 2);
    CHECK(archive.fonds({"get", code, "-o", "no/such/folder/a.txt"}).exit_code == 4);
}

TEST_CASE("damaged bytes never get a name")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文正文正文");
    overwrite(object_of(archive, code), "正文正文改文");
    const auto got = archive.fonds({"get", code, "-o", "copy.txt"});
    CHECK(got.exit_code == 20);
    CHECK(contains(got.err, "→"));
    CHECK_FALSE(fs::exists(archive.beside("copy.txt")));
    for (const auto& entry : fs::directory_iterator(archive.beside(""))) CHECK(entry.path().extension() != ".part");
    CHECK(archive.fonds({"get", code, "-o", "-"}).exit_code == 20);

    fs::remove(object_of(archive, code));
    const auto gone = archive.fonds({"get", code, "-o", "copy.txt"});
    CHECK(gone.exit_code == 20);
    CHECK_FALSE(fs::exists(archive.beside("copy.txt")));
}

TEST_CASE("open hands a verified, read-only copy to the viewer")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const auto viewer = archive.write("viewer", "#!/bin/sh\nstat -c '%a %n' \"$1\" > '" + archive.beside("seen") +
                                                    "'\ncat \"$1\" >> '" + archive.beside("seen") + "'\n");
    fs::permissions(viewer, fs::perms::owner_all);
    fs::create_directory(archive.beside("run"));
    const auto call = with_environment({{"FONDS_VIEWER", viewer}, {"XDG_RUNTIME_DIR", archive.beside("run")}});
    CHECK(archive.fonds({"open", code}, call).exit_code == 0);
    const std::string seen = test::read_file(archive.beside("seen"));
    CHECK(seen.starts_with("400 " + archive.beside("run") + "/"));
    CHECK(contains(seen, ".txt\n正文"));

    // Set to nothing is not set.
    const auto desktop = archive.write("xdg-open", "#!/bin/sh\necho desktop > '" + archive.beside("seen") + "'\n");
    fs::permissions(desktop, fs::perms::owner_all);
    const auto unset =
        with_environment({{"FONDS_VIEWER", ""}, {"XDG_RUNTIME_DIR", ""}, {"PATH", archive.beside("") + ":/usr/bin:/bin"}});
    CHECK(archive.fonds({"open", code}, unset).exit_code == 0);
    CHECK(test::read_file(archive.beside("seen")) == "desktop\n");
    CHECK_FALSE(fs::exists("/fonds-open"));

    const auto none = with_environment({{"FONDS_VIEWER", "/no/such/viewer"}, {"XDG_RUNTIME_DIR", archive.beside("run")}});
    const auto failed = archive.fonds({"open", code}, none);
    CHECK(failed.exit_code == 1);
    CHECK(contains(failed.err, "FONDS_VIEWER"));
    CHECK(entries(archive.beside("run/fonds-open")) == 1);  // the copy that is being viewed
}

TEST_CASE("open leaves no copy behind when it fails, and sweeps those of days ago")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文正文正文");
    const std::string run = archive.beside("run"), copies = run + "/fonds-open";
    fs::create_directory(run);
    const auto call = with_environment({{"FONDS_VIEWER", "true"}, {"XDG_RUNTIME_DIR", run}});
    for (int i = 0; i < 3; ++i) REQUIRE(archive.fonds({"open", code}, call).exit_code == 0);
    CHECK(entries(copies) == 3);
    auto old = fs::directory_iterator(copies);
    fs::last_write_time(old->path(), fs::file_time_type::clock::now() - std::chrono::hours(48));
    REQUIRE(archive.fonds({"open", code}, call).exit_code == 0);
    CHECK(entries(copies) == 3);
    overwrite(object_of(archive, code), "正文正文改文");
    CHECK(archive.fonds({"open", code}, call).exit_code == 20);
    CHECK(entries(copies) == 3);

    // A folder that others can write to is not trusted.
    fs::permissions(copies, fs::perms::all);
    CHECK(archive.fonds({"open", code}, call).exit_code == 5);
}
