// SPDX-License-Identifier: GPL-3.0-or-later
// What was read on the pages of a piece. Private to the facade.
#pragma once

#include <vector>

#include "archive/state.hpp"

namespace fonds {

struct PieceContents {
    DocumentText text;               ///< its pages, in the order of the piece; an unknown one is empty
    std::vector<ScannedPage> scans;  ///< numbered by their place in the piece; pages without one are left out
    bool looked_at = true;           ///< false: text of some file is not there yet
};

[[nodiscard]] Result<PieceContents> contents_of(Archive::State& state, const Piece& piece);

}  // namespace fonds
