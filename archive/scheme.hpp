// SPDX-License-Identifier: GPL-3.0-or-later
// A scheme from a list, put into a catalog. Private to the facade.
#pragma once

#include <string_view>

#include "archive/scheme_book.hpp"
#include "schema/catalog/catalog.hpp"

namespace fonds {

/// Where a record goes when nobody says.
inline constexpr const char* fallback_category = "QT";

/// See SchemeBook::import. `standard`: the template of new categories that name none.
[[nodiscard]] Result<SchemeReport> import_scheme(Catalog& catalog, std::string_view csv, bool dry_run,
                                                 const std::string& standard, const Stamp& stamp);

}  // namespace fonds
