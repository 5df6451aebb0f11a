// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows how long records are kept. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

struct CatalogState;

/// The day on which clocks are read, in the archive's time zone.
struct ClockDay {
    Date today;
    int offset_minutes = 0;  ///< of that zone, east of Greenwich
};

/// Lives no longer than its catalog.
class Retention {
public:
    explicit Retention(Catalog& catalog);

    // --- rules ---
    /// Stores the next version of a rule and gives it. `least` stays what the first version said. A period shorter than
    /// that, or another trigger than the first version's where `least` is known, is ErrorKind::refused unless `forced` says
    /// why. The same as the newest version is no new version.
    [[nodiscard]] Result<RetentionRule> put_rule(const RetentionRule& rule, const Stamp& stamp);
    /// All versions, by code, newest first; `code` empty: of all rules.
    [[nodiscard]] Result<std::vector<RetentionRule>> rules(std::string_view code);
    /// The version of each rule that is in force on `day`, by code: of those that have begun the one that began last, unless
    /// it has ended.
    [[nodiscard]] Result<std::vector<RetentionRule>> rules_in_force(const Date& day);

    // --- who has which ---
    /// False: it was so already.
    [[nodiscard]] Result<bool> assign(const RuleAssignment& assignment, const Stamp& stamp);
    [[nodiscard]] Result<bool> unassign(const RuleAssignment& assignment, const Stamp& stamp);
    [[nodiscard]] Result<std::vector<RuleAssignment>> assignments();
    /// Nothing takes it away again. A reason is needed either way.
    [[nodiscard]] Result<void> give_rule(const ReferenceCode& code, const std::optional<GivenRule>& rule,
                                         std::string_view reason, const Stamp& stamp);
    [[nodiscard]] Result<std::optional<GivenRule>> given_rule(const ReferenceCode& code);

    // --- events ---
    /// Gives its number.
    [[nodiscard]] Result<std::int64_t> add_event(const RetentionEvent& event, const Stamp& stamp);
    [[nodiscard]] Result<void> withdraw_event(std::int64_t id, std::string_view reason, const Stamp& stamp);
    /// Oldest first; `code` none: of everything, else those that touch that record.
    [[nodiscard]] Result<std::vector<RetentionEvent>> events(const std::optional<ReferenceCode>& code, bool withdrawn_too);

    // --- clocks ---
    /// What the rules say of one record today, with all that was weighed.
    [[nodiscard]] Result<RetentionClock> clock(const ReferenceCode& code, const ClockDay& day);
    /// Winds the clocks that are behind, some at a time, each part durable; gives how many. `visit` hears the count so far
    /// and may stop it with an error. No event: clocks are derived.
    [[nodiscard]] Result<std::int64_t> wind_clocks(const ClockDay& day);
    /// All clocks are behind.
    [[nodiscard]] Result<void> owe_all_clocks();
    [[nodiscard]] Result<std::vector<ClockRow>> list(const ClockRequest& request);
    [[nodiscard]] Result<std::int64_t> count(const ClockRequest& request);
    [[nodiscard]] Result<ClockTally> tally(const Date& today);
    /// Years with records due, in order, from `first` to `last`.
    [[nodiscard]] Result<std::vector<DueYear>> due_by_year(int first, int last);

private:
    CatalogState& state_;
};

}  // namespace fonds
