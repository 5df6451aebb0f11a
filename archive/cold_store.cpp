// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/cold_store.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "archive/copy_reach.hpp"
#include "archive/parity.hpp"
#include "archive/store/staging.hpp"
#include "archive/volume/volume_proof.hpp"
#include "archive/volume/volume_reader.hpp"
#include "schema/core/memory_file.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t in_memory = 32 << 20;  ///< files up to this size are verified in memory
constexpr std::uint64_t key_file_limit = 1 << 16;
constexpr std::size_t least_key = 16;

Error no_such_object(const Digest& digest)
{
    return error(ErrorKind::not_found, say("There is no object {}", "没有对象 {}", {digest.hex()}))
        .with_hint(say("Run fonds check to see what is missing.", "请运行 fonds check 查看缺失内容。"))
        .at(digest.hex());
}

/// What it publishes is in objects/ from then on: bytes that were cold are no more, whatever they came for.
class TwoTierIntake final : public Intake {
public:
    using Published = std::function<Result<void>(const std::vector<Digest>&)>;

    TwoTierIntake(std::unique_ptr<Intake> hot, Published published) : hot_(std::move(hot)), published_(std::move(published))
    {
    }

    Result<StagedObject> add(const Fd& source, const std::string& source_name) override
    {
        TRY_ASSIGN(StagedObject object, hot_->add(source, source_name));
        staged_[object.slot] = object.digest;
        return object;
    }

    Result<void> discard(const StagedObject& object) override
    {
        staged_.erase(object.slot);
        return hot_->discard(object);
    }

    Result<std::vector<DamagedObject>> publish() override
    {
        TRY_ASSIGN(auto damaged, hot_->publish());
        std::set<Digest> whole;
        for (const auto& [slot, digest] : staged_) whole.insert(digest);
        for (const DamagedObject& each : damaged)
            if (each.problem) whole.erase(each.digest);
        TRY(published_({whole.begin(), whole.end()}));
        return damaged;
    }

    Result<void> finish() override { return hot_->finish(); }

private:
    std::unique_ptr<Intake> hot_;
    Published published_;
    std::map<std::size_t, Digest> staged_;  ///< by slot
};

class TwoTierStore final : public ColdStore {
public:
    TwoTierStore(std::unique_ptr<ObjectStore> hot, Volumes volumes, const Layout& layout, const ColdSettings& settings,
                 FileOps& ops)
        : hot_(std::move(hot)), volumes_(volumes), layout_(layout), settings_(settings), ops_(ops)
    {
    }

    Result<std::unique_ptr<Intake>> begin_intake() override
    {
        TRY_ASSIGN(auto intake, hot_->begin_intake());
        const auto published = [this](const std::vector<Digest>& digests) -> Result<void> {
            const std::lock_guard guard(mutex_);
            return volumes_.came_in(digests, [this](const Digest& digest) { return hot_->size_of(digest).ok(); });
        };
        return std::unique_ptr<Intake>(std::make_unique<TwoTierIntake>(std::move(intake), published));
    }

    Result<Fd> open(const Digest& digest) override
    {
        auto file = hot_->open(digest);
        if (file.ok() || file.error().kind != ErrorKind::not_found) return file;
        auto cold = open_cold(digest);
        if (!cold.ok() && cold.error().kind == ErrorKind::not_found) return file;
        return cold;
    }

    Result<Fd> open_cold(const Digest& digest) override
    {
        const std::lock_guard guard(mutex_);
        TRY_ASSIGN(const auto places, volumes_.places_of(digest));
        if (places.empty()) return no_such_object(digest);
        if (auto cached = open_cached(digest); cached.valid()) return cached;
        return unpack(digest, places);
    }

    Result<std::uint64_t> size_of(const Digest& digest) override
    {
        auto size = hot_->size_of(digest);
        if (size.ok() || size.error().kind != ErrorKind::not_found) return size;
        const std::lock_guard guard(mutex_);
        TRY_ASSIGN(const auto places, volumes_.places_of(digest));
        for (const auto& place : places)
            for (const auto& copy : place.copies)
                if (ops_.info(volume_path(layout_, copy.place, place.volume)).ok()) return place.member.size;
        return size;
    }

