// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks: wound from the rules, kept so that what is due is found at once.
#include <algorithm>
#include <map>

#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/schedule.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

constexpr std::int64_t at_once = 20'000;
/// The day whose rules the clocks follow, in table meta.
constexpr std::string_view clock_day = "clock_day";
/// How clocks are wound, in table meta: of 1 every event counted for papers of any date.
constexpr std::string_view clock_manner = "clock_manner", this_manner = "2";

/// What an older Fonds wound otherwise is behind.
Result<void> owe_other_manner(CatalogState& state)
{
    TRY(state.db.run(
        "INSERT OR IGNORE INTO clock_owed (record) SELECT id FROM record WHERE id IN (SELECT target FROM"
        " retention_event WHERE scope = 'record') OR folder IN (SELECT target FROM retention_event WHERE scope ="
        " 'folder') OR party IN (SELECT target FROM retention_event WHERE scope = 'party') OR project IN"
        " (SELECT project FROM retention_event WHERE scope = 'project')"));
    return state.db.run("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                        {clock_manner, this_manner});
}

/// A rule that came into force, or went out of it, since the clocks were last wound makes those behind that it covers.
Result<void> owe_what_the_day_changed(CatalogState& state, const Date& today)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT value FROM meta WHERE name = ?1", {clock_day}));
    TRY_ASSIGN(const bool known, rows.next());
    const std::string last = known ? rows.text(0) : std::string();
    if (last == today.text()) return {};
    const std::string from = std::min(last, today.text()), to = std::max(last, today.text());
    TRY_ASSIGN(const auto changed,
               state.db.number("SELECT EXISTS (SELECT 1 FROM retention_rule WHERE (effective_from > ?1 AND effective_from"
                               " <= ?2) OR (effective_until <> '' AND effective_until >= ?1 AND effective_until < ?2))",
                               {from, to}));
    if (changed != 0) TRY(state.db.run("INSERT OR IGNORE INTO clock_owed (record) SELECT id FROM record"));
    return state.db.run("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                        {clock_day, today.text()});
}

Result<void> store(CatalogState& state, std::int64_t record, const std::vector<Covering>& all,
                   const std::optional<Extension>& extended)
{
    static const Wound nothing;
    const Covering* one = all.empty() ? nullptr : &all.front();
    const Wound& wound = one != nullptr ? one->wound : nothing;
    std::optional<Date> due = wound.due;
    if (due && extended && *due < extended->until) due = extended->until;
    const std::string start_text = stored(wound.start), due_text = stored(due);
    const bool waits = wound.state == ClockState::waiting;
    // A row that stays as it is costs no write.
    return state.db.run("INSERT INTO retention_clock (record, state, rule, origin, waits, start, due)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (record) DO UPDATE SET state = ?2, rule = ?3,"
                        " origin = ?4, waits = ?5, start = ?6, due = ?7 WHERE state <> ?2 OR rule <> ?3 OR origin <> ?4"
                        " OR waits <> ?5 OR start IS NOT ?6 OR due IS NOT ?7",
                        {record, name_of(wound.state), one != nullptr ? std::string_view(one->rule->code) : "",
                         one != nullptr ? name_of(one->origin) : "", waits ? name_of(one->rule->trigger) : "",
                         sqlite::Value::when(!start_text.empty(), start_text),
                         sqlite::Value::when(!due_text.empty(), due_text)});
}

/// What makes the clock of a merged record behind makes that of the record it went up into so; what is no more has none.
Result<void> owe_heirs(CatalogState& state)
{
    TRY_ASSIGN(const auto gone, state.db.number("SELECT EXISTS (SELECT 1 FROM clock_owed JOIN tombstone USING (record))"));
    if (gone == 0) return {};
    TRY(state.db.run("WITH RECURSIVE up (id) AS (SELECT merged_into FROM clock_owed JOIN tombstone USING (record) WHERE"
                     " merged_into IS NOT NULL UNION SELECT merged_into FROM up JOIN tombstone ON record = up.id WHERE"
                     " merged_into IS NOT NULL) INSERT OR IGNORE INTO clock_owed (record) SELECT id FROM up"));
    return state.db.run("DELETE FROM clock_owed WHERE record IN (SELECT record FROM tombstone)");
}

/// Gives how many were wound; fewer than `at_once`: none is behind any more.
Result<std::int64_t> wind_some(CatalogState& state, const ClockDay& day)
{
    TRY(owe_heirs(state));
    TRY_ASSIGN(auto schedule, Schedule::load(state, day.today));
    schedule.set_offset(day.offset_minutes);
    TRY_ASSIGN(const auto extensions, state.db.number("SELECT EXISTS (SELECT 1 FROM record_extension)"));
    std::int64_t done = 0, last = 0;
    {
        TRY_ASSIGN(auto rows, state.db.query(std::string(select_clock_facts) +
                                                 " WHERE id IN (SELECT record FROM clock_owed ORDER BY record LIMIT ?1)"
                                                 " ORDER BY id",
                                             {at_once}));
        std::optional<GivenRule> given;
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(const ClockFacts facts, to_clock_facts(row, day.offset_minutes));
            TRY_ASSIGN(const auto all, schedule.covering(facts, given));
            std::optional<Extension> extended;
            if (extensions != 0) {
                TRY_ASSIGN(extended, extension_of(state, facts.id));
            }
            TRY(store(state, facts.id, all, extended));
            ++done;
            last = facts.id;
            return {};
        }));
    }
    TRY(state.db.run("DELETE FROM clock_owed WHERE record <= ?1", {last}));
    return done;
}

