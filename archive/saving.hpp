// SPDX-License-Identifier: GPL-3.0-or-later
// New files outside the archive. Private to the facade.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"

namespace fonds {

using ByteReceiver = std::function<Result<void>(std::string_view)>;

/// Hands `produce` a receiver of bytes, and makes of them a file at `path`: complete and durable, or not at all. An existing
/// file is ErrorKind::duplicate unless `replace`.
[[nodiscard]] Result<void> save_new_file(FileOps& files, const std::string& path, bool replace,
                                         const std::function<Result<void>(const ByteReceiver&)>& produce);

}  // namespace fonds
