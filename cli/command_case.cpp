// SPDX-License-Identifier: GPL-3.0-or-later
// case: appraisal, approval, witnessed destruction and transfer of what is due.
#include <algorithm>
#include <array>

#include "archive/disposing.hpp"
#include "archive/tables.hpp"
#include "cli/case_views.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/core/json.hpp"
#include "schema/model/account.hpp"

namespace fonds::cli {

namespace {

Result<std::vector<ReferenceCode>> codes_of(const std::vector<std::string>& words, std::size_t from)
{
    std::vector<ReferenceCode> codes;
    for (std::size_t i = from; i < words.size(); ++i) {
        TRY_ASSIGN(auto code, ReferenceCode::parse(words[i]));
        codes.push_back(std::move(code));
    }
    return codes;
}

Error needs_yes(const Text& what)
{
    return error(ErrorKind::usage, what).with_hint(say("Add --yes to do it.", "确认请加 --yes。"));
}

}  // namespace

Result<int> run_case_draft(Context& context)
{
    const Options& options = context.options;
    CaseDraft draft;
    draft.title = options.disposal.title;
    draft.basis = options.disposal.basis;
    draft.category = options.metadata.category.value_or("");
    if (options.disposal.until) {
        TRY_ASSIGN(draft.due_until, Date::parse(*options.disposal.until));
    }
    if (!options.disposal.procedure.empty()) {
        TRY_ASSIGN(draft.procedure, parse_case_procedure(options.disposal.procedure));
    }
    TRY_ASSIGN(draft.codes, codes_of(options.arguments, 0));
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DraftSummary summary, disposing.draft(draft));
    std::int64_t beside = 0;
    TRY_ASSIGN(const auto stacks, disposing.stack_notes(summary.drafted.number, beside));
    if (options.json) {
        context.output.json(json_of(summary.drafted)
                                .set("left_on_hold", summary.held)
                                .set("left_in_other_cases", summary.in_other_cases)
                                .set("stacks", json_of(stacks, context.output.language()))
                                .set("stack_count", beside));
        return exit_ok;
    }
    TRY_ASSIGN(const int code, show_now(context, summary.drafted, exit_ok));
    tell_stacks(context.output, stacks, beside);
    if (summary.held > 0)
        context.output.remark(
            say("Due, but on hold and left out: {}.", "已到期但被冻结,未列入:{}。", {many_records(summary.held)}));
    if (summary.in_other_cases > 0)
        context.output.remark(
            say("Due, but in other cases: {}.", "已到期但在其他案中:{}。", {many_records(summary.in_other_cases)}));
    return code;
}

Result<int> run_case_list(Context& context)
{
    Output& output = context.output;
    TRY_ASSIGN(const auto cases, Disposing(*context.archive).list(context.options.disposal.all));
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& one : cases) all.push(json_of(one));
        output.json(Json::object().set("cases", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const auto& one : cases)
        table.row({output.bold(one.number), Disposing(*context.archive).day_of(one.opened_at).text(),
                   output.pick(state_text(one)), counts_text(output, one.counts), output.shown(one.title)});
    table.print(output);
    if (cases.empty()) output.remark(say("There is no open case.", "没有未办结的鉴定销毁案。"));
    return exit_ok;
}

Result<int> run_case_show(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase one, disposing.get(options.arguments.front()));
    std::optional<CaseDecision> only;
    if (!options.disposal.decision.empty())
        only = case_decision(options.disposal.decision == "none" ? "" : options.disposal.decision);
    TRY_ASSIGN(const auto items, disposing.items(one.number, only, options.limit.value_or(50), options.offset));
    TRY_ASSIGN(const auto signatures, disposing.signatures(one.number));
    TRY_ASSIGN(const auto papers, disposing.papers(one.number));
    if (options.json) {
        Json listed = Json::array(), signed_by = Json::array(), filed = Json::array();
        for (const auto& item : items) listed.push(json_of(item));
        for (const auto& each : signatures) signed_by.push(json_of(each));
        for (const auto& paper : papers)
            filed.push(Json::object()
                           .set("kind", name_of(paper.kind))
                           .set("round", paper.round)
                           .set("digest", paper.digest.hex())
                           .set("record", paper.record ? Json(paper.record->text()) : Json()));
        output.json(json_of(one)
                        .set("records", std::move(listed))
                        .set("signatures", std::move(signed_by))
                        .set("papers", std::move(filed)));
        return exit_ok;
    }
    print_case(context, one, signatures);
    print_case_papers(output, papers);
    output.line("");
    print_case_items(output, items);
    const std::int64_t total = only ? static_cast<std::int64_t>(options.offset + items.size()) : one.counts.items;
    tell_rest(output, options.offset, items.size(), total);
    tell_next_step(output, one, signatures);
    return exit_ok;
}

