// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sealing.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

#include "archive/bag_metadata.hpp"
#include "archive/bag_names.hpp"
#include "archive/copy_owner.hpp"
#include "archive/copy_reach.hpp"
#include "archive/file_copy.hpp"
#include "archive/parity.hpp"
#include "archive/store/staging.hpp"
#include "archive/volume/volume_proof.hpp"
#include "archive/volume/volume_writer.hpp"
#include "archive/volume_texts.hpp"

namespace fonds {

namespace {

constexpr std::string_view intent_suffix = ".sealing";
constexpr std::string_view removal_suffix = ".removing";
constexpr std::uint64_t intent_limit = 1 << 20;

std::string intent_path(const Layout& layout, const std::string& name)
{
    return layout.staging() + "/" + name + std::string(intent_suffix);
}

/// Files of a volume that may lie in a place: itself, unfinished, and its parity.
Result<std::vector<std::string>> files_of(const Layout& layout, const std::string& place, const std::string& name)
{
    const std::string path = volume_path(layout, place, name);
    TRY_ASSIGN(auto files, parity_files(path));
    files.push_back(path + ".part");
    files.push_back(path);
    return files;
}

Result<void> remove_all(FileOps& ops, const std::vector<std::string>& files, const std::string& folder)
{
    bool any = false;
    for (const auto& file : files) {
        const auto there = ops.info(file);
        if (!there.ok() && there.error().kind == ErrorKind::not_found) continue;
        TRY(ops.remove(file));
        any = true;
    }
    return any ? ops.sync_directory(folder) : Result<void>();
}

/// Where the bytes of a component are taken from.
class ByteOrigins {
public:
    explicit ByteOrigins(Archive::State& state) : state_(state) {}

    /// What these volumes have, asked once for all files.
    Result<void> know(const std::vector<std::string>& volumes)
    {
        Volumes book(state_.catalog);
        for (const auto& name : volumes) {
            TRY_ASSIGN(const Volume volume, book.get(name));
            std::vector<std::string> paths;
            for (const auto& copy : volume.copies)
                if (const std::string path = volume_path(state_.layout, copy.place, name);
                    copy.state == CopyState::good && state_.environment.files->info(path).ok())
                    paths.push_back(path);
            TRY_ASSIGN(const auto members, book.members(name));
            for (const auto& member : members)
                if (member.start != 0)
                    for (const auto& path : paths) known_[member.digest].push_back({member, path});
        }
        return {};
    }

    /// Fills in `member`, which has its path, digest and size.
    Result<void> find(NewMember& member) const
    {
        ColdStore* const objects = state_.objects.get();
        const Digest digest = member.digest;
        member.open = [objects, digest] { return objects->open(digest); };
        const auto at = known_.find(digest);
        if (at == known_.end()) return {};
        for (const auto& [stored, path] : at->second) {
            if (stored.deflated) {
                // The checksum of what it inflates to is not kept: reading the member once gives it, and proves it.
                std::uint32_t crc = 0;
                Hasher hasher;
                TRY_ASSIGN(const Fd file, state_.environment.files->open_read(path));
                const auto read = read_range(file, {stored.start, stored.stored_size, stored.size, true}, path,
                                             [&](std::string_view bytes) -> Result<void> {
                                                 crc = crc32_after(crc, bytes);
                                                 hasher.update(bytes);
                                                 return {};
                                             });
                if (!read.ok() || hasher.finish() != digest) continue;
                member.deflated = DeflatedBytes{stored.stored_size, crc};
            }
            member.within = true;
            member.open = [ops = state_.environment.files, from = path, start = stored.start]() -> Result<Fd> {
                TRY_ASSIGN(Fd file, ops->open_read(from));
                if (::lseek(file.get(), static_cast<off_t>(start), SEEK_SET) < 0)
                    return system_error(errno, "Reading failed", "读取失败", from);
                return file;
            };
            return {};
        }
        return {};
    }

private:
    struct Stored {
        VolumeMember member;
        std::string path;  ///< of a copy that is good
    };
    Archive::State& state_;
    std::unordered_map<Digest, std::vector<Stored>> known_;
};

/// One attempt at a volume; records whose bytes are damaged are taken out of it for the next.
class Sealing {
public:
    Sealing(Archive& archive, Archive::State& state, const SealRequest& request, const ByteProgress& go_on)
        : archive_(archive), state_(state), ops_(*state.environment.files), request_(request), go_on_(go_on)
    {
    }

