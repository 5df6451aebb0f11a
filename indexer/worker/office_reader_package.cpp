// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/office_reader_package.hpp"

namespace fonds::office {

namespace {

std::string folder_of(const std::string& part)
{
    const auto slash = part.rfind('/');
    return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

// "word/" and "../media/a.xml" make "media/a.xml"; what leads outside ends at the root.
std::string resolved(const std::string& folder, const std::string& target)
{
    const std::string path = target.starts_with('/') ? target : folder + target;
    std::vector<std::string> steps;
    for (std::size_t from = 0; from <= path.size();) {
        const auto slash = std::min(path.find('/', from), path.size());
        const std::string step = path.substr(from, slash - from);
        from = slash + 1;
        if (step == ".." && !steps.empty())
            steps.pop_back();
        else if (!step.empty() && step != "." && step != "..")
            steps.push_back(step);
    }
    std::string result;
    for (const std::string& step : steps) result += (result.empty() ? "" : "/") + step;
    return result;
}

std::string relationships_part(const std::string& part)
{
    const std::string folder = folder_of(part);
    return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

}  // namespace

std::vector<Relationship> relationships_of(ZipPackage& package, const std::string& part)
{
    constexpr std::size_t most = 20'000;
    std::vector<Relationship> all;
    const auto xml = package.read(relationships_part(part));
    if (!xml) return all;
    XmlWalk walk(*xml);
    while (walk.next() && all.size() < most) {
        if (!walk.starts("Relationship") || walk.attribute("TargetMode") == "External") continue;
        const std::string type = walk.attribute("Type");
        all.push_back(
            {walk.attribute("Id"), type.substr(type.rfind('/') + 1), resolved(folder_of(part), walk.attribute("Target"))});
    }
    return all;
}

const Relationship* find_by_id(const std::vector<Relationship>& all, std::string_view id)
{
    for (const Relationship& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

const Relationship* find_by_type(const std::vector<Relationship>& all, std::string_view type)
{
    for (const Relationship& one : all)
        if (one.type == type) return &one;
    return nullptr;
}

std::string root_of(std::string_view xml)
{
    XmlWalk walk(xml);
    while (walk.next())
        if (walk.event() == XmlWalk::Event::start) return std::string(walk.name());
    return {};
}

void report(const XmlWalk& walk, std::string_view part, PageCollector& pages)
{
    if (walk.fault() == XmlWalk::Fault::damaged) pages.cut_short("part " + std::string(part) + " is damaged XML");
    if (walk.fault() == XmlWalk::Fault::doctype) pages.cut_short("part " + std::string(part) + " has a DOCTYPE: refused");
}

void collect_properties(ZipPackage& package, std::string_view part, PageCollector& pages)
{
    const auto xml = package.read(part);
    if (!xml) return;
    XmlWalk walk(*xml);
    std::string title, beginner, creator, created;
    while (walk.next()) {
        if (walk.starts("title")) title = walk.text_within();
        if (walk.starts("created") || walk.starts("creation-date")) created = walk.text_within();
        if (walk.starts("initial-creator")) beginner = walk.text_within();
        if (walk.starts("creator")) creator = walk.text_within();
    }
    pages.property("title", title);
    // In OpenDocument the creator is who saved it last; in Office Open XML who began it.
    pages.property("author", beginner.empty() ? creator : beginner);
    pages.property("created", created);
}

void collect_paragraphs(ZipPackage& package, const std::string& part, PageCollector& pages)
{
    const auto xml = package.read(part);
    if (!xml) return;
    XmlWalk walk(*xml);
    bool in_text = false;
    while (!pages.full() && walk.next()) {
        const std::string_view name = walk.name();
        switch (walk.event()) {
        case XmlWalk::Event::start:
            // Formatting; the second copy of a drawing for old programs; a moved text's old place; readings of characters;
            // slide numbers.
            if (name == "pPr" || name == "rPr" || name == "sectPr" || name == "tblPr" || name == "Fallback" ||
                name == "moveFrom" || name == "rt" || name == "fld")
                walk.skip();
            else if (name == "t")
                in_text = true;
            else if (name == "tab" || name == "ptab")
                pages.text("\t");
            else if (name == "br" || name == "cr")
                pages.end_line();
            else if (name == "noBreakHyphen")
                pages.text("-");
            break;
        case XmlWalk::Event::end:
            if (name == "t") in_text = false;
            if (name == "p" || name == "tr") pages.end_line();
            if (name == "tc") pages.end_cell();
            break;
        case XmlWalk::Event::text:
            if (in_text) pages.text(walk.text());
            break;
        }
    }
    report(walk, part, pages);
    pages.end_line();
}

}  // namespace fonds::office
