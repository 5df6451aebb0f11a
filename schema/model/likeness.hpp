// SPDX-License-Identifier: GPL-3.0-or-later
// Records that may be one, and why.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/core/text.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

enum class Alike {
    facts,   ///< of number, party, date and amount enough is the same, and nothing is not (see AlikeGroup::same)
    number,  ///< the document's own number and the party
    text     ///< nearly the same text, with the same numbers in it
};
[[nodiscard]] std::string_view name_of(Alike why);

struct AlikeGroup {
    Alike why = Alike::facts;
    std::vector<ReferenceCode> codes;    ///< two at least, by their filing
    std::vector<std::string_view> same;  ///< what their records say alike: number, party, date, amount; empty of text
};
/// What is the same, in words.
[[nodiscard]] Text text_of(const AlikeGroup& group);

/// Groups under construction: two records that are together in one are so in no later one.
class AlikeGroups {
public:
    void add(Alike why, const std::vector<const ReferenceCode*>& codes, std::vector<std::string_view> same = {});
    [[nodiscard]] std::vector<AlikeGroup> take() { return std::move(all_); }

private:
    std::vector<AlikeGroup> all_;
    std::set<std::pair<std::string, std::string>> together_;  ///< first and further one
};

}  // namespace fonds