    Result<SealedVolume> run()
    {
        Volumes volumes(state_.catalog);
        TRY_ASSIGN(name_, volumes.next_name());
        TRY_ASSIGN(sealed_.volume.previous, volumes.newest_digest());
        if (request_.encrypted) {
            TRY_ASSIGN(key_, sealing_key(ops_, state_.layout, state_.config.cold));
        }
        sealed_.records = request_.records;
        TRY(ops_.make_directory(state_.layout.volumes()));
        TRY(refuse_taken_name());
        TRY(write_intent());
        for (;;) {
            std::optional<RecordId> bad;
            auto written = write(bad);
            if (written.ok()) break;
            if (!bad || written.error().kind == ErrorKind::interrupted) return give_up(std::move(written).error());
            // The copy that was believed whole is not; another is, perhaps.
            if (request_.mend && !std::exchange(mended_, true)) {
                if (auto looked = request_.mend(); !looked.ok()) return give_up(std::move(looked).error());
                continue;
            }
            TRY(leave_out(*bad, written.error()));
            if (sealed_.records.empty()) return give_up(std::move(written).error());
        }
        if (auto placed = place(); !placed.ok()) return give_up(std::move(placed).error());
        sealed_.volume.name = name_;
        sealed_.volume.sealed_at = state_.environment.clock->now();
        // A commit that failed may be found done at the next opening: only then are the files known, or swept.
        TRY(volumes.add(sealed_.volume, sealed_.members, false, state_.stamp()));
        TRY(ops_.remove(intent_path(state_.layout, name_)));
        return std::move(sealed_);
    }

private:
    /// What was made helps nobody; if it cannot be removed now, the intent stays and tells.
    Error give_up(Error problem)
    {
        static_cast<void>(sweep_unsealed(state_));
        return problem;
    }

    /// A file of that name that the catalog does not know may have the only bytes of records, as when the catalog came from
    /// an older backup: nothing is begun that a sweep would take for its own.
    Result<void> refuse_taken_name()
    {
        const std::string path = volume_path(state_.layout, "", name_);
        if (!ops_.info(path).ok()) return {};
        return error(ErrorKind::duplicate, say("There is a file {} already, and no volume is known by that name",
                                               "已存在文件 {},但目录中没有此卷", {path}))
            .with_hint(say("If it is a volume of this archive: fonds volume adopt {}. Else move it elsewhere.",
                           "如为本库的冷存卷,请执行 fonds volume adopt {};否则请移到别处。", {path}));
    }

    /// Only places where nothing lies yet: what is there is somebody's, and no sweep touches it.
    Result<void> write_intent()
    {
        std::string places = "\n";
        for (const auto& copy : state_.config.cold.copies)
            if (!ops_.info(volume_path(state_.layout, copy, name_)).ok()) places += copy + "\n";
        return write_file_durably(ops_, intent_path(state_.layout, name_), places);
    }

    Result<void> leave_out(RecordId record, const Error& why)
    {
        std::erase(sealed_.records, record);
        TRY_ASSIGN(const auto found, state_.catalog.records({record}));
        if (!found.empty()) sealed_.stayed.push_back({found.front().code, why});
        return {};
    }

    [[nodiscard]] std::string part() const { return volume_path(state_.layout, "", name_) + ".part"; }

