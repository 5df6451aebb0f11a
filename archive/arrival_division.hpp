// SPDX-License-Identifier: GPL-3.0-or-later
// From what was seen on the pages of an arrival to the pieces that wait for a decision. Private to the facade.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/desk.hpp"
#include "archive/state.hpp"

namespace fonds {

/// Are there pages to look at?
[[nodiscard]] bool has_pictures(std::string_view media_type);

/// In one transaction. `scans` by page number, may lack pages. When somebody else has decided meanwhile, that stands.
[[nodiscard]] Result<void> divide_arrival(Archive::State& state, const Arrival& arrival, const DocumentText& text,
                                          const std::vector<ScannedPage>& scans, DeskObserver& observer);

}  // namespace fonds
