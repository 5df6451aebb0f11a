// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/form_data.hpp"
#include "schema/model/said_cell.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

std::vector<std::vector<std::string>> table_of(const Form& form)
{
    std::vector<std::vector<std::string>> rows(1);
    for (const auto& column : form.columns) rows.front().push_back(column.heading);
    for (const auto& row : form.rows) {
        rows.push_back(row);
        rows.back().resize(form.columns.size());
    }
    // With what is not printed it is a list that is imported again, where (none) would take something away.
    if (!form.unprinted.empty())
        for (std::size_t i = 1; i < rows.size(); ++i)
            for (std::string& cell : rows[i]) cell = literal_text(cell);
    for (std::size_t i = 0; i < rows.size() && i < form.unprinted.size(); ++i)
        rows[i].insert(rows[i].end(), form.unprinted[i].begin(), form.unprinted[i].end());
    return rows;
}

std::string csv_of(const Form& form)
{
    std::string csv(byte_order_mark);
    for (const auto& row : table_of(form)) csv += csv_row(row);
    return csv;
}

}  // namespace fonds
