// SPDX-License-Identifier: GPL-3.0-or-later
// What a filing is asked to take, from the command line and from a list.
#pragma once

#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "cli/commands.hpp"

namespace fonds::cli {

struct Gathered {
    std::string list;  ///< as it was named; empty: none
    std::vector<FilingItem> items;
    std::vector<std::size_t> lines;  ///< of the list, for each of its items; those of the command line come behind
    std::vector<ManifestRow> bad_rows;
    std::vector<Error> problems;
    std::size_t left_out = 0;
    std::size_t own_folders = 0;

    /// 0: the item is from the command line.
    [[nodiscard]] std::size_t line_of(std::size_t item) const { return item < lines.size() ? lines[item] : 0; }
};

/// An error is about the command line or the whole list: nothing is to be filed then.
[[nodiscard]] Result<Gathered> gather(Context& context);

/// The text of a list, also of one in a workbook (see list_text_of): a file, or - for standard input; at most 256 MiB.
[[nodiscard]] Result<std::string> read_list(Context& context, const std::string& list);

/// Paths that name nothing, and standard input named twice, are ErrorKind::usage.
[[nodiscard]] Result<void> check_paths(const std::vector<std::string>& paths);

}  // namespace fonds::cli
