// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as people and their programs save them, as UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

/// UTF-8 with or without BOM, or GB18030 as Chinese spreadsheets save it; anything else is ErrorKind::bad_input.
[[nodiscard]] Result<std::string> decode_list(std::string_view bytes);

/// What a hand scanner typed: one code, its line from 1.
struct ScannedCode {
    std::size_t line = 0;
    std::string text;
};
/// Codes in lines, or parted by commas, semicolons or tabs; empty ones are left out. ErrorKind::bad_input for what is no
/// text, and for a code of more than 1000 bytes.
[[nodiscard]] Result<std::vector<ScannedCode>> parse_scans(std::string_view bytes);

}  // namespace fonds
