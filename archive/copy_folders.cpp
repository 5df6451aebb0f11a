// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy_folders.hpp"

#include <filesystem>
#include <set>
#include <utility>

#include "archive/copy_reach.hpp"

namespace fonds {

namespace {

using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

std::string resolved(const std::string& folder)
{
    std::error_code unknown;
    auto path = std::filesystem::weakly_canonical(folder, unknown).string();
    if (unknown) path = std::filesystem::path(folder).lexically_normal().string();
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

Error not_apart(const Archive::State& state, Text what)
{
    return error(ErrorKind::bad_input, std::move(what))
        .with_hint(say("Under [cold] copies, name each folder once, and none of the archive's own: only other folders, best "
                       "on other disks, hold copies that count.",
                       "[cold] copies 中每个目录只写一次,且不得在档案库内:只有库外目录(最好在其他磁盘)中的副本才算数。"))
        .at(state.layout.config());
}

}  // namespace

Result<void> refuse_copies_in_one_place(const Archive::State& state)
{
    const std::string root = resolved(state.layout.root());
    std::set<std::string> names;
    std::set<FileIdentity> own, others;
    const auto identity = [&](const std::string& folder) -> std::optional<FileIdentity> {
        const auto info = state.environment.files->info(folder);
        if (!info.ok()) return std::nullopt;
        return FileIdentity{info->device, info->inode};
    };
    // A folder of the archive may be mounted elsewhere, too.
    for (const auto& folder : {state.layout.root(), state.layout.volumes(), state.layout.staging(), state.layout.cache()})
        if (const auto known = identity(resolved(folder))) own.insert(*known);
    for (const auto& folder : state.config.cold.copies) {
        const std::string path = resolved(folder);
        const auto known = identity(path);
        if ((path + "/").starts_with(root + "/") || (known && own.contains(*known)))
            return not_apart(state,
                             say("The folder {} of [cold] copies is within the archive: a volume there is no further copy",
                                 "[cold] copies 的目录 {} 在档案库内:其中的卷不能算作另一份副本", {folder}));
        if (!names.insert(path).second || (known && !others.insert(*known).second))
            return not_apart(state,
                             say("[cold] copies names one folder twice: {}", "[cold] copies 两次写了同一目录:{}", {folder}));
    }
    return {};
}

Result<void> refuse_folder_with_copy(Archive::State& state, std::string_view volume, const std::string& folder)
{
    if (folder.empty()) return {};
    const std::string path = resolved(folder);
    std::error_code unknown;
    if ((path + "/").starts_with(resolved(state.layout.root()) + "/") ||
        std::filesystem::equivalent(path, state.layout.volumes(), unknown))
        return error(ErrorKind::usage, say("That folder is within the archive", "该目录在档案库内"))
            .with_hint(say("volumes is the archive's own; any other has to be elsewhere.",
                           "库内目录请写 volumes;其他目录须在库外。"))
            .at(folder);
    TRY_ASSIGN(const Volume known, Volumes(state.catalog).get(volume));
    for (const auto& copy : known.copies) {
        if (copy.place.empty()) continue;
        if (resolved(copy.place) == path || std::filesystem::equivalent(copy.place, path, unknown))
            return error(ErrorKind::duplicate, say("{} has a copy there already", "{} 在该处已有副本", {known.name}))
                .at(folder);
    }
    return {};
}

std::size_t good_copies(Archive::State& state, const Volume& volume, Unreached unreached)
{
    std::set<FileIdentity> files;
    std::size_t count = 0;
    for (const auto& copy : volume.copies) {
        if (copy.state != CopyState::good) continue;
        if (unreached == Unreached::left_out && !is_within_reach(state, copy.place)) continue;
        const auto info = state.environment.files->info(volume_path(state.layout, copy.place, volume.name));
        if (!info.ok() || files.emplace(info->device, info->inode).second) ++count;
    }
    return count;
}

}  // namespace fonds
