// SPDX-License-Identifier: GPL-3.0-or-later
// case: appraisal, approval, witnessed destruction and transfer of what is due.
#include <array>

#include "archive/disposing.hpp"
#include "archive/tables.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

Json json_of(const CaseCounts& counts)
{
    return std::move(Json::object()
                         .set("items", counts.items)
                         .set("undecided", counts.undecided)
                         .set("destroy", counts.destroy)
                         .set("extend", counts.extend)
                         .set("permanent", counts.permanent)
                         .set("transfer", counts.transfer)
                         .set("excepted", counts.excepted)
                         .set("needs_second_look", counts.needs_second)
                         .set("destroyed", counts.destroyed)
                         .set("transferred", counts.transferred));
}

Json json_of(const DispositionCase& one)
{
    return std::move(Json::object()
                         .set("number", one.number)
                         .set("title", one.title)
                         .set("procedure", name_of(one.procedure))
                         .set("basis", one.basis)
                         .set("state", name_of(one.state))
                         .set("author", one.author)
                         .set("round", one.round)
                         .set("participants", one.participants)
                         .set("opinion", one.opinion)
                         .set("receiver", one.receiver)
                         .set("receipt", one.receipt)
                         .set("method", one.method)
                         .set("place", one.place)
                         .set("executor", one.executor)
                         .set("opened_at", to_iso8601(one.opened_at))
                         .set("counts", json_of(one.counts)));
}

Json json_of(const CaseItem& item)
{
    return std::move(Json::object()
                         .set("code", item.code.text())
                         .set("title", item.title)
                         .set("category", item.category)
                         .set("folder", item.folder)
                         .set("grade", text_of(item.grade))
                         .set("date", item.date ? Json(item.date->text()) : Json())
                         .set("due", item.due ? Json(item.due->text()) : Json())
                         .set("rule", item.rule)
                         .set("period", item.period)
                         .set("decision", name_of(item.decision))
                         .set("unsettled", item.unsettled)
                         .set("until", item.until ? Json(item.until->text()) : Json())
                         .set("reason", item.reason)
                         .set("decided_by", item.decided_by)
                         .set("seen_by", item.seen_by)
                         .set("outcome", name_of(item.outcome))
                         .set("held", item.held));
}

Json json_of(const CaseSignature& one)
{
    return std::move(Json::object()
                         .set("stage", name_of(one.stage))
                         .set("round", one.round)
                         .set("office", one.office)
                         .set("account", one.account)
                         .set("full_name", one.full_name)
                         .set("verdict", one.approved ? "approved" : "refused")
                         .set("note", one.note)
                         .set("digest", one.digest.hex())
                         .set("at", to_iso8601(one.at)));
}

Json json_of(const std::vector<LeftOut>& left, Language language)
{
    Json all = Json::array();
    for (const auto& one : left)
        all.push(
            Json::object().set("code", one.code.text()).set("why", language == Language::chinese ? one.why.zh : one.why.en));
    return all;
}

