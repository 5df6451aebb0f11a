// SPDX-License-Identifier: GPL-3.0-or-later
// Private to schema/catalog.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// The reason of a tombstone of which nobody told why: a mark that is no word of any language.
inline constexpr std::string_view no_reason = "—";

/// A record that is no more, and the event that told it, within write(). `kind`: destroyed, merged (into `heir`) or
/// transferred.
[[nodiscard]] Result<void> insert_tombstone(CatalogState& state, RecordId record, std::string_view kind,
                                            std::optional<RecordId> heir, const std::string& reason, std::int64_t event);

}  // namespace fonds
