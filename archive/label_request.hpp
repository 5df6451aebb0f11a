// SPDX-License-Identifier: GPL-3.0-or-later
// What every sheet of labels is checked for. Private to the facade.
#pragma once

#include "archive/archive.hpp"

namespace fonds {

/// Whether so many labels can be printed so.
[[nodiscard]] Result<void> check_label_request(std::size_t labels, const LabelRequest& request);

}  // namespace fonds
