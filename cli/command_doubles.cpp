// SPDX-License-Identifier: GPL-3.0-or-later
// duplicates, merge.
#include "archive/deduplicating.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/field_names.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

std::string joined(const Output& output, const std::vector<std::string>& names)
{
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + output.shown(name);
    return all;
}

std::string joined_fields(const Output& output, const std::vector<std::string>& fields)
{
    const bool in_chinese = output.language() == Language::chinese;
    std::string all;
    for (const auto& field : fields) all += (all.empty() ? "" : in_chinese ? "、" : ", ") + output.pick(field_text(field));
    return all;
}

/// What went from one record to the other, and what did not.
void tell(Output& output, const Merging& merging, const ReferenceCode& keep, bool undone)
{
    if (!merging.fields.empty())
        output.line(output.pick(
            undone ? say("  {} gave back: {}", "  {} 已交还:{}", {keep.text(), joined_fields(output, merging.fields)})
                   : say("  {} took over: {}", "  {} 已补入:{}", {keep.text(), joined_fields(output, merging.fields)})));
    if (!merging.files.empty())
        output.line(output.pick(
            undone ? say("  {} gave back the files: {}", "  {} 已交还文件:{}", {keep.text(), joined(output, merging.files)})
                   : say("  {} got the files: {}", "  {} 已收入文件:{}", {keep.text(), joined(output, merging.files)})));
    for (const Difference& one : merging.differences)
        output.remark(
            say("  {}: {} says “{}”, the other “{}”", "  {}:{} 为“{}”,另一件为“{}”",
                {output.pick(field_text(one.field)), keep.text(), output.shown(one.kept), output.shown(one.other)}));
}

}  // namespace

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
            Json same = Json::array();
            for (const auto field : group.same) same.push(field);
            all.push(std::move(
                Json::object().set("why", name_of(group.why)).set("same", std::move(same)).set("codes", std::move(codes))));
        }
        output.json(Json::object().set("duplicates", std::move(all)));
        return groups.empty() ? exit_ok : exit_partial;
    }
    for (const AlikeGroup& group : groups) {
        output.line(output.bold(output.pick(text_of(group))));
        std::vector<Record> records;
        for (const auto& code : group.codes) {
            TRY_ASSIGN(records.emplace_back(), context.archive->record(code));
        }
        print_records(output, records);
    }
    if (groups.empty())
        output.remark(say("No records seem to be one.", "未发现重复。"));
    else
        output.remark(say(groups.size() == 1 ? "{} group. fonds merge KEEP OTHER makes two of them one."
                                             : "{} groups. fonds merge KEEP OTHER makes two of them one.",
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
    MergeOutcome outcome;
    if (options.tables.undo) {
        TRY_ASSIGN(outcome, doubles.part(keep, other, display));
    } else {
        TRY_ASSIGN(outcome, doubles.merge(keep, other, options.reason, display));
    }
    output.end_progress();
    if (options.tables.undo)
        output.line(output.pick(say("{} stands for itself again.", "{} 已恢复为独立的件。", {other.text()})));
    else
        output.line(output.pick(say("{} is merged into {}.", "{} 已并入 {}。", {other.text(), keep.text()})));
    tell(output, outcome.merging, keep, options.tables.undo);
    return tell_searchable(output, outcome.not_searchable);
}

}  // namespace fonds::cli
