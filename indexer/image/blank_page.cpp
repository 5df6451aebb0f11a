// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "indexer/image/ink_map.hpp"

namespace fonds {

namespace {

// Millimetres. A small letter of 6 points is 1 mm high; specks of dust are smaller.
constexpr double least_mark = 1.4;
constexpr double least_crumb = 0.7;         // a letter of faint print that fell to pieces
constexpr int crumbs_beside = 4;            // that one of them has in its line; dust lies anywhere
constexpr std::size_t most_crumbs = 2'000;  // of a page that is worth looking at
constexpr double line_height = 3;
constexpr double line_reach = 25;  // to either side
constexpr double hole_least = 4;   // punched: 5 to 8 mm
constexpr double hole_most = 10;
constexpr double hole_from_edge = 30;  // its middle
constexpr double streak_width = 0.8;   // dirt on the scanner's glass draws a line down the whole page
constexpr double streak_share = 0.6;   // of the page
constexpr double edge_width = 2;       // shadow of the sheet's edge
constexpr double shadow_width = 15;    // of a book's back, of a sheet that does not lie flat
constexpr double shadow_share = 0.3;   // of the side it lies along
constexpr int shadow_step = 24;        // grey values between neighbouring pixels; print has more
constexpr double staple_least = 6;
constexpr double staple_most = 16;
constexpr double staple_width = 1.4;
constexpr double staple_bend = 0.5;      // mean distance from its straight line
constexpr double staple_reach = 30;      // from two edges
constexpr double word_gap = 1;           // between letters
constexpr double word_height = 0.9;      // of letters too small to be marks of their own
constexpr double word_difference = 0.3;  // of their upper and lower ends
constexpr int shines_through = 20;  // grey values: ink of the other side is paler than any print, and has no sharp edges
constexpr double soft_edge = 0.6;   // of a mark's depth between neighbouring pixels

struct Mark {
    int left = 0, top = 0, right = 0, bottom = 0;  // inclusive
    int area = 0, depth = 0, step = 0;
    int grey_step = 0;                            ///< between neighbours that are on the paper
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;  ///< sums over its pixels

