// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that no record has: those another archive tells of, and all of them for a list.
#include <algorithm>

#include "schema/catalog/numbers.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/told_elsewhere.hpp"
#include "schema/catalog/tombstones.hpp"

namespace fonds {

namespace {

using State = NumberFact::State;

constexpr std::string_view no_title = "—";  ///< of what is no more and tells nothing else (see case_destruction.cpp)

std::string_view kind_of(State state)
{
    switch (state) {
    case State::merged: return "merged";
    case State::destroyed: return "destroyed";
    case State::transferred: return "transferred";
    case State::reserved: return "reserved";
    case State::spoiled: return "void";
    }
    return {};
}

State state_of(std::string_view kind)
{
    for (const State state : {State::merged, State::destroyed, State::transferred, State::spoiled})
        if (kind_of(state) == kind) return state;
    return State::reserved;
}

State state_of(Tombstone::Kind kind)
{
    switch (kind) {
    case Tombstone::Kind::destroyed: return State::destroyed;
    case Tombstone::Kind::merged: return State::merged;
    case Tombstone::Kind::transferred: return State::transferred;
    }
    return State::destroyed;
}

/// A category that takes nothing any more had the record in its time.
Date day_within(const Category& category, Date day)
{
    if (category.effective_until && *category.effective_until < day) day = *category.effective_until;
    if (category.effective_from && day < *category.effective_from) day = *category.effective_from;
    return day;
}

Error told_otherwise(const NumberFact& fact, const Tombstone& stone)
{
    const bool merged = stone.kind == Tombstone::Kind::merged;
    const Text is = merged ? say("merged into {}", "已并入 {}", {stone.merged_into.text()})
                    : stone.kind == Tombstone::Kind::destroyed ? say("destroyed", "已销毁")
                                                               : say("transferred", "已移交");
    return error(ErrorKind::refused, {fill("{} is {} here, and the list tells otherwise", {fact.code.text(), is.en}),
                                      fill("{} 在本库中{},与清单不符", {fact.code.text(), is.zh})})
        .with_hint(say("fonds show {} tells more; what became of a number never changes.",
                       "可用 fonds show {} 查看;档号的结局不能更改。", {fact.code.text()}))
        .at(fact.code.text());
}

Error was_void(const NumberFact& fact)
{
    return error(ErrorKind::refused, say("{} is void here: it never had a record that could have ended",
                                         "{} 在本库中已作废,从未有件使用,不会有销毁、移交或合并", {fact.code.text()}))
        .with_hint(say("Correct the status in the list to void, or leave the row out: a void number stays so.",
                       "请将清单中的状态更正为“作废”,或删去此行;作废的号不能恢复。"))
        .at(fact.code.text());
}

Error still_here(const NumberFact& fact)
{
    return error(ErrorKind::refused, say("The archive has the record {}, which the list tells is no more",
                                         "清单称 {} 已不存在,但本库有此件", {fact.code.text()}))
        .with_hint(say("A list ends no record: fonds merge and fonds case do.",
                       "清单不能使档案消失:合并用 fonds merge,销毁与移交用 fonds case。"))
        .at(fact.code.text());
}

Error no_heir(const NumberFact& fact)
{
    const std::string heir = fact.merged_into.text();
    if (heir.empty())
        return error(ErrorKind::usage,
                     say("It is not said what {} was merged into", "未说明 {} 并入何件", {fact.code.text()}))
            .with_hint(say("Fill in the column into.", "请填写“并入”列。"))
            .at(fact.code.text());
    return error(ErrorKind::refused, say("{} was merged into {}, which is not in the archive", "{} 并入的 {} 不在本档案库中",
                                         {fact.code.text(), heir}))
        .with_hint(say("Import the records first, then their numbers.", "请先导入档案(records),再导入档号。"))
        .at(fact.code.text());
}

struct Told {
    std::string note, by, case_number, title;
};

Result<Told> cleaned(const NumberFact& fact)
{
    Told told;
    TRY_ASSIGN(told.note, clean_line(fact.note, {"Note", "备注"}));
    TRY_ASSIGN(told.by, clean_line(fact.actor, {"By", "经办人"}));
    TRY_ASSIGN(told.case_number, clean_line(fact.case_number, {"Case", "案号"}));
    TRY_ASSIGN(told.title, clean_line(fact.title, {"Title", "题名"}));
    return told;
}

Result<void> check_reason(const NumberFact& fact, const Told& told)
{
    if (fact.state == State::merged || !told.note.empty() || !told.case_number.empty()) return {};
    return error(ErrorKind::usage, say("It is not said why {} is no more", "未说明 {} 销毁或移交的原因", {fact.code.text()}))
        .with_hint(say("Fill in the column note or case.", "请填写“备注”或“案号”列。"))
        .at(fact.code.text());
}

}  // namespace

Result<HeldOutcome> Numbers::entomb(const NumberFact& fact, Leap leap, const Stamp& stamp)
{
    HeldOutcome outcome;
    const auto refuse = [&](Held what, Error why) -> Result<void> {
        outcome.what = what;
        outcome.why = std::move(why);
        return {};
    };
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Told told, cleaned(fact));
        TRY_ASSIGN(const auto owner, owner_of(fact.code, fact.category, outcome));
        if (!owner) return {};
        TRY_ASSIGN(const auto stone, tombstone(fact.code));
        const bool merged = fact.state == State::merged;
        if (stone && state_of(stone->kind) == fact.state && (!merged || stone->merged_into == fact.merged_into)) {
            outcome.what = Held::already;
            return {};
        }
        if (stone) return refuse(Held::conflict, told_otherwise(fact, *stone));
        TRY_ASSIGN(const auto kept, held(fact.code));
        if (kept && kept->is_void) return refuse(Held::conflict, was_void(fact));
        TRY(check_reason(fact, told));
        TRY_ASSIGN(const auto here, state_.db.number("SELECT 1 FROM record WHERE code = ?1", {fact.code.text()}));
        if (here != 0) return refuse(Held::in_use, still_here(fact));
        std::optional<RecordId> heir;
        if (merged) {
            const auto found = find_record(state_, fact.merged_into);
            if (!found.ok() && found.error().kind != ErrorKind::not_found) return found.error();
            if (!found.ok()) return refuse(Held::heirless, no_heir(fact));
            heir = *found;
        }
        NewRecord record;
        record.metadata.title = no_title;
        record.metadata.category = owner->code;
        record.metadata.date = fact.date;
        record.code = fact.code;
        record.leap = leap;
        record.paper_alone = true;
        record.day = day_within(*owner, Date::of(fact.at.value_or(stamp.at)));
        record.year = record.day->year();
        auto filed = catalog_.file_record(record, stamp);
        if (!filed.ok() && filed.error().kind != ErrorKind::refused) return std::move(filed).error();
        if (!filed.ok()) return refuse(Held::conflict, std::move(filed).error());
        Json origin = elsewhere(fact.at, told.by), detail = Json::object();
        if (!told.case_number.empty()) origin.set("case", told.case_number);
        if (!told.title.empty() && told.title != no_title) origin.set("title", told.title);
        if (merged) detail.set("into", fact.merged_into.text());
        const std::string reason = told.note.empty() ? std::string(no_reason) : told.note;
        detail.set("reason", reason).set("elsewhere", std::move(origin));
        const std::string kind(kind_of(fact.state));
        TRY_ASSIGN(const auto event, append_event(state_, "record." + kind, fact.code.text(), detail.dump(), stamp));
        TRY(insert_tombstone(state_, filed->id, kind, heir, reason, event));
        // It was never in the index.
        return state_.db.run("DELETE FROM outbox WHERE record = ?1", {raw(filed->id)});
    }));
    return outcome;
}

