// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
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
constexpr int shines_through = 20;     // grey values: ink of the other side is paler than any print, and has no sharp edges
constexpr double soft_edge = 0.6;      // of a mark's depth between neighbouring pixels

struct Mark {
    int left = 0, top = 0, right = 0, bottom = 0;  // inclusive
    int area = 0, depth = 0, step = 0;

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
        mark.depth = std::max(mark.depth, depth);
        mark.left = std::min(mark.left, at_x);
        mark.right = std::max(mark.right, at_x);
        mark.top = std::min(mark.top, at_y);
        mark.bottom = std::max(mark.bottom, at_y);
        for (int j = std::max(0, at_y - 1); j <= std::min(map.grey.height - 1, at_y + 1); ++j)
            for (int i = std::max(0, at_x - 1); i <= std::min(map.grey.width - 1, at_x + 1); ++i) {
                const std::size_t next = map.index(i, j);
                mark.step = std::max(mark.step, depth - map.depth[next]);
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
            if (mark.depth < shines_through && mark.step < soft_edge * mark.depth) continue;
            if (size >= map.pixels(least_mark)) return false;
            crumbs.push_back(mark);
            if (crumbs.size() > most_crumbs) return false;
        }
    return !make_a_line(map, crumbs);
}

}  // namespace fonds
