// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of media types: what files of a type are called, and whether fonds-extract reads them.
#pragma once

#include <string_view>

namespace fonds {

enum class TextReader { none, pdf, office, ofd, html, mail, plain, image };

struct MediaKind {
    std::string_view media_type;
    std::string_view kind;      ///< for queries and listings; also the main suffix
    std::string_view suffixes;  ///< further ones, separated by spaces
    TextReader reader;
};

/// Nothing known: application/octet-stream, bin.
[[nodiscard]] const MediaKind& media_kind(std::string_view media_type);
/// By suffix, without its dot, ASCII case ignored; the same fallback.
[[nodiscard]] const MediaKind& media_kind_of_suffix(std::string_view suffix);

}  // namespace fonds
