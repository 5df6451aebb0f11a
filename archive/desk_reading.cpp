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

/// One that was put together with another has no pages any more.
Result<Piece> piece_to_look_at(Archive::State& state, PieceId id)
{
    TRY_ASSIGN(Piece piece, state.catalog.piece(id));
    if (!piece.pages.empty()) return piece;
    return error(ErrorKind::refused,
                 say("Piece {} has become a part of piece {}", "待整理件 {} 已并入 {}", {raw(id), raw(piece.merged_into)}))
        .with_hint(
            say("Look at that one: fonds inbox show {}.", "请查看该件:fonds inbox show {}。", {raw(piece.merged_into)}));
}

}  // namespace

Result<void> DeskReading::read(PieceId id, const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Piece piece, piece_to_look_at(state_, id));
    return read_bytes_of(state_, piece, sink);
}

Result<void> DeskReading::save(PieceId id, const std::string& path, bool replace)
{
    TRY_ASSIGN(const Piece piece, piece_to_look_at(state_, id));
    return save_new_file(*state_.environment.files, path, replace,
                         [&](const ByteReceiver& receiver) { return read_bytes_of(state_, piece, receiver); });
}

Result<DocumentText> DeskReading::text(PieceId id)
{
    TRY_ASSIGN(const Piece piece, piece_to_look_at(state_, id));
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
    TRY_ASSIGN(const Piece piece, piece_to_look_at(state_, id));
    return is_whole_file(piece) ? piece.arrival.file_name : name_of_part(piece);
}

}  // namespace fonds
