// SPDX-License-Identifier: GPL-3.0-or-later
// The files that rows of a list name, on their way into the store. Private to the facade.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>

#include "archive/import_run.hpp"

namespace fonds {

struct ListedFile {
    StagedObject object;
    std::string path;
};

/// Lines of a cell that say something; in workbooks they end with carriage returns.
[[nodiscard]] std::vector<std::string_view> filled_lines(std::string_view cell);

/// The calls are those of RowTaker. Files are published before their rows' transaction, those of rows that were good in a
/// trial; when all rows are needed once it is certain that all are good. So nothing is left behind by a row that fails.
class ListedFiles {
public:
    explicit ListedFiles(const ImportPlace& place) : place_(place) {}

    [[nodiscard]] Result<void> prepare(std::span<const CsvRow> rows);
    [[nodiscard]] bool needs_trial() const;
    [[nodiscard]] Result<void> tried(const std::set<std::size_t>& failed);
    /// That of a row, or why there is none to be had; null when the row names none.
    [[nodiscard]] Result<const ListedFile*> of(const CsvRow& row) const;
    /// Those of its column attachments, in their order.
    [[nodiscard]] Result<std::vector<const ListedFile*>> attachments_of(const CsvRow& row) const;
    [[nodiscard]] Result<void> before_commit();
    void ended(bool committed);

private:
    [[nodiscard]] Result<ListedFile> stage(std::string_view named);

    const ImportPlace& place_;
    std::unique_ptr<Intake> intake_;
    std::map<std::size_t, Result<ListedFile>> staged_;            ///< by line
    std::multimap<std::size_t, Result<ListedFile>> attachments_;  ///< by line
};

}  // namespace fonds
