// SPDX-License-Identifier: GPL-3.0-or-later
// Disposition cases: nothing is approved that was not signed, nothing signed that is not what was listed, nothing gone
// without a case, as the tables and the audit log tell it.
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
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT number, case_paper.kind, content, digest FROM case_paper JOIN disposition_case ON"
                              " disposition_case.id = disposition ORDER BY number"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(3));
        if (Digest::of(row.view(2)) != digest)
            findings.add("case.changed", row.text(0),
                         say("The {} of {} is not what was signed", "{}({})与签署时不一致", {row.view(1), row.view(0)}),
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
    return check_papers(state, findings);
}

}  // namespace fonds
