// SPDX-License-Identifier: GPL-3.0-or-later
// 案卷 from within: what is in it, in which order, and how full it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/core/text.hpp"
#include "schema/model/category.hpp"
#include "schema/model/page_range.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// Thickness of a sheet of 80 g/m² office paper, in hundredths of a millimetre.
inline constexpr std::int64_t sheet_thickness = 10;

/// A record in its folder.
struct FolderItem {
    RecordId record{};
    ReferenceCode code;
    std::string title;
    std::optional<Date> date;
    Grade grade = Grade::B;
    std::string matter;         ///< what it is about, as far as is said: project, else its own number; empty: not said
    std::int64_t position = 0;  ///< as put by hand; 0: not
    std::int32_t pages = 0;     ///< 0: unknown
    std::int32_t counted = 0;   ///< those of the paper as somebody counted them; 0: nobody did
    PageRange range;
    bool lent = false;  ///< the paper itself, or its folder, is out
};

/// 时间结合事由: by date, but what is about one matter stays together where its first paper stands; undated papers last.
/// Those with a position come first, in that order.
void put_in_order(std::vector<FolderItem>& items);

struct FolderFill {
    std::int64_t pieces = 0;
    std::int64_t pages = 0;      ///< those that are known
    std::int64_t uncounted = 0;  ///< records whose pages are not known
    std::int64_t spine = 0;      ///< millimetres, estimated: a sheet for two pages
    std::optional<Date> first, last;
};
[[nodiscard]] FolderFill fill_of(const std::vector<FolderItem>& items);

/// By how much the folder is over its limits; empty: it is not.
[[nodiscard]] std::vector<Text> excesses(const Folder& folder, const FolderFill& fill);

/// What is wrong with the page ranges of a folder whose papers have any: some lack one, two overlap, pages are missing
/// between two, or one has other pages than were counted.
[[nodiscard]] std::vector<Text> page_faults(const std::vector<FolderItem>& items);

struct FolderContents {
    Folder folder;
    FolderFill fill;
    std::vector<FolderItem> items;  ///< in their order; 件号 is the place here, from 1
};

struct MovedRecord {
    ReferenceCode code;
    std::string from, to;  ///< numbers of folders; empty: none
};

}  // namespace fonds
