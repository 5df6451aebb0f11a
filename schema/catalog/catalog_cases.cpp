// SPDX-License-Identifier: GPL-3.0-or-later
// Cases: what they are drafted from, and how they are shown.
#include <array>
#include <cstdio>
#include <map>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_told = 500;  ///< records an event

constexpr std::string_view in_open_case =
    "EXISTS (SELECT 1 FROM case_item JOIN disposition_case ON disposition_case.id = disposition WHERE case_item.record ="
    " record.id AND outcome = '' AND decision <> 'excepted' AND disposition_case.state <> 'closed' AND"
    " disposition_case.state <> 'withdrawn')";

Result<std::string> next_number(CatalogState& state, const Instant& at)
{
    const std::string year = to_iso8601(at).substr(0, 4);
    TRY_ASSIGN(const auto used,
               state.db.number("SELECT count(*) FROM disposition_case WHERE number LIKE ?1", {"D-" + year + "-%"}));
    std::array<char, 24> serial{};
    std::snprintf(serial.data(), serial.size(), "%04lld", static_cast<long long>(used + 1));
    return "D-" + year + "-" + serial.data();
}

/// The periods of the rules, where these are rules; else what the retention code itself says.
Result<void> set_periods(CatalogState& state, std::int64_t row, const Date& today, Retention& retention)
{
    TRY_ASSIGN(const auto rules, retention.rules_in_force(today));
    std::vector<std::string> codes;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT DISTINCT rule FROM case_item WHERE disposition = ?1", {row}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            codes.push_back(each.text(0));
            return {};
        }));
    }
    for (const auto& code : codes) {
        std::string period;
        for (const auto& rule : rules)
            if (rule.code == code) period = rule.period.code();
        if (period.empty())
            if (const auto parsed = RetentionPeriod::parse(code); parsed.ok()) period = parsed->code();
        TRY(state.db.run("UPDATE case_item SET period = ?3 WHERE disposition = ?1 AND rule = ?2", {row, code, period}));
    }
    return {};
}

}  // namespace

Result<bool> has_accounting(CatalogState& state, std::int64_t row)
{
    // What was ever filed as such stays so: moving it to another category does not spare the signatures.
    TRY_ASSIGN(
        const auto some,
        state.db.number(
            "WITH RECURSIVE below (id, code) AS (SELECT id, code FROM category WHERE code = 'KU' OR (code = 'FP' AND"
            " (name_zh LIKE '%票%' OR name_zh LIKE '%收据%' OR name_en LIKE '%invoice%' OR name_en LIKE '%receipt%'))"
            " UNION SELECT category.id, category.code FROM category JOIN below ON parent = below.id)"
            " SELECT EXISTS (SELECT 1 FROM case_item LEFT JOIN retention_clock ON retention_clock.record = case_item.record"
            " JOIN retention_rule ON code = case_item.rule OR code = retention_clock.rule WHERE disposition = ?1"
            " AND starts = 'fiscal_year_end') OR EXISTS (SELECT 1 FROM case_item JOIN record ON record.id ="
            " case_item.record WHERE disposition = ?1 AND category IN (SELECT id FROM below))"
            " OR EXISTS (SELECT 1 FROM case_item JOIN history ON history.record = case_item.record WHERE disposition = ?1"
            " AND field = 'category' AND before IN (SELECT code FROM below))",
            {row}));
    return some != 0;
}

namespace {

Result<void> tell_items(CatalogState& state, std::int64_t row, const std::string& number, const Stamp& stamp)
{
    std::vector<std::string> codes;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT code FROM case_item JOIN record ON record.id = case_item.record WHERE"
                                             " disposition = ?1 ORDER BY record.id",
                                             {row}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            codes.push_back(each.text(0));
            return {};
        }));
    }
    for (std::size_t first = 0; first < codes.size(); first += most_told) {
        Json told = Json::array();
        for (std::size_t i = first; i < std::min(codes.size(), first + most_told); ++i) told.push(codes[i]);
        TRY(append_event(state, "case.items", number, Json::object().set("records", std::move(told)).dump(), stamp));
    }
    return {};
}

