// SPDX-License-Identifier: GPL-3.0-or-later
// Part of the facade: which labels get bars beside their QR code.
#pragma once

#include <string_view>
#include <vector>

#include "schema/model/label_sheet.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// Do any of these, in the fonds of that code?
[[nodiscard]] bool any_has_bars(const std::vector<ReferenceCode>& codes, std::string_view fonds_code,
                                const LabelSheet& sheet);

}  // namespace fonds
