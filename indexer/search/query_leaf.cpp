// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/query_leaf.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "indexer/search/characters.hpp"
#include "indexer/search/edit_distance.hpp"
#include "indexer/search/query_flags.hpp"
#include "indexer/search/query_mistake.hpp"
#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

namespace {

Error bad_value(const LeafSource& source, const Error& reason)
{
    return query_mistake(source.query, source.begin, reason.what, reason.hint);
}

Error not_one_of(const LeafSource& source, const SearchFieldInfo& info)
{
    return query_mistake(source.query, source.begin,
                         say("{}: has no value \"{}\".", "{}: 没有“{}”这个值。", {info.name, source.text}),
                         {"Values: " + std::string(info.help_en) + ".", "可用的值:" + std::string(info.help_zh) + "。"});
}

std::string written(const LeafSource& source)
{
    if (!source.quoted) return std::string(source.text);
    std::string text = "\"";
    for (std::size_t at = 0; at < source.text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(source.text, at);
        if (c == U'"' || c == U'＂')
            text += ' ';
        else
            text += source.text.substr(begin, at - begin);
    }
    return text + '"';
}

/// The text without the star at its end, if it has one that means something.
std::string_view take_star(const LeafSource& source, bool& star)
{
    std::string_view text = source.text;
    star = false;
    for (const std::string_view mark : {"*", "＊"})
        while (!source.quoted && text.ends_with(mark)) {
            text.remove_suffix(mark.size());
            star = true;
        }
    return text;
}

/// Letters or digits on both sides of a dash or dot, and a digit: J001-HT·2024, not well-known.
std::string code_in(std::string_view text)
{
    const bool digit = std::ranges::any_of(text, [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); });
    if (!digit) return {};
    const auto code = ReferenceCode::parse(text);
    if (!code) return {};
    const bool joined = code->text().find('-') != std::string::npos || code->text().find("·") != std::string::npos;
    return joined ? code->text() : std::string();
}

Result<void> read_words(const LeafSource& source, Query::Node& leaf)
{
    leaf.kind = NodeKind::words;
    const std::string_view text = take_star(source, leaf.prefix);
    if (source.quoted) {
        Pattern phrase = exact_pattern(text);
        if (!phrase.tokens.empty()) leaf.groups.push_back({{std::move(phrase)}, {}});
        return {};
    }
    leaf.groups = word_patterns(text, leaf.prefix);
    if (!source.field) leaf.value = code_in(half_width(text));
    return {};
}

Result<void> read_flag(const LeafSource& source, Query::Node& leaf)
{
    const std::string name = normalise(source.text);
    for (const auto& flag : search_flags)
        if (flag.field == source.field->field && (name == flag.name || source.text == flag.alias_zh)) {
            leaf.value = flag.name;
            return {};
        }
    return not_one_of(source, *source.field);
}

Result<void> read_year(const LeafSource& source, std::string_view text, Query::Node& leaf)
{
    leaf.value = half_width(text);
    const bool digits =
        std::ranges::all_of(leaf.value, [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); });
    if (digits && (leaf.prefix ? leaf.value.size() <= 4 : leaf.value.size() == 4)) return {};
    return query_mistake(source.query, source.begin, say("Not a year: {}", "不是有效年度:{}", {text}),
                         say("Write year:2024; for a span of time, date:2023-01..2024-06.",
                             "请写 year:2024;时间区间请写 date:2023-01..2024-06。"));
}

Result<void> read_exact(const LeafSource& source, Query::Node& leaf)
{
    leaf.kind = NodeKind::exact;
    const SearchFieldInfo& info = *source.field;
    if (info.kind == FieldKind::flag) return read_flag(source, leaf);
    const std::string_view text = take_star(source, leaf.prefix);
    if (info.kind == FieldKind::code) {
        const auto code = ReferenceCode::parse(text);
        if (!code) return bad_value(source, code.error());
        leaf.value = code->text();
        return {};
    }
    if (info.field == SearchField::grade) {
        const auto grade = parse_grade(text);
        if (!grade) return bad_value(source, grade.error());
        leaf.value = text_of(*grade);
        return {};
    }
    if (info.field == SearchField::security) {
        const auto security = parse_security(text);
        if (!security) return bad_value(source, security.error());
        leaf.value = name_of(*security);
        return {};
    }
    if (info.field == SearchField::year && !text.empty()) return read_year(source, text, leaf);
    leaf.value = normalise(text);
    return {};
}

