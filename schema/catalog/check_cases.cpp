// SPDX-License-Identifier: GPL-3.0-or-later
// Disposition cases: nothing is approved that was not signed, nothing signed that is not what was listed, nothing gone
// without a case, as the tables and the audit log tell it.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/checking.hpp"

namespace fonds {

namespace {

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

struct Comparison {
    std::string_view kind;
    std::string_view sql;  ///< gives the subjects of what is wrong
    Text what;
};

Result<void> check_papers(CatalogState& state, Findings& findings)
{
    std::set<std::string> told;  // number and digest
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT subject, coalesce(json_extract(detail, '$.digest'),"
                                             " json_extract(detail, '$.certificate'), json_extract(detail, '$.statement'),"
                                             " '') FROM event WHERE action IN ('case.opinion', 'case.listed', 'case.packed',"
                                             " 'case.closed') AND json_valid(detail)"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            told.insert(row.text(0) + " " + row.text(1));
            return {};
        }));
    }
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT number, case_paper.kind, content, digest FROM case_paper JOIN disposition_case ON"
                              " disposition_case.id = disposition ORDER BY number"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(3));
        if (Digest::of(row.view(2)) != digest)
            findings.add("case.changed", row.text(0),
                         say("The {} of {} is not what was signed", "{}({})与签署时不一致", {row.view(1), row.view(0)}),
                         change_hint());
        else if (!told.contains(row.text(0) + " " + digest.hex()))
            findings.add(
                "case.changed", row.text(0),
                say("The audit log does not tell of the {} of {}", "审计日志未记载该 {}({})", {row.view(1), row.view(0)}),
                change_hint());
        return {};
    });
}

/// What was decided on a record, as events tell it.
struct Decided {
    std::string decision, until, reason, by, seen_by;
    bool unsettled = false;
    bool operator==(const Decided&) const = default;
};
/// By case and code. Events do not tell a second look from another decision of the same kind: every reading is kept.
using Readings = std::unordered_map<std::string, std::vector<Decided>>;

void decide(Readings& readings, const std::string& number, const std::string& who, const Json& detail)
{
    const Json records = detail.get("records");
    const Decided anew{detail.get("decision").text(),    detail.get("until").text(), detail.get("reason").text(), who, {},
                       detail.get("unsettled").boolean()};
    for (std::size_t i = 0; i < records.size(); ++i) {
        std::vector<Decided>& all = readings[number + " " + records.at(i).text()];
        std::vector<Decided> after{anew};
        for (Decided& before : all) {
            if (before.decision != anew.decision || before.until != anew.until || before.by.empty() || before.by == who)
                continue;
            before.seen_by = who;
            after.push_back(std::move(before));
        }
        all = std::move(after);
    }
}

void follow(Readings& readings, const std::string& number, std::string_view action, const std::string& who,
            const Json& detail)
{
    if (action == "case.decided") return decide(readings, number, who, detail);
    if (action == "case.items") {
        const Json records = detail.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) readings[number + " " + records.at(i).text()] = {Decided{}};
        return;
    }
    for (Decided& each : readings[number + " " + detail.get("record").text()]) {
        each.decision = name_of(CaseDecision::excepted);
        each.until.clear();
        each.reason = stored_reason(reason_in(detail));
    }
}

/// Who decided what on each record, and why, is what the log tells.
Result<void> check_decisions(CatalogState& state, Findings& findings)
{
    Readings readings;
    TRY_ASSIGN(auto events, state.db.query("SELECT subject, action, actor, detail FROM event WHERE action IN ('case.items',"
                                           " 'case.decided', 'case.excepted') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(3));
        if (detail.ok())
            follow(readings, row.text(0), row.view(1), row.text(2), *detail);  // else the check of the log tells
        return {};
    }));
    TRY_ASSIGN(
        auto rows,
        state.db.query(
            "SELECT disposition_case.number || ' ' || code, decision, until, case_item.reason, coalesce(decider.name, ''),"
            " coalesce(second.name, ''), unsettled FROM case_item JOIN disposition_case ON"
            " disposition_case.id = disposition JOIN record ON record.id = case_item.record LEFT JOIN"
            " account AS decider ON decider.id = decided_by LEFT JOIN account AS second ON second.id ="
            " seen_by ORDER BY disposition, record.id"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const Decided now{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6) != 0};
        const auto told = readings.find(row.text(0));
        if (told != readings.end() && std::ranges::find(told->second, now) != told->second.end()) return {};
        findings.add("case.changed", row.text(0),
                     say("{}: the audit log tells something else of what was decided, by whom or why",
                         "{}:鉴定结论、鉴定人或理由与审计日志不符", {row.view(0)}),
                     change_hint());
        return {};
    });
}

}  // namespace

