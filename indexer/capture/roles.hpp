// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the box: who is named in a document, and on which side of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/capture/finding.hpp"
#include "indexer/capture/tax_id.hpp"

namespace fonds {

enum class Side { none, buyer, seller, holder, authority };

struct Role {
    Side side = Side::none;
    std::string name;
    Place place;
    float confidence = 0;
    std::size_t line = 0;
    std::optional<FoundTaxId> tax_id;
    Place tax_place;
};

/// Those that a label names: 甲方, 购买方名称, 单位名称, Customer … Names are joined where a line breaks them.
[[nodiscard]] std::vector<Role> labelled_roles(const Paper& paper);

/// Letters and Han characters.
[[nodiscard]] std::size_t letters_in(std::u32string_view text);
[[nodiscard]] std::u32string_view trimmed_name(std::u32string_view text);

}  // namespace fonds
