// SPDX-License-Identifier: GPL-3.0-or-later
// duplicates, merge.
#include "archive/deduplicating.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

Result<int> run_duplicates(Context& context)
{
    Output& output = context.output;
    WorkDisplay display(output);
    const Depth depth = context.options.quick ? Depth::quick : Depth::full;
    TRY_ASSIGN(const auto groups, Deduplicating(*context.archive).find(depth, display));
    output.end_progress();
    if (context.options.json) {
        Json all = Json::array();
        for (const AlikeGroup& group : groups) {
            Json codes = Json::array();
            for (const auto& code : group.codes) codes.push(code.text());
            all.push(std::move(Json::object().set("why", name_of(group.why)).set("codes", std::move(codes))));
        }
        output.json(Json::object().set("duplicates", std::move(all)));
        return groups.empty() ? exit_ok : exit_partial;
    }
    for (const AlikeGroup& group : groups) {
        output.line(output.bold(output.pick(text_of(group.why))));
        std::vector<Record> records;
        for (const auto& code : group.codes) {
            TRY_ASSIGN(records.emplace_back(), context.archive->record(code));
        }
        print_records(output, records);
    }
    if (groups.empty())
        output.remark(say("No records seem to be one.", "未发现重复。"));
    else
        output.remark(say("{} groups. fonds merge KEEP OTHER makes two of them one.",
                          "共 {} 组。可用 fonds merge 保留 并入 合并其中两件。", {groups.size()}));
    return groups.empty() ? exit_ok : exit_partial;
}

Result<int> run_merge(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    TRY_ASSIGN(const ReferenceCode keep, ReferenceCode::parse(options.arguments.at(0)));
    TRY_ASSIGN(const ReferenceCode other, ReferenceCode::parse(options.arguments.at(1)));
    WorkDisplay display(output);
    Deduplicating doubles(*context.archive);
    Changed<Record> changed;
    if (options.tables.undo) {
        TRY_ASSIGN(changed, doubles.part(keep, other, display));
    } else {
        TRY_ASSIGN(changed, doubles.merge(keep, other, options.reason, display));
    }
    output.end_progress();
    if (options.tables.undo)
        output.line(output.pick(say("{} stands for itself again.", "{} 已恢复为独立的件。", {other.text()})));
    else
        output.line(output.pick(say("{} is merged into {}.", "{} 已并入 {}。", {other.text(), keep.text()})));
    if (!changed.not_searchable) return exit_ok;
    output.problem(*changed.not_searchable);
    return exit_partial;
}

}  // namespace fonds::cli
