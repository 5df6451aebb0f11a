// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/intake_exam.hpp"

#include "archive/examining.hpp"
#include "cli/exit_code.hpp"
#include "cli/scanner_programs.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

IntakeExam::IntakeExam(Context& context) : context_(context)
{
    Examining examining(*context.archive);
    if (!examining.on_intake()) return;
    if (const auto mark = examining.mark(); mark.ok()) mark_ = *mark;
}

int IntakeExam::finish(int code)
{
    if (!mark_ || code == exit_interrupted) return code;
    Output& output = context_.output;
    Examining examining(*context_.archive);
    const auto now = examining.mark();
    if (now.ok() && *now == *mark_) return code;
    ExamRequest request;
    request.stage = ExamStage::intake;
    request.since = mark_;
    request.scanners = scanner_programs();
    WorkDisplay display(output);
    const auto examined = examining.run(request, display);
    output.end_progress();
    if (!examined.ok()) {
        output.problem(examined.error());
        return code == exit_ok ? exit_partial : code;
    }
    if (examined->failed == 0) {
        output.remark(say(examined->records == 1 ? "Four-property check {}: {} record, no findings."
                                                 : "Four-property check {}: {} records, no findings.",
                          "四性检测 {}:{} 件,全部通过。", {examined->number, examined->records}));
        return code;
    }
    std::string failed;
    for (const ExamCheck& check : examined->checks)
        if (check.result == ExamResult::fail) failed += (failed.empty() ? "" : ", ") + check.id;
    output.remark(say(examined->records == 1 ? "Four-property check {}: {} record, failed: {}. → fonds examine show {}"
                                             : "Four-property check {}: {} records, failed: {}. → fonds examine show {}",
                      "四性检测 {}:{} 件,不通过:{}。→ fonds examine show {}",
                      {examined->number, examined->records, failed, examined->number}));
    return code == exit_ok ? exit_partial : code;
}

}  // namespace fonds::cli
