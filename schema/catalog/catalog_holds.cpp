// SPDX-License-Identifier: GPL-3.0-or-later
// Holds: what they cover, and that it rests.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

/// All that one hold covers, by way of its indexes.
constexpr std::string_view ids_covered =
    "SELECT record AS id FROM hold_member WHERE hold_member.hold = ?1 UNION SELECT record.id FROM hold_scope JOIN record"
    " ON record.folder = target WHERE hold_scope.hold = ?1 AND kind = 'folder' AND (SELECT released FROM hold WHERE id = "
    "?1) IS NULL UNION SELECT record.id FROM hold_scope"
    " JOIN record ON record.party = target WHERE hold_scope.hold = ?1 AND kind = 'party' AND (SELECT released FROM hold "
    "WHERE id = ?1) IS NULL";

Result<std::string> needed(std::string_view text, const Text& what, std::string_view option)
{
    TRY_ASSIGN(std::string line, clean_line(text, what));
    if (line.empty())
        return error(ErrorKind::usage, say("A hold needs this: {}", "冻结须写明:{}", {what}))
            .with_hint(say("Give it: {} TEXT.", "请用 {} 给出。", {option}));
    return line;
}

std::string number_of(std::string_view year, std::int64_t serial)
{
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "%04lld", static_cast<long long>(serial));
    return "H-" + std::string(year) + "-" + digits.data();
}

/// Is it one that an archive gives, as it writes it?
bool is_hold_number(std::string_view text)
{
    constexpr std::size_t most_digits = 9;
    if (text.size() < 11 || text.size() > 7 + most_digits || !text.starts_with("H-") || text[6] != '-') return false;
    std::int64_t serial = 0;
    for (std::size_t i = 2; i < text.size(); ++i) {
        if (i == 6) continue;
        if (text[i] < '0' || text[i] > '9') return false;
        if (i > 6) serial = serial * 10 + (text[i] - '0');
    }
    return serial > 0 && number_of(text.substr(2, 4), serial) == text;
}

/// The next number of the year in which it is placed: numbers of holds that came from elsewhere may leave gaps.
Result<std::string> next_number(CatalogState& state, const Instant& at)
{
    const std::string year = to_iso8601(at).substr(0, 4);
    TRY_ASSIGN(const auto last,
               state.db.number("SELECT coalesce(max(CAST(substr(number, 8) AS INTEGER)), 0) FROM hold WHERE number LIKE ?1",
                               {"H-" + year + "-%"}));
    return number_of(year, last + 1);
}

/// The one that it had elsewhere, where that is free here.
Result<std::string> number_for(CatalogState& state, std::string_view had, const Instant& at)
{
    if (!is_hold_number(had)) return next_number(state, at);
    TRY_ASSIGN(const auto taken, state.db.number("SELECT count(*) FROM hold WHERE number = ?1", {had}));
    return taken == 0 ? Result<std::string>(std::string(had)) : next_number(state, at);
}

Result<std::int64_t> row_of(CatalogState& state, std::string_view given)
{
    std::string number(given);
    for (char& c : number)
        if (c == 'h') c = 'H';
    TRY_ASSIGN(const auto row, state.db.number("SELECT id FROM hold WHERE number = ?1", {number}));
    if (row != 0) return row;
    return error(ErrorKind::not_found, say("There is no hold {}", "没有冻结 {}", {number}))
        .with_hint(say("fonds hold list shows their numbers.", "可用 fonds hold list 查看编号。"))
        .at(number);
}

/// Those of `records` that are no members of the hold yet.
Result<std::vector<RecordId>> without_members(CatalogState& state, std::int64_t hold, std::vector<RecordId> records)
{
    std::ranges::sort(records);
    records.erase(std::ranges::unique(records).begin(), records.end());
    TRY_ASSIGN(auto rows, state.db.query("SELECT record FROM hold_member WHERE hold = ?1 ORDER BY record", {hold}));
    TRY_ASSIGN(const auto members, ids_in(rows));
    std::vector<RecordId> others;
    std::ranges::set_difference(records, members, std::back_inserter(others));
    return others;
}

