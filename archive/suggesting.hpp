// SPDX-License-Identifier: GPL-3.0-or-later
// What a piece seems to be, and why a person should look twice. Private to the facade.
#pragma once

#include "archive/state.hpp"
#include "indexer/capture/capture.hpp"

namespace fonds {

class Suggesting {
public:
    explicit Suggesting(Archive::State& state) : state_(state) {}

    /// The piece made of these pages (from 1; 0: the whole file) of an arrival, with what was found out about it.
    [[nodiscard]] Result<NewPiece> piece_of(const Arrival& arrival, const DocumentText& text,
                                            const std::vector<ScannedPage>& scans, const std::vector<std::int32_t>& pages);

    /// The same of a piece whose pages people have put together; its codes, quality and text are those of its pages now.
    [[nodiscard]] Result<NewPiece> piece_again(const Piece& piece);

private:
    [[nodiscard]] Result<void> load_context();
    [[nodiscard]] Result<void> find_out(const Arrival& arrival, const DocumentText& text,
                                        const std::vector<ScannedPage>& scans, bool whole, PieceId self, NewPiece& piece);
    [[nodiscard]] Result<void> take_label(const DocumentText& document, const std::vector<ScannedPage>& scans,
                                          PieceFacts& facts);
    [[nodiscard]] Result<void> compare(const Arrival& arrival, bool whole, PieceId self, NewPiece& piece);

    Archive::State& state_;
    bool loaded_ = false;
    std::vector<KnownParty> parties_;
    std::vector<std::pair<std::string, std::string>> categories_;
};

}  // namespace fonds
