// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of locations and papers. Private to schema/catalog.
#pragma once

#include <optional>
#include <string_view>

#include "schema/catalog/catalog_state.hpp"
#include "schema/model/location.hpp"

namespace fonds {

/// ErrorKind::not_found, with a hint, when there is none.
[[nodiscard]] Result<Location> find_location(CatalogState& state, std::string_view code);
/// One that takes things: a retired one is ErrorKind::refused.
[[nodiscard]] Result<Location> find_location_in_use(CatalogState& state, std::string_view code);

/// A record or a folder, and its row of `paper` as far as it has one.
struct PaperRow {
    std::int64_t record = 0, folder = 0;  ///< one of them
    std::int64_t id = 0;                  ///< of its row; 0: it has none
    std::int64_t location = 0;
    std::string code;  ///< of the location
    std::int64_t loan = 0;
};
/// Nothing when there is no such record or folder.
[[nodiscard]] Result<std::optional<PaperRow>> find_paper(CatalogState& state, const PaperName& name);
/// The same, or ErrorKind::not_found.
[[nodiscard]] Result<PaperRow> must_find_paper(CatalogState& state, const PaperName& name);

/// The columns of the name of a paper; the query joins record, folder and category, whichever are there.
inline constexpr std::string_view paper_name_columns = "coalesce(category.code, ''), coalesce(folder.number, record.code)";

/// A common table expression `below (id)`: the location whose id is parameter 1, and all that is in it; all there are when
/// it is 0.
inline constexpr std::string_view with_below =
    "WITH RECURSIVE below (id) AS (SELECT id FROM location WHERE id = ?1 OR (?1 = 0 AND parent IS NULL)"
    " UNION ALL SELECT location.id FROM location JOIN below ON location.parent = below.id) ";

/// The records that have no paper original: somebody tagged them so, and they neither stand anywhere nor are out by
/// themselves. A query of ids.
inline constexpr std::string_view records_without_paper =
    "SELECT record_tag.record FROM tag JOIN record_tag ON record_tag.tag = tag.id LEFT JOIN paper ON paper.record ="
    " record_tag.record WHERE (lower(tag.name) = 'no-paper' OR tag.name = '无纸质原件') AND paper.location IS NULL"
    " AND paper.loan IS NULL";

/// The id of that location; 0 for an empty code.
[[nodiscard]] Result<std::int64_t> id_of_location(CatalogState& state, std::string_view code);

}  // namespace fonds
