// SPDX-License-Identifier: GPL-3.0-or-later
// cold, recall: what goes into volumes, and what comes back.
#include <algorithm>

#include "archive/cooling.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/volume_views.hpp"
#include "cli/work_display.hpp"
#include "schema/model/retention_period.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t usual_limit = 20;

Result<int> days_in(const std::string& text, std::string_view option)
{
    const auto period = RetentionPeriod::parse(text);
    // A bare number would be years elsewhere, and days to whoever thinks of backups.
    const bool bare = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if (!period.ok() || period->permanent() || bare)
        return error(ErrorKind::usage, bare ? say("{} {}: of what? A unit is missing", "{} {} 缺少单位", {option, text})
                                            : say("{} {} is no period", "{} {} 不是期限", {option, text}))
            .with_hint(say("Write it like 3y, 18m, 6w or 90d: years, months, weeks, days.",
                           "请写成 3y、18m、6w 或 90d(年、月、周、日)。"));
    switch (period->unit) {
    case RetentionPeriod::Unit::years: return period->count * 365;
    case RetentionPeriod::Unit::months: return period->count * 30;
    case RetentionPeriod::Unit::weeks: return period->count * 7;
    default: return period->count;
    }
}

Result<ColdPolicy> policy_of(const Options& options, ColdPolicy policy)
{
    const auto& cold = options.cold;
    if (cold.older_than) {
        TRY_ASSIGN(policy.after_days, days_in(*cold.older_than, "--older-than"));
    }
    if (cold.unused) {
        TRY_ASSIGN(policy.unused_days, days_in(*cold.unused, "--unused"));
    }
    if (cold.grades) {
        policy.grades.clear();
        for (const char c : *cold.grades) {
            TRY_ASSIGN(const Grade grade, parse_grade(std::string_view(&c, 1)));
            policy.grades += text_of(grade);
        }
    }
    if (!cold.categories.empty()) policy.categories = {cold.categories.begin(), cold.categories.end()};
    policy.whatever_its_age = cold.all;
    return policy;
}

Text text_of(ColdReason reason)
{
    switch (reason) {
    case ColdReason::age: return say("old and unused", "年久未用");
    case ColdReason::space: return say("objects/ is too full", "objects/ 超出容量");
    case ColdReason::asked: return say("asked for", "指定转入");
    }
    return {};
}

std::string_view name_of(ColdReason reason)
{
    switch (reason) {
    case ColdReason::age: return "age";
    case ColdReason::space: return "space";
    case ColdReason::asked: return "asked";
    }
    return {};
}

Text encryption(bool encrypted)
{
    return encrypted ? say("encrypted (AES-256)", "加密(AES-256)") : say("not encrypted", "不加密");
}

std::string day_of(std::int32_t days)
{
    return days == 0 ? std::string()
                     : Date(std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)))).text();
}

Text why(const PlannedRecord& one)
{
    Text text = say("{}: filed {}", "{}:归档于 {}", {text_of(one.reason), day_of(one.record.filed)});
    if (one.record.last_used != 0) {
        text.en += fill(", used {}", {day_of(one.record.last_used)});
        text.zh += fill(",最近查阅 {}", {day_of(one.record.last_used)});
    }
    if (one.record.sealed) {
        text.en += "; sealed already";
        text.zh += ";已封卷";
    }
    if (one.record.held) {
        text.en += "; on hold";
        text.zh += ";冻结中";
    }
    return text;
}

std::vector<PlannedRecord> first_of(const ColdPlan& plan, std::size_t limit)
{
    std::vector<PlannedRecord> first;
    for (const auto& volume : plan.volumes)
        for (const auto& one : volume.records) {
            if (first.size() == limit) return first;
            first.push_back(one);
        }
    for (const auto& one : plan.leaving) {
        if (first.size() == limit) return first;
        first.push_back(one);
    }
    return first;
}

