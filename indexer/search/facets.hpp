// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of category, year, party and grade over all hits.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "schema/model/search.hpp"

namespace fonds {

/// Notes every hit of a match.
class HitNotes final : public Xapian::MatchSpy {
public:
    void operator()(const Xapian::Document& document, double) override { hits.push_back(document.get_docid()); }
    std::vector<Xapian::docid> hits;
};

/// The facet values of all documents of one state of an index, so that counting millions of hits costs no reading.
struct FacetColumn {
    struct Row {
        std::uint32_t category = 0, party = 0;  ///< numbers in the lists below
        std::uint16_t year = 0;                 ///< likewise
        char grade = 0;
    };
    struct Name {
        std::uint64_t number = 0;
        Xapian::docid example = 0;  ///< a document of that name
    };
    std::string folder;
    Xapian::rev revision = 0;
    std::vector<Row> rows;  ///< by document
    std::vector<Name> categories, parties;
    std::vector<std::uint16_t> years;
};

/// Counts, and remembers what helps the next count. Shared by the readers of an index; safe to use from several threads.
class FacetCounter {
public:
    /// The facets of `hits`. Throws what the library throws.
    [[nodiscard]] Facets count(const Xapian::Database& database, const std::string& folder, std::vector<Xapian::docid> hits);

private:
    struct Tally;
    [[nodiscard]] std::shared_ptr<const FacetColumn> column(const Xapian::Database& database, const std::string& folder,
                                                            std::size_t hits);
    [[nodiscard]] Facets named(const Xapian::Database& database, const Tally& tally);

    std::mutex mutex_;
    std::shared_ptr<const FacetColumn> column_;
    std::unordered_map<std::uint64_t, std::string> category_names_, party_names_;
};

}  // namespace fonds
