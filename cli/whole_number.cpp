// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whole_number.hpp"

#include <charconv>

namespace fonds::cli {

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace fonds::cli
