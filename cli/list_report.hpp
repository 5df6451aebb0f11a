// SPDX-License-Identifier: GPL-3.0-or-later
// What an import of a list tells that is carried out as a whole: rows with line, status, code and problem.
#pragma once

#include <string>
#include <vector>

#include "cli/output.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

/// What is wrong with the list itself stands where it stands in the list.
[[nodiscard]] inline Error of_list(Error problem, const std::string& list)
{
    if (problem.kind == ErrorKind::bad_input) problem.where = list + (problem.where.empty() ? "" : ":" + problem.where);
    return problem;
}

/// Each row with what became of it, or what is wrong with it.
template <class Row>
void tell_rows(Output& output, const std::string& list, const std::vector<Row>& rows)
{
    for (const Row& row : rows) {
        if (!row.problem) {
            output.line(output.shown(row.code) + "  " + output.pick(text_of(row.status)));
            continue;
        }
        Error problem = *row.problem;
        problem.where = list + ":" + std::to_string(row.line);
        output.problem(problem);
    }
}

template <class Row>
[[nodiscard]] Json json_of_row(const Output& output, const Row& row)
{
    Json json = Json::object();
    json.set("line", row.line).set("status", name_of(row.status)).set("code", row.code);
    json.set("problem", row.problem ? Json(output.pick(row.problem->what)) : Json());
    return json;
}

}  // namespace fonds::cli