Json json_of(const ColdPlan& plan, const std::vector<PlannedRecord>& listed, const std::vector<Record>& records)
{
    Json rows = Json::array();
    for (std::size_t i = 0; i < listed.size() && i < records.size(); ++i)
        rows.push(Json::object()
                      .set("code", records[i].code.text())
                      .set("title", records[i].metadata.title)
                      .set("reason", name_of(listed[i].reason))
                      .set("filed", day_of(listed[i].record.filed))
                      .set("last_used", listed[i].record.last_used != 0 ? Json(day_of(listed[i].record.last_used)) : Json())
                      .set("held", listed[i].record.held)
                      .set("sealed", listed[i].record.sealed)
                      .set("files", std::int64_t{listed[i].record.files})
                      .set("bytes", listed[i].record.bytes));
    Json volumes = Json::array();
    for (const auto& volume : plan.volumes)
        volumes.push(Json::object().set("records", volume.records.size()).set("bytes", volume.bytes));
    return std::move(Json::object()
                         .set("records", plan.records)
                         .set("files", plan.files)
                         .set("bytes", plan.bytes)
                         .set("freed_bytes", plan.hot_bytes)
                         .set("freed_on_disk", plan.disk_bytes)
                         .set("held", plan.held)
                         .set("sealed_before", plan.leaving.size())
                         .set("missing_copies", plan.copies)
                         .set("encrypted", plan.encrypted)
                         .set("volumes", std::move(volumes))
                         .set("staying", std::move(Json::object()
                                                       .set("grade", plan.other_grade)
                                                       .set("category", plan.other_category)
                                                       .set("too_small", plan.too_small)
                                                       .set("open_folder", plan.open_folder)
                                                       .set("too_young", plan.too_young)
                                                       .set("in_use", plan.in_use)))
                         .set("list", std::move(rows)));
}

Result<void> tell_plan(Context& context, Cooling& cooling, const ColdPlan& plan)
{
    Output& output = context.output;
    const std::size_t limit = context.options.limit.value_or(usual_limit);
    const auto listed = first_of(plan, limit);
    TRY_ASSIGN(const auto records, cooling.records(listed));
    if (context.options.json) {
        output.json(json_of(plan, listed, records));
        return {};
    }
    if (plan.records == 0 && plan.leaving.empty()) output.line(say("Nothing is cold enough.", "没有可转冷存的档案。"));
    if (plan.copies > 0)
        output.line(
            say("{} {copy of a volume is|copies of volumes are} missing, and would be made where the folder is there",
                "冷存卷缺少副本 {} 份,目录可用的将补做", {plan.copies}));
    if (plan.records > 0) {
        output.line(say("{} with {} ({}) would go into {}", "{},{} ({}),将转入 {}",
                        {counted(plan.records, "record", "records", "件档案"),
                         counted(plan.files, "file", "files", "个文件"), size_text(plan.bytes),
                         counted(static_cast<std::int64_t>(plan.volumes.size()), "volume", "volumes", "个冷存卷")}));
        output.line(say("the volumes take {} before deflating and parity; they are {}",
                        "冷存卷占用 {}(未计压缩与校验数据),{}", {size_text(plan.bytes), encryption(plan.encrypted)}));
    }
    if (!plan.leaving.empty())
        output.line(say("{} sealed before, whose bytes would leave objects/ once enough copies are verified",
                        "{} 已封卷,副本校验足够后文件将再次移出 objects/",
                        {counted(static_cast<std::int64_t>(plan.leaving.size()), "record was", "records were", "件档案")}));
    if (plan.records > 0 || !plan.leaving.empty())
        output.line(say("objects/ gets {} back on the disk", "objects/ 释放磁盘 {}", {size_text(plan.disk_bytes)}));
    if (plan.held > 0)
        output.line(say("{} on hold: their bytes leave objects/ only when two copies of the volume are verified",
                        "其中 {} 处于冻结:该卷有两份已校验副本后才移出 objects/",
                        {counted(plan.held, "of them is", "of them are", "件")}));
    const auto stays = [&](std::int64_t count, const Text& reason) {
        if (count > 0) output.line(output.dim(output.pick(say("stay: {}  {}", "不转:{}  {}", {count, reason}))));
    };
    stays(plan.too_young, say("not old enough", "年限未到"));
    stays(plan.in_use, say("used lately", "近期查阅过"));
    stays(plan.open_folder, say("in open folders", "案卷未封"));
    stays(plan.other_grade, say("of other grades (A goes only when it is named)", "重要性不在范围(A 级须写明)"));
    stays(plan.other_category, say("of other categories", "门类不在范围"));
    stays(plan.too_small, say("too small", "过小"));
    if (records.empty()) return {};
    Table table;
    for (std::size_t i = 0; i < listed.size() && i < records.size(); ++i)
        table.row({output.bold(records[i].code.text()), size_text(listed[i].record.bytes), output.pick(why(listed[i])),
                   output.shown(records[i].metadata.title)});
    table.print(output);
    const auto all = plan.records + static_cast<std::int64_t>(plan.leaving.size());
    if (const auto more = all - static_cast<std::int64_t>(records.size()); more > 0)
        output.remark(say("… and {} more; --limit 0 lists all.", "……另有 {} 件;--limit 0 列出全部。", {more}));
    return {};
}

Json json_of(const Output& output, const std::vector<StayedHot>& all)
{
    Json list = Json::array();
    for (const auto& one : all)
        list.push(Json::object().set("code", one.code.text()).set("problem", output.pick(one.why.what)));
    return list;
}

Json json_of(const Output& output, const std::vector<Error>& all)
{
    Json list = Json::array();
    for (const auto& one : all) list.push(cli::json_of(one, output.language()));
    return list;
}

