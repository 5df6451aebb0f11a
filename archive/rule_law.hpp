// SPDX-License-Identifier: GPL-3.0-or-later
// What the law asks of retention rules, as far as Fonds knows it. Private to the facade.
#pragma once

#include <optional>
#include <string_view>

#include "archive/state.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

/// The period of the rule that comes with Fonds under this code, imported or not; none: no such rule comes.
[[nodiscard]] std::optional<RetentionPeriod> preset_period(std::string_view code);

/// A rule under a category whose records the law has kept longer.
struct BelowLaw {
    Category category;
    RetentionPeriod period, least;
    [[nodiscard]] Error problem(std::string_view rule) const;
};
/// What assigning so would have kept shorter than the law has it, by a version in force or to come. A rule that comes with
/// Fonds may hold for one type of records, whose period that is; one that was forced has its reason.
[[nodiscard]] Result<std::optional<BelowLaw>> below_law(Archive::State& state, const RuleAssignment& assignment);

/// The next version of a rule, in a transaction of the caller. Those that come with Fonds are measured by their periods
/// there, and none gets shorter than the law has the categories it is assigned to: ErrorKind::refused without a reason.
[[nodiscard]] Result<RetentionRule> put_lawful_rule(Archive::State& state, RetentionRule rule, const Stamp& stamp);

}  // namespace fonds
