// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/taken_facts.hpp"

#include <algorithm>

#include "archive/csv.hpp"
#include "archive/retaining.hpp"
#include "archive/rule_law.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/core/json.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

bool is_about_one(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
           kind == ErrorKind::refused || kind == ErrorKind::bad_input;
}

std::vector<std::string> texts_of(const Json& list)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < list.size(); ++i) all.push_back(list.at(i).text());
    return all;
}

/// Who did it there, and when, as a further part of a note or a reason.
std::string origin(const Json& thing)
{
    const std::string by = thing.get("by").text(), at = thing.get("at").text();
    return by.empty() && at.empty() ? std::string() : " (" + by + (by.empty() ? "" : ", ") + at + ")";
}

/// Two that agree in this are one.
std::string key_of(const RetentionEvent& event)
{
    return std::string(name_of(event.trigger)) + "\n" + (event.day ? event.day->text() : "") + "\n" +
           std::string(name_of(event.scope)) + "\n" + event.target + (event.before_papers ? "\nbefore papers" : "");
}

Result<RuleAssignment> assignment_of(const Json& json)
{
    RuleAssignment assignment{json.get("category").text(), {}, json.get("type").text(), json.get("rule").text()};
    if (const auto grade = json.get("grade").text(); !grade.empty()) {
        TRY_ASSIGN(assignment.grade, parse_grade(grade));
    }
    return assignment;
}

/// Without the records that it covers.
Result<Hold> hold_of(const Json& json)
{
    Hold hold;
    hold.number = json.get("number").text();
    TRY_ASSIGN(hold.kind, parse_hold_kind(json.get("kind").text()));
    hold.reason = json.get("reason").text();
    hold.authority = json.get("authority").text();
    hold.scope.query = json.get("query").text();
    hold.scope.folders = texts_of(json.get("folders"));
    hold.scope.parties = texts_of(json.get("parties"));
    return hold;
}

bool is_same_hold(const Hold& one, const Hold& other)
{
    return one.kind == other.kind && one.reason == other.reason && one.authority == other.authority;
}

}  // namespace

Result<void> TakenFacts::told(Result<void> done, const std::string& of)
{
    if (done.ok() || !is_about_one(done.error().kind)) return done;
    if (done.error().where.empty()) done.error().where = of;
    tell_(done.error());
    return {};
}

Result<void> TakenFacts::take_rules(std::string_view csv, bool revise)
{
    std::string_view bytes = csv;
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    const CsvTable table = parse_csv(bytes, ',');
    if (table.rows.size() < 2) return {};
    std::string kept(byte_order_mark);
    bool any = false;
    for (const CsvRow& row : table.rows) {
        const bool is_head = &row == &table.rows.front();
        if (!is_head && !revise) {
            TRY_ASSIGN(const auto known, Retention(state_.catalog).rules(row.cells.front()));
            if (!known.empty()) continue;
        }
        any = any || !is_head;
        kept += csv_row(row.cells);
    }
    if (!any) return {};
    TRY_ASSIGN(const RuleReport report, Retaining(archive_).import(kept, false, false));
    for (const RuleRow& row : report.rows)
        if (row.problem) TRY(told(*row.problem, row.code));
    return {};
}

Result<std::vector<Error>> TakenFacts::take_missing_rules(std::string_view csv)
{
    std::vector<Error> differing;
    std::string_view bytes = csv;
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    const CsvTable table = parse_csv(bytes, ',');
    if (table.rows.size() < 2) return differing;
    const auto& head = table.rows.front().cells;
    const auto at = static_cast<std::size_t>(std::ranges::find(head, "period") - head.begin());
    for (const CsvRow& row : table.rows) {
        if (&row == &table.rows.front() || at >= row.cells.size()) continue;
        TRY_ASSIGN(const auto known, Retention(state_.catalog).rules(row.cells.front()));
        const auto there = RetentionPeriod::parse(row.cells[at]);
        if (known.empty() || !there.ok() || !shorter(known.front().period, *there)) continue;
        differing.push_back(
            error(ErrorKind::refused,
                  say("Rule {} keeps for {} here, and kept for {} when the volume was sealed",
                      "规则 {} 在本库为{},封卷时为{}", {row.cells.front(), known.front().period.text(), there->text()}))
                .with_hint(say("Look at retention before anything is appraised: fonds retention show CODE.",
                               "鉴定之前请核对保管期限:fonds retention show 档号。")));
    }
    TRY(take_rules(csv, false));
    return differing;
}

