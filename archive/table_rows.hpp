// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of tables that go out. Private to the facade.
#pragma once

#include <span>

#include "archive/named_table.hpp"
#include "archive/sheet/sheet_writer.hpp"
#include "archive/state.hpp"
#include "archive/tables.hpp"

namespace fonds {

struct ExportPlace {
    Archive& archive;
    Archive::State& state;
    const ExportRequest& request;
};

[[nodiscard]] Result<void> table_rows(const ExportPlace& place, std::span<const TableColumn> columns,
                                      const SheetRowReceiver& receive);

}  // namespace fonds
