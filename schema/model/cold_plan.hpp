// SPDX-License-Identifier: GPL-3.0-or-later
// Which records go cold: a pure function of what is known of them and of the policy.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "schema/core/text.hpp"
#include "schema/model/date.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/identifiers.hpp"

namespace fonds {

struct ColdPolicy {
    int after_days = 3 * 365;            ///< since filing
    int unused_days = 365;               ///< since its bytes or text were last asked for
    bool closed_folders = false;         ///< records in folders: only those of closed ones
    std::string grades = "BC";           ///< A only when it is named
    std::set<std::string> categories{};  ///< codes, with those below them; empty: all
    std::uint64_t least_bytes = 0;       ///< of a record's files
    bool whatever_its_age = false;       ///< age, use and open folders do not count
    std::uint64_t hot_limit = 0;         ///< bytes that objects/ may hold: above, the coldest go whatever their age; 0: any
    std::uint64_t volume_size = 4096ULL << 20;  ///< bytes of files that one volume should hold
    bool operator==(const ColdPolicy&) const = default;
};

/// A record with files in objects/, or in no volume as it is. Days are counted from 1970-01-01.
struct ColdCandidate {
    RecordId record{};
    std::int64_t category = 0, folder = 0;  ///< rows; folder 0: none
    std::int32_t filed = 0;
    std::int32_t last_used = 0;  ///< 0: never, as far as is known
    Grade grade = Grade::B;
    bool folder_open = false;
    bool held = false;
    bool sealed = false;           ///< a volume has it as it is; its bytes are in objects/ besides
    std::uint32_t files = 0;       ///< all of them
    std::uint64_t bytes = 0;       ///< of all files
    std::uint64_t hot_bytes = 0;   ///< that leave objects/
    std::uint64_t disk_bytes = 0;  ///< that these take on the disk, in whole blocks of 4 KiB
};

enum class ColdReason { age, space, asked };  ///< old and unused; the limit of space; whatever its age

struct PlannedRecord {
    ColdCandidate record;
    ColdReason reason = ColdReason::age;
};

/// The records of one volume, related ones side by side.
struct PlannedVolume {
    std::vector<PlannedRecord> records;
    std::uint64_t bytes = 0;
};

struct ColdPlan {
    std::vector<PlannedVolume> volumes;
    std::vector<PlannedRecord> leaving;           ///< sealed before: their bytes leave objects/ once more
    std::int64_t records = 0, files = 0;          ///< of the volumes
    std::int64_t held = 0;                        ///< of all
    std::uint64_t bytes = 0;                      ///< of the volumes
    std::uint64_t hot_bytes = 0, disk_bytes = 0;  ///< that leave objects/
    std::int64_t copies = 0;                      ///< of volumes, that are to be made
    bool encrypted = false;                       ///< the volumes will be
    /// What the volumes hold, and what leaves without being sealed: each record once.
    [[nodiscard]] std::vector<RecordId> all_records() const;
    [[nodiscard]] bool is_empty() const { return records == 0 && leaving.empty() && copies == 0; }

    /// Why others stay; each counted once, for the first that holds.
    std::int64_t other_grade = 0, other_category = 0, too_small = 0, open_folder = 0, too_young = 0, in_use = 0;
};

/// Files that several records have leave only with the last of them: counts each of these once, or not at all.
void count_shared(ColdPlan& plan, std::uint64_t size, const std::vector<RecordId>& records,
                  const std::unordered_set<RecordId>& planned);

/// `wanted_categories`: rows of the policy's categories and of those below; empty: all. A record is never divided between
/// volumes; one that is larger than a volume has one of its own.
[[nodiscard]] ColdPlan plan_cold(const ColdPolicy& policy, std::vector<ColdCandidate> candidates,
                                 const std::set<std::int64_t>& wanted_categories, std::int32_t today);

[[nodiscard]] std::int32_t days_of(const Date& date);

}  // namespace fonds