    /// Collects, packs and proves.
    Result<void> write(std::optional<RecordId>& bad)
    {
        TRY(remove_all(ops_, {part()}, state_.layout.volumes()));
        std::vector<NewMember> members;
        std::vector<RecordId> owners;  // of members, as far as they are files of records
        std::uint64_t bytes = 0;
        TRY(state_.catalog.snapshot([&]() -> Result<void> {
            BagMetadataRequest wanted;
            wanted.records = sealed_.records;
            wanted.with_holds = true;
            BagMetadata metadata(archive_, state_, wanted);
            TRY(gather_files(metadata, members, owners, bytes));
            return gather_texts(metadata, members);
        }));
        total_ = bytes;
        const std::size_t files = owners.size();
        VolumeOptions options;
        options.staging = state_.layout.staging();
        options.password = key_;
        options.threads = std::max(1U, std::thread::hardware_concurrency());
        options.written_at = state_.environment.clock->now();
        std::uint64_t done = 0;
        options.go_on = [&](std::uint64_t more) {
            done += more;
            return !go_on_ || go_on_(Phase::packing, std::min(done, total_), total_);
        };
        std::optional<std::size_t> bad_member;
        auto written = write_volume(ops_, part(), members, options, bad_member);
        if (!written.ok()) {
            if (bad_member && *bad_member < files) bad = owners[*bad_member];
            return written.error();
        }
        return prove_and_sync(members, *written, files);
    }

    Result<void> gather_files(BagMetadata& metadata, std::vector<NewMember>& members, std::vector<RecordId>& owners,
                              std::uint64_t& bytes)
    {
        ByteOrigins origins(state_);
        TRY(origins.know(request_.from));
        std::size_t at = 0, left = 0;
        TRY_ASSIGN(const auto records, component_counts());
        return metadata.each_file([&](const BaggedFile& file) -> Result<void> {
            while (at < records.size() && left == records[at].second) {
                ++at;
                left = 0;
            }
            ++left;
            owners.push_back(at < records.size() ? records[at].first : RecordId{});
            NewMember member;
            member.path = name_ + "/" + file.path;
            member.digest = file.digest;
            member.size = file.size;
            member.may_deflate = state_.config.cold.deflate;
            TRY(origins.find(member));
            bytes += file.size;
            members.push_back(std::move(member));
            return {};
        });
    }

    /// How many files each record has, in the order in which they come.
    Result<std::vector<std::pair<RecordId, std::size_t>>> component_counts()
    {
        constexpr std::size_t at_once = 1000;
        std::vector<std::pair<RecordId, std::size_t>> all;
        for (std::size_t at = 0; at < sealed_.records.size(); at += at_once) {
            const auto begin = sealed_.records.begin() + static_cast<std::ptrdiff_t>(at);
            const auto end = begin + static_cast<std::ptrdiff_t>(std::min(at_once, sealed_.records.size() - at));
            TRY_ASSIGN(const auto part, state_.catalog.records({begin, end}));
            for (const auto& record : part) all.emplace_back(record.id, record.components.size());
        }
        return all;
    }