Result<void> TakenFacts::take_held(const Json& held)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(held.get("code").text()));
    Numbers numbers(state_.catalog);
    TRY_ASSIGN(const auto known, numbers.held(code));
    if (known || state_.catalog.record(code).ok()) return {};
    const HoldAs as = held.get("state").text() == "void" ? HoldAs::spoiled : HoldAs::reserved;
    const Stamp stamp = state_.stamp();
    return state_.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const auto event, numbers.begin_import(1, stamp));
        TRY_ASSIGN(const HeldOutcome outcome, numbers.hold(code, held.get("category").text(), as,
                                                           held.get("note").text() + origin(held), event, Leap::allowed));
        if (outcome.why) return *outcome.why;
        return {};
    });
}

Result<void> TakenFacts::take_tombstone(const Json& stone)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(stone.get("code").text()));
    if (state_.catalog.record(code).ok()) return {};
    const std::string state = stone.get("state").text();
    std::string reason = stone.get("reason").text();
    if (reason.empty()) reason = state;
    reason += origin(stone);
    NewRecord record;
    record.code = code;
    record.leap = Leap::allowed;
    record.paper_alone = true;
    record.metadata.title = stone.get("title").text();
    record.metadata.category = stone.get("category").text();
    TRY_ASSIGN(record.metadata.grade, parse_grade(stone.get("grade").text()));
    EarlierFiling earlier;
    TRY_ASSIGN(earlier.at, parse_instant(stone.get("filed_at").text()));
    earlier.actor = stone.get("filed_by").text();
    record.earlier = earlier;
    record.year = state_.filing_year(earlier.at);
    record.day = Date::of(earlier.at, state_.config.time_zone_minutes);
    const auto heir_code = ReferenceCode::parse(stone.get("merged_into").text());
    const auto heir = heir_code.ok() ? state_.catalog.record(*heir_code) : Result<Record>(heir_code.error());
    if (state == "merged" && !heir.ok()) return heir.error();
    // Its heir is not to take over what somebody took from it since.
    if (const auto date = stone.get("date").text(); !date.empty() && (state != "merged" || heir->metadata.date)) {
        TRY_ASSIGN(record.metadata.date, Date::parse(date));
    }
    const Stamp stamp = state_.stamp();
    return state_.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const FiledRecord filed, state_.catalog.file_record(record, stamp));
        if (state != "merged") return Numbers(state_.catalog).bury(filed.code, reason, stamp);
        TRY(Doubles(state_.catalog).merge(heir->code, filed.code, reason, stamp));
        return {};
    });
}

Result<bool> TakenFacts::lives_on(const Json& stone)
{
    const auto code = ReferenceCode::parse(stone.get("code").text());
    const std::string state = stone.get("state").text();
    if (!code.ok() || (state != "destroyed" && state != "transferred") || !state_.catalog.record(*code).ok()) return false;
    TRY_ASSIGN(const auto known, Numbers(state_.catalog).tombstone(*code));
    if (known) return false;
    const std::string day = stone.get("at").text().substr(0, 10), reason = stone.get("reason").text();
    Error problem =
        error(ErrorKind::refused, state == "destroyed"
                                      ? say("{} is a record here, and was destroyed there on {}: {}",
                                            "{} 在本库仍为档案,而来源库已于 {} 销毁:{}", {code->text(), day, reason})
                                      : say("{} is a record here, and was handed over there on "
                                            "{}: {}",
                                            "{} 在本库仍为档案,而来源库已于 {} 移交:{}", {code->text(), day, reason}));
    tell_(std::move(problem)
              .with_hint(say("Nothing was changed. Its bytes came from elsewhere, such as an older volume: appraise it here "
                             "(fonds case draft), or begin with an empty archive and import first.",
                             "未作更改。其内容来自别处(如较旧的冷存卷):请在本库鉴定处置(fonds case draft),"
                             "或从空库开始并先行导入。"))
              .at(code->text()));
    return true;
}

