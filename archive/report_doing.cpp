// SPDX-License-Identifier: GPL-3.0-or-later
// Reports on what was done, and by whom.
#include <algorithm>
#include <map>

#include "archive/accounts.hpp"
#include "archive/examining.hpp"
#include "archive/holding.hpp"
#include "archive/law_book.hpp"
#include "archive/lending.hpp"
#include "archive/log_book.hpp"
#include "archive/report_maker.hpp"
#include "archive/retaining.hpp"
#include "archive/state.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/model/disposition.hpp"
#include "schema/model/volume.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_rows = 1'000'000;

/// Long values of a detail tell nobody anything in a cell.
std::string brief(const std::string& text)
{
    constexpr std::size_t most = 400;
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

}  // namespace

Result<void> ReportMaker::loans()
{
    Lending lending(archive_);
    LoanListing listing;
    listing.all = request_.from || request_.until;
    listing.limit = most_rows;
    TRY_ASSIGN(const auto loans, lending.list(listing));
    text("loan", "Loan", "序号", 0.6);
    text("paper", "Paper", "档号", 2);
    text("title", "Title", "题名", 2.6);
    text("reader", "Reader", "借阅人", 1.1);
    text("unit", "Unit", "部门", 1.1);
    text("approved_by", "Approved", "批准人", 1);
    date("lent", "Lent", "借出", 1.15);
    date("due", "Due", "应还", 1.15);
    number("days", "Days overdue", "逾期天数", 0.8);
    date("returned", "Returned", "归还", 1.15);
    const Date today = state_.today();
    std::int64_t out = 0, overdue = 0;
    std::map<std::string, double> readers;
    for (const Loan& loan : loans) {
        const bool counts = loan.open() || in_period(loan.lent_at) || in_period(*loan.returned_at);
        if (!counts) continue;
        const auto late = loan.open() ? std::max<std::int64_t>(0, days_between(loan.due, today)) : 0;
        out += loan.open() ? 1 : 0;
        overdue += late > 0 ? 1 : 0;
        if (loan.open()) readers[loan.reader] += 1;
        row({std::to_string(raw(loan.id)), loan.paper.text(), loan.title, loan.reader, loan.unit, loan.approved_by,
             day_of(loan.lent_at), loan.due.text(), std::to_string(late),
             loan.returned_at ? day_of(*loan.returned_at) : ""});
    }
    total("out", "Outstanding", "在借", out);
    total("overdue", "Overdue", "逾期", overdue);
    std::vector<FormBar> bars;
    for (const auto& [reader, count] : readers) bars.push_back({reader, count, "", false});
    chart(say("Outstanding by reader", "各借阅人在借"), std::move(bars), false);
    return {};
}

Result<void> ReportMaker::access()
{
    if (!request_.code)
        return error(ErrorKind::usage, say("It is not said of which record", "未指明哪一件档案"))
            .with_hint(say("Name it: fonds report access CODE.", "请给出档号:fonds report access 档号。"));
    const std::string& code = request_.code->text();
    report_.title += request_.in_chinese ? "：" + code : ": " + code;
    LogRequest wanted;
    wanted.subject = code;
    wanted.named = code;
    wanted.from = request_.from;
    wanted.until = request_.until;
    wanted.limit = most_rows;
    TRY_ASSIGN(auto events, LogBook(archive_).events(wanted));
    if (events.empty()) {
        // One that was never there is a slip of the pen; one without events in the period is an answer.
        TRY_ASSIGN(const Record record, state_.catalog.record(*request_.code));
        static_cast<void>(record);
    }
    std::ranges::reverse(events);
    number("event", "Event", "日志号", 0.7);
    text("at", "When", "时间", 1.4);
    text("actor", "Who", "操作人", 1);
    text("action", "What", "操作", 1.4);
    text("detail", "Detail", "内容", 4.4);
    std::map<std::string, double> actors;
    for (const Event& event : events) {
        row({std::to_string(event.sequence), minute_of(event.at), event.actor, event.action, brief(event.detail)});
        actors[event.actor] += 1;
    }
    total("events", "Events", "条数", static_cast<std::int64_t>(events.size()));
    total("actors", "People", "人数", static_cast<std::int64_t>(actors.size()));
    remark(say(
        "Of changes, loans, holds, cases and transfers, as the audit log has them. Papers that left the store are in the "
        "loans.",
        "依据审计日志,含著录修改、借阅、冻结、鉴定与移交;原件出库见借阅。"));
    const bool told = std::ranges::any_of(events, [](const Event& event) { return event.action == "record.seen"; });
    if (told)
        remark(say("Reading is in the log while the settings ask for it (record.seen).",
                   "在设置要求期间,查阅原文记入日志(record.seen)。"));
    else
        remark(say(
            "No reading of this record is in the log: reading is not logged unless the settings ask for it, and looking a "
            "record up never is.",
            "日志中没有查阅记录:除非设置要求,查阅原文不记日志;检索与查看著录从不记日志。"));
    return {};
}

