// SPDX-License-Identifier: GPL-3.0-or-later
// Writing workbooks of Excel (Office Open XML). One thread at a time.
#pragma once

#include <functional>
#include <string>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

using SheetRowReceiver = std::function<Result<void>(const SheetRow&)>;

/// A workbook with one sheet of that name, as a file in memory, to be read from its beginning. `produce` hands over the
/// rows, the first of them headings, which stay in view. A row is forgotten once it is written. Text is written as text,
/// whatever it begins with (see workbook_text); figures of more than 15 digits, which Excel would round, are text, too. More
/// than 1,048,575 rows below the headings, and cells of more than 32,767 characters, are ErrorKind::usage with the advice to
/// take CSV.
[[nodiscard]] Result<Fd> write_workbook(const std::string& sheet_name,
                                        const std::function<Result<void>(const SheetRowReceiver&)>& produce);

}  // namespace fonds
