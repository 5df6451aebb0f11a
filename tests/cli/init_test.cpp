// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>

#include "schema/core/fd.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("init makes an archive with seven categories and a configuration that explains itself")
{
    const ArchiveFixture archive;
    const auto categories = answer(archive, {"category", "list", "--json"}).get("categories");
    CHECK(texts_of(categories, "code") == std::vector<std::string>{"FP", "GC", "HT", "QT", "RS", "WX", "ZZ"});
    CHECK(texts_of(categories, "retention") == std::vector<std::string>{"D30", "Y", "D30", "D10", "D30", "D10", "Y"});

    const std::string config = test::read_file(archive.root() + "/fonds.toml");
    CHECK(contains(config, "#"));
    CHECK(contains(config, "time_zone = "));
    CHECK(contains(config, "档号"));
    for (const char* part : {"catalog.db", "objects", "text", "index", "volumes", "inbox", "staging"})
        CHECK(std::filesystem::exists(archive.root() + "/" + part));
}

TEST_CASE("init tells what it made and what comes next")
{
    const TemporaryDirectory place;
    const auto made = test::fonds({"init", place / "新 库", "--code", "z109", "--name", "Example Ltd"});
    CHECK(made.exit_code == 0);
    CHECK(contains(made.out, "Z109"));
    CHECK(contains(made.out, "Example Ltd"));
    CHECK(contains(made.err, "fonds -C"));
    CHECK(test::fonds({"-C", place / "新 库", "status"}).exit_code == 0);
}

TEST_CASE("init takes an empty directory and makes missing parents")
{
    const TemporaryDirectory place;
    CHECK(test::fonds({"init", place.path(), "--code", "J001", "--name", "x"}).exit_code == 0);
    const TemporaryDirectory other;
    CHECK(test::fonds({"init", other / "a/b/c", "--code", "J001", "--name", "x"}).exit_code == 0);
    CHECK(std::filesystem::exists(other / "a/b/c/catalog.db"));
}

TEST_CASE("init refuses a directory with anything in it and leaves it as it is")
{
    const TemporaryDirectory place;
    write_file(place / "mine.txt", "mine");
    const auto made = test::fonds({"init", place.path(), "--code", "J001", "--name", "x"});
    CHECK(made.exit_code == 5);
    CHECK(contains(made.err, "not empty"));
    CHECK(test::read_file(place / "mine.txt") == "mine");
    CHECK(std::distance(std::filesystem::directory_iterator(place.path()), {}) == 1);

    const ArchiveFixture archive;
    CHECK(test::fonds({"init", archive.root(), "--code", "J002", "--name", "x"}).exit_code == 5);
}

TEST_CASE("init refuses codes that cannot stand in a reference code, and empty names")
{
    const TemporaryDirectory place;
    for (const char* code : {"J-001", "J.001", "", "J/1", "J{1}", "J0010010010010010"}) {
        INFO(code);
        CHECK(test::fonds({"init", place / "a", "--code", code, "--name", "x"}).exit_code == 2);
    }
    CHECK(test::fonds({"init", place / "a", "--code", "J001", "--name", ""}).exit_code == 2);
    CHECK(test::fonds({"init", place / "a", "--code", "J001"}).exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(place / "a"));
}

TEST_CASE("init speaks of a fonds code, never of a reference code, and takes no name that cannot be shown on a line")
{
    const TemporaryDirectory place;
    for (const char* code : {"", "J/../1", "J:1", "a\nb"}) {
        const auto made = test::fonds({"init", place / "a", "--code", code, "--name", "x"});
        INFO(made.err);
        CHECK(made.exit_code == 2);
        CHECK(contains(made.err, "fonds code"));
        CHECK(contains(made.err, "J001"));
        CHECK_FALSE(contains(made.err, "D30"));
    }
    for (const char* name : {"", "   ", "\u3000", "a\nb", "\xff\xfe", "\x1b[31m"}) {
        INFO(name);
        CHECK(test::fonds({"init", place / "a", "--code", "J001", "--name", name}).exit_code == 2);
    }
    CHECK_FALSE(std::filesystem::exists(place / "a"));
    REQUIRE(test::fonds({"init", place / "a", "--code", "J001", "--name", " 示范公司 "}).exit_code == 0);
    CHECK(parse_json(test::fonds({"-C", place / "a", "status", "--json"}).out).get("name").text() == "示范公司");
}

TEST_CASE("init refuses what is no directory, and waits for no pipe")
{
    const TemporaryDirectory place;
    write_file(place / "file", "mine");
    REQUIRE(::mkfifo((place / "pipe").c_str(), 0600) == 0);
    for (const char* name : {"file", "pipe"})
        CHECK(test::fonds({"init", place / name, "--code", "J001", "--name", "x"}).exit_code == 5);
    CHECK(test::read_file(place / "file") == "mine");
    CHECK(test::fonds({"init", place / "file/a", "--code", "J001", "--name", "x"}).exit_code == 1);
}

TEST_CASE("of two that make an archive in one place at the same moment, the loser takes nothing away")
{
    const TemporaryDirectory place;
    const Fd held(::open(place.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(::flock(held.get(), LOCK_EX | LOCK_NB) == 0);
    const auto refused = test::fonds({"init", place.path(), "--code", "J001", "--name", "x"});
    CHECK(refused.exit_code == 11);
    CHECK(contains(refused.err, "Another process"));
    CHECK(std::filesystem::is_empty(place.path()));
}
