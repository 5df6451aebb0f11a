// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume_kind.hpp"

#include <unistd.h>

#include <algorithm>

#include "archive/copy_owner.hpp"
#include "archive/volume/volume_reader.hpp"
#include "archive/volume_says.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t looked_at = std::uint64_t{64} << 10;

Text what_is_wanted()
{
    return say("fonds volume adopt takes the zip files that fonds cold run sealed. Papers are filed by fonds file.",
               "fonds volume adopt 接收由 fonds cold run 封存的 zip 文件;其他文件用 fonds file 归档。");
}

Error no_volume(Text what, Text hint = what_is_wanted())
{
    return error(ErrorKind::bad_input, std::move(what)).with_hint(std::move(hint));
}

/// A zip begins with an entry or with its end, or has that end near its own: then it is one that is damaged.
bool looks_like_zip(FileOps& ops, const std::string& path, std::uint64_t size)
{
    const auto file = ops.open_read(path);
    if (!file.ok()) return true;
    std::string begin(4, '\0'), end(static_cast<std::size_t>(std::min(size, looked_at + 22)), '\0');
    const ssize_t first = ::pread(file->get(), begin.data(), begin.size(), 0);
    const ssize_t last = ::pread(file->get(), end.data(), end.size(), static_cast<off_t>(size - end.size()));
    if (first < 0 || last < 0) return true;
    return begin == "PK\x03\x04" || begin == "PK\x05\x06" || end.find("PK\x05\x06") != std::string::npos;
}

/// The objects of paperless-ngx have a model each.
bool is_paperless(std::string_view manifest)
{
    const std::size_t begin = manifest.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    return begin != std::string_view::npos && manifest[begin] == '[' &&
           manifest.find("\"model\"", begin) != std::string_view::npos;
}

std::string begin_of(FileOps& ops, const std::string& path)
{
    std::string text(looked_at, '\0');
    const auto file = ops.open_read(path);
    const auto size = file.ok() ? ops.read(*file, text.data(), text.size(), path) : Result<std::size_t>(file.error());
    text.resize(size.ok() ? *size : 0);
    return text;
}

Error folder(FileOps& ops, const std::string& path)
{
    const auto there = [&](const char* name) { return ops.info(path + "/" + name).ok(); };
    if (there("bagit.txt") && volume_says(begin_of(ops, path + "/bag-info.txt")).is_volume())
        return no_volume(say("It is the folder of a volume that was unpacked", "该目录是已解开的冷存卷"),
                         say("Give the zip file itself.", "请给出 zip 文件本身。"));
    if (there("bagit.txt") && there("metadata/numbers.json"))
        return no_volume(say("It is a package of a whole archive, and no volume", "该目录是整个档案库的导出包,不是冷存卷"),
                         say("Take it in with: fonds import archive {}", "请执行:fonds import archive {}", {path}));
    if (there("manifest.json") && is_paperless(begin_of(ops, path + "/manifest.json")))
        return no_volume(say("It is an export of paperless-ngx, and no volume", "该目录是 paperless-ngx 的导出,不是冷存卷"),
                         say("Take it in with: fonds import paperless {}", "请执行:fonds import paperless {}", {path}));
    return no_volume(say("It is a folder", "该项是目录"),
                     say("Name the volumes in it: {}/*.zip", "请列出其中的冷存卷:{}/*.zip", {path}));
}

/// The begin of a text in a zip; empty when it cannot be read.
std::string begin_of(const ZipReader& zip, const std::string& name)
{
    std::string text;
    const auto entry = zip.find(name);
    if (!entry.ok()) return text;
    static_cast<void>(zip.read(*entry, "", [&](std::string_view bytes) -> Result<void> {
        text += bytes.substr(0, looked_at - text.size());
        if (text.size() < looked_at) return {};
        return error(ErrorKind::interrupted, Text());
    }));
    return text;
}

std::optional<Error> contents(FileOps& ops, const std::string& path, const ZipReader& zip)
{
    std::optional<std::string> bag, manifest;  // the folder it lies in, with its slash; empty: none
    for (const ZipEntry& entry : zip.entries()) {
        const std::size_t slash = entry.name.find('/');
        const std::string within = slash == std::string::npos ? std::string() : entry.name.substr(0, slash + 1);
        const std::string name = entry.name.substr(within.size());
        if (name == "bagit.txt" && !bag) bag = within;
        if (name == "manifest.json" && !manifest) manifest = within;
    }
    const auto there = [&](const char* name) { return zip.find(*bag + name).ok(); };
    if (!bag && manifest && is_paperless(begin_of(zip, *manifest + "manifest.json")))
        return no_volume(
            say("It is an export of paperless-ngx, and no volume", "该文件是 paperless-ngx 的导出,不是冷存卷"),
            say("Unpack it, then: fonds import paperless FOLDER.", "请先解压,再执行 fonds import paperless 目录。"));
    if (!bag)
        return no_volume(zip.entries().empty() ? say("It is a zip file with nothing in it", "该 zip 文件内没有任何内容")
                                               : say("It is a zip file, but no volume: it has no bagit.txt",
                                                     "该文件是 zip 文件,但不是冷存卷:其中没有 bagit.txt"));
    const auto info = bag->empty() ? std::optional(begin_of(zip, "bag-info.txt"))
                                   : bag_info_in(ops, path, bag->substr(0, bag->size() - 1));
    // It is there and cannot be read: such damage is told by whoever reads all of it.
    if (!info && there("bag-info.txt")) return std::nullopt;
    const bool is_volume = info && volume_says(*info).is_volume();
    if (is_volume && !bag->empty()) return std::nullopt;
    if (is_volume)
        return no_volume(say("It has the files of a volume, packed anew without their folder",
                             "该文件含冷存卷的内容,但重新压缩时缺少所在目录"),
                         say("Give the file as it was sealed, or pack the folder that has the name of the volume.",
                             "请给出封存时的原文件,或将以卷名命名的目录整个压缩。"));
    if (there("metadata/numbers.json"))
        return no_volume(
            say("It is a package of a whole archive, and no volume", "该文件是整个档案库的导出包,不是冷存卷"),
            say("Unpack it, then: fonds import archive FOLDER.", "请先解压,再执行 fonds import archive 目录。"));
    return no_volume(
        say("It is a BagIt bag, but none that Fonds sealed as a volume", "该文件是 BagIt 包,但不是 Fonds 封存的冷存卷"),
        say("Unpack it; fonds examine run --package FOLDER tells what is in it, and fonds file takes its papers.",
            "请先解压;fonds examine run --package 目录 可检测内容,fonds file 可归档其中文件。"));
}

}  // namespace

std::optional<Error> what_else_it_is(FileOps& ops, const std::string& path)
{
    const auto info = ops.info(path);
    if (!info.ok()) return std::nullopt;
    if (info->type == FileType::directory) return folder(ops, path);
    if (info->type != FileType::regular) return no_volume(say("It is no file", "该项不是文件"));
    if (info->size == 0) return no_volume(say("The file is empty", "文件为空"));
    if (!looks_like_zip(ops, path, info->size)) return no_volume(say("It is no zip file", "该文件不是 zip 文件"));
    const auto zip = ZipReader::open(ops, path);
    if (!zip.ok()) return std::nullopt;
    return contents(ops, path, *zip);
}

}  // namespace fonds
