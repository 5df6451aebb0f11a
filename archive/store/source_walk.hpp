// SPDX-License-Identifier: GPL-3.0-or-later
// The file system outside the store: what people hand in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

struct SourceWalk {
    std::vector<std::string> files;  ///< paths as bytes, depth first in order of names
    std::size_t left_out = 0;        ///< hidden entries and desktop litter
    std::vector<Error> problems;
};

/// `paths` with directories walked. Each directory is entered once, whatever links lead to it. A path that is given is
/// always taken, also when hidden; one that does not exist is taken too: whoever opens it tells.
[[nodiscard]] SourceWalk walk_sources(const std::vector<std::string>& paths);

[[nodiscard]] Result<bool> is_empty_directory(const std::string& path);
/// With all missing parents.
[[nodiscard]] Result<void> make_directories(const std::string& path);
/// Without links and dots; the path itself when the system cannot tell.
[[nodiscard]] std::string canonical_path(const std::string& path);
/// The last part of a path.
[[nodiscard]] std::string file_name_of(const std::string& path);
/// Bytes this user may still write on the disk of `path`; 0 when the system cannot tell.
[[nodiscard]] std::uint64_t free_space(const std::string& path);

}  // namespace fonds
