// SPDX-License-Identifier: GPL-3.0-or-later
// The one normalisation of documents and queries (docs/formats/index-terms.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

/// Raised with every change of folding or term generation; an index built with another version is rebuilt.
inline constexpr int fold_version = 1;

/// Folded text: Unicode NFKC with case folded and invisible characters dropped, traditional Han characters and radicals as
/// simplified ideographs, and white space between Han characters removed. Controls and bytes that are not UTF-8 become
/// spaces. Folding what is folded changes nothing. Thread-safe.
[[nodiscard]] std::string normalise(std::string_view text);

/// As `normalise`, and for every byte of the result the offset of the source character it came from; one more entry holds
/// the source's size. Offsets never fall, and what gave text[b…e) ends at source[e] or earlier: white space that was dropped
/// behind it is in between. The source is smaller than 4 GiB.
struct FoldedText {
    std::string text;
    std::vector<std::uint32_t> source;
};
[[nodiscard]] FoldedText normalise_with_offsets(std::string_view text);

/// Characters of the Han script: unified and compatibility ideographs, radicals, 々 〇 and the Hangzhou numerals.
[[nodiscard]] bool is_han(char32_t c);

/// Pinyin initials, lower case: 华为技术 → hwjs; Latin words give their first letter, digits stay. Names with a usual other
/// reading (银行 → yh, 重庆 → cq, 厦门 → xm) follow it. Thread-safe.
[[nodiscard]] std::string pinyin_initials(std::string_view text);

}  // namespace fonds
