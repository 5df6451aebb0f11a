// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that go out of the archive and come back (docs/formats/tables.md). Part of the facade.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "archive/archive.hpp"
#include "archive/filing.hpp"

namespace fonds {

enum class TableKind { records, categories, folders, parties, locations, papers, loans, numbers };
inline constexpr std::array<std::string_view, 8> table_kinds{"records",   "categories", "folders", "parties",
                                                             "locations", "papers",     "loans",   "numbers"};
[[nodiscard]] std::optional<TableKind> table_kind(std::string_view name);
[[nodiscard]] std::string_view name_of(TableKind kind);

enum class TableFormat { csv, xlsx };

struct ExportRequest {
    TableKind kind = TableKind::records;
    ListRequest filter;  ///< of records: all members but its limit and offset; of folders: its category
    std::string query;   ///< of records: only what a search for it finds, as it is asked; empty: all
    std::optional<std::vector<RecordId>> only;  ///< of records: these and no others, in this order
    std::optional<std::set<std::string>>
        names;  ///< of categories, folders (CATEGORY/NUMBER) and parties: these and no others
    bool in_chinese = true;
    TableFormat format = TableFormat::csv;
    std::string files;     ///< of records: write their files into this folder; empty: do not
    std::string table;     ///< path of the table itself, from which on it names them; empty: whole paths
    bool replace = false;  ///< files that are there
};

/// Lives no longer than its archive; one thread at a time. Changes nothing.
class Exporting {
public:
    explicit Exporting(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// The table in pieces to `sink`, some rows at a time, of one state of the catalog. Gives the number of rows.
    [[nodiscard]] Result<std::size_t> write(const ExportRequest& request,
                                            const std::function<Result<void>(std::string_view)>& sink);
    /// The same to a new file: complete and durable, or not at all. An existing file is ErrorKind::duplicate unless
    /// `replace`.
    [[nodiscard]] Result<std::size_t> save(const ExportRequest& request, const std::string& path, bool replace);

private:
    Archive& archive_;
    Archive::State& state_;
};

/// A table that is made already, headings first, as a workbook with one sheet.
[[nodiscard]] Result<std::string> workbook_of(const std::string& sheet_name,
                                              const std::vector<std::vector<std::string>>& rows);

enum class RowFate {
    added,      ///< new
    changed,    ///< was there, and says something else now
    unchanged,  ///< was there as the row says
    merged,     ///< a record that was merged into another; nothing of the row was carried out
    failed
};
[[nodiscard]] std::string_view name_of(RowFate fate);
[[nodiscard]] Text text_of(RowFate fate);

struct ImportedRow {
    std::size_t line = 0;  ///< of the list, from 1
    RowFate fate = RowFate::failed;
    std::string thing;             ///< code, number, name or address; empty: it came to none
    std::string title;             ///< as the row has it
    std::string merged_into;       ///< merged: the code of the record that stands for it
    Text remark;                   ///< what the row leaves to be done; empty: nothing
    std::optional<Error> problem;  ///< failed
};

struct ImportRequest {
    TableKind kind = TableKind::records;
    std::string_view list;        ///< text of the list, see list_text_of
    std::string directory;        ///< where relative paths start
    bool dry_run = false;         ///< tell what would happen, and change nothing
    bool all_or_nothing = false;  ///< with any row that fails nothing is changed
    Leap leap = Leap::refused;    ///< of numbers that rows bring along
    bool drain = true;            ///< bring the index up to date at the end
    std::string forced;           ///< of categories: why they are shorter than the law has them, where a row does not say
};

struct ImportSummary {
    std::size_t added = 0, changed = 0, unchanged = 0, merged = 0, failed = 0;
    bool done = true;                    ///< false: nothing was changed
    bool interrupted = false;            ///< what was told before is safe
    std::optional<Error> index_problem;  ///< why searches do not see it yet
    std::size_t without_files = 0;       ///< new records for which the list names files, but not where they are
    std::size_t not_compared = 0;        ///< files whose checksum is of a kind that nobody here knows
    bool items_passed_over = false;      ///< item numbers of the list were not taken
    std::size_t left_over = 0;           ///< filings that were not finished, by this run or one that was killed: see repair
};

class ImportObserver : public WorkObserver {
public:
    /// A row is decided: durably, unless it is a dry run.
    virtual void row(const ImportedRow& row) = 0;
};

/// Lives no longer than its archive; one thread at a time.
class Importing {
public:
    explicit Importing(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// In transactions of at most 1000 rows, or in one with all_or_nothing. A dry run does the same work in one transaction
    /// and undoes it, so that it tells exactly what would happen. A list that is no such table is
    /// ErrorKind::bad_input; a bad row costs no other unless all_or_nothing.
    [[nodiscard]] Result<ImportSummary> run(const ImportRequest& request, ImportObserver& observer);

private:
    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
