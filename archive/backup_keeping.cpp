// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots are listed, and go.
#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "archive/backup_place.hpp"
#include "archive/store/staging.hpp"

namespace fonds {

Result<std::vector<BackupSnapshot>> list_backups(const std::string& folder, const Environment& environment)
{
    TRY_ASSIGN(const BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::read, environment));
    TRY_ASSIGN(const auto names, place.snapshots());
    std::vector<BackupSnapshot> all;
    for (const auto& name : names) {
        TRY_ASSIGN(BackupSnapshot snapshot, place.snapshot(name));
        all.push_back(std::move(snapshot));
    }
    return all;
}

Result<ForgottenBackups> forget_backups(const std::string& folder, const ForgetRequest& request,
                                        const Environment& environment)
{
    TRY_ASSIGN(BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::change, environment));
    TRY_ASSIGN(const auto names, place.snapshots());
    ForgottenBackups forgotten;
    if (!request.snapshot.empty()) {
        TRY_ASSIGN(const std::string name, place.snapshot_named(request.snapshot));
        forgotten.snapshots.push_back(name);
    } else if (request.older_than) {
        const Instant limit = environment.clock->now() - std::chrono::hours(24) * *request.older_than;
        for (std::size_t i = 1; i < names.size(); ++i) {  // the newest stays
            TRY_ASSIGN(const BackupSnapshot each, place.snapshot(names[i]));
            if (each.made_at < limit) forgotten.snapshots.push_back(names[i]);
        }
    }
    // What the others need is known before anything goes: one that cannot be read keeps everything.
    std::unordered_set<Digest> needed;
    for (const auto& name : names) {
        if (std::ranges::find(forgotten.snapshots, name) != forgotten.snapshots.end()) continue;
        TRY(place.each_file(name, [&](const BackedFile& file) -> Result<void> {
            needed.insert(file.digest);
            return {};
        }));
    }
    for (const auto& name : forgotten.snapshots) TRY(place.remove_snapshot(name));
    FileOps& files = place.files();
    const std::string root = place.folder() + "/files";
    TRY_ASSIGN(const auto folders, names_in(root));
    for (const auto& two : folders) {
        TRY_ASSIGN(const auto stored, names_in(root + "/" + two));
        for (const auto& name : stored) {
            const auto digest = Digest::parse(name);
            if (!digest.ok() || needed.contains(*digest)) continue;
            const std::string path = root + "/" + two + "/" + name;
            TRY_ASSIGN(const FileInfo info, files.info(path));
            TRY(files.remove(path));
            ++forgotten.files;
            forgotten.bytes += info.size;
        }
    }
    return forgotten;
}

}  // namespace fonds