Result<void> TakenFacts::take_numbers(std::string_view text)
{
    TRY_ASSIGN(const Json json, Json::parse(text));
    const Json held = json.get("held"), stones = json.get("tombstones");
    for (std::size_t i = 0; i < held.size(); ++i) TRY(told(take_held(held.at(i)), held.at(i).get("code").text()));
    // One may have gone up into another that is a tombstone itself by now: the newest ending comes last.
    std::vector<Json> by_time;
    for (std::size_t i = 0; i < stones.size(); ++i) by_time.push_back(stones.at(i));
    std::ranges::stable_sort(by_time, {}, [](const Json& stone) { return stone.get("at").text(); });
    for (Json& stone : by_time) {
        TRY_ASSIGN(const bool lives, lives_on(stone));
        if (lives) continue;
        auto taken = take_tombstone(stone);
        if (!taken.ok() && is_about_one(taken.error().kind)) {
            // Its number is at least nobody's for ever.
            stone.set("note", stone.get("state").text() + ": " + stone.get("title").text()).set("state", "void");
            taken = take_held(stone);
        }
        TRY(told(std::move(taken), stone.get("code").text()));
    }
    return {};
}

Result<void> TakenFacts::take_event(const Json& json)
{
    RetentionEvent event;
    TRY_ASSIGN(event.trigger, parse_retention_trigger(json.get("trigger").text()));
    TRY_ASSIGN(event.day, Date::parse(json.get("day").text()));
    const auto scope = event_scope(json.get("scope").text());
    if (!scope) return error(ErrorKind::bad_input, say("Not an event: {}", "不是有效的事件:{}", {json.dump()}));
    event.scope = *scope;
    event.target = json.get("target").text();
    event.note = json.get("note").text();
    event.before_papers = json.get("before_papers").boolean();
    if (!events_.insert(key_of(event)).second) return {};
    const Stamp stamp = state_.stamp();
    event.actor = stamp.actor;  // told elsewhere: it is not asked for again
    TRY(Retention(state_.catalog).add_event(event, stamp));
    return {};
}

Result<void> TakenFacts::take_each_event(const Json& events)
{
    TRY_ASSIGN(const auto known, Retention(state_.catalog).events(std::nullopt, true));
    for (const RetentionEvent& each : known) events_.insert(key_of(each));
    for (std::size_t i = 0; i < events.size(); ++i) TRY(told(take_event(events.at(i)), events.at(i).get("target").text()));
    return {};
}

Result<void> TakenFacts::take_events(std::string_view text)
{
    TRY_ASSIGN(const Json json, Json::parse(text));
    return take_each_event(json.get("events"));
}

