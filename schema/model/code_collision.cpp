// SPDX-License-Identifier: GPL-3.0-or-later
// The codes of a template are a regular language: a graph whose ways from the start to an end spell them, character by
// character. Two templates make one code when there is a way through both graphs at once.
#include "schema/model/code_collision.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <queue>
#include <set>
#include <utility>

#include "schema/core/escape.hpp"
#include "schema/model/code_pattern.hpp"

namespace fonds {

namespace {

using Element = CodeTemplate::Element;
using Kind = Element::Kind;

struct Span {
    char32_t first, last;
};
using Spans = std::initializer_list<Span>;

constexpr char32_t last_character = 0x10FFFF;
constexpr Spans zero{{'0', '0'}}, positive{{'1', '9'}}, digit{{'0', '9'}};
constexpr Spans grade{{'A', 'C'}};
constexpr Spans unit{{'0', '9'}, {'A', 'Z'}};
constexpr Spans any{{0x21, last_character}};
/// What a folder's number says something with, digits aside; and what is left.
constexpr Spans letter{{'A', 'Z'}, {0xA0, 0xB6}, {0xB8, last_character}};
constexpr Spans mark{{0x21, 0x2F}, {0x3A, 0x40}, {0x5B, 0x9F}, {0xB7, 0xB7}};
constexpr int longest_unit = 12;

class Codes {
public:
    struct Edge {
        Span takes;
        std::size_t to;
    };

    explicit Codes(const TemplateIn& of)
    {
        std::set<Kind> optional;  // what a record may lack; the rest it always has
        for (const Element& e : of.elements)
            if (e.group != 0 && (e.kind == Kind::folder || e.kind == Kind::unit || e.kind == Kind::project))
                optional.insert(e.kind);
        for (const Element& e : of.elements)
            if (e.group == 0) optional.erase(e.kind);
        const std::vector<Kind> kinds(optional.begin(), optional.end());
        for (std::size_t lacking = 0; lacking < std::size_t{1} << kinds.size(); ++lacking) {
            std::set<int> vanished;
            for (const Element& e : of.elements) {
                const auto at = static_cast<std::size_t>(std::ranges::find(kinds, e.kind) - kinds.begin());
                if (e.group != 0 && at < kinds.size() && (lacking >> at & 1) != 0) vanished.insert(e.group);
            }
            here_ = {start};
            for (const Element& e : of.elements)
                if (!vanished.contains(e.group)) add(e, of);
            ends_.insert(here_.begin(), here_.end());
        }
    }

    static constexpr std::size_t start = 0;
    [[nodiscard]] const std::vector<Edge>& edges(std::size_t place) const { return places_[place]; }
    [[nodiscard]] bool is_end(std::size_t place) const { return ends_.contains(place); }

private:
    using Places = std::vector<std::size_t>;

    void join(const Places& from, Spans takes, std::size_t to)
    {
        for (const std::size_t place : from)
            for (const Span& span : takes) places_[place].push_back({span, to});
    }
    std::size_t place()
    {
        places_.emplace_back();
        return places_.size() - 1;
    }
    Places step(const Places& from, Spans takes)
    {
        const std::size_t to = place();
        join(from, takes, to);
        return {to};
    }

    void add(const Element& element, const TemplateIn& of)
    {
        switch (element.kind) {
        case Kind::literal: return spell(element.literal);
        case Kind::fonds: return spell(of.fonds);
        case Kind::category: return spell(of.category);
        case Kind::year: return add_year(element.width);
        case Kind::retention: return add_retention();
        case Kind::folder: return add_folder(static_cast<std::size_t>(element.width));
        case Kind::project: here_ = step(here_, any); return join(here_, any, here_.front());
        case Kind::unit: return add_unit();
        case Kind::grade: here_ = step(here_, grade); return;
        case Kind::seq: return add_number(element.width, true);
        }
    }

    void spell(std::string_view text)
    {
        for (const char32_t c : spelt_in_code(text)) here_ = step(here_, {{c, c}});
    }

