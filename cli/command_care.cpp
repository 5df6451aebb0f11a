// SPDX-License-Identifier: GPL-3.0-or-later
// index, reindex, status, check, repair: the archive's health.
#include "archive/accounts.hpp"
#include "archive/cooling.hpp"
#include "archive/scrubbing.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/finding_views.hpp"
#include "cli/views.hpp"
#include "cli/volume_views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

int tell_drained(Context& context, const DrainSummary& summary)
{
    if (summary.problem) context.output.problem(*summary.problem);
    Text text = say(summary.indexed == 1 ? "{} record indexed" : "{} records indexed", "已索引 {} 件", {summary.indexed});
    if (summary.without_text > 0) {
        text.en += fill(", {} of them without readable text", {summary.without_text});
        text.zh += fill(",其中无可读文本 {} 件", {summary.without_text});
    }
    if (summary.left_owed > 0) {
        text.en += fill(", {} could not be read now and stay owed", {summary.left_owed});
        text.zh += fill(",另有 {} 件暂时无法读取,仍待处理", {summary.left_owed});
    }
    context.output.line(text);
    if (summary.left_to_others) {
        context.output.remark(
            say("Another process holds the index and is still at work.", "其他进程正在更新索引,尚未完成。"));
        return exit_locked;
    }
    if (interrupted()) return exit_interrupted;
    return summary.left_owed > 0 || summary.kept_text > 0 ? exit_partial : exit_ok;
}

/// Why a record that was read again gave no text.
Result<void> tell_unreadable(Context& context, const ReferenceCode& code)
{
    TRY_ASSIGN(const Record record, context.archive->record(code));
    for (const auto& component : record.components) {
        if (component.text == TextState::encrypted)
            context.output.problem(no_key(component.text_note, !context.options.password.empty()).at(code.text()));
        else if (component.text == TextState::failed)
            context.output.problem(
                error(ErrorKind::bad_input, say("The text cannot be read: {}", "无法读取文本:{}", {component.text_note}))
                    .at(code.text()));
    }
    return {};
}

Text index_state(const std::string& state)
{
    if (state == "good") return say("good", "完好");
    if (state == "missing") return say("missing", "缺失");
    if (state == "foreign") return say("of another archive", "属于其他档案库");
    if (state == "outdated") return say("of another version", "由其他版本建立");
    return say("damaged", "已损坏");
}

/// How bytes are kept; null when the catalog cannot tell.
Json storage_json(Archive& archive)
{
    Cooling cooling(archive);
    const auto storage = cooling.tally();
    const auto volumes = cooling.volumes(false);
    const auto fixity = Scrubbing(archive).summary();
    const auto upcoming = Scrubbing(archive).upcoming();
    if (!storage.ok() || !volumes.ok() || !fixity.ok() || !upcoming.ok()) return {};
    Json next;
    if (*upcoming)
        next = std::move(Json::object()
                             .set("at", to_iso8601((*upcoming)->at))
                             .set("files", (*upcoming)->objects ? Json(*(*upcoming)->objects) : Json())
                             .set("volumes", (*upcoming)->volumes));
    std::uint64_t size = 0;
    const auto locked = cooling.locked_volumes();
    std::int64_t good = 0, bad = 0, unreached = 0;
    for (const auto& volume : *volumes)
        for (const auto& copy : volume.copies) {
            size += volume.size;
            ++(copy.sight == CopySight::out_of_reach ? unreached : copy.state == CopyState::good ? good : bad);
        }
    return std::move(Json::object()
                         .set("hot_objects", storage->hot_objects)
                         .set("hot_bytes", storage->hot_bytes)
                         .set("cold_objects", storage->cold_objects)
                         .set("cold_bytes", storage->cold_bytes)
                         .set("volumes", volumes->size())
                         .set("copies_good", good)
                         .set("copies_bad", bad)
                         .set("copies_out_of_reach", unreached)
                         .set("volumes_without_key", locked.ok() ? *locked : 0)
                         .set("copies_bytes", size)
                         .set("last_scrub", fixity->last_scrub ? Json(to_iso8601(*fixity->last_scrub)) : Json())
                         .set("proven_longest_ago", fixity->oldest ? Json(to_iso8601(*fixity->oldest)) : Json())
                         .set("next_scrub", std::move(next))
                         .set("not_read_since_filing", fixity->never)
                         .set("damaged", fixity->damaged)
                         .set("repairs", fixity->repaired)
                         .set("last_repair", json_of(fixity->last_repair)));
}

