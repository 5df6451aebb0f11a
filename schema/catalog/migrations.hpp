// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace fonds {

/// One step of the schema: `sql` brings a catalog from version - 1 to `version`. Never edited once released.
struct Migration {
    int version;
    std::string_view sql;
};

/// In ascending order, from 1. Generated at build time from schema/catalog/migrations/*.sql.
[[nodiscard]] const std::vector<Migration>& migrations();

}  // namespace fonds
