// SPDX-License-Identifier: GPL-3.0-or-later
// Which way a page is read, where that is not from left to right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fonds {

/// `text` without the marks that embed one direction in another (U+202A to U+202E, U+2066 to U+2069), which poppler sets
/// about what is read from the right. They take no room, and yet keep words apart: where nothing else does, a space stays.
[[nodiscard]] std::string without_direction_marks(std::string_view text);

/// Follows the characters of a page as they are set, to tell columns of vertical text from lines.
class WritingDirection {
public:
    /// From the last character to this one, in its sizes, as seen when the character stands upright.
    void step(double right, double down);
    /// More steps led down by one character than across.
    [[nodiscard]] bool is_vertical() const { return down_ >= least_ && down_ > across_; }
    /// Did the last step lead to another column, or line?
    [[nodiscard]] bool begins_anew() const { return begins_; }

private:
    static constexpr std::uint32_t least_ = 6;  ///< steps; fewer may be a label on its side
    bool begins_ = true;
    std::uint32_t down_ = 0, across_ = 0;
};

/// Han characters, kana, and their punctuation.
[[nodiscard]] bool is_written_both_ways(char32_t c);

}  // namespace fonds
