// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy_reach.hpp"

#include <algorithm>

namespace fonds {

bool is_within_reach(FileOps& ops, const std::string& place)
{
    if (place.empty()) return true;
    const auto info = ops.info(place);
    return info.ok() && info->type == FileType::directory;
}

bool is_within_reach(const Archive::State& state, const std::string& place)
{
    return is_within_reach(*state.environment.files, place);
}

Error out_of_reach(const std::string& folder, Text hint)
{
    return error(ErrorKind::unavailable, say("The folder {} is out of reach, with the copies of volumes in it",
                                             "目录 {} 无法访问,其中的冷存卷副本也无法访问", {folder}))
        .with_hint(std::move(hint))
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
