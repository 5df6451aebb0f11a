// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for backups: a folder elsewhere that has the archive at several moments (docs/formats/backup.md).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive.hpp"

namespace fonds {

/// The archive as it was at one moment.
struct BackupSnapshot {
    std::string name;  ///< the moment in UTC: 20261122T081530Z
    Instant made_at{};
    ArchiveIdentity archive;  ///< without created_at
    LogHead log;
    std::int64_t records = 0, files = 0;
    std::uint64_t bytes = 0;
    std::vector<std::string> missing;  ///< paths whose bytes could not be read whole when it was made
};

struct MadeBackup {
    BackupSnapshot snapshot;
    std::int64_t new_files = 0;  ///< that no earlier snapshot had
    std::uint64_t new_bytes = 0;
    std::vector<Error> problems;  ///< what could not be read whole; all else is in the backup
    std::vector<Error> remarks;   ///< copies of volumes that are not whole or out of reach, of which another gave the bytes
};

struct MendedFromBackup {
    std::vector<std::string> mended, whole;  ///< names as they were given: what was put back; what needed nothing
    std::vector<std::pair<std::string, Error>> problems;
};

/// What the log tells of an archive since the snapshot that it was restored from: nothing, that it was restored, or other
/// work as well.
enum class AfterRestoring { untold, told, lived_on };

/// Lives no longer than its archive; one thread at a time.
class BackupBook {
public:
    explicit BackupBook(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// Adds a snapshot to the backup at `place`, which is made when it is absent or empty. Others may use the archive
    /// meanwhile; what destroys bytes waits. ErrorKind::refused when the place has something else, or the backup of another
    /// archive; locked while another run works on it.
    /// `rehash`: files that the backup has already are read, and replaced where they are damaged.
    [[nodiscard]] Result<MadeBackup> create(const std::string& place, bool rehash, WorkObserver& observer);
    /// Puts back what is damaged or missing of records (by code) and volumes (by name), from whichever snapshot has the
    /// bytes: they are verified before they take the place of others. One that cannot be mended costs no other.
    /// ErrorKind::not_found when there is no backup.
    [[nodiscard]] Result<MendedFromBackup> mend(const std::string& place, const std::vector<std::string>& names,
                                                WorkObserver& observer);
    /// What to do about bytes that nothing here can mend: with the place of the last backup, where one is known.
    [[nodiscard]] Text mend_hint(const std::string& name);
    /// Tells the log that this archive was restored from that snapshot.
    [[nodiscard]] Result<void> tell_restored(const std::string& snapshot);
    [[nodiscard]] Result<AfterRestoring> after_restoring(const BackupSnapshot& snapshot);

private:
    Archive& archive_;
    Archive::State& state_;
};

// These need no archive. `snapshot` empty: the newest. ErrorKind::not_found for one that is not there.

/// Newest first.
[[nodiscard]] Result<std::vector<BackupSnapshot>> list_backups(const std::string& place, const Environment& environment);

struct RestoredBackup {
    BackupSnapshot snapshot;
    std::vector<Error> problems;                 ///< files whose bytes are not whole; they are not restored
    std::vector<std::string> copies_out_of_use;  ///< folders that [cold] copies named: see restore_backup
    DrainSummary indexed;
    std::optional<Error> index_problem;  ///< the index could not be built: fonds reindex does
};
/// Makes the archive again in `directory`, which must be absent or empty: ErrorKind::refused. It grows in DIRECTORY.part,
/// and a run that was broken off, also while it built the index, is gone on with, unless somebody worked in it since: then
/// ErrorKind::refused. Every byte is verified; the index is built. The folders of copies are
/// those of the archive that was backed up, which may live: the restored one neither knows the copies there nor may write to
/// them, until somebody gives it folders in fonds.toml.
[[nodiscard]] Result<RestoredBackup> restore_backup(const std::string& place, const std::string& snapshot,
                                                    const std::string& directory, const Environment& environment,
                                                    WorkObserver& observer);

struct VerifiedBackup {
    BackupSnapshot snapshot;
    std::int64_t files = 0;  ///< of all snapshots, that were hashed
    std::uint64_t bytes = 0;
    std::vector<Error> problems;    ///< files that are missing or damaged, and what differs from what the snapshot tells
    std::vector<Finding> findings;  ///< of the restored archive, but for its index
};
/// Hashes every file of every snapshot, restores the one named into a folder below `scratch` (empty: below the place), opens
/// it and checks it fully; then removes it.
[[nodiscard]] Result<VerifiedBackup> verify_backup(const std::string& place, const std::string& snapshot,
                                                   const std::string& scratch, const Environment& environment,
                                                   WorkObserver& observer);

struct ForgetRequest {
    std::string snapshot;           ///< this one; or
    std::optional<int> older_than;  ///< all that are older than so many days, but never the newest
};
struct ForgottenBackups {
    std::vector<std::string> snapshots;
    std::int64_t files = 0;  ///< that no snapshot needs any more
    std::uint64_t bytes = 0;
};
/// Removes snapshots, and then every file that none of the others needs.
[[nodiscard]] Result<ForgottenBackups> forget_backups(const std::string& place, const ForgetRequest& request,
                                                      const Environment& environment);

}  // namespace fonds
