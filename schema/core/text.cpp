// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/text.hpp"

namespace fonds {

namespace {

std::string fill_with(std::string_view pattern, Arguments arguments, const std::string& (Argument::*value)() const)
{
    std::string filled, last;
    filled.reserve(pattern.size() + 32);
    const auto* next = arguments.begin();
    for (std::size_t hole = pattern.find('{'); hole != std::string_view::npos; hole = pattern.find('{')) {
        filled.append(pattern.substr(0, hole));
        pattern.remove_prefix(hole);
        const auto end = pattern.find_first_of("{}", 1);
        const std::string_view inside =
            end == std::string_view::npos || pattern[end] != '}' ? std::string_view() : pattern.substr(1, end - 1);
        const auto bar = inside.find('|');
        if (pattern.starts_with("{}") && next != arguments.end()) {
            last = ((next++)->*value)();
            filled.append(last);
            pattern.remove_prefix(2);
        } else if (bar != std::string_view::npos && next != arguments.begin()) {
            filled.append(last == "1" ? inside.substr(0, bar) : inside.substr(bar + 1));
            pattern.remove_prefix(end + 1);
        } else {
            filled.push_back('{');
            pattern.remove_prefix(1);
        }
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
