// SPDX-License-Identifier: GPL-3.0-or-later
// Every record as the audit log tells it, event by event, against its row, its components and its history.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "schema/catalog/checking.hpp"
#include "schema/catalog/event_chain.hpp"
#include "schema/catalog/party_names.hpp"
#include "schema/catalog/record_fields.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 500;

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

constexpr const auto& fields = record_fields;
constexpr auto party_field = static_cast<std::size_t>(std::ranges::find(fields, "party") - fields.begin());
using Values = RecordTexts;  ///< as events tell them

/// Bytes of a file name, as events tell them.
std::string told_name(const std::string& file_name)
{
    const auto text = Json::parse(Json(file_name).dump());
    return text.ok() ? text->text() : file_name;
}

struct ToldComponent {
    std::string role, digest, file_name;
    std::int64_t size = 0;
    [[nodiscard]] bool operator==(const ToldComponent&) const = default;
};

/// The same, as the history has them.
std::string history_name(const Record& record, const ToldComponent& told)
{
    for (const auto& component : record.components)
        if (component.digest.hex() == told.digest) return to_valid_utf8(component.file_name);
    return told.file_name;
}

ToldComponent told_component(const Json& detail, std::string role)
{
    return {std::move(role), detail.get("digest").text(), detail.get("file_name").text(), detail.get("size").number()};
}

using HistoryRow = std::tuple<std::int64_t, std::string, std::string, std::string>;  ///< event, field, before, after

std::string plainly_joined(const std::vector<std::string>& tags)
{
    std::string text;
    for (const auto& tag : tags) text += (text.empty() ? "" : ", ") + tag;
    return text;
}

/// What the events so far tell of one record.
struct Told {
    bool filed = false;
    bool trustworthy = true;  ///< no event has another content than its hash
    std::string filed_at, filed_by;
    Values values;
    std::vector<ToldComponent> components;
    std::vector<HistoryRow> history;
    std::vector<std::pair<std::int64_t, std::string>> parties;  ///< since that event, by the name of today
};

class RecordCheck {
public:
    RecordCheck(CatalogState& state, PartyNames parties, Findings& findings)
        : state_(state), parties_(std::move(parties)), findings_(findings)
    {
    }

    /// Records in the order of their ids, some at a time; of the events only their numbers are sorted.
    Result<void> run()
    {
        TRY_ASSIGN(auto gone, state_.db.query("SELECT record, kind <> 'transferred' FROM tombstone"));
        TRY(gone.each([&](const sqlite::Rows& row) -> Result<void> {
            gone_.emplace(row.integer(0), row.integer(1) != 0);
            return {};
        }));
        TRY_ASSIGN(auto history,
                   state_.db.query("SELECT record, event, field, before, after FROM history ORDER BY record, id"));
        history_ = &history;
        TRY_ASSIGN(
            auto events,
            state_.db.query("SELECT coalesce(record.id, 0), event.sequence, action = 'record.filed'"
                            " FROM event LEFT JOIN record ON record.code = event.subject WHERE action IN"
                            " ('record.filed', 'record.edited', 'record.attached', 'record.detached') ORDER BY 1, 2"));
        TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
            const RecordId id{row.integer(0)};
            if (raw(id) == 0) return row.integer(2) != 0 ? missing(row.integer(1)) : Result<void>();
            if (ids_.empty() || ids_.back() != id) {
                if (ids_.size() == chunk) TRY(check_chunk());
                ids_.push_back(id);
                numbers_.emplace_back();
            }
            numbers_.back().push_back(row.integer(1));
            return {};
        }));
        return check_chunk();
    }

