// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/core/text.hpp"

namespace fonds {

/// The 18 characters of a 统一社会信用代码 with the right check character (GB 32100-2015, modulus 31).
[[nodiscard]] bool is_credit_code(std::string_view code);

struct FoundTaxId {
    std::size_t begin = 0, end = 0;  ///< in the folded text
    std::string value;               ///< upper case
    bool checked = false;            ///< its check character is right, or its form has none
    Text doubt;
};

/// Credit codes, tax numbers of 15 digits behind their label, and VAT numbers of the European Union behind theirs. A credit
/// code whose check fails is mended only when one change of characters that look alike makes it right, and says so.
[[nodiscard]] std::vector<FoundTaxId> find_tax_ids(std::u32string_view folded);

}  // namespace fonds
