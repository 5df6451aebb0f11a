// SPDX-License-Identifier: GPL-3.0-or-later
// Four in the morning of New Year's Day where the archive is, the evening before in Greenwich.
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "archive/lending.hpp"
#include "schema/core/file_ops.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("Days are those of the place of the archive: of effective dates, of filing and of loans")
{
    const TemporaryDirectory place{Medium::memory};
    const FixedClock clock{Instant{std::chrono::milliseconds(1'704'052'800'000)}};  // 2023-12-31T20:00:00Z
    Environment environment;
    environment.clock = &clock;
    environment.files = &posix_file_ops();
    environment.actor = "alice";
    environment.program = "test";
    environment.extract_program = programs() + "/fonds-extract";
    REQUIRE(Archive::create(place / "archive", "J001", "n", environment).ok());
    auto archive = Archive::open(place / "archive", Purpose::writing, environment);
    REQUIRE(archive.ok());

    CategoryEdit from_new_year;
    from_new_year.effective_from = *Date::parse("2024-01-01");
    REQUIRE(archive->edit_category("HT", from_new_year).ok());
    write_file(place / "a.txt", "one");
    std::filesystem::create_directories(place / "archive/inbox/HT");
    write_file(place / "archive/inbox/HT/b.txt", "two");
    FilingItem item;
    item.path = place / "a.txt";
    item.metadata.category = "HT";
    WorkObserver quiet;
    CHECK(archive->file({item}, {}, quiet)->filed == 1);
    DeskObserver desk;
    REQUIRE(archive->run_inbox(desk).ok());
    const auto pieces = archive->pieces(PieceState::waiting, PieceId{}, 10);
    REQUIRE(pieces.ok());
    REQUIRE(pieces->size() == 1);
    CHECK(archive->accept(pieces->front().id, {}, quiet).ok());

    const Lending lending(*archive);
    CHECK(lending.today().text() == "2024-01-01");
    CHECK(lending.day_of(clock.now()).text() == "2024-01-01");
}
