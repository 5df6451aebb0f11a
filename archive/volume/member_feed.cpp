// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/member_feed.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;
constexpr std::size_t most_waiting = 16 << 20;
constexpr std::size_t most_opened = 8;
constexpr std::uint64_t asked_ahead = 2 << 20;  ///< bytes of each; further on the kernel sees that it is read in order

Result<std::size_t> read_at(const Fd& file, char* buffer, std::size_t size, std::uint64_t offset)
{
    for (;;) {
        const ssize_t count = ::pread(file.get(), buffer, size, static_cast<off_t>(offset));
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) return error(ErrorKind::io, say("Reading failed: {}", "读取失败:{}", {std::strerror(errno)}));
    }
}

Error stopped()
{
    return error(ErrorKind::interrupted, say("Stopped", "已停止"));
}

}  // namespace

MemberFeed::MemberFeed(FileOps& ops, const std::vector<NewMember>& members, const std::vector<std::optional<Range>>& spooled,
                       const std::vector<std::uint64_t>& stored_sizes)
    : ops_(ops), members_(members), spooled_(spooled), stored_sizes_(stored_sizes), thread_([this] { work(); })
{
}

MemberFeed::~MemberFeed()
{
    {
        const std::lock_guard guard(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool MemberFeed::put(Piece piece)
{
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [&] { return stopped_ || waiting_bytes_ < most_waiting; });
    if (stopped_) return false;
    waiting_bytes_ += piece.bytes.size();
    ready_.push_back(std::move(piece));
    changed_.notify_all();
    return true;
}

Result<Fd> MemberFeed::opened(std::size_t member)
{
    looked_at_ = std::max(looked_at_, member);
    for (; looked_at_ < members_.size() && opened_.size() < most_opened; ++looked_at_) {
        if (spooled_[looked_at_] || !members_[looked_at_].open) continue;
        auto file = members_[looked_at_].open();
        if (file.ok()) {
            const off_t start = ::lseek(file->get(), 0, SEEK_CUR);
            const auto length = static_cast<off_t>(std::min(asked_ahead, stored_sizes_[looked_at_]));
            static_cast<void>(::posix_fadvise(file->get(), std::max<off_t>(start, 0), length, POSIX_FADV_WILLNEED));
        }
        opened_.emplace_back(looked_at_, std::move(file));
    }
    auto file = std::move(opened_.front().second);
    opened_.pop_front();
    return file;
}

Result<void> MemberFeed::read_spooled(std::size_t member)
{
    const Range& range = *spooled_[member];
    for (std::uint64_t done = 0; done < stored_sizes_[member];) {
        std::string bytes(std::min<std::uint64_t>(piece_size, stored_sizes_[member] - done), '\0');
        TRY_ASSIGN(const std::size_t count, read_at(*range.file, bytes.data(), bytes.size(), range.offset + done));
        if (count == 0) return error(ErrorKind::io, say("A file of staging/ is shorter than it was", "暂存文件变短"));
        bytes.resize(count);
        done += count;
        if (!put({member, std::move(bytes), {}})) return stopped();
    }
    return {};
}

Result<void> MemberFeed::read_one(std::size_t member)
{
    const NewMember& one = members_[member];
    if (spooled_[member]) return read_spooled(member);
    if (!one.open) {
        if (!one.text.empty() && !put({member, one.text, {}})) return stopped();
        return {};
    }
    TRY_ASSIGN(const Fd file, opened(member));
    Hasher hasher;
    const bool to_the_end = !one.within && !one.deflated;
    for (std::uint64_t left = stored_sizes_[member]; left != 0 || to_the_end;) {
        std::string bytes(std::min<std::uint64_t>(piece_size, std::max<std::uint64_t>(left, 1)), '\0');
        TRY_ASSIGN(const std::size_t count, ops_.read(file, bytes.data(), bytes.size(), one.path));
        if (count == 0 && left == 0) break;
        // What is longer or shorter than the catalog says would make another zip than was begun.
        if (count == 0 || count > left) {
            return error(ErrorKind::fixity,
                         say("The bytes for {} are not as long as they were", "{} 的数据长度不符", {one.path}))
                .at(one.path);
        }
        left -= count;
        bytes.resize(count);
        if (!one.deflated) hasher.update(bytes);
        if (!put({member, std::move(bytes), {}})) return stopped();
    }
    if (one.deflated || hasher.finish() == one.digest) return {};
    return error(ErrorKind::fixity, say("The bytes for {} are damaged", "{} 的数据已损坏", {one.path})).at(one.digest.hex());
}

void MemberFeed::work()
{
    for (std::size_t member = 0; member < members_.size(); ++member) {
        auto read = read_one(member);
        Piece end{member, {}, {}};
        if (!read.ok()) end.problem = std::move(read).error();
        const bool failed = end.problem.has_value();
        if (!put(std::move(end)) || failed) return;
    }
}

Result<std::string> MemberFeed::next(std::size_t member)
{
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [&] { return !ready_.empty(); });
    if (ready_.front().problem) return *ready_.front().problem;
    if (ready_.front().member != member)
        return error(ErrorKind::internal, say("Members were asked for out of order", "成员读取次序有误"));
    Piece piece = std::move(ready_.front());
    ready_.pop_front();
    waiting_bytes_ -= piece.bytes.size();
    changed_.notify_all();
    return std::move(piece.bytes);
}

}  // namespace fonds
