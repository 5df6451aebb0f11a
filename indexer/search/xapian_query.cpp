// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/xapian_query.hpp"

#include <utility>

#include "indexer/search/index_terms.hpp"
#include "indexer/search/term_expansion.hpp"

namespace fonds {

namespace {

using Queries = std::vector<Xapian::Query>;

/// Weight of finding words side by side, as they were written, against finding them anywhere: more than the words alone can
/// gain by being frequent.
constexpr double adjacency_factor = 3.0;
/// Weight of a record's own reference code: it comes first.
constexpr double code_factor = 10.0;

Xapian::Query join(Xapian::Query::op op, Queries queries)
{
    if (queries.size() == 1) return std::move(queries.front());
    return {op, queries.begin(), queries.end()};
}

Xapian::Query unweighted(const Xapian::Query& query)
{
    return {Xapian::Query::OP_SCALE_WEIGHT, query, 0.0};
}

/// Terms at neighbouring positions.
Xapian::Query sequence(const std::vector<std::string>& terms)
{
    if (terms.size() == 1) return Xapian::Query(terms.front());
    return {Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), static_cast<Xapian::termcount>(terms.size())};
}

Error too_broad(std::string_view written)
{
    return error(ErrorKind::usage, say("{} stands for more than {} different words", "{} 代表的词超过 {} 个",
                                       {written, TermExpansion::most_terms}))
        .with_hint(say("Write more letters before the *.", "请在 * 之前多写几个字母。"));
}

class Builder {
public:
    explicit Builder(const Xapian::Database& database) : expansion_(database) {}

    Result<Xapian::Query> build(const Query::Node& node)
    {
        switch (node.kind) {
        case NodeKind::everything: return Xapian::Query::MatchAll;
        case NodeKind::all_of: return all_of(node);
        case NodeKind::any_of: return any_of(node);
        case NodeKind::none_of: {
            TRY_ASSIGN(const auto unwanted, build(*node.children.front()));
            return Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll, unwanted);
        }
        case NodeKind::words: return words(node);
        case NodeKind::exact: return exact(node);
        case NodeKind::dates:
            return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, number_of(Slot::date), date_value(node.dates->first),
                                 date_value(node.dates->last));
        case NodeKind::amounts:
            if (node.least > node.most) return Xapian::Query::MatchNothing;
            return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, number_of(Slot::amount), amount_value(node.least),
                                 amount_value(node.most));
        }
        return Xapian::Query::MatchNothing;
    }

