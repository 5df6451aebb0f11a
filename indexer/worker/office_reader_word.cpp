// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "indexer/worker/office_reader_package.hpp"

namespace fonds::office {

namespace {

// The text of a part on its own, to see whether a header says the same as another one.
std::string text_of(ZipPackage& package, const std::string& part)
{
    PageCollector own(ReadLimits{1, 1 << 20});
    collect_paragraphs(package, part, own);
    std::string text = own.finish().pages.front().text;
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

}  // namespace

void collect_word(ZipPackage& package, const std::string& main_part, PageCollector& pages)
{
    pages.new_page();
    collect_paragraphs(package, main_part, pages);
    const auto related = relationships_of(package, main_part);
    // The first page, even and odd pages have headers of their own, mostly all alike.
    std::vector<std::string> seen;
    for (const std::string_view type : {"header", "footer"}) {
        for (const Relationship& part : related) {
            if (part.type != type || pages.full() || seen.size() > 100) continue;
            const std::string text = text_of(package, part.part);
            if (text.empty() || std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
            pages.text(text);
            pages.end_line();
            seen.push_back(text);
        }
    }
    for (const std::string_view type : {"footnotes", "endnotes", "comments"})
        if (const Relationship* part = find_by_type(related, type)) collect_paragraphs(package, part->part, pages);
}

}  // namespace fonds::office