/// Adds those of `records` that are there and no members yet, and tells the log which they are; gives how many.
Result<std::int64_t> add_members(CatalogState& state, std::int64_t hold, std::string_view number,
                                 const std::vector<RecordId>& records, const Stamp& stamp)
{
    constexpr std::size_t most_told = 500;
    TRY_ASSIGN(const auto others, without_members(state, hold, records));
    if (others.empty()) return std::int64_t{0};
    std::vector<std::string> codes;
    {
        TRY_ASSIGN(auto rows,
                   state.db.query("SELECT code FROM json_each(?1) JOIN record ON record.id = value WHERE record.id NOT IN"
                                  " (SELECT record FROM tombstone) ORDER BY record.id",
                                  {id_list(others)}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            codes.push_back(row.text(0));
            return {};
        }));
    }
    for (std::size_t first = 0; first < codes.size(); first += most_told) {
        Json told = Json::array();
        for (std::size_t i = first; i < std::min(codes.size(), first + most_told); ++i) told.push(codes[i]);
        TRY(append_event(state, "hold.joined", number, Json::object().set("records", std::move(told)).dump(), stamp));
    }
    TRY(state.db.run("INSERT INTO hold_member (hold, record) SELECT ?1, record.id FROM json_each(?2) JOIN record"
                     " ON record.id = value WHERE record.id NOT IN (SELECT record FROM tombstone)",
                     {hold, id_list(others)}));
    return static_cast<std::int64_t>(codes.size());
}

Json told(const Hold& hold)
{
    Json detail = Json::object().set("kind", name_of(hold.kind)).set("reason", hold.reason).set("authority", hold.authority);
    Json folders = Json::array(), parties = Json::array();
    for (const auto& folder : hold.scope.folders) folders.push(folder);
    for (const auto& party : hold.scope.parties) parties.push(party);
    if (folders.size() != 0) detail.set("folders", folders);
    if (parties.size() != 0) detail.set("parties", parties);
    if (!hold.scope.query.empty()) detail.set("query", hold.scope.query);
    return detail;
}

Result<Hold> to_hold(CatalogState& state, const sqlite::Rows& row)
{
    Hold hold;
    const auto id = row.integer(0);
    hold.number = row.text(1);
    TRY_ASSIGN(hold.kind, parse_hold_kind(row.view(2)));
    hold.reason = row.text(3);
    hold.authority = row.text(4);
    TRY_ASSIGN(hold.placed_at, parse_instant(row.view(5)));
    hold.placed_by = row.text(6);
    if (!row.view(7).empty()) {
        TRY_ASSIGN(hold.released_at, parse_instant(row.view(7)));
    }
    hold.released_by = row.text(8);
    hold.released_why = row.text(9);
    TRY_ASSIGN(auto scopes,
               state.db.query("SELECT kind, CASE kind WHEN 'folder' THEN (SELECT category.code || '/' || number FROM folder"
                              " JOIN category ON category.id = folder.category WHERE folder.id = target) WHEN 'party' THEN"
                              " (SELECT name FROM party WHERE id = target) ELSE query END FROM hold_scope WHERE hold = ?1",
                              {id}));
    TRY(scopes.each([&](const sqlite::Rows& scope) -> Result<void> {
        if (scope.view(0) == "folder")
            hold.scope.folders.push_back(scope.text(1));
        else if (scope.view(0) == "party")
            hold.scope.parties.push_back(scope.text(1));
        else
            hold.scope.query = scope.text(1);
        return {};
    }));
    TRY_ASSIGN(hold.records, state.db.number("SELECT count(*) FROM (" + std::string(ids_covered) +
                                                 ") WHERE id NOT IN (SELECT record FROM tombstone)",
                                             {id}));
    return hold;
}

Result<std::vector<std::string>> holds_over(CatalogState& state, RecordId record)
{
    std::vector<std::string> all;
    TRY_ASSIGN(auto rows, state.db.query("SELECT hold.number FROM record JOIN hold WHERE record.id = ?1 AND released IS NULL"
                                         " AND (EXISTS (SELECT 1 FROM hold_member WHERE hold_member.hold = hold.id AND"
                                         " hold_member.record = ?1) OR EXISTS (SELECT 1 FROM hold_scope WHERE"
                                         " hold_scope.hold = hold.id AND (hold_scope.kind = 'folder' AND target ="
                                         " record.folder OR hold_scope.kind = 'party' AND target = record.party)))"
                                         " ORDER BY hold.id",
                                         {raw(record)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back(row.text(0));
        return {};
    }));
    return all;
}

constexpr std::string_view select_hold =
    "SELECT hold.id, hold.number, kind, reason, authority, placed.at, placed.actor, coalesce(ended.at, ''),"
    " coalesce(ended.actor, ''), released_why FROM hold JOIN event AS placed ON placed.sequence = hold.event"
    " LEFT JOIN event AS ended ON ended.sequence = hold.released";

}  // namespace

