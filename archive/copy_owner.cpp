// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy_owner.hpp"

#include <algorithm>
#include <optional>

#include "archive/volume/volume_reader.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t text_limit = 1 << 20;

}  // namespace

std::optional<std::string> bag_info_in(FileOps& ops, const std::string& path, const std::string& volume)
{
    const std::string member = volume + "/bag-info.txt";
    if (const auto zip = ZipReader::open(ops, path); zip.ok())
        if (const auto entry = zip->find(member); entry.ok())
            if (auto text = zip->text(*entry, "", text_limit); text.ok()) return std::move(*text);
    const auto starts = member_starts(ops, path);
    if (!starts.ok()) return std::nullopt;
    const auto at = starts->find(member);
    const auto file = ops.open_read(path);
    if (at == starts->end() || !file.ok() || at->second.size > text_limit) return std::nullopt;
    std::string text;
    const auto read = read_range(*file, at->second, path, [&](std::string_view bytes) -> Result<void> {
        text += bytes;
        return {};
    });
    return read.ok() ? std::optional(std::move(text)) : std::nullopt;
}

Result<bool> is_copy_of(FileOps& ops, const std::string& path, const std::string& volume,
                        const std::vector<std::string>& known, bool entered)
{
    const auto info = ops.info(path);
    if (!info.ok() && info.error().kind == ErrorKind::not_found) return true;
    TRY(info);
    if (info->size == 0) return true;
    const auto says = bag_info_in(ops, path, volume);
    if (!says) return entered;
    for (const auto& other : known) {
        const auto there = ops.info(other);
        if (other == path || !there.ok() || there->size == 0) continue;
        if (const auto ours = bag_info_in(ops, other, volume)) return *says == *ours;
    }
    return entered;
}

Error somebody_elses(const std::string& path)
{
    return error(ErrorKind::duplicate,
                 say("There is a file of that name that is no copy of this volume", "该处有同名文件,但不是此卷的副本"))
        .with_hint(say("It is left as it is. Give each archive a folder of its own for copies, or move that file away.",
                       "该文件未作改动。请为每个档案库另设副本目录,或将该文件移走。"))
        .at(path);
}

}  // namespace fonds
