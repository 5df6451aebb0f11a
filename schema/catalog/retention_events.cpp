// SPDX-License-Identifier: GPL-3.0-or-later
// Events that periods begin with: the end of a contract, the acceptance of a project … .
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

/// The row that an event is told of; 0 for a project, which is but a code. `event.target` becomes its own spelling.
Result<std::int64_t> find_target(CatalogState& state, RetentionEvent& event)
{
    switch (event.scope) {
    case EventScope::record: {
        TRY_ASSIGN(const auto code, ReferenceCode::parse(event.target));
        TRY_ASSIGN(const RecordId record, find_record(state, code));
        TRY(refuse_tombstone(state, record, code));
        event.target = code.text();
        return raw(record);
    }
    case EventScope::folder: {
        const auto slash = event.target.find('/');
        if (slash == std::string::npos)
            return error(ErrorKind::usage, say("Not a folder: {}", "不是有效的案卷:{}", {event.target}))
                .with_hint(say("Write category and number: HT/12.", "请写 门类/案卷号,如 HT/12。"));
        TRY_ASSIGN(const Folder folder, find_folder(state, event.target.substr(0, slash), event.target.substr(slash + 1)));
        event.target = folder.category_code + "/" + folder.number;
        return raw(folder.id);
    }
    case EventScope::party: {
        TRY_ASSIGN(const PartyId party, find_party_id(state, event.target));
        return raw(party);
    }
    case EventScope::project: {
        TRY_ASSIGN(event.target, clean_name(event.target, {"Project", "项目号"}));
        return std::int64_t{0};
    }
    }
    return error(ErrorKind::internal, say("No such scope", "无此范围"));
}

Result<void> owe_touched(CatalogState& state, EventScope scope, std::int64_t target, const std::string& project)
{
    const std::string owe = "INSERT OR IGNORE INTO clock_owed (record) SELECT id FROM record WHERE ";
    if (scope == EventScope::project) return state.db.run(owe + "project = ?1", {project});
    return state.db.run(owe +
                            (scope == EventScope::record   ? "id"
                             : scope == EventScope::folder ? "folder"
                                                           : "party") +
                            " = ?1",
                        {target});
}

/// A contract does not end before it was made: most likely the day is wrong, and the period would end too early.
Result<void> refuse_before_papers(CatalogState& state, const RetentionEvent& event, std::int64_t target)
{
    const std::string_view column = event.scope == EventScope::record   ? "id = ?1"
                                    : event.scope == EventScope::folder ? "folder = ?1"
                                    : event.scope == EventScope::party  ? "party = ?1"
                                                                        : "project = ?2";
    TRY_ASSIGN(auto rows, state.db.query("SELECT coalesce(min(date), '') FROM record WHERE " + std::string(column) +
                                             " AND (?1 = ?1 OR ?2 = ?2) AND id NOT IN (SELECT record FROM tombstone)",
                                         {target, event.target}));
    TRY_ASSIGN(const bool any, rows.next());
    if (!any || rows.view(0).empty() || rows.view(0) <= event.day->text()) return {};
    return error(ErrorKind::refused, say("{} is before {}, the date of the first paper that it is told of",
                                         "{} 早于所涉文件的最早日期 {}", {event.day->text(), rows.view(0)}))
        .with_hint(say("Is the day right, and the date of the paper? If so, add --before-papers.",
                       "请核对该日期与文件日期;确实无误请加 --before-papers。"))
        .at(event.target);
}

/// Papers of a folder, party or project that the event does not count for, because they are later. The day that one without
/// a date was filed is taken as it is in the log.
Result<std::int64_t> count_later(CatalogState& state, const RetentionEvent& event, std::int64_t target)
{
    if (event.scope == EventScope::record) return 0;
    const std::string_view column = event.scope == EventScope::folder  ? "folder = ?1"
                                    : event.scope == EventScope::party ? "party = ?1"
                                                                       : "project = ?2";
    return state.db.number("SELECT count(*) FROM record WHERE " + std::string(column) +
                               " AND (?1 = ?1 OR ?2 = ?2) AND coalesce(date, substr(filed_at, 1, 10)) > ?3 AND id NOT IN"
                               " (SELECT record FROM tombstone)",
                           {target, event.target, event.day->text()});
}

constexpr std::string_view select_event =
    "SELECT told.id, starts, day, scope, CASE scope WHEN 'record' THEN (SELECT code FROM record WHERE id = target)"
    " WHEN 'folder' THEN (SELECT category.code || '/' || number FROM folder JOIN category ON category.id = folder.category"
    " WHERE folder.id = target) WHEN 'party' THEN (SELECT name FROM party WHERE id = target) ELSE project END, note, at,"
    " actor, withdrawn, coalesce(CASE WHEN json_valid(detail) THEN json_extract(detail, '$.before_papers') END, 0) FROM"
    " retention_event AS told JOIN event ON event.sequence = told.event";

Result<RetentionEvent> to_event(const sqlite::Rows& row)
{
    RetentionEvent event;
    event.id = row.integer(0);
    TRY_ASSIGN(event.trigger, parse_retention_trigger(row.view(1)));
    TRY_ASSIGN(event.day, stored_day(row.view(2)));
    event.scope = event_scope(row.view(3)).value_or(EventScope::record);
    event.target = row.text(4);
    event.note = row.text(5);
    TRY_ASSIGN(event.at, parse_instant(row.view(6)));
    event.actor = row.text(7);
    event.withdrawn = row.text(8);
    event.before_papers = row.integer(9) != 0;
    return event;
}

}  // namespace

