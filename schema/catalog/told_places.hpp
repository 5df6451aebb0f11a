// SPDX-License-Identifier: GPL-3.0-or-later
// Locations, papers, loans and stock-takes as the audit log tells them. Private to schema/catalog.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

struct ToldPlaces {
    std::map<std::string, std::string> locations;   ///< by address: all that is said of it, a line each
    std::map<std::string, std::string> papers;      ///< by name: "address of its place|number of its loan"
    std::map<std::int64_t, std::string> loans;      ///< "paper|reader|due|renewals|condition"
    std::map<std::string, std::string> stocktakes;  ///< by subject: "scope|expected|scanned|counters|digest"
    std::int64_t moves = 0, readings = 0, incidents = 0;
};

[[nodiscard]] Result<ToldPlaces> told_places(CatalogState& state);

}  // namespace fonds
