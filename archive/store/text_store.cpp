// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/text_store.hpp"

#include <unistd.h>

#include <cerrno>

#include "archive/store/staging.hpp"
#include "archive/store/text_format.hpp"
#include "archive/store/zstd_frames.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t largest_file = 1ULL << 32;
constexpr std::uint32_t largest_index = 1U << 30;

/// A file of which some pieces are wanted. Its beginning is read at once: mostly that is all.
class Pieces {
public:
    Pieces(FileOps& ops, Fd file, std::string path) : ops_(&ops), file_(std::move(file)), path_(std::move(path)) {}

    /// `size` bytes at `offset`; nothing when the file ends before. Valid until the next call.
    Result<std::optional<std::string_view>> at(std::uint64_t offset, std::uint64_t size)
    {
        using Piece = std::optional<std::string_view>;
        if (!started_) {
            started_ = true;
            TRY_ASSIGN(beginning_, read(0, beginning_size));
        }
        if (size <= beginning_.size() && offset <= beginning_.size() - size)
            return Piece(
                std::string_view(beginning_).substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size)));
        if (beginning_.size() < beginning_size) return Piece();
        TRY_ASSIGN(const FileInfo info, ops_->info(path_));
        if (size > info.size || offset > info.size - size) return Piece();
        TRY_ASSIGN(piece_, read(offset, static_cast<std::size_t>(size)));
        return piece_.size() == size ? Piece(piece_) : Piece();
    }

private:
    static constexpr std::size_t beginning_size = 16 * 1024;

    Result<std::string> read(std::uint64_t offset, std::size_t size)
    {
        if (offset != 0 && ::lseek(file_.get(), static_cast<off_t>(offset), SEEK_SET) < 0)
            return system_error(errno, "Cannot read the file", "无法读取文件", path_);
        std::string bytes(size, '\0');
        std::size_t filled = 0;
        while (filled < size) {
            TRY_ASSIGN(const std::size_t count, ops_->read(file_, bytes.data() + filled, size - filled, path_));
            if (count == 0) break;
            filled += count;
        }
        bytes.resize(filled);
        return bytes;
    }

    FileOps* ops_;
    Fd file_;
    std::string path_;
    bool started_ = false;
    std::string beginning_, piece_;
};

}  // namespace

TextStore::TextStore(const Layout& layout, FileOps& ops) : layout_(layout), ops_(&ops) {}

Result<void> TextStore::put(const Digest& digest, const DocumentText& text)
{
    TRY_ASSIGN(const std::string bytes, encode_text(digest, text));
    TRY_ASSIGN(const std::string name, unique_name(draft_prefix));
    const std::string draft = layout_.staging() + "/" + name;
    const std::string path = layout_.text_of(digest);
    const auto store = [&]() -> Result<void> {
        {
            auto made = ops_->create(draft);
            if (!made.ok() && made.error().kind == ErrorKind::not_found) {
                TRY(ops_->make_directory(layout_.staging()));
                made = ops_->create(draft);
            }
            TRY_ASSIGN(const Fd file, std::move(made));
            TRY(ops_->write(file, bytes, draft));
        }
        auto moved = ops_->rename(draft, path);
        if (moved.ok() || moved.error().kind != ErrorKind::not_found) return moved;
        TRY(ops_->make_directory(layout_.text()));
        TRY(ops_->make_directory(folder_of(path)));
        return ops_->rename(draft, path);
    };
    auto stored = store();
    if (!stored.ok()) (void)ops_->remove(draft);
    return stored;
}

Result<std::optional<DocumentText>> TextStore::get(const Digest& digest)
{
    auto bytes = read_file(*ops_, layout_.text_of(digest), largest_file);
    if (!bytes.ok()) {
        const auto kind = bytes.error().kind;
        if (kind == ErrorKind::not_found || kind == ErrorKind::bad_input) return std::optional<DocumentText>();
        return std::move(bytes).error();
    }
    return decode_text(digest, *bytes);
}

Result<std::optional<std::string>> TextStore::page(const Digest& digest, std::int32_t number)
{
    const std::optional<std::string> nothing;
    const std::string path = layout_.text_of(digest);
    auto file = ops_->open_read(path);
    if (!file.ok() && file.error().kind == ErrorKind::not_found) return nothing;
    if (!file.ok()) return std::move(file).error();
    Pieces pieces(*ops_, std::move(*file), path);
    TRY_ASSIGN(const auto header, pieces.at(0, skippable_header_size));
    const auto payload_size = header ? skippable_payload(*header) : std::nullopt;
    if (!payload_size || *payload_size > largest_index) return nothing;
    TRY_ASSIGN(const auto payload, pieces.at(skippable_header_size, *payload_size));
    if (!payload) return nothing;
    const auto index = decode_index(digest, *payload);
    if (!index || number < 1 || static_cast<std::size_t>(number) > index->pages.size()) return nothing;

    const auto wanted = static_cast<std::size_t>(number) - 1;
    std::size_t group = 0, first = 0;
    while (first + index->groups[group].pages <= wanted) first += index->groups[group++].pages;
    const auto& frame = index->groups[group].text;
    TRY_ASSIGN(const auto packed, pieces.at(frame.offset, frame.packed));
    if (!packed) return nothing;
    auto texts = decode_group(*index, group, first, *packed);
    if (!texts) return nothing;
    return std::optional<std::string>(std::move((*texts)[wanted - first]));
}

Result<bool> TextStore::contains(const Digest& digest)
{
    const auto info = ops_->info(layout_.text_of(digest));
    if (info.ok()) return true;
    if (info.error().kind == ErrorKind::not_found) return false;
    return info.error();
}

Result<void> TextStore::remove(const Digest& digest)
{
    auto removed = ops_->remove(layout_.text_of(digest));
    if (!removed.ok() && removed.error().kind == ErrorKind::not_found) return {};
    return removed;
}

}  // namespace fonds
