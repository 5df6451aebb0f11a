// SPDX-License-Identifier: GPL-3.0-or-later
// Records that come from another archive or program, with their files, as they were there. Private to the facade.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "archive/bagged_record.hpp"
#include "archive/state.hpp"
#include "archive/tables.hpp"

namespace fonds {

struct ComingRecord : BaggedRecord {
    std::size_t number = 0;     ///< in its list, from 1
    bool digests_known = true;  ///< else those of the components tell nothing, nor their media types
    /// What their list says of the bytes of each component, in hexadecimal: MD5 or SHA-256, told apart by length; empty, or
    /// none for a component: nothing. Anything else cannot be compared, and is passed over.
    std::vector<std::string> checksums{};
};

struct RecordTakingOptions {
    bool dry_run = false;  ///< within a transaction that is undone; nothing is published
    /// Opens the bytes of a component by its path.
    std::function<Result<Fd>(const std::string&)> open;
    std::function<void(std::uint64_t)> read;  ///< told how many bytes came; may be empty
};

/// Takes records in, batch by batch: bytes are staged, verified and durable before the transaction that names them. What is
/// there already with the same facts and the same bytes is told as unchanged; what is there and differs is told as failed,
/// and left as it is. A bad record costs no other. Whoever uses it holds the writers' lock.
class RecordTaking {
public:
    RecordTaking(Archive::State& state, RecordTakingOptions options, ImportObserver& observer);

    /// An error is about more than this record.
    [[nodiscard]] Result<void> take(ComingRecord record);
    /// One that could not even be read.
    void tell_failed(std::size_t number, Error problem);
    /// Takes in what waits; the last call.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] const ImportSummary& summary() const { return summary_; }
    /// Records that owe the index.
    [[nodiscard]] const std::vector<RecordId>& owing() const { return owing_; }

private:
    struct Waiting;

    [[nodiscard]] Result<std::optional<ImportedRow>> find(const ComingRecord& record);
    [[nodiscard]] Result<bool> is_same(const Record& there, const ComingRecord& record);
    [[nodiscard]] Result<void> stage(Intake& intake, Waiting& waiting);
    [[nodiscard]] Result<void> compare(const ComingRecord& record, std::size_t component, const StagedObject& object);
    [[nodiscard]] Result<void> take_files(Intake& intake, Waiting& waiting);
    [[nodiscard]] Result<void> enter(std::vector<Waiting>& batch);
    [[nodiscard]] Result<void> enter_alone(Waiting& waiting);
    [[nodiscard]] Result<ImportedRow> enter_one(const Waiting& waiting, const Stamp& stamp, bool& begun, RecordId& id);
    [[nodiscard]] Result<void> take_place(const ComingRecord& record, const ReferenceCode& code, const Stamp& stamp,
                                          Text& remark);
    void tell(ImportedRow row);

    Archive::State& state_;
    RecordTakingOptions options_;
    ImportObserver& observer_;
    ImportSummary summary_;
    std::vector<ComingRecord> batch_;
    std::uint64_t batch_bytes_ = 0;
    std::vector<RecordId> owing_;
};

}  // namespace fonds
