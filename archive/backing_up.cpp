// SPDX-License-Identifier: GPL-3.0-or-later
// A snapshot of the archive, while others use it: the catalog as one moment has it, then every byte it names.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_set>

#include "archive/backup_place.hpp"
#include "archive/copy_reach.hpp"
#include "archive/log_book.hpp"
#include "archive/parity.hpp"
#include "archive/place_outside.hpp"
#include "archive/state.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/catalog/whole_catalog.hpp"

namespace fonds {

namespace {

constexpr std::size_t objects_at_a_time = 1'000, read_at_once = 1 << 18;
constexpr unsigned object_mode = 0440, catalog_mode = 0640;

/// 20261122T081530Z
std::string name_of_moment(Instant at)
{
    std::string name;
    for (const char c : to_iso8601(at).substr(0, 19))
        if (c != '-' && c != ':') name += c;
    return name + "Z";
}

Error stopped()
{
    return error(ErrorKind::interrupted, say("Stopped", "已中断"))
        .with_hint(
            say("What was copied is kept: the next backup goes on from there.", "已复制的内容保留,下次备份接着进行。"));
}

/// A file of the archive that is named by its place, not by its digest.
struct NamedFile {
    std::string path;
    std::uint64_t size = 0;
    unsigned mode = 0;
    std::int64_t changed = 0;
    std::string from = {};  ///< where it lies when that is not its place in the archive
};

class BackingUp {
public:
    BackingUp(Archive& archive, Archive::State& state, BackupPlace& place, bool rehash, WorkObserver& observer)
        : archive_(archive), state_(state), place_(place), rehash_(rehash), observer_(observer)
    {
    }

    Result<MadeBackup> run()
    {
        BackupSnapshot& snapshot = made_.snapshot;
        snapshot.made_at = state_.environment.clock->now();
        // Two within a second are two: the later takes the name of the next second that is free.
        TRY_ASSIGN(const auto taken, place_.snapshots());
        Instant moment = snapshot.made_at;
        for (;; moment += std::chrono::seconds(1)) {
            snapshot.name = name_of_moment(moment);
            if (std::ranges::find(taken, snapshot.name) == taken.end()) break;
        }
        TRY(remember_newest());
        TRY_ASSIGN(const auto named, named_files());
        TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
        total_ = static_cast<std::uint64_t>(tallies.bytes);
        for (const NamedFile& each : named) total_ += each.size;
        // What the catalog names is there already, whatever is filed from now on.
        TRY(copy_catalog());
        for (const NamedFile& each : named) TRY(copy_named(each));
        TRY(copy_log());
        TRY(place_.settle());
        snapshot.files = static_cast<std::int64_t>(files_.size());
        for (const BackedFile& each : files_) snapshot.bytes += each.size;
        std::ranges::sort(files_, {}, &BackedFile::path);
        TRY(place_.add(snapshot, files_));
        TRY(state_.catalog.log("backup.created", snapshot.name,
                               Json::object()
                                   .set("place", place_from_root())
                                   .set("files", snapshot.files)
                                   .set("bytes", snapshot.bytes)
                                   .set("new_bytes", made_.new_bytes)
                                   .set("missing", static_cast<std::uint64_t>(snapshot.missing.size()))
                                   .dump(),
                               state_.stamp()));
        return std::move(made_);
    }

private:
    /// As it can be found from anywhere: a destruction tells it long after.
    [[nodiscard]] std::string place_from_root() const
    {
        std::error_code unknown;
        const auto full = std::filesystem::absolute(place_.folder(), unknown);
        return unknown ? place_.folder() : full.lexically_normal().string();
    }

    Result<void> go_on(std::uint64_t bytes)
    {
        done_ += bytes;
        observer_.progress(Phase::copying, done_, std::max(done_, total_));
        return observer_.stop_requested() ? Result<void>(stopped()) : Result<void>();
    }