/// Named records must be due, there, free of holds and in no other case: each problem is an error that names it.
Result<std::string> ids_of_named(CatalogState& state, const std::vector<ReferenceCode>& codes, const Date& today)
{
    std::vector<RecordId> ids;
    for (const auto& code : codes) {
        TRY_ASSIGN(const RecordId record, find_record(state, code));
        TRY(refuse_tombstone(state, record, code));
        TRY(refuse_held(state, record, code));
        TRY_ASSIGN(const auto taken,
                   state.db.number("SELECT " + std::string(in_open_case) + " FROM record WHERE id = ?1", {raw(record)}));
        if (taken != 0)
            return error(ErrorKind::refused, say("{} is in an open case already", "{} 已在未办结的鉴定案中", {code.text()}))
                .with_hint(say("fonds show {} tells which.", "可用 fonds show {} 查看。", {code.text()}))
                .at(code.text());
        TRY_ASSIGN(const auto due,
                   state.db.number("SELECT EXISTS (SELECT 1 FROM retention_clock WHERE record = ?1 AND due <= ?2)",
                                   {raw(record), today.text()}));
        if (due == 0)
            return error(ErrorKind::refused,
                         say("The retention period of {} has not ended", "{} 的保管期限尚未届满", {code.text()}))
                .with_hint(say("fonds retention show {} tells until when it is kept, and why.",
                               "可用 fonds retention show {} 查看期限与依据。", {code.text()}))
                .at(code.text());
        ids.push_back(record);
    }
    return id_list(ids);
}

constexpr std::string_view select_case =
    "SELECT disposition_case.id, disposition_case.number, title, procedure, basis, state, author.name, round, participants,"
    " opinion, receiver, receipt, method, place, coalesce(executor.name, ''), event.at, author.full_name,"
    " coalesce(executor.full_name, '') FROM disposition_case JOIN account AS"
    " author ON author.id = disposition_case.author LEFT JOIN account AS executor ON executor.id = disposition_case.executor"
    " JOIN event ON event.sequence = disposition_case.event";

Result<CaseCounts> counts_of(CatalogState& state, std::int64_t row)
{
    CaseCounts counts;
    TRY_ASSIGN(auto rows, state.db.query("SELECT decision, outcome, count(*), sum((record.grade = 'A' OR case_item.grade = "
                                         "'A') AND seen_by IS NULL) FROM case_item"
                                         " JOIN record ON record.id = case_item.record WHERE disposition = ?1 GROUP BY 1, 2",
                                         {row}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        const auto decision = case_decision(each.view(0)).value_or(CaseDecision::none);
        const auto many = each.integer(2);
        counts.items += many;
        switch (decision) {
        case CaseDecision::none: counts.undecided += many; break;
        case CaseDecision::destroy: counts.destroy += many; break;
        case CaseDecision::extend: counts.extend += many; break;
        case CaseDecision::permanent: counts.permanent += many; break;
        case CaseDecision::transfer: counts.transfer += many; break;
        case CaseDecision::excepted: counts.excepted += many; break;
        }
        if (each.view(1) == "destroyed") counts.destroyed += many;
        if (each.view(1) == "transferred") counts.transferred += many;
        if (each.view(1).empty() && (decision == CaseDecision::destroy || decision == CaseDecision::transfer))
            counts.needs_second += each.integer(3);
        return {};
    }));
    return counts;
}

Result<DispositionCase> to_case(CatalogState& state, const sqlite::Rows& row)
{
    DispositionCase one;
    const auto id = row.integer(0);
    one.number = row.text(1);
    one.title = row.text(2);
    TRY_ASSIGN(one.procedure, parse_case_procedure(row.view(3)));
    one.basis = row.text(4);
    one.state = case_state(row.view(5)).value_or(CaseState::appraisal);
    one.author = row.text(6);
    one.round = static_cast<int>(row.integer(7));
    one.participants = row.text(8);
    one.opinion = row.text(9);
    one.receiver = row.text(10);
    one.receipt = row.text(11);
    one.method = row.text(12);
    one.place = row.text(13);
    one.executor = row.text(14);
    TRY_ASSIGN(one.opened_at, parse_instant(row.view(15)));
    one.author_name = row.text(16);
    one.executor_name = row.text(17);
    TRY_ASSIGN(one.counts, counts_of(state, id));
    CaseRow found;
    found.id = id;
    found.state = one.state;
    TRY_ASSIGN(one.state, seen_state(state, found));
    TRY_ASSIGN(one.electronic, is_electronic(state, found));
    return one;
}