Result<void> check_cases(CatalogState& state, Findings& findings)
{
    static const Comparison comparisons[] = {
        {"case.unsigned",
         "SELECT number FROM disposition_case WHERE (state IN ('approved', 'witnessed', 'destroying', 'destroyed') OR "
         "(state = 'closed' AND EXISTS (SELECT 1 FROM case_item WHERE disposition = disposition_case.id AND (outcome = "
         "'destroyed' OR outcome = 'transferred')))) AND "
         "(SELECT count(*)"
         " FROM case_signature WHERE disposition = disposition_case.id AND stage = 'approval' AND verdict = 'approved' AND"
         " case_signature.round = disposition_case.round AND digest = (SELECT digest FROM case_paper WHERE "
         "case_paper.disposition ="
         " disposition_case.id AND kind = 'register' AND case_paper.round = disposition_case.round)) < CASE procedure WHEN"
         " 'accounting' THEN 5 ELSE 2 END",
         {"{} is approved, but its register is not signed by all", "{} 已批准,但清册签署不全"}},
        {"case.unsigned",
         "SELECT number FROM case_signature JOIN disposition_case ON disposition_case.id = disposition JOIN event ON "
         "event.sequence ="
         " case_signature.event WHERE subject <> number OR action <> CASE verdict WHEN 'approved' THEN 'case.signed' ELSE"
         " 'case.refused' END OR (SELECT name FROM account WHERE account.id = case_signature.account) <> actor",
         {"The audit log does not tell of a signature of {}", "审计日志未记载 {} 的一项签署"}},
        {"case.changed",
         "SELECT number FROM disposition_case WHERE (SELECT count(*) FROM case_signature WHERE disposition = "
         "disposition_case.id) <>"
         " (SELECT count(*) FROM event WHERE subject = number AND (action = 'case.signed' OR action = 'case.refused'))",
         {"{} has not the signatures that the audit log tells of", "{} 的签署与审计日志不符"}},
        {"case.changed",
         "SELECT disposition_case.number || ' ' || code FROM case_item JOIN disposition_case ON disposition_case.id = "
         "disposition JOIN "
         "record ON record.id"
         " = case_item.record LEFT JOIN tombstone ON tombstone.record = record.id WHERE (outcome = 'destroyed' OR outcome ="
         " 'transferred') AND coalesce(kind, '') <> outcome",
         {"{}: the record is not gone as its case says", "{}:该件的状态与鉴定销毁案不符"}},
        {"record.gone_without_case",
         "SELECT code FROM tombstone JOIN record ON record.id = tombstone.record JOIN event ON event.sequence = "
         "tombstone.event WHERE"
         " kind <> 'merged' AND json_valid(detail) AND json_extract(detail, '$.case') IS NOT NULL AND NOT EXISTS (SELECT 1 "
         "FROM"
         " case_item WHERE case_item.record = tombstone.record AND outcome = kind)",
         {"{} is gone, but no case says so", "{} 已不存在,但没有相应的鉴定销毁案"}},
    };
    for (const auto& [kind, sql, what] : comparisons) {
        TRY_ASSIGN(auto rows, state.db.query(sql));
        TRY(rows.each([&, named = kind, told = what](const sqlite::Rows& row) -> Result<void> {
            findings.add(std::string(named), row.text(0), say(told.en, told.zh, {row.view(0)}), change_hint());
            return {};
        }));
    }
    TRY(check_decisions(state, findings));
    return check_papers(state, findings);
}

}  // namespace fonds
