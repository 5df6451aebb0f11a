// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"
#include "schema/model/retention_rule.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

inline constexpr std::string_view select_rule =
    "SELECT code, version, name_zh, name_en, starts, period, action, year_ends, source, confidence, effective_from,"
    " effective_until, least, forced, note FROM retention_rule";

/// A row of select_rule. What cannot be read is ErrorKind::corrupt.
[[nodiscard]] Result<RetentionRule> to_rule(const sqlite::Rows& row);
/// Of each rule the newest version in force on that day, by code.
[[nodiscard]] Result<std::vector<RetentionRule>> load_rules_in_force(CatalogState& state, const Date& day);
/// ErrorKind::not_found, with a hint, when no version of it is stored.
[[nodiscard]] Result<void> find_rule(CatalogState& state, const std::string& code);
/// The clocks of all records of a category and of those below it are behind.
[[nodiscard]] Result<void> owe_clocks_below(CatalogState& state, std::int64_t category);
/// Takes the rule away that a record was given by hand, with an event.
[[nodiscard]] Result<void> take_given_rule(CatalogState& state, RecordId record, const ReferenceCode& code,
                                           const GivenRule& before, std::string_view why, const Stamp& stamp);
/// What an appraisal gives to what is kept for ever.
inline constexpr std::string_view permanent_rule = "FONDS-PERMANENT";
/// A day, or none for an empty text.
[[nodiscard]] Result<std::optional<Date>> stored_day(std::string_view text);
[[nodiscard]] std::string stored(const std::optional<Date>& day);

}  // namespace fonds
