// SPDX-License-Identifier: GPL-3.0-or-later
// What each job does.
#include "archive/backup.hpp"
#include "archive/cooling.hpp"
#include "archive/examining.hpp"
#include "archive/holding.hpp"
#include "archive/jobs.hpp"
#include "archive/lending.hpp"
#include "archive/log_book.hpp"
#include "archive/retaining.hpp"
#include "archive/scrubbing.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

constexpr std::chrono::days old_hold{366};
constexpr std::size_t loans_at_once = 500;

}  // namespace

Result<void> JobBook::work(Job job, JobReport& report, WorkObserver& observer)
{
    switch (job) {
    case Job::retention: return retention(report);
    case Job::holds: return holds(report);
    case Job::loans: return loans(report);
    case Job::integrity: return integrity(Depth::quick, report, observer);
    case Job::full_check: return integrity(Depth::full, report, observer);
    case Job::checkpoint: return checkpoint(report);
    case Job::examination: return examination(report, observer);
    case Job::scrub: return scrub(report, observer);
    case Job::cold: return cold(report, observer);
    }
    return {};
}

Result<void> JobBook::retention(JobReport& report)
{
    Retaining retaining(archive_);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    TRY_ASSIGN(const ClockTally tally, retaining.tally());
    ClockRequest request;
    request.due_until = state_.today();
    request.held = true;
    request.limit = 0;
    TRY_ASSIGN(const ClockPart held, retaining.list(request));
    report.facts = std::move(Json::object()
                                 .set("wound", wound)
                                 .set("due", tally.overdue)
                                 .set("due_held", held.total)
                                 .set("waiting", tally.waiting)
                                 .set("without_rule", tally.none));
    if (tally.overdue > held.total)
        report.findings.push_back({Severity::warning, "retention.due", state_.today().text(),
                                   say("To be appraised: {} (on hold besides: {})", "到期待鉴定 {} 件(另有冻结 {} 件)",
                                       {tally.overdue - held.total, held.total}),
                                   say("fonds retention due lists them.", "可用 fonds retention due 列出。")});
    if (tally.none > 0)
        report.findings.push_back(
            {Severity::note, "retention.none", "", say("Without a retention rule: {}", "无保管期限规则 {} 件", {tally.none}),
             say("fonds retention list --state none lists them.", "可用 fonds retention list --state none 列出。")});
    return {};
}

Result<void> JobBook::holds(JobReport& report)
{
    Holding holding(archive_);
    TRY_ASSIGN(const auto joined, holding.review());
    TRY_ASSIGN(const auto in_force, holding.list(false));
    std::int64_t old = 0;
    const Instant now = state_.environment.clock->now();
    for (const Hold& hold : in_force) {
        if (hold.placed_at + old_hold > now) continue;
        ++old;
        report.findings.push_back(
            {Severity::warning, "hold.old", hold.number,
             say("On hold since {}: {}", "自 {} 起冻结:{}", {holding.day_of(hold.placed_at).text(), hold.reason}),
             say("Is it still needed? If not: fonds hold release {}", "是否仍有必要?如不需要:fonds hold release {}",
                 {hold.number})});
    }
    report.facts = std::move(
        Json::object().set("joined", joined).set("in_force", static_cast<std::int64_t>(in_force.size())).set("old", old));
    return {};
}

Result<void> JobBook::loans(JobReport& report)
{
    Lending lending(archive_);
    std::int64_t overdue = 0;
    LoanListing listing;
    listing.overdue = true;
    listing.limit = loans_at_once;
    for (;;) {
        TRY_ASSIGN(const auto part, lending.list(listing));
        for (const Loan& loan : part) {
            ++overdue;
            report.findings.push_back(
                {Severity::warning, "loan.overdue", loan.paper.text(),
                 say("{} has it; it was due on {}", "由 {} 借出,应于 {} 归还", {loan.reader, loan.due.text()}),
                 say("fonds loan overdue --reminders writes to the readers.",
                     "可用 fonds loan overdue --reminders 生成催还通知。")});
        }
        if (part.size() < loans_at_once) break;
        listing.offset += loans_at_once;
    }
    report.facts = std::move(Json::object().set("overdue", overdue));
    return {};
}

Result<void> JobBook::integrity(Depth depth, JobReport& report, WorkObserver& observer)
{
    TRY_ASSIGN(const LogHead head, archive_.log_head());  // what is checked reaches at least as far
    TRY_ASSIGN(auto findings, archive_.check(depth, observer));
    report.facts = std::move(Json::object()
                                 .set("findings", static_cast<std::int64_t>(findings.size()))
                                 .set("last_event", head.event)
                                 .set("last_hash", head.hash));
    for (auto& finding : findings) report.findings.push_back(std::move(finding));
    return {};
}

