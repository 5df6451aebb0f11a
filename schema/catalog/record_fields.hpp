// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a record as events and history tell them: one table for all who write or compare them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "schema/model/record.hpp"

namespace fonds {

inline constexpr std::array<std::string_view, 17> record_fields{
    "title", "category", "folder",      "party",    "date", "grade",   "number",      "amount",    "currency",
    "note",  "tags",     "responsible", "security", "unit", "project", "paper_pages", "page_range"};

using RecordTexts = std::array<std::string, record_fields.size()>;

/// In the order of record_fields; empty: nothing is said.
[[nodiscard]] RecordTexts texts_of(const RecordMetadata& metadata);

}  // namespace fonds
