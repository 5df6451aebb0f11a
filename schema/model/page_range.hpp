// SPDX-License-Identifier: GPL-3.0-or-later
// 页号: which pages of a folder a record has, in the forms that offices write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// Pages first to last, both counted; none when first is 0. Without a last it says where a paper begins, and nothing of
/// where it ends.
struct PageRange {
    std::int32_t first = 0;
    std::int32_t last = 0;

    [[nodiscard]] bool empty() const { return first == 0; }
    [[nodiscard]] bool open() const { return first != 0 && last == 0; }
    /// 0 when its end is not known.
    [[nodiscard]] std::int32_t count() const { return empty() || open() ? 0 : last - first + 1; }
    /// The end that follows from a number of pages, where it has none; 0 says nothing.
    [[nodiscard]] PageRange with(std::int32_t counted) const
    {
        return open() && counted > 0 ? PageRange{first, first + counted - 1} : *this;
    }
    /// "1-5"; "7" for one page, and for one that begins there: the number of pages tells them apart. Empty for none.
    [[nodiscard]] std::string text() const;
    bool operator==(const PageRange&) const = default;
};

inline constexpr std::int32_t largest_page_number = 1'000'000;

/// "0001-0005", "0001～0005", "1至5", "1—5", "1到5", "第1-5页"; "7-7" is one page, "7" is where a paper begins. Pages from 1
/// to largest_page_number, the last not before the first; anything else is ErrorKind::usage.
[[nodiscard]] Result<PageRange> parse_page_range(std::string_view text);

/// A number of pages, leading zeros and "页" allowed; 0 to largest_page_number, else ErrorKind::usage.
[[nodiscard]] Result<std::int32_t> parse_page_count(std::string_view text);

/// A range has as many pages as were counted; else ErrorKind::usage. One without an end, and a count of 0, say nothing. All
/// roads by which pages come in ask this.
[[nodiscard]] Result<void> check_page_count(const PageRange& range, std::int32_t counted);

/// What a list says of a record's pages, as its cells stand there; empty: no such column, or nothing in it.
struct PageCells {
    std::string_view range;  ///< 页号, 起止页号
    std::string_view first;  ///< 起始页号
    std::string_view last;   ///< 卷尾号, 终止页号
    std::string_view count;  ///< 页数
    std::string_view item;   ///< 件号 within the folder
};

/// What they mean; 0 and an empty range where nothing is said.
struct PagePlace {
    PageRange range;
    std::int32_t count = 0;
    std::int32_t item = 0;
};

/// The five conventions of Chinese offices, told apart by which cells are filled: one range; first and last page; first page
/// and count; item number and count, where each record has pages of its own; and a page number that is the item number.
/// A range that lacks its end has that of the count, if there is one. ErrorKind::usage for what cannot be read, and where
/// two cells contradict each other.
[[nodiscard]] Result<PagePlace> read_page_cells(const PageCells& cells);

}  // namespace fonds
