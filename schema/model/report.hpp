// SPDX-License-Identifier: GPL-3.0-or-later
// Reports for auditors, as plain values in the reader's language. Whoever shows them decides how they look.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/json.hpp"
#include "schema/core/text.hpp"
#include "schema/model/form.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

/// A report there is, and what it tells.
struct ReportKind {
    std::string_view name;
    std::string_view en, zh;  ///< title
};
[[nodiscard]] const std::vector<ReportKind>& report_kinds();
/// Null when there is none of that name.
[[nodiscard]] const ReportKind* report_kind(std::string_view name);

struct ReportColumn {
    std::string key;  ///< in JSON
    std::string heading;
    double share = 1;  ///< of the width of a page
    SheetCell::Kind kind = SheetCell::Kind::text;
};

struct ReportFigure {
    std::string key, label, value;
    bool is_number = true;
};

struct Report {
    std::string name, title;
    bool in_chinese = true;
    std::string from, until;  ///< days of the period; empty: open
    std::vector<ReportColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< a cell for every column
    std::vector<ReportFigure> totals;
    std::vector<FormChart> charts;
    std::vector<std::string> remarks;
    std::string fonds_code, fonds_name, made_by, made_on;  ///< made_on: a day
    Instant made_at{};
    std::int64_t log_event = 0;  ///< the last one of the audit log then; 0: it was empty
    std::string log_hash;
};

/// "2026-01-01 – 2026-12-31", "until …", "all".
[[nodiscard]] std::string period_of(const Report& report);
/// The last event of the log, as proof of the state that the report was made of.
[[nodiscard]] std::string proof_of(const Report& report);
/// docs/formats/json.md
[[nodiscard]] Json json_of(const Report& report);
/// Rows of cells, the headings first.
[[nodiscard]] std::vector<SheetRow> sheet_of(const Report& report);
[[nodiscard]] std::string csv_of(const Report& report);
/// To be printed: at most most_form_rows rows.
[[nodiscard]] Form form_of(const Report& report);

}  // namespace fonds
