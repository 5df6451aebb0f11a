// SPDX-License-Identifier: GPL-3.0-or-later
// volume: sealed zips and their copies.
#include <algorithm>
#include <set>

#include "archive/backup.hpp"
#include "archive/cooling.hpp"
#include "archive/scrubbing.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/volume_views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

std::string moment(const Instant& at)
{
    std::string text = to_iso8601(at).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::string copies_text(const Output& output, const Volume& volume)
{
    std::string text;
    for (const auto& copy : volume.copies)
        text += (text.empty() ? "" : ", ") + output.shown(place_text(copy)) + " " + output.pick(text_of(copy));
    return text;
}

/// When it is to be read again; now is the moment for what was due before.
std::string due_text(const Output& output, Instant due, Instant now)
{
    return due <= now ? output.pick(say("due now", "已到期")) : to_iso8601(due).substr(0, 10);
}

void print_volume(Output& output, const Volume& volume, std::int64_t dead, const VolumeHealth* health = nullptr,
                  Instant now = {})
{
    Table table;
    const auto row = [&](const Text& label, const std::string& value) { table.row({output.pick(label), value}); };
    row(say("Volume", "冷存卷"), volume.name);
    row(say("Sealed", "封存于"), moment(volume.sealed_at) + " UTC");
    row(say("Files", "文件"), std::to_string(volume.members) + ", " + size_text(volume.bytes));
    if (dead > 0) row(say("No longer used", "不再使用"), std::to_string(dead));
    row(say("Size", "大小"), size_text(volume.size));
    row(say("SHA-256", "SHA-256"), volume.digest.hex());
    row(say("Volume before", "上一卷"), volume.previous ? volume.previous->hex() : "-");
    row(say("Encrypted", "加密"), output.pick(volume.encrypted ? say("yes, AES-256", "是(AES-256)") : say("no", "否")));
    row(say("Parity", "校验数据"), volume.parity == 0 ? "-" : std::to_string(volume.parity) + " %");
    if (volume.replaced) row(say("State", "状态"), output.pick(say("replaced; its files are gone", "已被替换,文件已删除")));
    for (const auto& copy : volume.copies)
        row(say("Copy", "副本"), output.shown(place_text(copy)) + "  " + output.pick(text_of(copy)) + "  " +
                                     output.pick(say("verified {} UTC", "校验于 {} UTC", {moment(copy.verified_at)})));
    if (health != nullptr) {
        if (health->next_due) row(say("Next check", "下次校验"), due_text(output, *health->next_due, now));
        row(say("Repairs", "修复"),
            output.pick(health->last_repair ? say("{} so far; the last: {}", "累计 {} 次;最近一次:{}",
                                                  {health->repairs, text_of(output, *health->last_repair)})
                                            : say("none", "无")));
    }
    table.print(output);
}

Json json_of(const Output& output, const CopyReport& report)
{
    Json damaged = Json::array();
    for (const auto& path : report.damaged) damaged.push(path);
    return std::move(Json::object()
                         .set("volume", report.volume)
                         .set("place", report.copy.place)
                         .set("state", name_of(report.copy.state))
                         .set("out_of_reach", report.out_of_reach)
                         .set("damaged", std::move(damaged))
                         .set("all_readable", report.all_readable)
                         .set("repaired_from", report.repaired_from.empty() ? Json() : Json(report.repaired_from))
                         .set("problem", report.problem ? Json(output.pick(report.problem->what)) : Json()));
}

Text text_of(const AdoptOutcome& outcome)
{
    const Text counts = say("{} made, {} there already", "新建 {},已有 {}",
                            {counted(outcome.records, "record", "records", "件档案"), outcome.known});
    switch (outcome.fate) {
    case AdoptFate::adopted: return say("adopted: {}", "已接收:{}", {counts});
    case AdoptFate::known: return say("here already: {}", "该卷已在本库:{}", {counts});
    case AdoptFate::left_out: return say("left out: {}", "未接收该卷:{}", {counts});
    case AdoptFate::failed: break;
    }
    return say("not adopted", "接收失败");
}

Json json_of(const Output& output, const AdoptOutcome& outcome)
{
    return std::move(Json::object()
                         .set("file", outcome.file)
                         .set("outcome", name_of(outcome.fate))
                         .set("records", outcome.records)
                         .set("known", outcome.known)
                         .set("error", outcome.problem ? json_of(*outcome.problem, output.language()) : Json()));
}

}  // namespace