    Result<void> read(const Digest& digest, const std::function<Result<void>(std::string_view)>& sink) override
    {
        auto read = hot_->read(digest, stoppable(sink));
        if (read.ok() || read.error().kind != ErrorKind::not_found) return read;
        auto cold = read_cold(digest, sink);
        if (!cold.ok() && cold.error().kind == ErrorKind::not_found) return read;
        return cold;
    }

    Result<void> read_cold(const Digest& digest, const std::function<Result<void>(std::string_view)>& sink) override
    {
        const std::lock_guard guard(mutex_);
        TRY_ASSIGN(const auto places, volumes_.places_of(digest));
        if (places.empty()) return no_such_object(digest);
        if (places.front().member.size <= in_memory) {
            std::string bytes;
            TRY(gather(
                places,
                [&]() {
                    bytes.clear();
                    return Result<void>();
                },
                [&](std::string_view piece) -> Result<void> {
                    bytes += piece;
                    return {};
                }));
            return bytes.empty() ? Result<void>() : sink(bytes);
        }
        Fd file = open_cached(digest);
        if (!file.valid()) {
            TRY_ASSIGN(file, unpack(digest, places));
        }
        Hasher hasher;
        const ByteSink taken = stoppable(sink);
        std::string buffer(1 << 20, '\0');
        for (;;) {
            TRY_ASSIGN(const std::size_t count, ops_.read(file, buffer.data(), buffer.size(), digest.hex()));
            if (count == 0) break;
            hasher.update(std::string_view(buffer).substr(0, count));
            TRY(taken(std::string_view(buffer).substr(0, count)));
        }
        if (hasher.finish() == digest) return {};
        static_cast<void>(ops_.remove(cached(digest)));
        return error(ErrorKind::fixity, say("An unpacked file in cache/ was damaged and has been removed",
                                            "cache/ 中的一个文件已损坏,现已删除"))
            .with_hint(say("Do it again: the volume is read anew.", "请重试,将重新读取冷存卷。"))
            .at(digest.hex());
    }

    Result<void> prove_cold(const Digest& digest) override
    {
        const std::lock_guard guard(mutex_);
        TRY_ASSIGN(const auto places, volumes_.places_of(digest));
        Result<void> proven = no_such_object(digest);
        for (const auto& place : places)
            for (const auto& copy : place.copies) {
                proven = read_copy(volume_path(layout_, copy.place, place.volume), place,
                                   [](std::string_view) { return Result<void>(); });
                if (proven.ok() || proven.error().kind == ErrorKind::interrupted) return proven;
            }
        return proven;
    }

    Result<void> for_each(const std::function<Result<void>(const ObjectEntry&)>& visit,
                          const std::function<void(const std::string&)>& stranger,
                          const std::function<void(const std::string&, const Error&)>& unreadable) override
    {
        return hot_->for_each(visit, stranger, unreadable);
    }

    Result<void> remove(const Digest& digest) override
    {
        const auto there = ops_.info(cached(digest));
        if (there.ok()) {
            TRY(ops_.remove(cached(digest)));
            TRY(ops_.sync_directory(layout_.cache()));
        }
        return hot_->remove(digest);
    }

    Result<void> remove_all(const std::vector<Digest>& digests) override
    {
        for (const auto& digest : digests)
            if (ops_.info(cached(digest)).ok()) TRY(ops_.remove(cached(digest)));
        return hot_->remove_all(digests);
    }

    Result<bool> is_arriving(const Digest& digest) override { return hot_->is_arriving(digest); }
    Result<std::size_t> left_over_batches() override { return hot_->left_over_batches(); }
    Result<Recovery> recover(const std::function<Result<bool>(const Digest&)>& is_wanted) override
    {
        return hot_->recover(is_wanted);
    }

