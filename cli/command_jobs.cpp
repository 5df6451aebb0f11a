// SPDX-License-Identifier: GPL-3.0-or-later
// jobs: work that comes again and again.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <pwd.h>

#include "archive/jobs.hpp"
#include "cli/archive_place.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/finding_views.hpp"
#include "cli/job_units.hpp"
#include "cli/scanner_programs.hpp"
#include "cli/work_display.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds::cli {

namespace {

Json json_of(const std::optional<Instant>& at)
{
    return at ? Json(to_iso8601(*at)) : Json();
}

Json json_of(const JobRun& run)
{
    const auto report = Json::parse(run.report);
    return std::move(Json::object()
                         .set("due", to_iso8601(run.due))
                         .set("started", to_iso8601(run.started))
                         .set("ended", json_of(run.ended))
                         .set("exit_code", run.ended ? Json(run.exit_code) : Json())
                         .set("report", report.ok() ? *report : Json()));
}

/// Of two exit codes the one that should not be missed.
int graver(int one, int other)
{
    constexpr int by_weight[] = {exit_interrupted, exit_fixity,  exit_error, exit_refused,
                                 exit_locked,      exit_partial, exit_ok};
    for (const int code : by_weight)
        if (one == code || other == code) return code;
    return std::max(one, other);
}

Text outcome(int code)
{
    switch (code) {
    case exit_ok: return say("done", "完成");
    case exit_partial: return say("done, with findings", "完成,有发现");
    case exit_fixity: return say("DAMAGED", "数据损坏");
    case exit_locked: return say("it is under way elsewhere", "正在执行");
    case exit_interrupted: return say("interrupted", "已中断");
    default: return say("failed", "失败");
    }
}

void tell(Context& context, const JobReport& report)
{
    Output& output = context.output;
    output.end_progress();
    if (context.options.json) {
        output.json(Json::object()
                        .set("job", name_of(report.run.job))
                        .set("due", report.run.id != 0 ? Json(to_iso8601(report.run.due)) : Json())
                        .set("started", to_iso8601(report.run.started))
                        .set("ended", json_of(report.run.ended))
                        .set("exit_code", report.run.exit_code)
                        .set("missed", std::max<std::int64_t>(0, report.due.times - 1))
                        .set("since", report.due.times > 0 ? Json(report.due.since.text()) : Json())
                        .set("findings", json_of(output, report.findings))
                        .set("facts", report.facts));
        return;
    }
    output.line(output.bold(name_of(report.run.job)) + "  " + output.pick(outcome(report.run.exit_code)) +
                (report.facts.has("code") ? "  " + report.facts.get("code").text() : std::string()));
    tell(output, report.findings);
}

/// Whose the archive is: a system unit runs as that user.
std::string owner_of(const std::string& directory)
{
    struct stat status = {};
    if (::stat(directory.c_str(), &status) != 0) return "root";
    const passwd* entry = ::getpwuid(status.st_uid);
    return entry != nullptr ? entry->pw_name : std::to_string(status.st_uid);
}

std::string units_folder(const Options& options)
{
    if (!options.jobs.dir.empty()) return options.jobs.dir;
    if (!options.jobs.user_units) return "/etc/systemd/system";
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config == '/')
        return std::string(config) + "/systemd/user";
    const char* home = std::getenv("HOME");
    return std::string(home != nullptr ? home : ".") + "/.config/systemd/user";
}

}  // namespace

Result<int> run_jobs_run(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    JobBook jobs(*context.archive, options.jobs.clock_is_right ? ClockTrust::assured : ClockTrust::doubted,
                 scanner_programs());
    std::vector<Job> wanted;
    for (const auto& name : options.arguments) {
        TRY_ASSIGN(const Job job, parse_job(name));
        wanted.push_back(job);
    }
    if (wanted.empty()) {
        TRY_ASSIGN(const auto standings, jobs.list());
        for (const auto& standing : standings)
            if (standing.due.times > 0) wanted.push_back(standing.job);
        if (wanted.empty()) output.remark(say("Nothing is due.", "没有到期的作业。"));
    }
    WorkDisplay display(output);
    int code = exit_ok;
    for (const Job job : wanted) {
        const auto report = jobs.run(job, display);
        if (!report.ok()) {
            output.problem(report.error());
            code = graver(code, exit_code_of(report.error().kind));
            continue;
        }
        tell(context, *report);
        code = graver(code, report->run.exit_code);
        // A clock that is wrong is wrong for all of them.
        if (report->run.id == 0 || interrupted()) break;
    }
    return code;
}

