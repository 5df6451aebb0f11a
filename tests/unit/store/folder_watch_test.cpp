// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/store/folder_watch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using Paths = std::vector<std::string>;

bool cover(FolderWatch& watch, const Paths& folders)
{
    const auto fresh = watch.cover(folders);
    REQUIRE(fresh.ok());
    return *fresh;
}

}  // namespace

TEST_CASE("a file that is closed after writing or moved in is told, one that is being written is not")
{
    const TemporaryDirectory place;
    FolderWatch watch;
    CHECK(cover(watch, {place.path()}));
    CHECK_FALSE(watch.wait(0ms).any);
    const std::string path = place / "a";
    {
        const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        REQUIRE(::write(file.get(), "1", 1) == 1);
        const auto changes = watch.wait(1min);
        CHECK(changes.any);
        CHECK(changes.closed.empty());
    }
    CHECK(watch.wait(1min).closed == Paths{path});
    fs::rename(path, place / "b");
    CHECK(watch.wait(1min).moved_in == Paths{place / "b"});
    write_file(place / "c", "1");
    write_file(place / "c", "2");
    CHECK(watch.wait(1min).closed == Paths{place / "c"});
}

TEST_CASE("whoever reads and removes files is not woken by it")
{
    const TemporaryDirectory place;
    write_file(place / "a", "1");
    FolderWatch watch;
    CHECK(cover(watch, {place.path()}));
    CHECK(read_file(place / "a") == "1");
    fs::remove(place / "a");
    CHECK_FALSE(watch.wait(0ms).any);
}

TEST_CASE("new folders are told and covered, and those no longer named are left")
{
    const TemporaryDirectory place;
    FolderWatch watch;
    CHECK(cover(watch, {place.path()}));
    CHECK_FALSE(cover(watch, {place.path()}));
    fs::create_directory(place / "x");
    const auto changes = watch.wait(1min);
    CHECK(changes.any);
    CHECK(changes.closed.empty());
    CHECK(cover(watch, {place.path(), place / "x", place / "gone"}));
    write_file(place / "x/a", "1");
    CHECK(watch.wait(1min).closed == Paths{place / "x/a"});
    fs::rename(place / "x", place / "y");
    CHECK(watch.wait(1min).any);
    CHECK_FALSE(cover(watch, {place.path(), place / "y"}));  // the same folder at another place
    write_file(place / "y/a", "2");
    CHECK(watch.wait(1min).closed == Paths{place / "y/a"});
    CHECK_FALSE(cover(watch, {place.path()}));
    (void)watch.wait(0ms);
    write_file(place / "y/a", "3");
    CHECK_FALSE(watch.wait(0ms).any);
}

TEST_CASE("a folder that is removed is told, and another one at its place is a new one")
{
    const TemporaryDirectory place;
    fs::create_directory(place / "x");
    FolderWatch watch;
    CHECK(cover(watch, {place / "x"}));
    fs::remove(place / "x");
    CHECK(watch.wait(1min).any);
    fs::create_directory(place / "x");
    CHECK(cover(watch, {place / "x"}));
    write_file(place / "x/a", "1");
    CHECK(watch.wait(1min).closed == Paths{place / "x/a"});
}

TEST_CASE("a folder is watched through a link to it")
{
    const TemporaryDirectory place;
    const TemporaryDirectory elsewhere{Medium::memory};
    fs::create_directory_symlink(elsewhere.path(), place / "link");
    FolderWatch watch;
    CHECK(cover(watch, {place / "link"}));
    write_file(elsewhere / "a", "1");
    CHECK(watch.wait(1min).closed == Paths{place / "link/a"});
}

TEST_CASE("more changes than the system keeps are told as a change")
{
    const TemporaryDirectory place{Medium::memory};
    FolderWatch watch;
    CHECK(cover(watch, {place.path()}));
    // Two names by turns: equal changes in a row are one to the system.
    write_file(place / "a", "1");
    write_file(place / "b", "1");
    for (int i = 0; i < 20'000; ++i) {
        fs::rename(place / (i % 2 == 0 ? "a" : "c"), place / (i % 2 == 0 ? "c" : "a"));
    }
    while (watch.wait(0ms).any) {
    }
    write_file(place / "last", "1");
    CHECK(watch.wait(1min).closed == Paths{place / "last"});
}

TEST_CASE("where the system gives nothing, that is said with what to do, and waiting still waits")
{
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    const rlimit none{0, files.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    FolderWatch watch;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
    const TemporaryDirectory place;
    const auto covered = watch.cover({place.path()});
    REQUIRE_FALSE(covered.ok());
    CHECK(covered.error().kind == ErrorKind::unavailable);
    CHECK(covered.error().hint.en.find("max_user_instances") != std::string::npos);
    CHECK_FALSE(covered.error().hint.zh.empty());
    CHECK_FALSE(watch.wait(1ms).any);
}
