// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/correction.hpp"

#include <algorithm>

#include "indexer/search/characters.hpp"
#include "indexer/search/edit_distance.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/terms.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t shortest_word = 3;
constexpr std::size_t short_word = 5;

/// Letters only, of which the first is ASCII: what a typist of Latin script may have mistyped.
bool is_latin_word(std::string_view word)
{
    const auto letter = [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return is_ascii_letter(c) || c >= 0x80;
    };
    return !word.empty() && is_ascii_letter(static_cast<unsigned char>(word.front())) && std::ranges::all_of(word, letter);
}

class Search {
public:
    Search(const Xapian::Database& database, std::string_view word) : database_(database), word_(word)
    {
        std::size_t length = 0;
        for (std::size_t at = 0; at < word.size(); ++length) (void)next_code_point(word, at);
        limit_ = length <= short_word ? 2 : 3;
    }

    /// Looks among the terms that begin with `beginning`.
    void look(const std::string& beginning)
    {
        const auto end = database_.allterms_end(beginning);
        for (auto term = database_.allterms_begin(beginning); term != end; ++term) {
            const std::string candidate = *term;
            if (!is_latin_word(candidate)) continue;
            const std::size_t distance = edit_distance(word_, candidate, limit_);
            if (distance >= limit_) continue;
            const auto frequency = term.get_termfreq();
            if (frequency < frequency_ || (frequency == frequency_ && distance >= distance_)) continue;
            best = candidate;
            frequency_ = frequency;
            distance_ = distance;
        }
    }

    std::optional<std::string> best;

private:
    const Xapian::Database& database_;
    std::string_view word_;
    std::size_t limit_;  ///< distances below it count
    Xapian::doccount frequency_ = 0;
    std::size_t distance_ = 0;
};

}  // namespace

std::optional<std::string> correction_of(std::string_view word, const Xapian::Database& database)
{
    const std::string folded = normalise(word);
    if (folded.size() < shortest_word || !is_latin_word(folded) || database.term_exists(folded)) return std::nullopt;
    Search search(database, folded);
    search.look(folded.substr(0, 1));
    // The first letter is rarely wrong, but it may have changed places with the second.
    const std::string swapped{folded[1], folded[0]};
    if (swapped[0] != swapped[1] && is_latin_word(swapped)) search.look(swapped);
    return search.best;
}

}  // namespace fonds
