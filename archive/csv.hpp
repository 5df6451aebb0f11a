// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, from 1
    std::vector<std::string> cells;
    bool torn = false;  ///< text stands behind a closing quote: a quote is missing or too many, and the row may be several
};

struct CsvTable {
    std::vector<CsvRow> rows;
    std::size_t open_quote = 0;  ///< the line of a quote that is never closed; 0: none. What it swallowed is the last row.
};

/// RFC 4180, lenient: quotes inside bare cells stand for themselves, rows may end in LF, CRLF or CR, empty lines are left
/// out.
[[nodiscard]] CsvTable parse_csv(std::string_view text, char separator);

/// The separator that splits the first line that is not empty into most cells: comma, semicolon or tab.
[[nodiscard]] char guess_separator(std::string_view text);

/// The separator that a first line `sep=;` names, as Excel understands it; that line is emptied, so that lines keep their
/// numbers.
[[nodiscard]] std::optional<char> take_separator_line(std::string_view& text);

}  // namespace fonds