    /// The texts of the bag, on disk while the volume is written: a list of many records is long.
    Result<void> gather_texts(BagMetadata& metadata, std::vector<NewMember>& members)
    {
        VolumeFacts facts;
        facts.name = name_;
        facts.fonds = state_.catalog.identity();
        facts.previous = sealed_.volume.previous;
        TRY_ASSIGN(const auto before, Volumes(state_.catalog).list(true));
        for (const Volume& each : before)
            if (each.replaced || std::ranges::find(request_.from, each.name) != request_.from.end())
                facts.replaced.push_back(each.name);
        facts.made_at = state_.environment.clock->now();
        facts.time_zone_minutes = state_.config.time_zone_minutes;
        facts.encrypted = request_.encrypted;
        std::string manifest;
        for (const auto& member : members) {
            const std::string path = member.path.substr(name_.size() + 1);
            facts.payload_bytes += member.size;
            ++facts.payload_files;
            manifest += member.digest.hex() + "  " + manifest_path(path) + "\n";
        }
        std::vector<std::pair<std::string, Digest>> tags;
        const auto put = [&](const std::string& path, const std::string& text, bool secret) {
            NewMember member;
            member.path = name_ + "/" + path;
            member.digest = Digest::of(text);
            member.size = text.size();
            member.text = text;
            member.secret = secret;
            tags.emplace_back(path, member.digest);
            members.push_back(std::move(member));
        };
        put("bagit.txt", bag_declaration(), false);
        put("bag-info.txt", bag_info(facts), false);
        put("README.txt", volume_readme(facts), false);
        put("manifest-sha256.txt", manifest, true);
        TRY(metadata.each_text([&](const std::string& path, const BagMetadata::Producer& produce) -> Result<void> {
            TRY_ASSIGN(const std::string name, unique_name("text-"));
            const std::string file = state_.layout.staging() + "/" + name;
            TRY_ASSIGN(const Fd out, ops_.create(file));
            auto opened = ops_.open_read(file);
            // Without a name nothing is left behind, however this ends.
            TRY(ops_.remove(file));
            if (!opened.ok()) return opened.error();
            Hasher hasher;
            NewMember member;
            member.path = name_ + "/" + path;
            TRY(produce([&](std::string_view bytes) {
                hasher.update(bytes);
                member.size += bytes.size();
                return ops_.write(out, bytes, file);
            }));
            member.digest = hasher.finish();
            texts_.push_back(std::make_shared<Fd>(std::move(*opened)));
            member.open = [text = texts_.back(), file]() -> Result<Fd> {
                Fd again(::open(("/proc/self/fd/" + std::to_string(text->get())).c_str(), O_RDONLY | O_CLOEXEC));
                if (!again.valid()) return system_error(errno, "Reading failed", "读取失败", file);
                return again;
            };
            tags.emplace_back(path, member.digest);
            members.push_back(std::move(member));
            return {};
        }));
        std::string tag_manifest;
        for (const auto& [path, digest] : tags) tag_manifest += digest.hex() + "  " + manifest_path(path) + "\n";
        put("tagmanifest-sha256.txt", tag_manifest, true);
        return {};
    }

    /// The disk may still be writing: what is read is what it was given, and an error of the sync ends all the same.
    Result<void> prove_and_sync(const std::vector<NewMember>& members, const WrittenVolume& written, std::size_t files)
    {
        Result<void> synced, proven;
        {
            const std::jthread syncing([&] { synced = ops_.sync(written.file, part()); });
            proven = prove(members, written.members, files);
        }
        TRY(proven);
        return synced;
    }

    Result<void> prove(const std::vector<NewMember>& members, const std::vector<WrittenMember>& written, std::size_t files)
    {
        std::vector<ExpectedMember> expected;
        for (std::size_t i = 0; i < members.size(); ++i)
            expected.push_back({members[i].path,
                                members[i].digest,
                                {written[i].offset, written[i].stored_size, members[i].size, written[i].deflated}});
        std::uint64_t read = 0;
        TRY_ASSIGN(const auto size, ops_.info(part()));
        TRY_ASSIGN(const VolumeProof proof, prove_volume(ops_, part(), expected, key_, [&](std::uint64_t more) {
                       read += more;
                       return !go_on_ || go_on_(Phase::verifying, read, size.size);
                   }));
        // What unzip will see: the directory at its end names every member.
        TRY_ASSIGN(const ZipReader zip, ZipReader::open(ops_, part()));
        if (!proof.damaged.empty() || zip.entries().size() != members.size())
            return error(ErrorKind::fixity, say("The new volume is not what was written", "新冷存卷写入后校验不符"))
                .with_hint(say("Nothing has left objects/. Check the disk.", "原文件均未移出。请检查磁盘。"))
                .at(part());
        Volume& volume = sealed_.volume;
        volume.size = proof.size;
        volume.digest = proof.digest;
        volume.encrypted = request_.encrypted;
        volume.parity = state_.config.cold.parity;
        volume.members = static_cast<std::int64_t>(files);
        volume.bytes = total_;
        sealed_.members.clear();
        for (std::size_t i = 0; i < files; ++i)
            sealed_.members.push_back({members[i].digest, members[i].size, members[i].path.substr(name_.size() + 1),
                                       written[i].offset, written[i].stored_size, written[i].deflated});
        return {};
    }