    /// What the newest snapshot knows of files that kept their size and time need not be read again.
    Result<void> remember_newest()
    {
        TRY_ASSIGN(const auto names, place_.snapshots());
        if (names.empty()) return {};
        TRY_ASSIGN(const BackupSnapshot newest, place_.snapshot(names.front()));
        if (newest.archive.id != state_.catalog.identity().id)
            return error(ErrorKind::refused, say("This is the backup of another archive: {} {}",
                                                 "这是另一档案库的备份:{} {}", {newest.archive.code, newest.archive.name}))
                .with_hint(say("Give each archive a folder of its own.", "请为每个档案库另设备份目录。"))
                .at(place_.folder());
        const auto read = place_.each_file(names.front(), [&](const BackedFile& file) -> Result<void> {
            if (!file.path.starts_with("objects/")) known_.emplace(file.path, file);
            return {};
        });
        // A damaged list costs time, no more.
        if (!read.ok()) known_.clear();
        if (!rehash_) return {};
        for (const auto& name : names) {
            const auto each = place_.each_file(name, [&](const BackedFile& file) -> Result<void> {
                if (file.path.starts_with("objects/")) earlier_.insert(file.digest);
                return {};
            });
            static_cast<void>(each);  // verify tells of it
        }
        return {};
    }