private:
    void changed(const Record& record, Text what)
    {
        findings_.add("record.changed", record.code.text(), std::move(what), change_hint());
    }

    Result<void> missing(std::int64_t event)
    {
        TRY_ASSIGN(auto rows, state_.db.query("SELECT subject FROM event WHERE sequence = ?1", {event}));
        TRY_ASSIGN(const bool found, rows.next());
        if (found)
            findings_.add("record.missing", rows.text(0),
                          say("{} was filed, as event {} of the audit log tells, but there is no such record",
                              "{} 已归档(审计日志第 {} 条),但目录库中没有该件", {rows.view(0), event}),
                          change_hint());
        return {};
    }

    Result<void> check_chunk()
    {
        TRY_ASSIGN(const auto records, load_records(state_, ids_));
        // None is left out: they were joined in the same state of the database.
        for (std::size_t i = 0; i < records.size() && i < numbers_.size(); ++i) TRY(check(records[i], numbers_[i]));
        ids_.clear();
        numbers_.clear();
        return {};
    }

    Result<void> check(const Record& record, const std::vector<std::int64_t>& numbers)
    {
        Told told;
        for (const auto number : numbers) TRY(replay(record, number, told));
        TRY_ASSIGN(auto history, history_of(record.id));
        if (!told.filed || !told.trustworthy) return {};  // the check of the log tells it
        if (const auto gone = gone_.find(raw(record.id)); gone != gone_.end()) {
            if (!gone->second) return compare_values(record, told), Result<void>();
            if (record.metadata.title == "—") return {};  // destroyed, and nothing is left to compare
        }
        compare_values(record, told);
        compare_components(record, told.components);
        add_renamings(told);
        std::ranges::sort(told.history);
        std::ranges::sort(history);
        if (history != told.history)
            findings_.add("history.changed", record.code.text(),
                          say("The history of {} is not what the audit log tells", "{} 的修改历史与审计日志不符",
                              {record.code.text()}),
                          change_hint());
        return {};
    }

    Result<void> replay(const Record& record, std::int64_t number, Told& told)
    {
        TRY_ASSIGN(auto rows, state_.db.query("SELECT at, actor, action, subject, detail, previous, hash FROM event"
                                              " WHERE sequence = ?1",
                                              {number}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return {};
        Event event;
        event.sequence = number;
        event.actor = rows.text(1);
        event.action = rows.text(2);
        event.subject = rows.text(3);
        event.detail = rows.text(4);
        TRY_ASSIGN(event.previous, rows.digest(5));
        TRY_ASSIGN(event.hash, rows.digest(6));
        const auto detail = Json::parse(event.detail);
        if (!detail.ok() || hash_of(event, rows.view(0)) != event.hash) {
            told.trustworthy = false;
        } else if (event.action == "record.filed") {
            told.filed = true;
            const std::string earlier_at = detail->get("filed_at").text();  // where it was before
            told.filed_at = earlier_at.empty() ? rows.text(0) : earlier_at;
            told.filed_by = earlier_at.empty() ? event.actor : detail->get("filed_by").text();
            for (std::size_t i = 0; i < fields.size(); ++i) told.values[i] = named(i, detail->get(fields[i]).text(), number);
            told.parties.emplace_back(number, told.values[party_field]);
            if (!detail->get("digest").text().empty())  // else it is of paper alone
                told.components.push_back(told_component(*detail, std::string(name_of(ComponentRole::original))));
        } else if (event.action == "record.attached") {
            auto component = told_component(*detail, detail->get("role").text());
            const std::string name = history_name(record, component);
            told.history.emplace_back(number, component.role, "", name.empty() ? component.digest : name);
            told.components.push_back(std::move(component));
        } else if (event.action == "record.detached") {
            const auto at = std::ranges::find(told.components, detail->get("digest").text(), &ToldComponent::digest);
            if (at == told.components.end()) return {};  // then the record has too many of them, or none that it lacks
            const std::string name = history_name(record, *at);
            told.history.emplace_back(number, at->role, name.empty() ? at->digest : name, "");
            told.components.erase(at);
        } else {
            edit(record, number, *detail, told);
        }
        return {};
    }

    void edit(const Record& record, std::int64_t event, const Json& detail, Told& told)
    {
        for (const auto& field : detail.keys()) {
            const Json change = detail.get(field);
            const std::string before = change.get("before").text(), after = change.get("after").text();
            told.history.emplace_back(event, field, before, after);
            const auto at = static_cast<std::size_t>(std::ranges::find(fields, field) - fields.begin());
            if (at == fields.size()) continue;
            // The edit saw what the row was then: it was not what the events before had made of it.
            if (told.filed && named(at, before, event) != told.values[at])
                changed(record, say("The {} of {} was {} before event {}, but the audit log tells {}",
                                    "{}({})曾为“{}”(第 {} 条日志之前),而审计日志记载为“{}”",
                                    {field, record.code.text(), before, event, told.values[at]}));
            told.values[at] = named(at, after, event);
            if (at == party_field) told.parties.emplace_back(event, told.values[at]);
        }
    }

    /// A party's new name stands in the history of the records that had it then.
    void add_renamings(Told& told) const
    {
        for (std::size_t i = 0; i < told.parties.size(); ++i) {
            const auto until = i + 1 < told.parties.size() ? told.parties[i + 1].first : end_of_log;
            for (const auto& each : parties_.renamings(told.parties[i].second, told.parties[i].first, until))
                told.history.emplace_back(each.event, "party", each.before, each.after);
        }
    }

    /// A value in the words of today: parties are renamed without an event of their records.
    [[nodiscard]] std::string named(std::size_t field, std::string value, std::int64_t event) const
    {
        return fields[field] == "party" ? parties_.today(value, event) : std::move(value);
    }

    void compare(const Record& record, std::string_view field, std::string_view now, std::string_view told)
    {
        if (now == told) return;
        changed(record, say("The {} of {} is {}, but the audit log tells {}", "{}({})为“{}”,而审计日志记载为“{}”",
                            {field, record.code.text(), now, told}));
    }

    void compare_values(const Record& record, const Told& told)
    {
        const Values now = texts_of(record.metadata);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            // Events of earlier versions have no quotation marks around tags.
            if (fields[i] == "tags" && plainly_joined(record.metadata.tags) == told.values[i]) continue;
            compare(record, fields[i], now[i], told.values[i]);
        }
        compare(record, "filed_at", to_iso8601(record.filed_at), told.filed_at);
        compare(record, "filed_by", record.filed_by, told.filed_by);
    }

    void compare_components(const Record& record, const std::vector<ToldComponent>& told)
    {
        std::vector<ToldComponent> now;
        for (const auto& component : record.components)
            now.push_back({std::string(name_of(component.role)), component.digest.hex(), told_name(component.file_name),
                           static_cast<std::int64_t>(component.size)});
        for (const auto& each : told)
            if (std::ranges::find(now, each) == now.end())
                changed(record, say("{} lacks the {} {} that the audit log tells of", "{} 缺少审计日志记载的 {} {}",
                                    {record.code.text(), each.role, each.digest}));
        for (const auto& each : now)
            if (std::ranges::find(told, each) == told.end())
                changed(record, say("{} has the {} {} that the audit log does not tell of", "{} 有审计日志未记载的 {} {}",
                                    {record.code.text(), each.role, each.digest}));
    }

    /// The rows of this record; those of records before it are passed over.
    Result<std::vector<HistoryRow>> history_of(RecordId id)
    {
        std::vector<HistoryRow> rows;
        for (;; history_row_ = false) {
            if (history_ended_) return rows;
            if (!history_row_) {
                TRY_ASSIGN(history_row_, history_->next());
                if (history_ended_ = !history_row_; history_ended_) return rows;
            }
            if (history_->integer(0) > raw(id)) return rows;
            if (history_->integer(0) == raw(id))
                rows.emplace_back(history_->integer(1), history_->text(2), history_->text(3), history_->text(4));
        }
    }

    CatalogState& state_;
    PartyNames parties_;
    Findings& findings_;
    std::map<std::int64_t, bool> gone_;  ///< tombstones: do they forget what the record was?
    sqlite::Rows* history_ = nullptr;
    bool history_row_ = false;  ///< is *history_ at a row that is not taken yet?
    bool history_ended_ = false;
    std::vector<RecordId> ids_;
    std::vector<std::vector<std::int64_t>> numbers_;  ///< of the events of each
};

}  // namespace

Result<void> check_records(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto parties, PartyNames::replayed(state));
    return RecordCheck(state, std::move(parties), findings).run();
}

}  // namespace fonds