    /// Gives it its name, parity, and its copies.
    Result<void> place()
    {
        const std::string path = volume_path(state_.layout, "", name_);
        TRY_ASSIGN(const bool fresh, ops_.rename_if_absent(part(), path));
        if (!fresh) {
            // It came meanwhile, and is not ours: without the intent no sweep takes it.
            TRY(ops_.remove(part()));
            TRY(ops_.remove(intent_path(state_.layout, name_)));
            return refuse_taken_name();
        }
        TRY(ops_.sync_directory(state_.layout.volumes()));
        Volume& volume = sealed_.volume;
        volume.name = name_;
        if (volume.parity != 0) {
            if (go_on_ && !go_on_(Phase::parity, 0, 1)) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
            TRY(make_parity(ops_, path, volume.size, volume.parity, asked_of(go_on_)));
            TRY(ops_.sync_directory(state_.layout.volumes()));
        }
        const Instant now = state_.environment.clock->now();
        volume.copies.push_back({"", CopyState::good, now});
        for (const auto& folder : state_.config.cold.copies) {
            auto copied = copy_volume(state_, volume, "", folder, go_on_);
            if (!copied.ok() && copied.error().kind == ErrorKind::interrupted) return copied;
            volume.copies.push_back({folder, copied.ok() ? CopyState::good : CopyState::missing, now});
            if (!copied.ok()) sealed_.copies.push_back(std::move(copied).error());
        }
        return {};
    }

