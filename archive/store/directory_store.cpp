// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>

#include <algorithm>
#include <set>

#include "archive/store/directory_intake.hpp"
#include "archive/store/layout.hpp"
#include "archive/store/lock.hpp"
#include "archive/store/object_store.hpp"
#include "archive/store/staging.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;
/// Longer than somebody needs to see whether a batch is alive.
constexpr std::chrono::milliseconds passing_look{200};

Error no_such_object(const Digest& digest, const std::string& path)
{
    return error(ErrorKind::not_found, say("There is no object {}", "没有对象 {}", {digest.hex()}))
        .with_hint(say("Run fonds check to see what is missing.", "请运行 fonds check 查看缺失内容。"))
        .at(path);
}

template <class T>
Result<T> naming_object(Result<T> result, const Digest& digest, const std::string& path)
{
    if (!result.ok() && result.error().kind == ErrorKind::not_found) return no_such_object(digest, path);
    return result;
}

class DirectoryStore final : public ObjectStore {
public:
    DirectoryStore(const Layout& layout, FileOps& ops) : layout_(layout), ops_(&ops) {}

    Result<std::unique_ptr<Intake>> begin_intake() override { return DirectoryIntake::begin(layout_, *ops_); }

    Result<Fd> open(const Digest& digest) override
    {
        const std::string path = layout_.object(digest);
        return naming_object(ops_->open_read(path), digest, path);
    }

    Result<std::uint64_t> size_of(const Digest& digest) override
    {
        const std::string path = layout_.object(digest);
        TRY_ASSIGN(const FileInfo info, naming_object(ops_->info(path), digest, path));
        return info.size;
    }

    Result<void> read(const Digest& digest, const std::function<Result<void>(std::string_view)>& sink) override
    {
        TRY_ASSIGN(const Fd file, open(digest));
        const std::string path = layout_.object(digest);
        const auto buffer = std::make_unique_for_overwrite<char[]>(piece_size);
        Hasher hasher;
        for (bool first = true;; first = false) {
            TRY_ASSIGN(const std::size_t count, ops_->read(file, buffer.get(), piece_size, path));
            if (count == 0) break;
            if (first && count == piece_size) ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
            const std::string_view piece(buffer.get(), count);
            hasher.update(piece);
            TRY(sink(piece));
        }
        if (hasher.finish() == digest) return {};
        return error(ErrorKind::fixity, say("The object {} is damaged", "对象 {} 已损坏", {digest.hex()}))
            .with_hint(
                say("Restore it from a backup; do not delete anything before.", "请从备份恢复;此前不要删除任何内容。"))
            .at(path);
    }

    Result<void> for_each(const std::function<Result<void>(const ObjectEntry&)>& visit,
                          const std::function<void(const std::string&)>& stranger,
                          const std::function<void(const std::string&, const Error&)>& unreadable) override
    {
        const Walk walk{visit, stranger, unreadable};
        const auto folders = names_in(layout_.objects());
        if (!folders.ok()) return walk.failed("objects", folders.error());
        for (const auto& folder : *folders) TRY(visit_folder("objects/" + folder, walk));
        return {};
    }

    Result<void> remove(const Digest& digest) override
    {
        const std::string path = layout_.object(digest);
        const auto there = ops_->info(path);
        if (!there.ok() && there.error().kind == ErrorKind::not_found) return {};
        TRY(ops_->remove(path));
        return ops_->sync_directory(folder_of(path));
    }

    Result<void> remove_all(const std::vector<Digest>& digests) override
    {
        std::set<std::string> folders;
        for (const auto& digest : digests) {
            const std::string path = layout_.object(digest);
            const auto removed = ops_->remove(path);
            if (!removed.ok() && removed.error().kind == ErrorKind::not_found) continue;
            TRY(removed);
            folders.insert(folder_of(path));
        }
        for (const auto& folder : folders) TRY(ops_->sync_directory(folder));
        return {};
    }

    Result<bool> is_arriving(const Digest& digest) override
    {
        TRY_ASSIGN(const auto batches, batches_in(layout_.staging()));
        for (const auto& batch : batches) {
            if (!Lock::is_held(batch.owner_lock())) continue;
            TRY_ASSIGN(const auto intent, read_intent(*ops_, batch));
            if (std::ranges::find(intent, digest) != intent.end()) return true;
        }
        return false;
    }

    Result<std::size_t> left_over_batches() override
    {
        std::size_t count = 0;
        TRY_ASSIGN(const auto batches, batches_in(layout_.staging()));
        for (const auto& batch : batches) {
            TRY_ASSIGN(const bool left_over, is_left_over(batch));
            if (left_over) ++count;
        }
        return count;
    }

