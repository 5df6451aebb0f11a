// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/query_parser.hpp"

#include <optional>
#include <string>
#include <utility>

#include "indexer/search/query_leaf.hpp"
#include "indexer/search/query_lexer.hpp"
#include "indexer/search/query_mistake.hpp"
#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_query = 10'000;
constexpr std::size_t deepest_nesting = 64;

bool is_one_han(std::string_view text)
{
    std::size_t at = 0;
    return !text.empty() && is_han(next_code_point(text, at)) && at == text.size();
}

/// Without those that no page of a PDF file holds: all but \n, \t and what ends a line.
std::string without_controls(std::string_view text)
{
    std::string clean;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t' || c == '\r') clean += c;
    }
    return clean;
}

/// Where something stands that separates words and is no white space: a control character, or bytes that are not UTF-8.
std::optional<std::size_t> first_unreadable(std::string_view query)
{
    for (std::size_t at = 0; at < query.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(query, at);
        const bool white = c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c >= 0xA0;
        if (!white || c == invalid_code_point) return here;
    }
    return std::nullopt;
}

/// Recursive descent. A null node is free text without any word in it: it asks for nothing.
class Parser {
public:
    Parser(std::string_view query, std::vector<Lexeme> lexemes) : query_(query), lexemes_(std::move(lexemes)) {}

    Result<QueryNode> run()
    {
        if (peek().kind == LexemeKind::end) {
            if (const auto at = first_unreadable(query_)) return without_words(*at);
            return everything();
        }
        TRY_ASSIGN(auto node, alternatives());
        if (peek().kind == LexemeKind::close)
            return mistake(peek().begin, say("This parenthesis closes nothing.", "这个右括号没有对应的左括号。"),
                           say("Remove it, or open one before.", "请删去它,或在前面补上左括号。"));
        if (!node) return without_words(lexemes_.front().begin);
        return node;
    }

private:
    [[nodiscard]] const Lexeme& peek() const { return lexemes_[next_]; }
    const Lexeme& take() { return lexemes_[next_++]; }
    [[nodiscard]] bool ends_group() const { return peek().kind == LexemeKind::close || peek().kind == LexemeKind::end; }

    [[nodiscard]] Error mistake(std::size_t at, Text what, Text hint) const
    {
        return query_mistake(query_, at, std::move(what), std::move(hint));
    }

    [[nodiscard]] Error without_words(std::size_t at) const
    {
        return mistake(at, say("There is no word to search for.", "没有可检索的词。"),
                       say("Write at least one word, number or field:value.", "请至少写一个词、数字或 字段:值。"));
    }

    /// Something must stand at the next lexeme.
    Result<void> expect_operand() const
    {
        const Lexeme& here = peek();
        if (here.kind == LexemeKind::conjunction || here.kind == LexemeKind::disjunction)
            return mistake(
                here.begin, say("{} has nothing on its left.", "{} 左边没有内容。", {here.text}),
                say("To search for the word itself, put it in quotation marks.", "若要检索这个词本身,请加引号。"));
        if (!ends_group()) return {};
        if (next_ > 0 && lexemes_[next_ - 1].kind == LexemeKind::open)
            return mistake(lexemes_[next_ - 1].begin, say("These parentheses are empty.", "括号里没有内容。"),
                           say("Write a word between them, or remove them.", "请在括号中写入检索词,或删去括号。"));
        const Lexeme& before = lexemes_[next_ > 0 ? next_ - 1 : 0];
        return mistake(before.begin, say("{} has nothing on its right.", "{} 右边没有内容。", {before.text}),
                       say("To search for the word itself, put it in quotation marks.", "若要检索这个词本身,请加引号。"));
    }

    Result<QueryNode> alternatives()
    {
        std::vector<QueryNode> nodes;
        for (;;) {
            TRY(expect_operand());
            TRY_ASSIGN(auto node, sequence());
            if (node) nodes.push_back(std::move(node));
            if (peek().kind != LexemeKind::disjunction) break;
            take();
        }
        return nodes.empty() ? QueryNode() : joined(NodeKind::any_of, std::move(nodes));
    }

    Result<QueryNode> sequence()
    {
        std::vector<QueryNode> nodes;
        for (;;) {
            TRY_ASSIGN(auto node, operand());
            if (node) nodes.push_back(std::move(node));
            if (ends_group() || peek().kind == LexemeKind::disjunction) break;
            if (peek().kind == LexemeKind::conjunction) {
                take();
                TRY(expect_operand());
            }
        }
        return nodes.empty() ? QueryNode() : joined(NodeKind::all_of, std::move(nodes));
    }

