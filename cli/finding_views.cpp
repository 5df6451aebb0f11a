// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/finding_views.hpp"

#include <algorithm>
#include <map>

#include "cli/exit_code.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t most_of_a_kind = 20;  ///< findings told to a person

const char* name_of(Severity severity)
{
    switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
    case Severity::fixity: return "fixity";
    }
    return "error";
}

}  // namespace

Text text_of(Severity severity)
{
    switch (severity) {
    case Severity::note: return say("note", "提示");
    case Severity::warning: return say("warning", "警告");
    case Severity::error: return say("error", "错误");
    case Severity::fixity: return say("DAMAGED", "数据损坏");
    }
    return {};
}

Json json_of(const Output& output, const std::vector<Finding>& findings)
{
    Json all = Json::array();
    for (const auto& finding : findings)
        all.push(std::move(Json::object()
                               .set("severity", name_of(finding.severity))
                               .set("kind", finding.kind)
                               .set("subject", finding.subject)
                               .set("message", output.pick(finding.what))
                               .set("hint", output.pick(finding.hint))));
    return all;
}

void print_finding(Output& output, const Finding& finding)
{
    output.line(output.bold(output.pick(text_of(finding.severity))) + "  " + finding.kind + "  " +
                output.shown(finding.subject) + ": " + output.shown(output.pick(finding.what)));
    if (!finding.hint.empty()) output.line("  → " + output.pick(finding.hint));
}

void tell(Output& output, const std::vector<Finding>& findings)
{
    std::map<std::string, std::size_t> of_kind;
    for (const auto& finding : findings) {
        if (++of_kind[finding.kind] > most_of_a_kind) continue;
        print_finding(output, finding);
    }
    for (const auto& [kind, count] : of_kind)
        if (count > most_of_a_kind)
            output.line(say("{}: and {} more; --json has them all", "{}:另有 {} 项,--json 可列出全部",
                            {kind, count - most_of_a_kind}));
}

int exit_code_of(const std::vector<Finding>& findings)
{
    const bool damaged = std::ranges::any_of(findings, [](const Finding& f) { return f.severity == Severity::fixity; });
    return damaged ? exit_fixity : findings.empty() ? exit_ok : exit_partial;
}

}  // namespace fonds::cli
