// SPDX-License-Identifier: GPL-3.0-or-later
// A record as metadata/records.json of a package or a volume tells it (docs/formats/bag.md), both ways. Private to the
// facade.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/new_record.hpp"
#include "schema/catalog/whole_catalog.hpp"
#include "schema/core/json.hpp"
#include "schema/model/hold.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

struct BaggedComponent {
    NewComponent facts;
    std::string path;  ///< within the bag; empty: its bytes are not in it
};

/// A hold that lay on the record when it was packed. Only volumes tell of them; a package of a whole archive has its holds
/// in metadata/retention.json.
struct BaggedHold {
    std::string number;  ///< in the archive that packed it
    HoldKind kind = HoldKind::other;
    std::string reason, authority;
    std::string placed_at, placed_by;  ///< for people
};

/// Everything that makes the record again.
struct BaggedRecord {
    NewRecord facts;                          ///< without its original; `code` and `earlier` are there
    std::vector<BaggedComponent> components;  ///< the original first
    std::optional<GivenRule> rule;            ///< that somebody gave it
    std::optional<GivenExtension> extended;   ///< an appraisal keeps it longer
    std::int64_t position = 0;                ///< by hand in its folder; 0: by time
    std::string location;                     ///< address of its paper, where that is not with its folder
    std::vector<BaggedHold> holds;            ///< in force over it
    /// The record that it was merged into before it was packed. Only volumes tell of it: a package has its tombstones.
    std::optional<ReferenceCode> merged_into;
};

inline constexpr std::string_view records_schema = "fonds-records:1";

[[nodiscard]] Json json_of(const BaggedRecord& record);
/// What is missing or no such thing is ErrorKind::bad_input: nothing in it is trusted. A path that leads out of the bag is.
[[nodiscard]] Result<BaggedRecord> bagged_record(const Json& json);

/// The parts of the file: `begin`, then a line for each record, parted by ",\n", then `end`.
[[nodiscard]] std::string records_json_begin(const ArchiveIdentity& fonds, Instant made_at);
inline constexpr std::string_view records_json_end = "\n]}\n";

/// Calls `visit` with each record and its number from 1; one that cannot be read costs no other. A text that is no such list
/// is ErrorKind::bad_input. As it is written above it is read line by line, and whole in any other layout.
[[nodiscard]] Result<void> each_bagged_record(std::string_view text,
                                              const std::function<Result<void>(std::size_t, Result<BaggedRecord>)>& visit);

/// `text` as bytes in hexadecimal, and back: names of files need not be UTF-8.
[[nodiscard]] std::string hex_of(std::string_view bytes);
[[nodiscard]] std::optional<std::string> bytes_of_hex(std::string_view hex);

}  // namespace fonds