Result<int> run_volume_list(Context& context)
{
    Cooling cooling(*context.archive);
    TRY_ASSIGN(const auto volumes, cooling.volumes(context.options.cold.all));
    TRY_ASSIGN(auto health, Scrubbing(*context.archive).volume_health({}));
    Output& output = context.output;
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& volume : volumes) all.push(json_of(volume, health[volume.name]));
        output.json(all);
        return exit_ok;
    }
    if (volumes.empty()) {
        output.remark(say("There are no volumes. fonds cold plan shows what could go.",
                          "没有冷存卷。fonds cold plan 可查看可转入的档案。"));
        return exit_ok;
    }
    Table table;
    const Instant now = context.environment.clock->now();
    for (const auto& volume : volumes) {
        const VolumeHealth& known = health[volume.name];
        std::string care;
        if (known.verified) care = output.pick(say("verified {}", "校验于 {}", {cooling.day_of(*known.verified).text()}));
        if (known.next_due)
            care += (care.empty() ? "" : ", ") +
                    output.pick(say("next {}", "下次 {}", {due_text(output, *known.next_due, now)}));
        if (known.repairs > 0)
            care += (care.empty() ? "" : ", ") + output.pick(say("mended {}×", "修复 {} 次", {known.repairs}));
        table.row({output.bold(volume.name), cooling.day_of(volume.sealed_at).text(),
                   output.pick(counted(volume.members, "file", "files", "个文件")), size_text(volume.size), care,
                   volume.replaced ? output.pick(say("replaced", "已替换")) : copies_text(output, volume)});
    }
    table.print(output);
    return exit_ok;
}

Result<int> run_volume_show(Context& context)
{
    Cooling cooling(*context.archive);
    TRY_ASSIGN(const Volume volume, cooling.volume(context.options.arguments.front()));
    TRY_ASSIGN(const auto members, cooling.members(volume.name));
    TRY_ASSIGN(const auto codes, cooling.records_in(volume.name));
    TRY_ASSIGN(const auto dead, cooling.dead_members(volume.name));
    TRY_ASSIGN(auto all_health, Scrubbing(*context.archive).volume_health(volume.name));
    const VolumeHealth& health = all_health[volume.name];
    Output& output = context.output;
    if (context.options.json) {
        Json list = Json::array();
        for (const auto& member : members)
            list.push(Json::object()
                          .set("path", member.path)
                          .set("digest", member.digest.hex())
                          .set("size", member.size)
                          .set("stored_size", member.stored_size)
                          .set("deflated", member.deflated));
        Json records = Json::array();
        for (const auto& code : codes) records.push(code.text());
        output.json(std::move(json_of(volume, health)
                                  .set("records", std::move(records))
                                  .set("unused_files", dead)
                                  .set("members", std::move(list))));
        return exit_ok;
    }
    print_volume(output, volume, dead, &health, context.environment.clock->now());
    for (const auto& member : members) output.line("  " + output.shown(member.path) + "  " + size_text(member.size));
    return exit_ok;
}

Result<int> run_volume_verify(Context& context)
{
    Cooling cooling(*context.archive);
    std::vector<std::string> names = context.options.arguments;
    if (names.empty()) {
        TRY_ASSIGN(const auto volumes, cooling.volumes(false));
        for (const auto& volume : volumes) names.push_back(volume.name);
    }
    WorkDisplay display(context.output);
    Output& output = context.output;
    Json all = Json::array();
    int code = exit_ok;
    std::set<std::string> unreached;
    std::string damaged;  ///< the first that nothing could mend
    for (const auto& name : names) {
        TRY_ASSIGN(const auto reports, cooling.verify(name, display));
        output.end_progress();
        for (const auto& report : reports) {
            all.push(json_of(output, report));
            const bool good = report.copy.state == CopyState::good;
            if (!good) code = report.copy.state == CopyState::damaged ? exit_fixity : std::max(code, int{exit_partial});
            if (!good && !report.out_of_reach && damaged.empty()) damaged = report.volume;
            if (good && !report.repaired_from.empty()) code = std::max(code, int{exit_partial});
            if (!context.options.json) {
                std::string line =
                    output.bold(report.volume) + "  " + output.shown(place_text(report.copy)) + "  " +
                    output.pick(report.out_of_reach ? say("out of reach", "无法访问") : text_of(report.copy.state));
                if (!report.repaired_from.empty()) line += "  " + output.pick(repair_text(report.repaired_from));
                output.line(line);
                for (const auto& path : report.damaged)
                    output.line("  " + output.pick(say("damaged", "损坏")) + "  " + output.shown(path));
            }
            // A disk that is not mounted is one problem, however many volumes lie there.
            if (report.problem && (!report.out_of_reach || unreached.insert(report.copy.place).second))
                output.problem(*report.problem);
        }
    }
    if (context.options.json) output.json(all);
    if (!damaged.empty() && !context.options.json) output.remark(BackupBook(*context.archive).mend_hint(damaged));
    return code;
}

Result<int> run_volume_rewrite(Context& context)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const auto volume, Cooling(*context.archive).rewrite(context.options.arguments, display));
    context.output.end_progress();
    if (context.options.json)
        context.output.json(volume ? json_of(*volume) : Json());
    else if (volume)
        print_volume(context.output, *volume, 0);
    else
        context.output.line(say("Nothing in them is used any more: they are gone.", "其中内容均已不再使用,卷已删除。"));
    if (!volume || std::ranges::all_of(volume->copies, [](const auto& copy) { return copy.state == CopyState::good; }))
        return exit_ok;
    context.output.problem(
        error(ErrorKind::unavailable, say("Not every copy of {} could be made", "{} 的副本未能全部写出", {volume->name}))
            .with_hint(say("fonds volume verify {} says why, and makes what is missing.",
                           "执行 fonds volume verify {} 可查明原因并补齐。", {volume->name})));
    return exit_partial;
}

