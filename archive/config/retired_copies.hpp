// SPDX-License-Identifier: GPL-3.0-or-later
// fonds.toml of an archive that was restored: the folders of copies in it are those of another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"
#include "schema/core/text.hpp"

namespace fonds {

struct RetiredCopies {
    std::string toml;                  ///< the settings; unchanged when there are no such folders
    std::vector<std::string> folders;  ///< that [cold] copies named
};

/// The settings with `copies` of [cold] empty: the lines that set it stay as comments, below `why`. All else stays byte for
/// byte. Text that is no TOML is ErrorKind::bad_input, as of read_toml.
[[nodiscard]] Result<RetiredCopies> retire_copies(std::string_view toml, const std::string& path, const Text& why);

}  // namespace fonds
