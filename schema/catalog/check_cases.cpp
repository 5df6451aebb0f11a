// SPDX-License-Identifier: GPL-3.0-or-later
// Disposition cases: nothing is approved that was not signed, nothing signed that is not what was listed, nothing gone
// without a case, as the tables and the audit log tell it.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <vector>

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

/// What a case says of itself, as events tell it.
struct CaseFacts {
    std::string title, basis, author, procedure, participants, method, place, executor, receipt;
    bool operator==(const CaseFacts&) const = default;
};

void follow(CaseFacts& facts, std::string_view action, const std::string& actor, const Json& detail)
{
    if (action == "case.drafted") {
        facts.title = detail.get("title").text();
        facts.basis = detail.get("basis").text();
        facts.author = actor;
    } else if (action == "case.procedure") {
        facts.procedure = detail.get("procedure").text();
    } else if (action == "case.opinion") {
        facts.participants = detail.get("participants").text();
    } else if (action == "case.destruction_begun") {
        facts.method = detail.get("method").text();
        facts.place = detail.get("place").text();
        facts.executor = actor;
    } else {
        const std::string receipt = detail.get("receipt").text();
        facts.receipt = facts.receipt.empty() || facts.receipt == receipt ? receipt : facts.receipt + "; " + receipt;
    }
}

Result<void> check_facts(CatalogState& state, Findings& findings)
{
    std::unordered_map<std::string, CaseFacts> told;
    TRY_ASSIGN(auto events, state.db.query("SELECT subject, action, actor, detail FROM event WHERE action IN"
                                           " ('case.drafted', 'case.procedure', 'case.opinion', 'case.destruction_begun',"
                                           " 'case.handed_over') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(3));
        if (detail.ok()) follow(told[row.text(0)], row.view(1), row.text(2), *detail);
        return {};
    }));
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT number, title, basis, author.name, procedure, participants, method, place,"
                              " coalesce(executor.name, ''), receipt FROM disposition_case JOIN account AS author ON"
                              " author.id = disposition_case.author LEFT JOIN account AS executor ON executor.id ="
                              " disposition_case.executor ORDER BY number"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const CaseFacts now{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                            row.text(6), row.text(7), row.text(8), row.text(9)};
        if (told[row.text(0)] == now) return {};
        findings.add("case.changed", row.text(0),
                     say("The audit log tells something else of {}: of its title, basis, author, procedure or how it ended",
                         "{} 的案名、依据、拟稿人、程序或办理情况与审计日志不符", {row.view(0)}),
                     change_hint());
        return {};
    });
}

/// How long appraisals keep records, by code: as events tell it.
Result<void> check_extensions(CatalogState& state, Findings& findings)
{
    std::unordered_map<std::string, std::string> told;
    TRY_ASSIGN(auto events, state.db.query("SELECT subject, action, detail FROM event WHERE action IN ('record.extended',"
                                           " 'record.extension_ended', 'record.destroyed') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(2));
        if (!detail.ok()) return {};
        if (row.view(1) == "record.extended")
            told[row.text(0)] =
                detail->get("until").text() + " " + detail->get("case").text() + " " + detail->get("reason").text();
        else
            told.erase(row.text(0));
        return {};
    }));
    const auto changed = [&](const std::string& code) {
        findings.add("case.changed", code,
                     say("{}: the audit log tells something else of how long its appraisal keeps it",
                         "{}:续存期限与审计日志不符", {code}),
                     change_hint());
    };
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT code, until || ' ' || reason FROM record_extension JOIN record ON record.id ="
                              " record_extension.record ORDER BY code"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto known = told.find(row.text(0));
        if (known == told.end() || known->second != row.view(1)) changed(row.text(0));
        if (known != told.end()) told.erase(known);
        return {};
    }));
    std::vector<std::string> lost;
    for (const auto& [code, extension] : told) {
        // What was merged into a destroyed record went with it.
        TRY_ASSIGN(const auto gone,
                   state.db.number("SELECT EXISTS (SELECT 1 FROM record JOIN tombstone ON tombstone.record ="
                                   " record.id WHERE code = ?1)",
                                   {code}));
        if (gone == 0) lost.push_back(code);
    }
    std::ranges::sort(lost);
    for (const auto& code : lost) changed(code);
    return {};
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
        {"case.changed",
         "SELECT number FROM case_signature JOIN disposition_case ON disposition_case.id = disposition JOIN event ON"
         " event.sequence = case_signature.event WHERE json_valid(detail) AND (json_extract(detail, '$.stage') <> stage OR"
         " json_extract(detail, '$.office') <> office OR json_extract(detail, '$.round') <> case_signature.round OR"
         " json_extract(detail, '$.note') <> note OR json_extract(detail, '$.digest') <> lower(hex(digest)))",
         {"A signature of {} is not what the audit log tells of it", "{} 的一项签署与审计日志的记载不符"}},
        {"case.changed",
         "SELECT number FROM disposition_case WHERE opinion <> coalesce((SELECT json_extract(content, '$.opinion') FROM"
         " case_paper WHERE disposition = disposition_case.id AND kind = 'opinion' AND json_valid(content) ORDER BY"
         " case_paper.round DESC LIMIT 1), opinion) OR receiver <> coalesce((SELECT json_extract(content, '$.receiver') FROM"
         " case_paper WHERE disposition = disposition_case.id AND kind = 'register' AND case_paper.round ="
         " disposition_case.round AND json_valid(content)), receiver)",
         {"The opinion or the receiver of {} is not that of its papers", "{} 的鉴定意见或接收单位与其文书不符"}},
        {"case.changed",
         "SELECT code FROM tombstone JOIN record ON record.id = tombstone.record JOIN event ON event.sequence ="
         " tombstone.event WHERE json_valid(detail) AND json_extract(detail, '$.case') IS NOT NULL AND reason <> CASE kind"
         " WHEN 'transferred' THEN json_extract(detail, '$.case') || ' → ' || json_extract(detail, '$.to') ELSE"
         " json_extract(detail, '$.reason') END",
         {"{}: its tombstone is not what the audit log tells", "{} 的销毁留痕与审计日志不符"}},
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
    TRY(check_facts(state, findings));
    TRY(check_extensions(state, findings));
    TRY(check_decisions(state, findings));
    return check_papers(state, findings);
}

}  // namespace fonds
