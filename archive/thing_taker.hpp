// SPDX-License-Identifier: GPL-3.0-or-later
// What the takers of lists share that are not of records. Private to the facade.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "archive/import_run.hpp"

namespace fonds {

class ThingTaker : public RowTaker {
public:
    explicit ThingTaker(const ImportPlace& place) : place_(place), catalog_(place.state.catalog) {}

protected:
    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view name) const
    {
        return place_.table.cell(row, name);
    }
    /// What the row says of a field; nothing when it says nothing, empty when it says (none).
    [[nodiscard]] std::optional<std::string> said(const CsvRow& row, std::string_view name) const
    {
        const std::string_view value = cell(row, name);
        if (value.empty()) return std::nullopt;
        return says_none(value) ? std::string() : std::string(text_said(value));
    }
    /// The same, where it differs from what is there.
    [[nodiscard]] std::optional<std::string> news(const CsvRow& row, std::string_view name, const std::string& now) const
    {
        auto wanted = said(row, name);
        if (wanted && *wanted == now) wanted.reset();
        return wanted;
    }
    [[nodiscard]] static ImportedRow told(const CsvRow& row, RowFate fate, std::string thing, std::string title = {})
    {
        ImportedRow told;
        told.line = row.line;
        told.fate = fate;
        told.thing = std::move(thing);
        told.title = std::move(title);
        return told;
    }

    const ImportPlace& place_;
    Catalog& catalog_;
};

/// yes, no and their like, in either language: the first English, the second Chinese.
[[nodiscard]] Result<std::optional<bool>> yes_or_no(const std::optional<std::string>& text, const Text& column,
                                                    std::array<std::string_view, 5> yes, std::array<std::string_view, 5> no);

/// A whole number; 0 when the cell says (none).
[[nodiscard]] Result<std::optional<std::int64_t>> whole_number(const std::optional<std::string>& text, const Text& column);

}  // namespace fonds
