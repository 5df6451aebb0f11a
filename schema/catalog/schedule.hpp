// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that decides how long records are kept on one day, loaded once for many records. Private to schema/catalog.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/retention.hpp"

namespace fonds {

/// What of a record its clock depends on.
struct ClockFacts {
    std::int64_t id = 0, category = 0, folder = 0, party = 0;  ///< 0: in none
    std::int64_t filed_event = 0;
    std::string code, project;
    std::optional<Date> date;
    Date filed;
    Grade grade = Grade::B;
};

/// One rule that covers a record. Points into the schedule.
struct Covering {
    const RetentionRule* rule = nullptr;
    RuleOrigin origin = RuleOrigin::category;
    std::string_view from;
    bool overrides = false;
    bool undated = false, yields = false;  ///< see ClockCandidate
    std::optional<Date> basis;
    Wound wound;
};

/// Lives no longer than the transaction it was loaded in.
class Schedule {
public:
    [[nodiscard]] static Result<Schedule> load(CatalogState& state, const Date& today);

    /// The one that decides first; empty: no rule covers it. `given` lives longer than what is returned.
    [[nodiscard]] Result<std::vector<Covering>> covering(const ClockFacts& facts, std::optional<GivenRule>& given);
    /// In the archive's time zone, minutes east of Greenwich: of the days on which merged records were filed.
    void set_offset(int minutes) { offset_minutes_ = minutes; }

private:
    struct Assigned {
        std::optional<Grade> grade;
        std::string type;
        std::int64_t tag = 0;  ///< 0: no record has that type
        const RetentionRule* rule = nullptr;
    };
    struct Plan {
        std::vector<Assigned> assigned;
        std::string from;  ///< code of the category that they are of
        std::string house_from;
        std::string house;  ///< its own retention code
    };

    explicit Schedule(CatalogState& state) : state_(&state) {}
    [[nodiscard]] Result<void> load_plans();
    [[nodiscard]] const RetentionRule* in_force(std::string_view code) const;
    /// A rule of nothing but a retention code: so many years from the end of the year; nothing for what is none.
    [[nodiscard]] const RetentionRule* plain(const std::string& retention);
    /// Without what was merged into it.
    [[nodiscard]] Result<std::vector<Covering>> own(const ClockFacts& facts, std::optional<GivenRule>& given);
    [[nodiscard]] Result<void> add_merged(const ClockFacts& facts, std::vector<Covering>& all);
    [[nodiscard]] Result<void> add_assigned(const Plan& plan, const ClockFacts& facts, std::vector<Covering>& all);
    /// The day that the rule counts from, as `one.basis`.
    [[nodiscard]] Result<void> set_basis(Covering& one, const ClockFacts& facts);
    /// Events of one scope; a day before the paper counts only for a paper that was there when somebody said that it does.
    [[nodiscard]] Result<void> look_at_events(Covering& one, const ClockFacts& facts, EventScope scope,
                                              const sqlite::Value& target);

    CatalogState* state_;
    std::map<std::string, RetentionRule, std::less<>> rules_;
    std::map<std::string, std::optional<RetentionRule>> plain_;
    std::unordered_map<std::int64_t, Plan> plans_;
    std::set<std::pair<std::string, std::string>> told_;  ///< triggers with events of a scope
    bool by_hand_ = false, merged_ = false;
    int offset_minutes_ = 0;
    std::deque<std::string> kept_;  ///< texts that coverings point to
};

/// The record's extension, if an appraisal gave it or what was merged into it one: the longest.
struct Extension {
    Date until;
    std::string reason;
};
[[nodiscard]] Result<std::optional<Extension>> extension_of(CatalogState& state, std::int64_t record);

inline constexpr std::string_view select_clock_facts =
    "SELECT record.id, record.category, coalesce(record.folder, 0), coalesce(record.party, 0), record.code, record.project,"
    " coalesce(record.date, ''), record.filed_at, record.grade, record.filed_event FROM record";
/// A row of select_clock_facts.
[[nodiscard]] Result<ClockFacts> to_clock_facts(const sqlite::Rows& row, int offset_minutes);

}  // namespace fonds
