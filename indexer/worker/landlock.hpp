// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/core/result.hpp"

namespace fonds {

/// No file can be opened any more but system libraries (character set converters are loaded late) and poppler's tables, for
/// reading. Kernels without Landlock are let pass: the filter of system calls still forbids all writing.
[[nodiscard]] Result<void> restrict_reading();

}  // namespace fonds
