// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/made_copy.hpp"

#include "cli/exit_code.hpp"

namespace fonds::cli {

namespace {

void tell_stamp(Output& output, const StampOutcome& outcome)
{
    if (outcome.covers)
        output.remark(say("Nothing is blank at the top of the first page: the stamp lies over what is there, at the right.",
                          "首页上端没有空白位置:归档章盖在右上角,与原有内容重叠。"));
    if (outcome.reduced)
        output.remark(say("The page is smaller than the stamp, which was made to fit.", "页面小于归档章,已缩小归档章。"));
    if (outcome.written_anew)
        output.remark(say("The original is encrypted or damaged: the copy was written anew, so its bytes do not begin with "
                          "the original's.",
                          "原件已加密或已损坏:副本为重新写成,不以原件的字节开头。"));
    if (outcome.is_signed && outcome.written_anew)
        output.remark(say("The signatures are not valid in the copy; they are in the original.",
                          "副本中的数字签名不再有效;原件中的签名不受影响。"));
    if (outcome.is_signed && !outcome.written_anew)
        output.remark(say("The document is signed: the signature stays valid for what was signed, and viewers say that "
                          "something was added after it.",
                          "文件带有数字签名:签名对所签内容仍然有效,阅读软件会提示签名后有添加。"));
}

Result<void> make_stamped(Context& context, const Record& record, const std::string& path)
{
    const Options& options = context.options;
    const StampRequest request{options.password, options.searchable};
    StampOutcome outcome;
    if (path == "-") {
        const auto print = [&](std::string_view bytes) {
            context.output.raw(bytes);
            return Result<void>();
        };
        TRY_ASSIGN(outcome, context.archive->read_stamped(record.code, options.component, request, print));
    } else {
        TRY_ASSIGN(outcome, context.archive->save_stamped(record.code, options.component, request, path, options.force));
    }
    tell_stamp(context.output, outcome);
    return {};
}

Result<void> make_searchable(Context& context, const Record& record, const std::string& path)
{
    const Options& options = context.options;
    if (path != "-")
        return context.archive->save_searchable(record.code, options.component, options.password, path, options.force);
    return context.archive->read_searchable(record.code, options.component, options.password, [&](std::string_view bytes) {
        context.output.raw(bytes);
        return Result<void>();
    });
}

}  // namespace

Result<int> get_made(Context& context, const Record& record)
{
    const Options& options = context.options;
    std::string path = options.output;
    if (path.empty()) {
        path = record.code.file_name();
        if (options.component > 0) path += "_" + std::to_string(options.component);
        if (options.searchable) path += "_searchable";
        if (options.stamped) path += "_stamped";
        path += ".pdf";
    }
    TRY(options.stamped ? make_stamped(context, record, path) : make_searchable(context, record, path));
    if (path != "-") context.output.line(record.code.text() + " → " + context.output.shown(path));
    return exit_ok;
}

}  // namespace fonds::cli
