// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/record_folder.hpp"

#include <algorithm>

namespace fonds {

bool is_device_name(std::string_view name)
{
    std::string stem(name.substr(0, name.find('.')));
    std::ranges::transform(stem, stem.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (stem == "CON" || stem == "PRN" || stem == "AUX" || stem == "NUL") return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '0' && stem[3] <= '9';
}

std::string record_folder(std::string_view code)
{
    // A code has no full stop of its own, and its letters are capitals. What begins or ends with _ gets one more, so that
    // none of those that are added here makes two codes one.
    constexpr std::string_view dot = "·";
    std::string name(code);
    for (std::size_t at = name.find(dot); at != std::string::npos; at = name.find(dot, at + 1))
        name.replace(at, dot.size(), ".");
    if (name.front() == '_' || name.front() == '.' || name.front() == '-' || is_device_name(name))
        name.insert(name.begin(), '_');
    if (name.back() == '_' || name.back() == '.' || name.back() == ' ') name += '_';
    return name;
}

}  // namespace fonds
