// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "indexer/search/characters.hpp"
#include "indexer/search/matches.hpp"
#include "indexer/search/search_index.hpp"
#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/terminal_width.hpp"

namespace fonds {

namespace {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What a reader takes for one character, and counts as one: with its accents; a run of white space.
struct Character {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool blank = false;
    bool in_word = false;  ///< of a script that writes words apart
};

std::vector<Character> characters_of(std::string_view page)
{
    std::vector<Character> characters;
    characters.reserve(page.size() / 2);
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(page, at);
        const bool blank = is_blank(c);
        if (!characters.empty() && (blank ? characters.back().blank : is_combining(c))) {
            characters.back().end = at;
            continue;
        }
        const bool in_word = is_ascii_letter(c) || is_ascii_digit(c) || (c >= 0xC0 && c < 0x2000);
        characters.push_back({begin, at, blank, in_word});
    }
    return characters;
}

/// A match as the characters it covers.
struct Place {
    Range characters;
    std::uint32_t word = 0;
};

Range characters_in(const std::vector<Character>& characters, Range bytes)
{
    const auto first = std::ranges::upper_bound(characters, bytes.begin, {}, &Character::end);
    const auto behind = std::lower_bound(first, characters.end(), bytes.end,
                                         [](const Character& c, std::size_t end) { return c.begin < end; });
    return {static_cast<std::size_t>(first - characters.begin()), static_cast<std::size_t>(behind - characters.begin())};
}

/// The matches within `width` characters that hold the most different words, then the most matches, then come first.
Range densest(const std::vector<Place>& places, std::size_t words, std::size_t width)
{
    std::vector<std::size_t> seen(words, 0);
    std::size_t different = 0, behind = 0;
    std::pair<std::size_t, std::size_t> best_score{0, 0};
    Range best;
    for (std::size_t first = 0; first < places.size(); ++first) {
        const std::size_t limit = places[first].characters.begin + width;
        for (; behind < places.size() && (behind <= first || places[behind].characters.end <= limit); ++behind)
            different += seen[places[behind].word]++ == 0 ? 1 : 0;
        if (const std::pair score{different, behind - first}; score > best_score) {
            best_score = score;
            best = {first, behind};
        }
        different -= --seen[places[first].word] == 0 ? 1 : 0;
    }
    return best;
}

/// `width` characters around `core`, not cut within a word when that can be helped.
Range window_around(const std::vector<Character>& characters, Range core, std::size_t width)
{
    const std::size_t size = characters.size();
    if (core.end - core.begin >= width) return {core.begin, std::min(core.begin + width, size)};
    const std::size_t before = std::min(core.begin, (width - (core.end - core.begin)) / 2);
    std::size_t begin = core.begin - before;
    const std::size_t end_of_all = std::min(begin + width, size);
    begin = std::min(begin, end_of_all - std::min(end_of_all, width));
    std::size_t end = end_of_all;
    const auto splits_word = [&](std::size_t at) {
        return at > 0 && at < size && characters[at - 1].in_word && characters[at].in_word;
    };
    std::size_t whole = begin;
    while (whole < core.begin && splits_word(whole)) ++whole;
    if (!splits_word(whole)) begin = whole;
    whole = end;
    while (whole > core.end && splits_word(whole)) --whole;
    if (!splits_word(whole) && whole > begin) end = whole;
    return {begin, end};
}

std::vector<SnippetPart> render(std::string_view page, const std::vector<Character>& characters, Range window,
                                const std::vector<Range>& highlights)
{
    while (window.begin < window.end && characters[window.begin].blank) ++window.begin;
    while (window.end > window.begin && characters[window.end - 1].blank) --window.end;
    std::vector<SnippetPart> parts;
    auto highlight = highlights.begin();
    for (std::size_t at = window.begin; at < window.end; ++at) {
        while (highlight != highlights.end() && highlight->end <= at) ++highlight;
        const bool highlighted = highlight != highlights.end() && highlight->begin <= at;
        const bool joins = at > window.begin && highlighted && highlight->begin < at;
        if (parts.empty() || parts.back().highlighted != highlighted || (highlighted && !joins))
            parts.push_back({{}, highlighted});
        const Character& c = characters[at];
        parts.back().text += c.blank ? std::string_view(" ") : page.substr(c.begin, c.end - c.begin);
    }
    return parts;
}

}  // namespace

std::vector<SnippetPart> make_snippet(const Query& query, std::string_view page, std::size_t width)
{
    if (width == 0) return {};
    const FoldedText folded = normalise_with_offsets(page);
    std::size_t words = 0;
    const auto matches = find_matches(query.root(), folded.text, words);
    const auto characters = characters_of(page);
    std::vector<Place> places;
    std::vector<Range> highlights;
    std::size_t folded_end = 0;
    for (const auto& match : matches) {
        const Range bytes{folded.source[match.begin], std::size_t{folded.source[match.end - 1]} + 1};
        const Range covered = characters_in(characters, bytes);
        places.push_back({covered, match.word});
        // Neighbours in the folded text are one highlight, and so is what lies between them on the page.
        if (!highlights.empty() && match.begin <= folded_end) {
            highlights.back().end = std::max(highlights.back().end, covered.end);
        } else {
            highlights.push_back(covered);
        }
        folded_end = std::max(folded_end, match.end);
    }
    Range core;
    if (!places.empty()) {
        const Range best = densest(places, words, width);
        core = places[best.begin].characters;
        for (std::size_t i = best.begin; i < best.end; ++i) core.end = std::max(core.end, places[i].characters.end);
        core.end = std::max(core.end, core.begin);
    }
    return render(page, characters, window_around(characters, core, width), highlights);
}

}  // namespace fonds
