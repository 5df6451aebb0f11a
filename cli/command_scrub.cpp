// SPDX-License-Identifier: GPL-3.0-or-later
// scrub: bytes are read again before somebody needs them.
#include "archive/backup.hpp"
#include "archive/scrubbing.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/volume_views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

std::string_view name_of(Soundness found)
{
    switch (found) {
    case Soundness::whole: return "whole";
    case Soundness::repaired: return "repaired";
    case Soundness::damaged: return "damaged";
    case Soundness::missing: return "missing";
    case Soundness::out_of_reach: return "out_of_reach";
    }
    return {};
}

Text text_of(Soundness found)
{
    switch (found) {
    case Soundness::whole: return say("whole", "完好");
    case Soundness::repaired: return say("repaired", "已修复");
    case Soundness::damaged: return say("DAMAGED", "损坏");
    case Soundness::missing: return say("MISSING", "缺失");
    case Soundness::out_of_reach: return say("out of reach", "无法访问");
    }
    return {};
}

/// A record or volume, as commands take it.
std::string first_damaged(const ScrubReport& report)
{
    for (const auto& one : report.findings)
        if (one.found == Soundness::damaged || one.found == Soundness::missing)
            return one.place.substr(0, one.place.find(' '));
    return "NAME";
}

}  // namespace

Result<int> run_scrub(Context& context)
{
    const auto& cold = context.options.cold;
    ScrubRequest request;
    request.everything = cold.all;
    request.rate = cold.rate;
    if (cold.most) request.bytes = *cold.most << 20;
    WorkDisplay display(context.output);
    TRY_ASSIGN(const ScrubReport report, Scrubbing(*context.archive).run(request, display));
    Output& output = context.output;
    output.end_progress();
    if (context.options.json) {
        Json findings = Json::array();
        for (const auto& one : report.findings)
            findings.push(
                Json::object().set("place", one.place).set("state", name_of(one.found)).set("what", output.pick(one.what)));
        output.json(Json::object()
                        .set("objects", report.objects)
                        .set("copies", report.copies)
                        .set("bytes", report.bytes)
                        .set("repaired", report.repaired)
                        .set("damaged", report.damaged)
                        .set("out_of_reach", report.out_of_reach)
                        .set("left", report.left)
                        .set("interrupted", report.interrupted)
                        .set("findings", std::move(findings)));
    } else {
        for (const auto& one : report.findings)
            output.line(output.bold(output.shown(one.place)) + "  " + output.pick(text_of(one.found)) + "  " +
                        output.pick(one.what));
        if (report.objects + report.copies + report.out_of_reach == 0)
            output.line(say("Nothing is due.", "没有到期的数据。"));
        else
            output.line(say("{} and {} read, {}: {} repaired, {} damaged", "已校验 {}、{},共 {}:修复 {},损坏 {}",
                            {counted(report.objects, "file", "files", "个文件"),
                             counted(report.copies, "copy of a volume", "copies of volumes", "份冷存卷"),
                             size_text(report.bytes), report.repaired, report.damaged}));
        if (report.out_of_reach > 0)
            output.remark(say("{} out of reach: nothing is known of them, and they do not count as damaged.",
                              "{} 无法访问,状态未知,不计为损坏。",
                              {counted(report.out_of_reach, "copy is", "copies are", "份副本")}));
        if (report.left > 0)
            output.remark(say("{} are due still: the next run goes on with them.", "另有 {} 到期未校验,下次继续。",
                              {counted(report.left, "file", "files", "个文件")}));
        if (report.damaged > 0)
            output.remark(say("What is damaged stays where it is and is never handed out as good. {}",
                              "损坏的数据原样保留,不会当作完好数据取出。{}",
                              {BackupBook(*context.archive).mend_hint(first_damaged(report))}));
    }
    if (report.damaged > 0) return exit_fixity;
    if (report.interrupted) return exit_interrupted;
    return report.repaired + report.out_of_reach > 0 ? exit_partial : exit_ok;
}

}  // namespace fonds::cli
