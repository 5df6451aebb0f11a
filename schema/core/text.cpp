// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/text.hpp"

namespace fonds {

std::string fill(std::string_view pattern, Arguments arguments)
{
    std::string filled;
    filled.reserve(pattern.size() + 32);
    const auto* next = arguments.begin();
    for (std::size_t hole = pattern.find("{}"); hole != std::string_view::npos && next != arguments.end();
         hole = pattern.find("{}")) {
        filled.append(pattern.substr(0, hole));
        filled.append((next++)->value());
        pattern.remove_prefix(hole + 2);
    }
    filled.append(pattern);
    return filled;
}

Text say(std::string_view en, std::string_view zh, Arguments arguments)
{
    return {fill(en, arguments), fill(zh, arguments)};
}

}  // namespace fonds
