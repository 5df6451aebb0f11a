// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of docs/ARCHITECTURE.md and docs/HACKING.md. Each takes a tree and names every breach, so that a small wrong
// tree shows that the rule can fail.
#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace fonds::architecture {

/// "path:line: what is wrong", one each.
using Breaches = std::vector<std::string>;

// --- layers (layer_rules.cpp) ---
/// Every source lies in a box of the map.
[[nodiscard]] Breaches sources_outside_boxes(const Tree& tree);
/// A box includes only the boxes it may, and every quoted include is spelled from the root and exists.
[[nodiscard]] Breaches forbidden_includes(const Tree& tree);
/// A front end must not see, through the headers it includes, a box it may not include itself.
[[nodiscard]] Breaches boxes_seen_through_headers(const Tree& tree);
/// A library's headers stay in its box; headers of no known library are breaches, too.
[[nodiscard]] Breaches forbidden_libraries(const Tree& tree);
/// A header that another box includes drags in no third-party header.
[[nodiscard]] Breaches libraries_in_public_headers(const Tree& tree);
[[nodiscard]] Breaches include_cycles(const Tree& tree);

// --- link lines of the CMake files (link_rules.cpp) ---
/// Boxes link only boxes they may include; third-party targets are private, and only in the box that wraps them.
[[nodiscard]] Breaches forbidden_links(const Tree& tree);

// --- form (form_rules.cpp) ---
/// .cpp at most 600 lines, .hpp 300, anything below tests/ 900.
[[nodiscard]] Breaches long_files(const Tree& tree);
/// The median of the lines of the .cpp files outside tests/; 0 without any.
[[nodiscard]] int median_cpp_lines(const Tree& tree);
[[nodiscard]] Breaches missing_licence_lines(const Tree& tree);
[[nodiscard]] Breaches missing_pragma_once(const Tree& tree);
/// x.cpp includes the x.hpp beside it before anything else: proof that the header stands on its own.
[[nodiscard]] Breaches own_header_not_first(const Tree& tree);
/// No file or folder called util, common, helper or misc.
[[nodiscard]] Breaches empty_names(const Tree& tree);
/// No path of one developer's machine.
[[nodiscard]] Breaches machine_paths(const Tree& tree);

// --- what library code never does (conduct_rules.cpp) ---
/// Library boxes never print, exit, read the environment or ask the time.
[[nodiscard]] Breaches forbidden_calls(const Tree& tree);
/// Names of ErrorKind that hold a library's name.
[[nodiscard]] Breaches libraries_in_error_kinds(const Tree& tree);

}  // namespace fonds::architecture
