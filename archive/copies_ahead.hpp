// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of volumes read on every core, ahead of whoever looks at them one volume after the other. Private to the facade.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "archive/volume/volume_proof.hpp"

namespace fonds {

/// What was read of the copies of one volume, by place.
using CopyDigests = std::map<std::string, Result<VolumeProof>>;

struct CopiesToRead {
    std::uint64_t size = 0;                    ///< of each, about
    std::map<std::string, std::string> paths;  ///< by place
};

/// Begins to read when it is made, in order, and ends when it goes. A bounded number of volumes ahead, so that a run which
/// is killed loses little.
class CopiesAhead {
public:
    struct Options {
        unsigned threads = 1;
        std::optional<std::uint64_t> bytes;  ///< no volume is begun once so many are
    };

    /// `pass` is told how many bytes were read since, from several threads at once; false stops with ErrorKind::interrupted.
    CopiesAhead(FileOps& ops, std::vector<CopiesToRead> volumes, std::function<bool(std::uint64_t)> pass,
                const Options& options);
    ~CopiesAhead();
    CopiesAhead(const CopiesAhead&) = delete;
    CopiesAhead& operator=(const CopiesAhead&) = delete;

    /// The next volume's; none: enough was begun before. `tick` is called by this thread several times a second meanwhile.
    [[nodiscard]] std::optional<CopyDigests> next(const std::function<void()>& tick);

private:
    struct Reading {
        std::size_t volume = 0;
        std::string place, path;
    };

    void work();

    FileOps& ops_;
    std::vector<CopiesToRead> volumes_;
    std::function<bool(std::uint64_t)> pass_;
    Options options_;
    std::size_t ahead_;
    std::vector<Reading> readings_;  ///< in the order of volumes

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t wanted_ = 0;  ///< the volume that next() gives
    std::size_t begun_ = 0;   ///< readings
    std::size_t begun_volumes_ = 0;
    std::uint64_t begun_bytes_ = 0;
    bool enough_ = false;            ///< no further volume is begun
    std::atomic<bool> over_{false};  ///< what is begun is not read on either
    std::vector<CopyDigests> done_;  ///< by volume
    std::vector<std::thread> threads_;
};

}  // namespace fonds