/// What destroyed records were called, as their register tells it.
Result<void> recall_titles(CatalogState& state, const CaseRow& row, std::vector<CaseItem>& items)
{
    TRY_ASSIGN(const CasePaper listed, newest_paper(state, row, CasePaperKind::register_));
    TRY_ASSIGN(const Json content, Json::parse(listed.content));
    const Json records = content.get("records");
    std::map<std::string, std::string> titles;
    for (std::size_t i = 0; i < records.size(); ++i)
        titles[records.at(i).get("code").text()] = records.at(i).get("title").text();
    for (CaseItem& item : items)
        if (const auto at = titles.find(item.code.text()); at != titles.end() && item.outcome == CaseOutcome::destroyed)
            item.title = at->second;
    return {};
}

}  // namespace

Cases::Cases(Catalog& catalog) : state_(*catalog.state_), catalog_(catalog) {}

Result<DraftedCase> Cases::draft(const CaseDraft& wanted, const ClockDay& day, const Stamp& stamp)
{
    DraftedCase drafted;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Acting author, acting_as(state_, stamp.actor, "archivist"));
        TRY(refuse_doubtful_clock(state_, stamp.at));
        TRY_ASSIGN(const std::string title, clean_line(wanted.title, {"Title", "题名"}));
        TRY_ASSIGN(const std::string basis, clean_line(wanted.basis, {"Basis", "依据"}));
        if (wanted.due_until && *wanted.due_until > day.today)
            return error(ErrorKind::refused, say("{} is still to come: only what is due can be appraised",
                                                 "{} 尚未到期,只能鉴定已届满的档案", {wanted.due_until->text()}))
                .with_hint(say("Leave --until out for all that is due today.", "不写 --until 即为截至今天已届满的。"));
        const std::string until = wanted.due_until.value_or(day.today).text();
        std::int64_t category = 0;
        if (!wanted.category.empty()) {
            TRY_ASSIGN(const Category known, find_category(state_, wanted.category));
            category = raw(known.id);
        }
        TRY_ASSIGN(const std::string named, ids_of_named(state_, wanted.codes, day.today));
        TRY_ASSIGN(drafted.number, next_number(state_, stamp.at));
        const std::string shown = title.empty() ? "鉴定销毁 " + drafted.number : title;
        TRY_ASSIGN(const auto event,
                   append_event(state_, "case.drafted", drafted.number,
                                Json::object().set("title", shown).set("basis", basis).set("until", until).dump(), stamp));
        TRY(state_.db.run(
            "INSERT INTO disposition_case (number, title, procedure, basis, state, author, event) VALUES (?1, ?2,"
            " 'general', ?3, 'appraisal', ?4, ?5)",
            {drafted.number, shown, basis, author.id, event}));
        const auto row = state_.db.last_row();
        const std::string rows =
            " FROM retention_clock AS clock JOIN record ON record.id = clock.record WHERE clock.due IS NOT NULL"
            " AND clock.due <= ?1 AND (?2 = 0 OR record.category IN (WITH RECURSIVE below (id) AS (SELECT ?2"
            " UNION SELECT category.id FROM category JOIN below ON parent = below.id) SELECT id FROM below))"
            " AND (?3 = '[]' OR record.id IN (SELECT value FROM json_each(?3)))";
        TRY_ASSIGN(drafted.held, state_.db.number("SELECT count(*)" + rows + " AND " + std::string(record_is_held),
                                                  {until, category, named}));
        TRY_ASSIGN(drafted.in_other_cases, state_.db.number("SELECT count(*)" + rows + " AND " + std::string(in_open_case),
                                                            {until, category, named}));
        TRY(state_.db.run("INSERT INTO case_item (disposition, record, due, start, rule, period, grade) SELECT ?4, "
                          "clock.record, clock.due,"
                          " coalesce(clock.start, ''), clock.rule, '', record.grade" +
                              rows + " AND NOT " + std::string(record_is_held) + " AND NOT " + std::string(in_open_case) +
                              " LIMIT ?5",
                          {until, category, named, row, most_case_items}));
        TRY_ASSIGN(drafted.items, state_.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1", {row}));
        if (drafted.items == 0)
            return error(ErrorKind::not_found,
                         say("Nothing is due that could be appraised ({} on hold, {} in other cases)",
                             "没有可鉴定的到期档案(冻结 {} 件,已在他案 {} 件)", {drafted.held, drafted.in_other_cases}))
                .with_hint(say("fonds retention due lists what is due.", "可用 fonds retention due 查看到期档案。"));
        Retention retention(catalog_);
        TRY(set_periods(state_, row, day.today, retention));
        TRY_ASSIGN(const bool accounting, has_accounting(state_, row));
        if (accounting && wanted.procedure == CaseProcedure::general)
            return error(ErrorKind::refused, say("There are accounting records among them: they need their own procedure",
                                                 "其中有会计档案,须按会计档案程序办理"))
                .with_hint(say("Leave --procedure out, or draft the others alone: --category.",
                               "请不写 --procedure,或用 --category 将其他档案另立一案。"));
        const auto procedure = wanted.procedure.value_or(accounting ? CaseProcedure::accounting : CaseProcedure::general);
        TRY(state_.db.run("UPDATE disposition_case SET procedure = ?2 WHERE id = ?1", {row, name_of(procedure)}));
        TRY(append_event(state_, "case.procedure", drafted.number,
                         Json::object().set("procedure", name_of(procedure)).set("items", drafted.items).dump(), stamp));
        return tell_items(state_, row, drafted.number, stamp);
    }));
    return drafted;
}

