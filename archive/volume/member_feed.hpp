// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the members of a volume ahead of who writes them, and hashes them on the way. Private to archive/volume.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "archive/volume/volume_writer.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

/// A thread of its own reads; one other thread takes.
class MemberFeed {
public:
    /// Those of `members` that have `open`, in their order; `stored` says which of these are taken from a spool instead (see
    /// DeflatedSpool), as ranges of it.
    struct Range {
        const Fd* file = nullptr;
        std::uint64_t offset = 0;
    };
    MemberFeed(FileOps& ops, const std::vector<NewMember>& members, const std::vector<std::optional<Range>>& spooled,
               const std::vector<std::uint64_t>& stored_sizes);
    ~MemberFeed();
    MemberFeed(const MemberFeed&) = delete;
    MemberFeed& operator=(const MemberFeed&) = delete;

    /// The next piece of a member, empty at its end. Members are asked for in order, each to its end. A member that is not
    /// what its digest says is ErrorKind::fixity at its end.
    [[nodiscard]] Result<std::string> next(std::size_t member);

private:
    struct Piece {
        std::size_t member = 0;
        std::string bytes;
        std::optional<Error> problem;
    };
    void work();
    [[nodiscard]] Result<void> read_one(std::size_t member);
    [[nodiscard]] Result<void> read_spooled(std::size_t member);
    /// The file of a member, with the ones behind it opened and asked of the disk.
    [[nodiscard]] Result<Fd> opened(std::size_t member);
    /// False: nobody takes any more.
    [[nodiscard]] bool put(Piece piece);

    FileOps& ops_;
    const std::vector<NewMember>& members_;
    const std::vector<std::optional<Range>>& spooled_;
    const std::vector<std::uint64_t>& stored_sizes_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Piece> ready_;
    std::size_t waiting_bytes_ = 0;
    bool stopped_ = false;
    std::deque<std::pair<std::size_t, Result<Fd>>> opened_;  ///< in their order; the reading thread's own
    std::size_t looked_at_ = 0;                              ///< members before this one were opened, or need not be
    std::thread thread_;
};

}  // namespace fonds