Result<void> Numbers::each_apart(const std::function<Result<void>(const NumberFact&)>& visit)
{
    const std::string at(told_at_if_known), by(told_by), in_case(told_case), title(told_title);
    TRY_ASSIGN(auto rows,
               state_.db.query(
                   "WITH voided (subject, event) AS (SELECT subject, max(sequence) FROM event WHERE action ="
                   " 'number.voided' GROUP BY subject)"
                   " SELECT held.code, category.code, kind, '', '', '', note, " +
                   at + ", " + by +
                   ", sequence.scope, serial, NULL FROM held_number AS held JOIN category ON category.id = held.category"
                   " JOIN sequence ON sequence.id = held.sequence LEFT JOIN voided ON voided.subject = held.code"
                   " JOIN event ON event.sequence = coalesce(voided.event, held.event)"
                   " WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.code = held.code)"
                   " UNION ALL SELECT record.code, category.code, tombstone.kind, coalesce(heir.code, ''), coalesce(" +
                   in_case + ", ''), coalesce(" + title + ", CASE WHEN record.title <> '" + std::string(no_title) +
                   "' THEN record.title ELSE '' END), reason, " + at + ", " + by +
                   ", sequence.scope, record.serial, record.date FROM tombstone JOIN record ON record.id = tombstone.record"
                   " JOIN category ON category.id = record.category JOIN sequence ON sequence.id = record.sequence"
                   " JOIN event ON event.sequence = tombstone.event LEFT JOIN record AS heir ON heir.id = merged_into"
                   " ORDER BY 10, 11, 1"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        NumberFact fact;
        TRY_ASSIGN(fact.code, ReferenceCode::parse(row.view(0)));
        fact.category = row.text(1);
        fact.state = state_of(row.view(2));
        if (fact.state == State::merged) {
            TRY_ASSIGN(fact.merged_into, ReferenceCode::parse(row.view(3)));
        }
        fact.case_number = row.text(4);
        fact.title = row.text(5);
        if (!row.is_null(11)) {
            TRY_ASSIGN(fact.date, Date::parse(row.view(11)));
        }
        if (row.view(6) != no_reason) fact.note = row.text(6);
        if (!row.is_null(7)) {
            TRY_ASSIGN(fact.at, parse_instant(row.view(7)));
        }
        fact.actor = row.text(8);
        return visit(fact);
    });
}

}  // namespace fonds