Result<void> ReportMaker::destroyed()
{
    TRY_ASSIGN(const auto gone, AuditFacts(state_.catalog).gone(span(), most_rows));
    text("code", "Code", "档号", 2);
    text("what", "What", "去向", 0.8);
    date("on", "On", "日期", 1.15);
    text("case", "Case", "案号", 1.3);
    text("authority", "Authority", "依据", 2.2);
    text("rule", "Rule", "规则", 1.1);
    text("approved_by", "Approved by", "批准人", 2.2);
    text("witnessed_by", "Witnessed by", "监销人", 1.8);
    text("method", "Method", "方式", 1.1);
    text("certificate", "Certificate", "证明摘要", 1.2);
    const auto people = [&](const std::vector<std::pair<std::string, std::string>>& all) {
        std::string names;
        for (const auto& [name, office] : all) {
            const std::string as = t(text_of_office(office));
            names += (names.empty() ? "" : "; ") + name + (as.empty() ? "" : " (" + as + ")");
        }
        return names;
    };
    std::int64_t destroyed = 0, transferred = 0, without = 0;
    std::map<std::string, double> categories;
    for (const GoneRecord& one : gone) {
        const bool is_destroyed = one.kind == "destroyed";
        (is_destroyed ? destroyed : transferred) += 1;
        without += one.case_number.empty() ? 1 : 0;
        categories[one.category] += 1;
        row({one.code, is_destroyed ? t("destroyed", "销毁") : t("transferred", "移交"), day_of(one.at), one.case_number,
             one.basis.empty() ? (one.case_title.empty() ? one.reason : one.case_title) : one.basis, one.rule,
             people(one.signed_by), people(one.witnessed_by), one.method, one.certificate.substr(0, 16)});
    }
    total("destroyed", "Destroyed", "销毁", destroyed);
    total("transferred", "Transferred", "移交", transferred);
    total("without_case", "Without a case", "无案件", without);
    std::vector<FormBar> bars;
    for (const auto& [category, count] : categories) bars.push_back({category, count, "", false});
    chart(say("By category", "按门类"), std::move(bars), false);
    remark(say("Approved by: who signed the register. Registers, opinions and certificates are records of this archive.",
               "批准人为在销毁清册上签字者;清册、意见书与证明已归档永久保存。"));
    return {};
}

