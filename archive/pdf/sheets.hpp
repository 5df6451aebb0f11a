// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets that are printed and scanned again, as PDF.
#pragma once

#include <string>

#include "archive/print/print_job.hpp"

namespace fonds {

/// Sheets to lay between the documents of a stack, all alike: the code in the middle and in each corner, so that one is read
/// whichever way the sheet goes through the scanner and whatever happens to the others, and the same text as print.
[[nodiscard]] Result<std::string> separator_sheets(const SeparatorJob& job, Instant created);

/// Labels on their sheets, row by row. A label carries a QR code with modules of half a millimetre at least; bars, where the
/// label is wide enough for modules of a quarter of a millimetre and high enough for them beside the rest; the text of the
/// QR code as a line of print; and as much of the rest as has room: long texts wrap and end in an ellipsis. A label without
/// room for its QR code and some text is ErrorKind::usage.
[[nodiscard]] Result<std::string> label_sheets(const LabelJob& job, Instant created);

/// Either, as the job says.
[[nodiscard]] Result<std::string> drawn(const PrintJob& job);

}  // namespace fonds
