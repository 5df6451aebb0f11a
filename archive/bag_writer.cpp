// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bag_writer.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "archive/bag_names.hpp"

namespace fonds {

namespace {

constexpr std::size_t read_at_once = 1 << 18;
constexpr std::size_t digest_and_blanks = 2 * Digest::size + 2;

bool is_payload(const BaggedFile& file)
{
    return file.path.starts_with("data/");
}

}  // namespace

Result<void> BagWriter::folder(const std::string& name)
{
    const std::string path = root_ + (name.empty() ? "" : "/" + name);
    if (!folders_.insert(path).second) return {};
    TRY(files_.make_directory(path));
    if (hold_.valid()) return {};
    TRY_ASSIGN(hold_, files_.open_filesystem(root_));
    return {};
}

Result<void> BagWriter::put(const std::string& name, std::string_view bytes)
{
    return stream(name, [&](const ByteReceiver& sink) { return sink(bytes); });
}

Result<void> BagWriter::stream(const std::string& name, const std::function<Result<void>(const ByteReceiver&)>& produce)
{
    const std::string path = root_ + "/" + name;
    auto file = files_.create(path);
    if (!file.ok()) {
        const auto there = files_.info(path);
        if (!there.ok() || there->type != FileType::regular) return std::move(file).error();
        TRY(files_.remove(path));
        file = files_.create(path);
    }
    if (!file.ok()) return std::move(file).error();
    Hasher hasher;
    std::uint64_t size = 0;
    TRY(produce([&](std::string_view bytes) -> Result<void> {
        hasher.update(bytes);
        size += bytes.size();
        return files_.write(*file, bytes, path);
    }));
    files_.start_writeback(*file, 0, size);
    written_.push_back({name, hasher.finish(), size});
    return {};
}

Result<bool> BagWriter::keep(const BaggedFile& file, const std::function<void(std::uint64_t)>& read)
{
    const std::string path = root_ + "/" + file.path;
    const auto there = files_.info(path);
    if (!there.ok() || there->type != FileType::regular || there->size != file.size) return false;
    TRY_ASSIGN(const Digest digest, digest_of(path, {}));
    if (digest != file.digest) return false;
    read(file.size);
    written_.push_back(file);
    return true;
}

std::string BagWriter::manifest(bool payload) const
{
    std::vector<std::string> lines;
    for (const auto& one : written_)
        if (is_payload(one) == payload) lines.push_back(one.digest.hex() + "  " + manifest_path(one.path) + "\n");
    std::ranges::sort(lines, {}, [](const std::string& line) { return std::string_view(line).substr(digest_and_blanks); });
    std::string all;
    for (const auto& line : lines) all += line;
    return all;
}

std::uint64_t BagWriter::payload_bytes() const
{
    std::uint64_t sum = 0;
    for (const auto& one : written_) sum += is_payload(one) ? one.size : 0;
    return sum;
}

std::int64_t BagWriter::payload_files() const
{
    return std::ranges::count_if(written_, is_payload);
}

std::uint64_t BagWriter::bytes() const
{
    std::uint64_t sum = 0;
    for (const auto& one : written_) sum += one.size;
    return sum;
}

Result<Digest> BagWriter::digest_of(const std::string& path, const std::function<Result<void>(std::uint64_t)>& read)
{
    std::string buffer(read_at_once, '\0');
    TRY_ASSIGN(const Fd file, files_.open_read(path));
    Hasher hasher;
    for (;;) {
        TRY_ASSIGN(const std::size_t count, files_.read(file, buffer.data(), buffer.size(), path));
        if (count == 0) return hasher.finish();
        hasher.update(std::string_view(buffer).substr(0, count));
        if (read) TRY(read(count));
    }
}

Result<void> BagWriter::verify(const std::function<Result<void>(std::uint64_t)>& read)
{
    for (const auto& one : written_) {
        const std::string path = root_ + "/" + one.path;
        TRY_ASSIGN(const Digest digest, digest_of(path, read));
        if (digest != one.digest)
            return error(ErrorKind::fixity, say("The package is not what was written", "打包内容写入后校验不符"))
                .with_hint(say("Check the disk, remove the folder and pack again.", "请检查磁盘,删除该目录后重新打包。"))
                .at(path);
    }
    return {};
}

Result<void> BagWriter::settle()
{
    namespace fs = std::filesystem;
    std::unordered_set<std::string> ours;
    for (const auto& one : written_) ours.insert(root_ + "/" + one.path);
    std::vector<std::string> strange, empty;
    std::error_code failure;
    for (auto at = fs::recursive_directory_iterator(root_, failure); !failure && at != fs::recursive_directory_iterator();
         at.increment(failure)) {
        std::error_code unknown;
        const bool is_folder = at->symlink_status(unknown).type() == fs::file_type::directory;
        const std::string path = at->path().string();
        if (is_folder ? !folders_.contains(path) : !ours.contains(path)) (is_folder ? empty : strange).push_back(path);
    }
    if (failure) return system_error(failure.value(), "Cannot list", "无法列出", root_);
    for (const auto& path : strange) TRY(files_.remove(path));
    std::ranges::reverse(empty);  // what is within a folder comes after it
    for (const auto& path : empty) TRY(files_.remove_directory(path));
    return files_.sync_filesystem(hold_, root_);
}

}  // namespace fonds
