// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog.hpp"
#include "schema/model/likeness.hpp"

namespace fonds {

/// Groups of records that may be one by what is said of them, in the order of their first records' filing. Records without
/// a number of their own are alike by facts in one category only, when party, date and amount are the same; with one, in
/// any categories, when a second fact is. Letter case and width make no other number.
[[nodiscard]] Result<void> add_alike_by_facts(Catalog& catalog, AlikeGroups& groups);

}  // namespace fonds
