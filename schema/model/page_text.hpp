// SPDX-License-Identifier: GPL-3.0-or-later
// What reading a document yields: text by page, with boxes, and what the pages look like.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "schema/model/record.hpp"

namespace fonds {

/// A word on a page, in points (1/72 inch) from the upper left corner of the page as it is shown.
struct WordBox {
    float x = 0, y = 0, width = 0, height = 0;
    std::string text;  ///< UTF-8
};

/// Is there text that search can rely on?
enum class TextLayer {
    trusted,
    absent,
    doubtful,
    unverified,  ///< invisible text over a scan, or only a line over it: to be compared with what is seen
    recognised   ///< our own OCR
};

struct PageText {
    std::string text;             ///< UTF-8, lines ended by \n, no form feeds
    float width = 0, height = 0;  ///< points as shown; 0 for formats without pages
    TextLayer layer = TextLayer::trusted;
    std::vector<WordBox> words;  ///< only when asked for
    [[nodiscard]] bool needs_ocr() const { return layer != TextLayer::trusted && layer != TextLayer::recognised; }
};

/// A document as the extractor understood it.
struct DocumentText {
    TextState state = TextState::done;  ///< never pending
    std::string note;                   ///< why state is partial, encrypted or failed; English
    std::vector<PageText> pages;
    std::int32_t page_count = 0;                                  ///< of the document; more than pages.size() when partial
    std::vector<std::pair<std::string, std::string>> properties;  ///< title, author, creator, created, encrypted, signed …
};

}  // namespace fonds
