// SPDX-License-Identifier: GPL-3.0-or-later
// Reference codes: unique, and without gaps within each sequence.
#include <algorithm>
#include <map>

#include "schema/catalog/checking.hpp"

namespace fonds {

namespace {

struct Sequence {
    std::string scope;
    std::int64_t next = 1;
    std::int64_t skipped = 0;
};

/// What is known of the numbers of one sequence.
struct Drawn {
    std::int64_t records = 0;
    std::int64_t accounted = 0;  ///< numbers that a record has, that are held, or that were left open
    std::int64_t highest = 0;
};
using DrawnOf = std::map<std::int64_t, Drawn>;  ///< by sequence

/// Numbers that no record has but that are held, and numbers that were left open when a higher one was given: each counts
/// once, whatever else is said of it.
Result<void> account_for_others(CatalogState& state, DrawnOf& drawn)
{
    TRY_ASSIGN(auto held,
               state.db.query("SELECT sequence, serial, EXISTS (SELECT 1 FROM number_gap AS gap WHERE gap.sequence ="
                              " held.sequence AND serial BETWEEN first AND last) FROM held_number AS held"
                              " WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.code = held.code)"));
    TRY(held.each([&](const sqlite::Rows& row) -> Result<void> {
        auto& all = drawn[row.integer(0)];
        all.accounted += row.integer(2) != 0 ? 0 : 1;
        all.highest = std::max(all.highest, row.integer(1));
        return {};
    }));
    TRY_ASSIGN(auto gaps, state.db.query("SELECT sequence, last - first + 1 - (SELECT count(*) FROM record WHERE"
                                         " record.sequence = gap.sequence AND serial BETWEEN first AND last), last"
                                         " FROM number_gap AS gap"));
    return gaps.each([&](const sqlite::Rows& row) -> Result<void> {
        auto& all = drawn[row.integer(0)];
        all.accounted += row.integer(1);
        all.highest = std::max(all.highest, row.integer(2));
        return {};
    });
}

Text number_hint()
{
    return say("Look for the missing records in a backup: Fonds itself never deletes a record.",
               "请在备份中查找缺失的件:Fonds 本身从不删除件。");
}

/// Within a sequence every number below `next` was given to a record, is held, was left open, or was skipped because its
/// code was taken.
void compare(const Sequence& sequence, const Drawn& drawn, Findings& findings)
{
    const auto given = sequence.next - 1;
    if (drawn.highest > given)
        findings.add("number.duplicate", sequence.scope,
                     say("{}: the number {} is in use, but the sequence would give {} again",
                         "{}:序号 {} 已使用,而序列将再次给出 {}", {sequence.scope, drawn.highest, sequence.next}),
                     number_hint());
    else if (drawn.accounted + sequence.skipped < given)
        findings.add("number.gap", sequence.scope,
                     say("{}: {} of {} {number has|numbers have} no record", "{}:缺少 {} 个序号(共 {} 个)",
                         {sequence.scope, given - drawn.accounted - sequence.skipped, given}),
                     number_hint());
    else if (drawn.accounted + sequence.skipped > given)
        findings.add("number.duplicate", sequence.scope,
                     say("{}: {} records share {} numbers", "{}:{} 件共用 {} 个序号",
                         {sequence.scope, drawn.records, given - sequence.skipped - (drawn.accounted - drawn.records)}),
                     number_hint());
}

}  // namespace

Result<void> check_numbers(CatalogState& state, Findings& findings)
{
    DrawnOf drawn;
    TRY_ASSIGN(auto records, state.db.query("SELECT sequence, serial FROM record"));
    TRY(records.each([&](const sqlite::Rows& row) -> Result<void> {
        auto& all = drawn[row.integer(0)];
        ++all.records;
        ++all.accounted;
        all.highest = std::max(all.highest, row.integer(1));
        return {};
    }));
    TRY(account_for_others(state, drawn));
    TRY_ASSIGN(auto sequences, state.db.query("SELECT id, scope, next, skipped FROM sequence ORDER BY scope"));
    TRY(sequences.each([&](const sqlite::Rows& row) -> Result<void> {
        compare({row.text(1), row.integer(2), row.integer(3)}, drawn[row.integer(0)], findings);
        return {};
    }));
    // NOT INDEXED: the unique index itself may be what is damaged.
    TRY_ASSIGN(auto doubles,
               state.db.query("SELECT code, count(*) FROM record NOT INDEXED GROUP BY code HAVING count(*) > 1"));
    return doubles.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add("number.duplicate", row.text(0),
                     say("{} is the code of {} records", "{} 同时是 {} 件的档号", {row.view(0), row.integer(1)}),
                     number_hint());
        return {};
    });
}

}  // namespace fonds
