// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "indexer/codes/code_reader.hpp"
#include "tests/support/scanner_effects.hpp"
#include "tests/unit/codes/code_page.hpp"

using fonds::CodeFormat;
using fonds::CodeSource;
using fonds::PageCode;
using fonds::PageImage;
using fonds::read_codes;
using fonds::test::draw_code;

namespace {

constexpr auto label = "ASN00417";
constexpr auto separator = "FONDS:SPLIT";

/// A label as on the corner of a filed page, and a QR code as on a separator sheet.
PageImage labelled_page(float dpi)
{
    PageImage page = fonds::test::page_of_lines(dpi);
    draw_code(page, CodeFormat::code128, label, 10, 10, 0.25);
    draw_code(page, CodeFormat::qr, separator, 60, 30, 0.5);
    return page;
}

const PageCode* find(const std::vector<PageCode>& codes, CodeFormat format)
{
    const auto at = std::ranges::find_if(codes, [format](const PageCode& code) { return code.format == format; });
    return at == codes.end() ? nullptr : &*at;
}

bool has_both(const std::vector<PageCode>& codes)
{
    const PageCode* const bars = find(codes, CodeFormat::code128);
    const PageCode* const matrix = find(codes, CodeFormat::qr);
    return bars != nullptr && bars->text == label && matrix != nullptr && matrix->text == separator && codes.size() == 2;
}

float left_of(const PageCode& code)
{
    return std::min({code.place[0].x, code.place[1].x, code.place[2].x, code.place[3].x});
}

float top_of(const PageCode& code)
{
    return std::min({code.place[0].y, code.place[1].y, code.place[2].y, code.place[3].y});
}

}  // namespace

TEST_CASE("The codes of a page are read with format, text and place, each once, from above")
{
    const auto codes = read_codes(labelled_page(300));
    REQUIRE(has_both(codes));
    CHECK(codes[0].format == CodeFormat::code128);
    CHECK(codes[0].source == CodeSource::zxing);
    CHECK(left_of(codes[0]) == Approx(10 / 25.4 * 300).margin(12));
    CHECK(top_of(codes[1]) == Approx(30 / 25.4 * 300).margin(12));
    CHECK(left_of(codes[1]) == Approx(60 / 25.4 * 300).margin(12));
}

TEST_CASE("Every format that is promised is read")
{
    for (const CodeFormat format : {CodeFormat::qr, CodeFormat::code128, CodeFormat::code39}) {
        INFO(static_cast<int>(format));
        PageImage page = fonds::test::page_of_lines(200);
        draw_code(page, format, "HT2024001", 10, 20, 0.4);
        const auto codes = read_codes(page);
        REQUIRE(codes.size() == 1);
        CHECK(codes[0].format == format);
        CHECK(codes[0].text == "HT2024001");
    }
}

TEST_CASE("The same label twice is read twice, beside another bar code")
{
    PageImage page = fonds::test::page_of_lines(200);
    draw_code(page, CodeFormat::code128, label, 10, 5, 0.25);
    draw_code(page, CodeFormat::code128, label, 10, 40, 0.25);
    draw_code(page, CodeFormat::code39, "EMS7", 58, 22, 0.4);
    const auto codes = read_codes(page);
    REQUIRE(codes.size() == 3);
    CHECK(codes[0].text == label);
    CHECK(codes[1].text == "EMS7");
    CHECK(codes[2].text == label);
    CHECK(top_of(codes[2]) > 38 / 25.4 * 200);
}

TEST_CASE("Codes survive what scanners do to pages")
{
    using fonds::test::faded;
    using fonds::test::in_black_and_white;
    using fonds::test::leaning;
    using fonds::test::with_noise;
    struct Damage {
        const char* name;
        std::function<PageImage(const PageImage&)> apply;
    };
    const Damage damages[] = {
        {"upside down", [](const PageImage& page) { return turned(page, 180); }},
        {"on its side", [](const PageImage& page) { return turned(page, 90); }},
        {"on its other side", [](const PageImage& page) { return turned(page, 270); }},
        {"noise", [](const PageImage& page) { return with_noise(page, 25); }},
        {"noise, on its side", [](const PageImage& page) { return with_noise(turned(page, 90), 25); }},
        {"leaning", [](const PageImage& page) { return leaning(page, 4); }},
        {"leaning and black and white", [](const PageImage& page) { return in_black_and_white(leaning(page, -2), 150); }},
        {"faint", [](const PageImage& page) { return faded(page, 150, 215); }},
        {"on dark paper", [](const PageImage& page) { return faded(page, 10, 110); }},
        {"150 dpi", [](const PageImage& page) { return reduced(page, 0.75); }},
    };
    for (const Damage& damage : damages) {
        INFO(damage.name);
        CHECK(has_both(read_codes(damage.apply(labelled_page(200)))));
    }
}

TEST_CASE("A bar code smoothed along its bars keeps its place on the page")
{
    PageImage page = fonds::test::page_of_lines(150);
    draw_code(page, CodeFormat::code128, label, 10, 10, 0.25);
    const PageImage noisy = fonds::test::with_noise(turned(page, 90), 70);
    const auto codes = read_codes(noisy);
    REQUIRE(codes.size() == 1);
    CHECK(codes[0].source == CodeSource::blurred);
    // The label was at the upper left and now stands at the upper right, reading downwards.
    const double right_edge = noisy.width - 10 / 25.4 * 150;
    for (const fonds::Point& corner : codes[0].place) {
        CHECK(corner.x <= right_edge + 5);
        CHECK(corner.x >= right_edge - 10 / 25.4 * 150 - 5);
        CHECK(corner.y >= 10 / 25.4 * 150 - 10);
        CHECK(corner.y <= noisy.height / 2.0);
    }
}

TEST_CASE("Nothing is read where there is nothing, at either effort")
{
    for (const auto effort : {fonds::CodeRequest::Effort::once, fonds::CodeRequest::Effort::all}) {
        CHECK(read_codes({}, {effort}).empty());
        CHECK(read_codes(fonds::test::page_of_lines(200), {effort}).empty());
        CHECK(read_codes(fonds::test::with_noise(fonds::test::page_of_lines(150), 60), {effort}).empty());
        for (const int side : {1, 2, 17}) {
            PageImage tiny;
            tiny.width = tiny.height = side;
            tiny.pixels.assign(static_cast<std::size_t>(side * side), 128);
            CHECK(read_codes(tiny, {effort}).empty());
        }
    }
}

TEST_CASE("Colour pages are read through their ink")
{
    const PageImage grey = labelled_page(200);
    PageImage colour = grey;
    colour.channels = 3;
    colour.pixels.clear();
    for (const std::uint8_t value : grey.pixels)
        for (int channel = 0; channel < 3; ++channel) colour.pixels.push_back(channel == 2 ? value / 2 : value);
    CHECK(has_both(read_codes(colour)));
}

TEST_CASE("A page full of QR codes gives all of them, as a sheet of labels does")
{
    PageImage page = fonds::test::page_of_lines(200);
    std::ranges::fill(page.pixels, std::uint8_t{255});
    std::set<std::string> drawn, read;
    for (int i = 0; i < 30; ++i) {
        drawn.insert("FONDS:CODE:J001-HT.2024-D30-" + std::to_string(1000 + i));
        draw_code(page, CodeFormat::qr, *std::prev(drawn.end()), 4 + i % 5 * 19, 4 + i / 5 * 22, 0.5);
    }
    for (const PageCode& code : read_codes(page)) read.insert(code.text);
    CHECK(read == drawn);
}
