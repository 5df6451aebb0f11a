// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/label_sheet.hpp"

using namespace fonds;

namespace {

const Paper a4 = *paper_named("a4");

LabelSheet sheet(std::string_view text)
{
    auto parsed = parse_label_sheet(text, a4);
    INFO(text << (parsed.ok() ? "" : parsed.error().what.en));
    REQUIRE(parsed.ok());
    return *parsed;
}

std::string refusal(std::string_view text, const Paper& paper = a4)
{
    const auto parsed = parse_label_sheet(text, paper);
    INFO(text);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().kind == ErrorKind::usage);
    CHECK_FALSE(parsed.error().hint.zh.empty());
    return parsed.error().what.en;
}

}  // namespace

TEST_CASE("known sheets go by their size and by the number they are sold under, and all of them fit on A4")
{
    for (const KnownSheet& known : known_sheets()) {
        CHECK(sheet(known.name).labels() == known.columns * known.rows);
        CHECK(sheet(known.order).width == known.width);
    }
    CHECK(sheet(" l7160 ").name == "63.5x38.1");
    CHECK(sheet("70Ｘ37").rows == 8);
}

TEST_CASE("other sheets are described by their measures")
{
    const LabelSheet made = sheet("3x7:63.5x38.1:2.5x0");
    CHECK(made.columns == 3);
    CHECK(made.rows == 7);
    CHECK(made.height == 38.1);
    CHECK(made.gap_x == 2.5);
    CHECK(sheet("1x1:210x297").labels() == 1);
}

TEST_CASE("measures that cannot be are refused with the reason")
{
    CHECK(refusal("4x8:70x37") == "4 labels of 70 mm side by side need 280 mm; the paper has 210");
    CHECK(refusal("3x7:63.5x38.1:12x0") == "3 labels of 63.5 mm side by side need 214.5 mm; the paper has 210");
    CHECK(refusal("3x9:60x33:0x1").starts_with("9 labels of 33 mm above each other need 305 mm"));
    CHECK(refusal("70x37", *paper_named("letter")).find("need 296 mm; the paper has 279.4") != std::string::npos);
    CHECK(refusal("0x8:70x37").find("1 to 100") != std::string::npos);
    CHECK(refusal("3x-1:70x37").find("1 to 100") != std::string::npos);
    CHECK(refusal("10x10:9x9").find("too small") != std::string::npos);
    CHECK(refusal("3x8:70x37:-1x0").find("no number") != std::string::npos);
    CHECK(refusal("3x8:nanx37").find("no number") != std::string::npos);
    for (const char* nonsense : {"", "70", "70x", "3x8", "3x8:", "3x8:70", "3x8:70x37:", "3x8:70x37:1", "3x8:70x37:1x1:1",
                                 "axb:70x37", "99999999999x1:70x37"})
        CHECK(refusal(nonsense).find("no sheet of labels") != std::string::npos);
    CHECK_FALSE(paper_named("a5").ok());
    CHECK(paper_named("Letter")->width == 215.9);
}

TEST_CASE("labels lie row by row, from the place that was said, on as many sheets as they need")
{
    const LabelSheet avery = sheet("L7160");
    const LabelPlace first = place_of(avery, 1, 0);
    CHECK(first.page == 0);
    CHECK(first.left == Approx(7.25));
    CHECK(first.top == Approx(15.15));
    const LabelPlace second_row = place_of(avery, 1, 4);
    CHECK(second_row.left == Approx(7.25 + 66));
    CHECK(second_row.top == Approx(15.15 + 38.1));
    CHECK(place_of(avery, 20, 1).page == 0);
    CHECK(place_of(avery, 20, 2).page == 1);
    CHECK(place_of(avery, 20, 2).top == first.top);
}

TEST_CASE("a printer's offset is two lengths, and not a large one")
{
    CHECK(parse_print_offset("1.5,-0.8")->down == -0.8);
    CHECK(parse_print_offset(" -2, 0 ")->right == -2);
    for (const char* wrong : {"", "1", "1,", "1,2,3", "30,0", "0,-20.5", "nan,0", "x,y"})
        CHECK_FALSE(parse_print_offset(wrong).ok());
}

TEST_CASE("lengths have no more digits than they need")
{
    CHECK(in_millimetres(70) == "70");
    CHECK(in_millimetres(63.5) == "63.5");
    CHECK(in_millimetres(0.129) == "0.13");
}
