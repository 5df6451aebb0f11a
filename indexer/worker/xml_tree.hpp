// SPDX-License-Identifier: GPL-3.0-or-later
// A small XML document as a tree, for data that refers to and fro: invoices, the parts of OFD.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/worker/xml_text.hpp"

namespace fonds {

struct XmlNode {
    std::string name;        ///< without its prefix
    std::string name_space;  ///< URI
    std::string text;        ///< of the element itself, white space at its ends taken off
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<XmlNode> children;

    [[nodiscard]] std::string_view attribute(std::string_view attribute_name) const;
    /// The first child of a name; null when there is none.
    [[nodiscard]] const XmlNode* child(std::string_view child_name) const;
    /// The first element at a path of names, parted by '/'; null when there is none.
    [[nodiscard]] const XmlNode* at(std::string_view path) const;
    [[nodiscard]] std::vector<const XmlNode*> all(std::string_view child_name) const;
    /// Text of the element at the path; empty when there is none.
    [[nodiscard]] std::string text_at(std::string_view path) const;
};

struct XmlTree {
    enum class Fault { none, damaged, doctype, too_large };
    XmlNode root;  ///< what was read before a fault, too
    Fault fault = Fault::none;
};

/// Reads at most 400,000 elements with attributes and text of 64 MiB, 64 deep.
[[nodiscard]] XmlTree read_xml_tree(std::string_view bytes);

}  // namespace fonds