/// Since when the bytes in objects/ are known to be whole, at least.
Text proven_text(const FixitySummary& fixity, const Scrubbing& scrubbing)
{
    if (fixity.oldest) {
        const std::string day = scrubbing.day_of(*fixity.oldest).text();
        return {day, day};
    }
    if (fixity.objects == 0) return say("when its volume was sealed", "封卷之时");
    return say("not read again since filing", "归档后尚未复验");
}

Text text_of(const UpcomingScrub& next, const Scrubbing& scrubbing)
{
    const auto files = next.objects ? counted(*next.objects, "file", "files", "个文件")
                                    : say("files that are too many to count here", "文件(数量过多,此处不计)");
    const auto volumes = counted(next.volumes, "volume", "volumes", "个冷存卷");
    const Text when = next.already ? say("due now, by fonds scrub", "已到期,请执行 fonds scrub")
                                   : say("due on {}", "{} 到期", {scrubbing.day_of(next.at).text()});
    return say("{}: {}, {} (grade A every {} days, B {}, C {})", "{}:{}、{}(A 级每 {} 天,B 级 {} 天,C 级 {} 天)",
               {when, files, volumes, next.days[0], next.days[1], next.days[2]});
}

Text text_of(const LogHead& log)
{
    return say("event {}, hash {}", "第 {} 条,摘要 {}", {log.event, log.hash});
}

}  // namespace

Result<int> run_index(Context& context)
{
    WorkDisplay display(context.output);
    if (!context.options.arguments.empty()) {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.front()));
        TRY_ASSIGN(const DrainSummary summary, context.archive->read_again(code, context.options.password, display));
        const int exit = tell_drained(context, summary);
        if (summary.without_text > 0) TRY(tell_unreadable(context, code));
        return exit == exit_ok && summary.without_text > 0 ? exit_partial : exit;
    }
    if (!context.options.password.empty())
        return error(ErrorKind::usage, say("A password is for one record", "密码只用于一件档案"))
            .with_hint(say("Name its code: fonds index CODE --password …", "请给出档号:fonds index 档号 --password …"));
    TRY_ASSIGN(const DrainSummary summary, context.archive->drain(display));
    return tell_drained(context, summary);
}

Result<int> run_reindex(Context& context)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const DrainSummary summary, context.archive->reindex(display));
    return tell_drained(context, summary);
}

