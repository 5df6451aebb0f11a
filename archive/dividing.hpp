// SPDX-License-Identifier: GPL-3.0-or-later
// A stack's pages into pieces. Private to the facade.
#pragma once

#include <cstdint>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/page_text.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// What matters of a page for where a piece begins and ends.
struct PageSight {
    bool separator = false;
    bool blank = false;
};

struct DivideRules {
    bool split = true;
    bool drop_blank = false;
};

struct Division {
    std::vector<std::vector<std::int32_t>> pieces;  ///< pages from 1; at least one piece, none of them empty
    std::vector<DroppedPage> dropped;
    bool separators_alone = false;  ///< nothing but such sheets and their backs; then all are one piece
};

/// `pages` in their order. A separator sheet ends a piece and is in none, nor is its blank back. When nothing would be left,
/// all the pages are one piece.
[[nodiscard]] Division divide(const std::vector<PageSight>& pages, const DivideRules& rules);

/// `scan` may be null: it was not looked at.
[[nodiscard]] PageSight sight_of(const ScannedPage* scan, const PageText* text, std::string_view fonds_code);

}  // namespace fonds
