// SPDX-License-Identifier: GPL-3.0-or-later
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/scan/layer_content.hpp"
#include "indexer/scan/layer_font.hpp"

using namespace fonds;

namespace {

struct Shown {
    std::string codes;
    double scale = 0;
};

/// What the operators of a layer with one line say.
struct Layer {
    double size = 0;
    double matrix[6] = {};
    std::vector<Shown> shown;
};

Layer parsed(const std::string& content)
{
    REQUIRE(content.starts_with("q BT 3 Tr 0 Tc 0 Tw 0 Ts\n"));
    REQUIRE(content.ends_with("ET Q\n"));
    Layer layer;
    std::istringstream words(content.substr(content.find('\n') + 1));
    std::vector<std::string> operands;
    for (std::string word; words >> word;) {
        if (word == "Tf") layer.size = std::stod(operands.at(1));
        if (word == "Tm")
            for (std::size_t i = 0; i < 6; ++i) layer.matrix[i] = std::stod(operands.at(i));
        if (word == "Tz") layer.shown.push_back({{}, std::stod(operands.at(0))});
        if (word == "Tj") layer.shown.back().codes = operands.at(0);
        const bool is_operator = word == "Tf" || word == "Tm" || word == "Tz" || word == "Tj";
        if (is_operator)
            operands.clear();
        else
            operands.push_back(word);
    }
    return layer;
}

ScannedPage page_of(const OcrLine& line)
{
    ScannedPage page;
    page.width = 600;
    page.height = 800;
    page.lines = {line};
    return page;
}

constexpr Quad upright{{{100, 100}, {300, 100}, {300, 120}, {100, 120}}};
constexpr PageFrame sheet{0, 0, 600, 800, 0};

Layer layer_of(const std::vector<OcrWord>& words, const Quad& quad = upright, const PageFrame& frame = sheet)
{
    LayerCodes codes;
    return parsed(layer_content(page_of({quad, 0.9F, words}), frame, "F", codes));
}

/// Points from the line's beginning to the end of what is shown first … last.
double advance_of(const Layer& layer, std::size_t count)
{
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<double>((layer.shown[i].codes.size() - 2) / 4) * layer_advance * layer.size *
               layer.shown[i].scale / 100;
    return sum;
}

}  // namespace

TEST_CASE("a line is as high as its quad and each word as wide as its box")
{
    const Layer layer = layer_of({{"采购合同", 0, 1, 0.9F, false}});
    CHECK(layer.size == Approx(20));
    CHECK(layer.matrix[0] == 1);
    CHECK(layer.matrix[3] == 1);
    CHECK(layer.matrix[4] == Approx(100));
    CHECK(layer.matrix[5] == Approx(800 - 120 + 0.2 * 20));
    REQUIRE(layer.shown.size() == 1);
    CHECK(layer.shown[0].codes == "<91C78D2D5408540C>");
    CHECK(advance_of(layer, 1) == Approx(200).margin(0.1));
}

TEST_CASE("words touch in the middle of their gap, and a space fills its gap")
{
    const Layer touching = layer_of({{"a", 0, 0.4F, 0.9F, false}, {"b", 0.5F, 1, 0.9F, false}});
    REQUIRE(touching.shown.size() == 2);
    CHECK(advance_of(touching, 1) == Approx(90).margin(0.1));
    CHECK(advance_of(touching, 2) == Approx(200).margin(0.1));

    const Layer parted = layer_of({{"a", 0.1F, 0.4F, 0.9F, true}, {"b", 0.5F, 0.9F, 0.9F, true}});
    REQUIRE(parted.shown.size() == 3);
    CHECK(parted.matrix[4] == Approx(120));
    CHECK(parted.shown[1].codes == "<0020>");
    CHECK(advance_of(parted, 1) == Approx(60).margin(0.1));
    CHECK(advance_of(parted, 2) == Approx(80).margin(0.1));
    CHECK(advance_of(parted, 3) == Approx(160).margin(0.1));

    // Boxes that meet: the space takes what extractors need from both.
    const Layer tight = layer_of({{"a", 0, 0.5F, 0.9F, false}, {"b", 0.5F, 1, 0.9F, true}});
    REQUIRE(tight.shown.size() == 3);
    CHECK(advance_of(tight, 2) - advance_of(tight, 1) == Approx(5).margin(0.1));
    CHECK(advance_of(tight, 3) == Approx(200).margin(0.1));
}

