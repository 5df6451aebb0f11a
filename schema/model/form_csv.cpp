// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/form_data.hpp"

namespace fonds {

namespace {

std::string cell_of(std::string text)
{
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace

std::string csv_of(const Form& form)
{
    std::string csv = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < form.columns.size(); ++i) csv += (i == 0 ? "" : ",") + cell_of(form.columns[i].heading);
    csv += "\r\n";
    for (const auto& row : form.rows) {
        for (std::size_t i = 0; i < form.columns.size(); ++i)
            csv += (i == 0 ? "" : ",") + (i < row.size() ? cell_of(row[i]) : std::string());
        csv += "\r\n";
    }
    return csv;
}

}  // namespace fonds
