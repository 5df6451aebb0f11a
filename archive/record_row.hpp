// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of a list says of a record. Private to the facade.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/import_run.hpp"

namespace fonds {

/// Sets what the row says; `grade_given` when it says a grade. An amount without a currency is in that of the settings.
[[nodiscard]] Result<void> read_record_row(const ImportPlace& place, const CsvRow& row, RecordMetadata& said,
                                           bool& grade_given);

/// What a row says otherwise of a record; nothing when it says no such thing. Pages that it says hold, also where it moves
/// the record into another folder.
[[nodiscard]] std::optional<RecordEdit> edit_of_row(const ImportPlace& place, const CsvRow& row,
                                                    const RecordMetadata& before, const RecordMetadata& after);

/// Records by what is said of them. Who says all this once more means the same record, one that was merged into another too.
class KnownRecords {
public:
    /// As one compares it: its category and party under their own names.
    [[nodiscard]] static std::size_t key_of(const RecordMetadata& said);

    /// Reads the catalog when first asked. A record that stands for itself comes before one that was merged. Hashes may be
    /// equal by chance, with probability 10⁻⁹ for a million records.
    [[nodiscard]] Result<std::optional<RecordId>> find(Catalog& catalog, std::size_t key);
    /// A record that was there before and differs in its amount alone, of those that a day, and a number or a party, tell
    /// from others.
    [[nodiscard]] Result<std::optional<RecordId>> find_alike(Catalog& catalog, const RecordMetadata& said);
    void add(std::size_t key, RecordId record);
    /// Records that were added since the last of these two are durable, or were undone.
    void keep();
    void undo();

private:
    [[nodiscard]] Result<void> read(Catalog& catalog);

    std::optional<std::unordered_map<std::size_t, RecordId>> keys_;
    std::unordered_map<std::size_t, RecordId> alike_;  ///< by what is said of them but their amounts; read with the keys
    std::vector<std::size_t> fresh_;                   ///< keys that were added
    bool read_late_ = false;  ///< the catalog may tell of records that were added before it was read
};

}  // namespace fonds
