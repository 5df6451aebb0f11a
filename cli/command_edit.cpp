// SPDX-License-Identifier: GPL-3.0-or-later
// edit, note, tag: changing what is said of a record.
#include <algorithm>

#include "archive/number_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/metadata_options.hpp"
#include "cli/record_display.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/model/full_width.hpp"

namespace fonds::cli {

namespace {

Result<int> change(Context& context, const ReferenceCode& code, const RecordEdit& edit)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const auto changed, context.archive->edit(code, edit, display));
    show_record(context, changed.now);
    if (edit.date) {
        TRY_ASSIGN(const std::string year, NumberBook(*context.archive).other_year(changed.now.code, changed.now.metadata));
        if (!year.empty()) context.output.remark(other_year_text(changed.now.code, year, changed.now.metadata.date));
    }
    return tell_searchable(context.output, changed.not_searchable);
}

Error nothing_to_change()
{
    return error(ErrorKind::usage, say("There is nothing to change", "没有要修改的内容"))
        .with_hint(say("Say what: fonds edit --help lists the options.", "请指明修改内容:fonds edit --help 列出全部选项。"));
}

bool says_nothing(const MetadataOptions& said)
{
    return !(said.category || said.title || said.party || said.date || said.grade || said.folder || said.number ||
             said.amount || said.currency || said.note || said.responsible || said.security || said.unit || said.project ||
             said.paper_pages || said.page_range) &&
           said.tags.empty() && said.remove_tags.empty();
}

/// A tag cannot come and go at once.
Result<void> check_tags(const MetadataOptions& said)
{
    for (const auto& tag : said.tags)
        for (const auto& other : said.remove_tags)
            if (spelling_key(tag) == spelling_key(other))
                return error(ErrorKind::usage,
                             say("The tag {} is to be both added and removed", "标签 {} 同时被要求添加和去掉", {tag}))
                    .with_hint(say("Say --tag or --untag.", "请只用 --tag 或 --untag。"));
    return {};
}

/// Tells of tags that are to be removed and are not there. How many there are.
Result<std::size_t> tell_absent(Context& context, const ReferenceCode& code, const std::vector<std::string>& unwanted)
{
    if (unwanted.empty()) return 0;
    TRY_ASSIGN(const Record record, context.archive->record(code));
    const auto absent = [&](const std::string& tag) {
        return std::ranges::none_of(record.metadata.tags,
                                    [&](const auto& other) { return spelling_key(other) == spelling_key(tag); });
    };
    std::size_t count = 0;
    for (const auto& tag : unwanted) {
        if (!absent(tag)) continue;
        ++count;
        context.output.remark(say("{} has no tag {}.", "{} 没有标签 {}。", {code.text(), context.output.shown(tag)}));
    }
    return count;
}

std::vector<std::string> rest_of(const std::vector<std::string>& arguments)
{
    return {arguments.begin() + 1, arguments.end()};
}

}  // namespace

Result<int> run_edit(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    if (says_nothing(context.options.metadata)) return nothing_to_change();
    TRY(check_tags(context.options.metadata));
    TRY_ASSIGN(const RecordEdit edit, edit_of(context.options.metadata));
    TRY(tell_absent(context, code, edit.remove_tags));
    std::string category;
    if (edit.category) {
        TRY_ASSIGN(const Record before, context.archive->record(code));
        category = before.metadata.category;
    }
    TRY_ASSIGN(const int done, change(context, code, edit));
    if (!edit.category) return done;
    TRY_ASSIGN(const Record after, context.archive->record(code));
    if (after.metadata.category != category)
        context.output.remark(say("Its number stays, and with it the retention period that the number tells: {}.",
                                  "档号不变,档号所载的保管期限也不变:{}。", {after.code.text()}));
    return done;
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
    TRY_ASSIGN(const auto absent, tell_absent(context, code, edit.remove_tags));
    if (absent == tags.size()) return exit_not_found;
    return change(context, code, edit);
}

}  // namespace fonds::cli
