// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/volume_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <zip.h>

namespace fonds {

namespace {

constexpr std::size_t read_at_once = 1 << 18;

Error no_volume(const Text& why, const std::string& path)
{
    return error(ErrorKind::fixity, say("This is not a whole zip archive: {}", "不是完整的 zip 文件:{}", {why})).at(path);
}

/// What libzip met, in our words where they say more than its own.
Text met(int problem)
{
    switch (problem) {
    case ZIP_ER_EXISTS: return say("two entries have one name", "两个条目同名");
    case ZIP_ER_NOZIP: return say("it has no directory of a zip archive", "缺少 zip 中央目录");
    case ZIP_ER_INCONS: return say("its directory contradicts its members", "中央目录与各条目不一致");
    case ZIP_ER_READ:
    case ZIP_ER_SEEK: return say("it cannot be read", "无法读取");
    default: return say("libzip tells code {}", "libzip 错误代码 {}", {problem});
    }
}

}  // namespace

struct ZipReader::State {
    zip_t* zip = nullptr;
    std::string path;
    std::vector<ZipEntry> entries;

    ~State()
    {
        if (zip != nullptr) zip_discard(zip);
    }
};

ZipReader::ZipReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipReader::~ZipReader() = default;
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;

Result<ZipReader> ZipReader::open(FileOps& ops, const std::string& path)
{
    TRY_ASSIGN(Fd file, ops.open_read(path));
    auto state = std::make_unique<State>();
    state->path = path;
    int problem = 0;
    // Closes the descriptor when it succeeds and when it is discarded.
    state->zip = zip_fdopen(file.get(), ZIP_CHECKCONS, &problem);
    if (state->zip == nullptr) {
        return no_volume(met(problem), path);
    }
    static_cast<void>(file.release());
    const zip_int64_t count = zip_get_num_entries(state->zip, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(state->zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS, &stat) != 0)
            return no_volume(met(zip_error_code_zip(zip_get_error(state->zip))), path);
        constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
        if ((stat.valid & needed) != needed) return no_volume(say("an entry without size", "条目未写明大小"), path);
        ZipEntry entry;
        entry.name = stat.name;
        entry.size = stat.size;
        entry.stored_size = stat.comp_size;
        entry.crc = stat.crc;
        entry.deflated = stat.comp_method == ZIP_CM_DEFLATE;
        entry.encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
        state->entries.push_back(std::move(entry));
    }
    return ZipReader(std::move(state));
}

const std::vector<ZipEntry>& ZipReader::entries() const
{
    return state_->entries;
}

Result<std::size_t> ZipReader::find(const std::string& name) const
{
    const zip_int64_t at = zip_name_locate(state_->zip, name.c_str(), ZIP_FL_ENC_GUESS);
    if (at >= 0) return static_cast<std::size_t>(at);
    return error(ErrorKind::not_found, say("The volume has no {}", "冷存卷中没有 {}", {name})).at(state_->path);
}

Result<void> ZipReader::read(std::size_t entry, const std::string& password, const ByteSink& sink) const
{
    const ZipEntry& one = state_->entries.at(entry);
    if (one.encrypted && password.empty())
        return error(ErrorKind::refused,
                     say("The volume is encrypted, and its key is not here", "冷存卷已加密,而密钥不在此处"))
            .with_hint(say("Name the file of the key in fonds.toml: [cold] key_file = \"…\"",
                           "请在 fonds.toml 的 [cold] key_file 中指定密钥文件"))
            .at(state_->path);
    zip_file_t* const file = one.encrypted ? zip_fopen_index_encrypted(state_->zip, entry, 0, password.c_str())
                                           : zip_fopen_index(state_->zip, entry, 0);
    if (file == nullptr) {
        const zip_error_t* const problem = zip_get_error(state_->zip);
        const int code = zip_error_code_zip(problem);
        if (code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP)
            return error(ErrorKind::bad_input,
                         say("{} is packed in a way that volumes do not have", "{} 的压缩方式不是冷存卷所用", {one.name}))
                .at(state_->path);
        if (code == ZIP_ER_WRONGPASSWD)
            return error(ErrorKind::refused, say("The key does not open the volume", "密钥无法打开该冷存卷"))
                .with_hint(say("Each volume is opened by the key it was sealed with.", "每个冷存卷须用封卷时的密钥打开。"))
                .at(state_->path);
        return error(ErrorKind::fixity, say("{} is damaged: {}", "{} 已损坏:{}", {one.name, zip_strerror(state_->zip)}))
            .at(state_->path);
    }
    std::string buffer(read_at_once, '\0');
    Result<void> done;
    for (;;) {
        const zip_int64_t count = zip_fread(file, buffer.data(), buffer.size());
        if (count < 0) {
            done = error(ErrorKind::fixity, say("{} is damaged: {}", "{} 已损坏:{}", {one.name, zip_file_strerror(file)}))
                       .at(state_->path);
            break;
        }
        if (count == 0) break;
        done = sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
        if (!done.ok()) break;
    }
    zip_fclose(file);
    return done;
}