Result<void> ReportMaker::fixity()
{
    struct Line {
        Instant at;
        std::vector<std::string> cells;
        bool failed;
    };
    std::vector<Line> lines;
    AuditFacts facts(state_.catalog);
    std::int64_t repairs = 0, failures = 0;
    TRY_ASSIGN(const auto runs, facts.job_runs(span(), most_rows));
    TRY_ASSIGN(const auto events, facts.events({"object.restored", "object.repaired", "volume.repaired", "archive.repaired",
                                                "archive.scrubbed"},
                                               span(), most_rows));
    for (const Event& event : events) {
        if (event.action == "archive.scrubbed") {
            // That of a job is told with the job, which ends after it.
            const bool of_job = std::ranges::any_of(runs, [&](const JobFact& run) {
                return run.job == "scrub" && run.started <= event.at && event.at <= run.ended_at;
            });
            if (of_job) continue;
            const auto detail = Json::parse(event.detail);
            if (!detail.ok()) continue;
            const auto count = [&](const char* field) { return detail->get(field).number(); };
            const std::int64_t bad = count("damaged"), mended = count("repaired");
            lines.push_back(
                {event.at,
                 {minute_of(event.at), t("scrub", "数据校验"), event.actor,
                  bad > 0                                ? t("FAILED", "不通过")
                  : detail->get("interrupted").boolean() ? t("interrupted", "已中断")
                  : mended > 0                           ? t("mended", "已修复")
                                                         : t("clean", "正常"),
                  std::to_string(count("objects") + count("copies")), std::to_string(bad + mended), brief(event.detail)},
                 bad > 0});
            continue;
        }
        const bool mended = event.action != "archive.repaired";
        repairs += mended ? 1 : 0;
        std::string what = mended ? event.subject : event.detail;
        if (const auto detail = Json::parse(event.detail); event.action == "volume.repaired" && detail.ok()) {
            const std::string place = detail->get("place").text();
            what += " " + (place.empty() ? "volumes/" : place) + " (" + detail->get("from").text() + ")";
        }
        lines.push_back({event.at,
                         {minute_of(event.at), mended ? t("bytes mended", "数据已修复") : t("repair run", "清理修复"),
                          event.actor, t("done", "完成"), "", "", brief(what)},
                         false});
    }
    for (const JobFact& run : runs)
        lines.push_back({run.started,
                         {minute_of(run.started), t("job", "任务") + " " + run.job, "",
                          !run.ended           ? t("not ended", "未结束")
                          : run.exit_code == 0 ? t("clean", "正常")
                                               : t("code ", "代码 ") + std::to_string(run.exit_code),
                          "", "", brief(run.report)},
                         run.ended && run.exit_code != 0});
    TRY_ASSIGN(const auto checks, Examining(archive_).list(most_rows, 0));
    for (const Examination& one : checks) {
        if (!in_period(one.at)) continue;
        const auto found = std::ranges::find(one.checks, "A1", &ExamCheck::id);
        if (found == one.checks.end() || found->result == ExamResult::not_applicable) continue;
        const bool failed = found->result == ExamResult::fail;
        lines.push_back({one.at,
                         {minute_of(one.at), t(say("four-property check {}", "四性检测 {}", {one.number})), one.actor,
                          failed ? t("FAILED", "不通过") : t("clean", "正常"), std::to_string(found->examined),
                          std::to_string(found->failed),
                          found->faults.empty() ? "" : found->faults.front().subject + ": " + t(found->faults.front().why)},
                         failed});
    }
    std::ranges::stable_sort(lines, {}, &Line::at);
    text("at", "When", "时间", 1.4);
    text("what", "What", "事项", 1.6);
    text("by", "By", "执行人", 0.9);
    text("result", "Result", "结果", 0.8);
    number("files", "Files", "检测数", 0.7);
    number("failed", "Failed", "异常数", 0.7);
    text("detail", "Detail", "说明", 3);
    for (Line& line : lines) {
        failures += line.failed ? 1 : 0;
        row(std::move(line.cells));
    }
    TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
    total("objects", "Objects kept", "保存对象数", tallies.objects);
    total("bytes", "Bytes kept", "保存字节数", tallies.bytes);
    total("checks", "Entries", "记录数", static_cast<std::int64_t>(lines.size()));
    total("failures", "With faults", "有异常", failures);
    total("repairs", "Repairs", "修复", repairs);
    remark(say(
        "Of checks that keep a report: four-property checks and scrubs, which hash every byte they read, and jobs. fonds "
        "check alone tells the terminal and keeps nothing.",
        "含留有报告的检测:四性检测与数据校验(均逐字节校验)、定期任务;单独执行的 fonds check 只显示结果,不留记录。"));
    return {};
}

