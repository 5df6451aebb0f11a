// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/reading_order.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace fonds {

namespace {

// What makes a column of running text: so many lines, so long against the column, so much wider than high.
constexpr std::size_t fewest_lines = 5;
constexpr float fullness = 0.75F;
constexpr float least_shape = 8;

/// A box as it would be if the page did not lean.
struct Level {
    float left = 0, right = 0, top = 0, bottom = 0;
    std::size_t index = 0;
    bool tall = false;
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] float middle() const { return (top + bottom) / 2; }
};

using Row = std::vector<Level>;
using Rows = std::vector<Row>;

std::vector<Level> levelled(const std::vector<TextBox>& boxes)
{
    const float radians = -skew_of(boxes) * std::numbers::pi_v<float> / 180;
    const float c = std::cos(radians), s = std::sin(radians);
    std::vector<Level> levels;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Point at = boxes[i].centre();
        const float x = at.x * c - at.y * s, y = at.x * s + at.y * c;
        const float w = boxes[i].width() / 2, h = boxes[i].height() / 2;
        levels.push_back({x - w, x + w, y - h, y + h, i, boxes[i].tall()});
    }
    return levels;
}

/// Does a box stand in a row? By the box of the row that is nearest beside it: rows of curved pages bend.
bool belongs(const Row& row, const Level& level)
{
    if (level.tall) return false;
    const Level* nearest = nullptr;
    float least = 0;
    for (const Level& other : row) {
        const float gap = std::max(other.left - level.right, level.left - other.right);
        if (nearest == nullptr || gap < least) {
            nearest = &other;
            least = gap;
        }
    }
    if (nearest == nullptr || nearest->tall) return false;
    const float shared = std::min(nearest->bottom, level.bottom) - std::max(nearest->top, level.top);
    const bool beside = least > -0.3F * std::min(nearest->right - nearest->left, level.right - level.left);
    return beside && shared >= 0.5F * std::min(nearest->height(), level.height());
}

Rows rows_of(std::vector<Level> levels)
{
    const auto place = [](const Level& level) { return level.tall ? level.top : level.middle(); };
    std::ranges::sort(levels, {}, place);
    Rows rows;
    for (const Level& level : levels) {
        // Boxes of one row come close together in this order, not always one after the other.
        const std::size_t back = std::min<std::size_t>(rows.size(), 3);
        const auto row = std::find_if(rows.end() - static_cast<std::ptrdiff_t>(back), rows.end(),
                                      [&](const Row& candidate) { return belongs(candidate, level); });
        if (row == rows.end()) {
            rows.push_back({level});
        } else {
            row->push_back(level);
        }
    }
    for (Row& row : rows) std::ranges::sort(row, {}, &Level::left);
    return rows;
}

/// Do these boxes fill a column, as running text does?
bool is_running_text(const std::vector<Level>& boxes)
{
    if (boxes.size() < fewest_lines) return false;
    float left = boxes[0].left, right = boxes[0].right;
    std::vector<float> widths, heights;
    for (const Level& box : boxes) {
        left = std::min(left, box.left);
        right = std::max(right, box.right);
        widths.push_back(box.right - box.left);
        heights.push_back(box.height());
    }
    const auto median = [](std::vector<float>& values) {
        std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
        return values[values.size() / 2];
    };
    const float column = right - left;
    return median(widths) >= fullness * column && column >= least_shape * median(heights);
}

/// Rows first to last (one behind) that a gutter at x parts into two columns.
struct Columns {
    std::size_t first = 0, last = 0;
    std::vector<Level> left, right;
    [[nodiscard]] bool found() const { return last > first; }
};

Columns longest_run(const Rows& rows, float x)
{
    Columns best, run;
    const auto close = [&](std::size_t end) {
        run.last = end;
        if (run.left.size() + run.right.size() > best.left.size() + best.right.size() && is_running_text(run.left) &&
            is_running_text(run.right)) {
            best = run;
        }
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool crossed = std::ranges::any_of(rows[i], [x](const Level& box) { return box.left < x && box.right > x; });
        if (crossed) {
            close(i);
            run = {};
            run.first = i + 1;
            continue;
        }
        for (const Level& box : rows[i]) (box.right <= x ? run.left : run.right).push_back(box);
    }
    close(rows.size());
    return best;
}

Columns columns_in(const Rows& rows)
{
    std::vector<float> gutters;
    for (const Row& row : rows)
        for (std::size_t i = 1; i < row.size(); ++i)
            if (row[i].left > row[i - 1].right) gutters.push_back((row[i].left + row[i - 1].right) / 2);
    std::ranges::sort(gutters);
    Columns best;
    float last = -1e9F;
    for (const float x : gutters) {
        if (x < last + 8) continue;
        last = x;
        Columns found = longest_run(rows, x);
        if (found.found() && found.left.size() + found.right.size() > best.left.size() + best.right.size())
            best = std::move(found);
    }
    return best;
}

void read_rows(const Rows& rows, std::vector<std::size_t>& order)
{
    const Columns columns = columns_in(rows);
    if (!columns.found()) {
        for (const Row& row : rows)
            for (const Level& box : row) order.push_back(box.index);
        return;
    }
    const auto part = [&](std::size_t from, std::size_t to) {
        return Rows(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(to));
    };
    read_rows(part(0, columns.first), order);
    read_rows(rows_of(columns.left), order);
    read_rows(rows_of(columns.right), order);
    read_rows(part(columns.last, rows.size()), order);
}

}  // namespace

float skew_of(const std::vector<TextBox>& boxes)
{
    std::vector<std::pair<float, float>> leans;  // with their weights
    float total = 0;
    for (const TextBox& box : boxes) {
        if (box.width() < 3 * box.height()) continue;
        leans.emplace_back(box.lean(), box.width());
        total += box.width();
    }
    std::ranges::sort(leans);
    float sum = 0;
    for (const auto& [lean, weight] : leans)
        if ((sum += weight) >= total / 2) return lean;
    return 0;
}

void into_reading_order(std::vector<TextBox>& boxes)
{
    std::vector<std::size_t> order;
    read_rows(rows_of(levelled(boxes)), order);
    std::vector<TextBox> sorted;
    for (const std::size_t index : order) sorted.push_back(boxes[index]);
    boxes = std::move(sorted);
}

void into_vertical_order(std::vector<TextBox>& boxes)
{
    std::ranges::sort(boxes, std::greater{}, [](const TextBox& box) { return box.centre().x; });
    // Boxes that share most of their width are one column.
    for (auto begin = boxes.begin(); begin != boxes.end();) {
        const auto end = std::find_if(begin, boxes.end(), [&](const TextBox& box) {
            return begin->centre().x - box.centre().x > std::min(begin->width(), box.width()) / 2;
        });
        std::sort(begin, end, [](const TextBox& a, const TextBox& b) { return a.centre().y < b.centre().y; });
        begin = end;
    }
}

}  // namespace fonds
