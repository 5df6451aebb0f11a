// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of contents tell where each paper begins, and an end only on a folder's last row. Private to the facade.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "archive/named_table.hpp"
#include "schema/model/record.hpp"

namespace fonds {

/// The last page of papers that a list only gives the first one of, where the next paper of the folder in the list tells it,
/// by the line of the row. Rows that name no category or folder are in those of `defaults`. Of a folder whose pages go back,
/// have gaps or lie over each other in the list none is told, and neither where page numbers may be those of items.
[[nodiscard]] std::unordered_map<std::size_t, std::int32_t> page_ends(const NamedTable& table,
                                                                      const RecordMetadata& defaults = {});

}  // namespace fonds
