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
    std::string text;                ///< the code without a label's prefix
    std::optional<PaperName> paper;  ///< what it names, as far as it can be one; it need not exist
    bool known = false;              ///< such a paper exists
    std::string location;            ///< address it was scanned at
    bool placed = false;             ///< a known location in use came before it
    std::size_t ended_by = 0;        ///< line of what ended the section before this scan, and may be an address; 0: none did
    std::optional<Location> retired;  ///< it is the address of one that is not in use
};

/// Addresses of locations in use open sections and are left out. What may be a paper
/// (see Places::may_be_paper) is one, though there be no such. What is neither a paper nor a known location ends the
/// section: what follows may be there.
[[nodiscard]] Result<std::vector<SectionedScan>> section_scans(Places& places, const std::vector<ScannedCode>& codes,
                                                               std::string location);

}  // namespace fonds
