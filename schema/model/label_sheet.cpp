// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/label_sheet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::array all_papers{Paper{"a4", 210, 297}, Paper{"a3", 297, 420}, Paper{"letter", 215.9, 279.4}};

constexpr std::array all_sheets{
    KnownSheet{"70x37", "3474", 3, 8, 70, 37, 0, 0},
    KnownSheet{"63.5x38.1", "L7160", 3, 7, 63.5, 38.1, 2.5, 0},
    KnownSheet{"99.1x38.1", "L7163", 2, 7, 99.1, 38.1, 2.5, 0},
    KnownSheet{"48.5x25.4", "L4736", 4, 10, 48.5, 25.4, 0, 0},
    KnownSheet{"38.1x21.2", "L7651", 5, 13, 38.1, 21.2, 2.5, 0},
};

constexpr int most_in_a_row = 100;
constexpr double least_side = 10;
constexpr double farthest_offset = 20;
constexpr double rounding = 0.01;  // sheets are described in tenths

std::string lower(std::string_view text)
{
    std::string result = half_width(text);
    std::erase(result, ' ');
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    return result;
}

/// "WIDTHxHEIGHT" or with another sign between.
template <class Number>
std::optional<std::pair<Number, Number>> two_numbers(std::string_view text, char between)
{
    std::pair<Number, Number> numbers{};
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, numbers.first);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != between) return {};
    const auto second = std::from_chars(first.ptr + 1, end, numbers.second);
    if (second.ec != std::errc() || second.ptr != end) return {};
    return numbers;
}

Error no_measures(std::string_view text)
{
    std::string names;
    for (const KnownSheet& sheet : all_sheets) names += (names.empty() ? "" : ", ") + std::string(sheet.name);
    return error(ErrorKind::usage, say("{} is no sheet of labels", "没有标签纸 {}", {text}))
        .with_hint(
            say("Known sheets: {}. Others by their measures in mm: COLUMNSxROWS:WIDTHxHEIGHT[:GAPXxGAPY], such as "
                "3x7:63.5x38.1:2.5x0.",
                "已知的标签纸:{}。其他的请按尺寸(毫米)给出:列x行:宽x高[:横向间隔x纵向间隔],例如 3x7:63.5x38.1:2.5x0。",
                {names}));
}

Error impossible(Text why)
{
    return error(ErrorKind::usage, std::move(why))
        .with_hint(say("Measure one label, and count columns and rows.", "请量一枚标签的尺寸,并数清列数与行数。"));
}

}  // namespace

std::span<const Paper> papers()
{
    return all_papers;
}

std::span<const KnownSheet> known_sheets()
{
    return all_sheets;
}

Result<Paper> paper_named(std::string_view name)
{
    const auto found =
        std::ranges::find(all_papers, lower(name), [](const Paper& paper) { return std::string(paper.name); });
    if (found != all_papers.end()) return *found;
    std::string names;
    for (const Paper& paper : all_papers) names += (names.empty() ? "" : ", ") + std::string(paper.name);
    return error(ErrorKind::usage, say("There is no paper {}", "没有纸张规格 {}", {name}))
        .with_hint(say("Known: {}.", "可用:{}。", {names}));
}

