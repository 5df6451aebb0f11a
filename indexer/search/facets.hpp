// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of category, year, party and grade over all hits, from one value a document.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "schema/model/grade.hpp"
#include "schema/model/search.hpp"

namespace fonds {

[[nodiscard]] std::string pack_facets(std::string_view category, int year, std::string_view party, Grade grade);

/// Sees every hit; counts whole packed values, which are few, and takes them apart at the end.
class FacetSpy final : public Xapian::MatchSpy {
public:
    void operator()(const Xapian::Document& document, double weight) override;
    [[nodiscard]] Facets facets() const;

private:
    std::unordered_map<std::string, std::int64_t> counts_;
};

}  // namespace fonds
