// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_display.hpp"
#include "cli/filing_input.hpp"
#include "cli/intake_exam.hpp"

namespace fonds::cli {

Result<int> run_file(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    if (options.arguments.empty() && options.file.from.empty())
        return error(ErrorKind::usage, say("Nothing to file", "没有要归档的文件"))
            .with_hint(say("Name files or directories, or a list with --from.", "请给出文件或目录,或用 --from 给出清单。"));
    TRY_ASSIGN(const Gathered gathered, gather(context));
    for (const auto& problem : gathered.problems) output.problem(problem);
    FilingDisplay display(output, NumberBook(*context.archive), gathered, options.json);
    display.tell_bad_rows();

    FilingOptions filing;
    filing.duplicates = options.file.allow_duplicate ? Duplicates::allowed : Duplicates::refused;
    filing.password = options.password;
    filing.leap = options.numbers.leap ? Leap::allowed : Leap::refused;
    IntakeExam intake(context);
    auto summary = context.archive->file(gathered.items, filing, display);
    display.tell_the_rest();
    if (!summary.ok()) return std::move(summary).error();
    if (summary->index_problem) output.problem(*summary->index_problem);
    display.tell_summary(*summary);
    if (summary->interrupted) return exit_interrupted;
    // With a code there is one file: what was wrong with it is what was wrong.
    if (!options.file.code.empty() && summary->failed > 0 && display.last_failure())
        return intake.finish(exit_code_of(*display.last_failure()));
    const bool whole = summary->duplicates == 0 && summary->failed == 0 && summary->without_text == 0 &&
                       summary->text_pending == 0 && gathered.problems.empty() && gathered.bad_rows.empty();
    return intake.finish(whole ? exit_ok : exit_partial);
}

}  // namespace fonds::cli
