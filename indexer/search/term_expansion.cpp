// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/term_expansion.hpp"

namespace fonds {

std::optional<std::vector<std::string>> TermExpansion::terms(const std::string& beginning)
{
    std::vector<std::string> found;
    const auto end = database_.allterms_end(beginning);
    for (auto term = database_.allterms_begin(beginning); term != end; ++term) {
        if (found.size() == most_terms || used_ == most_in_all) return std::nullopt;
        found.push_back(*term);
        ++used_;
    }
    return found;
}

}  // namespace fonds
