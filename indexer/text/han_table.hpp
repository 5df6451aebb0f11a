// SPDX-License-Identifier: GPL-3.0-or-later
// Traditional Han characters and radicals as simplified ideographs, one character at a time: the same in every context, so
// that documents and queries agree. The arrays are constant data made by tool/make_han_table.cpp when building.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fonds {

inline constexpr std::size_t han_block_size = 128;
inline constexpr char32_t han_table_end = 0x30000;     ///< no character from here on is mapped
inline constexpr char32_t first_near_target = 0x2E80;  ///< smaller entries are places in han_far_targets

extern const std::uint16_t han_block_of[han_table_end / han_block_size];
extern const std::uint16_t han_blocks[][han_block_size];  ///< 0: stays as it is
extern const char32_t han_far_targets[];                  ///< ideographs beyond U+FFFF

[[nodiscard]] inline char32_t simplified_han(char32_t c)
{
    if (c >= han_table_end) return c;
    const std::uint16_t entry = han_blocks[han_block_of[c / han_block_size]][c % han_block_size];
    if (entry == 0) return c;
    return entry >= first_near_target ? entry : han_far_targets[entry];
}

}  // namespace fonds