    Result<Recovery> recover(const std::function<Result<bool>(const Digest&)>& is_wanted) override
    {
        Recovery recovery;
        TRY_ASSIGN(const auto batches, batches_in(layout_.staging()));
        for (const auto& batch : batches) {
            const auto owner = Lock::acquire(batch.owner_lock(), LockMode::exclusive, passing_look, "recovery");
            if (!owner.ok() && owner.error().kind == ErrorKind::locked) continue;
            if (!owner.ok()) return owner.error();
            TRY(recover_one(batch, is_wanted, recovery));
        }
        TRY_ASSIGN(const auto names, names_in(layout_.staging()));
        for (const auto& name : names)
            if (name.starts_with(draft_prefix)) TRY(ops_->remove(layout_.staging() + "/" + name));
        return recovery;
    }

private:
    struct Walk {
        const std::function<Result<void>(const ObjectEntry&)>& visit;
        const std::function<void(const std::string&)>& stranger;
        const std::function<void(const std::string&, const Error&)>& unreadable;

        Result<void> failed(const std::string& place, const Error& error) const
        {
            if (!unreadable) return error;
            unreadable(place, error);
            return {};
        }
    };

    Result<void> visit_folder(const std::string& folder, const Walk& walk)
    {
        const std::string path = layout_.root() + "/" + folder;
        const auto info = ops_->info(path);
        if (!info.ok() && info.error().kind == ErrorKind::not_found) return {};
        if (!info.ok()) return walk.failed(folder, info.error());
        if (info->type != FileType::directory) {
            if (walk.stranger) walk.stranger(folder);
            return {};
        }
        const auto names = names_in(path);
        if (!names.ok()) return walk.failed(folder, names.error());
        for (const auto& name : *names) TRY(visit_one(folder + "/" + name, name, walk));
        return {};
    }

    Result<void> visit_one(const std::string& place, const std::string& name, const Walk& walk)
    {
        const auto digest = Digest::parse(name);
        if (digest.ok()) {
            // Only the one right spelling in the one right place is an object: nothing else can be found by its digest.
            const std::string path = layout_.root() + "/" + place;
            const auto info = ops_->info(path);
            if (!info.ok() && info.error().kind == ErrorKind::not_found) return {};  // removed meanwhile
            if (!info.ok()) return walk.failed(place, info.error());
            if (path == layout_.object(*digest) && info->type == FileType::regular) return walk.visit({*digest, info->size});
        }
        if (walk.stranger) walk.stranger(place);
        return {};
    }

    Result<std::vector<std::string>> files_of(const Batch& batch)
    {
        TRY_ASSIGN(auto names, names_in(batch.folder));
        std::erase_if(names, [&](const auto& name) { return !name.starts_with(batch.name + "."); });
        return names;
    }

    /// Nobody holds its lock, while nothing about it changes: one that is just done with loses its files, and one that just
    /// begins has nothing but a lock into which no owner has written.
    Result<bool> is_left_over(const Batch& batch)
    {
        for (;;) {
            TRY_ASSIGN(const auto before, files_of(batch));
            if (before.empty()) return false;
            const auto lock = ops_->info(batch.owner_lock());
            if (Lock::is_held(batch.owner_lock())) return false;
            TRY_ASSIGN(const auto after, files_of(batch));
            if (before == after) return before.size() > 1 || !lock.ok() || lock->size > 0;
        }
    }

    Result<void> recover_one(const Batch& batch, const std::function<Result<bool>(const Digest&)>& is_wanted,
                             Recovery& recovery)
    {
        TRY_ASSIGN(const auto intent, read_intent(*ops_, batch));
        for (const auto& digest : intent) {
            const std::string path = layout_.object(digest);
            const auto stored = ops_->info(path);
            if (!stored.ok() && stored.error().kind == ErrorKind::not_found) continue;
            TRY(stored);
            TRY_ASSIGN(const bool wanted, is_wanted(digest));
            if (!wanted) TRY(ops_->remove(path));
            ++(wanted ? recovery.kept_objects : recovery.removed_objects);
        }
        TRY(remove_batch(*ops_, batch));
        ++recovery.batches;
        return {};
    }

    Layout layout_;
    FileOps* ops_;
};

}  // namespace

std::unique_ptr<ObjectStore> make_directory_store(const Layout& layout, FileOps& ops)
{
    return std::make_unique<DirectoryStore>(layout, ops);
}

}  // namespace fonds