private:
    Result<Xapian::Query> all_of(const Query::Node& node)
    {
        Queries wanted, unwanted;
        for (const auto& child : node.children) {
            if (child->kind == NodeKind::everything) continue;
            const bool negative = child->kind == NodeKind::none_of;
            TRY_ASSIGN(auto query, build(negative ? *child->children.front() : *child));
            (negative ? unwanted : wanted).push_back(std::move(query));
        }
        auto query = wanted.empty() ? Xapian::Query::MatchAll : join(Xapian::Query::OP_AND, std::move(wanted));
        if (unwanted.empty()) return query;
        return Xapian::Query(Xapian::Query::OP_AND_NOT, query, join(Xapian::Query::OP_OR, std::move(unwanted)));
    }

    Result<Xapian::Query> any_of(const Query::Node& node)
    {
        Queries queries;
        for (const auto& child : node.children) {
            TRY_ASSIGN(auto query, build(*child));
            queries.push_back(std::move(query));
        }
        return join(Xapian::Query::OP_OR, std::move(queries));
    }

    Result<Xapian::Query> exact(const Query::Node& node)
    {
        const auto prefix = info_of(*node.field).prefix;
        if (!node.prefix) return unweighted(Xapian::Query(index_term(prefix, node.value)));
        TRY_ASSIGN(const auto query, beginning(prefix, node.value, node.written));
        return unweighted(query);
    }

    Result<Xapian::Query> words(const Query::Node& node)
    {
        const std::string_view prefix = node.field ? info_of(*node.field).prefix : std::string_view();
        Queries groups;
        for (const auto& group : node.groups) {
            Queries required;
            for (const auto& pattern : group.required) {
                TRY_ASSIGN(auto query, one(pattern, prefix, node.written));
                required.push_back(std::move(query));
            }
            auto query = join(Xapian::Query::OP_AND, std::move(required));
            if (!group.whole.tokens.empty())
                query =
                    Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                                  Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, run(group.whole, prefix), adjacency_factor));
            groups.push_back(std::move(query));
        }
        if (node.value.empty()) return join(Xapian::Query::OP_AND, std::move(groups));
        Queries alternatives;
        if (!groups.empty()) alternatives.push_back(join(Xapian::Query::OP_AND, std::move(groups)));
        const auto code = info_of(SearchField::code).prefix;
        alternatives.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(index_term(code, node.value)), code_factor);
        if (node.prefix)
            if (const auto terms = expansion_.terms(index_term(code, node.value)); terms && !terms->empty())
                alternatives.emplace_back(Xapian::Query::OP_SYNONYM, terms->begin(), terms->end());
        return join(Xapian::Query::OP_OR, std::move(alternatives));
    }

    /// The tokens at neighbouring positions. Pairs of Han characters, being rare, choose the documents; the positions of the
    /// characters then tell whether they stand together.
    static Xapian::Query run(const Pattern& pattern, std::string_view prefix)
    {
        const auto spelt = [&](std::vector<std::string> terms) {
            for (auto& term : terms) term = index_term(prefix, term);
            return terms;
        };
        const auto pairs = spelt(pair_terms(pattern));
        const bool one_pair = pairs.size() == 1 && pattern.tokens.size() == 2;
        if (one_pair) return Xapian::Query(pairs.front());
        const auto tokens = sequence(spelt(token_terms(pattern)));
        if (pairs.empty()) return tokens;
        const Xapian::Query all_pairs(Xapian::Query::OP_AND, pairs.begin(), pairs.end());
        return {Xapian::Query::OP_FILTER, all_pairs, tokens};
    }

    Result<Xapian::Query> one(const Pattern& pattern, std::string_view prefix, std::string_view written)
    {
        const PatternToken& last = pattern.tokens.back();
        if (pattern.open) {
            TRY_ASSIGN(auto query, beginning(prefix, last.text, written));
            if (pattern.tokens.size() == 1) return query;
            Pattern before = pattern;
            before.tokens.pop_back();
            return Xapian::Query(Xapian::Query::OP_AND, run(before, prefix), query);
        }
        if (pattern.tokens.size() > 1) return run(pattern, prefix);
        if (const auto grams = digit_grams(last); !grams.empty()) {
            std::vector<std::string> terms;
            for (const auto& gram : grams) terms.push_back(gram_prefix(prefix) + gram);
            return Xapian::Query(Xapian::Query::OP_OR, run(pattern, prefix), sequence(terms));
        }
        if (begins_a_number(last))
            if (const auto terms = expansion_.terms(index_term(prefix, last.text)); terms && !terms->empty())
                return Xapian::Query(Xapian::Query::OP_SYNONYM, terms->begin(), terms->end());
        return run(pattern, prefix);
    }

    Result<Xapian::Query> beginning(std::string_view prefix, std::string_view text, std::string_view written)
    {
        const auto terms = expansion_.terms(index_term(prefix, text));
        if (!terms) return too_broad(written);
        if (terms->empty()) return Xapian::Query::MatchNothing;
        return Xapian::Query(Xapian::Query::OP_SYNONYM, terms->begin(), terms->end());
    }

    TermExpansion expansion_;
};

}  // namespace

Result<Xapian::Query> xapian_query(const Query::Node& node, const Xapian::Database& database)
{
    return Builder(database).build(node);
}

}  // namespace fonds
