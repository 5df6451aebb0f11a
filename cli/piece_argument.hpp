// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "schema/core/error.hpp"
#include "schema/model/desk.hpp"

namespace fonds::cli {

/// The number of a piece, as people type it.
[[nodiscard]] Result<PieceId> piece_id(const std::string& text);

}  // namespace fonds::cli
