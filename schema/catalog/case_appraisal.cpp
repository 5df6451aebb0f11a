// SPDX-License-Identifier: GPL-3.0-or-later
// 鉴定: what is decided on each record, and the opinion that ends it.
#include <algorithm>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_told = 500;
constexpr std::size_t most_left = 100;

struct Chosen {
    std::int64_t record = 0, decided_by = 0;
    std::string code;
    Grade grade = Grade::B;
    bool unsettled = false, held = false;
    CaseDecision decision = CaseDecision::none;
    std::string until;
};

Result<std::vector<Chosen>> rows_of(CatalogState& state, const CaseRow& row, const CaseChoice& choice)
{
    std::vector<RecordId> ids;
    for (const auto& code : choice.codes.empty() ? choice.except : choice.codes) {
        TRY_ASSIGN(const RecordId record, find_record(state, code));
        TRY_ASSIGN(const auto in, state.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND record = ?2",
                                                  {row.id, raw(record)}));
        if (in == 0)
            return error(ErrorKind::not_found, say("{} is not in case {}", "{} 不在鉴定案 {} 中", {code.text(), row.number}))
                .with_hint(say("fonds case show {} lists its records.", "可用 fonds case show {} 查看。", {row.number}))
                .at(code.text());
        ids.push_back(record);
    }
    const std::string named = choice.codes.empty() ? "decision = '' AND record.id NOT IN (SELECT value FROM json_each(?2))"
                                                   : "record.id IN (SELECT value FROM json_each(?2))";
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT record.id, code, CASE WHEN case_item.grade = 'A' THEN 'A' ELSE record.grade END, "
                              "unsettled, decision, coalesce(decided_by, 0), until FROM"
                              " case_item JOIN record ON record.id = case_item.record WHERE disposition = ?1 AND " +
                                  named + " ORDER BY record.id",
                              {row.id, id_list(ids)}));
    std::vector<Chosen> all;
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        Chosen one{each.integer(0), each.integer(5), each.text(1), Grade::B, each.integer(3) != 0, false, {}, each.text(6)};
        TRY_ASSIGN(one.grade, parse_grade(each.view(2)));
        one.decision = case_decision(each.view(4)).value_or(CaseDecision::none);
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<void> check_choice(const CaseChoice& choice, const ClockDay& day)
{
    if (choice.decision == CaseDecision::extend) {
        if (!choice.until)
            return error(ErrorKind::usage, say("It must be said until when they are kept", "须说明续存至何时"))
                .with_hint(say("Say it: --keep-until DAY.", "请用 --keep-until 给出日期。"));
        if (*choice.until <= day.today)
            return error(ErrorKind::usage,
                         say("{} is no extension: it is not after today", "{} 不晚于今天,不是续存", {choice.until->text()}));
    }
    if (choice.unsettled && choice.decision != CaseDecision::excepted)
        return error(ErrorKind::usage, say("What is unsettled is taken out: it is neither destroyed nor decided on",
                                           "未了事项须单独抽出,不得销毁或另作处理"));
    return {};
}

/// Why this decision does not stand in a run over many; empty: it does.
Text objection(const Chosen& one, std::size_t named)
{
    if (named == 1) return {};
    if (one.grade == Grade::A) return say("grade A is decided one by one", "重要 A 级须逐件鉴定");
    if (one.unsettled) return say("what is unsettled is decided one by one", "未了事项须逐件鉴定");
    return {};
}

Result<void> ensure_permanent_rule(Catalog& catalog, const Stamp& stamp)
{
    RetentionRule rule;
    rule.code = permanent_rule;
    rule.name_zh = "鉴定为永久";
    rule.name_en = "Appraised as permanent";
    rule.trigger = RetentionTrigger::created;
    rule.action = RetentionAction::permanent;
    rule.source = "鉴定意见书";
    Retention retention(catalog);
    TRY_ASSIGN(const auto known, retention.rules(permanent_rule));
    if (!known.empty()) return {};
    TRY_ASSIGN(const auto put, retention.put_rule(rule, stamp));
    static_cast<void>(put);
    return {};
}