Result<int> run_volume_move(Context& context)
{
    const auto& cold = context.options.cold;
    const auto place = [](const std::string& given) {
        return given == "volumes" || given == "volumes/" ? std::string() : given;
    };
    WorkDisplay display(context.output);
    TRY_ASSIGN(const Volume volume,
               Cooling(*context.archive).move(context.options.arguments.front(), place(cold.from), place(cold.to), display));
    context.output.end_progress();
    if (context.options.json)
        context.output.json(json_of(volume));
    else
        print_volume(context.output, volume, 0);
    return exit_ok;
}

Result<int> run_volume_adopt(Context& context)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const AdoptReport report, Cooling(*context.archive).adopt(context.options.arguments, display));
    Output& output = context.output;
    output.end_progress();
    const bool is_one = context.options.arguments.size() == 1;
    if (is_one && report.problems.empty() && report.outcomes.size() == 1 && report.outcomes.front().problem)
        return *report.outcomes.front().problem;
    if (context.options.json) {
        Json volumes = Json::array();
        for (const auto& volume : report.volumes) volumes.push(json_of(volume));
        Json problems = Json::array();
        for (const auto& one : report.problems)
            problems.push(Json::object()
                              .set("code", one.code.text())
                              .set("where", one.why.where)
                              .set("problem", output.pick(one.why.what)));
        Json outcomes = Json::array();
        for (const auto& one : report.outcomes) outcomes.push(json_of(output, one));
        Json holds = Json::array();
        for (const auto& number : report.holds) holds.push(number);
        Json repaired = Json::array(), merged = Json::array();
        for (const auto& file : report.repaired) repaired.push(file);
        for (const auto& [code, into] : report.merged)
            merged.push(Json::object().set("code", code.text()).set("into", into.text()));
        output.json(Json::object()
                        .set("outcomes", std::move(outcomes))
                        .set("interrupted", report.interrupted)
                        .set("volumes", std::move(volumes))
                        .set("records", report.records)
                        .set("known", report.known)
                        .set("held", report.held)
                        .set("holds", std::move(holds))
                        .set("files", report.files)
                        .set("repaired", std::move(repaired))
                        .set("merged", std::move(merged))
                        .set("problems", std::move(problems)));
    } else {
        if (!is_one)
            for (const auto& one : report.outcomes) output.line(output.shown(one.file) + "  " + output.pick(text_of(one)));
        output.line(say("{} adopted: {} made, {} there already", "已接收 {}:新建 {},已有 {}",
                        {counted(static_cast<std::int64_t>(report.volumes.size()), "volume", "volumes", "个冷存卷"),
                         counted(report.records, "record", "records", "件档案"), report.known}));
        if (report.held > 0) {
            std::string numbers;
            for (const auto& number : report.holds) numbers += (numbers.empty() ? "" : ", ") + number;
            output.line(say("{} on hold as when sealed: {}", "{} 按封卷时的状态冻结:{}",
                            {counted(report.held, "record", "records", "件档案"), numbers}));
        }
        if (!report.merged.empty())
            output.line(
                say("{} part of another again, as when sealed", "{} 按封卷时的状态重新并入其他档案",
                    {counted(static_cast<std::int64_t>(report.merged.size()), "record is", "records are", "件档案")}));
        for (const auto& file : report.repaired)
            output.remark(
                say("{} is damaged: it was taken as the parity beside it gives it. A file outside volumes/ was left as it "
                    "is.",
                    "{} 已损坏:已按旁边的校验数据修复后接收;volumes/ 之外的原文件未作改动。", {output.shown(file)}));
        if (report.records > 0)
            output.remark(
                say("Holds that were placed or released after a volume was sealed are in no volume: place or release "
                    "them here before anything is destroyed (fonds hold).",
                    "封卷之后设立或解除的冻结不在卷内:销毁任何档案之前,请在本库补设或解除(fonds hold)。"));
    }
    for (const auto& one : report.problems) {
        Error problem = one.why;
        if (problem.where.empty()) problem.where = one.code.text();
        output.problem(problem);
    }
    std::optional<ErrorKind> failed;
    for (const auto& one : report.outcomes)
        if (one.problem) {
            output.problem(*one.problem);
            failed = one.problem->kind;
        }
    if (report.interrupted) {
        output.remark(say("Stopped: the same command goes on where it was.", "已停止;再次执行同一命令即可继续。"));
        return exit_interrupted;
    }
    if (failed && is_one) return exit_code_of(*failed);
    return report.problems.empty() && report.repaired.empty() && !failed ? exit_ok : exit_partial;
}

}  // namespace fonds::cli
