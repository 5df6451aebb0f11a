// SPDX-License-Identifier: GPL-3.0-or-later
// Taking the rows of a list in, some at a time. Private to the facade.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <vector>

#include "archive/named_table.hpp"
#include "archive/state.hpp"
#include "archive/tables.hpp"

namespace fonds {

/// What one kind of list makes of its rows.
class RowTaker {
public:
    virtual ~RowTaker() = default;
    /// Before the transaction in which these rows are taken. An error is about more than one row.
    [[nodiscard]] virtual Result<void> prepare(std::span<const CsvRow>) { return {}; }
    /// Do the rows leave something outside the catalog before their transaction? Then they are tried first, in one that is
    /// undone.
    [[nodiscard]] virtual bool needs_trial() const { return false; }
    /// The trial has been undone. Rows of these lines failed in it: they are not taken, and leave nothing.
    [[nodiscard]] virtual Result<void> tried(const std::set<std::size_t>& /*failed*/) { return {}; }
    /// Within the transaction. An error fails this row.
    [[nodiscard]] virtual Result<ImportedRow> take(const CsvRow& row) = 0;
    /// The last thing in a transaction that is to be committed.
    [[nodiscard]] virtual Result<void> before_commit() { return {}; }
    /// The transaction has ended: its rows are durable, or undone and perhaps to come again.
    virtual void ended(bool /*committed*/) {}
    /// What the summary tells of rows that were taken.
    virtual void sum_up(ImportSummary&) const {}
    /// Records whose index entry is behind by what was taken.
    [[nodiscard]] virtual std::vector<RecordId> owing() const { return {}; }
};

/// What the takers share; everything outlives them.
struct ImportPlace {
    Archive& archive;
    Archive::State& state;
    const NamedTable& table;
    const ImportRequest& request;
    Stamp stamp;
};

[[nodiscard]] std::unique_ptr<RowTaker> make_record_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_category_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_folder_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_party_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_location_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_paper_taker(const ImportPlace& place);
[[nodiscard]] std::unique_ptr<RowTaker> make_loan_taker(const ImportPlace& place);

}  // namespace fonds
