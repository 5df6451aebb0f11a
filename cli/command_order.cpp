// SPDX-License-Identifier: GPL-3.0-or-later
// check order: what an archivist still has to do.
#include <limits>

#include "archive/foldering.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/finding_views.hpp"

namespace fonds::cli {

Result<int> run_check_order(Context& context)
{
    Output& output = context.output;
    const std::size_t all = std::numeric_limits<std::int64_t>::max();
    const std::size_t most = context.options.limit.value_or(context.options.json ? all : 20);
    TRY_ASSIGN(const OrderReport report, Foldering(*context.archive).order(most));
    const int code = report.counts.empty() ? exit_ok : exit_partial;
    if (context.options.json) {
        Json counts = Json::object();
        for (const auto& [kind, count] : report.counts) counts.set(kind, count);
        output.json(Json::object().set("findings", json_of(output, report.findings)).set("counts", std::move(counts)));
        return code;
    }
    for (const Finding& finding : report.findings) print_finding(output, finding);
    if (!report.findings.empty()) output.line("");
    Table table;
    for (const auto& [kind, count] : report.counts) table.row({kind, std::to_string(count)});
    table.print(output);
    if (report.counts.empty()) output.line(say("All is in order.", "整理完好,没有发现问题。"));
    return code;
}

}  // namespace fonds::cli