Result<int> run_case_decide(Context& context)
{
    const Options& options = context.options;
    const Options::Case& said = options.disposal;
    const int ways =
        said.destroy + said.permanent + said.transfer + said.leave_out + said.unsettled + (said.keep_until ? 1 : 0);
    if (ways != 1)
        return error(ErrorKind::usage, say("Say one thing that becomes of them", "请给出一种鉴定结论"))
            .with_hint(say("--destroy, --keep-until DAY, --permanent, --transfer, --leave-out or --unsettled.",
                           "可用 --destroy、--keep-until 日期、--permanent、--transfer、--leave-out 或 --unsettled。"));
    CaseChoice choice;
    TRY_ASSIGN(choice.codes, codes_of(options.arguments, 1));
    TRY_ASSIGN(choice.except, codes_of(said.except, 0));
    if (!choice.codes.empty() && !choice.except.empty())
        return error(ErrorKind::usage, say("--except is for all that are undecided", "--except 只用于全部未定的档案"));
    choice.reason = options.reason;
    choice.unsettled = said.unsettled;
    choice.decision = said.destroy      ? CaseDecision::destroy
                      : said.permanent  ? CaseDecision::permanent
                      : said.transfer   ? CaseDecision::transfer
                      : said.keep_until ? CaseDecision::extend
                                        : CaseDecision::excepted;
    if (said.keep_until) {
        TRY_ASSIGN(choice.until, Date::parse(*said.keep_until));
    }
    TRY_ASSIGN(const ChoiceSummary summary, Disposing(*context.archive).decide(options.arguments.front(), choice));
    const int code = summary.left_count == 0 ? exit_ok : exit_partial;
    if (options.json) {
        context.output.json(json_of(summary.now)
                                .set("decided", summary.decided)
                                .set("left", json_of(summary.left, context.output.language()))
                                .set("left_count", summary.left_count));
        return code;
    }
    context.output.line(say("{}: {}", "{}:{}", {many_records(summary.decided), text_of(choice.decision)}));
    tell_left(context.output, summary.left, summary.left_count);
    tell_next_step(context.output, summary.now, {});
    return code;
}

Result<int> run_case_opinion(Context& context)
{
    const auto& said = context.options.disposal;
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive)
                   .give_opinion(context.options.arguments.front(), said.participants, said.opinion, said.receiver));
    return show_now(context, now, exit_ok);
}

Result<int> run_case_register(Context& context)
{
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase now, disposing.compile_register(context.options.arguments.front()));
    std::int64_t beside = 0;
    TRY_ASSIGN(const auto stacks, disposing.stack_notes(now.number, beside));
    if (context.options.json) {
        context.output.json(
            json_of(now).set("stacks", json_of(stacks, context.output.language())).set("stack_count", beside));
        return exit_ok;
    }
    tell_stacks(context.output, stacks, beside);
    return show_now(context, now, exit_ok);
}

Result<int> run_case_sign(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto except, codes_of(options.disposal.except, 0));
    TRY_ASSIGN(const Office office, parse_office(options.arguments[1], Role::approver));
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive)
                   .sign(options.arguments[0], name_of(office), !options.disposal.refuse, except, options.disposal.note));
    return show_now(context, now, exit_ok);
}

Result<int> run_case_witness(Context& context)
{
    const Options& options = context.options;
    if (options.disposal.before == options.disposal.after)
        return error(ErrorKind::usage, say("Say --before or --after", "请写明 --before 或 --after"));
    TRY_ASSIGN(const Office office, parse_office(options.arguments[1], Role::witness));
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive)
                   .witness(options.arguments[0], options.disposal.before ? CaseStage::before : CaseStage::after,
                            name_of(office), options.disposal.note));
    return show_now(context, now, exit_ok);
}

