// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_display.hpp"
#include "cli/filing_input.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

/// Can the words of the attachment be found? Says so when they cannot.
bool tell_text(Output& output, const std::string& code, const std::string& path, const AttachOutcome& outcome)
{
    if (outcome.index_problem) output.problem(*outcome.index_problem);
    const std::string name = escape_for_terminal(path);
    switch (outcome.text) {
    case TextState::pending:
        output.remark(
            say("{}: attached; not searchable yet. → fonds index", "{}:已添加附件,尚不能检索。→ fonds index", {name}));
        return false;
    case TextState::encrypted:
        output.remark(say("{}: attached, but encrypted: its words cannot be found. → fonds index {} --password …",
                          "{}:已添加附件,但文件加密,无法按内容查找。→ fonds index {} --password …", {name, code}));
        return false;
    case TextState::failed:
        output.remark(say("{}: attached, but its text cannot be read: {}", "{}:已添加附件,但无法读取文本:{}",
                          {name, escape_for_terminal(outcome.text_note)}));
        return false;
    case TextState::needs_ocr:
        output.remark(say("{}: attached; a scan: its pages without text wait for OCR",
                          "{}:已添加附件;系扫描件,无文本的页等待 OCR", {name}));
        return !outcome.index_problem;
    default: return !outcome.index_problem;
    }
}

}  // namespace

Result<int> run_attach(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(arguments.at(0)));
    TRY(check_paths({arguments.begin() + 1, arguments.end()}));
    WorkDisplay display(context.output);
    bool whole = true;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto attached = context.archive->attach(code, arguments[i], display);
        if (attached.ok()) {
            context.output.line(code.text() + "  + " + context.output.shown(arguments[i]));
            if (attached->restored) tell_restored(context.output, arguments[i]);
            whole = tell_text(context.output, code.text(), arguments[i], *attached) && whole;
            continue;
        }
        if (arguments.size() == 2) return attached.error();
        context.output.problem(attached.error());
        whole = false;
    }
    return whole ? exit_ok : exit_partial;
}

}  // namespace fonds::cli
