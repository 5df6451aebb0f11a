// SPDX-License-Identifier: GPL-3.0-or-later
// How the index spells terms, values and its own description (docs/formats/index.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/model/date.hpp"

namespace fonds {

/// Raised with every change of what a document holds; with fold_version it makes the version of an index.
inline constexpr int index_format = 2;
inline constexpr std::string_view archive_key = "fonds.archive";
inline constexpr std::string_view version_key = "fonds.version";
[[nodiscard]] std::string index_version();

enum class Slot : std::uint32_t { date = 0, amount = 1, code = 2, facets = 3 };
[[nodiscard]] constexpr std::uint32_t number_of(Slot slot)
{
    return static_cast<std::uint32_t>(slot);
}

/// `prefix` and `text`; a text too long for a term is cut and ends in its digest.
[[nodiscard]] std::string index_term(std::string_view prefix, std::string_view text);
void assign_index_term(std::string& term, std::string_view prefix, std::string_view text);

/// Groups of four digits of free text and of each field of words have a prefix of their own.
[[nodiscard]] std::string gram_prefix(std::string_view field_prefix);

// Values that sort as bytes.
[[nodiscard]] std::string date_value(const Date& date);
[[nodiscard]] std::string amount_value(std::int64_t hundredths);
/// Numbers in a code sort by size, whatever their width.
[[nodiscard]] std::string code_value(std::string_view code);

}  // namespace fonds
