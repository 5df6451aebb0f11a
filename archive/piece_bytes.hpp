// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a piece as a component: the file as it came, or a new PDF of its pages. Private to the facade.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "archive/state.hpp"

namespace fonds {

/// Order: bytes → the catalog commits → finish().
struct PieceBytes {
    NewComponent component;
    std::unique_ptr<Intake> intake;  ///< of a new document; null when the bytes are stored already

    /// After the catalog's commit. An intent that stays is swept by repair.
    void finish();
};

/// A whole file keeps its very bytes. The pages of a part are put together, untouched, in fonds-scan; what was seen on them
/// goes with them. ErrorKind::bad_input when a file cannot be taken apart.
[[nodiscard]] Result<PieceBytes> bytes_of(Archive::State& state, const Piece& piece);

/// The same bytes, to be looked at; stores nothing.
[[nodiscard]] Result<void> read_bytes_of(Archive::State& state, const Piece& piece,
                                         const std::function<Result<void>(std::string_view)>& sink);

/// What a new PDF of the piece's pages is called.
[[nodiscard]] std::string name_of_part(const Piece& piece);

}  // namespace fonds