    [[nodiscard]] int width() const { return right - left + 1; }
    [[nodiscard]] int height() const { return bottom - top + 1; }
};

/// Takes the ink that hangs together with (x, y), and wipes it out of `ink`.
Mark take_mark(const InkMap& map, std::vector<std::uint8_t>& ink, int x, int y)
{
    Mark mark{x, y, x, y};
    std::vector<std::pair<int, int>> open{{x, y}};
    ink[map.index(x, y)] = 0;
    while (!open.empty()) {
        const auto [at_x, at_y] = open.back();
        open.pop_back();
        const int depth = map.depth[map.index(at_x, at_y)];
        ++mark.area;
        mark.x += at_x;
        mark.y += at_y;
        mark.xx += static_cast<double>(at_x) * at_x;
        mark.yy += static_cast<double>(at_y) * at_y;
        mark.xy += static_cast<double>(at_x) * at_y;
        const int grey = map.grey.pixels[map.index(at_x, at_y)];
        mark.depth = std::max(mark.depth, depth);
        mark.left = std::min(mark.left, at_x);
        mark.right = std::max(mark.right, at_x);
        mark.top = std::min(mark.top, at_y);
        mark.bottom = std::max(mark.bottom, at_y);
        for (int j = std::max(0, at_y - 1); j <= std::min(map.grey.height - 1, at_y + 1); ++j)
            for (int i = std::max(0, at_x - 1); i <= std::min(map.grey.width - 1, at_x + 1); ++i) {
                const std::size_t next = map.index(i, j);
                mark.step = std::max(mark.step, depth - map.depth[next]);
                if (map.at_border[next] == 0) mark.grey_step = std::max(mark.grey_step, map.grey.pixels[next] - grey);
                if (ink[next] == 0) continue;
                ink[next] = 0;
                open.emplace_back(i, j);
            }
    }
    return mark;
}

bool is_hole(const InkMap& map, const Mark& mark)
{
    const int least = map.pixels(hole_least);
    const int most = map.pixels(hole_most);
    const auto fits = [=](int side) { return side >= least && side <= most; };
    const int x = (mark.left + mark.right) / 2;
    const int y = (mark.top + mark.bottom) / 2;
    const int from_edge = std::min({x, y, map.grey.width - x, map.grey.height - y});
    return fits(mark.width()) && fits(mark.height()) && from_edge <= map.pixels(hole_from_edge) &&
           std::abs(mark.width() - mark.height()) * 4 <= mark.width() &&
           mark.area * 100 >= mark.width() * mark.height() * 65;
}

bool is_streak(const InkMap& map, const Mark& mark)
{
    const int thin = map.pixels(streak_width);
    return (mark.width() <= thin && mark.height() > streak_share * map.grey.height) ||
           (mark.height() <= thin && mark.width() > streak_share * map.grey.width);
}

bool is_edge(const InkMap& map, const Mark& mark)
{
    const int thin = map.pixels(edge_width);
    return mark.right < thin || mark.bottom < thin || mark.left >= map.grey.width - thin ||
           mark.top >= map.grey.height - thin;
}

/// A dark strip along an edge that pales inwards without any sharp step: what is printed or written has one.
bool is_shadow(const InkMap& map, const Mark& mark)
{
    const int deep = map.pixels(shadow_width);
    const bool upright = mark.right < deep || mark.left >= map.grey.width - deep;
    const bool lying = mark.bottom < deep || mark.top >= map.grey.height - deep;
    const bool along = (upright && mark.height() >= shadow_share * map.grey.height) ||
                       (lying && mark.width() >= shadow_share * map.grey.width);
    return along && mark.grey_step <= shadow_step;
}

/// A straight bar, at any angle, near a corner.
bool is_staple(const InkMap& map, const Mark& mark)
{
    const int reach = map.pixels(staple_reach);
    const bool beside = mark.right < reach || mark.left >= map.grey.width - reach;
    const bool above = mark.bottom < reach || mark.top >= map.grey.height - reach;
    const double length = std::hypot(mark.width(), mark.height());
    if (!beside || !above || length < map.pixels(staple_least) || length > map.pixels(staple_most)) return false;
    if (mark.area > length * map.pixels(staple_width)) return false;
    const double x = mark.x / mark.area, y = mark.y / mark.area;
    const double xx = mark.xx / mark.area - x * x, yy = mark.yy / mark.area - y * y, xy = mark.xy / mark.area - x * y;
    const double across = (xx + yy) / 2 - std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    return std::sqrt(std::max(0.0, across)) <= map.pixels(staple_bend);
}

bool touches_border(const InkMap& map, const Mark& mark)
{
    for (int y = std::max(0, mark.top - 2); y <= std::min(map.grey.height - 1, mark.bottom + 2); ++y)
        for (int x = std::max(0, mark.left - 2); x <= std::min(map.grey.width - 1, mark.right + 2); ++x)
            if (map.at_border[map.index(x, y)] != 0)
                return mark.width() <= map.pixels(edge_width) || mark.height() <= map.pixels(edge_width);
    return false;
}

bool make_a_line(const InkMap& map, const std::vector<Mark>& crumbs)
{
    const int high = map.pixels(line_height) / 2;
    const int wide = map.pixels(line_reach);
    return std::any_of(crumbs.begin(), crumbs.end(), [&](const Mark& one) {
        return std::count_if(crumbs.begin(), crumbs.end(), [&](const Mark& other) {
                   return std::abs(other.top - one.top) <= high && std::abs(other.left - one.left) <= wide;
               }) > crumbs_beside;
    });
}

/// Two crumbs side by side, as high as each other, are letters of a small word.
bool make_a_word(const InkMap& map, const std::vector<Mark>& crumbs)
{
    const int gap = map.pixels(word_gap);
    const int high = map.pixels(word_height);
    const int difference = map.pixels(word_difference);
    for (const Mark& one : crumbs)
        for (const Mark& other : crumbs)
            if (other.left > one.right && other.left - one.right <= gap && one.height() >= high && other.height() >= high &&
                std::abs(other.top - one.top) <= difference && std::abs(other.bottom - one.bottom) <= difference)
                return true;
    return false;
}

}  // namespace

bool is_blank(const InkMap& map)
{
    std::vector<std::uint8_t> ink(map.depth.size());
    for (std::size_t i = 0; i < ink.size(); ++i) ink[i] = map.is_ink(i) ? 1 : 0;
    std::vector<Mark> crumbs;
    for (int y = 0; y < map.grey.height; ++y)
        for (int x = 0; x < map.grey.width; ++x) {
            if (ink[map.index(x, y)] == 0) continue;
            const Mark mark = take_mark(map, ink, x, y);
            const int size = std::max(mark.width(), mark.height());
            if (size < map.pixels(least_crumb) || mark.area < 3) continue;
            if (is_hole(map, mark) || is_streak(map, mark) || is_edge(map, mark) || touches_border(map, mark)) continue;
            if (is_shadow(map, mark) || is_staple(map, mark)) continue;
            if (mark.depth < shines_through && mark.step < soft_edge * mark.depth) continue;
            if (size >= map.pixels(least_mark)) return false;
            crumbs.push_back(mark);
            if (crumbs.size() > most_crumbs) return false;
        }
    return !make_a_line(map, crumbs) && !make_a_word(map, crumbs);
}

}  // namespace fonds
