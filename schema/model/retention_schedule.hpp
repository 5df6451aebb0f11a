// SPDX-License-Identifier: GPL-3.0-or-later
// Which rules cover which records, and what has happened that they count from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/model/grade.hpp"
#include "schema/model/reference_code.hpp"
#include "schema/model/retention_clock.hpp"

namespace fonds {

/// A rule for the records of a category and of those below it that have none of their own. With a type or a grade it holds
/// for these alone, and beats one that names neither.
struct RuleAssignment {
    std::string category;        ///< code
    std::optional<Grade> grade;  ///< none: of any
    std::string type;            ///< a tag that the record has; empty: of any
    std::string rule;            ///< code
};

/// A rule that somebody gave one record.
struct GivenRule {
    std::string rule;  ///< code
    std::string reason;
    bool overrides = false;  ///< it beats longer ones; otherwise the longest decides
};

/// What an event is told of.
enum class EventScope { record, folder, party, project };
[[nodiscard]] std::string_view name_of(EventScope scope);
[[nodiscard]] std::optional<EventScope> event_scope(std::string_view name);

/// That a contract ended, a project was accepted … . It counts for records that come later, too. Of several of one trigger
/// the last day counts.
struct RetentionEvent {
    std::int64_t id = 0;
    RetentionTrigger trigger = RetentionTrigger::contract_end;
    std::optional<Date> day;  ///< always there in what is stored
    EventScope scope = EventScope::record;
    std::string target;  ///< reference code; CATEGORY/NUMBER of a folder; name of a party; code of a project
    std::string note;
    Instant at{};
    std::string actor;
    std::string withdrawn;  ///< why it does not count any more; empty: it counts
    /// Somebody has said that it did happen before the papers that it is told of were made.
    bool before_papers = false;
};

/// A record and its clock, in a list.
struct ClockRow {
    ReferenceCode code;
    std::string title, category;
    Grade grade = Grade::B;
    ClockState state = ClockState::none;
    std::string rule;  ///< code; of the number or the house: the period's code
    RuleOrigin origin = RuleOrigin::house;
    std::string waits_for;  ///< name of the trigger it waits for
    std::optional<Date> start, due;
    bool held = false;
};

struct ClockRequest {
    std::optional<ClockState> state;          ///< none: of any
    std::optional<Date> due_from, due_until;  ///< both included
    std::string category;                     ///< with those below it; empty: all
    std::optional<bool> held;
    std::size_t limit = 100, offset = 0;
};

/// How many records fall due in a year.
struct DueYear {
    int year = 0;
    std::int64_t records = 0, held = 0, grade_a = 0;
};

/// How many there are of each state.
struct ClockTally {
    std::int64_t permanent = 0, waiting = 0, running = 0, none = 0;
    std::int64_t overdue = 0;  ///< of running: the first day to appraise has come
    std::int64_t held = 0;
};

}  // namespace fonds
