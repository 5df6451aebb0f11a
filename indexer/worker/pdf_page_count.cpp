// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_page_count.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include <Object.h>
#include <PDFDoc.h>
#include <XRef.h>

namespace fonds {

namespace {

/// Leaves of the page tree. Each node counts once, however often it is named: circles and shared branches end.
int count_pages(XRef& xref, const Object& root, std::uint32_t limit)
{
    std::unordered_set<int> seen;
    std::vector<Object> open;
    open.push_back(root.copy());
    std::uint32_t pages = 0;
    while (!open.empty() && pages < limit) {
        const Object node = std::move(open.back());
        open.pop_back();
        const Object kids = node.dictLookup("Kids");
        if (!kids.isArray()) {
            ++pages;
            continue;
        }
        for (int i = 0; i < kids.arrayGetLength() && open.size() < limit; ++i) {
            const Object& entry = kids.arrayGetNF(i);
            if (entry.isRef() && !seen.insert(entry.getRef().num).second) continue;
            Object kid = entry.fetch(&xref);
            if (kid.isDict()) open.push_back(std::move(kid));
        }
    }
    return static_cast<int>(pages);
}

}  // namespace

void mend_page_count(PDFDoc& document, std::uint32_t limit)
{
    XRef& xref = *document.getXRef();
    const Object catalog = xref.getCatalog();
    if (!catalog.isDict()) return;
    const Object& entry = catalog.dictLookupNF("Pages");
    const Object root = entry.fetch(&xref);
    if (!entry.isRef() || !root.isDict() || !root.dictLookup("Kids").isArray()) return;
    const Object count = root.dictLookup("Count");
    const bool possible = count.isNum() && count.getNum() >= 1 && count.getNum() <= xref.getNumObjects();
    if (possible) return;
    root.getDict()->set("Count", Object(count_pages(xref, root, limit)));
    xref.setModifiedObject(&root, entry.getRef());
}

}  // namespace fonds
