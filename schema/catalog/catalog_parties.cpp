// SPDX-License-Identifier: GPL-3.0-or-later
// Parties: found by name, by any alias, or by the initials of the name. A name or alias belongs to one party only.
#include <algorithm>

#include "schema/catalog/catalog_outbox.hpp"
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/party_names.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_party =
    "SELECT id, name, initials, note, records, (SELECT group_concat(name, char(10)) FROM"
    " (SELECT name FROM party_alias WHERE party = party.id ORDER BY position)) FROM party";

Party to_party(const sqlite::Rows& row)
{
    Party party;
    party.id = PartyId{row.integer(0)};
    party.name = row.text(1);
    party.initials = row.text(2);
    party.note = row.text(3);
    party.records = row.integer(4);
    party.aliases = row.text(5);
    return party;
}

Result<std::vector<Party>> parties_in(Result<sqlite::Rows> rows)
{
    if (!rows.ok()) return std::move(rows).error();
    std::vector<Party> all;
    TRY(rows->each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back(to_party(row));
        return {};
    }));
    return all;
}

Result<std::optional<Party>> look_up(CatalogState& state, std::string_view name)
{
    for (const char* condition : {" WHERE name = ?1", " WHERE id = (SELECT party FROM party_alias WHERE name = ?1)"}) {
        TRY_ASSIGN(auto found, parties_in(state.db.query(std::string(select_party) + condition, {name})));
        if (!found.empty()) return std::optional(std::move(found.front()));
    }
    TRY_ASSIGN(const auto id, state.party_names.find(state.db, name));
    if (id == 0) return std::optional<Party>();
    TRY_ASSIGN(auto found, parties_in(state.db.query(std::string(select_party) + " WHERE id = ?1", {id})));
    return found.empty() ? std::optional<Party>() : std::optional(std::move(found.front()));
}

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// The aliases, one an element: cleaned, without doubles and without the name itself.
Result<std::vector<std::string>> split_aliases(const Party& party)
{
    std::vector<std::string> aliases;
    std::string_view rest = party.aliases;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        TRY_ASSIGN(auto alias, clean_line(rest.substr(0, end), {"Alias", "别名"}));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!alias.empty() && alias != party.name && std::ranges::find(aliases, alias) == aliases.end())
            aliases.push_back(std::move(alias));
    }
    return aliases;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

struct CheckedParty {
    Party party;
    std::vector<std::string> aliases;
};

/// `self` is the party as it was, whose names it may keep whoever else has one like it; null when it is new.
Result<CheckedParty> checked(CatalogState& state, Party party, const Party* self)
{
    TRY_ASSIGN(party.name, clean_name(party.name, {"Party name", "往来单位名称"}));
    TRY_ASSIGN(party.initials, clean_text(lower_case(party.initials), {"Initials", "拼音首字母"}));
    TRY_ASSIGN(party.note, clean_text(party.note, {"Note", "备注"}));
    TRY_ASSIGN(auto aliases, split_aliases(party));
    party.aliases = joined(aliases);
    std::vector<std::string> names = aliases;
    names.push_back(party.name);
    std::vector<std::string> kept;
    if (self != nullptr) {
        TRY_ASSIGN(kept, split_aliases(*self));
        kept.push_back(self->name);
    }
    for (const auto& name : names) {
        if (std::ranges::find(kept, name) != kept.end()) continue;
        TRY_ASSIGN(const auto other, look_up(state, name));
        if (!other || (self != nullptr && other->id == self->id)) continue;
        return error(ErrorKind::duplicate,
                     say("{} is already a name of the party {}", "{} 已是往来单位 {} 的名称", {name, other->name}))
            .with_hint(say("Use that party, or edit its aliases.", "请直接使用该单位,或修改其别名。"))
            .at(other->name);
    }
    return CheckedParty{std::move(party), std::move(aliases)};
}

Result<void> store_aliases(CatalogState& state, PartyId party, const std::vector<std::string>& aliases)
{
    TRY(state.db.run("DELETE FROM party_alias WHERE party = ?1", {raw(party)}));
    std::int64_t position = 0;
    for (const auto& alias : aliases)
        TRY(state.db.run("INSERT INTO party_alias (name, party, position) VALUES (?1, ?2, ?3)",
                         {alias, raw(party), ++position}));
    return {};
}

/// Records on hold keep the party they name as it is called.
Result<void> refuse_held_records(CatalogState& state, const Party& party)
{
    std::string held;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT code FROM record WHERE party = ?1 AND " + std::string(record_is_held) +
                                                 " ORDER BY id LIMIT 1",
                                             {raw(party.id)}));
        TRY_ASSIGN(const bool any, rows.next());
        if (any) held = rows.text(0);
    }
    if (held.empty()) return {};
    return error(ErrorKind::refused,
                 say("{} is named by records on hold, such as {}", "{} 为冻结的件(如 {})所载,不能改名", {party.name, held}))
        .with_hint(say("Add the new name as an alias: fonds party edit --aliases.",
                       "可将新名称登记为别名:fonds party edit --aliases。"))
        .at(held);
}

}  // namespace

