// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade that reads bytes again against their digests, before somebody needs them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/cooling.hpp"
#include "schema/model/scrub.hpp"

namespace fonds {

struct ScrubRequest {
    bool everything = false;             ///< due or not
    std::optional<std::uint64_t> rate;   ///< MiB a second, instead of the settings'; 0: as fast as the disk
    std::optional<std::uint64_t> bytes;  ///< stop after so many
};

struct ScrubFinding {
    /// Reference code, or the digest of what no record has; or a volume and the place of its copy; or a folder out of reach.
    std::string place;
    Soundness found = Soundness::damaged;
    Text what;
};

struct ScrubReport {
    std::int64_t objects = 0, copies = 0;  ///< that were read
    std::uint64_t bytes = 0;
    std::int64_t repaired = 0, damaged = 0;
    std::int64_t out_of_reach = 0;       ///< copies whose folder is not there; each folder is one finding
    std::int64_t left = 0;               ///< objects that are due and were not read in this run
    std::vector<ScrubFinding> findings;  ///< at most 1000
    bool interrupted = false;
};

/// Lives no longer than its archive; one thread at a time.
class Scrubbing {
public:
    explicit Scrubbing(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// Reads what is due, that first which was proven longest ago, on every core; then the copies of volumes. What is
    /// damaged or missing is mended from a volume, a copy or parity, where that is possible; what is not stays where it is,
    /// is never handed out as good, and is told. Remembered as it goes: a run that is stopped or killed is gone on with by
    /// the next.
    [[nodiscard]] Result<ScrubReport> run(const ScrubRequest& request, WorkObserver& observer);
    [[nodiscard]] Result<FixitySummary> summary();
    /// By name, of one volume or (empty) of all, replaced ones too.
    [[nodiscard]] Result<std::map<std::string, VolumeHealth>> volume_health(std::string_view name);
    /// What the settings ask to be read next; none: the archive has no bytes. In archives of more than 200,000 files only
    /// volumes are looked at, so that the answer comes at once.
    [[nodiscard]] Result<std::optional<UpcomingScrub>> upcoming();
    [[nodiscard]] Date day_of(Instant at) const;  ///< where the archive is

private:
    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
