// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/search/query_lexer.hpp"

using namespace fonds;

namespace {

/// The lexemes in a readable form: words as they are, "phrases", names:, ( ) & | !
std::string lexemes(std::string_view query)
{
    const auto lexed = lex_query(query);
    if (!lexed.ok()) return "error";
    std::string shown;
    std::size_t end = 0;
    for (const auto& lexeme : *lexed) {
        CHECK(lexeme.begin >= end);
        CHECK(lexeme.end >= lexeme.begin);
        CHECK(lexeme.end <= query.size());
        end = lexeme.end;
        if (lexeme.kind == LexemeKind::end) break;
        if (!shown.empty()) shown += ' ';
        switch (lexeme.kind) {
        case LexemeKind::word: shown += lexeme.text; break;
        case LexemeKind::phrase: shown += "\"" + std::string(lexeme.text) + "\""; break;
        case LexemeKind::field: shown += std::string(lexeme.text) + ":"; break;
        case LexemeKind::open: shown += "("; break;
        case LexemeKind::close: shown += ")"; break;
        case LexemeKind::conjunction: shown += "&"; break;
        case LexemeKind::disjunction: shown += "|"; break;
        case LexemeKind::negation: shown += "!"; break;
        case LexemeKind::end: break;
        }
    }
    return shown;
}

}  // namespace

TEST_CASE("white space of all kinds parts words")
{
    CHECK(lexemes(" a\tb\nc　d\xC2\xA0"
                  "e\xE2\x80\x83"
                  "f ") == "a b c d e f");
    CHECK(lexemes("") == "");
    CHECK(lexemes("a\xFF"
                  "b") == "a b");
    CHECK(lexemes(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("parentheses and quotation marks part words too")
{
    CHECK(lexemes("a(b)c") == "a ( b ) c");
    CHECK(lexemes("甲（乙）丙") == "甲 ( 乙 ) 丙");
    CHECK(lexemes("a\"b\"c“d”e") == "a \"b\" c \"d\" e");
    CHECK(lexemes("\"a (b) -c: AND\"") == "\"a (b) -c: AND\"");
    CHECK(lexemes("「a『b』」") == "\"a『b』\"");
    CHECK(lexemes("\"\"") == "\"\"");
}

TEST_CASE("a quotation mark must be closed by its own kind")
{
    CHECK(lexemes("\"a") == "error");
    CHECK(lexemes("「a\"") == "error");
    CHECK(lexemes("『a」") == "error");
    CHECK(lexemes("“a\"") == "\"a\"");
    CHECK(lexemes("\"a＂") == "\"a\"");
}

TEST_CASE("operators are whole words in capitals")
{
    CHECK(lexemes("a AND b OR c NOT d") == "a & b | c ! d");
    CHECK(lexemes("AND(b)") == "& ( b )");
    CHECK(lexemes("and Or ANDROID NOTE OR-") == "and Or ANDROID NOTE OR-");
}

TEST_CASE("a dash excludes only where a word begins")
{
    CHECK(lexemes("-a") == "! a");
    CHECK(lexemes("(-a)") == "( ! a )");
    CHECK(lexemes("-(a)") == "! ( a )");
    CHECK(lexemes("-\"a\"") == "! \"a\"");
    CHECK(lexemes("-title:a") == "! title: a");
    CHECK(lexemes("a-b") == "a-b");
    CHECK(lexemes("- a") == "- a");
    CHECK(lexemes("(-)") == "( - )");
    CHECK(lexemes("--a") == "! -a");
    CHECK(lexemes("NOT -a") == "! ! a");
    CHECK(lexemes("NOT-a") == "NOT-a");
}

TEST_CASE("a name and a colon are a field, and what follows is its value as it stands")
{
    CHECK(lexemes("title:a") == "title: a");
    CHECK(lexemes("题名：a") == "题名: a");
    CHECK(lexemes("title:-a:b") == "title: -a:b");
    CHECK(lexemes("title:OR") == "title: OR");
    CHECK(lexemes("title:\"a b\" c") == "title: \"a b\" c");
    CHECK(lexemes("title:(a -b)") == "title: ( a ! b )");
    CHECK(lexemes("title: -a") == "title: ! a");
    CHECK(lexemes("unknown:a") == "unknown: a");
    CHECK(lexemes("a：b:c") == "a: b:c");
}

TEST_CASE("colons that name nothing stay in the word")
{
    CHECK(lexemes("10:30") == "10:30");
    CHECK(lexemes("a1:b") == "a1:b");
    CHECK(lexemes("http://x") == "http://x");
    CHECK(lexemes(":a") == ":a");
    CHECK(lexemes("a.b:c") == "a.b:c");
}
