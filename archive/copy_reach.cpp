// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy_reach.hpp"

#include <algorithm>
#include <filesystem>

#include "archive/store/staging.hpp"

namespace fonds {

namespace {

constexpr std::string_view mark_name = "fonds-copies.txt";
constexpr std::string_view mark_text =
    "本目录存放 Fonds 档案库冷存卷的副本。请勿删除本文件:Fonds 凭它识别磁盘已经挂载。\n"
    "This folder has copies of cold volumes of an archive of Fonds. Leave this file here: by it Fonds sees that the disk is "
    "mounted.\n";

bool is_folder(FileOps& ops, const std::string& place)
{
    const auto info = ops.info(place);
    return info.ok() && info->type == FileType::directory;
}

std::string mark_of(const std::string& place)
{
    return place + "/" + std::string(mark_name);
}

}  // namespace

bool is_within_reach(FileOps& ops, Volumes volumes, const std::string& place)
{
    if (place.empty()) return true;
    if (!is_folder(ops, place)) return false;
    if (ops.info(mark_of(place)).ok()) return true;
    const auto proven = volumes.proven_at(place);
    const auto there = names_in(place);
    if (!proven.ok() || proven->empty() || !there.ok()) return true;
    return std::ranges::any_of(*proven,
                               [&](const std::string& name) { return std::ranges::binary_search(*there, name + ".zip"); });
}

bool is_within_reach(Archive::State& state, const std::string& place)
{
    return is_within_reach(*state.environment.files, Volumes(state.catalog), place);
}

bool is_bare(const std::string& place)
{
    if (place.empty()) return false;
    const auto there = names_in(place);
    return there.ok() && there->empty();
}

Result<void> mark_folder(FileOps& ops, const std::string& place)
{
    if (place.empty() || ops.info(mark_of(place)).ok()) return {};
    return write_file_durably(ops, mark_of(place), mark_text);
}

void look_at_copies(Archive::State& state, Volume& volume)
{
    if (volume.replaced) return;
    for (VolumeCopy& copy : volume.copies) {
        if (!is_within_reach(state, copy.place)) {
            copy.sight = CopySight::out_of_reach;
            continue;
        }
        const auto info = state.environment.files->info(volume_path(state.layout, copy.place, volume.name));
        if (!info.ok() && info.error().kind == ErrorKind::not_found)
            copy.state = CopyState::missing;
        else if (info.ok() && info->size != volume.size)
            copy.state = CopyState::damaged;
        else if (info.ok() && copy.state == CopyState::missing)
            copy.sight = CopySight::back;
    }
}

Error out_of_reach(const std::string& folder, Text hint)
{
    std::error_code unknown;
    if (std::filesystem::is_directory(folder, unknown)) {
        const Text fresh = say(" If it is a new disk, to be filled anew: touch {}", "如为待重新写入的新磁盘,请执行 touch {}",
                               {mark_of(folder)});
        hint = {hint.en + fresh.en, hint.zh + fresh.zh};
        return error(ErrorKind::unavailable,
                     say("The folder {} is out of reach: it is there, but none of the copies of volumes that lay in it",
                         "目录 {} 无法访问:目录存在,但原有的冷存卷副本均不在其中", {folder}))
            .with_hint(std::move(hint))
            .at(folder);
    }
    return error(ErrorKind::unavailable, say("The folder {} is out of reach, with the copies of volumes in it",
                                             "目录 {} 无法访问,其中的冷存卷副本也无法访问", {folder}))
        .with_hint(std::move(hint))
        .at(folder);
}

Error nowhere_to_write(Archive::State& state, const std::string& folder)
{
    const auto proven = Volumes(state.catalog).proven_at(folder);
    if (!proven.ok() || !proven->empty() || is_folder(*state.environment.files, folder))
        return out_of_reach(folder,
                            say("Is its disk mounted? It is never made by itself, lest copies lie on the wrong disk.",
                                "请检查磁盘是否已挂载。该目录不会自动创建,以免副本写到别的磁盘。"));
    return error(ErrorKind::unavailable, say("There is no folder {}", "目录 {} 不存在", {folder}))
        .with_hint(say("Mount its disk, or make it: mkdir -p {}. It is never made by itself, lest copies lie on the wrong "
                       "disk.",
                       "请挂载其磁盘,或自行创建:mkdir -p {}。该目录不会自动创建,以免副本写到别的磁盘。", {folder}))
        .at(folder);
}

Text mount_hint()
{
    return say("Is its disk mounted? Mount it and do it again; until then nobody can tell how the copies there are.",
               "请检查磁盘是否已挂载,挂载后重试;在此之前无法判断其中副本的状态。");
}

Text removal_hint()
{
    return say("Mount its disk and do it again: the copies there have to go, too.",
               "请挂载该磁盘后重试:其中的副本也须删除。");
}

void add_problems(std::vector<Error>& all, const std::vector<Error>& more)
{
    for (const Error& each : more) {
        const auto same = [&](const Error& other) { return other.kind == each.kind && other.where == each.where; };
        if (each.kind != ErrorKind::unavailable || std::ranges::none_of(all, same)) all.push_back(each);
    }
}

}  // namespace fonds
