// SPDX-License-Identifier: GPL-3.0-or-later
// The files of records, written beside the table that names them. Private to the facade.
#pragma once

#include <string>

#include "archive/archive.hpp"

namespace fonds {

/// Each file lies in a folder of its record's code, under the name it was filed with.
class ExportedFiles {
public:
    /// `directory` is made where it is missing; cells tell paths from the folder of `table` on, and whole ones where that is
    /// empty.
    ExportedFiles(Archive& archive, std::string directory, const std::string& table, bool replace);

    struct Paths {
        std::string original;     ///< empty: of paper alone
        std::string attachments;  ///< one a line
        std::string same_as;      ///< codes of other records that have the original's bytes, one a line
    };
    /// Writes the original and the attachments of a record. A file that exists is ErrorKind::duplicate unless `replace`.
    [[nodiscard]] Result<Paths> save(const Record& record);

private:
    Archive& archive_;
    std::string directory_, told_;  ///< where files go; the same as cells tell it
    bool replace_;
};

}  // namespace fonds