Result<void> read_dates(const LeafSource& source, Query::Node& leaf)
{
    leaf.kind = NodeKind::dates;
    const auto range = DateRange::parse(source.text);
    if (!range) return bad_value(source, range.error());
    leaf.dates = *range;
    return {};
}

bool take(std::string_view& text, std::string_view mark)
{
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}

Result<void> read_amounts(const LeafSource& source, Query::Node& leaf)
{
    leaf.kind = NodeKind::amounts;
    leaf.least = std::numeric_limits<std::int64_t>::min();
    leaf.most = std::numeric_limits<std::int64_t>::max();
    const std::string folded = half_width(source.text);
    std::string_view text = trimmed(folded);
    if (const auto dots = text.find(".."); dots != std::string_view::npos) {
        const auto from = trimmed(text.substr(0, dots));
        const auto to = trimmed(text.substr(dots + 2));
        if (from.empty() && to.empty()) return bad_value(source, Amount::parse(text).error());
        if (!from.empty()) {
            const auto amount = Amount::parse(from);
            if (!amount) return bad_value(source, amount.error());
            leaf.least = amount->hundredths;
        }
        if (!to.empty()) {
            const auto amount = Amount::parse(to);
            if (!amount) return bad_value(source, amount.error());
            leaf.most = amount->hundredths;
        }
        if (leaf.least <= leaf.most) return {};
        return query_mistake(source.query, source.begin,
                             say("The range ends before it begins: {}", "区间的结束小于开始:{}", {source.text}),
                             say("Put the smaller amount first.", "请把较小的金额写在前面。"));
    }
    const bool at_least = take(text, ">=") || take(text, "≥");
    const bool at_most = !at_least && (take(text, "<=") || take(text, "≤"));
    const bool above = !at_least && !at_most && take(text, ">");
    const bool below = !at_least && !at_most && !above && take(text, "<");
    if (!at_least && !at_most && !above && !below) take(text, "=");
    const auto amount = Amount::parse(text);
    if (!amount) return bad_value(source, amount.error());
    if (!at_most && !below) leaf.least = amount->hundredths + (above ? 1 : 0);
    if (!at_least && !above) leaf.most = amount->hundredths - (below ? 1 : 0);
    return {};
}

Result<void> read_value(const LeafSource& source, Query::Node& leaf)
{
    if (!source.field) return read_words(source, leaf);
    switch (source.field->kind) {
    case FieldKind::words: return read_words(source, leaf);
    case FieldKind::date: return read_dates(source, leaf);
    case FieldKind::amount: return read_amounts(source, leaf);
    case FieldKind::code:
    case FieldKind::keyword:
    case FieldKind::flag: return read_exact(source, leaf);
    }
    return {};
}

}  // namespace

Result<QueryNode> make_leaf(const LeafSource& source)
{
    if (!source.field && !source.quoted && (source.text == "*" || source.text == "＊")) return everything();
    auto leaf = std::make_shared<Query::Node>();
    if (source.field) leaf->field = source.field->field;
    leaf->written = written(source);
    TRY(read_value(source, *leaf));
    const bool says_nothing = (leaf->kind == NodeKind::words && leaf->groups.empty() && leaf->value.empty()) ||
                              (leaf->kind == NodeKind::exact && leaf->value.empty());
    if (says_nothing && source.field)
        return query_mistake(source.query, source.begin,
                             say("There is nothing to look for in {}:.", "{}: 后面没有可检索的内容。", {source.field->name}),
                             say("Example: {}", "示例:{}", {source.field->example}));
    if (says_nothing) return QueryNode();
    return QueryNode(std::move(leaf));
}

Error unknown_field(std::string_view query, std::size_t begin, std::string_view name)
{
    std::string all, near;
    std::size_t nearest = 3;
    for (const auto& info : search_fields) {
        all += (all.empty() ? "" : ", ") + std::string(info.name) + " " + std::string(info.alias_zh);
        const std::size_t distance = edit_distance(name, info.name, nearest);
        if (distance < nearest && distance < info.name.size()) nearest = distance, near = info.name;
    }
    Text hint = near.empty() ? say("Fields: {}. To search for these very words, put them in quotation marks.",
                                   "可用字段:{}。若要检索这几个字本身,请加引号。", {all})
                             : say("Did you mean {}: ? To search for these very words, put them in quotation marks.",
                                   "是否指 {}: ?若要检索这几个字本身,请加引号。", {near});
    return query_mistake(query, begin, say("There is no field \"{}\".", "没有名为“{}”的字段。", {name}), std::move(hint));
}

}  // namespace fonds