TEST_CASE("words whose boxes overlap or are empty keep their order and do no harm")
{
    const Layer layer =
        layer_of({{"a", 0, 0.8F, 0.9F, false}, {"b", 0.3F, 0.5F, 0.9F, false}, {"c", 0.5F, 0.5F, 0.9F, true}});
    for (const Shown& shown : layer.shown) CHECK(shown.scale >= 0.01);
    CHECK(layer.shown.front().codes == "<0061>");
    CHECK(layer.shown.back().codes == "<0063>");
    LayerCodes codes;
    CHECK(layer_content(page_of({{}, 0.9F, {{"a", 0, 1, 0.9F, false}}}), sheet, "F", codes).empty());
    CHECK(layer_content(page_of({upright, 0.9F, {}}), sheet, "F", codes).empty());
    ScannedPage without_size = page_of({upright, 0.9F, {{"a", 0, 1, 0.9F, false}}});
    without_size.width = 0;
    CHECK(layer_content(without_size, sheet, "F", codes).empty());
}

TEST_CASE("the matrix follows the line and the page")
{
    struct Turn {
        int rotation;
        double along_x, along_y, x, y;
    };
    // The page as shown is 600 wide and 800 high; a corner of its box stands at (10, 20) in its own space.
    for (const Turn& turn : {Turn{0, 1, 0, 110, 20 + 800 - 116}, Turn{90, 0, 1, 10 + 116, 20 + 100},
                             Turn{180, -1, 0, 10 + 600 - 100, 20 + 116}, Turn{270, 0, -1, 10 + 800 - 116, 20 + 600 - 100}}) {
        CAPTURE(turn.rotation);
        const bool sideways = turn.rotation % 180 != 0;
        const PageFrame frame{10, 20, sideways ? 810.0 : 610.0, sideways ? 620.0 : 820.0, turn.rotation};
        const Layer layer = layer_of({{"a", 0, 1, 0.9F, false}}, upright, frame);
        CHECK(layer.matrix[0] == Approx(turn.along_x).margin(1e-6));
        CHECK(layer.matrix[1] == Approx(turn.along_y).margin(1e-6));
        CHECK(layer.matrix[2] == Approx(-turn.along_y).margin(1e-6));
        CHECK(layer.matrix[4] == Approx(turn.x).margin(0.01));
        CHECK(layer.matrix[5] == Approx(turn.y).margin(0.01));
    }
    // Read from above to below: 20 points wide, at x 480 to 500.
    const Layer down = layer_of({{"a", 0, 1, 0.9F, false}}, {{{500, 200}, {500, 400}, {480, 400}, {480, 200}}});
    CHECK(down.size == Approx(20));
    CHECK(down.matrix[1] == Approx(-1));
    CHECK(down.matrix[4] == Approx(484));
    CHECK(down.matrix[5] == Approx(600));
    CHECK(advance_of(down, 1) == Approx(200).margin(0.1));
}

TEST_CASE("characters beyond the basic plane have codes that no other has")
{
    LayerCodes codes;
    CHECK(codes.code_of(U'合') == 0x5408);
    const auto first = codes.code_of(U'\U00020BB7');
    CHECK(first == 0xD800);
    CHECK(codes.code_of(U'\U0002123D') == 0xD801);
    CHECK(codes.code_of(U'\U00020BB7') == first);
    const std::string map = to_unicode(codes.others());
    CHECK(map.find("<D800> <D842DFB7>") != std::string::npos);
    CHECK(map.find("<5400> <54FF> <5400>") != std::string::npos);
    CHECK(map.find("<D800> <D8FF>") == std::string::npos);
    for (char32_t c = 0x30000; c < 0x30000 + 0x7FE; ++c) CHECK(codes.code_of(c) >= 0xD800);
    CHECK(codes.code_of(0x31000) == 0xFFFD);
}

TEST_CASE("the font is whole: its tables lie in it, and its sum is what the format wants")
{
    const std::string font = empty_font();
    const auto number = [&](std::size_t at, int bytes) {
        std::uint32_t value = 0;
        for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(font.at(at++));
        return value;
    };
    REQUIRE(font.size() % 4 == 0);
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < font.size(); at += 4) sum += number(at, 4);
    CHECK(sum == 0xB1B0AFBA);
    const std::uint32_t tables = number(4, 2);
    CHECK(tables == 8);
    std::string before;
    for (std::uint32_t i = 0; i < tables; ++i) {
        const std::size_t entry = 12 + 16 * i;
        const std::string tag = font.substr(entry, 4);
        CHECK(before < tag);
        before = tag;
        CHECK(number(entry + 8, 4) % 4 == 0);
        CHECK(number(entry + 8, 4) + number(entry + 12, 4) <= font.size());
        if (tag == "head") CHECK(number(entry + 12, 4) == 54);
        if (tag == "hhea") CHECK(number(entry + 12, 4) == 36);
        if (tag == "maxp") CHECK(number(entry + 12, 4) == 32);
        if (tag == "post") CHECK(number(entry + 12, 4) == 32);
    }
    CHECK(one_glyph_for_all().size() == 131'072);
}