Result<std::vector<DispositionCase>> Cases::list(bool ended_too)
{
    return state_.read([&]() -> Result<std::vector<DispositionCase>> {
        std::vector<DispositionCase> all;
        TRY_ASSIGN(auto rows,
                   state_.db.query(std::string(select_case) + " WHERE ?1 OR (state <> 'closed' AND state <> 'withdrawn')"
                                                              " ORDER BY disposition_case.id DESC",
                                   {ended_too ? 1 : 0}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(auto one, to_case(state_, row));
            all.push_back(std::move(one));
            return {};
        }));
        return all;
    });
}

Result<DispositionCase> Cases::get(std::string_view number)
{
    return state_.read([&]() -> Result<DispositionCase> {
        TRY_ASSIGN(const CaseRow found, find_case(state_, number));
        TRY_ASSIGN(auto rows, state_.db.query(std::string(select_case) + " WHERE disposition_case.id = ?1", {found.id}));
        TRY_ASSIGN(const bool there, rows.next());
        if (!there) return error(ErrorKind::corrupt, say("Case {} has no event", "{} 没有事件", {number}));
        return to_case(state_, rows);
    });
}

Result<std::vector<CaseItem>> Cases::items(std::string_view number, std::optional<CaseDecision> decision, std::size_t limit,
                                           std::size_t offset)
{
    return state_.read([&]() -> Result<std::vector<CaseItem>> {
        TRY_ASSIGN(const CaseRow found, find_case(state_, number));
        TRY_ASSIGN(
            auto rows,
            state_.db.query(
                "SELECT record.code, record.title, category.code, coalesce(folder.number, ''), coalesce(party.name, ''),"
                " record.grade, coalesce(record.date, ''), start, due, rule, case_item.period, decision, unsettled, until,"
                " case_item.reason, coalesce(decider.name, ''), coalesce(second.name, ''), outcome, evidence, " +
                    std::string(record_is_held) +
                    " FROM case_item JOIN record ON record.id = case_item.record JOIN category ON category.id ="
                    " record.category LEFT JOIN folder ON folder.id = record.folder LEFT JOIN party ON party.id ="
                    " record.party LEFT JOIN account AS decider ON decider.id = decided_by LEFT JOIN account AS second"
                    " ON second.id = seen_by WHERE disposition = ?1 AND (?2 = 'any' OR decision = ?2) ORDER BY"
                    " record.category, record.sequence, record.serial LIMIT ?3 OFFSET ?4",
                {found.id, decision ? name_of(*decision) : std::string_view("any"), limit, offset}));
        std::vector<CaseItem> all;
        bool forgotten = false;
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            CaseItem item;
            TRY_ASSIGN(item.code, ReferenceCode::parse(row.view(0)));
            item.title = row.text(1);
            item.category = row.text(2);
            item.folder = row.text(3);
            item.party = row.text(4);
            TRY_ASSIGN(item.grade, parse_grade(row.view(5)));
            TRY_ASSIGN(item.date, stored_day(row.view(6)));
            TRY_ASSIGN(item.start, stored_day(row.view(7)));
            TRY_ASSIGN(item.due, stored_day(row.view(8)));
            item.rule = row.text(9);
            item.period = row.text(10);
            item.decision = case_decision(row.view(11)).value_or(CaseDecision::none);
            item.unsettled = row.integer(12) != 0;
            TRY_ASSIGN(item.until, stored_day(row.view(13)));
            item.reason = reason_of(row.view(14));
            item.decided_by = row.text(15);
            item.seen_by = row.text(16);
            item.outcome = row.view(17) == "destroyed"     ? CaseOutcome::destroyed
                           : row.view(17) == "transferred" ? CaseOutcome::transferred
                           : row.view(17) == "kept"        ? CaseOutcome::kept
                                                           : CaseOutcome::none;
            item.evidence = row.text(18);
            item.held = row.integer(19) != 0;
            forgotten = forgotten || item.outcome == CaseOutcome::destroyed;
            all.push_back(std::move(item));
            return {};
        }));
        if (forgotten) TRY(recall_titles(state_, found, all));
        return all;
    });
}

