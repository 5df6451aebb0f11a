// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in inbox/, and what is said of it there (docs/formats/desk.md). Private to the facade.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "archive/state.hpp"
#include "schema/model/desk.hpp"

namespace fonds {

struct InboxFile {
    std::string path;    ///< to open
    std::string below;   ///< the same below inbox/
    std::string folder;  ///< of `below`; empty: in inbox/ itself
    std::string name;
    std::vector<std::string> sidecars;  ///< NAME.toml, which leave the inbox with the last file that they are about
    std::map<std::string, std::vector<std::string>> sharers;  ///< of a sidecar: paths of the other files it is about
};

struct InboxListing {
    std::vector<InboxFile> files;      ///< in order of names
    std::vector<Error> problems;       ///< folders that cannot be read
    std::vector<std::string> folders;  ///< inbox/ and those below
};

/// Hidden files, what desktops and unfinished transfers leave (*.part, *.tmp, ~$*), and .toml files are not listed. An
/// inbox/ that is no folder is a problem.
[[nodiscard]] InboxListing list_inbox(const Layout& layout);
/// Is it left alone, going by its name?
[[nodiscard]] bool is_left_alone(std::string_view name);

/// Category or party by the names of its folders, then inbox.toml of each, then its own file; the nearer ones win. What
/// cannot be used is told in DeskDefaults::problem. An error is the catalog's.
[[nodiscard]] Result<DeskDefaults> defaults_of(Archive::State& state, const InboxFile& file);

/// Adds what such a file says. Unknown keys and values that cannot be are ErrorKind::bad_input.
[[nodiscard]] Result<void> read_desk_defaults(std::string_view toml, const std::string& path, DeskDefaults& defaults);

}  // namespace fonds
