// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// The rows of the first sheet that is not hidden of a workbook (Office Open XML), in pages of table_text: numbers without
/// exponents, days by the style of their cells, text with its line ends. Empty rows are left out. Anything that could not be
/// read whole is state failed with a note that says why: half a list is no list. Workbooks of Excel 97 and OpenDocument are
/// state none.
[[nodiscard]] DocumentText read_table(std::string_view bytes, const ReadLimits& limits);

}  // namespace fonds