/// What an earlier opinion of this case made of a record that is decided on otherwise now.
Result<void> take_back(CatalogState& state, Retention& retention, const CaseRow& row, RecordId record, const CaseItem& item,
                       const Stamp& stamp)
{
    if (item.decision != CaseDecision::extend) {
        TRY_ASSIGN(const auto extended,
                   state.db.number("SELECT EXISTS (SELECT 1 FROM record_extension WHERE record = ?1 AND reason LIKE"
                                   " ?2)",
                                   {raw(record), row.number + " %"}));
        if (extended != 0) {
            TRY(append_event(state, "record.extension_ended", item.code.text(),
                             Json::object().set("case", row.number).dump(), stamp));
            TRY(state.db.run("DELETE FROM record_extension WHERE record = ?1", {raw(record)}));
            TRY(state.db.run("INSERT OR IGNORE INTO clock_owed (record) VALUES (?1)", {raw(record)}));
        }
    }
    if (item.decision != CaseDecision::permanent) {
        TRY_ASSIGN(const auto given, retention.given_rule(item.code));
        if (given && given->rule == permanent_rule && given->reason.starts_with(row.number))
            TRY(take_given_rule(state, record, item.code, *given, row.number, stamp));
    }
    return {};
}

/// The opinion as a paper: what was decided on each, and what is unsettled.
Result<std::string> opinion_text(CatalogState& state, const CaseRow& row, const std::string& participants,
                                 const std::string& text, const ClockDay& day, const Stamp& stamp)
{
    Json records = Json::array(), unsettled = Json::array();
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT code, title, decision, unsettled, until, case_item.reason, coalesce(decider.name,"
                       " ''), coalesce(second.name, ''), start, due, rule, case_item.period, record.grade FROM case_item"
                       " JOIN record ON record.id = case_item.record LEFT JOIN account AS decider ON decider.id ="
                       " decided_by LEFT JOIN account AS second ON second.id = seen_by WHERE disposition = ?1"
                       " ORDER BY record.category, record.sequence, record.serial",
                       {row.id}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        Json one = Json::object().set("code", each.view(0)).set("title", each.view(1)).set("grade", each.view(12));
        one.set("rule", each.view(10)).set("period", each.view(11)).set("kept_since", each.view(8)).set("due", each.view(9));
        one.set("decision", each.view(2));
        if (!each.view(4).empty()) one.set("until", each.view(4));
        if (!each.view(5).empty()) set_reason(one, reason_of(each.view(5)));
        one.set("decided_by", each.view(6));
        if (!each.view(7).empty()) one.set("seen_by", each.view(7));
        if (each.integer(3) != 0) unsettled.push(each.view(0));
        records.push(std::move(one));
        return {};
    }));
    TRY_ASSIGN(auto head, state.db.query("SELECT title, basis, procedure FROM disposition_case WHERE id = ?1", {row.id}));
    TRY_ASSIGN(const bool there, head.next());
    static_cast<void>(there);
    return Json::object()
        .set("format", "fonds-appraisal-opinion/1")
        .set("case", row.number)
        .set("fonds", Json::object().set("code", state.identity.code).set("name", state.identity.name))
        .set("title", head.view(0))
        .set("basis", head.view(1))
        .set("procedure", head.view(2))
        .set("round", row.round)
        .set("participants", participants)
        .set("opinion", text)
        .set("records", std::move(records))
        .set("unsettled", std::move(unsettled))
        .set("day", day.today.text())
        .set("given_at", to_iso8601(stamp.at))
        .set("given_by", stamp.actor)
        .dump();
}

}  // namespace