Result<std::vector<CaseSignature>> Cases::signatures(std::string_view number)
{
    return state_.read([&]() -> Result<std::vector<CaseSignature>> {
        TRY_ASSIGN(const CaseRow found, find_case(state_, number));
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT stage, round, office, account.name, full_name, verdict, note, digest, event.at"
                                   " FROM case_signature JOIN account ON account.id = case_signature.account JOIN event"
                                   " ON event.sequence = case_signature.event WHERE disposition = ?1 ORDER BY"
                                   " case_signature.id",
                                   {found.id}));
        std::vector<CaseSignature> all;
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            CaseSignature one;
            for (const auto stage : {CaseStage::approval, CaseStage::before, CaseStage::after})
                if (name_of(stage) == row.view(0)) one.stage = stage;
            one.round = static_cast<int>(row.integer(1));
            one.office = row.text(2);
            one.account = row.text(3);
            one.full_name = row.text(4);
            one.approved = row.view(5) == "approved";
            one.note = row.text(6);
            TRY_ASSIGN(one.digest, row.digest(7));
            TRY_ASSIGN(one.at, parse_instant(row.view(8)));
            all.push_back(std::move(one));
            return {};
        }));
        return all;
    });
}

Result<std::vector<CasePaper>> Cases::papers(std::string_view number)
{
    return state_.read([&]() -> Result<std::vector<CasePaper>> {
        TRY_ASSIGN(const CaseRow found, find_case(state_, number));
        std::vector<CasePaper> all;
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT kind, round, content, digest, coalesce((SELECT code FROM record WHERE id ="
                                   " case_paper.record), '') FROM case_paper WHERE disposition = ?1 ORDER BY round, kind",
                                   {found.id}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            CasePaper paper;
            paper.round = static_cast<int>(row.integer(1));
            paper.content = row.text(2);
            paper.kind = kind_of_paper(row.view(0), paper.content);
            TRY_ASSIGN(paper.digest, row.digest(3));
            if (!row.view(4).empty()) {
                TRY_ASSIGN(paper.record, ReferenceCode::parse(row.view(4)));
            }
            all.push_back(std::move(paper));
            return {};
        }));
        TRY_ASSIGN(auto packed, packed_list(state_, found));
        if (packed) all.push_back(std::move(*packed));
        return all;
    });
}

Result<CasePaper> Cases::paper(std::string_view number, CasePaperKind kind)
{
    return state_.read([&]() -> Result<CasePaper> {
        TRY_ASSIGN(const CaseRow found, find_case(state_, number));
        return newest_paper(state_, found, kind);
    });
}

Result<std::optional<std::string>> Cases::case_of(const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT disposition_case.number FROM record JOIN case_item ON case_item.record = record.id"
                               " JOIN disposition_case ON disposition_case.id = disposition WHERE record.code = ?1 AND"
                               " outcome = '' AND decision <> 'excepted' AND state <> 'closed' AND state <> 'withdrawn'",
                               {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? std::optional(rows.text(0)) : std::nullopt;
}

}  // namespace fonds
