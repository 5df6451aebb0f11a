// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the office reader: a package's parts and how they refer to each other, and one function for each kind of document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/worker/page_collector.hpp"
#include "indexer/worker/xml_text.hpp"
#include "indexer/worker/zip_member.hpp"

namespace fonds::office {

struct Relationship {
    std::string id;
    std::string type;  ///< last word of its URI: officeDocument, header, slide …; the same in the strict and the usual form
    std::string part;  ///< name of the member it leads to
};

/// Parts that `part` refers to within the package; of the package itself for an empty name.
[[nodiscard]] std::vector<Relationship> relationships_of(ZipPackage& package, const std::string& part);
[[nodiscard]] const Relationship* find_by_id(const std::vector<Relationship>& all, std::string_view id);
[[nodiscard]] const Relationship* find_by_type(const std::vector<Relationship>& all, std::string_view type);

/// Name of the document's element, which tells the kind of a part; empty when it is no XML.
[[nodiscard]] std::string root_of(std::string_view xml);
/// Notes a fault of a finished walk as partial text.
void report(const XmlWalk& walk, std::string_view part, PageCollector& pages);

/// title, author, created from Dublin Core elements, as core.xml and meta.xml have them.
void collect_properties(ZipPackage& package, std::string_view part, PageCollector& pages);

/// Paragraphs of WordprocessingML or DrawingML, cells parted by tabs, rows by lines.
void collect_paragraphs(ZipPackage& package, const std::string& part, PageCollector& pages);

void collect_word(ZipPackage& package, const std::string& main_part, PageCollector& pages);
void collect_workbook(ZipPackage& package, const std::string& main_part, PageCollector& pages);
void collect_presentation(ZipPackage& package, const std::string& main_part, PageCollector& pages);
void collect_open_document(ZipPackage& package, PageCollector& pages);

}  // namespace fonds::office