Result<std::int64_t> Retention::add_event(const RetentionEvent& given, const Stamp& stamp)
{
    std::int64_t id = 0;
    TRY(state_.write([&]() -> Result<void> {
        RetentionEvent event = given;
        if (!is_told(event.trigger))
            return error(ErrorKind::usage, say("Nobody tells {}: the record's own days do", "{}无须登记:由件自身的日期决定",
                                               {text_of(event.trigger)}))
                .with_hint(say("Edit the record's date instead: fonds edit CODE --date DAY.",
                               "请改为修改件的日期:fonds edit 档号 --date 日期。"));
        if (!event.day)
            return error(ErrorKind::usage, say("On which day?", "未写明日期"))
                .with_hint(say("Give a day: 2026-06-30.", "请写日期,如 2026-06-30。"));
        TRY_ASSIGN(event.note, clean_line(event.note, {"Note", "备注"}));
        TRY_ASSIGN(const auto target, find_target(state_, event));
        const std::string project = event.scope == EventScope::project ? event.target : std::string();
        TRY_ASSIGN(
            const auto known,
            state_.db.number("SELECT id FROM retention_event WHERE withdrawn = '' AND starts = ?1 AND day = ?2 AND"
                             " scope = ?3 AND target IS ?4 AND project = ?5 AND (?6 = 0 OR EXISTS (SELECT 1 FROM event"
                             " WHERE sequence = retention_event.event AND json_extract(detail, '$.before_papers') ="
                             " 1))",
                             {name_of(event.trigger), event.day->text(), name_of(event.scope),
                              sqlite::Value::when(target != 0, target), project, event.before_papers ? 1 : 0}));
        if (known != 0)
            return error(ErrorKind::duplicate, say("That was told already: event {}", "该事项已登记:编号 {}", {known}))
                .with_hint(say("fonds event list shows it.", "可用 fonds event list 查看。"));
        // What was told in another archive (`actor`) is taken as it is: it counts for no later paper anyway.
        if (!event.before_papers && event.actor.empty()) TRY(refuse_before_papers(state_, event, target));
        Json detail = Json::object()
                          .set("starts", name_of(event.trigger))
                          .set("day", event.day->text())
                          .set("scope", name_of(event.scope))
                          .set("note", event.note);
        if (event.before_papers) {
            detail.set("before_papers", true);
        } else {
            TRY_ASSIGN(const auto later, count_later(state_, event, target));
            if (later > 0) detail.set("later_papers", later);
        }
        TRY_ASSIGN(const auto logged, append_event(state_, "retention.event_added", event.target, detail.dump(), stamp));
        TRY(state_.db.run("INSERT INTO retention_event (starts, day, scope, target, project, note, event)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                          {name_of(event.trigger), event.day->text(), name_of(event.scope),
                           sqlite::Value::when(target != 0, target), project, event.note, logged}));
        id = state_.db.last_row();
        return owe_touched(state_, event.scope, target, project);
    }));
    return id;
}

Result<void> Retention::withdraw_event(std::int64_t id, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage, say("It must be said why the event is withdrawn", "须说明撤回的原因"))
                .with_hint(say("Say it: --reason TEXT.", "请用 --reason 说明。"));
        std::string scope, project, withdrawn;
        std::int64_t target = 0;
        {
            TRY_ASSIGN(auto rows, state_.db.query("SELECT scope, coalesce(target, 0), project, withdrawn FROM"
                                                  " retention_event WHERE id = ?1",
                                                  {id}));
            TRY_ASSIGN(const bool found, rows.next());
            if (!found)
                return error(ErrorKind::not_found, say("There is no event {}", "没有编号为 {} 的事项", {id}))
                    .with_hint(say("fonds event list shows their numbers.", "可用 fonds event list 查看编号。"));
            scope = rows.text(0);
            target = rows.integer(1);
            project = rows.text(2);
            withdrawn = rows.text(3);
        }
        if (!withdrawn.empty())
            return error(ErrorKind::refused,
                         say("Event {} was withdrawn already: {}", "事项 {} 已撤回:{}", {id, withdrawn}));
        TRY(append_event(state_, "retention.event_withdrawn", std::to_string(id), Json::object().set("reason", why).dump(),
                         stamp));
        TRY(state_.db.run("UPDATE retention_event SET withdrawn = ?2 WHERE id = ?1", {id, why}));
        return owe_touched(state_, event_scope(scope).value_or(EventScope::record), target, project);
    });
}

Result<std::vector<RetentionEvent>> Retention::events(const std::optional<ReferenceCode>& code, bool withdrawn_too)
{
    return state_.read([&]() -> Result<std::vector<RetentionEvent>> {
        std::int64_t record = 0;
        if (code) {
            TRY_ASSIGN(const RecordId id, find_record(state_, *code));
            record = raw(id);
        }
        std::vector<RetentionEvent> all;
        TRY_ASSIGN(
            auto rows,
            state_.db.query(std::string(select_event) +
                                " WHERE (?2 OR withdrawn = '') AND (?1 = 0 OR EXISTS (SELECT 1 FROM record"
                                " WHERE record.id = ?1 AND (scope = 'record' AND target = record.id OR scope = 'folder'"
                                " AND target = record.folder OR scope = 'party' AND target = record.party"
                                " OR scope = 'project' AND told.project = record.project))) ORDER BY told.id",
                            {record, withdrawn_too ? 1 : 0}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(auto event, to_event(row));
            all.push_back(std::move(event));
            return {};
        }));
        return all;
    });
}

}  // namespace fonds