Result<int> run_status(Context& context)
{
    TRY_ASSIGN(const ArchiveStatus status, context.archive->status());
    TRY_ASSIGN(const Roles missing, UserBook(*context.archive).missing());
    Output& output = context.output;
    const Tallies& tallies = status.tallies;
    if (context.options.json) {
        Json categories = Json::object(), texts = Json::object();
        for (const auto& [code, count] : tallies.categories) categories.set(code, count);
        for (const auto& [state, count] : tallies.text_states) texts.set(fonds::name_of(state), count);
        output.json(Json::object()
                        .set("code", status.identity.code)
                        .set("name", status.identity.name)
                        .set("id", status.identity.id)
                        .set("directory", status.directory)
                        .set("records", tallies.records)
                        .set("components", tallies.components)
                        .set("objects", tallies.objects)
                        .set("bytes", tallies.bytes)
                        .set("events", tallies.events)
                        .set("last_event", status.log.event)
                        .set("last_hash", status.log.hash)
                        .set("owed", tallies.owed)
                        .set("index", status.index_state)
                        .set("indexed", status.indexed)
                        .set("waiting", status.waiting)
                        .set("unfinished_filings", static_cast<std::int64_t>(status.left_over_batches))
                        .set("disk_free", status.disk_free)
                        .set("storage", storage_json(*context.archive))
                        .set("default_settings", status.default_settings)
                        .set("managed", missing.empty())
                        .set("sandbox", status.sandbox)
                        .set("ocr_engine", status.ocr_engine.empty() ? Json() : Json(status.ocr_engine))
                        .set("categories", std::move(categories))
                        .set("text", std::move(texts)));
        return exit_ok;
    }
    output.line(output.bold(status.identity.code) + "  " + output.shown(status.identity.name));
    Table table;
    const auto row = [&](const char* en, const char* zh, const std::string& value) {
        table.row({"  " + output.pick(say(en, zh)), value});
    };
    row("directory", "目录", output.shown(status.directory));
    row("records", "件数", std::to_string(tallies.records));
    row("bytes", "数据量",
        output.pick(say(tallies.objects == 1 ? "{} in {} object" : "{} in {} objects", "{},共 {} 个对象",
                        {size_text(static_cast<std::uint64_t>(tallies.bytes)), tallies.objects})));
    row("disk free", "磁盘剩余", size_text(status.disk_free));
    Cooling cooling(*context.archive);
    TRY_ASSIGN(const StorageTally storage, cooling.tally());
    TRY_ASSIGN(const auto volumes, cooling.volumes(false));
    Scrubbing scrubbing(*context.archive);
    TRY_ASSIGN(const FixitySummary fixity, scrubbing.summary());
    if (!volumes.empty()) {
        std::uint64_t size = 0;
        std::int64_t bad = 0, unreached = 0;
        for (const auto& volume : volumes)
            for (const auto& copy : volume.copies) {
                size += volume.size;
                if (copy.sight == CopySight::out_of_reach)
                    ++unreached;
                else
                    bad += copy.state == CopyState::good ? 0 : 1;
            }
        row("cold", "冷存",
            output.pick(say("{} in {}, {}; copies take {}", "{},{},{};各副本共占 {}",
                            {counted(storage.cold_objects, "file", "files", "个文件"),
                             counted(static_cast<std::int64_t>(volumes.size()), "volume", "volumes", "个冷存卷"),
                             size_text(storage.cold_bytes), size_text(size)})));
        if (bad > 0)
            row("copies", "副本",
                output.pick(
                    say("{} missing or damaged: fonds volume verify", "{} 份缺失或损坏:fonds volume verify", {bad})));
        TRY_ASSIGN(const std::int64_t locked, cooling.locked_volumes());
        if (locked > 0)
            row("key", "密钥",
                output.pick(say("missing: {} encrypted {volume|volumes} cannot be opened; see [cold] key_file",
                                "缺失:{} 个加密冷存卷无法打开,请检查 [cold] key_file", {locked})));
        if (unreached > 0)
            row("copies", "副本",
                output.pick(
                    say("{} out of reach: is the disk mounted?", "{} 份无法访问:请检查磁盘是否已挂载", {unreached})));
    }
    row("scrubbed", "数据校验",
        fixity.last_scrub ? output.pick(say("last on {}; proven longest ago: {}", "上次 {};最早校验于 {}",
                                            {scrubbing.day_of(*fixity.last_scrub).text(), proven_text(fixity, scrubbing)}))
                          : output.pick(say("never: fonds scrub", "从未:fonds scrub")));
    TRY_ASSIGN(const auto upcoming, scrubbing.upcoming());
    if (upcoming) row("next scrub", "下次校验", output.pick(text_of(*upcoming, scrubbing)));
    if (fixity.damaged > 0)
        row("damaged", "损坏",
            output.pick(say("{} not mended: fonds scrub --all", "{} 未修复:fonds scrub --all",
                            {counted(fixity.damaged, "file", "files", "个文件")})));
    if (fixity.repaired > 0 && fixity.last_repair)
        row("repairs", "修复",
            output.pick(say("{} so far, the last {}: fonds report fixity", "累计 {} 次,最近一次 {}:fonds report fixity",
                            {fixity.repaired, text_of(output, *fixity.last_repair)})));
    std::string categories;
    for (const auto& [code, count] : tallies.categories)
        if (count > 0) categories += (categories.empty() ? "" : ", ") + code + " " + std::to_string(count);
    if (!categories.empty()) row("categories", "门类", categories);
    for (const auto& [state, count] : tallies.text_states)
        if (count > 0) table.row({"  " + output.pick(cli::text_of(state)), std::to_string(count)});
    if (status.default_settings)
        row("settings", "设置",
            output.pick(say("there is no fonds.toml: the defaults apply", "没有 fonds.toml,采用默认设置")));
    row("users", "用户",
        output.pick(missing.empty()
                        ? say("managed", "实行用户管理")
                        : say("whoever can write the directory: fonds user list", "能写入目录者均可操作:fonds user list")));
    row("index", "索引",
        output.pick(index_state(status.index_state)) + ", " +
            output.pick(say(status.indexed == 1 ? "{} record" : "{} records", "{} 件", {status.indexed})));
    row("audit log", "审计日志", output.pick(text_of(status.log)));
    if (tallies.owed > 0)
        row("owed", "待办",
            output.pick(say(tallies.owed == 1 ? "{} record waits to be indexed: fonds index"
                                              : "{} records wait to be indexed: fonds index",
                            "{} 件待索引:fonds index", {tallies.owed})));
    if (status.index_state != "good")
        row("", "", output.pick(say("fonds reindex builds it anew", "fonds reindex 可重建索引")));
    if (status.waiting > 0)
        row("desk", "待整理",
            output.pick(say(status.waiting == 1 ? "{} piece waits: fonds inbox list" : "{} pieces wait: fonds inbox list",
                            "{} 件待整理:fonds inbox list", {status.waiting})));
    std::string engine = status.ocr_engine.empty() ? output.pick(say("none", "无")) : status.ocr_engine;
    if (!status.ocr_remark.en.empty())
        engine += output.pick(say(": {} (fonds ocr setup)", ":{}(fonds ocr setup)", {output.pick(status.ocr_remark)}));
    row("recognition", "文字识别", engine);
    if (status.sandbox == "no landlock")
        row("sandbox", "沙箱",
            output.pick(say("this kernel has no Landlock: text workers may read what you may read",
                            "内核不支持 Landlock:文本提取进程可读取您有权读取的文件")));
    if (status.sandbox == "no seccomp")
        row("sandbox", "沙箱",
            output.pick(say("this kernel has no seccomp: no text can be read", "内核不支持 seccomp:无法提取文本")));
    if (status.left_over_batches > 0)
        row("unfinished", "未完成",
            output.pick(say(status.left_over_batches == 1 ? "{} filing was cut off: fonds repair"
                                                          : "{} filings were cut off: fonds repair",
                            "{} 批归档曾中断:fonds repair", {status.left_over_batches})));
    table.print(output);
    return exit_ok;
}

