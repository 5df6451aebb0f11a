// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that are asked something can be stopped, and leave nothing.
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/asked_program.hpp"
#include "archive/parity.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("a program that is asked is stopped as soon as nobody wants its answer")
{
    int asked = 0;
    const auto answer = ask_program("/bin/sleep", {"100000"}, Fd(), std::chrono::hours(24), [&] { return ++asked < 3; });
    REQUIRE(!answer.ok());
    CHECK(answer.error().kind == ErrorKind::interrupted);
    CHECK(asked == 3);
    CHECK(ask_program("/bin/true", {}, Fd(), std::chrono::hours(1), [] { return true; }).ok());
}

TEST_CASE("parity that is stopped leaves none of its files")
{
    const TemporaryDirectory place(Medium::memory);
    const std::string file = place / "V.zip";
    write_file(file, std::string(3'000'000, 'x'));
    const auto stopped = make_parity(posix_file_ops(), file, 3'000'000, 50, [] { return false; });
    REQUIRE(!stopped.ok());
    CHECK(stopped.error().kind == ErrorKind::interrupted);
    CHECK(parity_files(file)->empty());
    CHECK(make_parity(posix_file_ops(), file, 3'000'000, 50, {}).ok());
    CHECK(parity_files(file)->size() >= 3);
    const std::string folder = place / "repair";
    std::filesystem::create_directory(folder);
    const auto given_up =
        repair_with_parity(posix_file_ops(), file, *parity_files(file), {}, folder + "/V.zip", [] { return false; });
    REQUIRE(!given_up.ok());
    CHECK(given_up.error().kind == ErrorKind::interrupted);
}
