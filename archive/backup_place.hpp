// SPDX-License-Identifier: GPL-3.0-or-later
// The folder that has backups: its files by digest, and its snapshots. Private to the facade.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/backup.hpp"
#include "archive/saving.hpp"
#include "archive/store/lock.hpp"
#include "schema/core/digest.hpp"

namespace fonds {

/// A file of the archive in a snapshot.
struct BackedFile {
    std::string path;  ///< within the archive; of `is_beside` within the snapshot alone
    Digest digest;
    std::uint64_t size = 0;
    unsigned mode = 0640;
    std::int64_t changed = 0;  ///< its time as the file system tells it; tells whether it must be read again
    bool is_beside = false;    ///< no file of the archive, and not restored: the exported log
};

/// One backup folder, locked while this lives.
class BackupPlace {
public:
    enum class Use { read, write, change };
    /// With Use::write made when it is absent or empty; the others want one that is there: ErrorKind::not_found.
    [[nodiscard]] static Result<BackupPlace> open(const std::string& folder, Use use, const Environment& environment);

    [[nodiscard]] const std::string& folder() const { return folder_; }
    /// files/ab/abcd…, within the folder.
    [[nodiscard]] static std::string file_of(const Digest& digest);
    /// Is there a file of that digest and size? Its bytes are not looked at.
    [[nodiscard]] bool has(const Digest& digest, std::uint64_t size) const;

    /// Removes it when its bytes are not what they should be.
    [[nodiscard]] Result<void> drop_damaged(const Digest& digest, std::uint64_t size);

    /// Stores what `produce` writes, and gives what it was; the bytes get their name at the next settle(). `known`: what the
    /// producer verifies them to be on their way (as ObjectStore::read does), so that nobody hashes them twice.
    struct Stored {
        Digest digest;
        std::uint64_t size = 0;
        bool fresh = true;  ///< false: it was there
    };
    [[nodiscard]] Result<Stored> store(const std::optional<Digest>& known,
                                       const std::function<Result<void>(const ByteReceiver&)>& produce);
    /// Takes over a file that was made in incoming(), as store does.
    [[nodiscard]] Result<Stored> take(const std::string& path);
    /// A folder for what is being made; swept when the place is opened for writing.
    [[nodiscard]] std::string incoming() const { return folder_ + "/incoming"; }
    /// Makes durable what was stored, and gives it its names.
    [[nodiscard]] Result<void> settle();

    /// Streams a file while hashing; ErrorKind::fixity, known after the last piece, for what is not whole.
    [[nodiscard]] Result<void> read(const BackedFile& file, const ByteReceiver& sink) const;

    /// Names, newest first.
    [[nodiscard]] Result<std::vector<std::string>> snapshots() const;
    /// The one named, or the newest.
    [[nodiscard]] Result<std::string> snapshot_named(const std::string& name) const;
    [[nodiscard]] Result<BackupSnapshot> snapshot(const std::string& name) const;
    [[nodiscard]] Result<BackupSnapshot> each_file(const std::string& name,
                                                   const std::function<Result<void>(const BackedFile&)>& visit) const;
    /// Writes the snapshot last of all, durably, in one stroke.
    [[nodiscard]] Result<void> add(const BackupSnapshot& snapshot, const std::vector<BackedFile>& files);
    [[nodiscard]] Result<void> remove_snapshot(const std::string& name);
    [[nodiscard]] FileOps& files() const { return *files_; }

private:
    BackupPlace(std::string folder, FileOps& files, Lock lock)
        : folder_(std::move(folder)), files_(&files), lock_(std::move(lock))
    {
    }
    [[nodiscard]] std::string new_name();
    [[nodiscard]] Result<Stored> keep(const std::string& part, const Digest& digest, std::uint64_t size);

    std::string folder_;
    FileOps* files_;
    Lock lock_;
    Fd hold_;  ///< on its file system, from before the first write
    struct Waiting {
        std::string part;
        Digest digest;
    };
    std::vector<Waiting> waiting_;
    std::uint64_t waiting_bytes_ = 0, serial_ = 0;
};

}  // namespace fonds
