// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/category.hpp"

#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

std::string canonical_category_code(std::string_view text)
{
    const std::string plain = canonical_folder_number(text);
    std::string code;
    for (std::size_t at = 0; at < plain.size();) {
        char32_t c = next_code_point(plain, at);
        if (c >= 'a' && c <= 'z') c = c - 'a' + 'A';
        append_utf8(code, is_level_dot(c) ? U'·' : c);
    }
    return code;
}

bool is_retention(std::string_view code)
{
    constexpr std::size_t longest = 4;  // D999
    return code == "Y" || (code.size() > 1 && code.size() <= longest && code.front() == 'D' && code[1] != '0' &&
                           code.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

Text retention_text(std::string_view code)
{
    if (code == "Y") return say("permanent", "永久");
    if (is_retention(code)) return say(code == "D1" ? "{} year" : "{} years", "{}年", {code.substr(1)});
    return {std::string(code), std::string(code)};
}

std::string canonical_folder_number(std::string_view text)
{
    const std::string half = half_width(text);
    return std::string(trimmed(half));
}

}  // namespace fonds
