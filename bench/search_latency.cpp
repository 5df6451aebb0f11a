// SPDX-License-Identifier: GPL-3.0-or-later
// Latency of searches in one process against a bare Xapian program that asks the equivalent query of the same index, in
// turn.
//   fonds-bench-search INDEX_DIRECTORY ARCHIVE_ID [QUERIES]
// INDEX_DIRECTORY is an archive's index folder; ARCHIVE_ID as `fonds status --json` prints it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/search/search_index.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Unprefixed terms of two Han characters or of Latin letters, and in how many documents they stand: people ask for words
/// that occur.
struct Vocabulary {
    std::vector<std::string> words;
    std::vector<double> weights;
};

Vocabulary vocabulary(const Xapian::Database& database)
{
    Vocabulary words;
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        const std::string& text = *term;
        const auto first = static_cast<unsigned char>(text.front());
        const bool han_pair = first >= 0xE4 && first <= 0xE9 && text.size() == 6;
        const bool latin = first >= 'a' && first <= 'z' && text.size() >= 4;
        if (!han_pair && !latin) continue;
        words.words.push_back(text);
        words.weights.push_back(static_cast<double>(term.get_termfreq()));
    }
    return words;
}

/// What a bare program asks: all the words, twenty hits, exact totals.
Xapian::doccount ask_bare(Xapian::Database& database, const std::vector<std::string>& words)
{
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end()));
    const Xapian::MSet matches = enquire.get_mset(0, 20, database.get_doccount());
    for (auto hit = matches.begin(); hit != matches.end(); ++hit) hit.get_document().get_data();
    return matches.get_matches_estimated();
}

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: fonds-bench-search INDEX_DIRECTORY ARCHIVE_ID [QUERIES]\n");
        return 2;
    }
    const std::string folder = argv[1];
    std::string generation;
    std::ifstream(folder + "/current") >> generation;
    Xapian::Database database(folder + "/" + generation);
    const auto index = fonds::make_xapian_index(folder, argv[2]);
    auto reader = index->reader();
    if (!reader.ok()) {
        std::fprintf(stderr, "%s\n", reader.error().what.en.c_str());
        return 1;
    }
    const auto [words, weights] = vocabulary(database);
    std::discrete_distribution<std::size_t> choose(weights.begin(), weights.end());
    const int count = argc > 3 ? std::atoi(argv[3]) : 200;
    std::mt19937 random(7);
    std::vector<double> ours, bare;
    long different = 0;
    for (int i = -20; i < count; ++i) {  // the first ones warm both up
        std::vector<std::string> asked;
        for (auto n = random() % 2 + 1; n > 0; --n) asked.push_back(words.at(choose(random)));
        std::string text;
        for (const auto& word : asked) text += (text.empty() ? "\"" : " \"") + word + "\"";
        const auto begin = Clock::now();
        const auto query = fonds::Query::parse(text);
        fonds::SearchRequest request;
        const auto result = (*reader)->search(*query, request);
        const auto middle = Clock::now();
        const auto total = ask_bare(database, asked);
        const auto end = Clock::now();
        if (i < 0) continue;
        ours.push_back(milliseconds(middle - begin));
        bare.push_back(milliseconds(end - middle));
        if (!result.ok() || result->total != static_cast<std::int64_t>(total)) ++different;
    }
    const double p50 = percentile(ours, 0.5), p99 = percentile(ours, 0.99);
    const double bare50 = percentile(bare, 0.5), bare99 = percentile(bare, 0.99);
    std::printf("%u documents, %d queries: fonds p50 %.2f ms, p99 %.2f ms; bare Xapian p50 %.2f ms, p99 %.2f ms\n",
                database.get_doccount(), count, p50, p99, bare50, bare99);
    std::printf("ratio p50 %.2f, p99 %.2f; totals differ in %ld\n", p50 / bare50, p99 / bare99, different);
    return different == 0 ? 0 : 1;
}
