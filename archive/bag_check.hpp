// SPDX-License-Identifier: GPL-3.0-or-later
// A BagIt bag in a folder, verified as a whole before anything of it is taken. Private to the facade.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct CheckedBag {
    std::map<std::string, std::uint64_t> payload;  ///< whole files, by path, with their sizes
    std::vector<Error> damaged;  ///< files of the payload that are missing, changed, or listed nowhere; with their path
    std::vector<std::string> unlisted;  ///< paths of tag files that no manifest lists, as RFC 8493 allows
};

/// Reads every file. A bag without its declaration or manifest, with a tag file that is not as its manifest says, with links
/// or with a path that leads out, is no bag to take anything from: ErrorKind::bad_input, refused or fixity. What is wrong
/// with the payload is told in the answer. `read` is told how many bytes were read, and may end it with an error.
[[nodiscard]] Result<CheckedBag> check_bag(const std::string& directory,
                                           const std::function<Result<void>(std::uint64_t, std::uint64_t)>& read);

/// A tag file as a text; it was verified before.
[[nodiscard]] Result<std::string> read_tag_file(const std::string& directory, const std::string& name);

}  // namespace fonds
