// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a document as lines that can be searched whatever their spelling, and where their parts stand on the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/capture/capture.hpp"

namespace fonds {

struct Line {
    std::int32_t page = 0;
    std::string source;               ///< as the document has it
    std::u32string text;              ///< folded: NFKC, lower case, simplified, no spaces between Han characters
    std::vector<std::uint32_t> from;  ///< for each character of `text`, and its end, the byte of `source` it came from
    const OcrLine* seen = nullptr;    ///< where it was recognised
    const PageText* words = nullptr;  ///< has boxes for words

    /// A part of `text` as the document has it, half-width, without white space at its ends and between Han characters.
    [[nodiscard]] std::string part(std::size_t begin, std::size_t end) const;
    /// The same part byte for byte.
    [[nodiscard]] std::string seen_part(std::size_t begin, std::size_t end) const;
};

/// The beginning and the end of a document: what it says about itself does not stand in the middle of a book.
[[nodiscard]] std::vector<Line> lines_of(const CaptureInput& input);
/// One line from text that stands nowhere.
[[nodiscard]] Line line_of(std::string_view text);
/// Where a part of a line stands; width 0 when that is not known.
[[nodiscard]] WordBox place_of(const Line& line, std::size_t begin, std::size_t end);

/// Folded as the lines are.
[[nodiscard]] std::u32string folded(std::string_view text);
[[nodiscard]] std::string utf8(std::u32string_view text);

[[nodiscard]] constexpr bool is_digit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}
[[nodiscard]] constexpr bool is_latin(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7);
}
[[nodiscard]] constexpr bool is_code_character(char32_t c)
{
    return is_digit(c) || (c >= U'a' && c <= U'z');
}

}  // namespace fonds
