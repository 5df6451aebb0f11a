// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for what is in folders, and for what is out of order in the archive.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/foldering.hpp"

namespace fonds {

/// Records that went from folder to folder; they are there, durably.
struct FolderMove {
    std::vector<MovedRecord> moved;
    Folder folder;                        ///< they went to
    std::optional<Error> not_searchable;  ///< why searches do not see it yet, when they do not
};

/// What `fonds check order` tells: of each kind at most so many as were asked for, and how many there are.
struct OrderReport {
    std::vector<Finding> findings;
    std::vector<std::pair<std::string, std::int64_t>> counts;  ///< kind, how many; by kind
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed.
class Foldering {
public:
    explicit Foldering(Archive& archive) : state_(*archive.state_) {}

    [[nodiscard]] Result<FolderContents> contents(std::string_view category, std::string_view number);
    /// These records come first, in this order; none: by time again.
    [[nodiscard]] Result<FolderContents> arrange(std::string_view category, std::string_view number,
                                                 const std::vector<ReferenceCode>& codes);
    /// Gives its papers page numbers that run from 1.
    [[nodiscard]] Result<FolderContents> number_pages(std::string_view category, std::string_view number,
                                                      WorkObserver& observer);
    [[nodiscard]] Result<FolderMove> move(std::string_view category, std::string_view number,
                                          const std::vector<ReferenceCode>& codes, WorkObserver& observer);
    [[nodiscard]] Result<FolderMove> split(std::string_view category, std::string_view number, std::string_view added,
                                           const std::vector<ReferenceCode>& codes, WorkObserver& observer);
    [[nodiscard]] Result<FolderMove> merge(std::string_view category, std::string_view into,
                                           const std::vector<std::string>& others, WorkObserver& observer);

    /// Typed findings of numbers, records, folders, papers and loans (docs/formats/json.md).
    [[nodiscard]] Result<OrderReport> order(std::size_t most);

private:
    [[nodiscard]] Result<FolderMove> finish(std::vector<MovedRecord> moved, std::string_view category,
                                            std::string_view number, WorkObserver& observer);

    Archive::State& state_;
};

}  // namespace fonds