Result<Party> find_party(CatalogState& state, std::string_view name)
{
    TRY_ASSIGN(auto party, look_up(state, name));
    if (party) return std::move(*party);
    return error(ErrorKind::not_found, say("There is no party {}", "没有往来单位 {}", {name}))
        .with_hint(say("fonds party list shows them, fonds party add makes one.",
                       "可用 fonds party list 查看,用 fonds party add 新建。"))
        .at(std::string(name));
}

Result<PartyId> find_party_id(CatalogState& state, std::string& name)
{
    TRY_ASSIGN(const auto id, state.db.number("SELECT id FROM party WHERE name = ?1", {name}));
    if (id != 0) return PartyId{id};
    TRY_ASSIGN(Party party, find_party(state, name));
    name = std::move(party.name);
    return party.id;
}

Result<Party> Catalog::party(std::string_view name)
{
    return state_->read([&] { return find_party(*state_, name); });
}

Result<std::vector<Party>> Catalog::parties(std::size_t limit, std::size_t offset)
{
    return parties_in(state_->db.query(std::string(select_party) + " ORDER BY name LIMIT ?1 OFFSET ?2", {limit, offset}));
}

Result<std::int64_t> Catalog::party_count()
{
    return state_->db.number("SELECT count(*) FROM party");
}

Result<std::vector<Party>> Catalog::parties_by_initials(std::string_view beginning, std::size_t limit)
{
    const std::string first = lower_case(beginning);
    // Sorts after every text that begins like that.
    const std::string last = first + "\xF4\x8F\xBF\xBF";
    return parties_in(state_->db.query(std::string(select_party) + " WHERE initials >= ?1 AND initials < ?2"
                                                                   " ORDER BY records DESC, name LIMIT ?3",
                                       {first, last, limit}));
}

Result<void> Catalog::add_party(const Party& party, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const auto added, checked(*state_, party, nullptr));
        TRY(state_->db.run("INSERT INTO party (name, initials, note) VALUES (?1, ?2, ?3)",
                           {added.party.name, added.party.initials, added.party.note}));
        const PartyId id{state_->db.last_row()};
        TRY(store_aliases(*state_, id, added.aliases));
        state_->party_names.learn(added.party.name, raw(id));
        for (const auto& alias : added.aliases) state_->party_names.learn(alias, raw(id));
        const std::string detail = Json::object()
                                       .set("aliases", added.party.aliases)
                                       .set("initials", added.party.initials)
                                       .set("note", added.party.note)
                                       .dump();
        TRY(append_event(*state_, "party.added", added.party.name, detail, stamp));
        return {};
    });
}

Result<EditedParty> Catalog::edit_party(std::string_view name, const PartyEdit& edit, const Stamp& stamp)
{
    EditedParty edited;
    TRY(state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        TRY_ASSIGN(const Party before, find_party(*state_, name));
        Party wanted = before;
        take(edit.name, wanted.name);
        take(edit.aliases, wanted.aliases);
        take(edit.initials, wanted.initials);
        take(edit.note, wanted.note);
        if (edit.name && !edit.aliases) wanted.aliases += "\n" + before.name;
        TRY_ASSIGN(const auto after, checked(*state_, std::move(wanted), &before));
        edited.party = after.party;
        FieldChanges changes;
        changes.compare("name", before.name, after.party.name);
        changes.compare("aliases", before.aliases, after.party.aliases);
        changes.compare("initials", before.initials, after.party.initials);
        changes.compare("note", before.note, after.party.note);
        if (changes.empty()) return {};
        if (before.name != after.party.name) TRY(refuse_held_records(*state_, before));
        TRY(db.run("UPDATE party SET name = ?2, initials = ?3, note = ?4 WHERE id = ?1",
                   {raw(before.id), after.party.name, after.party.initials, after.party.note}));
        TRY(store_aliases(*state_, before.id, after.aliases));
        state_->party_names.forget();
        const bool renamed = before.name != after.party.name;
        if (renamed || before.aliases != after.party.aliases) {
            TRY_ASSIGN(auto rows, db.query("SELECT id FROM record WHERE party = ?1 ORDER BY id", {raw(before.id)}));
            TRY_ASSIGN(edited.owing, ids_in(rows));
            TRY(bump_and_owe(*state_, edited.owing));
        }
        Json detail = changes.json();
        if (renamed) detail.set(renamed_in, static_cast<std::int64_t>(edited.owing.size()));
        TRY_ASSIGN(const auto event, append_event(*state_, "party.edited", before.name, detail.dump(), stamp));
        if (!renamed) return {};
        return db.run("INSERT INTO history (record, event, field, before, after) SELECT id, ?2, 'party', ?3, ?4 FROM record"
                      " WHERE party = ?1 ORDER BY id",
                      {raw(before.id), event, before.name, after.party.name});
    }));
    return edited;
}

Result<Party> Catalog::ensure_party(std::string_view name, std::string_view initials, const Stamp& stamp)
{
    std::optional<Party> ensured;
    TRY(state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string clean, clean_name(name, {"Party name", "往来单位名称"}));
        TRY_ASSIGN(ensured, look_up(*state_, clean));
        if (ensured) return {};
        Party party;
        party.name = clean;
        party.initials = initials;
        TRY(add_party(party, stamp));
        TRY_ASSIGN(ensured, look_up(*state_, clean));
        return {};
    }));
    return std::move(*ensured);
}

}  // namespace fonds