/// What has to happen next, and by whom.
Text next_step(const DispositionCase& one, const std::vector<CaseSignature>& signatures)
{
    const auto missing = [&](CaseStage stage) {
        Text all;
        for (const auto office : offices_needed(one.procedure, stage, one.electronic)) {
            bool done = false;
            for (const auto& each : signatures)
                done = done || (each.stage == stage && each.round == one.round && each.approved && each.office == office);
            if (done) continue;
            const Text name = text_of_office(office);
            all.en += (all.en.empty() ? "" : "; ") + std::string(office) + " (" + name.en + ")";
            all.zh += (all.zh.empty() ? "" : "、") + std::string(office) + "(" + name.zh + ")";
        }
        return all;
    };
    const std::string& n = one.number;
    switch (one.state) {
    case CaseState::appraisal:
        if (one.counts.undecided > 0)
            return say("{} records are to be decided on: fonds case decide {}.", "{} 件待鉴定:fonds case decide {}。",
                       {one.counts.undecided, n});
        if (one.counts.needs_second > 0)
            return say("{} records of grade A need a second look, by another archivist: fonds case decide {} CODE.",
                       "{} 件重要 A 级须由另一名档案管理员复核:fonds case decide {} 档号。", {one.counts.needs_second, n});
        return say("Everything is decided: fonds case opinion {} --participants NAMES.",
                   "已全部鉴定:fonds case opinion {} --participants 姓名。", {n});
    case CaseState::opinion:
        if (one.counts.destroy + one.counts.transfer == 0)
            return say("Nothing is to be destroyed: fonds case close {}.", "没有要销毁的:fonds case close {}。", {n});
        return say("fonds case register {}.", "fonds case register {}。", {n});
    case CaseState::listed:
        return say("Signatures are missing: {}. fonds case sign {} OFFICE.", "待签批:{}。fonds case sign {} 身份。",
                   {missing(CaseStage::approval), n});
    case CaseState::approved:
        if (one.counts.destroy == 0)
            return say("fonds case pack {} -o FOLDER, then fonds case handover {}.",
                       "fonds case pack {} -o 目录,再 fonds case handover {}。", {n, n});
        return say("Witnesses are missing: {}. fonds case witness {} OFFICE --before.",
                   "待监销人查验:{}。fonds case witness {} 身份 --before。", {missing(CaseStage::before), n});
    case CaseState::witnessed: return say("fonds case destroy {} --yes.", "fonds case destroy {} --yes。", {n});
    case CaseState::destroying:
        return say("It broke off: fonds case destroy {} --yes goes on.", "曾中断:fonds case destroy {} --yes 继续。", {n});
    case CaseState::destroyed: {
        const Text who = missing(CaseStage::after);
        if (!who.empty())
            return say("Witnesses are missing: {}. fonds case witness {} OFFICE --after.",
                       "待监销人确认:{}。fonds case witness {} 身份 --after。", {who, n});
        return say("fonds case close {}.", "fonds case close {}。", {n});
    }
    case CaseState::closed:
    case CaseState::withdrawn: break;
    }
    return {};
}

std::string counts_text(Output& output, const CaseCounts& counts)
{
    std::string all = output.pick(say(counts.items == 1 ? "{} record" : "{} records", "{} 件", {counts.items}));
    const auto add = [&](std::int64_t count, CaseDecision decision) {
        if (count > 0) all += output.pick(say(", {} {}", ",{} {}", {count, text_of(decision)}));
    };
    add(counts.destroy, CaseDecision::destroy);
    add(counts.extend, CaseDecision::extend);
    add(counts.permanent, CaseDecision::permanent);
    add(counts.transfer, CaseDecision::transfer);
    add(counts.excepted, CaseDecision::excepted);
    add(counts.undecided, CaseDecision::none);
    return all;
}

void print_case(Context& context, const DispositionCase& one, const std::vector<CaseSignature>& signatures)
{
    Output& output = context.output;
    const Disposing disposing(*context.archive);
    Table table;
    const auto row = [&](const Text& label, const std::string& value) {
        if (!value.empty()) table.row({output.pick(label), output.shown(value)});
    };
    row(say("Case", "案号"), one.number);
    row(say("Title", "案名"), one.title);
    row(say("State", "状态"), output.pick(text_of(one.state)));
    row(say("Procedure", "程序"), output.pick(text_of(one.procedure)));
    row(say("Basis", "依据"), one.basis);
    row(say("Drafted", "立案"), disposing.day_of(one.opened_at).text() + " " + one.author);
    row(say("Records", "档案"), counts_text(output, one.counts));
    row(say("Appraised by", "参加人员"), one.participants);
    row(say("Opinion", "鉴定意见"), one.opinion);
    row(say("Receiver", "接收单位"), one.receiver);
    row(say("Receipt", "接收凭证"), one.receipt);
    row(say("Carried out by", "执行人"), one.executor);
    for (const auto& each : signatures) {
        std::string text = output.pick(text_of_office(each.office)) + " " +
                           (each.full_name.empty() ? each.account : each.full_name) + " " + disposing.day_of(each.at).text();
        if (!each.approved) text += output.pick(say(": refused", ":驳回"));
        if (each.round != one.round)
            text += output.pick(say(" (round {}, counts no more)", "(第 {} 轮,已失效)", {each.round}));
        if (!each.note.empty()) text += " — " + each.note;
        row(text_of(each.stage), text);
    }
    table.print(output);
}

/// Prints the case as it stands, and the next step.
Result<int> show_now(Context& context, const DispositionCase& one, int code = exit_ok)
{
    if (context.options.json) {
        context.output.json(json_of(one));
        return code;
    }
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const auto signatures, disposing.signatures(one.number));
    print_case(context, one, signatures);
    const Text next = next_step(one, signatures);
    if (!next.empty()) context.output.remark(say("Next: {}", "下一步:{}", {next}));
    return code;
}