Result<void> ReportMaker::exceptions()
{
    AuditFacts facts(state_.catalog);
    struct Line {
        Instant at;
        std::vector<std::string> cells;
    };
    std::vector<Line> lines;
    std::map<std::string, double> kinds;
    const auto add = [&](Instant at, const std::string& actor, const Text& kind, const std::string& subject,
                         const std::string& why) {
        kinds[t(kind)] += 1;
        lines.push_back({at, {minute_of(at), actor, t(kind), subject, brief(why)}});
    };
    TRY_ASSIGN(const auto events,
               facts.events({"rule.put", "record.rule_given", "category.added", "category.edited", "category.forced",
                             "folder.added", "folder.edited", "case.excepted", "case.refused", "access.refused",
                             "object.damaged", "object.repaired", "volume.copy"},
                            span(), most_rows));
    for (const Event& event : events) {
        const auto parsed = Json::parse(event.detail);
        if (!parsed.ok()) continue;
        const Json& detail = *parsed;
        const auto now_yes = [&](const char* field) {
            const Json value = detail.get(field);
            return value.boolean() || value.text() == "yes" || value.text() == "true" ||
                   value.get("after").text() == "yes" || value.get("after").text() == "true";
        };
        const std::string reason = t(reason_in(detail));
        if (event.action == "rule.put") {
            if (const auto forced = detail.get("forced").text(); !forced.empty())
                add(event.at, event.actor, say("rule shorter than the law", "期限低于法定"), event.subject, forced);
        } else if (event.action == "category.forced") {
            add(event.at, event.actor, say("period of a category shorter than the law", "门类期限低于法定"), event.subject,
                (detail.get("rule").text().empty() ? "" : detail.get("rule").text() + ", ") +
                    detail.get("retention").text() + ": " + reason);
        } else if (event.action == "record.rule_given") {
            if (detail.get("overrides").boolean())
                add(event.at, event.actor, say("rule that overrides longer ones", "以短代长"), event.subject,
                    detail.get("rule").text() + ": " + reason);
        } else if (event.action == "case.excepted") {
            add(event.at, event.actor, say("left out of a case", "鉴定销毁时剔出"), event.subject,
                detail.get("record").text() + ": " + reason);
        } else if (event.action == "case.refused") {
            add(event.at, event.actor, say("approval refused", "不予批准"), event.subject,
                detail.get("office").text() + ": " + detail.get("note").text());
        } else if (event.action == "access.refused") {
            const std::string problem = detail.get(request_.in_chinese ? "problem_zh" : "problem").text();
            add(event.at, event.actor, say("access refused", "越权被拒"), event.subject,
                detail.get("why").text() + (detail.get("user").text().empty() ? "" : ": " + detail.get("user").text()) +
                    (problem.empty() ? "" : ": " + problem));
        } else if (event.action == "object.damaged") {
            add(event.at, event.actor, say("bytes damaged or missing", "数据损坏或缺失"), event.subject,
                detail.get("note").text());
        } else if (event.action == "object.repaired") {
            add(event.at, event.actor, say("bytes mended", "数据已修复"), event.subject, detail.get("note").text());
        } else if (event.action == "volume.copy") {
            if (const auto state = copy_state(detail.get("state").text()); state && !detail.get("before").text().empty())
                add(event.at, event.actor, say("copy of a volume: {}", "冷存卷副本:{}", {text_of(*state)}), event.subject,
                    detail.get("place").text().empty() ? "volumes/" : detail.get("place").text());
        } else if (now_yes("mixed") || now_yes("mixed_folders")) {
            add(event.at, event.actor, say("folders may mix years and periods", "允许案卷混放"), event.subject, "");
        }
    }
    TRY_ASSIGN(const auto leaps, facts.leaps(span(), most_rows));
    for (const LeapFact& leap : leaps)
        add(leap.at, leap.actor, say("leap of numbers", "跳号"), leap.sequence,
            std::to_string(leap.first) + "–" + std::to_string(leap.last));
    TRY_ASSIGN(const auto lost, Lending(archive_).lost_pages({}));
    for (const Loan& loan : lost)
        if (in_period(*loan.returned_at))
            add(*loan.returned_at, loan.received_by, say("pages lost on a loan", "借阅缺页"), loan.paper.text(),
                t(say("loan {}, {}: {} of {} {page|pages} came back", "借阅编号 {},{}:归还时 {} 页,借出时 {} 页",
                      {raw(loan.id), loan.reader, *loan.pages_returned, loan.pages})));
    std::ranges::stable_sort(lines, {}, &Line::at);
    // How it stands today, whenever and by whatever road that began.
    TRY_ASSIGN(const LawBook book, LawBook::load(state_.catalog, state_.today()));
    auto shortfalls = book.shortfalls();
    TRY(LawBook::learn_reasons(state_.catalog, shortfalls));
    for (const Shortfall& one : shortfalls) {
        const Text kind = say("stands below the law now", "现低于法定期限");
        kinds[t(kind)] += 1;
        lines.push_back({{},
                         {t("today", "现状"), "", t(kind), one.category,
                          brief(t(one.text()) + ": " + (one.why.empty() ? t("nobody said why", "未注明原因") : one.why))}});
    }
    text("at", "When", "时间", 1.4);
    text("actor", "Who", "操作人", 1);
    text("kind", "What", "种类", 1.7);
    text("subject", "On", "对象", 1.8);
    text("why", "Why", "原因", 3);
    for (Line& line : lines) row(std::move(line.cells));
    total("exceptions", "Exceptions", "合计", static_cast<std::int64_t>(lines.size()));
    std::vector<FormBar> bars;
    for (const auto& [kind, count] : kinds) bars.push_back({kind, count, "", false});
    chart(say("By kind", "按种类"), std::move(bars), false);
    return {};
}

