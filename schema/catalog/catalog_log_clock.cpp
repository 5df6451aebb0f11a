// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

constexpr std::chrono::minutes tolerance{5};  // clocks of two machines differ

/// The day of `at` by UTC.
Date day_of(Instant at)
{
    return Date::of(at, 0);
}

/// The last day before a gap that nobody vouched for, on which something was done.
Result<std::optional<Date>> day_before_leap(CatalogState& state, Instant now)
{
    TRY_ASSIGN(const auto assured,
               state.db.number("SELECT coalesce(max(sequence), 0) FROM event WHERE action = 'clock.assured'"));
    // Days of the false time lie ahead of a clock that was set right again.
    TRY_ASSIGN(auto rows, state.db.query("SELECT substr(at, 1, 10) FROM event WHERE sequence >= ?1 AND at <= ?2 UNION"
                                         " SELECT substr(started, 1, 10) FROM job_run WHERE started <= ?2 AND started >="
                                         " coalesce((SELECT at FROM event WHERE sequence = max(?1, 1)), '') ORDER BY 1",
                                         {assured, to_iso8601(now + tolerance)}));
    std::optional<Date> before, leap;
    const auto pass = [&](const Date& day) {
        if (before && std::chrono::sys_days(day.day()) - std::chrono::sys_days(before->day()) > longest_pause) leap = before;
        before = day;
    };
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Date day, Date::parse(row.view(0)));
        pass(day);
        return {};
    }));
    pass(day_of(now));
    return leap;
}

}  // namespace

Result<ClockLook> look_at_clock(CatalogState& state, Instant now)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT at FROM event ORDER BY sequence DESC LIMIT 1"));
    TRY_ASSIGN(const bool any, rows.next());
    if (!any) return ClockLook{};
    TRY_ASSIGN(const Instant newest, parse_instant(rows.view(0)));
    if (now + tolerance < newest) return ClockLook{ClockLook::Jump::behind, newest};
    TRY_ASSIGN(const auto leap, day_before_leap(state, now));
    if (leap) return ClockLook{ClockLook::Jump::leapt, std::chrono::sys_days(leap->day())};
    return ClockLook{ClockLook::Jump::none, newest};
}

Result<void> refuse_doubtful_clock(CatalogState& state, Instant now)
{
    TRY_ASSIGN(const ClockLook look, look_at_clock(state, now));
    switch (look.jump) {
    case ClockLook::Jump::none: return {};
    case ClockLook::Jump::behind:
        return error(ErrorKind::refused, say("The computer's clock is behind the audit log, whose last event is of {}",
                                             "系统时间早于审计日志的最后一条({})", {to_iso8601(look.last)}))
            .with_hint(say("Set the clock right: by a wrong one nothing is judged, signed, destroyed or handed over.",
                           "请校正系统时间;时钟有误时不判断期满,不签批、销毁与移交。"));
    case ClockLook::Jump::leapt: break;
    }
    return error(ErrorKind::refused, say("The computer's clock shows {}, but for more than {} days after {} nothing was done"
                                         " here: it may have leapt",
                                         "系统时间为 {},但曾有 {} 天以上没有任何操作(此前最后操作日为 {}),时钟可能被拨快",
                                         {day_of(now).text(), longest_pause.count(), day_of(look.last).text()}))
        .with_hint(say("Set the clock right. If it is right, the auditor or the security officer says so: fonds log clock"
                       " --right --reason TEXT.",
                       "请校正系统时间;若时间无误,由安全审计员或安全保密员确认:fonds log clock --right --reason 原因。"));
}

LogClock::LogClock(Catalog& catalog) : state_(*catalog.state_) {}

Result<ClockLook> LogClock::look(Instant now)
{
    return state_.read([&] { return look_at_clock(state_, now); });
}

Result<void> LogClock::assure(std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage, say("It must be said why the clock is right", "须说明时钟无误的依据"))
                .with_hint(say("Say it: --reason TEXT.", "请用 --reason 给出。"));
        TRY_ASSIGN(const ClockLook look, look_at_clock(state_, stamp.at));
        TRY(append_event(state_, "clock.assured", {},
                         Json::object().set("reason", why).set("last", to_iso8601(look.last)).dump(), stamp));
        return {};
    });
}

}  // namespace fonds
