// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/folded_names.hpp"

namespace fonds {

Result<std::int64_t> FoldedNames::find(sqlite::Connection& db, std::string_view name)
{
    TRY_ASSIGN(const auto version, db.number("PRAGMA data_version"));
    if (!read_ || version != version_) {
        ids_.clear();
        TRY_ASSIGN(auto rows, db.query(rows_));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            ids_.try_emplace(fold_(row.view(0)), row.integer(1));
            return {};
        }));
        read_ = true;
        version_ = version;
    }
    const auto known = ids_.find(fold_(name));
    return known == ids_.end() ? 0 : known->second;
}

void FoldedNames::learn(std::string_view name, std::int64_t id)
{
    if (read_) ids_.try_emplace(fold_(name), id);
}

}  // namespace fonds