    /// Digits, not all of them zero. One that outgrows its width has no zeros before it.
    void add_number(int width, bool grows)
    {
        Places zeros = here_, number;
        for (int i = 0; i < width; ++i) {
            const std::size_t next = place();
            join(zeros, positive, next);
            join(number, digit, next);
            number = {next};
            if (i + 1 < width) zeros = step(zeros, zero);
        }
        if (grows) {
            // The way of the digits without a zero before them goes on.
            Places grown = here_;
            for (int i = 0; i < width; ++i) grown = step(grown, i == 0 ? positive : digit);
            join(grown, digit, grown.front());
            number.push_back(grown.front());
        }
        here_ = std::move(number);
    }

    void add_year(int width)
    {
        if (width != 2) return add_number(4, false);
        here_ = step(step(here_, digit), digit);
    }

    /// Y, D1 … D999: see is_retention.
    void add_retention()
    {
        Places all = step(here_, {{'Y', 'Y'}});
        Places years = step(step(here_, {{'D', 'D'}}), positive);
        for (int digits = 1; digits <= 3; ++digits) {
            all.push_back(years.front());
            if (digits < 3) years = step(years, digit);
        }
        here_ = std::move(all);
    }

    void add_unit()
    {
        Places all, last = here_;
        for (int i = 0; i < longest_unit; ++i) {
            last = step(last, unit);
            all.push_back(last.front());
        }
        here_ = std::move(all);
    }

    /// Digits of that width at least; or a text that is no number, but says something.
    void add_folder(std::size_t width)
    {
        const std::size_t marks = place(), text = place();
        Places number = here_, numbers;
        for (std::size_t i = 0; i < std::max(width, std::size_t{1}); ++i) {
            number = step(number, digit);
            numbers.push_back(number.front());
        }
        join(number, digit, number.front());
        join(here_, letter, text);
        join(here_, mark, marks);
        join(numbers, letter, text);
        join(numbers, mark, text);
        join({marks}, digit, text);
        join({marks}, letter, text);
        join({marks}, mark, marks);
        join({text}, any, text);
        here_ = {number.front(), text};
    }

    std::vector<std::vector<Edge>> places_{1};
    std::set<std::size_t> ends_;
    Places here_;  ///< where the elements so far lead to, while the graph is made
};

/// A character that both take; 0: none.
char32_t common_character(const Span& one, const Span& other)
{
    const char32_t first = std::max(one.first, other.first), last = std::min(one.last, other.last);
    if (first > last) return 0;
    return first <= '1' && '1' <= last ? U'1' : first;
}

}  // namespace

std::string sequence_identity(const TemplateIn& one)
{
    std::string identity;
    int group = 0;
    for (const Element& element : one.elements) {
        if (element.group != group && group != 0) identity += ']';
        if (element.group != group && element.group != 0) identity += '[';
        group = element.group;
        if (element.kind == Kind::literal || element.kind == Kind::fonds) {
            for (const char32_t c : spelt_in_code(element.kind == Kind::literal ? element.literal : one.fonds))
                append_utf8(identity, c);
            continue;
        }
        identity.append("{").append(element_name(element.kind));
        if (element.kind == Kind::category)
            identity.append(" ").append(one.category);
        else if (element.kind != Kind::seq && element.width != 0)
            identity += std::to_string(element.width);
        identity += '}';
    }
    if (group != 0) identity += ']';
    return identity;
}

std::string common_code(const TemplateIn& one, const TemplateIn& other)
{
    using Place = std::pair<std::size_t, std::size_t>;
    struct Came {
        Place from;
        char32_t character;
    };
    const Codes mine(one), theirs(other);
    const Place start(Codes::start, Codes::start);
    std::map<Place, Came> came{{start, {start, 0}}};
    std::queue<Place> open({start});
    for (; !open.empty(); open.pop()) {
        Place at = open.front();
        if (mine.is_end(at.first) && theirs.is_end(at.second)) {
            std::u32string reversed;
            for (; at != start; at = came.at(at).from) reversed += came.at(at).character;
            std::string code;
            for (std::size_t i = reversed.size(); i > 0; --i) append_utf8(code, reversed[i - 1]);
            return code;
        }
        for (const Codes::Edge& left : mine.edges(at.first))
            for (const Codes::Edge& right : theirs.edges(at.second)) {
                const char32_t c = common_character(left.takes, right.takes);
                const Place next(left.to, right.to);
                if (c != 0 && came.emplace(next, Came{at, c}).second) open.push(next);
            }
    }
    return {};
}

}  // namespace fonds
