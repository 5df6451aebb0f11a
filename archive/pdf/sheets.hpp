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
/// QR code as a line of print; and as much of the rest as has room: long texts wrap and end in an ellipsis. Nothing lies
/// within 5 mm of the edges of the paper, where many printers do not print, as far as the label has room elsewhere; bars
/// that have none lie there all the same. A label without room for its QR code and some text is ErrorKind::usage.
[[nodiscard]] Result<std::string> label_sheets(const LabelJob& job, Instant created);

/// Stamps of 45 by 16 mm in red, two rows of three equal cells with their names (DA/T 22-2015): each in the middle of a
/// label, or on a page of its own of just that size. A value too long for its cell is set smaller, then in two lines, then
/// cut.
[[nodiscard]] Result<std::string> stamps(const StampJob& job, Instant created);

/// A form on A4. Lists repeat their heading row on every page and say which page it is at the right; texts wrap; a list
/// without rows has empty ones to write on. Spines lie side by side with lines to cut along, their titles downwards.
[[nodiscard]] Result<std::string> printed_form(const Form& form, const PrintOffset& offset, Instant created);

/// Any of them, as the job says.
[[nodiscard]] Result<std::string> drawn(const PrintJob& job);

}  // namespace fonds