Result<CaseChosen> Cases::decide(std::string_view number, const CaseChoice& choice, const ClockDay& day, const Stamp& stamp)
{
    CaseChosen chosen;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist", {}, true));
        TRY(expect_state(row, CaseState::appraisal));
        TRY(check_choice(choice, day));
        TRY_ASSIGN(const std::string reason, clean_line(choice.reason, {"Reason", "原因"}));
        if (reason.empty() && choice.decision != CaseDecision::destroy)
            return error(ErrorKind::usage, say("It must be said why: {}", "须说明原因:{}", {text_of(choice.decision)}))
                .with_hint(say("Say it: --reason TEXT.", "请用 --reason 说明。"));
        TRY_ASSIGN(const auto rows, rows_of(state_, row, choice));
        const std::string until = choice.until ? choice.until->text() : std::string();
        std::vector<std::string> told;
        const auto tell = [&]() -> Result<void> {
            Json records = Json::array();
            for (const auto& code : told) records.push(code);
            Json detail = Json::object().set("decision", name_of(choice.decision)).set("records", std::move(records));
            if (!until.empty()) detail.set("until", until);
            if (!reason.empty()) detail.set("reason", reason);
            if (choice.unsettled) detail.set("unsettled", true);
            told.clear();
            TRY(append_event(state_, "case.decided", row.number, detail.dump(), stamp));
            return {};
        };
        for (const Chosen& one : rows) {
            Text why = objection(one, choice.codes.size());
            if (!why.empty()) {
                ++chosen.left_count;
                TRY_ASSIGN(auto code, ReferenceCode::parse(one.code));
                if (chosen.left.size() < most_left) chosen.left.push_back({std::move(code), std::move(why)});
                continue;
            }
            // The second look: another archivist comes to the same.
            const bool second = one.decision == choice.decision && one.until == until && one.decided_by != 0 &&
                                one.decided_by != who.id && one.grade == Grade::A;
            if (second)
                TRY(state_.db.run("UPDATE case_item SET seen_by = ?3 WHERE disposition = ?1 AND record = ?2",
                                  {row.id, one.record, who.id}));
            else
                TRY(state_.db.run(
                    "UPDATE case_item SET decision = ?3, until = ?4, reason = ?5, decided_by = ?6, outcome = '', seen_by = "
                    "NULL,"
                    " unsettled = ?7 WHERE disposition = ?1 AND record = ?2",
                    {row.id, one.record, name_of(choice.decision), until, reason, who.id, choice.unsettled ? 1 : 0}));
            told.push_back(one.code);
            ++chosen.decided;
            if (told.size() == most_told) TRY(tell());
        }
        if (!told.empty()) TRY(tell());
        if (chosen.decided == 0 && chosen.left.empty())
            return error(ErrorKind::not_found, say("Nothing in {} is undecided", "{} 中没有未鉴定的档案", {row.number}))
                .with_hint(say("Name records to decide anew on them.", "如需改变结论,请写明档号。"));
        return {};
    }));
    return chosen;
}

