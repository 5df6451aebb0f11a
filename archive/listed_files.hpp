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

/// The calls are those of RowTaker. Files are published before their rows' transaction; when all rows are needed once it is
/// certain that all are good, so that nothing is left behind else.
class ListedFiles {
public:
    explicit ListedFiles(const ImportPlace& place) : place_(place) {}

    [[nodiscard]] Result<void> prepare(std::span<const CsvRow> rows);
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
