// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/event_chain.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/told_elsewhere.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

/// As text, in which instants sort; after the last of the year 9999 there is none.
std::string text_of(Instant at)
{
    constexpr std::chrono::sys_days end = std::chrono::year(9999) / 12 / 31;
    return at >= Instant(end) ? "9999-12-31T00:00:00.000Z" : to_iso8601(at);
}

/// "name\toffice" lines, the way the query joins them.
std::vector<std::pair<std::string, std::string>> people_in(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> people;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        const auto tab = std::min(line.find('\t'), line.size());
        people.emplace_back(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return people;
}

std::string select_gone()
{
    const std::string at(told_at);
    return "SELECT record.code, category.code, tombstone.kind, tombstone.reason, " + at + ", " + std::string(told_by) +
           ", coalesce(number_, " + std::string(told_case) +
           ", ''),"
           " coalesce(title_, ''), coalesce(basis, ''), coalesce(method, ''), coalesce(place, ''), coalesce(rule, ''),"
           " coalesce(period, ''), coalesce((SELECT group_concat(people, char(10)) FROM (SELECT CASE full_name WHEN '' THEN "
           "name "
           "ELSE"
           " full_name END || char(9) || office AS people FROM case_signature JOIN account ON account.id = "
           "case_signature.account"
           " WHERE disposition = case_id AND stage = 'approval' AND verdict = 'approved' AND case_signature.round = round_"
           " ORDER BY case_signature.id)), ''), coalesce((SELECT group_concat(people, char(10)) FROM (SELECT DISTINCT CASE "
           "full_name"
           " WHEN '' THEN name ELSE full_name END || char(9) || office AS people FROM case_signature JOIN account ON "
           "account.id ="
           " case_signature.account WHERE disposition = case_id AND stage <> 'approval' AND verdict = 'approved' AND"
           " case_signature.round = round_)), ''), coalesce((SELECT lower(hex(digest)) FROM case_paper WHERE disposition = "
           "case_id"
           " AND kind = 'certificate' ORDER BY round DESC LIMIT 1), '')"
           " FROM tombstone JOIN record ON record.id = tombstone.record JOIN category ON category.id = record.category"
           " JOIN event ON event.sequence = tombstone.event LEFT JOIN (SELECT record AS item, rule, period, "
           "disposition_case.id AS"
           " case_id, number AS number_, title AS title_, basis, method, place, round AS round_ FROM case_item JOIN "
           "disposition_case"
           " ON disposition_case.id = disposition WHERE outcome = 'destroyed' OR outcome = 'transferred') ON item = "
           "record.id"
           " WHERE tombstone.kind <> 'merged' AND " +
           at + " >= ?1 AND " + at + " < ?2 ORDER BY event.sequence, record.id LIMIT ?3";
}

}  // namespace

AuditFacts::AuditFacts(Catalog& catalog) : state_(*catalog.state_) {}

Result<std::vector<Event>> AuditFacts::events(const std::vector<std::string_view>& actions, const Timespan& span,
                                              std::size_t limit)
{
    Json wanted = Json::array();
    for (const auto action : actions) wanted.push(action);
    std::vector<Event> all;
    TRY_ASSIGN(auto rows, state_.db.query(std::string(select_event) +
                                              " WHERE action IN (SELECT value FROM json_each(?1)) AND at >= ?2 AND at < ?3"
                                              " ORDER BY sequence LIMIT ?4",
                                          {wanted.dump(), text_of(span.from), text_of(span.before), limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto event, to_event(row));
        all.push_back(std::move(event));
        return {};
    }));
    return all;
}

