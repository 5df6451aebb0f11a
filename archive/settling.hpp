// SPDX-License-Identifier: GPL-3.0-or-later
// Which files have come to rest, so that they may be taken. Asks neither the disk nor the time: it is told. Private to the
// facade.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fonds {

/// What a change of a file changes.
struct FileStamp {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified = 0, changed = 0;  ///< nanoseconds of its file system

    bool operator==(const FileStamp&) const = default;
};

struct SeenFile {
    std::string path;
    std::vector<FileStamp> stamps;  ///< its own, and those of the files that say something of it: they rest together
};

/// A file rests when nothing of it has changed for a while: a shorter while when it was moved in, a longer one each time
/// that it could not be taken. That somebody closed it says little: some scanners open and close a file for each page.
class Settling {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Settling(std::chrono::milliseconds settle) : settle_(settle) {}

    /// Somebody closed it after writing: a reason to try again soon what could not be taken.
    void closed(const std::string& path, Time now);
    /// It came whole from elsewhere, or got its right name.
    void moved_in(const std::string& path, Time now);
    /// All that is there now; what is not is forgotten.
    void look(const std::vector<SeenFile>& files, Time now);
    /// By the last look; in order of paths.
    [[nodiscard]] std::vector<std::string> settled(Time now) const;
    void taken(const std::string& path) { files_.erase(path); }
    /// It stays. Says how often it was declined since it last changed.
    int declined(const std::string& path, Time now);
    /// When a look will find something at rest, unless it changes before; nothing while nothing waits.
    [[nodiscard]] std::optional<Time> next() const;

private:
    struct File {
        std::vector<FileStamp> stamps;  ///< empty: not looked at since one of the events above
        Time since;                     ///< the last change
        bool moved_in = false;
        int declined = 0;
    };
    [[nodiscard]] Time rests_at(const File& file) const;

    std::chrono::milliseconds settle_;
    std::map<std::string, File> files_;
};

}  // namespace fonds
