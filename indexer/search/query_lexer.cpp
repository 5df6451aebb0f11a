// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/query_lexer.hpp"

#include <optional>

#include "indexer/search/characters.hpp"
#include "indexer/search/query_mistake.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/search_fields.hpp"

namespace fonds {

namespace {

/// The marks that end a phrase begun by `open`; empty when `open` begins none.
std::u32string_view closers_of(char32_t open)
{
    switch (open) {
    case U'"':
    case U'＂': return U"\"＂";
    case U'“':
    case U'”': return U"”“\"＂";
    case U'「': return U"」";
    case U'『': return U"』";
    default: return {};
    }
}

bool is_open(char32_t c)
{
    return c == '(' || c == U'（';
}
bool is_close(char32_t c)
{
    return c == ')' || c == U'）';
}
bool ends_word(char32_t c)
{
    return is_blank(c) || is_open(c) || is_close(c) || !closers_of(c).empty();
}

/// Could this be meant as a field's name? 10:30 and J001:5 are not, http://… is not.
bool looks_like_a_name(std::string_view name, std::string_view rest)
{
    if (find_search_field(name)) return true;
    if (name.empty() || rest.starts_with("//")) return false;
    for (std::size_t at = 0; at < name.size();) {
        const char32_t c = next_code_point(name, at);
        if (c < 0x80 && !is_ascii_letter(c) && c != '_') return false;
    }
    return true;
}

class Lexer {
public:
    explicit Lexer(std::string_view query) : query_(query) {}

    Result<std::vector<Lexeme>> run()
    {
        for (;;) {
            const std::size_t gap = at_;
            skip_blanks();
            if (at_ > gap) wants_value_ = false;
            if (at_ == query_.size()) break;
            TRY(take());
        }
        add(LexemeKind::end, {}, at_);
        return std::move(lexemes_);
    }

private:
    [[nodiscard]] char32_t peek(std::size_t at) const { return at < query_.size() ? next_code_point(query_, at) : U' '; }

    void skip_blanks()
    {
        for (std::size_t next = at_; next < query_.size(); at_ = next)
            if (!is_blank(next_code_point(query_, next))) return;
    }

    void add(LexemeKind kind, std::string_view text, std::size_t begin)
    {
        lexemes_.push_back({kind, text, begin, at_});
        wants_value_ = kind == LexemeKind::field;
    }

    Result<void> take()
    {
        const std::size_t begin = at_;
        const char32_t c = next_code_point(query_, at_);
        if (is_open(c) || is_close(c)) {
            add(is_open(c) ? LexemeKind::open : LexemeKind::close, {}, begin);
            return {};
        }
        if (const auto closers = closers_of(c); !closers.empty()) return take_phrase(begin, closers);
        const bool after_minus = !lexemes_.empty() && lexemes_.back().end == begin &&
                                 query_.substr(0, begin).ends_with('-') && lexemes_.back().kind == LexemeKind::negation;
        const char32_t next = peek(at_);
        if (c == '-' && !wants_value_ && !after_minus && !is_blank(next) && !is_close(next)) {
            add(LexemeKind::negation, query_.substr(begin, 1), begin);
            return {};
        }
        take_word(begin);
        return {};
    }

    Result<void> take_phrase(std::size_t begin, std::u32string_view closers)
    {
        const std::size_t inner = at_;
        while (at_ < query_.size()) {
            const std::size_t close = at_;
            if (closers.find(next_code_point(query_, at_)) != std::u32string_view::npos) {
                add(LexemeKind::phrase, query_.substr(inner, close - inner), begin);
                return {};
            }
        }
        return query_mistake(query_, begin, say("This quotation mark is never closed.", "此处的引号没有结束。"),
                             say("Add the closing mark, or leave this one out.", "请补上后引号,或去掉这个引号。"));
    }

    void take_word(std::size_t begin)
    {
        at_ = begin;
        for (std::size_t next = at_; next < query_.size(); at_ = next)
            if (ends_word(next_code_point(query_, next))) break;
        std::string_view word = query_.substr(begin, at_ - begin);
        if (wants_value_) return add(LexemeKind::word, word, begin);
        if (const auto name = name_in(word)) {
            at_ = begin + name->size() + (word[name->size()] == ':' ? 1 : std::string_view("：").size());
            return add(LexemeKind::field, *name, begin);
        }
        add(word == "AND"   ? LexemeKind::conjunction
            : word == "OR"  ? LexemeKind::disjunction
            : word == "NOT" ? LexemeKind::negation
                            : LexemeKind::word,
            word, begin);
    }

    static std::optional<std::string_view> name_in(std::string_view word)
    {
        const std::size_t narrow = word.find(':');
        const std::size_t wide = word.find("：");
        const std::size_t colon = std::min(narrow, wide);
        if (colon == std::string_view::npos) return std::nullopt;
        const auto name = word.substr(0, colon);
        const auto rest = word.substr(colon + (colon == narrow ? 1 : std::string_view("：").size()));
        if (!looks_like_a_name(name, rest)) return std::nullopt;
        return name;
    }

    std::string_view query_;
    std::size_t at_ = 0;
    bool wants_value_ = false;
    std::vector<Lexeme> lexemes_;
};

}  // namespace

Result<std::vector<Lexeme>> lex_query(std::string_view query)
{
    return Lexer(query).run();
}

}  // namespace fonds
