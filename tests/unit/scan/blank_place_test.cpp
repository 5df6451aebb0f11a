// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/scan/blank_place.hpp"

using namespace fonds;

namespace {

constexpr double points = 72 / 25.4;
constexpr double width = 45 * points, height = 16 * points;

/// A4 at four pixels a millimetre on paper of some grey.
class Sheet {
public:
    explicit Sheet(std::uint8_t paper = 255)
    {
        image_.width = 840;
        image_.height = 1188;
        image_.pixels.assign(840 * 1188, paper);
    }
    /// Millimetres.
    Sheet& ink(int left, int top, int wide, int high, std::uint8_t grey = 0)
    {
        for (int y = top * 4; y < (top + high) * 4; ++y)
            for (int x = left * 4; x < (left + wide) * 4; ++x) image_.pixels[static_cast<std::size_t>(y * 840 + x)] = grey;
        return *this;
    }
    Sheet& dot(int x, int y)
    {
        image_.pixels[static_cast<std::size_t>(y * 840 + x)] = 0;
        return *this;
    }
    [[nodiscard]] BlankPlace place() const
    {
        return blank_place({image_, 210 * points, 297 * points, 0, 0, points / 4, points / 4}, width, height);
    }

private:
    PageImage image_;
};

double millimetres(double length)
{
    return length / points;
}

}  // namespace

TEST_CASE("a stamp goes to the right of an empty upper margin")
{
    const BlankPlace place = Sheet().ink(20, 40, 170, 200).place();
    CHECK(place.where == TopPlace::right);
    CHECK_FALSE(place.covers);
    CHECK(place.scale == 1);
    CHECK(millimetres(place.left) == Approx(210 - 45 - 10));
    CHECK(millimetres(place.top) == Approx(6));
}

TEST_CASE("what stands in the margin is gone round: the middle, the left, and further down")
{
    CHECK(Sheet().ink(140, 2, 68, 30).place().where == TopPlace::centre);
    CHECK(Sheet().ink(60, 2, 148, 30).place().where == TopPlace::left);
    const BlankPlace lower = Sheet().ink(2, 2, 206, 30).ink(2, 60, 206, 200).place();
    CHECK_FALSE(lower.covers);
    CHECK(millimetres(lower.top) > 33);
    CHECK(millimetres(lower.top) + 16 < 60);
    // A logo at the very corner pushes it aside.
    const BlankPlace aside = Sheet().ink(190, 4, 16, 30).place();
    CHECK(aside.where == TopPlace::right);
    CHECK(millimetres(aside.left) + 45 < 190);
}

TEST_CASE("thin lines are something, specks and grey paper are nothing")
{
    Sheet lined;
    for (int y = 0; y < 1188; y += 40)
        for (int x = 0; x < 840; ++x) lined.dot(x, y);
    CHECK(lined.place().covers);
    CHECK_FALSE(Sheet(214).place().covers);
    CHECK_FALSE(Sheet().dot(700, 50).dot(640, 60).place().covers);
    CHECK(Sheet().dot(700, 50).place().where == TopPlace::right);
}

TEST_CASE("a full page is covered at the upper right; a page smaller than the stamp makes it smaller")
{
    const BlankPlace full = Sheet().ink(2, 2, 206, 290, 0).ink(0, 150, 210, 147, 255).place();
    CHECK(full.covers);
    CHECK(full.where == TopPlace::right);
    const PageImage none;
    const BlankPlace small = blank_place({none, 30 * points, 30 * points}, width, height);
    CHECK(small.scale == Approx(26.0 / 45));
    CHECK(small.left >= 0);
    CHECK(millimetres(small.left) + 45 * small.scale <= 30.01);
    const BlankPlace tiny = blank_place({none, 3, 2}, width, height);
    CHECK(tiny.covers);
    CHECK(tiny.scale * width <= 3.01);
}
