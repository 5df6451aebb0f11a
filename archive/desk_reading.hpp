// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade that shows what waits on the desk before anybody decides about it.
#pragma once

#include <functional>
#include <string>

#include "archive/archive.hpp"

namespace fonds {

/// Lives no longer than its archive; one thread at a time. Changes nothing. ErrorKind::not_found: no such piece; refused: it
/// became a part of another.
class DeskReading {
public:
    explicit DeskReading(Archive& archive) : state_(*archive.state_) {}

    /// The bytes that accepting would file: the file as it came, else a new PDF of the piece's pages.
    /// ErrorKind::fixity when what is stored is lost or changed.
    [[nodiscard]] Result<void> read(PieceId id, const std::function<Result<void>(std::string_view)>& sink);
    /// The same to a new file, as Archive::save writes it.
    [[nodiscard]] Result<void> save(PieceId id, const std::string& path, bool replace);
    /// Its pages as they were read. ErrorKind::unavailable: nobody has looked at the pages of a part yet.
    [[nodiscard]] Result<DocumentText> text(PieceId id);
    /// What those bytes would be called; bytes of the file system, without a folder.
    [[nodiscard]] Result<std::string> file_name(PieceId id);

private:
    Archive::State& state_;
};

}  // namespace fonds
