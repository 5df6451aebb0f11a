// SPDX-License-Identifier: GPL-3.0-or-later
// The source tree as the rules see it: paths from the root and texts, nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fonds::architecture {

struct SourceFile {
    std::string path;  ///< from the root, with /
    std::string text;

    [[nodiscard]] std::string folder() const;     ///< "schema/core"; empty at the root
    [[nodiscard]] std::string name() const;       ///< "error.hpp"
    [[nodiscard]] std::string extension() const;  ///< "hpp"; empty without one
    [[nodiscard]] bool is_cpp() const;            ///< .cpp or .hpp
    [[nodiscard]] bool is_below(std::string_view folder) const;
};

using Tree = std::vector<SourceFile>;

/// Every text file below `root` but what is built or belongs to git, ascending by path.
[[nodiscard]] Tree read_tree(const std::string& root);

struct Include {
    std::string header;
    int line = 0;
    bool quoted = false;  ///< "…", else <…>
};

/// The #include lines of C++ text, those in comments left out.
[[nodiscard]] std::vector<Include> includes_of(std::string_view text);

enum class Literals { kept, blanked };

/// C++ text with its comments, and perhaps its string and character literals, blanked; lines stay where they are.
[[nodiscard]] std::string code_of(std::string_view text, Literals literals);

[[nodiscard]] int count_lines(std::string_view text);

}  // namespace fonds::architecture
