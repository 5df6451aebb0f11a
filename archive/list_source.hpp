// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as people hand them over: text, or a workbook. Part of the facade.
#pragma once

#include <string>

#include "schema/core/result.hpp"

namespace fonds {

struct Environment;

/// A list as text: the bytes themselves, or the first sheet of a workbook of Excel (.xlsx) as CSV in UTF-8, each row on the
/// line of its number, line ends within its cells as carriage returns. The workbook is read by fonds-extract.
/// ErrorKind::bad_input, with what to do, for a workbook that is damaged, has a password, or is of another kind (.xls,
/// .ods).
[[nodiscard]] Result<std::string> list_text_of(std::string bytes, const Environment& environment);

}  // namespace fonds
