// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of codes, and times as people write them.
#include <catch2/catch.hpp>

#include "archive/list_text.hpp"
#include "archive/local_time.hpp"

using namespace fonds;

namespace {

std::vector<std::string> codes(std::string_view list)
{
    const auto parsed = parse_scans(list);
    REQUIRE(parsed.ok());
    std::vector<std::string> found;
    for (const auto& one : *parsed) found.push_back(std::to_string(one.line) + " " + one.text);
    return found;
}

std::string time_of(std::string_view text, int offset = 480)
{
    const auto parsed = parse_local_time(text, offset);
    return parsed.ok() ? to_iso8601(*parsed) : std::string(name_of(parsed.error().kind));
}

}  // namespace

TEST_CASE("Codes keep the numbers of their lines, whatever ends lines and parts codes")
{
    using Lines = std::vector<std::string>;
    CHECK(codes("a\nb\r\n\r\nc\rd") == Lines{"1 a", "2 b", "4 c", "5 d"});
    CHECK(codes("a, b;c\td") == Lines{"1 a", "1 b", "1 c", "1 d"});
    CHECK(codes(" \n,,;\n").empty());
    CHECK(codes("\xEF\xBB\xBF"
                "a") == Lines{"1 a"});
    CHECK(codes("\xBC\xD7\xBF\xE2") == Lines{"1 甲库"});
    CHECK(codes("\x84\x31\x95\x33\xBC\xD7\xBF\xE2") == Lines{"1 甲库"});
}

TEST_CASE("What is no text, or no code, is refused")
{
    const auto refused = [](std::string_view list) {
        const auto parsed = parse_scans(list);
        return !parsed.ok() && parsed.error().kind == ErrorKind::bad_input;
    };
    CHECK(refused(std::string_view("a\0b", 3)));
    CHECK(refused("\xFF\xFF\xFF"));
    CHECK(refused(std::string(1001, 'x')));
    CHECK_FALSE(refused(std::string(1000, 'x')));
}

TEST_CASE("A time of the clock on the wall is understood in the archive's zone")
{
    CHECK(time_of("2026-03-01 09:30") == "2026-03-01T01:30:00.000Z");
    CHECK(time_of("2026年3月1日 00:00:59") == "2026-02-28T16:00:59.000Z");
    CHECK(time_of("2026-03-01") == "2026-03-01T04:00:00.000Z");
    CHECK(time_of("2026-03-01T09:30", -60) == "2026-03-01T10:30:00.000Z");
    CHECK(time_of("2026-03-01T09:30:00.000Z") == "2026-03-01T09:30:00.000Z");
    for (const char* wrong : {"", "soon", "2026-02-30 09:30", "2026-03-01 24:00", "2026-03-01 9", "2026-03-01 09:3",
                              "2026-03-01 09:30:61", "2026-03-01 09:30:00:00", "2026-03-01 123:00"})
        CHECK(time_of(wrong) == "usage");
}