    Archive& archive_;
    Archive::State& state_;
    FileOps& ops_;
    const SealRequest& request_;
    const ByteProgress& go_on_;
    std::string name_, key_;
    std::uint64_t total_ = 0;
    bool mended_ = false;
    std::vector<std::shared_ptr<Fd>> texts_;
    SealedVolume sealed_;
};

}  // namespace

Result<SealedVolume> seal_volume(Archive& archive, Archive::State& state, const SealRequest& request,
                                 const ByteProgress& go_on)
{
    return Sealing(archive, state, request, go_on).run();
}

Result<std::size_t> count_unsealed(const Archive::State& state)
{
    TRY_ASSIGN(const auto names, names_in(state.layout.staging()));
    return static_cast<std::size_t>(
        std::ranges::count_if(names, [](const std::string& name) { return name.ends_with(intent_suffix); }));
}

Result<std::size_t> sweep_unsealed(Archive::State& state)
{
    FileOps& ops = *state.environment.files;
    std::size_t count = 0;
    TRY_ASSIGN(const auto names, names_in(state.layout.staging()));
    for (const auto& file : names) {
        if (!file.ends_with(intent_suffix)) continue;
        const std::string name = file.substr(0, file.size() - intent_suffix.size());
        const std::string intent = state.layout.staging() + "/" + file;
        TRY_ASSIGN(const auto known, Volumes(state.catalog).find(name));
        if (!known) {
            TRY_ASSIGN(const std::string text, read_file(ops, intent, intent_limit));
            for (const auto& place : lines_of(text)) {
                TRY_ASSIGN(const auto files, files_of(state.layout, place, name));
                TRY(remove_all(ops, files, place.empty() ? state.layout.volumes() : place));
            }
            ++count;
        }
        TRY(ops.remove(intent));
    }
    return count;
}

bool was_proven_at(const Volume& volume, std::string_view place)
{
    const auto copy = std::ranges::find(volume.copies, place, &VolumeCopy::place);
    return copy != volume.copies.end() && copy->state != CopyState::missing;
}

Result<bool> is_ours(const Archive::State& state, const Volume& volume, const std::string& place)
{
    if (place.empty()) return true;
    std::vector<std::string> known;
    for (const auto& copy : volume.copies)
        if (copy.place != place) known.push_back(volume_path(state.layout, copy.place, volume.name));
    return is_copy_of(*state.environment.files, volume_path(state.layout, place, volume.name), volume.name, known,
                      was_proven_at(volume, place));
}

Result<void> intend_removal(Archive::State& state, const Volume& volume)
{
    // Only what is ours is ever removed, decided while there is something to compare with.
    std::string places;
    for (const auto& copy : volume.copies) {
        TRY_ASSIGN(const bool ours, is_ours(state, volume, copy.place));
        if (!ours) continue;
        places += copy.place + "\n";
        if (is_within_reach(state, copy.place)) static_cast<void>(mark_folder(*state.environment.files, copy.place));
    }
    return write_file_durably(*state.environment.files,
                              state.layout.staging() + "/" + volume.name + std::string(removal_suffix), places);
}

Result<void> finish_removals(Archive::State& state)
{
    FileOps& ops = *state.environment.files;
    std::optional<Error> unreached;
    TRY_ASSIGN(const auto names, names_in(state.layout.staging()));
    for (const auto& file : names) {
        if (!file.ends_with(removal_suffix)) continue;
        const std::string name = file.substr(0, file.size() - removal_suffix.size());
        const std::string intent = state.layout.staging() + "/" + file;
        TRY_ASSIGN(const auto known, Volumes(state.catalog).find(name));
        if (known && known->replaced) {
            TRY_ASSIGN(const std::string text, read_file(ops, intent, intent_limit));
            bool all = true;
            for (const auto& place : lines_of(text)) {
                if (!is_within_reach(state, place) || is_bare(place)) {
                    all = false;
                    unreached = out_of_reach(place, removal_hint());
                    continue;
                }
                TRY(remove_copy(state, name, place));
            }
            if (!all) continue;
        }
        TRY(ops.remove(intent));
    }
    if (unreached) return std::move(*unreached);
    return {};
}

Result<void> copy_volume(Archive::State& state, const Volume& volume, const std::string& from, const std::string& place,
                         const ByteProgress& go_on)
{
    FileOps& ops = *state.environment.files;
    const std::string folder = place.empty() ? state.layout.volumes() : place;
    if (!is_within_reach(state, place)) return nowhere_to_write(state, place);
    const std::string source = volume_path(state.layout, from, volume.name);
    const std::string target = volume_path(state.layout, place, volume.name);
    const std::string part = target + ".part";
    TRY(remove_all(ops, {part}, folder));
    TRY(mark_folder(ops, place));
    if (ops.info(target).ok()) {
        // The same file, as another copy of the archive left it, is a copy.
        const auto there = digest_volume(ops, target, nullptr);
        if (there.ok() && there->digest == volume.digest) return {};
        TRY_ASSIGN(const bool ours, is_copy_of(ops, target, volume.name, {source}, was_proven_at(volume, place)));
        if (!ours) return somebody_elses(target);
    }
    const auto carry = [&](const std::string& what, const std::string& to) {
        return copy_file(ops, what, to, Durability::synced, [&](std::uint64_t done) {
            return !go_on || go_on(Phase::copying, std::min(done, volume.size), volume.size);
        });
    };
    auto done = carry(source, part);
    if (done.ok()) {
        std::uint64_t read = 0;
        const auto proof = digest_volume(ops, part, [&](std::uint64_t more) {
            read += more;
            return !go_on || go_on(Phase::verifying, std::min(read, volume.size), volume.size);
        });
        if (!proof.ok())
            done = proof.error();
        else if (proof->digest != volume.digest)
            done = error(ErrorKind::fixity, say("The copy of {} is not what was copied", "{} 的副本校验不符", {volume.name}))
                       .with_hint(say("Check both disks; fonds volume verify {} tells which copy is damaged.",
                                      "请检查两块磁盘;fonds volume verify {} 可查明哪一份损坏。", {volume.name}))
                       .at(target);
    }
    if (done.ok()) done = ops.rename(part, target);
    if (!done.ok()) {
        static_cast<void>(ops.remove(part));
        return done;
    }
    TRY_ASSIGN(const auto parity, parity_files(source));
    for (const auto& file : parity) {
        const std::string to = folder + "/" + file.substr(file.find_last_of('/') + 1);
        TRY(remove_all(ops, {to}, folder));
        TRY(carry(file, to));
    }
    return ops.sync_directory(folder);
}

Result<void> remove_copy(Archive::State& state, const std::string& name, const std::string& place)
{
    TRY_ASSIGN(const auto files, files_of(state.layout, place, name));
    return remove_all(*state.environment.files, files, place.empty() ? state.layout.volumes() : place);
}

}  // namespace fonds
