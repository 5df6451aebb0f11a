// SPDX-License-Identifier: GPL-3.0-or-later
// Search: query → index → ids → the catalog supplies the facts; and what to do when nothing is found.
#include <algorithm>

#include "archive/state.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

constexpr std::size_t snippet_width = 120;
constexpr std::size_t initials_least = 2;
/// Words that are looked at when nothing is found: each costs a search.
constexpr std::size_t most_words_tried = 8;

/// A way to make a query without hits give some.
struct Attempt {
    Query query;
    Text reason;
};

bool is_latin(std::string_view word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
}

/// Corrected words, then parties by their pinyin initials, then one word less. The first that finds something is the answer.
Result<std::optional<std::pair<Attempt, IndexResult>>> relax(Archive::State& state, IndexReader& reader, const Query& query,
                                                             const SearchRequest& request)
{
    using Found = std::optional<std::pair<Attempt, IndexResult>>;
    const auto try_one = [&](Attempt attempt) -> Result<Found> {
        TRY_ASSIGN(IndexResult result, reader.search(attempt.query, request));
        if (result.total == 0) return Found{};
        return Found{std::pair{std::move(attempt), std::move(result)}};
    };
    std::vector<std::string> words = query.words();
    const bool cut = words.size() > most_words_tried;
    if (cut) words.resize(most_words_tried);
    const auto told = [&](Text reason) {
        if (!cut) return reason;
        reason.en += fill(" (only the first {} words were looked at)", {most_words_tried});
        reason.zh += fill("(仅尝试了前 {} 个词)", {most_words_tried});
        return reason;
    };

    Query corrected = query;
    std::string corrections;
    for (const auto& word : words) {
        if (!is_latin(word)) continue;
        TRY_ASSIGN(const auto better, reader.correction(word));
        if (!better || *better == word) continue;
        corrected = corrected.replacing(word, *better);
        corrections += (corrections.empty() ? "" : ", ") + word + " → " + *better;
    }
    if (!corrections.empty()) {
        TRY_ASSIGN(auto found, try_one({corrected, told(say("spelling corrected: {}", "已更正拼写:{}", {corrections}))}));
        if (found) return found;
    }
    for (const auto& word : words) {
        if (!is_latin(word) || word.size() < initials_least) continue;
        TRY_ASSIGN(const auto parties, state.catalog.parties_by_initials(normalise(word), 1));
        if (parties.empty()) continue;
        auto by_party = Query::parse(query.replacing(word, "\"" + parties.front().name + "\"").text());
        if (!by_party.ok()) continue;
        TRY_ASSIGN(auto found, try_one({*by_party, told(say("{} read as the initials of {}", "按拼音首字母将 {} 理解为 {}",
                                                            {word, parties.front().name}))}));
        if (found) return found;
    }
    if (words.size() < 2) return Found{};
    Found best;
    for (const auto& word : words) {
        TRY_ASSIGN(auto found, try_one({query.without(word), told(say("left out: {}", "已去掉:{}", {word}))}));
        if (found && (!best || found->second.total < best->second.total)) best = std::move(found);
    }
    return best;
}

/// The page a person would want to see first, and where the words stand on it.
Result<std::vector<SnippetPart>> snippet_of(Archive::State& state, const Query& query, const Record& record,
                                            const IndexHit& hit)
{
    if (record.components.empty()) return std::vector<SnippetPart>{};
    const std::int32_t page = hit.pages.empty() ? 1 : hit.pages.front();
    TRY_ASSIGN(const auto text, state.texts.page(record.components.front().digest, page));
    if (!text) return std::vector<SnippetPart>{};
    return make_snippet(query, *text, snippet_width);
}

}  // namespace

Result<SearchResult> Archive::search(const SearchRequest& request)
{
    State& state = *state_;
    TRY_ASSIGN(Query query, Query::parse(request.query));
    TRY_ASSIGN(const auto reader, state.index->reader());
    TRY_ASSIGN(IndexResult found, reader->search(query, request));

    SearchResult result;
    if (found.total == 0 && request.relax == Relaxation::allowed && !query.empty()) {
        TRY_ASSIGN(auto relaxed, relax(state, *reader, query, request));
        if (relaxed) {
            query = relaxed->first.query;
            result.relaxed.push_back({query.text(), relaxed->first.reason});
            found = std::move(relaxed->second);
        }
    }
    result.total = found.total;
    result.facets = std::move(found.facets);
    std::vector<RecordId> ids;
    for (const auto& hit : found.hits) ids.push_back(hit.record);
    TRY_ASSIGN(auto records, state.catalog.records(ids));
    std::size_t next = 0;
    for (auto& hit : found.hits) {
        // A record the catalog does not know cannot be shown; the index is derived and may be ahead of a restored catalog.
        if (next >= records.size() || records[next].id != hit.record) continue;
        SearchHit shown;
        shown.record = std::move(records[next++]);
        TRY_ASSIGN(shown.snippet, snippet_of(state, query, shown.record, hit));
        shown.score = hit.score;
        shown.pages = std::move(hit.pages);
        result.hits.push_back(std::move(shown));
    }
    return result;
}

}  // namespace fonds