    void stop_when(std::function<bool()> stop_requested) override { stop_requested_ = std::move(stop_requested); }
    std::vector<CopyTrouble> take_troubles() override { return std::exchange(troubles_, {}); }
    ObjectStore& hot() override { return *hot_; }

private:
    /// Files of gigabytes take long, and can be stopped; small ones are read to their end, so that what is at work on one
    /// ends where it means to.
    [[nodiscard]] ByteSink stoppable(const ByteSink& sink) const
    {
        return [this, &sink, given = std::uint64_t{0}](std::string_view bytes) mutable -> Result<void> {
            given += bytes.size();
            if (given > in_memory && stop_requested_ && stop_requested_())
                return error(ErrorKind::interrupted, say("Stopped", "已停止"));
            return sink(bytes);
        };
    }

    [[nodiscard]] std::string cached(const Digest& digest) const { return layout_.cache() + "/" + digest.hex(); }

    /// Used again: it stays longer.
    [[nodiscard]] Fd open_cached(const Digest& digest)
    {
        auto file = ops_.open_read(cached(digest));
        if (!file.ok()) return Fd();
        static_cast<void>(::utimensat(AT_FDCWD, cached(digest).c_str(), nullptr, 0));
        return std::move(*file);
    }

    /// The verified bytes of an object, from whichever copy has them; `begin` comes before each attempt.
    Result<void> gather(const std::vector<ColdPlace>& places, const std::function<Result<void>()>& begin,
                        const ByteSink& sink)
    {
        std::optional<Error> first, ours;
        // What the taker meets is no fault of a copy.
        const ByteSink taken = [&](std::string_view bytes) -> Result<void> {
            auto done = sink(bytes);
            if (!done.ok()) ours = done.error();
            return done;
        };
        // Copies in the order of the catalog; those out of reach last, and asked about only when their turn comes.
        std::vector<std::pair<const ColdPlace*, const VolumeCopy*>> copies;
        for (const auto& place : places)
            for (const auto& copy : place.copies) copies.emplace_back(&place, &copy);
        const std::size_t known = copies.size();
        for (std::size_t i = 0; i < copies.size(); ++i) {
            const auto [place, copy] = copies[i];
            if (i < known && !is_within_reach(ops_, volumes_, copy->place)) {
                copies.push_back(copies[i]);
                continue;
            }
            TRY(begin());
            auto read = read_copy(volume_path(layout_, copy->place, place->volume), *place, taken);
            if (read.ok()) return read;
            if (ours) return std::move(*ours);
            const ErrorKind kind = read.error().kind;
            // Refused: its key, without which no copy opens.
            if (kind == ErrorKind::interrupted || kind == ErrorKind::refused) return read;
            note(place->volume, *copy, read.error());
            if (!first) first = std::move(read).error();
        }
        for (const auto& place : places)
            for (const auto& copy : place.copies) {
                TRY(begin());
                auto read = read_repaired(place, copy, taken);
                if (read.ok() || read.error().kind == ErrorKind::interrupted) return read;
                if (ours) return std::move(*ours);
            }
        if (const auto folder = nowhere_within_reach(places)) return out_of_reach(*folder, mount_hint());
        Error problem = error(ErrorKind::fixity, say("No copy of volume {} gives this file whole",
                                                     "冷存卷 {} 的各副本均不能给出完整文件", {places.front().volume}));
        if (first) problem.what = {problem.what.en + ": " + first->what.en, problem.what.zh + ":" + first->what.zh};
        return std::move(problem)
            .with_hint(
                say("Mount the disk of a missing copy, or bring the volume back from a backup: fonds backup mend DIR {}.",
                    "请挂载缺失副本所在的磁盘,或由备份恢复该卷:fonds backup mend 备份目录 {}。", {places.front().volume}))
            .at(places.front().volume);
    }

    /// A folder that is out of reach, when all are: then nothing is known to be damaged.
    std::optional<std::string> nowhere_within_reach(const std::vector<ColdPlace>& places)
    {
        std::optional<std::string> folder;
        for (const auto& place : places)
            for (const auto& copy : place.copies) {
                if (is_within_reach(ops_, volumes_, copy.place)) return std::nullopt;
                folder = copy.place;
            }
        return folder;
    }

