// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/job.hpp"

#include <algorithm>

namespace fonds {

namespace {

struct JobRow {
    Job job;
    std::string_view name, en, zh;
};
constexpr std::array job_rows{JobRow{Job::retention, "retention", "retention", "保管期限"},
                              JobRow{Job::holds, "holds", "holds", "冻结复查"},
                              JobRow{Job::loans, "loans", "loans", "逾期借阅"},
                              JobRow{Job::integrity, "integrity", "integrity, quick", "快速稽核"},
                              JobRow{Job::full_check, "full_check", "integrity, every byte", "全面稽核"},
                              JobRow{Job::examination, "examination", "four-property check", "四性检测"},
                              JobRow{Job::scrub, "scrub", "bytes read again", "数据校验"},
                              JobRow{Job::cold, "cold", "cold volumes", "转入冷存"},
                              JobRow{Job::checkpoint, "checkpoint", "signature of the audit log", "日志签名"}};

struct EveryRow {
    Every every;
    std::string_view name, en, zh;
};
constexpr std::array every_rows{EveryRow{Every::never, "never", "never", "不执行"},
                                EveryRow{Every::day, "daily", "daily", "每日"},
                                EveryRow{Every::week, "weekly", "weekly", "每周"}};

const JobRow& row_of(Job job)
{
    return *std::ranges::find(job_rows, job, &JobRow::job);
}

const EveryRow& row_of(Every every)
{
    return *std::ranges::find(every_rows, every, &EveryRow::every);
}

/// The first day of the week, a Monday, or the day itself.
std::chrono::sys_days beginning(Every every, const Date& date)
{
    const std::chrono::sys_days day = date.day();
    if (every != Every::week) return day;
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

}  // namespace

std::string_view name_of(Job job)
{
    return row_of(job).name;
}

Text text_of(Job job)
{
    return {std::string(row_of(job).en), std::string(row_of(job).zh)};
}

Result<Job> parse_job(std::string_view text)
{
    std::string names, wanted(text);
    std::ranges::replace(wanted, '-', '_');
    for (const auto& row : job_rows) {
        if (wanted == row.name) return row.job;
        names += (names.empty() ? "" : ", ") + std::string(row.name);
    }
    return error(ErrorKind::usage, say("There is no job {}", "没有作业 {}", {text}))
        .with_hint(say("One of: {}.", "可用:{}。", {names}));
}

std::string_view name_of(Every every)
{
    return row_of(every).name;
}

Text text_of(Every every)
{
    return {std::string(row_of(every).en), std::string(row_of(every).zh)};
}

std::optional<Every> parse_every(std::string_view text)
{
    const auto row = std::ranges::find(every_rows, text, &EveryRow::name);
    return row == every_rows.end() ? std::nullopt : std::optional(row->every);
}

JobDue due_of(Every every, const std::optional<Date>& last, const Date& today)
{
    const auto length = std::chrono::days(every == Every::week ? 7 : 1);
    const auto now = beginning(every, today);
    if (every == Every::never) return {0, today};
    if (!last) return {1, Date(now)};
    const auto next = beginning(every, *last) + length;
    return {next > now ? 0 : (now - next) / length + 1, Date(next)};
}

}  // namespace fonds
