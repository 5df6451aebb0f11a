// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/page_range.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::array<std::string_view, 10> dashes{"-", "~", "–", "—", "―", "－", "～", "〜", "至", "到"};

Error no_page_range(std::string_view text)
{
    return error(ErrorKind::usage, say("Not a range of pages: {}", "不是有效的页号范围:{}", {text}))
        .with_hint(say("Write 1-5, 0001～0005, 1至5 or a single page; pages are counted from 1.",
                       "请写 1-5、0001～0005、1至5 或单个页号;页号从 1 起。"));
}

Error contradiction(const PageRange& range, std::int32_t count)
{
    return error(ErrorKind::usage, say(range.count() == 1 ? "Page {} is {} page, not {}" : "Pages {} are {} pages, not {}",
                                       "页号 {} 为 {} 页,与页数 {} 不符", {range.text(), range.count(), count}))
        .with_hint(say("Correct the range or the count.", "请更正页号或页数。"));
}

Error only_last(std::string_view last)
{
    return error(ErrorKind::usage, say("Only the last page is given: {}", "只填了最后一页的页号:{}", {last}))
        .with_hint(say("Say the first one too: column page_from, or the whole range in page_range.",
                       "请同时填写“起始页号”,或在“页号”列填写完整范围。"));
}

Error two_ranges(std::string_view one, std::string_view other)
{
    return error(ErrorKind::usage,
                 say("The columns of pages contradict each other: {} and {}", "页号各列互相矛盾:{} 与 {}", {one, other}))
        .with_hint(say("Correct one of them, or leave it empty.", "请更正其一,或将其留空。"));
}

bool agree(const PageRange& one, const PageRange& other)
{
    return one.open() || other.open() || one.last == other.last;
}

/// Between 第 and 页, and without blanks.
std::string bare(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string_view rest = trimmed(folded);
    constexpr std::string_view before = "第", behind = "页";
    if (rest.starts_with(before)) rest.remove_prefix(before.size());
    if (rest.ends_with(behind)) rest.remove_suffix(behind.size());
    return std::string(trimmed(rest));
}

std::optional<std::int32_t> whole(std::string_view text)
{
    text = trimmed(text);
    std::int32_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size() || number < 0 ||
        number > largest_page_number)
        return std::nullopt;
    return number;
}

Result<std::int32_t> item_number(std::string_view text)
{
    const auto number = whole(half_width(text));
    if (number && *number > 0) return *number;
    return error(ErrorKind::usage, say("Not an item number: {}", "不是有效的件号:{}", {text}))
        .with_hint(say("Items of a folder are counted from 1.", "卷内件号从 1 起。"));
}

}  // namespace

std::string PageRange::text() const
{
    if (empty()) return {};
    return open() || first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

Result<PageRange> parse_page_range(std::string_view text)
{
    const std::string folded = bare(text);
    const std::string_view rest = folded;
    std::size_t at = rest.size(), behind = rest.size();
    for (const std::string_view dash : dashes)
        if (const auto found = rest.find(dash); found != rest.npos && found < at) {
            at = found;
            behind = found + dash.size();
        }
    const auto first = whole(rest.substr(0, at));
    if (!first || *first < 1) return no_page_range(text);
    if (at == rest.size()) return PageRange{*first, 0};
    const auto last = whole(rest.substr(behind));
    if (!last || *last < *first) return no_page_range(text);
    return PageRange{*first, *last};
}

Result<std::int32_t> parse_page_count(std::string_view text)
{
    if (const auto count = whole(bare(text))) return *count;
    return error(ErrorKind::usage, say("Not a number of pages: {}", "不是有效的页数:{}", {text}))
        .with_hint(say("Write a whole number from 0 to {}.", "请写 0 到 {} 的整数。", {largest_page_number}));
}

Result<void> check_page_count(const PageRange& range, std::int32_t counted)
{
    if (range.count() > 0 && counted > 0 && range.count() != counted) return contradiction(range, counted);
    return {};
}

Result<PagePlace> read_page_cells(const PageCells& cells)
{
    PagePlace place;
    if (!cells.count.empty()) {
        TRY_ASSIGN(place.count, parse_page_count(cells.count));
    }
    if (!cells.item.empty()) {
        TRY_ASSIGN(place.item, item_number(cells.item));
    }
    const std::string_view written = !cells.range.empty() ? cells.range : cells.first;
    if (written.empty()) {
        if (!cells.last.empty()) return only_last(cells.last);
        return place;
    }
    TRY_ASSIGN(place.range, parse_page_range(written));
    if (!cells.range.empty() && !cells.first.empty()) {
        TRY_ASSIGN(const PageRange first, parse_page_range(cells.first));
        if (first.first != place.range.first || !agree(first, place.range)) return two_ranges(cells.range, cells.first);
        if (place.range.open()) place.range = first;
    }
    if (!cells.last.empty()) {
        TRY_ASSIGN(const PageRange last, parse_page_range(cells.last));
        const std::int32_t end = last.open() ? last.first : last.last;
        if (end < place.range.first) return no_page_range(std::string(written) + "-" + std::string(cells.last));
        if (!place.range.open() && place.range.last != end) return two_ranges(written, cells.last);
        place.range.last = end;
    } else if (place.range.open() && place.count > 1 && place.item == place.range.first && !cells.range.empty()) {
        place.range = {};  // a page number that is the item's number says nothing of where its pages are
    }
    place.range = place.range.with(place.count);
    if (place.range.last > largest_page_number) return no_page_range(place.range.text());
    TRY(check_page_count(place.range, place.count));
    return place;
}

}  // namespace fonds