void tell_left(Output& output, const std::vector<LeftOut>& left, std::int64_t count)
{
    for (const auto& one : left) output.remark(say("{}: {}", "{}:{}", {one.code.text(), one.why}));
    if (count > static_cast<std::int64_t>(left.size()))
        output.remark(say("… and {} more", "……另有 {} 件", {count - static_cast<std::int64_t>(left.size())}));
}

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
    TRY_ASSIGN(const DraftSummary summary, Disposing(*context.archive).draft(draft));
    if (options.json) {
        context.output.json(
            json_of(summary.drafted).set("left_on_hold", summary.held).set("left_in_other_cases", summary.in_other_cases));
        return exit_ok;
    }
    TRY_ASSIGN(const int code, show_now(context, summary.drafted));
    if (summary.held > 0)
        context.output.remark(say("{} due records are on hold and left out.", "{} 件到期但已冻结,未列入。", {summary.held}));
    if (summary.in_other_cases > 0)
        context.output.remark(
            say("{} due records are in other cases.", "{} 件到期档案已在其他案中。", {summary.in_other_cases}));
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
                   output.pick(text_of(one.state)), counts_text(output, one.counts), output.shown(one.title)});
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
    for (const auto& paper : papers)
        output.line(output.pick(text_of(paper.kind)) + (paper.round > 1 ? " (" + std::to_string(paper.round) + ")" : "") +
                    "  " + (paper.record ? paper.record->text() : std::string("—")) + "  SHA-256 " +
                    paper.digest.hex().substr(0, 16) + "…");
    output.line("");
    Table table;
    for (const auto& item : items) {
        std::string decision = output.pick(text_of(item.decision));
        if (item.until) decision += " " + item.until->text();
        if (item.grade == Grade::A && item.seen_by.empty() && !item.decided_by.empty() &&
            item.outcome == CaseOutcome::none &&
            (item.decision == CaseDecision::destroy || item.decision == CaseDecision::transfer))
            decision += output.pick(say(" (second look missing)", "(待复核)"));
        if (item.outcome != CaseOutcome::none) decision = output.pick(text_of(item.outcome));
        table.row({output.bold(item.code.text()), std::string(text_of(item.grade)), item.due ? item.due->text() : "",
                   decision, item.held ? output.pick(say("on hold", "冻结")) : std::string(),
                   output.shown(item.title + (item.reason.empty() ? "" : " — " + item.reason))});
    }
    table.print(output);
    const std::int64_t total = only ? static_cast<std::int64_t>(options.offset + items.size()) : one.counts.items;
    tell_rest(output, options.offset, items.size(), total);
    const Text next = next_step(one, signatures);
    if (!next.empty()) output.remark(say("Next: {}", "下一步:{}", {next}));
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
    context.output.line(say(summary.decided == 1 ? "{} record: {}" : "{} records: {}", "{} 件:{}",
                            {summary.decided, text_of(choice.decision)}));
    tell_left(context.output, summary.left, summary.left_count);
    const Text next = next_step(summary.now, {});
    if (!next.empty()) context.output.remark(say("Next: {}", "下一步:{}", {next}));
    return code;
}

Result<int> run_case_opinion(Context& context)
{
    const auto& said = context.options.disposal;
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive)
                   .give_opinion(context.options.arguments.front(), said.participants, said.opinion, said.receiver));
    return show_now(context, now);
}

Result<int> run_case_register(Context& context)
{
    TRY_ASSIGN(const DispositionCase now, Disposing(*context.archive).compile_register(context.options.arguments.front()));
    return show_now(context, now);
}

Result<int> run_case_sign(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto except, codes_of(options.disposal.except, 0));
    TRY_ASSIGN(const DispositionCase now, Disposing(*context.archive)
                                              .sign(options.arguments[0], options.arguments[1], !options.disposal.refuse,
                                                    except, options.disposal.note));
    return show_now(context, now);
}

Result<int> run_case_witness(Context& context)
{
    const Options& options = context.options;
    if (options.disposal.before == options.disposal.after)
        return error(ErrorKind::usage, say("Say --before or --after", "请写明 --before 或 --after"));
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive)
                   .witness(options.arguments[0], options.disposal.before ? CaseStage::before : CaseStage::after,
                            options.arguments[1], options.disposal.note));
    return show_now(context, now);
}