Result<std::vector<Error>> TakenFacts::take_assignments(std::string_view text, const std::set<std::string>& own)
{
    TRY_ASSIGN(const Json json, Json::parse(text));
    const Json all = json.get("assignments");
    std::vector<Error> missing;
    TRY_ASSIGN(const auto known, Retention(state_.catalog).assignments());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto assignment = assignment_of(all.at(i));
        if (!assignment.ok()) {
            TRY(told(assignment.error(), all.at(i).get("rule").text()));
            continue;
        }
        const bool is_here = std::ranges::any_of(known, [&](const RuleAssignment& each) {
            return each.category == assignment->category && each.grade == assignment->grade &&
                   each.type == assignment->type && each.rule == assignment->rule;
        });
        if (is_here) continue;
        if (own.contains(assignment->category)) {
            missing.push_back(
                error(ErrorKind::refused,
                      say("Category {} had rule {} when the volume was sealed, and has it not here",
                          "封卷时门类 {} 适用规则 {},本库没有", {assignment->category, assignment->rule}))
                    .with_hint(say("This archive's own records follow it as well: if that is right, fonds rule assign {} "
                                   "--category {}. Look at retention before anything is appraised.",
                                   "本库该门类的档案也将适用;确需如此时执行 fonds rule assign {} --category {}。"
                                   "鉴定之前请核对保管期限。",
                                   {assignment->rule, assignment->category})));
            continue;
        }
        auto assigned = assign_lawfully(state_, *assignment, taken_as_it_was, state_.stamp());
        TRY(told(assigned.ok() ? Result<void>() : Result<void>(assigned.error()), assignment->rule));
    }
    return missing;
}

/// Two may say the same of different records: then their numbers tell which is which.
Result<void> TakenFacts::take_hold(const Json& json)
{
    Holds holds(state_.catalog);
    TRY_ASSIGN(Hold hold, hold_of(json));
    std::vector<RecordId> covered;
    for (const auto& text : texts_of(json.get("records"))) {
        TRY_ASSIGN(ReferenceCode code, ReferenceCode::parse(text));
        const auto record = state_.catalog.record(code);
        if (!record.ok()) continue;
        covered.push_back(record->id);
        hold.scope.records.push_back(std::move(code));
    }
    TRY_ASSIGN(const auto known, holds.list(true));
    const auto own = std::ranges::find_if(
        known, [&](const Hold& each) { return each.number == hold.number && is_same_hold(each, hold); });
    const auto same = own != known.end() ? own : std::ranges::find_if(known, [&](const Hold& each) {
        return is_same_hold(each, hold) && !claimed_.contains(each.number);
    });
    if (same != known.end()) {
        claimed_.insert(same->number);
        if (same->released_at) return {};
        // What came in since comes under it, too.
        TRY_ASSIGN(const auto joined, holds.join(same->number, covered, state_.stamp()));
        static_cast<void>(joined);
        return {};
    }
    if (hold.scope.empty()) return {};
    TRY_ASSIGN(std::string number, holds.place(hold, {}, state_.stamp()));
    claimed_.insert(std::move(number));
    return {};
}

Result<void> TakenFacts::take_retention(std::string_view text)
{
    TRY_ASSIGN(const Json json, Json::parse(text));
    const Json assignments = json.get("assignments"), events = json.get("events"), holds = json.get("holds");
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        const Json each = assignments.at(i);
        const auto assign = [&]() -> Result<void> {
            TRY_ASSIGN(const RuleAssignment assignment, assignment_of(each));
            TRY(assign_lawfully(state_, assignment, taken_as_it_was, state_.stamp()));
            return {};
        };
        TRY(told(assign(), each.get("rule").text()));
    }
    TRY(take_each_event(events));
    // In the order of their numbers, which they keep where nobody has them here.
    std::vector<Json> by_number;
    for (std::size_t i = 0; i < holds.size(); ++i) by_number.push_back(holds.at(i));
    TRY_ASSIGN(const auto known, Holds(state_.catalog).list(true));
    for (const Json& each : by_number)
        if (const auto hold = hold_of(each); hold.ok())
            for (const Hold& here : known)
                if (here.number == hold->number && is_same_hold(here, *hold)) claimed_.insert(here.number);
    std::ranges::stable_sort(by_number, {}, [](const Json& hold) { return hold.get("number").text(); });
    for (const Json& hold : by_number) TRY(told(take_hold(hold), hold.get("number").text()));
    return {};
}

}  // namespace fonds
