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
    TRY_ASSIGN(const auto changed, context.archive->edit(code, edit, display));
    print_record(context.output, changed.now);
    return tell_searchable(context.output, changed.not_searchable);
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
    std::string text;
    for (const auto& word : rest_of(context.options.arguments)) text += (text.empty() ? "" : " ") + word;
    if (text.empty() && !context.options.replace) {
        TRY_ASSIGN(const Record record, context.archive->record(code));
        if (!record.metadata.note.empty()) context.output.text(record.metadata.note + "\n");
        return exit_ok;
    }
    RecordEdit edit;
    (context.options.replace ? edit.note : edit.append_note) = text;
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
