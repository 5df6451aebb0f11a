// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/core/result.hpp"

namespace fonds {

/// From now on system calls outside a short list fail with EPERM, on every thread of the process.
[[nodiscard]] Result<void> filter_system_calls();

}  // namespace fonds
