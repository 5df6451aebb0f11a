// SPDX-License-Identifier: GPL-3.0-or-later
// 档号: the fixed-format number of a record.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/core/result.hpp"

namespace fonds {

/// Is it, or does it stand for, the · between codes of one level?
[[nodiscard]] bool is_level_dot(char32_t c);

/// The text without its spaces, wide and narrow ones.
[[nodiscard]] std::string without_spaces(std::string_view text);

/// A reference code in its canonical spelling: codes of one level are joined by · (U+00B7), levels by - (DA/T 22-2015,
/// DA/T 13-2022). Once assigned it is never changed and never used again.
class ReferenceCode {
public:
    ReferenceCode() = default;

    /// Brings what a person typed into the canonical spelling: ASCII and full-width full stops, ・ ･ • ‧ become ·;
    /// full-width letters, digits and dashes become ASCII; letters become upper case; spaces go, but for one between two
    /// digits or two Latin letters, which would become another number. Empty, or characters that a
    /// code cannot have (controls, / \ : * ? " < > |), is ErrorKind::usage.
    [[nodiscard]] static Result<ReferenceCode> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// The same code as a file name on any system: · becomes '.'.
    [[nodiscard]] std::string file_name() const;
    [[nodiscard]] bool empty() const { return text_.empty(); }
    auto operator<=>(const ReferenceCode&) const = default;

private:
    explicit ReferenceCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// A code taken apart: the sequence it belongs to, and its number there.
struct CodeNumber {
    std::string scope;  ///< the code with {SEQ} in the place of the number
    std::int64_t serial = 0;
};

/// Takes the last digits of a code for its number, leading zeros aside; none when there are no digits, more than nine, or
/// only zeros.
[[nodiscard]] std::optional<CodeNumber> last_number(const ReferenceCode& code);

}  // namespace fonds