int tell_run(Context& context, const ColdRunReport& report)
{
    Output& output = context.output;
    output.end_progress();
    if (context.options.json) {
        Json volumes = Json::array();
        for (const auto& volume : report.volumes) volumes.push(cli::json_of(volume));
        output.json(Json::object()
                        .set("volumes", std::move(volumes))
                        .set("records", report.records)
                        .set("files", report.files)
                        .set("bytes", report.bytes)
                        .set("freed_bytes", report.freed)
                        .set("waiting_files", report.waiting)
                        .set("stayed", json_of(output, report.stayed))
                        .set("copies", json_of(output, report.copies))
                        .set("interrupted", report.interrupted));
    } else {
        for (const auto& volume : report.volumes)
            output.line(output.bold(volume.name) + "  " + output.pick(counted(volume.members, "file", "files", "个文件")) +
                        "  " + size_text(volume.size) + "  " + output.pick(encryption(volume.encrypted)) + "  " +
                        volume.digest.hex());
        output.line(say("{} sealed; {} left objects/", "已封存 {};objects/ 释放 {}",
                        {counted(report.records, "record", "records", "件档案"), size_text(report.freed)}));
        if (report.waiting > 0)
            output.remark(say("{} {file stays|files stay} in objects/ too, until enough copies are verified: fonds cold "
                              "run makes them.",
                              "{} 个文件暂留 objects/,待足够的副本通过校验:再次执行 fonds cold run 可补做副本。",
                              {report.waiting}));
    }
    for (const auto& problem : report.copies) output.problem(problem);
    for (const auto& one : report.stayed) {
        Error problem = one.why;
        problem.where = one.code.text();
        output.problem(problem);
    }
    if (report.failure) {
        output.problem(*report.failure);
        return exit_code_of(report.failure->kind);
    }
    if (report.interrupted) return exit_interrupted;
    const bool damaged =
        std::ranges::any_of(report.stayed, [](const StayedHot& one) { return one.why.kind == ErrorKind::fixity; });
    if (damaged) return exit_fixity;
    return report.copies.empty() && report.stayed.empty() && report.waiting == 0 ? exit_ok : exit_partial;
}

}  // namespace

Result<int> run_cold_plan(Context& context)
{
    Cooling cooling(*context.archive);
    TRY_ASSIGN(const ColdPolicy policy, policy_of(context.options, cooling.policy()));
    TRY_ASSIGN(const ColdPlan plan, cooling.plan(policy));
    TRY(tell_plan(context, cooling, plan));
    return exit_ok;
}

Result<int> run_cold_run(Context& context)
{
    Cooling cooling(*context.archive);
    TRY_ASSIGN(const ColdPolicy policy, policy_of(context.options, cooling.policy()));
    TRY_ASSIGN(ColdPlan plan, cooling.plan(policy));
    plan.encrypted = plan.encrypted || context.options.cold.encrypt;
    if (context.options.cold.dry_run) {
        TRY(tell_plan(context, cooling, plan));
        return exit_ok;
    }
    if (!context.options.force && !plan.is_empty()) {
        if (!context.options.json) TRY(tell_plan(context, cooling, plan));
        return error(ErrorKind::usage, say("Nothing was done yet", "尚未执行"))
            .with_hint(say("Add --yes to do it.", "确认请加 --yes。"));
    }
    WorkDisplay display(context.output);
    TRY_ASSIGN(const ColdRunReport report, cooling.run(plan, display));
    return tell_run(context, report);
}

Result<int> run_recall(Context& context)
{
    std::vector<ReferenceCode> codes;
    for (const auto& text : context.options.arguments) {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(text));
        codes.push_back(code);
    }
    WorkDisplay display(context.output);
    TRY_ASSIGN(const RecallReport report, Cooling(*context.archive).recall(codes, display));
    Output& output = context.output;
    output.end_progress();
    if (context.options.json)
        output.json(Json::object()
                        .set("records", report.records)
                        .set("files", report.files)
                        .set("bytes", report.bytes)
                        .set("failed", json_of(output, report.failed)));
    else
        output.line(say("{} recalled: {}, {}", "已调回 {}:{},{}",
                        {counted(report.records, "record", "records", "件档案"),
                         counted(report.files, "file", "files", "个文件"), size_text(report.bytes)}));
    int code = exit_ok;
    for (const auto& one : report.failed) {
        Error problem = one.why;
        problem.where = one.code.text();
        output.problem(problem);
        code = codes.size() == 1                   ? exit_code_of(problem.kind)
               : problem.kind == ErrorKind::fixity ? exit_fixity
                                                   : exit_partial;
    }
    return code;
}

}  // namespace fonds::cli
