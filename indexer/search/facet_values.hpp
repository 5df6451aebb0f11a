// SPDX-License-Identifier: GPL-3.0-or-later
// What the index keeps of a record's category, year, party and grade: fifteen bytes, which need no allocation when they are
// read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/model/grade.hpp"

namespace fonds {

/// Names stand for themselves as numbers made from their digests; 0 is no name. The names are in the document's data.
struct FacetValues {
    std::uint64_t category = 0;
    std::uint64_t party = 0;
    std::uint16_t year = 0;
    char grade = 0;
};

[[nodiscard]] std::string pack_facets(std::string_view category, int year, std::string_view party, Grade grade);
/// Nothing when the bytes are not what pack_facets writes.
[[nodiscard]] std::optional<FacetValues> unpack_facets(std::string_view packed);

}  // namespace fonds
