// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/case_views.hpp"

#include <algorithm>

#include "cli/exit_code.hpp"
#include "cli/views.hpp"

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

/// 王芳 (wang)
std::string person(const std::string& account, const std::string& full_name)
{
    return full_name.empty() ? account : full_name + " (" + account + ")";
}

/// What is destroyed and what is transferred go their own ways.
Text joined(const Text& first, const Text& other)
{
    if (other.empty()) return first;
    return {first.en + " For transfers: " + other.en, first.zh + "移交的档案:" + other.zh};
}

}  // namespace

Json json_of(const DispositionCase& one)
{
    return std::move(Json::object()
                         .set("number", one.number)
                         .set("title", one.title)
                         .set("procedure", name_of(one.procedure))
                         .set("basis", one.basis)
                         .set("state", name_of(one.state))
                         .set("author", one.author)
                         .set("author_name", one.author_name)
                         .set("round", one.round)
                         .set("participants", one.participants)
                         .set("opinion", one.opinion)
                         .set("receiver", one.receiver)
                         .set("receipt", one.receipt)
                         .set("method", one.method)
                         .set("place", one.place)
                         .set("executor", one.executor)
                         .set("executor_name", one.executor_name)
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
                         .set("reason", item.reason.zh)
                         .set("reason_en", item.reason.en)
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

Text many_records(std::int64_t count)
{
    return say(count == 1 ? "{} record" : "{} records", "{} 件", {count});
}

Text many_files(std::int64_t count)
{
    return say(count == 1 ? "{} file" : "{} files", "{} 个文件", {count});
}

Text state_text(const DispositionCase& one)
{
    if (one.state != CaseState::destroyed || one.counts.destroyed > 0) return text_of(one.state);
    if (one.counts.transfer > one.counts.transferred)
        return say("nothing was destroyed; to be handed over", "未销毁任何档案,待移交");
    return one.counts.transferred > 0 ? text_of(CaseState::handed_over)
                                      : say("nothing was destroyed; to be closed", "未销毁任何档案,待办结");
}

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
    const Text hand_over = one.counts.transfer > one.counts.transferred
                               ? say("fonds case pack {} -o FOLDER, then fonds case handover {}.",
                                     "fonds case pack {} -o 目录,再 fonds case handover {}。", {n, n})
                               : Text{};
    const bool nothing = one.counts.destroy + one.counts.transfer == 0;
    if (nothing && one.state >= CaseState::listed && one.state <= CaseState::witnessed)
        return say("Everything was left out: fonds case close {}.", "已全部剔出:fonds case close {}。", {n});
    switch (one.state) {
    case CaseState::appraisal:
        if (one.counts.undecided > 0)
            return say("{} to be decided on: fonds case decide {}.", "{}待鉴定:fonds case decide {}。",
                       {many_records(one.counts.undecided), n});
        if (one.counts.needs_second > 0)
            return say("{} of grade A to be looked at again, by another archivist: fonds case decide {} CODE.",
                       "重要 A 级 {}须由另一名档案管理员复核:fonds case decide {} 档号。",
                       {many_records(one.counts.needs_second), n});
        return say("Everything is decided: fonds case opinion {} --participants NAMES.",
                   "已全部鉴定:fonds case opinion {} --participants 姓名。", {n});
    case CaseState::opinion:
        if (nothing)
            return say("Nothing is to be destroyed: fonds case close {}.", "没有要销毁的:fonds case close {}。", {n});
        return say("fonds case register {}.", "fonds case register {}。", {n});
    case CaseState::listed:
        return say("Signatures are missing: {}. fonds case sign {} OFFICE.", "待签批:{}。fonds case sign {} 身份。",
                   {missing(CaseStage::approval), n});
    case CaseState::approved:
        if (one.counts.destroy == 0) return hand_over;
        return joined(say("Witnesses are missing: {}. fonds case witness {} OFFICE --before.",
                          "待监销人查验:{}。fonds case witness {} 身份 --before。", {missing(CaseStage::before), n}),
                      hand_over);
    case CaseState::witnessed:
        if (one.counts.destroy == 0) return hand_over;
        return joined(say("fonds case destroy {} --yes.", "fonds case destroy {} --yes。", {n}), hand_over);
    case CaseState::destroying:
        return say("It broke off: fonds case destroy {} --yes goes on.", "曾中断:fonds case destroy {} --yes 继续。", {n});
    case CaseState::destroyed: {
        const Text who = missing(CaseStage::after);
        if (!who.empty() && one.counts.destroyed > 0)
            return joined(say("Witnesses are missing: {}. fonds case witness {} OFFICE --after.",
                              "待监销人确认:{}。fonds case witness {} 身份 --after。", {who, n}),
                          hand_over);
        if (!hand_over.empty()) return hand_over;
        return say("fonds case close {}.", "fonds case close {}。", {n});
    }
    case CaseState::handed_over:
        return say("What was to go has gone: fonds case close {}.", "应移交的已移交:fonds case close {}。", {n});
    case CaseState::closed:
    case CaseState::withdrawn: break;
    }
    return {};
}

std::string counts_text(Output& output, const CaseCounts& counts)
{
    std::string all = output.pick(many_records(counts.items));
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
    row(say("State", "状态"), output.pick(state_text(one)));
    row(say("Procedure", "程序"), output.pick(text_of(one.procedure)));
    row(say("Basis", "依据"), one.basis);
    row(say("Drafted", "立案"), disposing.day_of(one.opened_at).text() + " " + person(one.author, one.author_name));
    row(say("Records", "档案"), counts_text(output, one.counts));
    row(say("Appraised by", "参加人员"), one.participants);
    row(say("Opinion", "鉴定意见"), one.opinion);
    row(say("Receiver", "接收单位"), one.receiver);
    row(say("Receipt", "接收凭证"), one.receipt);
    row(say("Carried out by", "执行人"), person(one.executor, one.executor_name));
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

Result<int> show_now(Context& context, const DispositionCase& one, int code)
{
    if (context.options.json) {
        context.output.json(json_of(one));
        return code;
    }
    Disposing disposing(*context.archive);
    TRY_ASSIGN(const auto signatures, disposing.signatures(one.number));
    print_case(context, one, signatures);
    tell_next_step(context.output, one, signatures);
    return code;
}

void tell_left(Output& output, const std::vector<LeftOut>& left, std::int64_t count)
{
    for (const auto& one : left) output.remark(say("{}: {}", "{}:{}", {one.code.text(), one.why}));
    if (count > static_cast<std::int64_t>(left.size()))
        output.remark(say("… and {} more", "……另有 {} 件", {count - static_cast<std::int64_t>(left.size())}));
}

void tell_stacks(Output& output, const std::vector<LeftOut>& notes, std::int64_t count)
{
    constexpr std::size_t most_lines = 20;
    if (notes.empty()) return;
    output.remark(say("Scanned in one stack with others: {} {record|records}. Decide on what came in one stack together.",
                      "与其他档案同批扫描:{} 件。同批扫描的档案宜一并鉴定。", {count}));
    const std::vector<LeftOut> first(notes.begin(),
                                     notes.begin() + static_cast<std::ptrdiff_t>(std::min(notes.size(), most_lines)));
    tell_left(output, first, count);
}

void tell_next_step(Output& output, const DispositionCase& one, const std::vector<CaseSignature>& signatures)
{
    const Text next = next_step(one, signatures);
    if (!next.empty()) output.remark(say("Next: {}", "下一步:{}", {next}));
}

void print_case_papers(Output& output, const std::vector<CasePaper>& papers)
{
    // A quotation mark within a value is escaped: what is found is a member of a row.
    const auto title = [](const CasePaper& paper) {
        const bool of_transfers =
            paper.kind == CasePaperKind::register_ && paper.content.find(R"("action":"destroy")") == std::string::npos;
        return of_transfers ? say("Register of transfers", "拟移交清册") : text_of(paper.kind);
    };
    for (const auto& paper : papers)
        output.line(output.pick(title(paper)) + (paper.round > 1 ? " (" + std::to_string(paper.round) + ")" : "") + "  " +
                    (paper.record ? paper.record->text() : std::string("—")) + "  SHA-256 " +
                    paper.digest.hex().substr(0, 16) + "…");
}

void print_case_items(Output& output, const std::vector<CaseItem>& items)
{
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
                   output.shown(item.title + (item.reason.empty() ? "" : " — " + output.pick(item.reason)))});
    }
    table.print(output);
}

}  // namespace fonds::cli
