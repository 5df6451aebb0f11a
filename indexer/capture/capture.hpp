// SPDX-License-Identifier: GPL-3.0-or-later
// 著录: what a document seems to say about itself, from its text, its codes and the data it carries.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/model/page_text.hpp"
#include "schema/model/scanned_page.hpp"
#include "schema/model/suggestion.hpp"

namespace fonds {

struct KnownParty {
    std::string name;
    std::vector<std::string> aliases;
    std::string tax_id;
};

/// What the archive knows already; the spans outlive the call.
struct CaptureContext {
    std::span<const KnownParty> parties;
    std::string own_name;                                             ///< of the fonds: never suggested as the party
    std::span<const std::pair<std::string, std::string>> categories;  ///< code and name
};

/// One document, or one piece of a stack.
struct CaptureInput {
    const DocumentText* text = nullptr;  ///< pages with text (and word boxes, for places) and properties
    std::span<const ScannedPage> scans;  ///< for places of words and for codes; by page number, may lack pages
};

/// Suggestions, for each field best first, without repetitions. A pure function: no clock, no disk.
[[nodiscard]] std::vector<Suggestion> capture(const CaptureInput& input, const CaptureContext& context);

}  // namespace fonds
