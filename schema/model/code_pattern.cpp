// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/code_pattern.hpp"

#include <algorithm>
#include <map>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

using Kind = CodeTemplate::Element::Kind;
using Step = CodePattern::Step;
using Class = Step::Class;

bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

/// Letters and digits of any script.
bool is_word(char32_t c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c > 0xBF);
}

bool accepts(const Step& step, char32_t c)
{
    switch (step.accepts) {
    case Class::exact: return c == step.character;
    case Class::digit: return is_digit(c);
    case Class::word: return is_word(c);
    case Class::any: return true;
    }
    return false;
}

/// Where one can be behind `place` characters' steps without taking another: `place` itself, and past what may be left out.
void add_skips(const CodePattern& pattern, std::size_t place, std::vector<std::size_t>& places)
{
    if (std::ranges::find(places, place) != places.end()) return;
    places.push_back(place);
    for (const auto& [from, to] : pattern.optional_steps)
        if (from == place) add_skips(pattern, to, places);
}

std::vector<std::size_t> start_of(const CodePattern& pattern)
{
    std::vector<std::size_t> places;
    add_skips(pattern, 0, places);
    return places;
}

std::vector<std::size_t> after(const CodePattern& pattern, std::size_t place)
{
    std::vector<std::size_t> places;
    if (pattern.steps[place].repeats) places.push_back(place);
    add_skips(pattern, place + 1, places);
    return places;
}

}  // namespace

std::string_view element_name(Kind kind)
{
    switch (kind) {
    case Kind::fonds: return "FONDS";
    case Kind::category: return "CATEGORY";
    case Kind::year: return "YEAR";
    case Kind::retention: return "RETENTION";
    case Kind::folder: return "FOLDER";
    case Kind::unit: return "UNIT";
    case Kind::project: return "PROJECT";
    case Kind::grade: return "GRADE";
    case Kind::seq: return "SEQ";
    case Kind::literal: break;
    }
    return "";
}

/// Blanks go, and a part alone may be no code.
std::u32string spelt_in_code(std::string_view literal)
{
    std::u32string spelt;
    const auto code = ReferenceCode::parse("0" + std::string(literal));
    const std::string text = without_spaces(code.ok() ? code->text().substr(1) : std::string(literal));
    for (std::size_t at = 0; at < text.size();) spelt += next_code_point(text, at);
    return spelt;
}

CodePattern pattern_of(const std::vector<CodeTemplate::Element>& elements, std::string_view fonds, std::string_view category)
{
    CodePattern pattern;
    const auto add = [&](Class accepted, std::size_t element, int count, bool repeats) {
        for (int i = 0; i < count; ++i) pattern.steps.push_back({accepted, 0, repeats && i + 1 == count, element});
    };
    const auto spell = [&](std::string_view text, std::size_t element) {
        for (const char32_t c : spelt_in_code(text)) pattern.steps.push_back({Class::exact, c, false, element});
    };
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const auto& element = elements[i];
        const bool begins_group = element.group != 0 && (i == 0 || elements[i - 1].group != element.group);
        const bool ends_group = element.group != 0 && (i + 1 == elements.size() || elements[i + 1].group != element.group);
        if (begins_group) pattern.optional_steps.emplace_back(pattern.steps.size(), 0);
        switch (element.kind) {
        case Kind::year: add(Class::digit, i, element.width == 2 ? 2 : 4, false); break;
        case Kind::seq: add(Class::digit, i, element.width, true); break;
        case Kind::retention:
        case Kind::unit: add(Class::word, i, 1, true); break;
        case Kind::folder:
        case Kind::project: add(Class::any, i, 1, true); break;
        case Kind::grade: add(Class::word, i, 1, false); break;
        case Kind::literal: spell(element.literal, i); break;
        case Kind::fonds: spell(fonds, i); break;
        case Kind::category: spell(category, i); break;
        }
        if (ends_group) pattern.optional_steps.back().second = pattern.steps.size();
    }
    return pattern;
}

std::optional<std::vector<MatchedElement>> match_pattern(const CodePattern& pattern, std::string_view code)
{
    std::u32string text;
    for (std::size_t at = 0; at < code.size();) text += next_code_point(code, at);
    // How each place was come to: for every character, the place before it. Longest first elements win.
    std::vector<std::map<std::size_t, std::size_t>> came(text.size() + 1);
    constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    for (const auto place : start_of(pattern)) came[0].emplace(place, nowhere);
    for (std::size_t i = 0; i < text.size(); ++i)
        for (const auto& [place, before] : came[i]) {
            if (place >= pattern.steps.size() || !accepts(pattern.steps[place], text[i])) continue;
            for (const auto next : after(pattern, place)) came[i + 1].emplace(next, place);
        }
    if (!came.back().contains(pattern.steps.size())) return std::nullopt;
    std::vector<MatchedElement> parts;
    std::size_t place = pattern.steps.size();
    for (std::size_t i = text.size(); i > 0; --i) {
        const std::size_t taken = came[i].at(place);
        const std::size_t element = pattern.steps[taken].element;
        if (parts.empty() || parts.back().element != element) parts.push_back({element, {}});
        std::string character;
        append_utf8(character, text[i - 1]);
        parts.back().text.insert(0, character);
        place = taken;
    }
    std::ranges::reverse(parts);
    return parts;
}

}  // namespace fonds
