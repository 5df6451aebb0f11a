// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/office_reader_package.hpp"
#include "indexer/worker/office_reader_values.hpp"

namespace fonds::office {

namespace {

void collect_sheet(ZipPackage& package, const std::string& part, const Workbook& book, PageCollector& pages)
{
    const auto xml = package.read(part);
    if (!xml) return;
    XmlWalk walk(*xml);
    std::string type, style, value;
    while (!pages.full() && walk.next()) {
        if (walk.starts("c")) {
            type = walk.attribute("t");
            style = walk.attribute("s");
            value.clear();
        } else if (walk.starts("rPh") || walk.starts("f")) {
            walk.skip();
        } else if (walk.starts("v") || walk.starts("t")) {
            value += walk.text_within();
        } else if (walk.ends("c")) {
            const std::string cell = value.empty() ? value : shown(book, type, style, value);
            pages.text(cell);
            pages.end_cell();
        } else if (walk.ends("row")) {
            pages.end_line();
        }
    }
    report(walk, part, pages);
    pages.end_line();
}

}  // namespace

void collect_workbook(ZipPackage& package, const std::string& main_part, PageCollector& pages)
{
    const auto xml = package.read(main_part);
    if (!xml) return;
    const auto related = relationships_of(package, main_part);
    Workbook book = read_workbook(package, related);
    if (!book.fault.empty()) pages.cut_short(book.fault);
    XmlWalk walk(*xml);
    while (!pages.full() && walk.next()) {
        if (walk.starts("workbookPr")) {
            const std::string from_1904 = walk.attribute("date1904");
            if (from_1904 == "1" || from_1904 == "true") book.epoch = Epoch::y1904;
        }
        if (!walk.starts("sheet")) continue;
        pages.new_page();
        pages.text(walk.attribute("name"));
        pages.end_line();
        const Relationship* sheet = find_by_id(related, walk.attribute("id", XmlWalk::Prefixed::yes));
        if (sheet == nullptr || !package.has(sheet->part)) {
            pages.cut_short("a sheet is missing");
            continue;
        }
        collect_sheet(package, sheet->part, book, pages);
        for (const Relationship& part : relationships_of(package, sheet->part))
            if (part.type == "comments") collect_paragraphs(package, part.part, pages);
    }
    report(walk, main_part, pages);
}

}  // namespace fonds::office
