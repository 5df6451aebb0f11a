// SPDX-License-Identifier: GPL-3.0-or-later
// Characters with several readings, where names of people, places and companies use another than the dictionary's first.
#pragma once

#include <optional>
#include <string_view>

namespace fonds {

struct Reading {
    std::string_view word;      ///< simplified, UTF-8
    std::string_view initials;  ///< one a character
};

/// The longest word with a reading of its own at `begin` of folded text; surnames count at the beginning of names (two or
/// three characters, nothing else) only.
[[nodiscard]] const Reading* find_reading(std::string_view folded, std::size_t begin);

/// The initial that the character usually has in names, when that is not the one of its first reading.
[[nodiscard]] std::optional<char> usual_reading(char32_t c);

}  // namespace fonds
