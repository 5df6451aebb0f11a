// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of lists that say that there is nothing, and text that only looks so.
#pragma once

#include <string>
#include <string_view>

namespace fonds {

/// Does a cell say that there is nothing: (none), (无)? An empty cell says nothing at all.
[[nodiscard]] bool says_none(std::string_view cell);
/// Does it show what a spreadsheet has for a formula that failed: #REF!, #N/A?
[[nodiscard]] bool is_formula_error(std::string_view cell);
/// `text` as a cell that neither says none nor is an error: with an apostrophe in front of (none) and #REF!, and of
/// apostrophes before them.
[[nodiscard]] std::string literal_text(std::string_view text);
/// What a cell says that says_none denies: without the apostrophe of literal_text.
[[nodiscard]] std::string_view text_said(std::string_view cell);

}  // namespace fonds
