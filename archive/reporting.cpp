// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reporting.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "archive/local_time.hpp"
#include "archive/print/drawing.hpp"
#include "archive/report_maker.hpp"
#include "archive/sheet/sheet_writer.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_bars = 24;

std::string figure(double value)
{
    return std::to_string(static_cast<std::int64_t>(value));
}

}  // namespace

ReportMaker::ReportMaker(Archive& archive, Archive::State& state, const ReportRequest& request)
    : archive_(archive), state_(state), request_(request)
{
}

Result<Report> ReportMaker::make()
{
    using Part = Result<void> (ReportMaker::*)();
    static constexpr std::array<std::pair<std::string_view, Part>, 14> parts{{{"overview", &ReportMaker::overview},
                                                                              {"due", &ReportMaker::due},
                                                                              {"ahead", &ReportMaker::ahead},
                                                                              {"held", &ReportMaker::held},
                                                                              {"rules", &ReportMaker::rules},
                                                                              {"unruled", &ReportMaker::unruled},
                                                                              {"gaps", &ReportMaker::gaps},
                                                                              {"loans", &ReportMaker::loans},
                                                                              {"access", &ReportMaker::access},
                                                                              {"destroyed", &ReportMaker::destroyed},
                                                                              {"fixity", &ReportMaker::fixity},
                                                                              {"exceptions", &ReportMaker::exceptions},
                                                                              {"rights", &ReportMaker::rights},
                                                                              {"properties", &ReportMaker::properties}}};
    const ReportKind* kind = report_kind(request_.name);
    const auto part = std::ranges::find(parts, request_.name, &std::pair<std::string_view, Part>::first);
    if (kind == nullptr || part == parts.end()) {
        std::string all;
        for (const ReportKind& each : report_kinds()) all += (all.empty() ? "" : ", ") + std::string(each.name);
        return error(ErrorKind::usage, say("There is no report called {}", "没有名为 {} 的报告", {request_.name}))
            .with_hint(say("Reports: {}.", "可用:{}。", {all}));
    }
    if (request_.from && request_.until && *request_.until < *request_.from)
        return error(ErrorKind::usage, say("The period ends before it begins", "期间的结束早于开始"));
    report_.name = kind->name;
    report_.title = t(kind->en, kind->zh);
    report_.in_chinese = request_.in_chinese;
    if (request_.from) report_.from = request_.from->text();
    if (request_.until) report_.until = request_.until->text();
    const ArchiveIdentity& identity = state_.catalog.identity();
    report_.fonds_code = identity.code;
    report_.fonds_name = identity.name;
    report_.made_by = state_.acting.account.empty() ? request_.made_by : state_.acting.account;
    report_.made_at = state_.environment.clock->now();
    report_.made_on = state_.today().text();
    TRY((this->*part->second)());
    TRY_ASSIGN(const auto newest, state_.catalog.newest_event());
    if (newest) {
        report_.log_event = newest->sequence;
        report_.log_hash = newest->hash.hex();
    }
    return std::move(report_);
}

void ReportMaker::text(std::string key, std::string_view en, std::string_view zh, double share)
{
    report_.columns.push_back({std::move(key), t(en, zh), share, SheetCell::Kind::text});
}

void ReportMaker::number(std::string key, std::string_view en, std::string_view zh, double share)
{
    report_.columns.push_back({std::move(key), t(en, zh), share, SheetCell::Kind::number});
}

void ReportMaker::date(std::string key, std::string_view en, std::string_view zh, double share)
{
    report_.columns.push_back({std::move(key), t(en, zh), share, SheetCell::Kind::date});
}

void ReportMaker::total(std::string key, std::string_view en, std::string_view zh, std::int64_t value)
{
    report_.totals.push_back({std::move(key), t(en, zh), std::to_string(value), true});
}

void ReportMaker::chart(const Text& title, std::vector<FormBar> bars, bool upright)
{
    std::erase_if(bars, [&](const FormBar& bar) { return !upright && bar.value <= 0; });
    if (std::ranges::none_of(bars, [](const FormBar& bar) { return bar.value > 0; })) return;
    if (!upright) std::ranges::stable_sort(bars, std::ranges::greater(), &FormBar::value);
    if (bars.size() > most_bars) {
        FormBar others{t("others", "其他"), 0, "", false};
        for (std::size_t i = most_bars - 1; i < bars.size(); ++i) others.value += bars[i].value;
        bars.resize(most_bars - 1);
        bars.push_back(others);
    }
    for (FormBar& bar : bars)
        if (bar.told.empty()) bar.told = figure(bar.value);
    report_.charts.push_back({t(title), upright, std::move(bars)});
}

std::string ReportMaker::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes).text();
}

std::string ReportMaker::minute_of(Instant at) const
{
    return local_minute(at, state_.config.time_zone_minutes);
}

bool ReportMaker::in_period(Instant at) const
{
    const Date day = Date::of(at, state_.config.time_zone_minutes);
    return (!request_.from || *request_.from <= day) && (!request_.until || day <= *request_.until);
}

Timespan ReportMaker::span() const
{
    const auto zone = std::chrono::minutes(state_.config.time_zone_minutes);
    Timespan span;
    if (request_.from) span.from = Instant(std::chrono::sys_days(request_.from->day())) - zone;
    if (request_.until) span.before = Instant(std::chrono::sys_days(request_.until->day()) + std::chrono::days(1)) - zone;
    return span;
}

Result<Report> Reporting::make(const ReportRequest& request)
{
    return ReportMaker(archive_, state_, request).make();
}

Result<std::string> Reporting::pdf(const Report& report)
{
    if (report.rows.size() > most_form_rows)
        return error(ErrorKind::usage, say("{} rows are too many to print; at most {}", "{} 行过多,最多打印 {} 行",
                                           {report.rows.size(), most_form_rows}))
            .with_hint(say("Say a period or a category, or write csv.", "请限定期间或门类,或改用 csv。"));
    return draw(state_.environment.draw_program, {FormJob{form_of(report), state_.config.print_offset}, report.made_at});
}

Result<std::string> Reporting::workbook(const Report& report)
{
    TRY_ASSIGN(const Fd file, write_workbook(report.name, [&](const SheetRowReceiver& receive) -> Result<void> {
                   for (const SheetRow& row : sheet_of(report)) TRY(receive(row));
                   return {};
               }));
    std::string bytes, buffer(std::size_t{64} << 10, '\0');
    for (;;) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(errno, "Cannot read", "无法读取", "workbook");
        if (got == 0) return bytes;
        bytes.append(buffer, 0, static_cast<std::size_t>(got));
    }
}

}  // namespace fonds
