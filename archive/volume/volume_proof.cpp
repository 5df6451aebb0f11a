// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/volume_proof.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;

Error stopped()
{
    return error(ErrorKind::interrupted, say("Stopped", "已停止"));
}

Result<void> check_members(FileOps& ops, const std::string& path, const std::vector<ExpectedMember>& members,
                           const std::string& password, const std::function<bool()>& go_on,
                           std::vector<std::size_t>& damaged)
{
    TRY_ASSIGN(const Fd file, ops.open_read(path));
    std::optional<ZipReader> zip;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const ExpectedMember& one = members[i];
        Hasher hasher;
        const ByteSink hash = [&](std::string_view bytes) -> Result<void> {
            if (!go_on()) return stopped();
            hasher.update(bytes);
            return {};
        };
        auto read = [&]() -> Result<void> {
            if (one.range.offset != 0) return read_range(file, one.range, path, hash);
            if (!zip) {
                TRY_ASSIGN(zip, ZipReader::open(ops, path));
            }
            TRY_ASSIGN(const std::size_t entry, zip->find(one.path));
            return zip->read(entry, password, hash);
        }();
        if (!read.ok() && read.error().kind != ErrorKind::fixity && read.error().kind != ErrorKind::not_found) return read;
        if (!read.ok() || hasher.finish() != one.digest) damaged.push_back(i);
    }
    return {};
}

}  // namespace

Result<VolumeProof> digest_volume(FileOps& ops, const std::string& path, const ReadingProgress& go_on)
{
    VolumeProof proof;
    TRY_ASSIGN(const Fd file, ops.open_read(path));
    Hasher hasher;
    std::string buffer(piece_size, '\0');
    for (;;) {
        TRY_ASSIGN(const std::size_t count, ops.read(file, buffer.data(), buffer.size(), path));
        if (count == 0) break;
        hasher.update(std::string_view(buffer).substr(0, count));
        proof.size += count;
        if (go_on && !go_on(count)) return stopped();
    }
    proof.digest = hasher.finish();
    return proof;
}

Result<VolumeProof> prove_volume(FileOps& ops, const std::string& path, const std::vector<ExpectedMember>& members,
                                 const std::string& password, const ReadingProgress& go_on)
{
    std::atomic<bool> stop{false};
    std::vector<std::size_t> damaged;
    Result<void> checked;
    std::thread other([&] {
        checked = check_members(
            ops, path, members, password, [&] { return !stop; }, damaged);
    });
    auto proof = digest_volume(ops, path, go_on);
    if (!proof.ok()) stop = true;
    other.join();
    if (!proof.ok()) return proof;
    TRY(checked);
    proof->damaged = std::move(damaged);
    return proof;
}

}  // namespace fonds