Result<std::string> ZipReader::text(std::size_t entry, const std::string& password, std::uint64_t limit) const
{
    std::string all;
    TRY(read(entry, password, [&](std::string_view bytes) -> Result<void> {
        if (all.size() + bytes.size() > limit)
            return error(ErrorKind::bad_input, say("{} is too large", "{} 过大", {state_->entries[entry].name}))
                .at(state_->path);
        all += bytes;
        return {};
    }));
    return all;
}

Result<std::map<std::string, MemberRange>> member_starts(FileOps& ops, const std::string& path, std::uint64_t from)
{
    // APPNOTE 4.3.7, 4.5.3: little endian.
    constexpr std::size_t header_size = 30;
    constexpr std::uint32_t header_mark = 0x04034b50, unknown32 = 0xffffffff;
    constexpr std::uint16_t encrypted = 1, sizes_behind = 1 << 3, zip64_field = 1;
    std::map<std::string, MemberRange> starts;
    TRY_ASSIGN(const Fd file, ops.open_read(path));
    const auto bytes_at = [&](std::uint64_t offset, std::size_t count) {
        std::string bytes(count, '\0');
        const ssize_t got = ::pread(file.get(), bytes.data(), count, static_cast<off_t>(offset));
        bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
        return bytes;
    };
    const auto number = [](const std::string& bytes, std::size_t at, std::size_t width) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
        return value;
    };
    for (std::uint64_t at = from;;) {
        const std::string header = bytes_at(at, header_size);
        if (header.size() != header_size || number(header, 0, 4) != header_mark) return starts;
        if ((number(header, 6, 2) & sizes_behind) != 0) return starts;
        const auto name_size = number(header, 26, 2), extra_size = number(header, 28, 2);
        const std::string tail = bytes_at(at + header_size, name_size + extra_size);
        if (tail.size() != name_size + extra_size) return starts;
        MemberRange range;
        range.deflated = number(header, 8, 2) == 8;
        if ((number(header, 6, 2) & encrypted) == 0) range.crc = static_cast<std::uint32_t>(number(header, 14, 4));
        range.stored_size = number(header, 18, 4);
        range.size = number(header, 22, 4);
        for (std::size_t field = name_size; field + 4 <= tail.size();) {
            const auto size = number(tail, field + 2, 2);
            if (field + 4 + size > tail.size()) break;
            if (number(tail, field, 2) == zip64_field && size >= 16) {
                // A local header has both sizes, the unpacked one first.
                if (range.size == unknown32) range.size = number(tail, field + 4, 8);
                if (range.stored_size == unknown32) range.stored_size = number(tail, field + 12, 8);
            }
            field += 4 + size;
        }
        range.offset = at + header_size + name_size + extra_size;
        starts.emplace(tail.substr(0, name_size), range);
        at = range.offset + range.stored_size;
    }
}

Result<void> read_range(const Fd& file, const MemberRange& range, const std::string& path, const ByteSink& sink)
{
    const auto short_of = [&] {
        return error(ErrorKind::fixity, say("The volume ends too early, or is not what it was", "冷存卷不完整或已改变"))
            .at(path);
    };
    std::uint64_t given = 0;
    const ByteSink count = [&](std::string_view bytes) -> Result<void> {
        given += bytes.size();
        if (given > range.size) return short_of();
        return sink(bytes);
    };
    Inflater inflater;
    std::string buffer(std::min<std::uint64_t>(1 << 20, std::max<std::uint64_t>(range.stored_size, 1)), '\0');
    for (std::uint64_t done = 0; done < range.stored_size;) {
        const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), range.stored_size - done);
        const ssize_t got = ::pread(file.get(), buffer.data(), wanted, static_cast<off_t>(range.offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error(ErrorKind::io, say("Reading failed: {}", "读取失败:{}", {std::strerror(errno)})).at(path);
        if (got == 0) return short_of();
        const auto bytes = std::string_view(buffer).substr(0, static_cast<std::size_t>(got));
        done += bytes.size();
        if (range.deflated)
            TRY(inflater.add(bytes, count));
        else
            TRY(count(bytes));
    }
    if (given != range.size || (range.deflated && !inflater.ended())) return short_of();
    return {};
}

}  // namespace fonds
