// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/text.hpp"

namespace fonds {

namespace {

std::string fill_with(std::string_view pattern, Arguments arguments, const std::string& (Argument::*value)() const)
{
    std::string filled;
    filled.reserve(pattern.size() + 32);
    const auto* next = arguments.begin();
    for (std::size_t hole = pattern.find("{}"); hole != std::string_view::npos && next != arguments.end();
         hole = pattern.find("{}")) {
        filled.append(pattern.substr(0, hole));
        filled.append(((next++)->*value)());
        pattern.remove_prefix(hole + 2);
    }
    filled.append(pattern);
    return filled;
}

}  // namespace

std::string fill(std::string_view pattern, Arguments arguments)
{
    return fill_with(pattern, arguments, &Argument::value);
}

Text say(std::string_view en, std::string_view zh, Arguments arguments)
{
    return {fill_with(en, arguments, &Argument::value), fill_with(zh, arguments, &Argument::zh)};
}

}  // namespace fonds