    Result<QueryNode> operand()
    {
        bool wanted = true;
        while (peek().kind == LexemeKind::negation) {
            take();
            wanted = !wanted;
            TRY(expect_operand());
        }
        TRY_ASSIGN(auto node, primary());
        return node && !wanted ? negated(std::move(node)) : node;
    }

    Result<QueryNode> primary()
    {
        const Lexeme& here = take();
        switch (here.kind) {
        case LexemeKind::open: return group(here);
        case LexemeKind::field: return value_of(here);
        case LexemeKind::word: return make_leaf({query_, field_, spaced_out(here), false, here.begin});
        case LexemeKind::phrase: return phrase(here);
        default: break;  // expect_operand has refused the rest
        }
        return error(ErrorKind::internal, say("The query parser lost its way.", "检索式解析出现内部错误。"));
    }

    /// Control characters of a phrase are spaces, as in most texts; pages of PDF files have lost them. Either will do.
    Result<QueryNode> phrase(const Lexeme& quoted)
    {
        TRY_ASSIGN(auto spaced, make_leaf({query_, field_, quoted.text, true, quoted.begin}));
        const std::string without = without_controls(quoted.text);
        if (without == quoted.text || !spaced) return spaced;
        TRY_ASSIGN(auto close, make_leaf({query_, field_, without, true, quoted.begin}));
        if (!close) return spaced;
        auto alternative = std::make_shared<Query::Node>(*close);
        alternative->written = spaced->written;  // two meanings of one text
        return joined(NodeKind::any_of, {std::move(alternative), std::move(spaced)});
    }

    /// The text of `word`, with those behind it when all are single Han characters: 合 同 管 理 is one word, spaced out.
    std::string_view spaced_out(const Lexeme& word)
    {
        std::size_t end = word.end;
        for (const Lexeme* last = &word;
             is_one_han(last->text) && peek().kind == LexemeKind::word && is_one_han(peek().text);)
            end = (last = &take())->end;
        return query_.substr(word.begin, end - word.begin);
    }

    Result<QueryNode> group(const Lexeme& open)
    {
        if (++depth_ > deepest_nesting)
            return mistake(open.begin, say("More than {} nested parentheses.", "括号嵌套超过 {} 层。", {deepest_nesting}),
                           say("Ask a simpler question.", "请简化检索式。"));
        TRY_ASSIGN(auto node, alternatives());
        if (peek().kind != LexemeKind::close)
            return mistake(open.begin, say("This parenthesis is never closed.", "这个左括号没有结束。"),
                           say("Add the closing parenthesis.", "请补上右括号。"));
        take();
        --depth_;
        return node;
    }

    Result<QueryNode> value_of(const Lexeme& name)
    {
        const auto info = find_search_field(name.text);
        if (!info) return unknown_field(query_, name.begin, name.text);
        if (field_)
            return mistake(name.begin, say("A field stands inside {}:( ).", "字段不能写在 {}:( ) 里面。", {field_->name}),
                           say("Close the parenthesis first.", "请先结束括号。"));
        const Lexeme& value = peek();
        const bool touches = value.begin == name.end && value.kind != LexemeKind::close && value.kind != LexemeKind::end;
        if (!touches)
            return mistake(name.begin, say("{}: has no value.", "{}: 后面没有值。", {name.text}),
                           say("Write it right behind the colon, without a space: {}", "请紧接冒号写出,中间不留空格:{}",
                               {info->example}));
        field_ = info;
        auto node = primary();
        field_.reset();
        return node;
    }

    std::string_view query_;
    std::vector<Lexeme> lexemes_;
    std::size_t next_ = 0;
    std::size_t depth_ = 0;
    std::optional<SearchFieldInfo> field_;  ///< of the value or group being read
};

}  // namespace

Result<QueryNode> parse_query(std::string_view query)
{
    if (query.size() > longest_query)
        return query_mistake(query, longest_query,
                             say("The query is longer than {} bytes.", "检索式超过 {} 字节。", {longest_query}),
                             say("Ask a shorter question.", "请缩短检索式。"));
    TRY_ASSIGN(auto lexemes, lex_query(query));
    return Parser(query, std::move(lexemes)).run();
}

}  // namespace fonds