Result<std::vector<Event>> AuditFacts::newest(const EventFilter& filter, std::size_t limit, std::size_t offset)
{
    // Details are long: they are read only where somebody asks for what they name. The last condition is always true, and
    // has SQLite know every parameter.
    std::string where = " WHERE at >= ?1 AND at < ?2";
    const bool begins = filter.action.ends_with('*');
    const std::string action = begins ? filter.action.substr(0, filter.action.size() - 1) : filter.action;
    if (!action.empty()) where += begins ? " AND substr(action, 1, length(?3)) = ?3" : " AND action = ?3";
    if (!filter.actor.empty()) where += " AND actor = ?4";
    if (!filter.subject.empty())
        where += filter.named.empty() ? " AND subject = ?5" : " AND (subject = ?5 OR instr(detail, ?6) > 0)";
    std::vector<Event> all;
    TRY_ASSIGN(auto rows,
               state_.db.query(std::string(select_event) + where +
                                   " AND (?3 = ?3 OR ?4 = ?5 OR ?5 = ?6) ORDER BY sequence DESC LIMIT ?7 OFFSET ?8",
                               {text_of(filter.span.from), text_of(filter.span.before), action, filter.actor, filter.subject,
                                filter.named, limit, offset}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto event, to_event(row));
        all.push_back(std::move(event));
        return {};
    }));
    return all;
}

Result<std::vector<GoneRecord>> AuditFacts::gone(const Timespan& span, std::size_t limit)
{
    std::vector<GoneRecord> all;
    TRY_ASSIGN(auto rows, state_.db.query(select_gone(), {text_of(span.from), text_of(span.before), limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        GoneRecord one;
        one.code = row.text(0);
        one.category = row.text(1);
        one.kind = row.text(2);
        one.reason = row.text(3);
        TRY_ASSIGN(one.at, parse_instant(row.view(4)));
        one.actor = row.text(5);
        one.case_number = row.text(6);
        one.case_title = row.text(7);
        one.basis = row.text(8);
        one.method = row.text(9);
        one.place = row.text(10);
        one.rule = row.text(11);
        one.period = row.text(12);
        one.signed_by = people_in(row.view(13));
        one.witnessed_by = people_in(row.view(14));
        one.certificate = row.text(15);
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<std::vector<JobFact>> AuditFacts::job_runs(const Timespan& span, std::size_t limit)
{
    std::vector<JobFact> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT job, started, ended IS NOT NULL, coalesce(exit_code, 0), report,"
                                          " coalesce(ended, started) FROM job_run"
                                          " WHERE started >= ?1 AND started < ?2 ORDER BY id LIMIT ?3",
                                          {text_of(span.from), text_of(span.before), limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        JobFact one;
        one.job = row.text(0);
        TRY_ASSIGN(one.started, parse_instant(row.view(1)));
        one.ended = row.integer(2) != 0;
        one.exit_code = row.integer(3);
        one.report = row.text(4);
        TRY_ASSIGN(one.ended_at, parse_instant(row.view(5)));
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<std::vector<LeapFact>> AuditFacts::leaps(const Timespan& span, std::size_t limit)
{
    std::vector<LeapFact> all;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT scope, first, last, at, actor FROM number_gap JOIN sequence ON sequence.id ="
                               " number_gap.sequence JOIN event ON event.sequence = number_gap.event"
                               " WHERE at >= ?1 AND at < ?2 ORDER BY event.sequence LIMIT ?3",
                               {text_of(span.from), text_of(span.before), limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        LeapFact one;
        one.sequence = row.text(0);
        one.first = row.integer(1);
        one.last = row.integer(2);
        TRY_ASSIGN(one.at, parse_instant(row.view(3)));
        one.actor = row.text(4);
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<void> AuditFacts::period_forced(std::string_view category, std::string_view retention, std::string_view reason,
                                       const Stamp& stamp, std::string_view rule)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage, say("It must be said why it is shorter than the law", "须说明低于法定期限的原因"))
                .with_hint(say("Say it: --force REASON.", "请用 --force 说明。"));
        Json detail = Json::object().set("retention", retention).set("reason", why);
        if (!rule.empty()) detail.set("rule", rule);
        TRY(append_event(state_, "category.forced", category, detail.dump(), stamp));
        return {};
    });
}

}  // namespace fonds
