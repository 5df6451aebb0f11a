// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade that writes a whole archive for any other system, and takes one in (docs/formats/bag.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/tables.hpp"

namespace fonds {

struct BaggedArchive {
    std::string directory;
    std::int64_t records = 0, files = 0;
    std::uint64_t bytes = 0;
    std::vector<Error> problems;  ///< files that could not be read whole; they are not in it, and its list says so
};

class BagObserver : public ImportObserver {
public:
    /// The rows that follow are of this table: categories, folders, records …
    virtual void begins(std::string_view table) = 0;
    /// Something that belongs to no row.
    virtual void problem(const Error& error) = 0;
};

struct BagSummary {
    ImportSummary rows;        ///< of all tables
    std::size_t problems = 0;  ///< told besides
};

/// Lives no longer than its archive; one thread at a time.
class BagBook {
public:
    explicit BagBook(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// Writes everything to a new folder, as a BagIt bag. It grows in DIRECTORY.part, and a run that was broken off is gone
    /// on with; nothing but a whole bag, read back, gets the name. ErrorKind::duplicate when there is something at the
    /// place.
    [[nodiscard]] Result<BaggedArchive> write(const std::string& directory, WorkObserver& observer);
    /// Verifies such a bag as a whole, then takes in its tables and records, numbers, rules, holds. Into an archive without
    /// records all is taken as the bag says; into any other only what is not there yet. `dry_run`: tells what would be.
    [[nodiscard]] Result<BagSummary> read(const std::string& directory, bool dry_run, BagObserver& observer);

private:
    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
