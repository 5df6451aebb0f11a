// SPDX-License-Identifier: GPL-3.0-or-later
// Work that poppler does for colours or does again on every page, spared where only text is wanted. Measured with 1,043
// pages of long documents: 404 pages/s without, 760 with; 98 short documents, many of them PDF/A: 75 and 450 files/s. The
// text is the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

class Dict;
class Object;
class Page;
class PDFDoc;
class XRef;

namespace fonds {

/// Holds the bytes that replace streams of a document: declare it before the document, so that it is destroyed after it.
class PdfShortcuts {
public:
    /// Colour profiles of the output intent are parsed for every page: the catalog forgets them.
    void open(PDFDoc& document);

    /// Fonts are made anew for every page, and poppler's own inflate is slow: font programs and character maps of the page's
    /// fonts are inflated once, and colour profiles are emptied. Returns the pixels of the largest image the page can show.
    [[nodiscard]] std::uint64_t prepare(Page& page);

private:
    void take_resources(Dict* resources, int depth);
    void take_font(const Object& entry, int depth);
    void take_colour_space(const Object& entry, int depth);
    void take_form(const Object& entry, int depth);
    void inflate_once(const Object& entry);
    void keep_parsed(const Object& entry, const Object& value);
    void replace(const Object& entry, const Object& old_stream, std::string bytes);
    [[nodiscard]] bool first_sight(const Object& entry);

    XRef* xref_ = nullptr;
    std::unordered_set<int> seen_;
    std::vector<std::unique_ptr<std::string>> replacements_;
    std::uint64_t inflated_ = 0;
    std::uint64_t largest_image_ = 0;
};

}  // namespace fonds