Result<void> ReportMaker::rights()
{
    UserBook book(archive_);
    TRY_ASSIGN(const auto accounts, book.list());
    TRY_ASSIGN(const auto events, AuditFacts(state_.catalog)
                                      .events({"user.added", "user.granted", "user.revoked", "user.closed", "user.confirmed",
                                               "user.password_changed"},
                                              {}, most_rows));
    std::map<std::string, const Event*> last;
    for (const Event& event : events)
        if (event.action != "user.password_changed") last[event.subject] = &event;
    text("user", "User", "用户", 1.1);
    text("name", "Name", "姓名", 1.2);
    text("duties", "Roles and offices", "角色与职务", 3.4);
    text("system_user", "System user", "系统用户", 1.1);
    text("password", "Password", "密码", 1);
    text("state", "State", "状态", 0.8);
    date("changed", "Changed", "最近变更", 1.15);
    text("by", "By", "变更人", 1);
    std::int64_t open = 0, unconfirmed = 0;
    for (const Account& account : accounts) {
        std::string duties;
        for (const Duty& duty : account.duties) duties += (duties.empty() ? "" : t("; ", ";")) + t(text_of(duty));
        const auto changed = last.find(account.name);
        open += account.closed ? 0 : 1;
        unconfirmed += account.unconfirmed() && !account.closed ? 1 : 0;
        row({account.name, account.full_name, duties,
             account.system_user_by.empty() ? account.system_user : account.system_user + t(" (not confirmed)", "(未确认)"),
             account.own_password           ? t("own", "本人设置")
             : !account.password_by.empty() ? t("set by others, not confirmed", "他人代设,未确认")
             : account.has_password         ? t("set by others", "他人代设")
                                            : t("none", "无"),
             account.closed ? t("closed", "停用") : t("open", "启用"),
             changed == last.end() ? "" : day_of(changed->second->at), changed == last.end() ? "" : changed->second->actor});
    }
    total("open", "Open", "启用", open);
    total("closed", "Closed", "停用", static_cast<std::int64_t>(accounts.size()) - open);
    total("unconfirmed", "Not confirmed", "待确认", unconfirmed);
    std::int64_t changes = 0;
    for (const Event& event : events) changes += in_period(event.at) ? 1 : 0;
    total("changes", "Changes in the period", "期间变更", changes);
    TRY_ASSIGN(const Roles missing, book.missing());
    if (missing.empty())
        remark(say("Administrator, security officer and auditor are three people: roles bind everyone.",
                   "三员分立:系统管理员、安全保密员、安全审计员各由不同人员担任,权限对所有人生效。"));
    else
        remark(say("Nobody is {}: until somebody is, whoever can write the archive's files may do everything.",
                   "尚无{}:在设置之前,凡能写档案库文件者均可执行全部操作。", {text_of(missing)}));
    return {};
}

