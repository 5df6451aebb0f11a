// SPDX-License-Identifier: GPL-3.0-or-later
// Can search rely on a page's text, or must the page be read by OCR?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/model/page_text.hpp"

namespace fonds {

/// What a page shows besides text.
struct PageMarks {
    bool drawn = false;              ///< visible strokes or fills
    std::uint64_t image_pixels = 0;  ///< of the largest image the page can show
    std::uint32_t unmapped = 0;      ///< glyphs drawn that have no character at all
    std::uint32_t invisible = 0;     ///< glyphs that are there to be found and not to be seen
};

/// Text as a page may hold it: valid UTF-8, \n between lines, no other control character but \t. `removed`, when given,
/// counts the characters that were no text (controls other than white space, bytes that are not UTF-8).
[[nodiscard]] std::string clean_page_text(std::string_view raw, std::uint32_t* removed = nullptr);

/// `text` is clean. A page with nothing on it is trusted: there is nothing to read.
[[nodiscard]] TextLayer judge_text(std::string_view text, std::uint32_t removed, const PageMarks& marks);

}  // namespace fonds
