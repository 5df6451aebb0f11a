// SPDX-License-Identifier: GPL-3.0-or-later
// log: the audit log.
#include "archive/log_book.hpp"
#include "cli/admission.hpp"
#include "cli/archive_place.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "schema/core/json.hpp"
#include "schema/model/sheet.hpp"

namespace fonds::cli {

namespace {

Json json_of(const Event& event)
{
    const auto detail = Json::parse(event.detail);
    return std::move(Json::object()
                         .set("sequence", event.sequence)
                         .set("at", to_iso8601(event.at))
                         .set("actor", event.actor)
                         .set("action", event.action)
                         .set("subject", event.subject)
                         .set("detail", detail.ok() ? *detail : Json(event.detail))
                         .set("hash", event.hash.hex()));
}

void print_csv(Output& output, const std::vector<Event>& events)
{
    using Texts = std::vector<std::string>;
    output.raw(std::string(byte_order_mark) +
               csv_row(Texts{"sequence", "at", "actor", "action", "subject", "detail", "hash"}));
    for (const Event& event : events)
        output.raw(csv_row(Texts{std::to_string(event.sequence), to_iso8601(event.at), event.actor, event.action,
                                 event.subject, event.detail, event.hash.hex()}));
}

/// The archive that is named, or the one around. An exported log is checked without one, so none that opens is no mistake.
std::optional<Archive> archive_beside(Context& context)
{
    const auto directory = archive_place(context);
    if (!directory.ok()) return std::nullopt;
    auto archive = open_admitted(context, *directory, Purpose::reading);
    if (archive.ok()) return std::move(*archive);
    context.output.problem(archive.error());
    context.output.remark(say("The file is checked by itself.", "仅校验文件本身。"));
    return std::nullopt;
}

Text signed_until(const LogVerdict& verdict)
{
    if (verdict.checkpoints.empty()) return say("Nothing in it is signed.", "没有签名。");
    const Checkpoint& last = verdict.checkpoints.back().checkpoint;
    return say("Signed up to event {} on {}; the key is {}.", "已签名至第 {} 条({});密钥 {}。",
               {last.sequence, to_iso8601(last.at).substr(0, 10), key_code(last.key)});
}

int tell(Context& context, const LogVerdict& verdict, const std::optional<Text>& difference)
{
    Output& output = context.output;
    const bool whole = verdict.faults.empty() && !difference;
    if (context.options.json) {
        Json faults = Json::array();
        for (const LogFault& fault : verdict.faults)
            faults.push(std::move(Json::object().set("event", fault.event).set("what", output.pick(fault.what))));
        output.json(Json::object()
                        .set("whole", whole)
                        .set("archive", verdict.origin.id)
                        .set("code", verdict.origin.code)
                        .set("written_at", verdict.origin.at)
                        .set("events", verdict.events)
                        .set("hash", verdict.last.hex())
                        .set("faults", std::move(faults))
                        .set("checkpoints", static_cast<std::int64_t>(verdict.checkpoints.size()))
                        .set("signed_until",
                             verdict.checkpoints.empty() ? Json() : Json(verdict.checkpoints.back().checkpoint.sequence))
                        .set("difference", difference ? Json(output.pick(*difference)) : Json()));
        return whole ? exit_ok : exit_fixity;
    }
    for (const LogFault& fault : verdict.faults) output.line(output.marked(output.pick(fault.what)));
    if (difference) output.line(output.marked(output.pick(*difference)));
    output.line(
        say("{} {}; events: {}; the last hash is {}", "{} {}:{} 条;末条摘要 {}",
            {output.shown(verdict.origin.code), output.shown(verdict.origin.name), verdict.events, verdict.last.hex()}));
    output.line(signed_until(verdict));
    output.remark(whole
                      ? say("The log is whole. A hash that was noted elsewhere must be that of its event: see fonds status.",
                            "日志完整。若曾在别处记下摘要,应与该条一致:见 fonds status。")
                      : say("The log was changed: compare it with a backup, and with hashes that were noted elsewhere.",
                            "日志曾被改动:请与备份及别处记下的摘要比对。"));
    return whole ? exit_ok : exit_fixity;
}

/// A log that is no longer whole is written as it is, and that is said.
int tell_written(Output& output, const LogVerdict& verdict)
{
    if (verdict.faults.empty()) return exit_ok;
    output.remark(
        say("This log was changed before it was written: {}", "该日志在导出前已被改动:{}", {verdict.faults.front().what}));
    return exit_fixity;
}

}  // namespace

Result<int> run_log_list(Context& context)
{
    const Options& options = context.options;
    LogRequest request;
    if (!options.arguments.empty()) request.subject = options.arguments.front();
    // What is said of a record stands in events of other things, too: a hold that it came under, what it was merged into.
    if (const auto code = ReferenceCode::parse(request.subject); code.ok() && context.archive->record(*code).ok())
        request.subject = request.named = code->text();
    request.action = options.log.action;
    request.actor = options.log.actor;
    request.limit = options.limit.value_or(100);
    request.offset = options.offset;
    if (options.log.from) {
        TRY_ASSIGN(request.from, Date::parse(*options.log.from));
    }
    if (options.log.until) {
        TRY_ASSIGN(request.until, Date::parse(*options.log.until));
    }
    TRY_ASSIGN(const auto events, LogBook(*context.archive).events(request));
    Output& output = context.output;
    if (options.json) {
        Json all = Json::array();
        for (const Event& event : events) all.push(json_of(event));
        output.json(Json::object().set("events", std::move(all)));
        return exit_ok;
    }
    if (options.log.csv) {
        print_csv(output, events);
        return exit_ok;
    }
    Table table;
    for (const Event& event : events)
        table.row({std::to_string(event.sequence), to_iso8601(event.at).substr(0, 19) + "Z", output.shown(event.actor),
                   event.action, output.shown(event.subject), output.dim(output.shown(event.detail))});
    table.print(output);
    if (events.empty()) output.remark(say("There are none.", "没有。"));
    return exit_ok;
}

Result<int> run_log_export(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    LogBook log(*context.archive);
    if (options.output.empty() || options.output == "-") {
        TRY_ASSIGN(const LogVerdict written, log.write([&](std::string_view bytes) -> Result<void> {
            output.raw(bytes);
            return {};
        }));
        output.remark(say("Events: {}; the last hash is {}", "{} 条;末条摘要 {}", {written.events, written.last.hex()}));
        return tell_written(output, written);
    }
    TRY_ASSIGN(const LogVerdict written, log.save(options.output, options.force));
    output.line(say("{}: events: {}; the last hash is {}", "{}:{} 条;末条摘要 {}",
                    {output.shown(options.output), written.events, written.last.hex()}));
    return tell_written(output, written);
}

Result<int> run_log_verify(Context& context)
{
    TRY_ASSIGN(const LogWitness witness,
               parse_log_witness(context.options.log.keys, context.options.log.codes, context.environment));
    if (context.options.arguments.empty()) {
        const auto directory = archive_place(context);
        if (!directory.ok())
            return error(ErrorKind::no_archive,
                         say("There is no archive here, and no file is named", "此处没有档案库,也未给出文件"))
                .with_hint(say("fonds log verify FILE checks an exported log anywhere.",
                               "fonds log verify 文件 可在任何地方校验导出的日志。"));
        TRY_ASSIGN(Archive archive, open_admitted(context, *directory, Purpose::reading));
        TRY_ASSIGN(const LogVerdict verdict, LogBook(archive).verify(witness));
        return tell(context, verdict, {});
    }
    TRY_ASSIGN(const LogVerdict verdict, verify_log_file(context.options.arguments.front(), context.environment, witness));
    std::optional<Text> difference;
    auto archive = archive_beside(context);
    // A log whose bytes were changed is not compared; and one of elsewhere is whole wherever it is read.
    if (archive && verdict.faults.empty() && verdict.origin.id == archive->identity().id) {
        TRY_ASSIGN(difference, LogBook(*archive).differs_from(verdict));
    }
    return tell(context, verdict, difference);
}

Result<int> run_log_checkpoint(Context& context)
{
    Output& output = context.output;
    TRY_ASSIGN(const SignedLog made, LogBook(*context.archive).sign(context.options.log.new_key));
    const Checkpoint& checkpoint = made.checkpoint;
    if (made.exposed)
        output.remark(say("Others can read the file of the key, and sign as this archive: chmod 600.",
                          "其他用户可读取密钥文件并冒名签名:请执行 chmod 600。"));
    if (context.options.json) {
        output.json(Json::object()
                        .set("event", checkpoint.sequence)
                        .set("at", to_iso8601(checkpoint.at))
                        .set("hash", made.hash.hex())
                        .set("code", made.code.text)
                        .set("key", checkpoint.key.hex())
                        .set("key_code", made.key_code)
                        .set("fresh", made.fresh));
        return exit_ok;
    }
    Table table;
    table.row({output.pick(say("Code", "代码")), output.bold(made.code.text)});
    table.row({output.pick(say("Event", "条数")), std::to_string(checkpoint.sequence)});
    table.row({output.pick(say("Signed", "签名时间")), to_iso8601(checkpoint.at).substr(0, 19) + "Z"});
    table.row({output.pick(say("Key", "密钥")), made.key_code});
    table.print(output);
    output.remark(made.fresh
                      ? say("Write code and day on paper, the key once: fonds log verify --code finds a replaced history.",
                            "请将代码与日期记于纸上(密钥记一次):fonds log verify --code 可发现历史被替换。")
                      : say("Nothing has happened since: this is the last checkpoint.", "此后无新事件:这是上一个检查点。"));
    return exit_ok;
}

Result<int> run_log_clock(Context& context)
{
    Output& output = context.output;
    LogBook log(*context.archive);
    const bool right = context.options.log.clock_is_right;
    if (right) TRY(log.assure_clock(context.options.reason));
    TRY_ASSIGN(const ClockLook look, log.look_at_clock());
    const std::string last = to_iso8601(look.last);
    const bool fine = look.jump == ClockLook::Jump::none;
    if (context.options.json) {
        output.json(Json::object()
                        .set("trusted", fine)
                        .set("jump", fine ? Json() : Json(look.jump == ClockLook::Jump::behind ? "behind" : "ahead"))
                        .set("last", last)
                        .set("assured", right));
        return fine ? exit_ok : exit_partial;
    }
    if (fine) {
        output.line(right ? say("Noted in the log: the clock is right.", "已记入日志:系统时间无误。")
                          : say("The clock goes on from the log, whose last event is of {}.",
                                "系统时间与日志相接,最后一条事件于 {}。", {last}));
        return exit_ok;
    }
    output.line(output.marked(
        output.pick(look.jump == ClockLook::Jump::behind
                        ? say("The clock is behind the audit log, whose last event is of {}.",
                              "系统时间早于审计日志的最后一条({})。", {last})
                        : say("The clock may have leapt: nothing was done here for more than {} days after {}.",
                              "时钟可能被拨快:{} 天以上没有任何操作,此前最后操作日为 {}。",
                              {longest_pause.count(), last.substr(0, 10)}))));
    output.remark(say("Set it right; if it is right: fonds log clock --right --reason TEXT.",
                      "请校正;若时间无误:fonds log clock --right --reason 原因。"));
    return exit_partial;
}

}  // namespace fonds::cli