Result<void> ReportMaker::properties()
{
    TRY_ASSIGN(auto checks, Examining(archive_).list(most_rows, 0));
    std::ranges::reverse(checks);
    number("number", "Report", "编号", 0.6);
    text("at", "When", "时间", 1.4);
    text("stage", "Stage", "环节", 1);
    text("scope", "Scope", "范围", 1.6);
    number("records", "Records", "件数", 0.8);
    number("failed", "Failed", "不通过项", 0.8);
    text("checks", "Which", "项目", 1.6);
    text("scanner", "Scanner", "扫描程序", 1.8);
    text("by", "By", "检测人", 0.9);
    text("digest", "Digest", "报告摘要", 1.3);
    std::int64_t count = 0, clean = 0;
    std::map<std::string, double> failing;
    for (const Examination& one : checks) {
        if (!in_period(one.at)) continue;
        ++count;
        clean += one.failed == 0 ? 1 : 0;
        std::string ids;
        for (const ExamCheck& check : one.checks) {
            if (check.result != ExamResult::fail) continue;
            ids += (ids.empty() ? "" : ", ") + check.id;
            failing[check.id] += 1;
        }
        row({std::to_string(one.number), minute_of(one.at), t(text_of(one.stage)), one.scope, std::to_string(one.records),
             std::to_string(one.failed), ids,
             one.scanner.name.empty() ? t("none", "无") : one.scanner.version + " / " + one.scanner.signatures, one.actor,
             one.digest.substr(0, 16)});
    }
    total("reports", "Reports", "检测次数", count);
    total("clean", "Without findings", "全部通过", clean);
    std::vector<FormBar> bars;
    for (const auto& [id, times] : failing) bars.push_back({id, times, "", true});
    chart(say("Checks that failed, how often", "不通过的检测项(次)"), std::move(bars), false);
    return {};
}

