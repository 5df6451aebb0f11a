// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/xml_tree.hpp"

#include <algorithm>

namespace fonds {

namespace {

constexpr std::size_t most_elements = 400'000;
constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr std::size_t deepest = 64;

std::string trimmed(const std::string& text)
{
    constexpr const char* white = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(white);
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

}  // namespace

std::string_view XmlNode::attribute(std::string_view attribute_name) const
{
    for (const auto& [key, value] : attributes)
        if (key == attribute_name) return value;
    return {};
}

const XmlNode* XmlNode::child(std::string_view child_name) const
{
    const auto found =
        std::find_if(children.begin(), children.end(), [&](const XmlNode& one) { return one.name == child_name; });
    return found == children.end() ? nullptr : &*found;
}

const XmlNode* XmlNode::at(std::string_view path) const
{
    const XmlNode* node = this;
    while (node != nullptr && !path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        node = node->child(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return node;
}

std::vector<const XmlNode*> XmlNode::all(std::string_view child_name) const
{
    std::vector<const XmlNode*> found;
    for (const XmlNode& one : children)
        if (one.name == child_name) found.push_back(&one);
    return found;
}

std::string XmlNode::text_at(std::string_view path) const
{
    const XmlNode* node = at(path);
    return node == nullptr ? std::string() : node->text;
}

XmlTree read_xml_tree(std::string_view bytes)
{
    XmlTree tree;
    XmlWalk walk(bytes);
    // Pointers into a vector of children stay good while it does not grow: only the last child is ever open.
    std::vector<XmlNode*> open;
    std::size_t elements = 0;
    std::size_t used = 0;
    while (walk.next()) {
        switch (walk.event()) {
        case XmlWalk::Event::start: {
            if (open.size() >= deepest || ++elements > most_elements || used > most_bytes) {
                tree.fault = XmlTree::Fault::too_large;
                return tree;
            }
            XmlNode* const node = open.empty() ? &tree.root : &open.back()->children.emplace_back();
            node->name = walk.name();
            node->name_space = walk.name_space();
            node->attributes = walk.attributes();
            for (const auto& [key, value] : node->attributes) used += key.size() + value.size();
            open.push_back(node);
            break;
        }
        case XmlWalk::Event::end:
            if (open.empty()) break;
            open.back()->text = trimmed(open.back()->text);
            open.pop_back();
            break;
        case XmlWalk::Event::text:
            if (open.empty()) break;
            open.back()->text += walk.text();
            used += walk.text().size();
            break;
        }
    }
    if (walk.fault() == XmlWalk::Fault::damaged) tree.fault = XmlTree::Fault::damaged;
    if (walk.fault() == XmlWalk::Fault::doctype) tree.fault = XmlTree::Fault::doctype;
    return tree;
}

}  // namespace fonds
