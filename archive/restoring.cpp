// SPDX-License-Identifier: GPL-3.0-or-later
// An archive comes back from a backup; and the proof that it would.
#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "archive/backup_place.hpp"
#include "archive/config/retired_copies.hpp"
#include "archive/open_below.hpp"
#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "archive/store/staging.hpp"

namespace fonds {

namespace {

constexpr std::string_view marker = "fonds-restore.part";

Error stopped()
{
    return error(ErrorKind::interrupted, say("Stopped", "已中断"));
}

/// The snapshot that a run which was broken off restores in this folder; empty: none.
std::string restored_in(FileOps& files, const std::string& folder)
{
    auto name = read_file(files, folder + "/" + std::string(marker), 4096);
    return name.ok() ? std::move(*name) : std::string();
}

/// How to go on with a run of another snapshot, and what else can be done.
Text going_on_hint(const std::string& other, Text hint)
{
    if (other.empty()) return hint;
    const Text more = say("A restore of snapshot {} was broken off there: --snapshot {} goes on with it. ",
                          "该处有快照 {} 的未完成恢复,可用 --snapshot {} 继续。", {other, other});
    return {more.en + hint.en, more.zh + hint.zh};
}

/// Writes the files of a snapshot below a folder.
class Restoring {
public:
    Restoring(const BackupPlace& place, std::string folder, WorkObserver& observer, std::vector<Error>& problems)
        : place_(place), folder_(std::move(folder)), observer_(observer), problems_(problems)
    {
    }

    Result<BackupSnapshot> run(const std::string& name)
    {
        TRY_ASSIGN(const BackupSnapshot snapshot, place_.snapshot(name));
        total_ = snapshot.bytes;
        FileOps& files = place_.files();
        TRY_ASSIGN(const Fd hold, files.open_filesystem(folder_));
        TRY_ASSIGN(BackupSnapshot whole, place_.each_file(name, [&](const BackedFile& file) { return restore(file); }));
        const Layout layout(folder_);
        for (const auto& each :
             {layout.objects(), layout.text(), layout.index(), layout.volumes(), layout.inbox(), layout.staging()})
            TRY(files.make_directory(each));
        TRY(files.sync_filesystem(hold, folder_));
        return whole;
    }

private:
    Result<void> restore(const BackedFile& file)
    {
        if (observer_.stop_requested()) return stopped();
        if (file.is_beside) return go_on(file.size);
        if (is_there(file)) return go_on(file.size);
        FileOps& files = place_.files();
        const std::string path = folder_ + "/" + file.path;
        TRY(make_directories(folder_of(path)));
        if (files.info(path).ok()) TRY(files.remove(path));
        bool written = true;
        auto done = [&]() -> Result<void> {
            TRY_ASSIGN(const Fd to, files.create(path));
            return place_.read(file, [&](std::string_view bytes) -> Result<void> {
                auto wrote = files.write(to, bytes, path);
                written = wrote.ok();
                if (!wrote.ok()) return wrote;
                return go_on(bytes.size());
            });
        }();
        if (done.ok()) {
            std::error_code unknown;
            std::filesystem::permissions(path, static_cast<std::filesystem::perms>(file.mode), unknown);
            return unknown ? system_error(unknown.value(), "Cannot set the mode", "无法设置权限", path) : Result<void>();
        }
        const ErrorKind kind = done.error().kind;
        if (!written || (kind != ErrorKind::fixity && kind != ErrorKind::not_found && kind != ErrorKind::io)) return done;
        if (files.info(path).ok()) TRY(files.remove(path));
        problems_.push_back(std::move(done).error());
        if (file.path == "catalog.db") return problems_.back();  // without it there is no archive
        return {};
    }

