// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bag_check.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>

#include "archive/bag_names.hpp"
#include "archive/open_below.hpp"

namespace fonds {

namespace {

constexpr std::size_t read_at_once = 1 << 18;
constexpr std::uint64_t most_of_tag_file = std::uint64_t{4} << 30;

using Read = std::function<Result<void>(std::uint64_t, std::uint64_t)>;

Error no_bag(Text what, const std::string& where)
{
    return error(ErrorKind::bad_input, std::move(what))
        .with_hint(say("Name the folder with bagit.txt in it, as fonds export archive writes it.",
                       "请给出含 bagit.txt 的目录(由 fonds export archive 写出)。"))
        .at(where);
}

Result<void> each_piece(const Fd& file, const std::string& path, const std::function<Result<void>(std::string_view)>& visit)
{
    std::string buffer(read_at_once, '\0');
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, "Cannot read the file", "无法读取文件", path);
        if (count == 0) return {};
        TRY(visit(std::string_view(buffer).substr(0, static_cast<std::size_t>(count))));
    }
}

class BagCheck {
public:
    BagCheck(std::string directory, const Read& read) : directory_(std::move(directory)), read_(read) {}

    Result<CheckedBag> run()
    {
        TRY(list());
        TRY_ASSIGN(const std::string declared, tag("bagit.txt"));
        const auto lines = lines_of(declared);
        if (lines.size() != 2 || !lines[0].starts_with("BagIt-Version: ") ||
            lines[1] != "Tag-File-Character-Encoding: UTF-8")
            return no_bag(say("bagit.txt does not declare a bag", "bagit.txt 不是有效的 BagIt 声明"), directory_);
        if (sizes_.contains("fetch.txt"))
            return no_bag(say("Parts of the package are elsewhere (fetch.txt)", "包的部分内容须另行获取(fetch.txt)"),
                          directory_);
        TRY(tags());
        TRY(payload());
        return std::move(checked_);
    }

private:
    Result<void> list()
    {
        namespace fs = std::filesystem;
        std::error_code failure;
        for (auto at = fs::recursive_directory_iterator(directory_, failure);
             !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
            std::error_code unknown;
            const auto status = at->symlink_status(unknown);
            const std::string path = at->path().string().substr(directory_.size() + 1);
            if (unknown || (!fs::is_regular_file(status) && !fs::is_directory(status)))
                return error(ErrorKind::refused,
                             say("The package has what is neither a file nor a folder", "包内含有既非文件也非目录的项"))
                    .with_hint(say("Links are not followed: remove it, if you know where it comes from.",
                                   "不跟随链接;如知其来源,请删去。"))
                    .at(path);
            if (!fs::is_regular_file(status)) continue;
            const std::uint64_t size = at->file_size(unknown);
            sizes_.emplace(path, size);
            total_ += size;
        }
        if (failure) return system_error(failure.value(), "Cannot list", "无法列出", directory_);
        return {};
    }

    Result<std::string> tag(const std::string& name)
    {
        if (sizes_.contains(name)) return read_tag_file(directory_, name);
        return no_bag(say("{} is missing: that is no bag", "缺少 {}:不是 BagIt 包", {name}), directory_);
    }

    Result<std::map<std::string, Digest>> manifest(const std::string& name)
    {
        TRY_ASSIGN(const std::string text, tag(name));
        std::map<std::string, Digest> listed;
        for (const std::string& line : lines_of(text)) {
            if (line.empty()) continue;
            const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
            const std::size_t begin = std::min(line.find_first_not_of(" \t*", blank), line.size());
            const std::string path = path_in_manifest(std::string_view(line).substr(begin));
            const auto digest = Digest::parse(std::string_view(line).substr(0, blank));
            if (!stays_below(path))
                return error(ErrorKind::refused, say("A path of {} leads elsewhere", "{} 中的路径指向别处", {name}))
                    .at(path);
            if (!digest.ok() || !listed.emplace(path, *digest).second)
                return no_bag(say("A line of {} is none of a manifest", "{} 含无效或重复的行", {name}), line);
        }
        return listed;
    }

    Result<std::optional<Error>> compare(const std::string& path, const Digest& digest)
    {
        using Compared = std::optional<Error>;
        if (!sizes_.contains(path))
            return Compared(error(ErrorKind::fixity, say("It is listed and not there", "列入清单但不存在")).at(path));
        TRY_ASSIGN(const Fd file, open_below(directory_, path));
        Hasher hasher;
        TRY(each_piece(file, path, [&](std::string_view bytes) -> Result<void> {
            hasher.update(bytes);
            return read_ ? read_(bytes.size(), total_) : Result<void>();
        }));
        if (hasher.finish() == digest) return Compared();
        return Compared(
            error(ErrorKind::fixity, say("Its bytes are not what the manifest says", "内容与清单记载的摘要不符")).at(path));
    }

    Result<void> tags()
    {
        TRY_ASSIGN(const auto listed, manifest("tagmanifest-sha256.txt"));
        for (const auto& [path, digest] : listed) {
            TRY_ASSIGN(auto wrong, compare(path, digest));
            if (wrong)
                return std::move(*wrong).with_hint(
                    say("What the package says of itself is damaged: take it from another copy.",
                        "包的说明文件已损坏,请从其他副本取得。"));
        }
        for (const auto& [path, size] : sizes_) {
            if (listed.contains(path) || path.starts_with("data/") || path == "tagmanifest-sha256.txt") continue;
            if (path.starts_with("metadata/"))
                return no_bag(say("{} is there and not listed", "{} 存在但未列入清单", {path}), directory_);
            checked_.unlisted.push_back(path);
        }
        if (!listed.contains("manifest-sha256.txt"))
            return no_bag(say("The tag manifest does not list the manifest", "标签清单未列入内容清单"), directory_);
        return {};
    }

    Result<void> payload()
    {
        TRY_ASSIGN(const auto listed, manifest("manifest-sha256.txt"));
        for (const auto& [path, digest] : listed) {
            TRY_ASSIGN(auto wrong, compare(path, digest));
            if (wrong)
                checked_.damaged.push_back(std::move(*wrong));
            else
                checked_.payload.emplace(path, sizes_[path]);
        }
        for (const auto& [path, size] : sizes_)
            if (path.starts_with("data/") && !listed.contains(path))
                checked_.damaged.push_back(
                    error(ErrorKind::fixity, say("It is there and not listed", "存在但未列入清单")).at(path));
        return {};
    }

    std::string directory_;
    const Read& read_;
    std::map<std::string, std::uint64_t> sizes_;
    std::uint64_t total_ = 0;
    CheckedBag checked_;
};

}  // namespace

Result<CheckedBag> check_bag(const std::string& directory, const Read& read)
{
    return BagCheck(directory, read).run();
}

Result<std::string> read_tag_file(const std::string& directory, const std::string& name)
{
    TRY_ASSIGN(const Fd file, open_below(directory, name));
    std::string text;
    TRY(each_piece(file, name, [&](std::string_view bytes) -> Result<void> {
        text += bytes;
        if (text.size() <= most_of_tag_file) return {};
        return error(ErrorKind::bad_input, say("The file is too large", "文件过大")).at(name);
    }));
    return text;
}

}  // namespace fonds
