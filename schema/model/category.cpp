// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/category.hpp"

#include "schema/model/full_width.hpp"

namespace fonds {

std::string canonical_category_code(std::string_view text)
{
    std::string code = canonical_folder_number(text);
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return code;
}

std::string canonical_folder_number(std::string_view text)
{
    const std::string half = half_width(text);
    return std::string(trimmed(half));
}

}  // namespace fonds