Result<int> run_case_destroy(Context& context)
{
    const Options& options = context.options;
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase one, disposing.get(options.arguments.front()));
    if (!options.force)
        return needs_yes(
            say("{} would destroy {} records for ever", "{} 将永久销毁 {} 件档案", {one.number, one.counts.destroy}));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const DestructionReport report,
               disposing.destroy(one.number, options.disposal.method, options.disposal.place, display));
    context.output.end_progress();
    TRY_ASSIGN(const DispositionCase now, disposing.get(one.number));
    const int code = report.left.empty() ? exit_ok : exit_partial;
    if (options.json) {
        context.output.json(json_of(now)
                                .set("destroyed", report.records)
                                .set("files", report.files)
                                .set("bytes", report.bytes)
                                .set("files_kept_for_others", report.shared)
                                .set("left", json_of(report.left, context.output.language())));
        return code;
    }
    context.output.line(
        say("{} records destroyed: {} files, {}; verified: no bytes, no index entry, nothing but tombstones.",
            "已销毁 {} 件:{} 个文件,{};已核验:无文件、无索引条目,仅存留痕。",
            {report.records, report.files, size_text(report.bytes)}));
    if (report.shared > 0)
        context.output.remark(
            say("{} files stay: other records have the same bytes.", "{} 个文件因与他件相同而保留。", {report.shared}));
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
    if (options.json) {
        context.output.json(Json::object()
                                .set("directory", packed.directory)
                                .set("records", packed.records)
                                .set("files", packed.files)
                                .set("bytes", packed.bytes));
        return exit_ok;
    }
    context.output.line(context.output.shown(packed.directory));
    context.output.remark(
        say("{} records with {} files, {}; a BagIt bag, read back. Its receiver checks it with sha256sum -c "
            "manifest-sha256.txt; then fonds case handover.",
            "{} 件 {} 个文件,{};BagIt 包,已回读校验。接收方可用 sha256sum -c manifest-sha256.txt 校验;"
            "确认后 fonds case handover。",
            {packed.records, packed.files, size_text(packed.bytes)}));
    return exit_ok;
}

Result<int> run_case_handover(Context& context)
{
    const Options& options = context.options;
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const DispositionCase one, disposing.get(options.arguments.front()));
    if (!options.force)
        return needs_yes(say("The bytes of {} records would go from this archive", "将从本库删除 {} 件档案的文件",
                             {one.counts.transfer}));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const DestructionReport report, disposing.hand_over(one.number, options.disposal.receipt, display));
    TRY_ASSIGN(const DispositionCase now, disposing.get(one.number));
    const int code = report.left.empty() ? exit_ok : exit_partial;
    if (!options.json) {
        context.output.line(say("{} records handed over; their stubs stay, {} files went.",
                                "已移交 {} 件,保留存根;删除文件 {} 个。", {report.records, report.files}));
        tell_left(context.output, report.left, static_cast<std::int64_t>(report.left.size()));
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
    context.output.remark(say("{} is closed; its papers are filed as permanent records.",
                              "{} 已办结,文书已作为永久档案归档。", {closed.now.number}));
    return exit_ok;
}

Result<int> run_case_reopen(Context& context)
{
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive).reopen(context.options.arguments.front(), context.options.reason));
    return show_now(context, now);
}

Result<int> run_case_withdraw(Context& context)
{
    TRY_ASSIGN(const DispositionCase now,
               Disposing(*context.archive).withdraw(context.options.arguments.front(), context.options.reason));
    return show_now(context, now);
}

Result<int> run_case_print(Context& context)
{
    const Options& options = context.options;
    constexpr std::array kinds{CasePaperKind::opinion, CasePaperKind::register_, CasePaperKind::certificate,
                               CasePaperKind::transfer};
    std::optional<CasePaperKind> kind;
    for (const auto each : kinds)
        if (options.arguments[1] == name_of(each)) kind = each;
    if (!kind)
        return error(ErrorKind::usage, say("There is no paper called {}", "没有名为 {} 的文书", {options.arguments[1]}))
            .with_hint(
                say("opinion, register, certificate or transfer.", "可用 opinion、register、certificate、transfer。"));
    Disposing disposing(*context.archive);
    const std::string& format = options.print.format;
    std::string bytes;
    if (format == "json") {
        TRY_ASSIGN(const auto papers, disposing.papers(options.arguments[0]));
        for (const auto& paper : papers)
            if (paper.kind == *kind) bytes = paper.content + "\n";
    }
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
