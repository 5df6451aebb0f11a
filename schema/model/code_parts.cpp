// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/code_parts.hpp"

#include "schema/model/category.hpp"

namespace fonds {

std::vector<std::string> parts_of(std::string_view reference_code)
{
    constexpr std::string_view dot = "·";
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < reference_code.size();) {
        const bool is_dot = reference_code.compare(at, dot.size(), dot) == 0;
        if (is_dot || reference_code[at] == '-')
            parts.emplace_back();
        else
            parts.back() += reference_code[at];
        at += is_dot ? dot.size() : 1;
    }
    return parts;
}

std::string retention_in(std::string_view reference_code)
{
    const auto parts = parts_of(reference_code);
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (is_retention(parts[i])) return parts[i];
    return {};
}

}  // namespace fonds
