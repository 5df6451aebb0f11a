// SPDX-License-Identifier: GPL-3.0-or-later
// What the system tells of changes in folders. The one place that knows inotify(7).
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct FolderChanges {
    bool any = false;                   ///< something is different now, or may be: changes can be lost
    std::vector<std::string> closed;    ///< files that somebody closed after writing, each once
    std::vector<std::string> moved_in;  ///< files that came from elsewhere or got another name, each once
};

/// Changes that other machines make on a network file system are not told: look there now and then.
class FolderWatch {
public:
    /// Never fails: where the system gives nothing, `cover` tells.
    FolderWatch();

    /// Watches these folders, and no others, from now on. True: some were not watched before, and what came into them until
    /// now was told by nobody. ErrorKind::unavailable when the system watches no more folders for this user: then those in
    /// front are watched. Folders that are gone meanwhile are no error.
    [[nodiscard]] Result<bool> cover(const std::vector<std::string>& folders);
    /// Waits until something changes, at most so long; a signal ends it early.
    [[nodiscard]] FolderChanges wait(std::chrono::milliseconds at_most);

private:
    void read_into(FolderChanges& changes);

    Fd inotify_;
    int no_inotify_ = 0;                  ///< errno, when there is none
    std::map<int, std::string> watched_;  ///< by watch
};

}  // namespace fonds
