// SPDX-License-Identifier: GPL-3.0-or-later
// Does a scan look like an earlier one? Told by what is written on it (docs/formats/desk.md). Private to the facade.
#pragma once

#include <string>
#include <string_view>

namespace fonds {

/// Of UTF-8 text; empty when it is too short to tell anything.
[[nodiscard]] std::string fingerprint_of(std::string_view text);

/// Two scans of one paper, by what was read on them: nearly all of the text, and the numbers in it.
[[nodiscard]] bool look_alike(std::string_view one, std::string_view other);

}  // namespace fonds
