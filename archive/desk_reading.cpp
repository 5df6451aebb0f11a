// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/desk_reading.hpp"

#include <algorithm>

#include "archive/piece_bytes.hpp"
#include "archive/piece_contents.hpp"
#include "archive/saving.hpp"

namespace fonds {

namespace {

/// What became of its pages, of all together.
TextState state_of(const std::vector<PageText>& pages)
{
    return std::ranges::any_of(pages, &PageText::needs_ocr) ? TextState::needs_ocr : TextState::done;
}

}  // namespace

Result<void> DeskReading::read(PieceId id, const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Piece piece, state_.catalog.piece(id));
    return read_bytes_of(state_, piece, sink);
}

Result<void> DeskReading::save(PieceId id, const std::string& path, bool replace)
{
    TRY_ASSIGN(const Piece piece, state_.catalog.piece(id));
    return save_new_file(*state_.environment.files, path, replace,
                         [&](const ByteReceiver& receiver) { return read_bytes_of(state_, piece, receiver); });
}

Result<DocumentText> DeskReading::text(PieceId id)
{
    TRY_ASSIGN(const Piece piece, state_.catalog.piece(id));
    TRY_ASSIGN(const auto whole, state_.texts.get(piece.arrival.digest));
    if (whole && is_whole_file(piece)) return *whole;
    if (is_whole_file(piece)) return state_.extract(piece.arrival.digest, piece.arrival.media_type);
    TRY_ASSIGN(PieceContents contents, contents_of(state_, piece));
    if (!contents.looked_at)
        return error(ErrorKind::unavailable, say("Nobody has looked at piece {} yet", "待整理件 {} 尚未识别", {raw(id)}))
            .with_hint(say("fonds inbox run looks at what waits; fonds inbox open {} shows it now.",
                           "fonds inbox run 会识别待整理件;fonds inbox open {} 可立即查看。", {raw(id)}));
    contents.text.state = state_of(contents.text.pages);
    return std::move(contents.text);
}

Result<std::string> DeskReading::file_name(PieceId id)
{
    TRY_ASSIGN(const Piece piece, state_.catalog.piece(id));
    return is_whole_file(piece) ? piece.arrival.file_name : name_of_part(piece);
}

}  // namespace fonds