Result<void> JobBook::examination(JobReport& report, WorkObserver& observer)
{
    TRY_ASSIGN(const Examination made, examine_on_schedule(archive_, scanners_, observer));
    report.facts = std::move(Json::object()
                                 .set("report", made.number)
                                 .set("records", made.records)
                                 .set("failed", made.failed)
                                 .set("digest", made.digest));
    if (made.failed > 0)
        report.findings.push_back(
            {Severity::warning, "examination.failed", std::to_string(made.number),
             say(made.failed == 1 ? "{} check of the four properties failed" : "{} checks of the four properties failed",
                 "四性检测有 {} 项不合格", {made.failed}),
             say("fonds examine show {} tells which, and of what.", "可用 fonds examine show {} 查看。", {made.number})});
    return {};
}

Result<void> JobBook::scrub(JobReport& report, WorkObserver& observer)
{
    TRY_ASSIGN(const ScrubReport made, Scrubbing(archive_).run(ScrubRequest{}, observer));
    report.facts = std::move(Json::object()
                                 .set("objects", made.objects)
                                 .set("copies", made.copies)
                                 .set("bytes", made.bytes)
                                 .set("repaired", made.repaired)
                                 .set("damaged", made.damaged)
                                 .set("out_of_reach", made.out_of_reach)
                                 .set("left", made.left));
    for (const auto& one : made.findings) {
        if (one.found == Soundness::out_of_reach) {
            report.findings.push_back({Severity::warning, "scrub.out_of_reach", one.place, one.what, {}});
            continue;
        }
        const bool mended = one.found == Soundness::repaired;
        report.findings.push_back({mended ? Severity::warning : Severity::fixity,
                                   mended ? "scrub.repaired" : "scrub.damaged", one.place, one.what,
                                   mended ? say("Is the disk failing?", "请检查磁盘是否老化。")
                                          : BackupBook(archive_).mend_hint(one.place.substr(0, one.place.find(' ')))});
    }
    if (made.interrupted) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
    return {};
}

Result<void> JobBook::cold(JobReport& report, WorkObserver& observer)
{
    Cooling cooling(archive_);
    TRY_ASSIGN(const ColdPlan plan, cooling.plan(cooling.policy()));
    TRY_ASSIGN(const ColdRunReport made, cooling.run(plan, observer));
    report.facts = std::move(Json::object()
                                 .set("volumes", made.volumes.size())
                                 .set("records", made.records)
                                 .set("bytes", made.bytes)
                                 .set("freed_bytes", made.freed)
                                 .set("waiting_files", made.waiting));
    for (const auto& one : made.stayed)
        report.findings.push_back({one.why.kind == ErrorKind::fixity ? Severity::fixity : Severity::warning, "cold.stayed",
                                   one.code.text(), one.why.what, one.why.hint});
    for (const Error& one : made.copies)
        report.findings.push_back({Severity::warning, "cold.copy", one.where, one.what, one.hint});
    if (made.waiting > 0)
        report.findings.push_back(
            {Severity::warning, "cold.waiting", "",
             say("{} {file stays|files stay} in objects/ too, until enough copies are verified",
                 "{} 个文件暂留 objects/,待足够的副本通过校验", {made.waiting}),
             say("fonds volume list tells which copies are missing; what is on hold needs two. See [cold] copies in "
                 "fonds.toml.",
                 "fonds volume list 可查看缺少的副本;冻结的档案须有两份。参见 fonds.toml 的 [cold] copies。")});
    if (made.failure) return *made.failure;
    if (made.interrupted) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
    return {};
}

Result<void> JobBook::checkpoint(JobReport& report)
{
    TRY_ASSIGN(const SignedLog made, LogBook(archive_).sign(false));
    report.facts = std::move(Json::object()
                                 .set("event", made.checkpoint.sequence)
                                 .set("code", made.code.text)
                                 .set("key_code", made.key_code)
                                 .set("fresh", made.fresh));
    if (made.exposed)
        report.findings.push_back(
            {Severity::warning, "key.exposed", "",
             say("Others can read the file of the key that signs the log", "其他用户可读取日志签名密钥文件"),
             say("chmod 600 it.", "请执行 chmod 600。")});
    return {};
}

}  // namespace fonds
