// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/clock.hpp"

using namespace fonds;
using namespace std::chrono;

TEST_CASE("instants are written in ISO 8601 with milliseconds")
{
    CHECK(to_iso8601(Instant{}) == "1970-01-01T00:00:00.000Z");
    CHECK(to_iso8601(Instant{sys_days{year{2026} / 11 / 21} + 8h + 15min + 30s + 123ms}) == "2026-11-21T08:15:30.123Z");
    CHECK(to_iso8601(Instant{-1ms}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("what is written reads back")
{
    for (const char* text : {"1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "1949-10-01T15:00:00.001Z"})
        CHECK(to_iso8601(parse_instant(text).value()) == text);
}

TEST_CASE("what is no instant is refused")
{
    for (const char* text :
         {"", "2024-02-29", "2023-02-29T00:00:00.000Z", "2024-13-01T00:00:00.000Z", "2024-01-01T24:00:00.000Z",
          "2024-01-01T00:60:00.000Z", "2024-01-01T00:00:60.000Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000+",
          "2024-01-01 00:00:00.000Z", "2024-0a-01T00:00:00.000Z", "2024-01-01T00:00:00.000Zx"}) {
        CAPTURE(text);
        REQUIRE_FALSE(parse_instant(text).ok());
        CHECK(parse_instant(text).error().kind == ErrorKind::bad_input);
    }
}

TEST_CASE("a fixed clock shows what it is told")
{
    FixedClock clock(Instant{5ms});
    CHECK(clock.now() == Instant{5ms});
    clock.set(Instant{7ms});
    CHECK(clock.now() == Instant{7ms});
}

TEST_CASE("the machine's clock does not run backwards between two looks")
{
    const SystemClock clock;
    const Instant first = clock.now();
    CHECK(clock.now() >= first);
    CHECK(first > parse_instant("2020-01-01T00:00:00.000Z").value());
}
