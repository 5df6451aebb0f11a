// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/office_reader_package.hpp"

namespace fonds::office {

void collect_presentation(ZipPackage& package, const std::string& main_part, PageCollector& pages)
{
    const auto xml = package.read(main_part);
    if (!xml) return;
    const auto related = relationships_of(package, main_part);
    XmlWalk walk(*xml);
    while (!pages.full() && walk.next()) {
        if (!walk.starts("sldId")) continue;
        // A sldId has two ids: its own number, and the relationship's with a prefix.
        const Relationship* slide = find_by_id(related, walk.attribute("id", XmlWalk::Prefixed::yes));
        pages.new_page();
        if (slide == nullptr || !package.has(slide->part)) {
            pages.cut_short("a slide is missing");
            continue;
        }
        collect_paragraphs(package, slide->part, pages);
        for (const Relationship& part : relationships_of(package, slide->part))
            if (part.type == "diagramData" || part.type == "notesSlide") collect_paragraphs(package, part.part, pages);
    }
    report(walk, main_part, pages);
}

}  // namespace fonds::office