    Result<std::vector<NamedFile>> named_files()
    {
        namespace fs = std::filesystem;
        const std::string root = state_.layout.root() + "/";
        std::vector<NamedFile> all;
        const auto add = [&](const std::string& path, const std::string& from = {}) {
            struct stat info {};
            if (::lstat((from.empty() ? root + path : from).c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return;
            all.push_back({path, static_cast<std::uint64_t>(info.st_size), info.st_mode & 0770U,
                           static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec, from});
        };
        add("fonds.toml");
        for (const char* folder : {"keys", "volumes", "text"}) {
            if (!state_.environment.files->info(root + folder).ok()) continue;
            std::error_code failure;
            for (auto at = fs::recursive_directory_iterator(root + folder, failure);
                 !failure && at != fs::recursive_directory_iterator(); at.increment(failure))
                add(at->path().string().substr(root.size()));
            if (failure) return system_error(failure.value(), "Cannot list", "无法列出", root + folder);
        }
        // Volumes that lie elsewhere come as if they lay here, with their parity.
        TRY_ASSIGN(const auto volumes, Volumes(state_.catalog).list(false));
        for (const Volume& volume : volumes) {
            const std::string path = "volumes/" + volume.name + ".zip";
            if (std::ranges::find(all, path, &NamedFile::path) != all.end()) continue;
            all.push_back({path, volume.size, 0640, 0});
            for (const VolumeCopy& copy : volume.copies) {
                if (copy.place.empty() || !is_within_reach(state_, copy.place)) continue;
                const auto parity = parity_files(volume_path(state_.layout, copy.place, volume.name));
                if (!parity.ok() || parity->empty()) continue;
                for (const std::string& file : *parity) add("volumes" + file.substr(file.find_last_of('/')), file);
                break;
            }
        }
        return all;
    }

    Result<bool> has(const Digest& digest, std::uint64_t size)
    {
        if (rehash_) TRY(place_.drop_damaged(digest, size));
        return place_.has(digest, size);
    }

    void count(const BackupPlace::Stored& stored)
    {
        if (!stored.fresh) return;
        ++made_.new_files;
        made_.new_bytes += stored.size;
    }

    void lacks(const std::string& path, Error problem)
    {
        problem.where = path;
        made_.snapshot.missing.push_back(path);
        made_.problems.push_back(std::move(problem));
    }

    Result<void> copy_catalog()
    {
        const std::string copy = place_.incoming() + "/catalog.db";
        TRY(WholeCatalog(state_.catalog).copy_to(copy));
        auto objects = [&]() -> Result<void> {
            TRY_ASSIGN(Catalog catalog, Catalog::open(copy, Access::read));
            TRY_ASSIGN(const auto newest, catalog.newest_event());
            if (newest) made_.snapshot.log = {newest->sequence, newest->hash.hex()};
            TRY_ASSIGN(const Tallies tallies, catalog.tallies());
            made_.snapshot.records = tallies.records;
            made_.snapshot.archive = catalog.identity();
            return copy_objects(catalog);
        }();
        TRY(std::move(objects));
        for (const char* suffix : {"-wal", "-shm"}) static_cast<void>(state_.environment.files->remove(copy + suffix));
        TRY_ASSIGN(const auto stored, place_.take(copy));
        count(stored);
        files_.push_back({"catalog.db", stored.digest, stored.size, catalog_mode, 0, false});
        return {};
    }

    Result<void> copy_objects(Catalog& catalog)
    {
        std::optional<Digest> last;
        for (;;) {
            TRY_ASSIGN(const auto part, catalog.objects_after(last, objects_at_a_time));
            if (part.empty()) return {};
            for (const StoredObject& each : part) TRY(copy_object(each));
            last = part.back().digest;
        }
    }

    Result<void> copy_object(const StoredObject& object)
    {
        const std::string full = state_.layout.object(object.digest);
        const std::string path = full.substr(state_.layout.root().size() + 1);
        const BackedFile file{path, object.digest, object.size, object_mode, 0, false};
        // What lies in a sealed volume comes with the volume; an earlier snapshot may need it as a file of its own.
        TRY_ASSIGN(const bool cold, Volumes(state_.catalog).is_cold(object.digest));
        if (cold && !state_.environment.files->info(full).ok()) {
            if (earlier_.contains(object.digest)) TRY(mend_earlier(object));
            return go_on(object.size);
        }
        TRY_ASSIGN(const bool there, has(object.digest, object.size));
        if (there) {
            files_.push_back(file);
            return go_on(object.size);
        }
        std::optional<Error> unread;
        auto stored = place_.store(object.digest, [&](const ByteReceiver& sink) -> Result<void> {
            bool passed_on = true;
            auto read = state_.objects->read(object.digest, [&](std::string_view bytes) -> Result<void> {
                auto taken = sink(bytes);
                if (taken.ok()) taken = go_on(bytes.size());
                passed_on = taken.ok();
                return taken;
            });
            if (!read.ok() && passed_on) unread = read.error();
            return read;
        });
        if (stored.ok()) {
            count(*stored);
            files_.push_back(file);
        } else if (unread && unread->kind != ErrorKind::interrupted) {
            lacks(path, std::move(*unread));
        } else {
            return std::move(stored).error();
        }
        return {};
    }

    /// What cannot be read now is told with its volume.
    Result<void> mend_earlier(const StoredObject& object)
    {
        TRY_ASSIGN(const bool there, has(object.digest, object.size));
        if (there) return {};
        std::optional<Error> unread;
        const auto stored = place_.store(object.digest, [&](const ByteReceiver& sink) -> Result<void> {
            bool passed_on = true;
            auto read = state_.objects->read(object.digest, [&](std::string_view bytes) -> Result<void> {
                auto taken = sink(bytes);
                passed_on = taken.ok();
                return taken;
            });
            if (!read.ok() && passed_on) unread = read.error();
            return read;
        });
        if (!stored.ok() && (!unread || unread->kind == ErrorKind::interrupted)) return stored.error();
        if (!stored.ok()) return {};
        count(*stored);
        return {};
    }

    /// A volume is what was sealed, from whichever copy gives it so.
    Result<void> copy_known_volume(const NamedFile& named, const Volume& volume)
    {
        FileOps& files = *state_.environment.files;
        std::optional<Error> unread;
        std::vector<Error> not_whole;
        for (const auto& copy : volume.copies) {
            const std::string full = volume_path(state_.layout, copy.place, volume.name);
            if (!is_within_reach(state_, copy.place)) {
                not_whole.push_back(out_of_reach(copy.place, mount_hint()));
                continue;
            }
            const auto opened = files.open_read(full);
            if (!opened.ok()) {
                if (!unread) unread = opened.error();
                not_whole.push_back(
                    error(opened.error().kind, say("A copy of volume {} cannot be read: {}",
                                                   "冷存卷 {} 的一份副本无法读取:{}", {volume.name, opened.error().what}))
                        .with_hint(say("fonds volume verify {} mends it.", "fonds volume verify {} 可修复。", {volume.name}))
                        .at(full));
                continue;
            }
            bool damaged = false;
            auto stored = place_.store(volume.digest, [&](const ByteReceiver& sink) -> Result<void> {
                std::string buffer(read_at_once, '\0');
                Hasher hasher;
                for (;;) {
                    TRY_ASSIGN(const std::size_t size, files.read(*opened, buffer.data(), buffer.size(), full));
                    if (size == 0) break;
                    hasher.update(std::string_view(buffer).substr(0, size));
                    TRY(sink(std::string_view(buffer).substr(0, size)));
                    TRY(go_on(size));
                }
                damaged = hasher.finish() != volume.digest;
                if (!damaged) return {};
                return error(ErrorKind::fixity,
                             say("A copy of volume {} is damaged", "冷存卷 {} 的一份副本已损坏", {volume.name}))
                    .with_hint(say("fonds volume verify {} mends it.", "fonds volume verify {} 可修复。", {volume.name}))
                    .at(full);
            });
            if (!stored.ok() && !damaged) return std::move(stored).error();
            if (!stored.ok()) {
                not_whole.push_back(stored.error());
                if (!unread) unread = std::move(stored).error();
                continue;
            }
            count(*stored);
            files_.push_back({named.path, stored->digest, stored->size, named.mode, named.changed, false});
            // Told even though another copy helped out.
            add_problems(made_.remarks, not_whole);
            return {};
        }
        if (!unread && !not_whole.empty()) {
            made_.snapshot.missing.push_back(named.path);
            add_problems(made_.problems, not_whole);
            return {};
        }
        lacks(named.path, unread ? std::move(*unread)
                                 : error(ErrorKind::fixity,
                                         say("No copy of volume {} is there", "冷存卷 {} 没有任何副本", {volume.name})));
        std::erase_if(not_whole, [](const Error& each) { return each.kind != ErrorKind::unavailable; });
        add_problems(made_.problems, not_whole);
        return {};
    }

    Result<void> copy_named(const NamedFile& named)
    {
        const auto known = known_.find(named.path);
        bool there = known != known_.end() && known->second.size == named.size && known->second.changed == named.changed;
        if (there) {
            TRY_ASSIGN(there, has(known->second.digest, named.size));
        }
        if (there) {
            files_.push_back({named.path, known->second.digest, named.size, named.mode, named.changed, false});
            return go_on(named.size);
        }
        if (named.path.starts_with("volumes/") && named.path.ends_with(".zip")) {
            const auto known_volume = Volumes(state_.catalog).find(named.path.substr(8, named.path.size() - 8 - 4));
            TRY(known_volume);
            if (*known_volume && !(*known_volume)->replaced) return copy_known_volume(named, **known_volume);
        }
        const std::string full = named.from.empty() ? state_.layout.root() + "/" + named.path : named.from;
        FileOps& files = *state_.environment.files;
        const auto opened = files.open_read(full);
        if (!opened.ok()) {
            // A text may go at any time: it is derived. All else is missed.
            if (!named.path.starts_with("text/")) lacks(named.path, opened.error());
            return {};
        }
        std::optional<Error> unread;
        auto stored = place_.store(std::nullopt, [&](const ByteReceiver& sink) -> Result<void> {
            std::string buffer(read_at_once, '\0');
            for (;;) {
                const auto size = files.read(*opened, buffer.data(), buffer.size(), full);
                if (!size.ok()) unread = size.error();
                if (!size.ok()) return size.error();
                if (*size == 0) return {};
                TRY(sink(std::string_view(buffer).substr(0, *size)));
                TRY(go_on(*size));
            }
        });
        if (stored.ok()) {
            count(*stored);
            files_.push_back({named.path, stored->digest, stored->size, named.mode, named.changed, false});
        } else if (unread) {
            lacks(named.path, std::move(*unread));
        } else {
            return std::move(stored).error();
        }
        return {};
    }

    /// The log as anybody can check it; what is wrong with it is told, and it is kept all the same.
    Result<void> copy_log()
    {
        TRY_ASSIGN(const auto stored, place_.store(std::nullopt, [&](const ByteReceiver& sink) -> Result<void> {
            TRY_ASSIGN(const LogVerdict verdict, LogBook(archive_).write(sink));
            for (const auto& fault : verdict.faults)
                made_.problems.push_back(error(ErrorKind::fixity, fault.what).at("audit-log.jsonl"));
            return {};
        }));
        count(stored);
        files_.push_back({"audit-log.jsonl", stored.digest, stored.size, catalog_mode, 0, true});
        return {};
    }

    Archive& archive_;
    Archive::State& state_;
    BackupPlace& place_;
    bool rehash_;
    WorkObserver& observer_;
    MadeBackup made_;
    std::vector<BackedFile> files_;
    std::map<std::string, BackedFile> known_;
    std::unordered_set<Digest> earlier_;  ///< objects of earlier snapshots, when what is there is read again
    std::uint64_t done_ = 0, total_ = 0;
};

}  // namespace

Result<void> BackupBook::tell_restored(const std::string& snapshot)
{
    // The copies elsewhere are those of the archive that was backed up: this one has its own file of each volume and leaves
    // theirs alone.
    Volumes volumes(state_.catalog);
    TRY_ASSIGN(const auto all, volumes.list(false));
    for (const Volume& volume : all) {
        if (state_.environment.files->info(volume_path(state_.layout, "", volume.name)).ok() &&
            std::ranges::find(volume.copies, std::string(), &VolumeCopy::place) == volume.copies.end())
            TRY(volumes.set_copy(volume.name, {"", CopyState::good, state_.environment.clock->now()}, state_.stamp()));
        for (const auto& copy : volume.copies)
            if (!copy.place.empty()) TRY(volumes.forget_copy(volume.name, copy.place, state_.stamp()));
    }
    return state_.catalog.log("backup.restored", snapshot, "{}", state_.stamp());
}

Result<AfterRestoring> BackupBook::after_restoring(const BackupSnapshot& snapshot)
{
    constexpr std::size_t at_a_time = 1'000;
    bool told = false;
    for (std::size_t offset = 0;; offset += at_a_time) {
        TRY_ASSIGN(const auto events, AuditFacts(state_.catalog).newest({}, at_a_time, offset));
        for (const Event& event : events) {
            if (event.sequence <= snapshot.log.event) return told ? AfterRestoring::told : AfterRestoring::untold;
            if (event.action == "backup.restored" && event.subject == snapshot.name)
                told = true;
            else if (event.action != "volume.copy" && event.action != "archive.reindexed")
                return AfterRestoring::lived_on;
        }
        if (events.size() < at_a_time) return told ? AfterRestoring::told : AfterRestoring::untold;
    }
}

Result<MadeBackup> BackupBook::create(const std::string& given, bool rehash, WorkObserver& observer)
{
    TRY_ASSIGN(const std::string folder, place_outside(given, state_.layout));
    // What destroys or moves bytes wants the archive alone, and waits.
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::write, state_.environment));
    return BackingUp(archive_, state_, place, rehash, observer).run();
}

}  // namespace fonds
