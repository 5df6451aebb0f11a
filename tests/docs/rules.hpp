// SPDX-License-Identifier: GPL-3.0-or-later
// What documents promise each other and the sources. Each rule takes a tree and names every breach.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace fonds::docs {

using architecture::SourceFile;
using architecture::Tree;
using Breaches = std::vector<std::string>;

/// The file at `path`; nothing when there is none.
[[nodiscard]] const SourceFile* find(const Tree& tree, std::string_view path);

// --- Markdown (markdown.cpp) ---
struct Link {
    std::string target;
    int line = 0;
};
/// Inline links, code left out.
[[nodiscard]] std::vector<Link> links_of(std::string_view markdown);
/// The anchors of its headings, as forges make them: "## Life of a search" is life-of-a-search.
[[nodiscard]] std::vector<std::string> anchors_of(std::string_view markdown);
/// The cells of each table row, trimmed; no separators.
[[nodiscard]] std::vector<std::vector<std::string>> rows_of(std::string_view markdown);
/// The place of `target`, written in the file `from`, as a path from the root.
[[nodiscard]] std::string resolve(std::string_view from, std::string_view target);

// --- rules (rules.cpp) ---
/// Relative links lead to files of the tree, and their anchors to headings.
[[nodiscard]] Breaches broken_links(const Tree& tree);
/// Every verb after ./dev in a Markdown file is one the script has, and README shows the two commands.
[[nodiscard]] Breaches unknown_verbs(const Tree& tree);
/// The verbs of the script: its functions verb_NAME.
[[nodiscard]] std::vector<std::string> verbs_of(const Tree& tree);
/// Every docs/formats/*.md is linked from docs/ARCHITECTURE.md or docs/formats/README.md.
[[nodiscard]] Breaches unlinked_formats(const Tree& tree);
/// Every decision is linked from docs/decisions/README.md, and numbers run from 0001 without gaps.
[[nodiscard]] Breaches unlisted_decisions(const Tree& tree);
/// docs/GLOSSARY.md has a row with each Chinese term and its code word.
[[nodiscard]] Breaches missing_terms(const Tree& tree);
/// Every library that a CMake file asks for has a row in docs/DEPENDENCIES.md, and every package of ./dev is named there.
[[nodiscard]] Breaches missing_dependencies(const Tree& tree);
/// NEWS.md begins with the version of CMakeLists.txt.
[[nodiscard]] Breaches missing_news(const Tree& tree);

}  // namespace fonds::docs
