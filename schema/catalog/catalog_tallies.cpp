// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

Result<Tallies> Catalog::tallies()
{
    return state_->read([&]() -> Result<Tallies> {
        Tallies tallies;
        TRY_ASSIGN(auto counts, state_->db.query("SELECT name, value FROM tally"));
        TRY(counts.each([&](const sqlite::Rows& row) -> Result<void> {
            const auto name = row.view(0);
            if (name == "records")
                tallies.records = row.integer(1);
            else if (name == "components")
                tallies.components = row.integer(1);
            else if (name == "owed")
                tallies.owed = row.integer(1);
            else if (name == "events")
                tallies.events = row.integer(1);
            return {};
        }));
        TRY_ASSIGN(auto categories, state_->db.query("SELECT code, records FROM category ORDER BY code"));
        TRY(categories.each([&](const sqlite::Rows& row) -> Result<void> {
            tallies.categories.emplace_back(row.text(0), row.integer(1));
            return {};
        }));
        TRY_ASSIGN(auto states, state_->db.query("SELECT text_state, objects, bytes FROM object_tally"));
        TRY(states.each([&](const sqlite::Rows& row) -> Result<void> {
            tallies.objects += row.integer(1);
            tallies.bytes += row.integer(2);
            if (const auto state = text_state(row.view(0))) tallies.text_states.emplace_back(*state, row.integer(1));
            return {};
        }));
        std::ranges::sort(tallies.text_states);
        return tallies;
    });
}

}  // namespace fonds
