// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// 年度 and 保管期限 of what is put into a folder.
struct FolderKin {
    std::optional<Date> date;  ///< none: of no year
    std::string retention;     ///< empty: not known
    RecordId record{};         ///< that it is, when it is there already
};

/// ErrorKind::refused when the folder holds only others, and neither it nor its category allows to mix.
[[nodiscard]] Result<void> check_unmixed(CatalogState& state, const Folder& folder, bool category_mixes,
                                         const FolderKin& kin);

/// ErrorKind::refused while the folder is closed or on loan: nothing comes into it then, and nothing goes out of it.
[[nodiscard]] Result<void> check_takes_and_gives(CatalogState& state, const Folder& folder);
/// The same of what happens to the folder itself, or to what is in it; the hint is to open it again.
[[nodiscard]] Result<void> check_may_change(CatalogState& state, const Folder& folder);
/// ErrorKind::refused while it is closed: what its lists were printed of stays as it is.
[[nodiscard]] Result<void> check_open(const Folder& folder);
/// ErrorKind::refused for a record whose paper is out, by itself or with its folder: it cannot be put elsewhere.
[[nodiscard]] Result<void> check_not_lent(CatalogState& state, RecordId record, const ReferenceCode& code);

/// The years and retention periods that it mixes without leave, in words; empty: none.
[[nodiscard]] Result<std::vector<Text>> mixtures(CatalogState& state, const Folder& folder, bool category_mixes);

}  // namespace fonds
