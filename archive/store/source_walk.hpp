// SPDX-License-Identifier: GPL-3.0-or-later
// The file system outside the store: what people hand in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// What lies below `root` belongs to an archive and is never filed, except what lies below `inbox`. Both are canonical;
/// empty: there is none.
struct OwnGround {
    std::string root;
    std::string inbox;
};
/// Is that canonical path the archive's own?
[[nodiscard]] bool is_own(const std::string& canonical, const OwnGround& own);
/// The refusal of such a path.
[[nodiscard]] Error own_path(const std::string& path);

struct SourceWalk {
    std::vector<std::string> files;    ///< paths as bytes, depth first, files and folders alike in order of names
    std::vector<std::string> folders;  ///< that were entered
    std::size_t left_out = 0;          ///< hidden entries and desktop litter
    std::size_t own_folders = 0;       ///< met on the walk and not entered
    std::vector<Error> problems;
};

/// `paths` with directories walked. Each directory is entered once, whatever links lead to it. A path that is given is
/// always taken, also when hidden; one that does not exist is taken too: whoever opens it tells. Directories that are the
/// archive's own are not entered: a given one is a problem, one on the way is counted, and its inbox is walked.
[[nodiscard]] SourceWalk walk_sources(const std::vector<std::string>& paths, const OwnGround& own);

[[nodiscard]] Result<bool> is_empty_directory(const std::string& path);
/// With all missing parents. Returns the directories that it made, the deepest first; on failure none of them stays.
[[nodiscard]] Result<std::vector<std::string>> make_directories(const std::string& path);
/// Removes a directory with all below, as far as the system lets us.
void remove_tree(const std::string& path);
/// Without links and dots; the path itself when the system cannot tell.
[[nodiscard]] std::string canonical_path(const std::string& path);
/// The same of an open file, which the path led to.
[[nodiscard]] std::string canonical_path_of(const Fd& file, const std::string& path);
/// The last part of a path.
[[nodiscard]] std::string file_name_of(const std::string& path);
/// Bytes this user may still write on the disk of `path`; 0 when the system cannot tell.
[[nodiscard]] std::uint64_t free_space(const std::string& path);

}  // namespace fonds
