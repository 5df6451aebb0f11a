// SPDX-License-Identifier: GPL-3.0-or-later
// Where an archive is, when permissions stand before it and when its making was cut off.
#include <cerrno>
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "archive/store/layout.hpp"
#include "schema/catalog/catalog.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

TEST_CASE("a directory that may not be looked into is not said to hold no archive")
{
    const test::TemporaryDirectory place;
    const std::string root = place / "archive";
    const FixedClock clock{Instant{}};
    REQUIRE(Archive::create(root, "J001", "n", {&clock, &posix_file_ops(), "tester", "test", "/nonexistent"}).ok());
    test::FaultyFileOps closed;
    closed.fail_at(2, EACCES);  // the catalog; the directory itself can be seen
    const auto opened = Archive::open(root, Purpose::reading, {&clock, &closed, "tester", "test", "/nonexistent"});
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().kind == ErrorKind::io);
    CHECK(opened.error().what.en.find("Permission denied") != std::string::npos);

    closed.fail_at(2, EACCES);
    const auto found = Archive::find(root, closed);
    REQUIRE_FALSE(found.ok());
    CHECK(found.error().kind == ErrorKind::io);
    CHECK(Archive::find(root + "/inbox", posix_file_ops()).ok());
}

TEST_CASE("an archive whose making was cut off before it had a scheme is none")
{
    const test::TemporaryDirectory place;
    const std::string root = place / "archive";
    const FixedClock clock{Instant{}};
    const Environment environment{&clock, &posix_file_ops(), "tester", "test", "/nonexistent"};
    std::filesystem::create_directory(root);
    REQUIRE(Catalog::create(Layout(root).catalog(), {"0123", "J001", "n", {}}, {"tester", {}}, {}).ok());
    const auto opened = Archive::open(root, Purpose::reading, environment);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().kind == ErrorKind::no_archive);
}
