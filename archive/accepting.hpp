// SPDX-License-Identifier: GPL-3.0-or-later
// A piece of the desk becomes a record, or a part of the one its label names. Private to the facade.
#pragma once

#include <optional>
#include <string_view>

#include "archive/desk.hpp"
#include "archive/state.hpp"
#include "schema/model/number.hpp"

namespace fonds {

/// The number that a code label on its first page has.
[[nodiscard]] std::optional<ReferenceCode> label_of(const Piece& piece);

/// What such a label makes of the piece: a part of the record that is there, or a record with the reserved number.
struct LabelTarget {
    ReferenceCode code;
    std::optional<Record> record;        ///< it becomes a part of it
    std::optional<HeldNumber> reserved;  ///< or a record with this number
};
/// None without a label. ErrorKind::not_found for a label that names neither; ErrorKind::refused for a tombstone's.
[[nodiscard]] Result<std::optional<LabelTarget>> target_of_label(Archive::State& state, const Piece& piece);

/// What was said now, then what was said beside the file, then what it says of itself, then what follows from the file and
/// its category.
[[nodiscard]] Result<RecordMetadata> metadata_of(Archive::State& state, const Piece& piece, const AcceptRequest& request);

/// Durable when it returns; the index is owed. The caller is a writer. `rule`: what decided, when nobody did. An error
/// means that the piece waits as before.
[[nodiscard]] Result<FiledRecord> accept_piece(Archive::State& state, PieceId id, const AcceptRequest& request,
                                               std::string_view rule);

}  // namespace fonds