Result<int> run_case_destroy(Context& context)
{
    const Options& options = context.options;
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase one, disposing.get(options.arguments.front()));
    if (!options.force)
        return needs_yes(
            say("{} would destroy {} for ever", "{} 将永久销毁档案 {}", {one.number, many_records(one.counts.destroy)}));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const DestructionReport report,
               disposing.destroy(one.number, options.disposal.method, options.disposal.place, display));
    context.output.end_progress();
    TRY_ASSIGN(const DispositionCase now, disposing.get(one.number));
    const bool as_listed = report.damaged == 0 && report.missing == 0;
    const int code = report.left.empty() && as_listed ? exit_ok : exit_partial;
    if (options.json) {
        context.output.json(json_of(now)
                                .set("destroyed", report.records)
                                .set("files", report.files)
                                .set("bytes", report.bytes)
                                .set("files_kept_for_others", report.shared)
                                .set("files_damaged_before", report.damaged)
                                .set("files_missing_before", report.missing)
                                .set("volumes_rewritten", report.volumes)
                                .set("left", json_of(report.left, context.output.language())));
        return code;
    }
    if (report.records > 0)
        context.output.line(say("{} destroyed: {}, {}; verified: no bytes, no index entry, nothing but tombstones.",
                                "已销毁 {}:{},{};已核验:无文件、无索引条目,仅存留痕。",
                                {many_records(report.records), many_files(report.files), size_text(report.bytes)}));
    else
        context.output.line(say("Nothing was destroyed.", "未销毁任何档案。"));
    if (report.volumes > 0)
        context.output.remark(
            say("{} cold {volume|volumes} with such files: written anew without them just now, every copy and its parity "
                "included; the old {one is|ones are} gone.",
                "{} 个冷存卷含有此类文件:已即时重写(含各副本与校验数据),旧卷已删除。", {report.volumes}));
    if (!as_listed)
        context.output.remark(say("Not as the register lists them: {} damaged, {} missing before they went. The certificate "
                                  "names them; fonds case print {} certificate after closing.",
                                  "与清册不符:销毁前已有 {} 损坏、{} 个缺失。办结后的证明中逐一列明:"
                                  "fonds case print {} certificate。",
                                  {many_files(report.damaged), report.missing, one.number}));
    if (report.shared > 0)
        context.output.remark(say("Kept, because other records have the same bytes: {}.", "因与他件相同而保留:{}。",
                                  {many_files(report.shared)}));
    tell_left(context.output, report.left, static_cast<std::int64_t>(report.left.size()));
    return show_now(context, now, code);
}

Result<int> run_case_pack(Context& context)
{
    const Options& options = context.options;
    if (options.output.empty() || options.output == "-")
        return error(ErrorKind::usage, say("It must be said where the package is written", "须写明移交包的位置"))
            .with_hint(say("Say it: -o FOLDER, one that does not exist yet.", "请用 -o 给出尚不存在的目录。"));
    TRY_ASSIGN(const PackedTransfer packed, Disposing(*context.archive).pack(options.arguments.front(), options.output));
    const int code = packed.left.empty() ? exit_ok : exit_partial;
    if (options.json) {
        context.output.json(Json::object()
                                .set("directory", packed.directory)
                                .set("records", packed.records)
                                .set("files", packed.files)
                                .set("bytes", packed.bytes)
                                .set("left", json_of(packed.left, context.output.language())));
        return code;
    }
    context.output.line(context.output.shown(packed.directory));
    context.output.remark(say("{} with {}, {}; a BagIt bag, read back. Its receiver checks it with sha256sum -c "
                              "manifest-sha256.txt; then fonds case handover.",
                              "{} {},{};BagIt 包,已回读校验。接收方可用 sha256sum -c manifest-sha256.txt 校验;"
                              "确认后 fonds case handover。",
                              {many_records(packed.records), many_files(packed.files), size_text(packed.bytes)}));
    if (!packed.left.empty())
        context.output.remark(say("Not in the package, as it may not go today: {}.", "目前不得移交、未打入包中:{}。",
                                  {many_records(static_cast<std::int64_t>(packed.left.size()))}));
    tell_left(context.output, packed.left, static_cast<std::int64_t>(packed.left.size()));
    return code;
}