Result<void> check(const LabelSheet& sheet)
{
    for (const double length : {sheet.width, sheet.height, sheet.gap_x, sheet.gap_y, sheet.paper.width, sheet.paper.height})
        if (!std::isfinite(length) || length < 0)
            return impossible(say("A length is no number of millimetres", "长度须为不小于零的毫米数"));
    if (sheet.columns < 1 || sheet.rows < 1 || sheet.columns > most_in_a_row || sheet.rows > most_in_a_row)
        return impossible(say("A sheet has 1 to {} columns and rows", "列数与行数须为 1 到 {}", {most_in_a_row}));
    if (sheet.width < least_side || sheet.height < least_side)
        return impossible(say("A label of {} x {} mm is too small for a code that can be read",
                              "{} x {} 毫米的标签放不下可读的条码",
                              {in_millimetres(sheet.width), in_millimetres(sheet.height)}));
    const double across = sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap_x;
    const double down = sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gap_y;
    if (across > sheet.paper.width + rounding)
        return impossible(
            say("{} labels of {} mm side by side need {} mm; the paper has {}",
                "{} 枚宽 {} 毫米的标签并排需 {} 毫米,纸张只有 {} 毫米",
                {sheet.columns, in_millimetres(sheet.width), in_millimetres(across), in_millimetres(sheet.paper.width)}));
    if (down > sheet.paper.height + rounding)
        return impossible(
            say("{} labels of {} mm above each other need {} mm; the paper has {}",
                "{} 枚高 {} 毫米的标签上下排列需 {} 毫米,纸张只有 {} 毫米",
                {sheet.rows, in_millimetres(sheet.height), in_millimetres(down), in_millimetres(sheet.paper.height)}));
    return {};
}

Result<LabelSheet> parse_label_sheet(std::string_view text, const Paper& paper)
{
    const std::string wanted = lower(text);
    LabelSheet sheet;
    sheet.name = wanted;
    sheet.paper = paper;
    for (const KnownSheet& known : all_sheets) {
        if (known.name != wanted && lower(known.order) != wanted) continue;
        sheet.name = known.name;
        sheet.columns = known.columns;
        sheet.rows = known.rows;
        sheet.width = known.width;
        sheet.height = known.height;
        sheet.gap_x = known.gap_x;
        sheet.gap_y = known.gap_y;
        TRY(check(sheet));
        return sheet;
    }
    const auto colon = wanted.find(':');
    if (colon == std::string::npos) return no_measures(text);
    const std::string_view rest = std::string_view(wanted).substr(colon + 1);
    const auto count = two_numbers<int>(std::string_view(wanted).substr(0, colon), 'x');
    const auto size = two_numbers<double>(rest.substr(0, rest.find(':')), 'x');
    if (!count || !size) return no_measures(text);
    std::tie(sheet.columns, sheet.rows) = *count;
    std::tie(sheet.width, sheet.height) = *size;
    if (const auto second = rest.find(':'); second != std::string_view::npos) {
        const auto gaps = two_numbers<double>(rest.substr(second + 1), 'x');
        if (!gaps) return no_measures(text);
        std::tie(sheet.gap_x, sheet.gap_y) = *gaps;
    }
    TRY(check(sheet));
    return sheet;
}

Result<PrintOffset> parse_print_offset(std::string_view text)
{
    const auto lengths = two_numbers<double>(lower(text), ',');
    if (!lengths || !(std::abs(lengths->first) <= farthest_offset) || !(std::abs(lengths->second) <= farthest_offset))
        return error(ErrorKind::usage, say("{} is no offset", "{} 不是有效的偏移", {text}))
            .with_hint(say("Two lengths in mm, to the right and downwards, up to {}: 1.5,-0.8.",
                           "请给出向右、向下的毫米数,不超过 {}:1.5,-0.8。", {static_cast<int>(farthest_offset)}));
    return PrintOffset{lengths->first, lengths->second};
}

LabelPlace place_of(const LabelSheet& sheet, int start, int index)
{
    const int at = start - 1 + index;
    const int on_page = at % sheet.labels();
    const double across = sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap_x;
    const double down = sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gap_y;
    LabelPlace place;
    place.page = at / sheet.labels();
    place.left = (sheet.paper.width - across) / 2 + on_page % sheet.columns * (sheet.width + sheet.gap_x);
    place.top = (sheet.paper.height - down) / 2 + on_page / sheet.columns * (sheet.height + sheet.gap_y);
    return place;
}

std::string in_millimetres(double length)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::round(length * 100) / 100,
                                   std::chars_format::fixed, 2);
    if (end.ec != std::errc()) return "?";
    std::string text(digits.data(), end.ptr);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace fonds