    /// From a run that was broken off, with the right bytes?
    [[nodiscard]] bool is_there(const BackedFile& file) const
    {
        const std::string path = folder_ + "/" + file.path;
        const auto info = place_.files().info(path);
        if (!info.ok() || info->type != FileType::regular || info->size != file.size) return false;
        const auto opened = open_below(folder_, file.path);
        if (!opened.ok()) return false;
        Hasher hasher;
        std::string buffer(1 << 18, '\0');
        for (;;) {
            const auto size = place_.files().read(*opened, buffer.data(), buffer.size(), path);
            if (!size.ok()) return false;
            if (*size == 0) break;
            hasher.update(std::string_view(buffer).substr(0, *size));
        }
        std::error_code unknown;
        std::filesystem::permissions(path, static_cast<std::filesystem::perms>(file.mode), unknown);
        return hasher.finish() == file.digest;
    }

    Result<void> go_on(std::uint64_t bytes)
    {
        done_ += bytes;
        observer_.progress(Phase::copying, done_, std::max(done_, total_));
        return observer_.stop_requested() ? Result<void>(stopped()) : Result<void>();
    }

    const BackupPlace& place_;
    std::string folder_;
    WorkObserver& observer_;
    std::vector<Error>& problems_;
    std::uint64_t done_ = 0, total_ = 0;
};

/// A folder for what is restored: nothing is there but what a broken-off run of the same snapshot left.
Result<void> begin_part(const std::string& part, const std::string& snapshot, FileOps& files)
{
    const std::string mark = part + "/" + std::string(marker);
    if (const auto there = files.info(part); there.ok()) {
        const std::string whose = restored_in(files, part);
        if (whose == snapshot) return {};
        bool begun = false;
        if (there->type == FileType::directory) {
            TRY_ASSIGN(const auto names, names_in(part));
            begun = std::ranges::all_of(names, [](const auto& name) { return name == std::string(marker) + ".new"; });
        }
        if (!begun)
            return error(ErrorKind::refused,
                         say("There is something at the place it is restored to first", "临时恢复位置已有文件或目录"))
                .with_hint(
                    going_on_hint(whose, say("Remove that folder, or name another one.", "请删除该目录,或另选目录。")))
                .at(part);
    }
    TRY(make_directories(part));
    return write_file_durably(files, mark, snapshot);
}

/// The restored archive must not touch the copies of the one that was backed up, which may live.
Result<std::vector<std::string>> retire_copies_in(const std::string& part, const std::string& snapshot, FileOps& files)
{
    constexpr std::uint64_t config_limit = 1 << 20;
    const std::string path = part + "/fonds.toml";
    if (!files.info(path).ok()) return std::vector<std::string>();  // the defaults have no copies
    TRY_ASSIGN(const std::string toml, read_file(files, path, config_limit));
    auto retired = retire_copies(
        toml, path,
        say("Out of use since this archive was restored from backup {}: these folders have the copies of the archive that "
            "was "
            "backed up. If this one takes its place, write the line again; else give it folders of its own.",
            "自备份 {} 恢复后停用:这些目录存放的是原档案库的副本。如本库取代原库,可恢复此行;否则请另设目录。", {snapshot}));
    // Settings that nobody can read are told when the archive is opened.
    if (!retired.ok() && retired.error().kind == ErrorKind::bad_input) return std::vector<std::string>();
    TRY(retired);
    if (retired->folders.empty()) return std::vector<std::string>();
    std::error_code unknown;
    const auto mode = std::filesystem::status(path, unknown).permissions();
    TRY(write_file_durably(files, path, retired->toml));
    if (!unknown) std::filesystem::permissions(path, mode, unknown);
    return std::move(retired->folders);
}

/// Removes its folder in the end.
class Scratch {
public:
    explicit Scratch(std::string path) : path_(std::move(path)) {}
    ~Scratch() { remove_tree(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// The next full backup replaces what the newest snapshot has; of what older ones have alone, bytes of documents that the
/// archive still has.
void tell_what_helps(const BackupPlace& place, const std::vector<std::string>& snapshots,
                     const std::unordered_map<Digest, std::size_t>& not_whole, std::vector<Error>& problems)
{
    if (not_whole.empty()) return;
    std::unordered_map<Digest, std::string> in;
    for (const auto& name : snapshots) {
        const auto read = place.each_file(name, [&](const BackedFile& file) -> Result<void> {
            if (!not_whole.contains(file.digest)) return {};
            std::string& list = in[file.digest];
            if (!list.ends_with(name)) list += (list.empty() ? "" : ", ") + name;
            return {};
        });
        static_cast<void>(read);  // told before
    }
    for (const auto& [digest, list] : in) {
        Text& hint = problems.at(not_whole.at(digest)).hint;
        if (list.starts_with(snapshots.front()))
            hint = say("fonds backup create --full {} replaces it, while the archive is whole.",
                       "请在档案库完好时执行 fonds backup create --full {},损坏的文件会被替换。", {place.folder()});
        else
            hint = say("Only older snapshots have it: {}. fonds backup create --full {} replaces it, if the archive still "
                       "has these bytes; else it stays until they are forgotten: fonds backup forget {} --snapshot {}",
                       "只有较早的快照含此文件:{}。如档案库仍有该内容,执行 fonds backup create --full {} 可将其替换;"
                       "否则须删除这些快照:fonds backup forget {} --snapshot {}",
                       {list, place.folder(), place.folder(), list.substr(0, list.find(','))});
    }
}

Error is_filled(const std::string& directory, const std::string& whose = {})
{
    return error(ErrorKind::refused, say("The directory is not empty", "目录不为空"))
        .with_hint(going_on_hint(whose, say("Restore to a new or empty directory, and compare before you replace anything.",
                                            "请恢复到新的或空的目录,核对后再替换。")))
        .at(directory);
}

Result<void> refuse_filled(const std::string& directory, FileOps& files)
{
    if (!files.info(directory).ok()) return {};
    TRY_ASSIGN(const bool empty, is_empty_directory(directory));
    if (empty) return {};
    return is_filled(directory, restored_in(files, directory));
}

}  // namespace

Result<RestoredBackup> restore_backup(const std::string& folder, const std::string& snapshot, const std::string& given,
                                      const Environment& environment, WorkObserver& observer)
{
    std::string directory = given;
    while (directory.size() > 1 && directory.back() == '/') directory.pop_back();
    FileOps& files = *environment.files;
    // It moves with what was restored and goes last: whoever comes after a crash knows in either place whose that is.
    const std::string mark = directory + "/" + std::string(marker);
    const std::string whose = restored_in(files, directory);
    if (whose.empty()) TRY(refuse_filled(directory, files));
    TRY_ASSIGN(const BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::read, environment));
    TRY_ASSIGN(const std::string name, place.snapshot_named(snapshot));
    const std::string part = directory + ".part";
    RestoredBackup restored;
    if (whose == name) {
        TRY_ASSIGN(restored.snapshot, place.snapshot(name));
    } else {
        TRY(refuse_filled(directory, files));
        TRY(begin_part(part, name, files));
        TRY_ASSIGN(restored.snapshot, Restoring(place, part, observer, restored.problems).run(name));
        TRY_ASSIGN(restored.copies_out_of_use, retire_copies_in(part, name, files));
        TRY(files.rename(part, directory));
    }
    TRY(files.sync_directory(folder_of(directory)));
    auto opened = Archive::open(directory, Purpose::writing, environment);
    if (!opened.ok()) return std::move(opened).error();
    BackupBook book(*opened);
    TRY_ASSIGN(const AfterRestoring after, book.after_restoring(restored.snapshot));
    if (whose == name && after == AfterRestoring::lived_on) return is_filled(directory);
    if (after != AfterRestoring::told) TRY(book.tell_restored(name));
    auto indexed = opened->reindex(observer);
    if (indexed.ok())
        restored.indexed = std::move(*indexed);
    else if (indexed.error().kind == ErrorKind::interrupted)
        return std::move(indexed.error()).with_hint(say("The same command goes on.", "再次执行同一命令即可继续。"));
    else
        restored.index_problem = std::move(indexed).error();
    TRY(files.remove(mark));
    TRY(files.sync_directory(directory));
    return restored;
}

Result<VerifiedBackup> verify_backup(const std::string& folder, const std::string& snapshot, const std::string& scratch,
                                     const Environment& environment, WorkObserver& observer)
{
    TRY_ASSIGN(const BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::read, environment));
    TRY_ASSIGN(const std::string name, place.snapshot_named(snapshot));
    TRY_ASSIGN(const auto names, place.snapshots());
    VerifiedBackup verified;
    std::unordered_map<Digest, BackedFile> all;
    std::unordered_map<Digest, std::size_t> not_whole;  // places in the list of problems
    std::uint64_t total = 0;
    for (const auto& each : names) {
        auto read = place.each_file(each, [&](const BackedFile& file) -> Result<void> {
            if (all.emplace(file.digest, file).second) total += file.size;
            return {};
        });
        if (!read.ok()) verified.problems.push_back(std::move(read).error());
    }
    std::uint64_t done = 0;
    for (const auto& [digest, file] : all) {
        auto read = place.read(file, [&](std::string_view bytes) -> Result<void> {
            observer.progress(Phase::verifying, done += bytes.size(), total);
            return observer.stop_requested() ? Result<void>(stopped()) : Result<void>();
        });
        if (!read.ok() && read.error().kind == ErrorKind::interrupted) return std::move(read).error();
        if (!read.ok()) {
            not_whole.emplace(digest, verified.problems.size());
            verified.problems.push_back(std::move(read).error());
        }
        ++verified.files;
        verified.bytes += file.size;
    }
    tell_what_helps(place, names, not_whole, verified.problems);
    const std::string parent = scratch.empty() ? place.incoming() : scratch;
    TRY_ASSIGN(const std::string unique, unique_name("fonds-verify-"));
    const Scratch there(parent + "/" + unique);
    TRY(make_directories(there.path()));
    std::vector<Error> told;  // what is damaged was told above
    auto restored = Restoring(place, there.path(), observer, told).run(name);
    if (!restored.ok()) {
        if (restored.error().kind == ErrorKind::interrupted || restored.error().kind == ErrorKind::io)
            return std::move(restored).error();
        TRY_ASSIGN(verified.snapshot, place.snapshot(name));
        return verified;
    }
    verified.snapshot = std::move(*restored);
    Environment reading = environment;
    auto archive = Archive::open(there.path(), Purpose::reading, reading);
    if (!archive.ok()) {
        verified.problems.push_back(std::move(archive).error());
        return verified;
    }
    TRY_ASSIGN(const LogHead head, archive->log_head());
    if (archive->identity().id != verified.snapshot.archive.id || head.event != verified.snapshot.log.event ||
        head.hash != verified.snapshot.log.hash)
        verified.problems.push_back(error(ErrorKind::fixity, say("The restored catalog is not the one the snapshot tells of",
                                                                 "恢复的目录库与快照记载不符"))
                                        .at(name));
    {
        // What lies outside the backup proves nothing of it: the trial forgets copies elsewhere, as a restored archive does.
        auto writable = Archive::open(there.path(), Purpose::writing, environment);
        if (!writable.ok()) return std::move(writable).error();
        TRY(BackupBook(*writable).tell_restored(name));
    }
    TRY_ASSIGN(auto findings, archive->check(Depth::full, observer));
    // The index is derived and not backed up; parity may have been out of reach; what was missing when the backup was made
    // is known.
    std::erase_if(findings,
                  [](const Finding& each) { return each.kind.starts_with("index.") || each.kind == "volume.parity"; });
    verified.findings = std::move(findings);
    return verified;
}

}  // namespace fonds