/// The conditions of a request; the values are ?1 to ?6.
constexpr std::string_view request_rows =
    " FROM retention_clock AS clock JOIN record ON record.id = clock.record JOIN category ON category.id = record.category"
    " WHERE (?1 = '' OR clock.state = ?1) AND (?2 = '' OR clock.due >= ?2) AND (?3 = '' OR clock.due <= ?3)"
    " AND (?4 = 0 OR record.category IN (WITH RECURSIVE below (id) AS (SELECT ?4 UNION SELECT category.id FROM category"
    " JOIN below ON parent = below.id) SELECT id FROM below))";

struct Conditions {
    std::string state, from, until, held;
    std::int64_t category = 0;
};

Result<Conditions> conditions_of(CatalogState& state, const ClockRequest& request)
{
    Conditions all;
    if (request.state) all.state = name_of(*request.state);
    all.from = stored(request.due_from);
    all.until = stored(request.due_until);
    if (request.held) all.held = (*request.held ? " AND " : " AND NOT ") + std::string(record_is_held);
    if (!request.category.empty()) {
        TRY_ASSIGN(const Category category, find_category(state, request.category));
        all.category = raw(category.id);
    }
    return all;
}

RuleOrigin origin_named(std::string_view name)
{
    for (const auto origin : {RuleOrigin::by_hand, RuleOrigin::category, RuleOrigin::grade, RuleOrigin::type,
                              RuleOrigin::number, RuleOrigin::house, RuleOrigin::merged})
        if (name_of(origin) == name) return origin;
    return RuleOrigin::house;
}

}  // namespace

Result<RetentionClock> Retention::clock(const ReferenceCode& code, const ClockDay& day)
{
    return state_.read([&]() -> Result<RetentionClock> {
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        TRY(refuse_tombstone(state_, record, code));
        TRY_ASSIGN(auto schedule, Schedule::load(state_, day.today));
        schedule.set_offset(day.offset_minutes);
        TRY_ASSIGN(auto rows, state_.db.query(std::string(select_clock_facts) + " WHERE id = ?1", {raw(record)}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return error(ErrorKind::not_found, say("There is no record {}", "没有档案 {}", {code.text()}));
        TRY_ASSIGN(const ClockFacts facts, to_clock_facts(rows, day.offset_minutes));
        std::optional<GivenRule> given;
        TRY_ASSIGN(const auto all, schedule.covering(facts, given));
        RetentionClock clock{code, {}, {}, {}};
        for (const Covering& one : all)
            clock.candidates.push_back({*one.rule, one.origin, std::string(one.from), one.overrides, one.basis, one.undated,
                                        one.yields, one.wound});
        TRY_ASSIGN(const auto extended, extension_of(state_, raw(record)));
        if (extended) {
            clock.extended = extended->until;
            clock.extended_why = extended->reason;
        }
        return clock;
    });
}

Result<std::int64_t> Retention::wind_clocks(const ClockDay& day)
{
    std::int64_t all = 0;
    TRY_ASSIGN(const auto same_day, state_.db.number("SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?1 AND value = ?2)",
                                                     {clock_day, day.today.text()}));
    if (same_day == 0) TRY(state_.write([&] { return owe_what_the_day_changed(state_, day.today); }));
    TRY_ASSIGN(const auto same_manner, state_.db.number("SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?1 AND value = ?2)",
                                                        {clock_manner, this_manner}));
    if (same_manner == 0) TRY(state_.write([&] { return owe_other_manner(state_); }));
    for (;;) {
        TRY_ASSIGN(const auto owed, state_.db.number("SELECT EXISTS (SELECT 1 FROM clock_owed)"));
        if (owed == 0) return all;
        TRY(state_.write([&]() -> Result<void> {
            TRY_ASSIGN(const auto some, wind_some(state_, day));
            all += some;
            return {};
        }));
    }
}

Result<void> Retention::owe_all_clocks()
{
    return state_.write([&] { return state_.db.run("INSERT OR IGNORE INTO clock_owed (record) SELECT id FROM record"); });
}

Result<std::vector<ClockRow>> Retention::list(const ClockRequest& request)
{
    return state_.read([&]() -> Result<std::vector<ClockRow>> {
        TRY_ASSIGN(const Conditions wanted, conditions_of(state_, request));
        // Only what has a day stands in the index of days, which gives the order without sorting.
        const bool by_day = request.due_from || request.due_until;
        TRY_ASSIGN(
            auto rows,
            state_.db.query("SELECT record.code, record.title, category.code, record.grade, clock.state, clock.rule,"
                            " clock.origin, clock.waits, coalesce(clock.start, ''), coalesce(clock.due, ''), " +
                                std::string(record_is_held) + std::string(request_rows) + wanted.held +
                                (by_day ? " AND clock.due IS NOT NULL ORDER BY clock.due, clock.record"
                                        : " ORDER BY clock.due IS NULL, clock.due, clock.record") +
                                " LIMIT ?5 OFFSET ?6",
                            {wanted.state, wanted.from, wanted.until, wanted.category, request.limit, request.offset}));
        std::vector<ClockRow> all;
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(auto code, ReferenceCode::parse(row.view(0)));
            ClockRow one{std::move(code),           row.text(1), row.text(2), Grade::B, ClockState::none,    row.text(5),
                         origin_named(row.view(6)), row.text(7), {},          {},       row.integer(10) != 0};
            TRY_ASSIGN(one.grade, parse_grade(row.view(3)));
            one.state = clock_state(row.view(4)).value_or(ClockState::none);
            TRY_ASSIGN(one.start, stored_day(row.view(8)));
            TRY_ASSIGN(one.due, stored_day(row.view(9)));
            all.push_back(std::move(one));
            return {};
        }));
        return all;
    });
}