Result<void> Cases::give_opinion(std::string_view number, std::string_view given_participants, std::string_view given_text,
                                 std::string_view given_receiver, const ClockDay& day, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist", {}, true));
        static_cast<void>(who);
        TRY(expect_state(row, CaseState::appraisal));
        TRY_ASSIGN(const std::string participants, clean_line(given_participants, {"Participants", "参加人员"}));
        TRY_ASSIGN(const std::string text, clean_text(given_text, {"Opinion", "鉴定意见"}));
        TRY_ASSIGN(const std::string receiver, clean_line(given_receiver, {"Receiver", "接收单位"}));
        if (participants.empty())
            return error(ErrorKind::usage, say("It must be said who appraised", "须写明参加鉴定的人员"))
                .with_hint(say("Name them: --participants TEXT.", "请用 --participants 给出。"));
        TRY_ASSIGN(const DispositionCase now, get(number));
        if (now.counts.undecided > 0)
            return error(ErrorKind::refused, say(now.counts.undecided == 1 ? "{} record of {} is not decided on yet"
                                                                           : "{} records of {} are not decided on yet",
                                                 "{} 件尚未鉴定({})", {now.counts.undecided, row.number}))
                .with_hint(say("fonds case show {} --decision none lists them.",
                               "可用 fonds case show {} --decision none 查看。", {row.number}));
        if (now.counts.needs_second > 0)
            return error(ErrorKind::refused,
                         say(now.counts.needs_second == 1 ? "{} record of grade A needs a second look by another archivist"
                                                          : "{} records of grade A need a second look by another archivist",
                             "{} 件重要 A 级档案须由另一名档案管理员复核", {now.counts.needs_second}))
                .with_hint(say("Another archivist decides the same: fonds case decide {} CODE.",
                               "请另一名档案管理员作同样的鉴定:fonds case decide {} 档号。", {row.number}));
        if (now.counts.transfer > 0 && receiver.empty())
            return error(ErrorKind::usage, say("It must be said who receives what is transferred", "须写明移交的接收单位"))
                .with_hint(say("Say it: --receiver NAME.", "请用 --receiver 给出。"));
        TRY(state_.db.run("UPDATE disposition_case SET participants = ?2, opinion = ?3, receiver = ?4 WHERE id = ?1",
                          {row.id, participants, text, receiver}));
        TRY_ASSIGN(const auto items, this->items(number, std::nullopt, most_case_items, 0));
        if (now.counts.permanent > 0) TRY(ensure_permanent_rule(catalog_, stamp));
        Retention retention(catalog_);
        Holds holds(catalog_);
        Hold unsettled;
        unsettled.kind = HoldKind::unsettled;
        for (const CaseItem& item : items) {
            if (item.outcome != CaseOutcome::none) continue;
            if (item.decision == CaseDecision::permanent)
                TRY(retention.give_rule(item.code,
                                        GivenRule{std::string(permanent_rule), row.number + " " + item.reason.zh, false},
                                        row.number + " " + item.reason.zh, stamp));
            TRY_ASSIGN(const RecordId record, find_record(state_, item.code));
            TRY(take_back(state_, retention, row, record, item, stamp));
            if (item.unsettled) {
                // An opinion given again finds it on hold already.
                TRY_ASSIGN(
                    const auto held,
                    state_.db.number("SELECT EXISTS (SELECT 1 FROM hold_member JOIN hold ON hold.id = hold_member.hold"
                                     " WHERE hold_member.record = ?1 AND authority = ?2 AND released IS NULL)",
                                     {raw(record), row.number}));
                if (held == 0) unsettled.scope.records.push_back(item.code);
            }
            if (item.decision == CaseDecision::extend) {
                TRY(append_event(state_, "record.extended", item.code.text(),
                                 Json::object()
                                     .set("until", item.until->text())
                                     .set("reason", item.reason.zh)
                                     .set("case", row.number)
                                     .dump(),
                                 stamp));
                TRY(state_.db.run("INSERT OR REPLACE INTO record_extension (record, until, reason) VALUES (?1, ?2, ?3)",
                                  {raw(record), item.until->text(), row.number + " " + item.reason.zh}));
                TRY(state_.db.run("INSERT OR IGNORE INTO clock_owed (record) VALUES (?1)", {raw(record)}));
            }
            if (item.decision == CaseDecision::extend || item.decision == CaseDecision::permanent)
                TRY(state_.db.run("UPDATE case_item SET outcome = 'kept' WHERE disposition = ?1 AND record = ?2",
                                  {row.id, raw(record)}));
        }
        if (!unsettled.scope.records.empty()) {
            unsettled.reason = "未了事项 unsettled: " + row.number;
            unsettled.authority = row.number;
            TRY_ASSIGN(const std::string hold, holds.place(unsettled, {}, stamp));
            static_cast<void>(hold);
        }
        TRY_ASSIGN(const std::string content, opinion_text(state_, row, participants, text, day, stamp));
        TRY_ASSIGN(const Digest digest, store_paper(state_, row, CasePaperKind::opinion, content));
        TRY(append_event(state_, "case.opinion", row.number,
                         Json::object().set("participants", participants).set("digest", digest.hex()).dump(), stamp));
        return set_state(state_, row, CaseState::opinion);
    });
}

}  // namespace fonds