namespace {

struct Checked {
    std::vector<Finding> findings;
    std::optional<LogHead> log;  ///< what was checked reaches at least as far
};

Result<Checked> look(Context& context, WorkDisplay& display)
{
    Checked checked;
    if (auto log = context.archive->log_head(); log.ok()) checked.log = std::move(*log);
    TRY_ASSIGN(checked.findings, context.archive->check(context.options.full ? Depth::full : Depth::quick, display));
    return checked;
}

void put(Json& json, Output& output, const Checked& checked)
{
    json.set("findings", json_of(output, checked.findings))
        .set("last_event", checked.log ? Json(checked.log->event) : Json())
        .set("last_hash", checked.log ? Json(checked.log->hash) : Json());
}

void tell(Context& context, const Checked& checked)
{
    Output& output = context.output;
    tell(output, checked.findings);
    if (checked.findings.empty())
        output.line(context.options.full
                        ? say("Clean: catalog, every byte and the index agree.", "正常:目录、全部数据与索引一致。")
                        : say("Clean, as far as a quick look tells. --full reads every byte.",
                              "快速检查正常。--full 可校验全部数据。"));
    if (checked.log) {
        const Text last = text_of(*checked.log);
        output.line(say("Audit log: {}", "审计日志:{}", {output.pick(last)}));
    }
}

Json json_of(const RepairReport& report)
{
    return Json::object()
        .set("unfinished_filings", static_cast<std::int64_t>(report.batches))
        .set("removed_objects", static_cast<std::int64_t>(report.removed_objects))
        .set("owed_again", static_cast<std::int64_t>(report.owed_again))
        .set("volumes", static_cast<std::int64_t>(report.volumes))
        .set("left_hot", static_cast<std::int64_t>(report.left_hot))
        .set("indexed", static_cast<std::int64_t>(report.drained.indexed));
}

void tell(Output& output, const RepairReport& report)
{
    if (report.volumes + report.left_hot > 0)
        output.line(say("Swept: unfinished work on volumes {}, files in objects/ that volumes have {}",
                        "清理冷存卷未完成的操作 {} 项,移除 objects/ 中已入卷的文件 {} 个",
                        {report.volumes, report.left_hot}));
    output.line(say("Swept: unfinished filings {}, objects nobody refers to {}; records indexed again: {}",
                    "清理未完成的归档 {} 批(删除无人引用的对象 {} 个),重新索引 {} 件",
                    {report.batches, report.removed_objects, report.drained.indexed}));
}

}  // namespace

Result<int> run_check(Context& context)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const Checked checked, look(context, display));
    if (context.options.json) {
        Json json = Json::object();
        put(json, context.output, checked);
        context.output.json(json);
    } else {
        tell(context, checked);
    }
    return exit_code_of(checked.findings);
}

/// Also `check --repair`, which looks at the archive afterwards.
Result<int> run_repair(Context& context)
{
    WorkDisplay display(context.output);
    TRY_ASSIGN(const RepairReport report, context.archive->repair(display));
    const bool looks = context.options.repair && !report.drained.left_to_others && !interrupted();
    Checked checked;
    if (looks) {
        TRY_ASSIGN(checked, look(context, display));
    }
    if (context.options.json) {
        Json json = json_of(report);
        if (looks) put(json, context.output, checked);
        context.output.json(json);
    } else {
        tell(context.output, report);
        if (looks) tell(context, checked);
    }
    if (report.drained.problem) context.output.problem(*report.drained.problem);
    if (report.drained.left_to_others) return exit_locked;
    if (interrupted()) return exit_interrupted;
    return std::max<int>(report.drained.left_owed > 0 ? exit_partial : exit_ok, looks ? exit_code_of(checked.findings) : 0);
}

}  // namespace fonds::cli