    Result<void> read_copy(const std::string& path, const ColdPlace& place, const ByteSink& sink)
    {
        Hasher hasher;
        const ByteSink taken = stoppable(sink);
        const ByteSink hash = [&](std::string_view bytes) {
            hasher.update(bytes);
            return taken(bytes);
        };
        const VolumeMember& member = place.member;
        if (member.start != 0) {
            TRY_ASSIGN(const Fd file, ops_.open_read(path));
            TRY(read_range(file, {member.start, member.stored_size, member.size, member.deflated}, path, hash));
        } else {
            const auto key = volume_key(ops_, layout_, settings_);
            if (!key.ok())
                return error(ErrorKind::refused, say("The volume is encrypted: {}", "冷存卷已加密:{}", {key.error().what}))
                    .with_hint(key.error().hint)
                    .at(key.error().where);
            TRY_ASSIGN(const ZipReader zip, ZipReader::open(ops_, path));
            TRY_ASSIGN(const std::size_t entry, zip.find(place.volume + "/" + member.path));
            TRY(zip.read(entry, *key, hash));
        }
        if (hasher.finish() == member.digest) return {};
        return error(ErrorKind::fixity, say("{} in the volume is damaged", "冷存卷中的 {} 已损坏", {member.path})).at(path);
    }

    Result<void> read_repaired(const ColdPlace& place, const VolumeCopy& copy, const ByteSink& sink)
    {
        const std::string damaged = volume_path(layout_, copy.place, place.volume);
        TRY_ASSIGN(const auto parity, parity_files(damaged));
        if (parity.empty()) return no_such_object(place.member.digest);
        TRY_ASSIGN(const std::string name, unique_name("repair-"));
        const std::string folder = layout_.staging() + "/" + name;
        TRY(ops_.make_directory(folder));
        const std::string target = folder + "/" + place.volume + ".zip";
        auto read =
            repair_with_parity(ops_, damaged, parity, {}, target, [&] { return !stop_requested_ || !stop_requested_(); });
        if (read.ok()) read = read_copy(target, place, sink);
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        return read;
    }

    /// An open file with the bytes of an object, kept in cache/ where that is possible and allowed.
    Result<Fd> unpack(const Digest& digest, const std::vector<ColdPlace>& places)
    {
        const bool secret = std::ranges::any_of(places, [](const ColdPlace& place) { return place.encrypted; });
        const std::uint64_t size = places.front().member.size;
        if (!secret && size <= settings_.cache << 20) {
            auto kept = unpack_to_cache(digest, places);
            if (kept.ok()) return kept;
            const ErrorKind kind = kept.error().kind;
            if (kind == ErrorKind::fixity || kind == ErrorKind::refused || kind == ErrorKind::interrupted) return kept;
        }
        std::optional<Fd> file;
        TRY(gather(
            places,
            [&]() -> Result<void> {
                TRY_ASSIGN(file, memory_file(digest.hex(), ""));
                return {};
            },
            [&](std::string_view bytes) { return ops_.write(*file, bytes, digest.hex()); }));
        if (::lseek(file->get(), 0, SEEK_SET) < 0) return system_error(errno, "Reading failed", "读取失败", digest.hex());
        return std::move(*file);
    }

    Result<Fd> unpack_to_cache(const Digest& digest, const std::vector<ColdPlace>& places)
    {
        TRY(ops_.make_directory(layout_.cache()));
        TRY(make_room(places.front().member.size));
        TRY_ASSIGN(const std::string name, unique_name("part-"));
        const std::string part = layout_.cache() + "/" + name;
        std::optional<Fd> file;
        auto done = gather(
            places,
            [&]() -> Result<void> {
                if (file) TRY(ops_.remove(part));
                TRY_ASSIGN(file, ops_.create(part));
                return {};
            },
            [&](std::string_view bytes) { return ops_.write(*file, bytes, part); });
        if (done.ok()) done = ops_.rename(part, cached(digest));
        if (!done.ok()) {
            static_cast<void>(ops_.remove(part));
            return done.error();
        }
        return ops_.open_read(cached(digest));
    }

