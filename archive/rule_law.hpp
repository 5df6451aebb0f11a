// SPDX-License-Identifier: GPL-3.0-or-later
// The one road by which retention rules and who has them change: measured by the law first. Private to the facade.
#pragma once

#include <string_view>

#include "archive/law_book.hpp"
#include "archive/state.hpp"

namespace fonds {

/// The next version of a rule, in a transaction of the caller. Those that come with Fonds are measured by their periods
/// there, and by their starts where those are no events; and none lets records of the law's categories end sooner than
/// before, where that is sooner than they may: ErrorKind::refused without a reason.
[[nodiscard]] Result<RetentionRule> put_lawful_rule(Archive::State& state, RetentionRule rule, const Stamp& stamp);

/// As Retention::assign and unassign, in a transaction of their own. What lets records of the category, or of those below it
/// that have no rules of their own, end sooner than the law has it is ErrorKind::refused, unless `forced` says why; the
/// audit log tells that then. A rule that comes with Fonds may be shorter for one type of records, those that it is about.
[[nodiscard]] Result<bool> assign_lawfully(Archive::State& state, const RuleAssignment& assignment, std::string_view forced,
                                           const Stamp& stamp);
[[nodiscard]] Result<bool> unassign_lawfully(Archive::State& state, const RuleAssignment& assignment, const Stamp& stamp);

}  // namespace fonds