Result<int> run_jobs_list(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    JobBook jobs(*context.archive);
    Table table;
    if (!options.arguments.empty()) {
        TRY_ASSIGN(const Job job, parse_job(options.arguments.front()));
        TRY_ASSIGN(const auto runs, jobs.runs(job, options.limit.value_or(20)));
        Json all = Json::array();
        for (const JobRun& run : runs) {
            all.push(json_of(run));
            table.row({to_iso8601(run.started).substr(0, 19) + "Z",
                       run.ended ? output.pick(outcome(run.exit_code)) : output.pick(say("not ended", "未结束")),
                       output.dim(output.shown(run.report))});
        }
        if (options.json)
            output.json(Json::object().set("job", name_of(job)).set("runs", std::move(all)));
        else
            table.print(output);
        return exit_ok;
    }
    TRY_ASSIGN(const auto standings, jobs.list());
    Json all = Json::array();
    for (const JobStanding& one : standings) {
        all.push(std::move(Json::object()
                               .set("job", name_of(one.job))
                               .set("every", name_of(one.every))
                               .set("running", one.running)
                               .set("due", one.due.times)
                               .set("since", one.every == Every::never ? Json() : Json(one.due.since.text()))
                               .set("last", one.last ? json_of(*one.last) : Json())));
        const Text due = one.every == Every::never ? Text{}
                         : one.running             ? say("under way", "正在执行")
                         : one.due.times > 1
                             ? say("due {} times since {}", "应执行 {} 次(自 {} 起)", {one.due.times, one.due.since.text()})
                         : one.due.times == 1 ? say("due", "到期")
                                              : say("next on {}", "下次 {}", {one.due.since.text()});
        std::string last = output.pick(say("never run", "未执行过"));
        if (one.last)
            last = to_iso8601(one.last->started).substr(0, 19) + "Z " +
                   output.pick(one.last->ended ? outcome(one.last->exit_code) : say("not ended", "未结束"));
        table.row({output.bold(name_of(one.job)), output.pick(text_of(one.job)), output.pick(text_of(one.every)),
                   output.pick(due), last});
    }
    if (options.json)
        output.json(Json::object().set("jobs", std::move(all)));
    else
        table.print(output);
    return exit_ok;
}

Result<int> run_jobs_install(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    TRY_ASSIGN(const std::string place, archive_place(context));
    std::error_code problem;
    const std::string directory = std::filesystem::canonical(place, problem).string();
    if (problem) return system_error(problem.value(), "Cannot find the archive", "找不到档案库", place);
    const std::string program = std::filesystem::read_symlink("/proc/self/exe", problem).string();
    if (problem) return system_error(problem.value(), "Cannot find this program", "找不到本程序", "/proc/self/exe");
    const UnitsOf of = options.jobs.user_units ? UnitsOf::user : UnitsOf::system;
    TRY_ASSIGN(const JobUnits units, job_units(context.archive->identity().code, program, directory, owner_of(directory),
                                               JobBook(*context.archive).key_elsewhere(), of));
    const std::string folder = units_folder(options);
    std::filesystem::create_directories(folder, problem);
    if (problem) return system_error(problem.value(), "Cannot make the folder", "无法创建目录", folder);
    for (const auto& [suffix, text] : {std::pair(".service", units.service), std::pair(".timer", units.timer)}) {
        const std::string path = folder + "/" + units.name + suffix;
        TRY(save_bytes(text, path, options.force, context.environment));
        output.line(output.shown(path));
    }
    const std::string systemctl = of == UnitsOf::user ? "systemctl --user" : "systemctl";
    output.remark(say("Now: {} daemon-reload; {} enable --now {}.timer",
                      "接着执行:{} daemon-reload;{} enable --now {}.timer", {systemctl, systemctl, units.name}));
    if (of == UnitsOf::user)
        output.remark(say("So that it runs while nobody is logged in: loginctl enable-linger",
                          "如需在未登录时运行:loginctl enable-linger"));
    return exit_ok;
}

}  // namespace fonds::cli