    /// Removes what was not used for longest, until so many bytes fit. Parts that a process left behind go first: they are
    /// never touched again.
    Result<void> make_room(std::uint64_t size)
    {
        struct Kept {
            std::filesystem::file_time_type used;
            std::uint64_t size;
            std::string path;
        };
        std::vector<Kept> all;
        std::uint64_t sum = size;
        std::error_code problem;
        for (const auto& entry : std::filesystem::directory_iterator(layout_.cache(), problem)) {
            std::error_code gone;
            const auto bytes = entry.file_size(gone);
            const auto used = entry.last_write_time(gone);
            if (gone) continue;
            all.push_back({used, bytes, entry.path().string()});
            sum += bytes;
        }
        std::ranges::sort(all, {}, &Kept::used);
        for (const auto& one : all) {
            if (sum <= settings_.cache << 20) break;
            static_cast<void>(ops_.remove(one.path));
            sum -= one.size;
        }
        return {};
    }

    void note(const std::string& volume, VolumeCopy copy, const Error& problem)
    {
        copy.state = problem.kind == ErrorKind::fixity ? CopyState::damaged : CopyState::missing;
        const auto same = [&](const CopyTrouble& one) { return one.volume == volume && one.copy.place == copy.place; };
        if (std::ranges::none_of(troubles_, same)) troubles_.push_back({volume, copy, problem});
    }

    std::unique_ptr<ObjectStore> hot_;
    Volumes volumes_;
    Layout layout_;
    ColdSettings settings_;
    FileOps& ops_;
    std::mutex mutex_;
    std::vector<CopyTrouble> troubles_;
    std::function<bool()> stop_requested_;
};

}  // namespace

std::string volume_path(const Layout& layout, const std::string& place, const std::string& volume)
{
    return (place.empty() ? layout.volumes() : place) + "/" + volume + ".zip";
}

Result<std::string> volume_key(FileOps& files, const Layout& layout, const ColdSettings& settings)
{
    if (settings.key_file.empty()) return std::string();
    const std::string path = settings.key_file.front() == '/' ? settings.key_file : layout.root() + "/" + settings.key_file;
    auto read = read_file(files, path, key_file_limit);
    if (!read.ok())
        return error(ErrorKind::refused,
                     say("The file of the key cannot be read: {}", "无法读取密钥文件:{}", {read.error().what}))
            .with_hint(say("[cold] key_file in fonds.toml names it.", "密钥文件由 fonds.toml 的 [cold] key_file 指定。"))
            .at(path);
    std::string text = std::move(*read);
    text.resize(std::min(text.size(), text.find_first_of("\r\n")));
    if (text.size() < least_key)
        return error(ErrorKind::refused,
                     say("The key of volumes has fewer than {} characters", "冷存卷密钥不足 {} 个字符", {least_key}))
            .with_hint(say("Make one: head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE",
                           "可这样生成:head -c 32 /dev/urandom | base64 > 文件;chmod 600 文件"))
            .at(path);
    return text;
}

Result<std::string> sealing_key(FileOps& files, const Layout& layout, const ColdSettings& settings)
{
    TRY_ASSIGN(std::string key, volume_key(files, layout, settings));
    if (!key.empty()) return key;
    return error(ErrorKind::usage, say("There is no key to encrypt with", "没有可用的加密密钥"))
        .with_hint(say("Name its file in fonds.toml: [cold] key_file = \"…\"",
                       "请在 fonds.toml 的 [cold] key_file 中指定密钥文件"));
}

std::optional<Error> missing_key(FileOps& files, const Layout& layout, const ColdSettings& settings)
{
    const auto key = volume_key(files, layout, settings);
    if (!key.ok()) return key.error();
    if (!key->empty()) return std::nullopt;
    return error(ErrorKind::refused, say("no [cold] key_file is named", "未设置 [cold] key_file")).at(layout.config());
}

std::unique_ptr<ColdStore> make_cold_store(std::unique_ptr<ObjectStore> hot, Volumes volumes, const Layout& layout,
                                           const ColdSettings& settings, FileOps& ops)
{
    return std::make_unique<TwoTierStore>(std::move(hot), volumes, layout, settings, ops);
}

}  // namespace fonds