Result<std::int64_t> count_held(CatalogState& state)
{
    return state.db.number("SELECT count(*) FROM (" + std::string(held_ids) +
                           ") WHERE id NOT IN (SELECT record FROM tombstone)");
}

Result<void> refuse_held(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    // What was signed rests like what is held.
    TRY(refuse_case_paper(state, record, code));
    TRY_ASSIGN(const auto held,
               state.db.number("SELECT " + std::string(record_is_held) + " FROM record WHERE id = ?1", {raw(record)}));
    if (held == 0) return {};
    TRY_ASSIGN(const auto holds, holds_over(state, record));
    std::string numbers;
    for (const auto& number : holds) numbers += (numbers.empty() ? "" : ", ") + number;
    return error(ErrorKind::refused, say("{} is on hold ({})", "{} 已冻结({})", {code.text(), numbers}))
        .with_hint(
            say("What is on hold is neither changed nor destroyed. fonds hold show {} tells why, and who can say more.",
                "冻结期间不得修改或销毁。可用 fonds hold show {} 查看原因与依据。", {holds.front()}))
        .at(code.text());
}

Result<void> refuse_held_folder(CatalogState& state, const Folder& folder)
{
    std::string number;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT number FROM hold_scope JOIN hold ON hold.id = hold_scope.hold WHERE"
                                             " hold_scope.kind = 'folder' AND target = ?1 AND released IS NULL ORDER BY"
                                             " hold.id LIMIT 1",
                                             {raw(folder.id)}));
        TRY_ASSIGN(const bool held, rows.next());
        if (held) number = rows.text(0);
    }
    if (number.empty()) return {};
    const std::string name = folder.category_code + "/" + folder.number;
    return error(ErrorKind::refused, say("Folder {} is on hold ({})", "案卷 {} 已冻结({})", {name, number}))
        .with_hint(say("Its title, its period and its order stay while the hold lasts. fonds hold show {} tells why.",
                       "冻结期间,案卷题名、保管期限和卷内顺序不得更改。可用 fonds hold show {} 查看原因。", {number}))
        .at(name);
}

Holds::Holds(Catalog& catalog) : state_(*catalog.state_) {}

Result<std::string> Holds::place(const Hold& given, const std::vector<RecordId>& found, const Stamp& stamp)
{
    std::string number;
    TRY(state_.write([&]() -> Result<void> {
        Hold hold = given;
        TRY_ASSIGN(hold.reason, needed(hold.reason, {"a reason", "原因"}, "--reason"));
        TRY_ASSIGN(hold.authority, needed(hold.authority, {"an authority", "依据"}, "--authority"));
        TRY_ASSIGN(hold.scope.query, clean_line(hold.scope.query, {"Query", "检索式"}));
        if (hold.scope.empty())
            return error(ErrorKind::usage, say("A hold must cover something", "冻结须有范围"))
                .with_hint(say("Name records, or give --query, --folder, --party or --list.",
                               "请给出档号,或用 --query、--folder、--party、--list。"));
        std::vector<RecordId> members = found;
        for (const auto& code : hold.scope.records) {
            TRY_ASSIGN(const RecordId record, find_record(state_, code));
            TRY(refuse_tombstone(state_, record, code));
            members.push_back(record);
        }
        struct Target {
            std::string_view kind;
            std::int64_t row;
        };
        std::vector<Target> targets;
        for (auto& folder : hold.scope.folders) {
            const auto slash = std::min(folder.find('/'), folder.size());
            TRY_ASSIGN(const Folder known,
                       find_folder(state_, folder.substr(0, slash), folder.substr(std::min(slash + 1, folder.size()))));
            folder = known.category_code + "/" + known.number;
            targets.push_back({"folder", raw(known.id)});
        }
        for (auto& party : hold.scope.parties) {
            TRY_ASSIGN(const PartyId known, find_party_id(state_, party));
            targets.push_back({"party", raw(known)});
        }
        TRY_ASSIGN(number, number_for(state_, hold.number, stamp.at));
        TRY_ASSIGN(const auto event, append_event(state_, "hold.placed", number, told(hold).dump(), stamp));
        TRY(state_.db.run("INSERT INTO hold (number, kind, reason, authority, event) VALUES (?1, ?2, ?3, ?4, ?5)",
                          {number, name_of(hold.kind), hold.reason, hold.authority, event}));
        const auto row = state_.db.last_row();
        for (const auto& target : targets)
            TRY(state_.db.run("INSERT OR IGNORE INTO hold_scope (hold, kind, target, query) VALUES (?1, ?2, ?3, '')",
                              {row, target.kind, target.row}));
        if (!hold.scope.query.empty())
            TRY(state_.db.run("INSERT INTO hold_scope (hold, kind, target, query) VALUES (?1, 'query', 0, ?2)",
                              {row, hold.scope.query}));
        TRY_ASSIGN(const auto added, add_members(state_, row, number, members, stamp));
        static_cast<void>(added);
        return {};
    }));
    return number;
}

