// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fonds {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, from 1
    std::vector<std::string> cells;
};

/// RFC 4180, lenient: quotes inside bare cells stand for themselves, an unclosed quote ends with the text, rows may end in
/// LF, CRLF or CR, empty lines are left out.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, char separator);

/// The separator that splits the first line into most cells: comma, semicolon or tab.
[[nodiscard]] char guess_separator(std::string_view text);

}  // namespace fonds
