// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "indexer/search/query_ast.hpp"
#include "indexer/search/query_parser.hpp"

namespace fonds {

namespace {

using Nodes = std::vector<QueryNode>;

bool is_free_word(const Query::Node& node)
{
    return node.kind == NodeKind::words && !node.field;
}

void collect_words(const Query::Node& node, std::vector<std::string>& words)
{
    if (is_free_word(node) && std::ranges::find(words, node.written) == words.end()) words.push_back(node.written);
    if (node.kind != NodeKind::none_of)
        for (const auto& child : node.children) collect_words(*child, words);
}

/// `node` with `by` in place of every free word `word` that is asked for; a null `by` removes it.
QueryNode replaced(const QueryNode& node, std::string_view word, const QueryNode& by)
{
    if (is_free_word(*node)) return node->written == word ? by : node;
    if (node->kind != NodeKind::all_of && node->kind != NodeKind::any_of) return node;
    Nodes children;
    for (const auto& child : node->children)
        if (auto kept = replaced(child, word, by)) children.push_back(std::move(kept));
    return children.empty() ? nullptr : joined(node->kind, std::move(children));
}

std::string text_of(const Query::Node& node, bool inside)
{
    switch (node.kind) {
    case NodeKind::everything: return inside ? "*" : "";
    case NodeKind::none_of: return "-" + text_of(*node.children.front(), true);
    case NodeKind::all_of:
    case NodeKind::any_of: {
        // Alternatives of one text are its meanings: see Parser::phrase.
        std::vector<std::string> texts;
        for (const auto& child : node.children)
            if (auto text = text_of(*child, true);
                node.kind == NodeKind::all_of || std::ranges::find(texts, text) == texts.end())
                texts.push_back(std::move(text));
        std::string text;
        for (const auto& each : texts) text += (text.empty() ? "" : node.kind == NodeKind::all_of ? " " : " OR ") + each;
        return inside && texts.size() > 1 ? "(" + text + ")" : text;
    }
    default: return (node.field ? std::string(info_of(*node.field).name) + ":" : "") + node.written;
    }
}

}  // namespace

QueryNode everything()
{
    static const auto node = std::make_shared<const Query::Node>();
    return node;
}

QueryNode joined(NodeKind kind, Nodes children)
{
    if (children.empty()) return everything();
    if (children.size() == 1) return std::move(children.front());
    auto node = std::make_shared<Query::Node>();
    node->kind = kind;
    node->children = std::move(children);
    return node;
}

QueryNode negated(QueryNode child)
{
    auto node = std::make_shared<Query::Node>();
    node->kind = NodeKind::none_of;
    node->children.push_back(std::move(child));
    return node;
}

Query::Query() : root_(everything()) {}
Query::~Query() = default;
Query::Query(const Query&) = default;
Query& Query::operator=(const Query&) = default;
// A moved-from query still has a root: it matches everything.
Query::Query(Query&& other) noexcept : root_(other.root_) {}
Query& Query::operator=(Query&& other) noexcept
{
    root_ = other.root_;
    return *this;
}

Result<Query> Query::parse(std::string_view text)
{
    TRY_ASSIGN(auto root, parse_query(text));
    Query query;
    query.root_ = std::move(root);
    return query;
}

bool Query::empty() const
{
    return root_->kind == NodeKind::everything;
}

std::vector<std::string> Query::words() const
{
    std::vector<std::string> words;
    collect_words(*root_, words);
    return words;
}

Query Query::without(std::string_view word) const
{
    Query query;
    if (auto root = replaced(root_, word, nullptr)) query.root_ = std::move(root);
    return query;
}

Query Query::replacing(std::string_view word, std::string_view by) const
{
    Query query = *this;
    if (const auto other = parse_query(by); other.ok()) query.root_ = replaced(root_, word, *other);
    return query;
}

std::string Query::text() const
{
    return text_of(*root_, false);
}
const Query::Node& Query::root() const
{
    return *root_;
}

}  // namespace fonds
