// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/party_names.hpp"

#include <algorithm>
#include <iterator>

#include "schema/core/json.hpp"

namespace fonds {

Result<PartyNames> PartyNames::replayed(CatalogState& state)
{
    PartyNames names;
    TRY_ASSIGN(auto rows, state.db.query("SELECT sequence, action, subject, detail FROM event"
                                         " WHERE action IN ('party.added', 'party.edited') ORDER BY sequence"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.view(1) == "party.edited") {
            names.edited(row.integer(0), row.text(2), row.text(3));
            return {};
        }
        const auto detail = Json::parse(row.view(3));
        names.added(row.integer(0), row.text(2), detail.ok() ? detail->get("aliases").text() : std::string());
        return {};
    }));
    return names;
}

void PartyNames::added(std::int64_t event, const std::string& name, std::string_view aliases)
{
    if (aliases.empty() && !holders_.contains(name)) return;
    give_all(aliases, event, new_party(name, event));
}

void PartyNames::edited(std::int64_t event, const std::string& name, const std::string& detail_text)
{
    const auto detail = Json::parse(detail_text);
    if (!detail.ok()) return;
    const Json aliases = detail->get("aliases"), renamed = detail->get("name");
    if (aliases.is_null() && renamed.is_null()) return;
    Party party = holder(name, event);
    if (party == nobody) party = new_party(name, 0);
    give_all(aliases.get("before").text(), event, nobody);
    if (!renamed.is_null()) {
        give(name, event, nobody);
        names_now_[party] = renamed.get("after").text();
        if (!detail->get(renamed_in).is_null()) renamings_[party].push_back({event, name, names_now_[party]});
        give(names_now_[party], event, party);
    }
    give_all(aliases.get("after").text(), event, party);
}

void PartyNames::give(const std::string& name, std::int64_t event, Party party)
{
    holders_[name].push_back({event, party});
}

void PartyNames::give_all(std::string_view names, std::int64_t event, Party party)
{
    while (!names.empty()) {
        const auto line = names.substr(0, names.find('\n'));
        give(std::string(line), event, party);
        names.remove_prefix(std::min(line.size() + 1, names.size()));
    }
}

PartyNames::Party PartyNames::holder(const std::string& name, std::int64_t event) const
{
    const auto known = holders_.find(name);
    if (known == holders_.end()) return nobody;
    for (auto each = known->second.rbegin(); each != known->second.rend(); ++each)
        if (each->since <= event) return each->party;
    return nobody;
}

std::vector<PartyNames::Renaming> PartyNames::renamings(const std::string& today, std::int64_t after,
                                                        std::int64_t before) const
{
    std::vector<Renaming> found;
    const auto all = renamings_.find(holder(today, end_of_log));
    if (all == renamings_.end()) return found;
    std::ranges::copy_if(all->second, std::back_inserter(found),
                         [&](const Renaming& renaming) { return renaming.event > after && renaming.event < before; });
    return found;
}

PartyNames::Party PartyNames::new_party(const std::string& name, std::int64_t since)
{
    names_now_.push_back(name);
    give(name, since, names_now_.size() - 1);
    return names_now_.size() - 1;
}

std::string PartyNames::today(const std::string& name, std::int64_t event) const
{
    const Party party = holder(name, event);
    return party == nobody ? name : names_now_[party];
}

}  // namespace fonds
