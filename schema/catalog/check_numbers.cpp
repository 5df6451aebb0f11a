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

/// What the records say of one sequence.
struct Drawn {
    std::int64_t records = 0;
    std::int64_t highest = 0;
};

Text number_hint()
{
    return say("Look for the missing records in a backup: Fonds itself never deletes a record.",
               "请在备份中查找缺失的件:Fonds 本身从不删除件。");
}

/// Within a sequence every number below `next` was given to a record, or was skipped because its code was taken.
void compare(const Sequence& sequence, const Drawn& drawn, Findings& findings)
{
    const auto given = sequence.next - 1;
    if (drawn.highest > given)
        findings.add("number.duplicate", sequence.scope,
                     say("{}: the number {} is in use, but the sequence would give {} again",
                         "{}:序号 {} 已使用,而序列将再次给出 {}", {sequence.scope, drawn.highest, sequence.next}),
                     number_hint());
    else if (drawn.records + sequence.skipped < given)
        findings.add("number.gap", sequence.scope,
                     say("{}: {} of {} numbers have no record", "{}:缺少 {} 个序号(共 {} 个)",
                         {sequence.scope, given - drawn.records - sequence.skipped, given}),
                     number_hint());
    else if (drawn.records + sequence.skipped > given)
        findings.add("number.duplicate", sequence.scope,
                     say("{}: {} records share {} numbers", "{}:{} 件共用 {} 个序号",
                         {sequence.scope, drawn.records, given - sequence.skipped}),
                     number_hint());
}

}  // namespace

Result<void> check_numbers(CatalogState& state, Findings& findings)
{
    std::map<std::int64_t, Drawn> drawn;
    TRY_ASSIGN(auto records, state.db.query("SELECT sequence, serial FROM record"));
    TRY(records.each([&](const sqlite::Rows& row) -> Result<void> {
        auto& all = drawn[row.integer(0)];
        ++all.records;
        all.highest = std::max(all.highest, row.integer(1));
        return {};
    }));
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
