// SPDX-License-Identifier: GPL-3.0-or-later
// What a package or a volume says of the records in it: tables for people and other systems, and a list from which each
// record can be made again (docs/formats/bag.md). Private to the facade.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/bag_writer.hpp"
#include "archive/bagged_record.hpp"
#include "archive/saving.hpp"
#include "archive/state.hpp"
#include "archive/tables.hpp"

namespace fonds {

struct BagMetadataRequest {
    std::optional<std::vector<RecordId>> records;  ///< these, in this order; none: all, with what belongs to no record
    /// Are the bytes of this component in the bag? Empty: of all.
    std::function<bool(const Record&, const Component&)> has_bytes;
    /// Of a volume: each record is told with the holds over it, and with them go the rules, and what was told that rules
    /// count from, as far as they are about these records.
    bool with_holds = false;
};

/// Lives no longer than its archive. Call it within one Catalog::snapshot, so that all it says is of one moment.
class BagMetadata {
public:
    using Producer = std::function<Result<void>(const ByteReceiver&)>;
    using TextReceiver = std::function<Result<void>(const std::string& name, const Producer& produce)>;

    BagMetadata(Archive& archive, Archive::State& state, BagMetadataRequest request)
        : archive_(archive), state_(state), request_(std::move(request))
    {
    }

    /// Each text by its name in the bag (metadata/records.json …); `visit` calls the producer once.
    [[nodiscard]] Result<void> each_text(const TextReceiver& visit);
    /// Each byte stream that belongs into the bag, at the path that the list of records names.
    [[nodiscard]] Result<void> each_file(const std::function<Result<void>(const BaggedFile&)>& visit);

private:
    [[nodiscard]] Result<void> each_part(const std::function<Result<void>(const std::vector<Record>&)>& visit);
    [[nodiscard]] Result<void> write_table(TableKind kind, const ByteReceiver& sink);
    [[nodiscard]] Result<void> write_records(const ByteReceiver& sink);
    [[nodiscard]] Result<void> find_holds(const std::vector<RecordId>& records,
                                          std::map<RecordId, std::vector<BaggedHold>>& all);
    [[nodiscard]] Result<void> write_numbers(const ByteReceiver& sink);
    [[nodiscard]] Result<void> write_retention(const ByteReceiver& sink);
    [[nodiscard]] Result<void> write_rules(const ByteReceiver& sink);
    [[nodiscard]] Result<void> find_names();

    Archive& archive_;
    Archive::State& state_;
    BagMetadataRequest request_;
    std::optional<std::set<std::string>> categories_, folders_, parties_;  ///< of chosen records
    std::set<std::string> rules_;                                          ///< given to these, or to their categories
    std::set<std::pair<EventScope, std::string>> touched_;                 ///< what events may be told of
};

}  // namespace fonds