Result<std::int64_t> Holds::join(std::string_view number, const std::vector<RecordId>& found, const Stamp& stamp)
{
    // Asked after every change of the index: mostly nothing is new, and then nobody waits for a turn to write.
    TRY_ASSIGN(const auto row, row_of(state_, number));
    TRY_ASSIGN(const auto others, without_members(state_, row, found));
    std::int64_t added = 0;
    if (others.empty()) return added;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(added, add_members(state_, row, number, others, stamp));
        return {};
    }));
    return added;
}

Result<void> Holds::release(std::string_view number, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, needed(reason, {"a reason for its end", "解除原因"}, "--reason"));
        TRY_ASSIGN(const auto row, row_of(state_, number));
        TRY_ASSIGN(const auto ended, state_.db.number("SELECT released IS NOT NULL FROM hold WHERE id = ?1", {row}));
        if (ended != 0)
            return error(ErrorKind::refused, say("Hold {} was released already", "冻结 {} 已解除", {number}))
                .with_hint(say("fonds hold show {} tells when and by whom.", "可用 fonds hold show {} 查看。", {number}));
        // What it covered to its end is known from then on, whatever comes into its folders later.
        std::vector<RecordId> covered;
        {
            TRY_ASSIGN(auto rows, state_.db.query(ids_covered, {row}));
            TRY_ASSIGN(covered, ids_in(rows));
        }
        TRY_ASSIGN(const auto joined, add_members(state_, row, number, covered, stamp));
        static_cast<void>(joined);
        TRY_ASSIGN(const auto event,
                   append_event(state_, "hold.released", number, Json::object().set("reason", why).dump(), stamp));
        return state_.db.run("UPDATE hold SET released = ?2, released_why = ?3 WHERE id = ?1", {row, event, why});
    });
}

Result<std::vector<Hold>> Holds::list(bool released_too)
{
    return state_.read([&]() -> Result<std::vector<Hold>> {
        std::vector<Hold> all;
        TRY_ASSIGN(auto rows,
                   state_.db.query(std::string(select_hold) + " WHERE ?1 OR released IS NULL ORDER BY hold.id DESC",
                                   {released_too ? 1 : 0}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(auto hold, to_hold(state_, row));
            all.push_back(std::move(hold));
            return {};
        }));
        return all;
    });
}

Result<Hold> Holds::hold(std::string_view number)
{
    return state_.read([&]() -> Result<Hold> {
        TRY_ASSIGN(const auto id, row_of(state_, number));
        TRY_ASSIGN(auto rows, state_.db.query(std::string(select_hold) + " WHERE hold.id = ?1", {id}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return error(ErrorKind::corrupt, say("Hold {} has no event", "冻结 {} 没有事件", {number}));
        return to_hold(state_, rows);
    });
}

Result<std::vector<StandingQuery>> Holds::standing_queries()
{
    std::vector<StandingQuery> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT number, query FROM hold_scope JOIN hold ON hold.id = hold_scope.hold"
                                          " WHERE hold_scope.kind = 'query' AND released IS NULL ORDER BY hold.id"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back({row.text(0), row.text(1)});
        return {};
    }));
    return all;
}

Result<std::vector<std::string>> Holds::over(const ReferenceCode& code)
{
    return state_.read([&]() -> Result<std::vector<std::string>> {
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        return holds_over(state_, record);
    });
}

Result<std::vector<ReferenceCode>> Holds::covered(std::string_view number, std::size_t limit)
{
    return state_.read([&]() -> Result<std::vector<ReferenceCode>> {
        TRY_ASSIGN(const auto row, row_of(state_, number));
        TRY_ASSIGN(auto rows, state_.db.query("SELECT code FROM record WHERE id IN (" + std::string(ids_covered) +
                                                  ") AND id NOT IN (SELECT record FROM tombstone) ORDER BY id LIMIT ?2",
                                              {row, limit}));
        std::vector<ReferenceCode> all;
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            TRY_ASSIGN(auto code, ReferenceCode::parse(each.view(0)));
            all.push_back(std::move(code));
            return {};
        }));
        return all;
    });
}

}  // namespace fonds
