// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/office_reader.hpp"

#include <algorithm>

#include "indexer/worker/office_reader_package.hpp"

namespace fonds {

namespace {

using namespace office;

// The container of Office 97, which also carries Office files that have a password.
constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

bool has_encrypted_package(std::string_view bytes)
{
    std::string name;  // a stream's name, in UTF-16
    for (const char c : std::string_view("EncryptedPackage")) name.append({c, '\0'});
    return bytes.find(name) != std::string_view::npos;
}

bool is_encrypted_open_document(ZipPackage& package)
{
    const auto manifest = package.read("META-INF/manifest.xml");
    if (!manifest) return false;
    XmlWalk walk(*manifest);
    while (walk.next())
        if (walk.starts("encryption-data")) return true;
    return false;
}

std::string main_part_of(ZipPackage& package)
{
    const auto related = relationships_of(package, "");
    if (const Relationship* main = find_by_type(related, "officeDocument")) return main->part;
    for (const char* usual : {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"})
        if (package.has(usual)) return usual;
    return {};
}

std::string core_properties_of(ZipPackage& package)
{
    const auto related = relationships_of(package, "");
    const Relationship* core = find_by_type(related, "core-properties");
    return core == nullptr ? "docProps/core.xml" : core->part;
}

DocumentText unreadable_package(const ZipPackage& package, std::string_view media_type)
{
    switch (package.fault()) {
    case ZipPackage::Fault::none: break;
    case ZipPackage::Fault::encrypted: return unreadable(TextState::encrypted, package.note());
    case ZipPackage::Fault::damaged:
    case ZipPackage::Fault::bomb: return unreadable(TextState::failed, package.note());
    }
    return unreadable(TextState::failed, "no office document of a kind we know, though called " + std::string(media_type));
}

bool has_text(const DocumentText& document)
{
    return std::any_of(document.pages.begin(), document.pages.end(),
                       [](const PageText& page) { return !page.text.empty(); });
}

DocumentText finished(PageCollector& pages, const ZipPackage& package)
{
    if (package.fault() != ZipPackage::Fault::none) pages.cut_short(package.note());
    DocumentText document = pages.finish();
    if (document.state == TextState::partial && !has_text(document)) {
        document.state = package.fault() == ZipPackage::Fault::encrypted ? TextState::encrypted : TextState::failed;
        document.pages.clear();
        document.page_count = 0;
    }
    return document;
}

DocumentText read(std::string_view bytes, std::string_view media_type, const ReadLimits& limits)
{
    if (bytes.starts_with(compound_file)) {
        if (has_encrypted_package(bytes)) return unreadable(TextState::encrypted, "a password is needed");
        return unreadable(TextState::none, "a file of Office 97 to 2003: its text is not read");
    }
    ZipPackage package(bytes);
    if (!package.is_open()) return unreadable_package(package, media_type);
    PageCollector pages(limits);
    if (package.has("content.xml") && package.has("META-INF/manifest.xml")) {
        if (is_encrypted_open_document(package)) return unreadable(TextState::encrypted, "a password is needed");
        collect_properties(package, "meta.xml", pages);
        collect_open_document(package, pages);
        return finished(pages, package);
    }
    const std::string main_part = main_part_of(package);
    const auto main_xml = package.read(main_part);
    if (!main_xml) return unreadable_package(package, media_type);
    const std::string root = root_of(*main_xml);
    collect_properties(package, core_properties_of(package), pages);
    if (root == "document")
        collect_word(package, main_part, pages);
    else if (root == "workbook")
        collect_workbook(package, main_part, pages);
    else if (root == "presentation")
        collect_presentation(package, main_part, pages);
    else
        return unreadable_package(package, media_type);
    return finished(pages, package);
}

}  // namespace

DocumentText read_office(std::string_view bytes, std::string_view media_type, const ReadLimits& limits)
{
    return guarded([&] { return read(bytes, media_type, limits); });
}

}  // namespace fonds
