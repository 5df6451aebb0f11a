// SPDX-License-Identifier: GPL-3.0-or-later
// edit, note, tag: changing what is said of a record.
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/metadata_options.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

Result<int> change(Context& context, const ReferenceCode& code, const RecordEdit& edit)
{
    WorkDisplay display(context.output);
    TRY(context.archive->edit(code, edit, display));
    TRY_ASSIGN(const Record record, context.archive->record(code));
    print_record(context.output, record);
    return exit_ok;
}

std::vector<std::string> rest_of(const std::vector<std::string>& arguments)
{
    return {arguments.begin() + 1, arguments.end()};
}

}  // namespace

Result<int> run_edit(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(const RecordEdit edit, edit_of(context.options.metadata));
    return change(context, code, edit);
}

Result<int> run_note(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(const Record record, context.archive->record(code));
    std::string text;
    for (const auto& word : rest_of(context.options.arguments)) text += (text.empty() ? "" : " ") + word;
    if (text.empty() && !context.options.replace) {
        if (!record.metadata.note.empty()) context.output.line(record.metadata.note);
        return exit_ok;
    }
    const bool append = !context.options.replace && !record.metadata.note.empty();
    RecordEdit edit;
    edit.note = append ? record.metadata.note + "\n" + text : text;
    return change(context, code, edit);
}

Result<int> run_tag(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    const auto tags = rest_of(context.options.arguments);
    if (tags.empty()) {
        TRY_ASSIGN(const Record record, context.archive->record(code));
        for (const auto& tag : record.metadata.tags) context.output.line(context.output.shown(tag));
        return exit_ok;
    }
    RecordEdit edit;
    (context.options.remove ? edit.remove_tags : edit.add_tags) = tags;
    return change(context, code, edit);
}

}  // namespace fonds::cli
