// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules say of one record: since when it is kept, until when, and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/model/reference_code.hpp"
#include "schema/model/retention_rule.hpp"

namespace fonds {

/// Where a record gets a rule from.
enum class RuleOrigin {
    by_hand,   ///< somebody gave it this rule
    category,  ///< its category, or one above it
    grade,     ///< its grade, in that category
    type,      ///< its type (one of its tags), in that category
    number,    ///< the period that its reference code tells
    house,     ///< the period of its category, where no rule was given to that
    merged     ///< a record that was merged into it
};
[[nodiscard]] std::string_view name_of(RuleOrigin origin);

enum class ClockState {
    permanent,  ///< it is kept for ever
    waiting,    ///< nobody has told yet when the event came that its period begins with
    running,    ///< it has a first day on which it may be appraised
    none        ///< no rule covers it
};
[[nodiscard]] std::string_view name_of(ClockState state);
[[nodiscard]] std::optional<ClockState> clock_state(std::string_view name);

/// What a rule comes to.
struct Wound {
    ClockState state = ClockState::none;
    std::optional<Date> start;  ///< first day of the period
    std::optional<Date> due;    ///< first day after it
};
/// `basis`: the day the trigger came; none: nobody has told yet. A period that ends after the last day there is never ends.
[[nodiscard]] Wound wind(const RetentionRule& rule, const std::optional<Date>& basis);
/// Does `one` keep a record longer than `other`? What is permanent beats what waits, and that beats a day.
[[nodiscard]] bool keeps_longer(const Wound& one, const Wound& other);

/// One rule that covers a record.
struct ClockCandidate {
    RetentionRule rule;
    RuleOrigin origin = RuleOrigin::category;
    std::string from;           ///< the category, tag or grade; by hand: the reason
    bool overrides = false;     ///< by hand, and meant to beat longer ones
    std::optional<Date> basis;  ///< the day the trigger came; none: not told yet
    bool undated = false;       ///< the document has no date, and that of its filing stands for it
    bool yields = false;        ///< it does not count beside a rule for the type or the grade
    Wound wound;
};

struct RetentionClock {
    ReferenceCode code;
    std::vector<ClockCandidate> candidates;  ///< the one that decides first; empty: no rule
    std::optional<Date> extended;            ///< kept at least until the day before, whatever the rule says
    std::string extended_why;

    [[nodiscard]] ClockState state() const { return candidates.empty() ? ClockState::none : candidates.front().wound.state; }
    [[nodiscard]] std::optional<Date> start() const;
    /// The first day on which it may be appraised; none unless it is running.
    [[nodiscard]] std::optional<Date> due() const;
    /// Do its rules come to different things?
    [[nodiscard]] bool in_conflict() const;
};

/// Puts the one that decides first: one that overrides, else the one that keeps longest; of equals the first given. Those
/// that yield come last.
void put_in_order(std::vector<ClockCandidate>& candidates);

/// In a sentence or some: rule, law, trigger, first and last day. `today` tells whether it has ended.
[[nodiscard]] Text explanation(const RetentionClock& clock, const Date& today);

}  // namespace fonds
