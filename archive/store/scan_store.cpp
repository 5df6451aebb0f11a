// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/scan_store.hpp"

#include <map>

#include "archive/store/staging.hpp"
#include "archive/store/zstd_frames.hpp"
#include "schema/core/json.hpp"
#include "schema/model/scanned_page_json.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t largest_file = 1ULL << 32;
constexpr std::int64_t version = 1;

std::string head_line(const Digest& digest)
{
    return Json::object().set("format", "fonds scans").set("version", version).set("component", digest.hex()).dump() + "\n";
}

Result<std::string> frames_of(const std::vector<ScannedPage>& pages)
{
    FramePacker packer;
    std::string bytes;
    for (const ScannedPage& page : pages) {
        TRY_ASSIGN(const std::string frame, packer.pack(encode_scanned_page(page) + "\n"));
        bytes += frame;
    }
    return bytes;
}

struct Contents {
    std::map<std::int32_t, ScannedPage> pages;
    std::size_t good = 0;  ///< bytes up to the first that cannot be used; 0: not even the head
};

Contents contents_of(const Digest& digest, std::string_view bytes)
{
    Contents contents;
    while (contents.good < bytes.size()) {
        const std::string_view rest = bytes.substr(contents.good);
        const auto size = first_frame(rest);
        if (!size) break;
        const auto line = unpack_frame(rest.substr(0, size->packed), size->unpacked);
        if (!line) break;
        if (contents.good == 0) {
            if (*line != head_line(digest)) break;
        } else {
            auto page = decode_scanned_page(*line);
            if (!page) break;
            const std::int32_t number = page->number;
            contents.pages.insert_or_assign(number, std::move(*page));
        }
        contents.good += size->packed;
    }
    return contents;
}

Result<std::string> read_all(FileOps& ops, const std::string& path)
{
    auto bytes = read_file(ops, path, largest_file);
    if (bytes.ok()) return bytes;
    const auto kind = bytes.error().kind;
    if (kind == ErrorKind::not_found || kind == ErrorKind::bad_input) return std::string();
    return bytes;
}

}  // namespace

Result<void> ScanAppender::add(const std::vector<ScannedPage>& pages)
{
    TRY_ASSIGN(const std::string bytes, frames_of(pages));
    return ops_->write(file_, bytes, path_);
}

Result<void> ScanAppender::sync()
{
    TRY(ops_->sync(file_, path_));
    TRY(ops_->sync_directory(folder_of(path_)));
    return ops_->sync_directory(folder_of(folder_of(path_)));
}

Result<std::vector<ScannedPage>> ScanStore::get(const Digest& digest)
{
    TRY_ASSIGN(const std::string bytes, read_all(*ops_, layout_.scans_of(digest)));
    Contents contents = contents_of(digest, bytes);
    std::vector<ScannedPage> pages;
    pages.reserve(contents.pages.size());
    for (auto& [number, page] : contents.pages) pages.push_back(std::move(page));
    return pages;
}

Result<ScanAppender> ScanStore::appender(const Digest& digest)
{
    const std::string path = layout_.scans_of(digest);
    TRY_ASSIGN(const std::string bytes, read_all(*ops_, path));
    Contents contents = contents_of(digest, bytes);
    if (contents.good == 0 || contents.good != bytes.size()) {
        std::vector<ScannedPage> kept;
        for (auto& [number, page] : contents.pages) kept.push_back(std::move(page));
        TRY(put(digest, kept));
    }
    TRY_ASSIGN(Fd file, ops_->open_append(path));
    return ScanAppender(*ops_, std::move(file), path);
}

Result<void> ScanStore::put(const Digest& digest, const std::vector<ScannedPage>& pages)
{
    FramePacker packer;
    TRY_ASSIGN(std::string bytes, packer.pack(head_line(digest)));
    TRY_ASSIGN(const std::string frames, frames_of(pages));
    bytes += frames;
    TRY_ASSIGN(const std::string name, unique_name(draft_prefix));
    const std::string draft = layout_.staging() + "/" + name;
    const std::string path = layout_.scans_of(digest);
    const auto store = [&]() -> Result<void> {
        {
            TRY_ASSIGN(const Fd file, ops_->create(draft));
            TRY(ops_->write(file, bytes, draft));
        }
        TRY(ops_->make_directory(layout_.text()));
        TRY(ops_->make_directory(folder_of(path)));
        return ops_->rename(draft, path);
    };
    auto stored = store();
    if (!stored.ok()) (void)ops_->remove(draft);
    return stored;
}

Result<void> ScanStore::remove(const Digest& digest)
{
    auto removed = ops_->remove(layout_.scans_of(digest));
    if (!removed.ok() && removed.error().kind == ErrorKind::not_found) return {};
    return removed;
}

}  // namespace fonds