Result<std::int64_t> Retention::count(const ClockRequest& request)
{
    TRY_ASSIGN(const Conditions wanted, conditions_of(state_, request));
    // The index of days alone tells what is due, whatever it is of.
    if (!request.state && !request.held && wanted.category == 0 && (request.due_from || request.due_until))
        return state_.db.number("SELECT count(*) FROM retention_clock WHERE due IS NOT NULL AND due >= ?1"
                                " AND (?2 = '' OR due <= ?2)",
                                {wanted.from, wanted.until});
    return state_.db.number("SELECT count(*)" + std::string(request_rows) + wanted.held,
                            {wanted.state, wanted.from, wanted.until, wanted.category});
}

Result<ClockTally> Retention::tally(const Date& today)
{
    return state_.read([&]() -> Result<ClockTally> {
        // Each from an index; what is left is permanent.
        ClockTally all;
        TRY_ASSIGN(const auto clocks, state_.db.number("SELECT count(*) FROM retention_clock"));
        TRY_ASSIGN(all.running, state_.db.number("SELECT count(*) FROM retention_clock WHERE due IS NOT NULL"));
        TRY_ASSIGN(all.waiting, state_.db.number("SELECT count(*) FROM retention_clock WHERE state = 'waiting'"));
        TRY_ASSIGN(all.none, state_.db.number("SELECT count(*) FROM retention_clock WHERE state = 'none'"));
        all.permanent = clocks - all.running - all.waiting - all.none;
        TRY_ASSIGN(all.overdue, state_.db.number("SELECT count(*) FROM retention_clock WHERE due <= ?1", {today.text()}));
        TRY_ASSIGN(all.held, count_held(state_));
        return all;
    });
}

Result<std::vector<DueYear>> Retention::due_by_year(int first, int last)
{
    const auto day_of = [](int year, std::string_view day) {
        return std::to_string(10000 + year).substr(1) + std::string(day);
    };
    const std::string from = day_of(first, "-01-01"), until = day_of(last, "-12-31");
    std::map<int, DueYear> years;
    const auto add = [&](const std::string& query, std::int64_t DueYear::*number) -> Result<void> {
        TRY_ASSIGN(auto rows, state_.db.query(query, {from, until}));
        return rows.each([&](const sqlite::Rows& row) -> Result<void> {
            const int year = std::stoi(row.text(0));
            years[year].year = year;
            years[year].*number = row.integer(1);
            return {};
        });
    };
    return state_.read([&]() -> Result<std::vector<DueYear>> {
        TRY(add(
            "SELECT substr(due, 1, 4) AS year, count(*) FROM retention_clock WHERE due >= ?1 AND due <= ?2 GROUP BY year",
            &DueYear::records));
        TRY(add("SELECT substr(due, 1, 4) AS year, count(*) FROM record CROSS JOIN retention_clock AS clock"
                " ON clock.record = record.id WHERE grade = 'A' AND due >= ?1 AND due <= ?2 GROUP BY year",
                &DueYear::grade_a));
        TRY(add("SELECT substr(due, 1, 4) AS year, count(*) FROM (" + std::string(held_ids) +
                    ") AS held CROSS JOIN retention_clock AS clock ON clock.record = held.id WHERE due >= ?1 AND due <= ?2"
                    " GROUP BY year",
                &DueYear::held));
        std::vector<DueYear> all;
        for (const auto& [year, counts] : years) all.push_back(counts);
        return all;
    });
}

}  // namespace fonds
