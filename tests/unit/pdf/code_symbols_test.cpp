// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/pdf/code_symbols.hpp"
#include "archive/print/bars.hpp"

using namespace fonds;
using namespace fonds::pdf;

namespace {

/// Symbol characters between start and check character.
int characters_in(std::string_view text)
{
    constexpr std::size_t start_check_stop = 11 + 11 + 13;
    const auto bars = code128(text);
    REQUIRE(bars);
    REQUIRE((bars->size() - start_check_stop) % 11 == 0);
    return static_cast<int>((bars->size() - start_check_stop) / 11);
}

std::string pattern_of(std::string_view text)
{
    std::string pattern;
    const auto bars = code128(text);
    REQUIRE(bars);
    for (const bool dark : *bars) pattern += dark ? '1' : '0';
    return pattern;
}

}  // namespace

TEST_CASE("bars are those of the standard")
{
    // Start B, "A" (33), check (104 + 33) mod 103 = 34, stop.
    CHECK(pattern_of("A") == "11010010000"
                             "10100011000"
                             "10001011000"
                             "1100011101011");
    // Start C, "12" (12), check (105 + 12) mod 103 = 14, stop.
    CHECK(pattern_of("12") == "11010011100"
                              "10110011100"
                              "10011001110"
                              "1100011101011");
}

TEST_CASE("digits stand in pairs where that is shorter")
{
    CHECK(characters_in("ABC") == 3);
    CHECK(characters_in("12345678") == 4);
    CHECK(characters_in("A1234") == 4);     // A, to C, 12, 34
    CHECK(characters_in("A12") == 3);       // a switch would cost what it saves
    CHECK(characters_in("A123456B") == 7);  // A, to C, 12, 34, 56, to B, B
    CHECK(characters_in("123") == 3);       // as 12, to B, 3
    CHECK(characters_in("J001-HT.2024-D30-0001") == 20);
}

TEST_CASE("bars hold printable ASCII and nothing else")
{
    CHECK_FALSE(code128(""));
    CHECK_FALSE(code128("档号"));
    CHECK_FALSE(code128("tab\there"));
    CHECK(code128(" ~"));
}

TEST_CASE("QR codes are as small as their text and strength allow")
{
    CHECK(qr_symbol("FONDS:SEPARATOR:1", QrStrength::medium)->side == 21);
    CHECK(qr_symbol("FONDS:SEPARATOR:1", QrStrength::high)->side == 25);
    CHECK(qr_symbol("FONDS:CODE:J001-HT.2024-D30-0001", QrStrength::medium)->side == 25);
    CHECK(qr_symbol("FONDS:CODE:J001-HT.2024-D30-0001", QrStrength::high)->side == 29);
    const auto symbol = *qr_symbol("FONDS:SEPARATOR:1", QrStrength::high);
    for (const auto& [x, y] : {std::pair{0, 0}, std::pair{18, 0}, std::pair{0, 18}}) {  // the three finder patterns
        CHECK(symbol.at(x + 3, y + 3));
        CHECK_FALSE(symbol.at(x + 1, y + 1));
        CHECK(symbol.at(x, y));
    }
    CHECK_FALSE(qr_symbol("", QrStrength::high).ok());
    CHECK(qr_symbol(std::string(2000, 'x'), QrStrength::high).error().kind == ErrorKind::usage);
}
