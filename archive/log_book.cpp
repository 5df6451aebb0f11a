// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/log_book.hpp"

#include <algorithm>

#include "archive/checkpoint_keys.hpp"
#include "archive/saving.hpp"
#include "archive/state.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/checkpoints.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t at_once = 5'000;
constexpr std::size_t piece_size = std::size_t{1} << 18U;

}  // namespace

Result<std::vector<Event>> LogBook::events(const LogRequest& request)
{
    EventFilter filter{request.action, request.subject, {}, request.actor, {}};
    if (!request.named.empty()) filter.named = Json(request.named).dump();
    const std::chrono::minutes offset(state_.config.time_zone_minutes);
    if (request.from) filter.span.from = Instant(std::chrono::sys_days(request.from->day())) - offset;
    if (request.until)
        filter.span.before = Instant(std::chrono::sys_days(request.until->day()) + std::chrono::days(1)) - offset;
    return AuditFacts(state_.catalog).newest(filter, request.limit, request.offset);
}

Result<LogVerdict> LogBook::pass(LogVerifier verifier, const std::function<Result<void>(std::string_view)>& sink)
{
    LogWriter writer;
    std::int64_t counted = 0, last = 0;
    const auto put = [&](const std::string& text) -> Result<void> {
        verifier.take(text);
        return sink(text);
    };
    const ArchiveIdentity& identity = state_.catalog.identity();
    std::vector<Checkpoint> checkpoints;
    std::size_t passed = 0;  // of them
    TRY(state_.catalog.snapshot([&]() -> Result<void> {
        TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
        counted = tallies.events;
        TRY_ASSIGN(checkpoints, Checkpoints(state_.catalog).list());
        TRY(put(writer.begin({identity.id, identity.code, identity.name, to_iso8601(state_.environment.clock->now())})));
        for (;;) {
            TRY_ASSIGN(const auto events, state_.catalog.events(last, at_once));
            if (events.empty()) return put(writer.end());
            std::string text;
            for (const Event& event : events) {
                text += writer.event(event);
                while (passed < checkpoints.size() && checkpoints[passed].sequence <= event.sequence)
                    text += writer.checkpoint(checkpoints[passed++]);
            }
            TRY(put(text));
            last = events.back().sequence;
        }
    }));
    LogVerdict verdict = verifier.finish();
    // Events that were taken from the end are missed by what counted them, and by what signed them.
    if (counted > last)
        verdict.faults.push_back({last, say("Events {} to {} are missing from the audit log", "审计日志缺少第 {} 至 {} 条",
                                            {last + 1, counted})});
    if (passed < checkpoints.size())
        verdict.fault(last, say("Event {} was signed, but the audit log ends with event {}",
                                "第 {} 条已签名,但审计日志止于第 {} 条", {checkpoints.back().sequence, last}));
    return verdict;
}

Result<LogVerdict> LogBook::write(const std::function<Result<void>(std::string_view)>& sink)
{
    return pass(LogVerifier(), sink);
}

Result<LogVerdict> LogBook::save(const std::string& path, bool replace)
{
    LogVerdict verdict;
    TRY(save_new_file(*state_.environment.files, path, replace, [&](const ByteReceiver& receive) -> Result<void> {
        TRY_ASSIGN(verdict, write(receive));
        return {};
    }));
    return verdict;
}

Result<LogVerdict> LogBook::verify(const LogWitness& given)
{
    LogWitness witness = given;
    if (witness.keys.empty() && witness.key_codes.empty()) {
        TRY_ASSIGN(witness.keys, CheckpointKeys(state_).known());
    }
    LogVerifier verifier;
    for (const LogCode& code : witness.codes) verifier.watch(code.sequence);
    TRY_ASSIGN(LogVerdict verdict, pass(std::move(verifier), [](std::string_view) { return Result<void>(); }));
    judge(verdict, witness);
    // Who has a code was given it when the checkpoint was stored here.
    for (const LogCode& code : witness.codes)
        if (std::ranges::none_of(verdict.checkpoints,
                                 [&](const SignedEvent& one) { return one.checkpoint.sequence == code.sequence; }))
            verdict.fault(code.sequence, say("The checkpoint of event {}, of which there is a code, was taken away",
                                             "第 {} 条有代码,但其检查点已被删去", {code.sequence}));
    return verdict;
}

Result<std::optional<Text>> LogBook::differs_from(const LogVerdict& exported)
{
    const ArchiveIdentity& identity = state_.catalog.identity();
    if (exported.origin.id != identity.id)
        return std::optional(say("It is the log of another archive: {} {}", "这是另一档案库的日志:{} {}",
                                 {exported.origin.code, exported.origin.name}));
    if (exported.events == 0) return std::optional<Text>();
    TRY_ASSIGN(const auto here, state_.catalog.events(exported.events - 1, 1));
    if (here.empty())
        return std::optional(say("It tells of {} events, and this archive's log has fewer: events were taken away here",
                                 "该文件有 {} 条,而本库日志更少:本库日志被删减", {exported.events}));
    if (here.front().hash != exported.last)
        return std::optional(say("Event {} is another one in this archive: one of the two histories was replaced",
                                 "第 {} 条与本库不同:其中一方的历史被替换", {exported.events}));
    TRY_ASSIGN(const LogVerdict own, verify());
    if (!own.faults.empty())
        return std::optional(say("The file is whole, but this archive's own log is not: {}",
                                 "文件完整,但本库日志已被改动:{}", {own.faults.front().what}));
    return std::optional<Text>();
}

Result<ClockLook> LogBook::look_at_clock()
{
    return LogClock(state_.catalog).look(state_.environment.clock->now());
}

Result<void> LogBook::assure_clock(std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return LogClock(state_.catalog).assure(reason, state_.stamp());
}

Result<LogVerdict> verify_log_file(const std::string& path, const Environment& environment, const LogWitness& witness)
{
    TRY_ASSIGN(const Fd file, environment.files->open_read(path));
    LogVerifier verifier;
    for (const LogCode& code : witness.codes) verifier.watch(code.sequence);
    std::string piece(piece_size, '\0');
    for (;;) {
        TRY_ASSIGN(const std::size_t count, environment.files->read(file, piece.data(), piece.size(), path));
        if (count == 0) break;
        verifier.take(std::string_view(piece).substr(0, count));
    }
    LogVerdict verdict = verifier.finish();
    judge(verdict, witness);
    return verdict;
}

}  // namespace fonds