Result<void> ReportMaker::overview()
{
    Retaining retaining(archive_);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    const Date today = state_.today();
    text("area", "Area", "方面", 1.2);
    text("what", "What", "指标", 2.6);
    text("value", "Figure", "数值", 2.2);
    const auto put = [&](const Text& area, const Text& what, const std::string& value) { row({t(area), t(what), value}); };
    const auto count = [&](const Text& area, const Text& what, std::int64_t value) {
        put(area, what, std::to_string(value));
    };

    const Text holdings = say("Holdings", "馆藏"), keeping = say("Retention", "保管期限"), use = say("Use", "利用"),
               control = say("Control", "监督"), end = say("Disposition", "处置");
    TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
    count(holdings, say("records", "档案件数"), tallies.records);
    count(holdings, say("files", "电子文件数"), tallies.components);
    count(holdings, say("bytes", "字节数"), tallies.bytes);
    TRY_ASSIGN(const auto findings, Numbers(state_.catalog).check());
    count(holdings, say("gaps in numbers", "断号段数"),
          std::ranges::count_if(findings, [](const Finding& one) { return one.kind == "number.open"; }));

    TRY_ASSIGN(const ClockTally clocks, retaining.tally());
    count(keeping, say("kept for ever", "永久保存"), clocks.permanent);
    count(keeping, say("period running", "期限计时中"), clocks.running);
    count(keeping, say("waiting for an event", "等待起算事项"), clocks.waiting);
    count(keeping, say("without a rule", "无规则"), clocks.none);
    count(keeping, say("due and overdue", "到期与逾期"), clocks.overdue);
    TRY_ASSIGN(const auto rules, retaining.rules(false));
    count(keeping, say("rules in force", "有效规则"), static_cast<std::int64_t>(rules.size()));
    count(keeping, say("of them without legal source", "其中无依据"),
          std::ranges::count_if(rules, [](const RetentionRule& rule) { return rule.source.empty(); }));
    TRY_ASSIGN(const auto holds, Holding(archive_).list(false));
    count(keeping, say("holds in force", "有效冻结"), static_cast<std::int64_t>(holds.size()));
    count(keeping, say("records on hold", "冻结件数"), clocks.held);

    LoanListing listing;
    listing.limit = most_rows;
    TRY_ASSIGN(const auto loans, Lending(archive_).list(listing));
    count(use, say("loans outstanding", "在借"), static_cast<std::int64_t>(loans.size()));
    count(use, say("loans overdue", "逾期未还"),
          std::ranges::count_if(loans, [&](const Loan& loan) { return loan.due < today; }));

    TRY_ASSIGN(const auto gone, AuditFacts(state_.catalog).gone(span(), most_rows));
    count(end, say("destroyed in the period", "期间销毁"),
          std::ranges::count(gone, std::string("destroyed"), &GoneRecord::kind));
    count(end, say("transferred in the period", "期间移交"),
          std::ranges::count(gone, std::string("transferred"), &GoneRecord::kind));

    TRY_ASSIGN(const auto checks, Examining(archive_).list(1, 0));
    put(control, say("last four-property check", "最近四性检测"),
        checks.empty() ? t("none", "无")
                       : minute_of(checks.front().at) +
                             (checks.front().failed == 0 ? t(", no findings", ",全部通过")
                                                         : t(say(", {} failed", ",{} 项不通过", {checks.front().failed}))));
    TRY_ASSIGN(const auto accounts, UserBook(archive_).list());
    count(control, say("open users", "启用用户"),
          std::ranges::count_if(accounts, [](const Account& account) { return !account.closed; }));
    TRY_ASSIGN(const auto refused, AuditFacts(state_.catalog).events({"access.refused"}, span(), most_rows));
    count(control, say("refused accesses in the period", "期间越权被拒"), static_cast<std::int64_t>(refused.size()));
    count(control, say("events in the audit log", "审计日志条数"), tallies.events);

    std::vector<FormBar> bars;
    for (const auto& [category, records] : tallies.categories)
        bars.push_back({category, static_cast<double>(records), "", false});
    std::ranges::stable_sort(bars, std::ranges::greater(), &FormBar::value);
    if (constexpr std::size_t most_told = 7; bars.size() > most_told) {
        FormBar others{t("others", "其他"), 0, "", false};
        for (std::size_t at = most_told - 1; at < bars.size(); ++at) others.value += bars[at].value;
        bars.resize(most_told - 1);
        bars.push_back(others);
    }
    chart(say("Records by category", "各门类件数"), std::move(bars), false);
    bars = {{t("permanent", "永久"), static_cast<double>(clocks.permanent), "", false},
            {t("running", "计时中"), static_cast<double>(clocks.running - clocks.overdue), "", false},
            {t("due", "到期"), static_cast<double>(clocks.overdue), "", true},
            {t("waiting", "待事项"), static_cast<double>(clocks.waiting), "", false},
            {t("no rule", "无规则"), static_cast<double>(clocks.none), "", true}};
    chart(say("Records by retention", "保管期限状态"), std::move(bars), false);
    TRY_ASSIGN(const auto years, retaining.due_by_year(today.year(), today.year() + 10));
    bars.clear();
    for (int year = today.year(); year <= today.year() + 10; ++year) {
        const auto found = std::ranges::find(years, year, &DueYear::year);
        bars.push_back({std::to_string(year), found == years.end() ? 0 : static_cast<double>(found->records), "", false});
    }
    chart(say("Records falling due", "未来各年到期"), std::move(bars), true);
    total("records", "Records", "件数", tallies.records);
    total("overdue", "Due and overdue", "到期与逾期", clocks.overdue);
    total("held", "On hold", "冻结", clocks.held);
    return {};
}

}  // namespace fonds
