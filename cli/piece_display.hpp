// SPDX-License-Identifier: GPL-3.0-or-later
// A piece of the desk for the screen.
#pragma once

#include <string>

#include "cli/output.hpp"
#include "schema/model/desk.hpp"

namespace fonds::cli {

/// Where it lay in the inbox, and which pages of that file it is, unless it is all of them: stack.pdf 3–5.
[[nodiscard]] std::string file_text(const Piece& piece);

/// What the piece seems to be: each suggestion with its confidence, where it comes from, and what speaks against it.
void print_suggestions(const Piece& piece, Output& output);

/// How good the scan is: a line for each kind of finding, with the pages that have it.
void print_quality(const Piece& piece, Output& output);

}  // namespace fonds::cli
