// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of documents in the desktop's viewer.
#pragma once

#include <functional>
#include <string>

#include "schema/core/result.hpp"

namespace fonds::cli {

/// Has `save` make a copy called `name` at the path it is given, and starts the viewer on it, without waiting for it. The
/// copy is for reading alone, and goes after a day.
[[nodiscard]] Result<void> view_copy(const std::string& name, const std::function<Result<void>(const std::string&)>& save);

}  // namespace fonds::cli
