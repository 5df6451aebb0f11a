// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog's volumes against their files. What is in them is read by fonds check --full with the objects, member by
// member; whole copies by fonds scrub.
#include <map>

#include "archive/audit.hpp"
#include "archive/sealing.hpp"
#include "archive/store/staging.hpp"

namespace fonds {

namespace {

constexpr std::size_t at_once = 500;

Text mend_hint(const std::string& name)
{
    return say("fonds volume verify {} mends it from another copy or by parity.",
               "fonds volume verify {} 可由其他副本或校验数据修复。", {name});
}

void audit_copy(Audit& audit, const Volume& volume, const VolumeCopy& copy)
{
    const std::string path = volume_path(audit.state.layout, copy.place, volume.name);
    const auto info = audit.state.environment.files->info(path);
    if (!info.ok() && info.error().kind == ErrorKind::not_found)
        audit.found(Severity::fixity, "volume.missing", path,
                    say("A copy of volume {} is missing", "冷存卷 {} 的一份副本缺失", {volume.name}),
                    say("Is its disk mounted? {}", "磁盘是否已挂载?{}", {mend_hint(volume.name)}));
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
}

}  // namespace

Result<void> audit_volumes(Audit& audit)
{
    Archive::State& state = audit.state;
    Volumes volumes(state.catalog);
    TRY_ASSIGN(const auto all, volumes.list(true));
    std::map<std::string, bool> known;
    for (const Volume& volume : all) {
        TRY(audit.go_on());
        known.emplace(volume.name + ".zip", volume.replaced);
        for (const auto& copy : volume.copies) audit_copy(audit, volume, copy);
    }
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
                if (at != known.end() && !at->second) continue;
                audit.found(
                    Severity::warning, "volume.unknown", state.layout.volumes() + "/" + name,
                    say("The catalog knows no such volume", "目录库中没有此冷存卷"),
                    say("If the catalog came from an older backup: fonds volume adopt takes it in. Keep it until you know.",
                        "如目录库是从旧备份恢复的,可用 fonds volume adopt 接收;查明前请保留。"));
            }
    }
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
