// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog's volumes against their files: what their directories list always, every byte of every copy with --full.
#include <algorithm>
#include <map>
#include <set>

#include "archive/audit.hpp"
#include "archive/copy_reach.hpp"
#include "archive/parity.hpp"
#include "archive/sealing.hpp"
#include "archive/store/staging.hpp"
#include "archive/unfinished_care.hpp"
#include "archive/volume/volume_proof.hpp"

namespace fonds {

namespace {

constexpr std::size_t at_once = 500;

Text mend_hint(const std::string& name)
{
    return say(
        "fonds volume verify {} mends it from another copy or by parity; fonds backup mend DIR {} from a backup in DIR.",
        "fonds volume verify {} 可由其他副本或校验数据修复;fonds backup mend 备份目录 {} 可由备份修复。", {name, name});
}

/// What the central directory of the zip lists, against what was sealed: whoever opens the file without Fonds sees nothing
/// else. Bits of it that say the same as the headers of members are compared with these by the library.
Result<void> audit_directory(Audit& audit, const Volume& volume, const std::string& path)
{
    const auto zip = ZipReader::open(*audit.state.environment.files, path);
    if (!zip.ok()) return zip.error();
    const auto differs = [&] {
        return error(ErrorKind::fixity,
                     say("its list of contents is not that of {}", "其内容列表与 {} 不符", {volume.name}));
    };
    std::map<std::string, const ZipEntry*> listed;
    std::int64_t files = 0;
    for (const ZipEntry& entry : zip->entries()) {
        if (!entry.name.starts_with(volume.name + "/")) return differs();
        files += entry.name.starts_with(volume.name + "/data/") ? 1 : 0;
        listed.emplace(entry.name, &entry);
    }
    if (listed.size() != zip->entries().size() || files != volume.members) return differs();
    for (const char* name : {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "metadata/records.json"})
        if (!listed.contains(volume.name + "/" + name)) return differs();
    TRY_ASSIGN(const auto members, Volumes(audit.state.catalog).members(volume.name));
    for (const VolumeMember& member : members) {
        const auto at = listed.find(volume.name + "/" + member.path);
        if (at == listed.end() || at->second->size != member.size || at->second->encrypted != volume.encrypted)
            return differs();
        if (member.start != 0 && (at->second->stored_size != member.stored_size || at->second->deflated != member.deflated))
            return differs();
    }
    return {};
}

void lacks_parity(Audit& audit, const Volume& volume, const std::string& path)
{
    audit.found(Severity::warning, "volume.parity", path,
                say("The parity of a copy of volume {} is missing or damaged", "冷存卷 {} 一份副本的校验数据缺失或损坏",
                    {volume.name}),
                say("fonds volume verify {} makes it anew.", "fonds volume verify {} 可重新生成。", {volume.name}));
}

/// Every byte of it, and its parity. An error is ErrorKind::interrupted.
Result<void> audit_bytes(Audit& audit, const Volume& volume, const std::string& path)
{
    FileOps& ops = *audit.state.environment.files;
    std::uint64_t read = 0;
    const auto proof = digest_volume(ops, path, [&](std::uint64_t more) {
        audit.observer.progress(Phase::verifying, read += more, std::max(volume.size, read));
        return !audit.observer.stop_requested();
    });
    if (!proof.ok() && proof.error().kind == ErrorKind::interrupted) return proof.error();
    if (!proof.ok())
        audit.found(Severity::fixity, "volume.unreadable", path, proof.error());
    else if (proof->digest != volume.digest)
        audit.found(Severity::fixity, "volume.damaged", path,
                    say("A copy of volume {} is not what was sealed", "冷存卷 {} 的一份副本与封存时不符", {volume.name}),
                    mend_hint(volume.name));
    if (volume.parity == 0) return {};
    const auto parity = parity_is_whole(ops, path);
    if (!parity.ok() || !*parity) lacks_parity(audit, volume, path);
    return {};
}

Result<void> audit_copy(Audit& audit, const Volume& volume, const VolumeCopy& copy)
{
    const std::string path = volume_path(audit.state.layout, copy.place, volume.name);
    const auto info = audit.state.environment.files->info(path);
    if (!info.ok() && info.error().kind == ErrorKind::not_found)
        audit.found(Severity::fixity, "volume.missing", path,
                    say("A copy of volume {} is missing", "冷存卷 {} 的一份副本缺失", {volume.name}),
                    mend_hint(volume.name));
    else if (!info.ok())
        audit.found(Severity::fixity, "volume.unreadable", path, info.error());
    else if (info->size != volume.size)
        audit.found(Severity::fixity, "volume.damaged", path,
                    say("A copy of volume {} has {} bytes instead of {}", "冷存卷 {} 的一份副本有 {} 字节,应为 {} 字节",
                        {volume.name, info->size, volume.size}),
                    mend_hint(volume.name));
    else if (copy.state == CopyState::damaged)
        audit.found(Severity::fixity, "volume.damaged", path,
                    say("A copy of volume {} was found damaged", "冷存卷 {} 的一份副本曾被发现损坏", {volume.name}),
                    mend_hint(volume.name));
    else if (const auto listed = audit_directory(audit, volume, path); !listed.ok())
        audit.found(
            Severity::fixity, "volume.damaged", path,
            say("A copy of volume {} is damaged: {}", "冷存卷 {} 的一份副本已损坏:{}", {volume.name, listed.error().what}),
            mend_hint(volume.name));
    else if (audit.depth == Depth::full)
        return audit_bytes(audit, volume, path);
    else if (volume.parity != 0 && !parity_is_there(*audit.state.environment.files, path))
        lacks_parity(audit, volume, path);
    return {};
}

/// Without its key an encrypted volume is closed; reading all its files tells that, too.
void audit_key(Audit& audit, const Volume& volume)
{
    if (!volume.encrypted || audit.depth == Depth::full) return;
    const auto problem = missing_key(*audit.state.environment.files, audit.state.layout, audit.state.config.cold);
    if (!problem) return;
    audit.found(Severity::warning, "volume.key", volume.name,
                say("The key of volume {} is missing, so that its files cannot be read: {}",
                    "冷存卷 {} 的密钥缺失,其中的文件无法读取:{}", {volume.name, problem->what}),
                say("Put back the file that [cold] key_file in fonds.toml names, as it was when the volume was sealed. "
                    "The bytes are not known to be damaged.",
                    "请恢复 fonds.toml 的 [cold] key_file 所指的密钥文件(封卷时的原文件)。数据本身并未发现损坏。"));
}

}  // namespace

Result<void> audit_volumes(Audit& audit)
{
    Archive::State& state = audit.state;
    Volumes volumes(state.catalog);
    TRY_ASSIGN(const auto all, volumes.list(true));
    std::map<std::string, bool> known;
    std::set<std::string> unreached;
    for (const Volume& volume : all) {
        TRY(audit.go_on());
        known.emplace(volume.name + ".zip", volume.replaced);
        if (volume.replaced) continue;  // a copy that an older version remembers of it is none: repair forgets it
        audit_key(audit, volume);
        for (const auto& copy : volume.copies) {
            if (is_within_reach(state, copy.place))
                TRY(audit_copy(audit, volume, copy));
            else
                unreached.insert(copy.place);
        }
    }
    for (const auto& folder : unreached)
        audit.found(Severity::warning, "volume.out_of_reach", folder, out_of_reach(folder, mount_hint()));
    const auto unsealed = count_unsealed(state);
    if (unsealed.ok() && *unsealed > 0)
        audit.found(Severity::note, "volume.unfinished", "staging",
                    say(*unsealed == 1 ? "{} volume was begun and not sealed" : "{} volumes were begun and not sealed",
                        "有 {} 个冷存卷未完成封存", {*unsealed}),
                    say("fonds repair sweeps them; nothing has left objects/ for them.",
                        "执行 fonds repair 可清理;原文件均未移出。"));
    if (!unsealed.ok() || *unsealed == 0) {
        const auto names = names_in(state.layout.volumes());
        if (names.ok())
            for (const auto& name : *names) {
                if (!name.ends_with(".zip")) continue;
                const auto at = known.find(name);
                if (at != known.end() && at->second)
                    audit.found(Severity::warning, "volume.replaced", state.layout.volumes() + "/" + name,
                                say("The file of a volume that was replaced: it may hold records that were destroyed since",
                                    "此文件属于已被替换的冷存卷,可能含有此后销毁的档案"),
                                say("It may be removed: what lives of it is in later volumes or in objects/.",
                                    "可以删除:其中仍有效的档案在后来的卷或 objects/ 中。"));
                if (at != known.end()) continue;
                audit.found(
                    Severity::warning, "volume.unknown", state.layout.volumes() + "/" + name,
                    say("The catalog knows no such volume", "目录库中没有此冷存卷"),
                    say("If the catalog came from an older backup: fonds volume adopt takes it in. Keep it until you know.",
                        "如目录库是从旧备份恢复的,可用 fonds volume adopt 接收;查明前请保留。"));
            }
    }
    const auto left = unfinished_care(state);
    for (const auto& folder : left.ok() ? *left : std::vector<std::string>())
        audit.found(Severity::note, "volume.left_over", folder,
                    say("Work on a volume that was cut off has left this folder; it may hold destroyed bytes",
                        "对冷存卷的操作曾中断,留下此目录;其中可能含有已销毁的数据"),
                    say("fonds repair removes it.", "执行 fonds repair 可删除。"));
    const auto apart = unfinished_merges(state);
    for (const auto& file : apart.ok() ? *apart : std::vector<std::string>())
        audit.found(Severity::note, "volume.left_over", file,
                    say("An adoption was cut off before records that were one when sealed were made one again",
                        "接收冷存卷曾中断,封卷时已合并的档案尚未重新合并"),
                    say("fonds repair does it, and so does the same adoption, given again.",
                        "执行 fonds repair,或再次执行同一接收命令即可完成。"));
    // Bytes that should have left.
    std::optional<Digest> after;
    std::int64_t still_hot = 0;
    for (;;) {
        TRY(audit.go_on());
        TRY_ASSIGN(const auto cold, volumes.cold_after(after, at_once));
        if (cold.empty()) break;
        after = cold.back();
        for (const auto& digest : cold) still_hot += state.objects->hot().size_of(digest).ok() ? 1 : 0;
    }
    if (still_hot > 0)
        audit.found(Severity::note, "volume.still_hot", "objects",
                    say(still_hot == 1 ? "{} file is in objects/ though a volume has it"
                                       : "{} files are in objects/ though volumes have them",
                        "有 {} 个文件已在冷存卷中,仍留在 objects/", {still_hot}),
                    say("fonds repair removes them.", "执行 fonds repair 可清除。"));
    return {};
}

}  // namespace fonds
