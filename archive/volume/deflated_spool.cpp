// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/deflated_spool.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <thread>

#include "archive/volume/deflate.hpp"

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;
constexpr std::size_t sample_size = 64 << 10, least_sample = 4 << 10;
constexpr std::size_t sample_share = 32;  ///< of what is read first: trying costs far more than copying
constexpr std::uint64_t too_small = 256;  ///< bytes that are not worth it

/// A twentieth is gained (the limit that docs/formats/volume.md gives).
bool gains(std::uint64_t size, std::uint64_t deflated)
{
    return deflated * 20 <= size * 19;
}

Result<std::uint64_t> deflated_size(std::string_view bytes)
{
    std::uint64_t size = 0;
    Deflater deflater(DeflateLevel::quick);
    const ByteSink count = [&](std::string_view out) -> Result<void> {
        size += out.size();
        return {};
    };
    TRY(deflater.add(bytes, count));
    TRY(deflater.finish(count));
    return size;
}

class Spooling {
public:
    Spooling(FileOps& ops, const std::vector<NewMember>& members, const VolumeOptions& options)
        : ops_(ops), members_(members), options_(options)
    {
        spool_.members.resize(members.size());
    }

    Result<DeflatedSpool> run(std::optional<std::size_t>& bad_member)
    {
        const unsigned count = std::max(1U, options_.threads);
        for (unsigned i = 0; i < count; ++i) {
            const std::string path = options_.staging + "/spool-" + std::to_string(::getpid()) + "-" + std::to_string(i);
            TRY_ASSIGN(Fd file, ops_.create(path));
            TRY_ASSIGN(Fd reader, ops_.open_read(path));
            // Without a name nothing is left behind, however this ends.
            TRY(ops_.remove(path));
            writers_.push_back(std::move(file));
            spool_.files.push_back(std::move(reader));
        }
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < count; ++i) threads.emplace_back([this, i] { work(i); });
        work(0);
        for (auto& thread : threads) thread.join();
        if (problem_) {
            bad_member = bad_;
            return std::move(*problem_);
        }
        return std::move(spool_);
    }

private:
    void work(std::size_t file)
    {
        std::uint64_t end = 0;
        for (;;) {
            const std::size_t member = next_++;
            if (member >= members_.size() || stop_) return;
            const NewMember& one = members_[member];
            if (!one.may_deflate || one.deflated || one.within || one.size < too_small) continue;
            auto done = one.open ? compress(one, file, end, spool_.members[member])
                                 : compress_text(one, file, end, spool_.members[member]);
            if (done.ok()) continue;
            const std::lock_guard guard(mutex_);
            if (!problem_) {
                // Damaged or gone: its record is left out, and the others are sealed.
                const ErrorKind kind = done.error().kind;
                if (kind == ErrorKind::fixity || kind == ErrorKind::not_found) bad_ = member;
                problem_ = std::move(done).error();
            }
            stop_ = true;
            return;
        }
    }

    Result<void> compress_text(const NewMember& one, std::size_t file, std::uint64_t& end, std::optional<SpooledMember>& out)
    {
        std::size_t at = 0;
        const auto read = [&](std::string& buffer) -> Result<std::size_t> {
            const std::size_t count = std::min(buffer.size(), one.text.size() - at);
            one.text.copy(buffer.data(), count, at);
            at += count;
            return count;
        };
        const auto go_to = [&](std::uint64_t offset) -> Result<void> {
            at = std::min<std::size_t>(offset, one.text.size());
            return {};
        };
        return compress_from(one, file, end, out, read, go_to);
    }

    Result<void> compress(const NewMember& one, std::size_t file, std::uint64_t& end, std::optional<SpooledMember>& out)
    {
        TRY_ASSIGN(const Fd source, one.open());
        const off_t start = ::lseek(source.get(), 0, SEEK_CUR);
        const auto read = [&](std::string& buffer) { return ops_.read(source, buffer.data(), buffer.size(), one.path); };
        const auto go_to = [&](std::uint64_t offset) -> Result<void> {
            if (start >= 0 && ::lseek(source.get(), start + static_cast<off_t>(offset), SEEK_SET) >= 0) return {};
            return system_error(errno, "Reading failed", "读取失败", one.path);
        };
        return compress_from(one, file, end, out, read, go_to);
    }

    /// Tries the middle of the member's first piece, since its beginning is mostly a header, and reads no more than that:
    /// what gains nothing is read from the disk while it is written.
    template <class Read, class GoTo>
    Result<bool> worth_it(const NewMember& one, const Read& read, const GoTo& go_to)
    {
        const auto first = static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, one.size));
        std::string sample(std::min(std::clamp(first / sample_share, least_sample, sample_size), first), '\0');
        TRY(go_to((first - sample.size()) / 2));
        TRY_ASSIGN(const std::size_t count, read(sample));
        sample.resize(count);
        TRY_ASSIGN(const std::uint64_t small, deflated_size(sample));
        return gains(count, small);
    }

    template <class Read, class GoTo>
    Result<void> compress_from(const NewMember& one, std::size_t file, std::uint64_t& end, std::optional<SpooledMember>& out,
                               const Read& read, const GoTo& go_to)
    {
        TRY_ASSIGN(const bool gaining, worth_it(one, read, go_to));
        if (!gaining) return {};
        TRY(go_to(0));
        std::string buffer(std::min<std::uint64_t>(piece_size, one.size + 1), '\0');
        TRY_ASSIGN(std::size_t count, read(buffer));
        SpooledMember made{file, end, {}};
        Deflater deflater(DeflateLevel::usual);
        Hasher hasher;
        const ByteSink keep = [&](std::string_view bytes) {
            made.bytes.stored_size += bytes.size();
            return ops_.write(writers_[file], bytes, one.path);
        };
        while (count != 0) {
            // The caller's own thread asks whether to go on.
            if (stop_ || (file == 0 && options_.go_on && !options_.go_on(0)))
                return error(ErrorKind::interrupted, say("Stopped", "已停止"));
            const auto bytes = std::string_view(buffer).substr(0, count);
            hasher.update(bytes);
            made.bytes.crc = crc32_after(made.bytes.crc, bytes);
            TRY(deflater.add(bytes, keep));
            TRY_ASSIGN(count, read(buffer));
        }
        TRY(deflater.finish(keep));
        if (hasher.finish() != one.digest)
            return error(ErrorKind::fixity, say("The bytes for {} are damaged", "{} 的数据已损坏", {one.path}))
                .at(one.digest.hex());
        end += made.bytes.stored_size;
        if (gains(one.size, made.bytes.stored_size)) out = made;
        return {};
    }

    FileOps& ops_;
    const std::vector<NewMember>& members_;
    const VolumeOptions& options_;
    DeflatedSpool spool_;
    std::vector<Fd> writers_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> stop_{false};
    std::mutex mutex_;
    std::optional<Error> problem_;
    std::optional<std::size_t> bad_;
};

}  // namespace

Result<DeflatedSpool> deflate_members(FileOps& ops, const std::vector<NewMember>& members, const VolumeOptions& options,
                                      std::optional<std::size_t>& bad_member)
{
    return Spooling(ops, members, options).run(bad_member);
}

}  // namespace fonds
