// SPDX-License-Identifier: GPL-3.0-or-later
// Places by hand in folders, as the rows of a list of records say them. Private to the facade.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "archive/import_run.hpp"
#include "schema/catalog/folders.hpp"

namespace fonds {

/// Gathers them and puts them a folder at a time, so that the log tells an order once.
class FolderRanks {
public:
    explicit FolderRanks(const ImportPlace& place) : place_(place), folders_(place.state.catalog) {}

    /// The place the row says, 0 for none; nothing: it does not say. Without a folder a place is ErrorKind::usage.
    [[nodiscard]] Result<std::optional<std::int64_t>> wanted(const CsvRow& row, const RecordMetadata& after) const;
    /// Is it another than the record has? Where it is and the folder may not change: ErrorKind::refused.
    [[nodiscard]] Result<bool> changes(const Record& record, const RecordMetadata& after,
                                       std::optional<std::int64_t> wanted);
    void add(const ReferenceCode& code, const RecordMetadata& after, std::int64_t rank);
    /// Within the transaction of their rows.
    [[nodiscard]] Result<void> put();
    void forget() { waiting_.clear(); }

private:
    const ImportPlace& place_;
    Folders folders_;
    std::map<std::pair<std::string, std::string>, std::vector<Ranked>> waiting_;  ///< by category and number
};

}  // namespace fonds
