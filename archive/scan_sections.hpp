// SPDX-License-Identifier: GPL-3.0-or-later
// A scanned list as places and what was scanned at them. Private to the facade.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/list_text.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

struct SectionedScan {
    ScannedCode code;
    std::string text;                 ///< the code without a label's prefix
    std::optional<PaperName> paper;   ///< what it names, as far as it can be one; it need not exist
    std::string location;             ///< address it was scanned at
    bool placed = false;              ///< a known location in use came before it
    std::optional<Location> retired;  ///< it is the address of one that is not in use
};

/// What a code does that is neither an address nor looks like a paper's: it may be the address of a place that is not known.
enum class Stranger {
    ends_place,          ///< what follows it is at no known place
    ends_place_if_alike  ///< only when it begins as the address of a known storeroom does
};

/// Addresses of locations in use open sections and are left out.
[[nodiscard]] Result<std::vector<SectionedScan>> section_scans(Places& places, const std::vector<ScannedCode>& codes,
                                                               std::string_view fonds_code, std::string location,
                                                               Stranger stranger);

}  // namespace fonds