Result<int> run_case_handover(Context& context)
{
    const Options& options = context.options;
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase one, disposing.get(options.arguments.front()));
    if (!options.force)
        return needs_yes(say("The bytes of {} would go from this archive", "将从本库删除 {}档案的文件",
                             {many_records(one.counts.transfer)}));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const DestructionReport report, disposing.hand_over(one.number, options.disposal.receipt, display));
    TRY_ASSIGN(const DispositionCase now, disposing.get(one.number));
    const int code = report.left.empty() ? exit_ok : exit_partial;
    if (!options.json) {
        if (report.records > 0 || report.files > 0)
            context.output.line(say("{} {record|records} handed over, leaving {a stub|stubs}; {} removed, {}.",
                                    "已移交 {} 件,保留存根;已删除 {},{}。",
                                    {report.records, many_files(report.files), size_text(report.bytes)}));
        else
            context.output.line(say("Nothing was handed over now.", "本次未移交任何档案。"));
        tell_left(context.output, report.left, static_cast<std::int64_t>(report.left.size()));
    }
    if (options.json) {
        context.output.json(json_of(now)
                                .set("handed_over", report.records)
                                .set("files", report.files)
                                .set("bytes", report.bytes)
                                .set("volumes_rewritten", report.volumes)
                                .set("left", json_of(report.left, context.output.language())));
        return code;
    }
    return show_now(context, now, code);
}

Result<int> run_case_close(Context& context)
{
    const Options& options = context.options;
    CloseRequest request;
    request.category = options.metadata.category.value_or("");
    request.backups = options.disposal.backups;
    request.in_chinese = context.output.language() == Language::chinese;
    WorkDisplay display(context.output);
    TRY_ASSIGN(const ClosedCase closed, Disposing(*context.archive).close(options.arguments.front(), request, display));
    context.output.end_progress();
    if (options.json) {
        Json papers = Json::array();
        for (const auto& code : closed.papers) papers.push(code.text());
        context.output.json(json_of(closed.now).set("papers", std::move(papers)));
        return exit_ok;
    }
    for (const auto& code : closed.papers) context.output.line(code.text());
    if (closed.now.counts.destroyed + closed.now.counts.transferred == 0)
        context.output.remark(say("Nothing was destroyed or handed over.", "未销毁、未移交任何档案。"));
    context.output.remark(say("{} is closed; its papers are filed as permanent records.",
                              "{} 已办结,文书已作为永久档案归档。", {closed.now.number}));
    return exit_ok;
}

Result<int> run_case_reopen(Context& context)
{
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive).reopen(context.options.arguments.front(), context.options.reason));
    return show_now(context, now, exit_ok);
}

Result<int> run_case_withdraw(Context& context)
{
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive).withdraw(context.options.arguments.front(), context.options.reason));
    return show_now(context, now, exit_ok);
}

Result<int> run_case_print(Context& context)
{
    const Options& options = context.options;
    constexpr std::array kinds{CasePaperKind::opinion, CasePaperKind::register_, CasePaperKind::certificate,
                               CasePaperKind::transfer, CasePaperKind::statement};
    std::optional<CasePaperKind> kind;
    for (const auto each : kinds)
        if (options.arguments[1] == name_of(each)) kind = each;
    if (!kind)
        return error(ErrorKind::usage, say("There is no paper called {}", "没有名为 {} 的文书", {options.arguments[1]}))
            .with_hint(say("opinion, register, certificate, transfer or statement.",
                           "可用 opinion、register、certificate、transfer、statement。"));
    Disposing disposing(*context.archive);
    const std::string& format = options.print.format;
    std::string bytes;
    TRY_ASSIGN(const auto papers, disposing.papers(options.arguments[0]));
    if (*kind == CasePaperKind::certificate && std::ranges::count(papers, CasePaperKind::statement, &CasePaper::kind) > 0) {
        context.output.remark(say("Nothing was destroyed under it: a statement takes the place of the certificate.",
                                  "本案未销毁任何档案,以结案说明代替销毁证明。"));
        kind = CasePaperKind::statement;
    }
    if (format == "json")
        for (const auto& paper : papers)
            if (paper.kind == *kind) bytes = paper.content + "\n";
    if (bytes.empty()) {
        TRY_ASSIGN(const Form form,
                   disposing.form(options.arguments[0], *kind, context.output.language() == Language::chinese));
        if (format == "csv") {
            bytes = csv_of(form);
        } else if (format == "xlsx") {
            TRY_ASSIGN(bytes, workbook_of(options.arguments[1], table_of(form)));
        } else {
            TRY_ASSIGN(bytes, context.archive->print(form, std::nullopt));
        }
    }
    if (options.output == "-") {
        context.output.raw(bytes);
        return exit_ok;
    }
    const std::string path =
        !options.output.empty() ? options.output : options.arguments[0] + "-" + options.arguments[1] + "." + format;
    TRY(save_bytes(bytes, path, options.force, context.environment));
    context.output.line(context.output.shown(path));
    return exit_ok;
}

}  // namespace fonds::cli
