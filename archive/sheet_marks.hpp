// SPDX-License-Identifier: GPL-3.0-or-later
// What codes of our own sheets and labels say (docs/formats/desk.md). Private to the facade.
#pragma once

#include <string>
#include <string_view>

#include "schema/model/reference_code.hpp"

namespace fonds {

inline constexpr std::string_view separator_text = "FONDS:SEPARATOR:1";
inline constexpr std::string_view label_prefix = "FONDS:CODE:";

enum class SheetMark { none, separator, label, malformed };

struct ReadMark {
    SheetMark mark = SheetMark::none;
    ReferenceCode code;  ///< of a label
};

/// What the text of a code says. Spaces, width and the case of letters do not matter. A reference code of the archive alone
/// is a label, too.
[[nodiscard]] ReadMark read_mark(std::string_view text, std::string_view fonds_code);
/// The same of a line of print, which must have the prefix of a sheet or label.
[[nodiscard]] ReadMark read_printed_mark(std::string_view line, std::string_view fonds_code);
/// What a label of this code carries: ASCII wherever the code is.
[[nodiscard]] std::string label_text(const ReferenceCode& code);

}  // namespace fonds
