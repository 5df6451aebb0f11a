// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// The records with their components and tags, in the order of `ids`; those that do not exist are left out. Three queries
/// for any number of records.
[[nodiscard]] Result<std::vector<Record>> load_records(CatalogState& state, const std::vector<RecordId>& ids);

/// The id of the record with that code, or ErrorKind::not_found.
[[nodiscard]] Result<RecordId> find_record(CatalogState& state, const ReferenceCode& code);

/// As the columns have it. One page that was not counted is where a paper begins: archives had it so before there was 0.
[[nodiscard]] inline PageRange stored_range(std::int64_t from, std::int64_t to, std::int64_t counted)
{
    const bool open = from == to && counted != 1;
    return {static_cast<std::int32_t>(from), open ? 0 : static_cast<std::int32_t>(to)};
}

/// 页数 as pages_of tells it, of a record joined with the object of its original.
inline constexpr std::string_view paper_pages_column =
    "CASE WHEN record.paper_pages > 0 THEN record.paper_pages"
    " WHEN record.page_to > record.page_from THEN record.page_to - record.page_from + 1"
    " WHEN object.pages > 0 THEN object.pages ELSE 0 END";

/// The first column of all rows as ids.
[[nodiscard]] Result<std::vector<RecordId>> ids_in(sqlite::Rows& rows);

}  // namespace fonds
