// SPDX-License-Identifier: GPL-3.0-or-later
// backup create, list, verify, restore, mend, forget.
#include <algorithm>

#include "archive/backup.hpp"
#include "cli/admission.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/finding_views.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

Json json_of(const BackupSnapshot& snapshot)
{
    Json missing = Json::array();
    for (const auto& each : snapshot.missing) missing.push(each);
    return std::move(Json::object()
                         .set("snapshot", snapshot.name)
                         .set("made_at", to_iso8601(snapshot.made_at))
                         .set("archive", snapshot.archive.code)
                         .set("name", snapshot.archive.name)
                         .set("id", snapshot.archive.id)
                         .set("last_event", snapshot.log.event)
                         .set("last_hash", snapshot.log.hash)
                         .set("records", snapshot.records)
                         .set("files", snapshot.files)
                         .set("bytes", snapshot.bytes)
                         .set("missing", std::move(missing)));
}

Json json_of(const Output& output, const std::vector<Error>& problems)
{
    Json all = Json::array();
    for (const Error& each : problems) all.push(json_of(each, output.language()));
    return all;
}

/// Bytes that are lost are worse than what could not be read for now.
int exit_code_of(const std::vector<Error>& problems)
{
    int code = exit_ok;
    for (const Error& each : problems) {
        if (each.kind == ErrorKind::fixity) return exit_fixity;
        code = exit_partial;
    }
    return code;
}

void tell(Output& output, const std::vector<Error>& problems)
{
    output.end_progress();
    for (const Error& each : problems) output.problem(each);
}

}  // namespace

Result<int> run_backup_create(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    WorkDisplay display(output);
    TRY_ASSIGN(const MadeBackup made, BackupBook(*context.archive).create(options.arguments.front(), options.full, display));
    std::vector<Error> told = made.problems;
    told.insert(told.end(), made.remarks.begin(), made.remarks.end());
    tell(output, told);
    if (options.json)
        output.json(json_of(made.snapshot)
                        .set("new_files", made.new_files)
                        .set("new_bytes", made.new_bytes)
                        .set("problems", json_of(output, told)));
    else
        output.line(
            say("{}: {} {record|records}, {} {file|files}, {} {byte|bytes}; new are {} {file|files}, {} {byte|bytes}",
                "{}:{} 件档案、{} 个文件、{} 字节;其中新增 {} 个文件、{} 字节",
                {made.snapshot.name, made.snapshot.records, made.snapshot.files, made.snapshot.bytes, made.new_files,
                 made.new_bytes}));
    // The snapshot has everything: what is to be mended is no loss.
    return std::max(exit_code_of(made.problems), made.remarks.empty() ? int{exit_ok} : int{exit_partial});
}

Result<int> run_backup_list(Context& context)
{
    TRY(ask_archive_of_backup(context, context.options.arguments.front()));
    TRY_ASSIGN(const auto all, list_backups(context.options.arguments.front(), context.environment));
    Output& output = context.output;
    if (context.options.json) {
        Json list = Json::array();
        for (const BackupSnapshot& each : all) list.push(json_of(each));
        output.json(list);
        return exit_ok;
    }
    Table table;
    for (const BackupSnapshot& each : all)
        table.row({each.name, output.shown(each.archive.code),
                   output.pick(say("{} {record|records}", "{} 件档案", {each.records})),
                   output.pick(say("{} {file|files}", "{} 个文件", {each.files})),
                   output.pick(say("{} {byte|bytes}", "{} 字节", {each.bytes})),
                   each.missing.empty() ? "" : output.pick(say("{} missing", "缺 {} 个", {each.missing.size()}))});
    table.print(output);
    return exit_ok;
}

Result<int> run_backup_verify(Context& context)
{
    const Options& options = context.options;
    TRY(ask_archive_of_backup(context, options.arguments.front()));
    Output& output = context.output;
    WorkDisplay display(output);
    TRY_ASSIGN(const VerifiedBackup verified, verify_backup(options.arguments.front(), options.backup.snapshot,
                                                            options.backup.scratch, context.environment, display));
    output.end_progress();
    const int code = std::max(exit_code_of(verified.problems), cli::exit_code_of(verified.findings));
    if (options.json) {
        output.json(json_of(verified.snapshot)
                        .set("hashed_files", verified.files)
                        .set("hashed_bytes", verified.bytes)
                        .set("problems", json_of(output, verified.problems))
                        .set("findings", json_of(output, verified.findings)));
        return code;
    }
    tell(output, verified.problems);
    cli::tell(output, verified.findings);
    if (code == exit_ok)
        output.line(say("{} {file|files}, {} {byte|bytes}: whole. {} was restored for a trial and is sound.",
                        "{} 个文件、{} 字节均完好;快照 {} 试恢复成功,检查通过。",
                        {verified.files, verified.bytes, verified.snapshot.name}));
    return code;
}

Result<int> run_backup_restore(Context& context)
{
    const Options& options = context.options;
    TRY(ask_archive_of_backup(context, options.arguments.front()));
    Output& output = context.output;
    WorkDisplay display(output);
    TRY_ASSIGN(const RestoredBackup restored, restore_backup(options.arguments.at(0), options.backup.snapshot,
                                                             options.arguments.at(1), context.environment, display));
    tell(output, restored.problems);
    if (restored.index_problem) output.problem(*restored.index_problem);
    Json folders = Json::array();
    std::string named;
    for (const auto& folder : restored.copies_out_of_use) {
        folders.push(folder);
        named += (named.empty() ? "" : ", ") + output.shown(folder);
    }
    if (options.json)
        output.json(json_of(restored.snapshot)
                        .set("directory", options.arguments.at(1))
                        .set("indexed", static_cast<std::int64_t>(restored.indexed.indexed))
                        .set("copies_out_of_use", std::move(folders))
                        .set("problems", json_of(output, restored.problems)));
    else
        output.line(say("{} restored to {}: {} {record|records}, {} {file|files}", "{} 已恢复到 {}:{} 件档案、{} 个文件",
                        {restored.snapshot.name, output.shown(options.arguments.at(1)), restored.snapshot.records,
                         restored.snapshot.files}));
    if (!named.empty() && !options.json)
        output.remark(
            say("copies under [cold] in its fonds.toml is out of use: {} has the copies of the archive that was backed "
                "up. If the restored one takes its place, write that line again, and fonds cold run takes the copies "
                "for its own; else give it folders of its own.",
                "其 fonds.toml 中 [cold] 的 copies 已停用:{} 存放的是原档案库的副本。如恢复的库取代原库,请恢复该行,"
                "fonds cold run 会接管这些副本;否则请另设目录。",
                {named}));
    if (!options.json)
        output.remark(
            say("Nightly jobs that were installed work in the folder of the archive that was backed up. If the restored "
                "one takes its place: fonds -C {} jobs install --force.",
                "已安装的定期作业仍在原档案库的目录中运行。如恢复的库取代原库,请执行 fonds -C {} jobs install --force。",
                {output.shown(options.arguments.at(1))}));
    const int code = exit_code_of(restored.problems);
    return code == exit_ok && (restored.index_problem || !restored.snapshot.missing.empty()) ? exit_partial : code;
}

Result<int> run_backup_mend(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    WorkDisplay display(output);
    TRY_ASSIGN(const MendedFromBackup report,
               BackupBook(*context.archive)
                   .mend(options.arguments.front(), {options.arguments.begin() + 1, options.arguments.end()}, display));
    output.end_progress();
    std::vector<Error> problems;
    Json listed = Json::array();
    for (const auto& [name, problem] : report.problems) {
        problems.push_back(problem);
        listed.push(json_of(problem, output.language()).set("name", name));
        Text& what = problems.back().what;
        if (what.en.find(name) == std::string::npos) what = {name + ": " + what.en, name + ":" + what.zh};
    }
    tell(output, problems);
    if (options.json) {
        const auto list = [](const std::vector<std::string>& names) {
            Json all = Json::array();
            for (const auto& each : names) all.push(each);
            return all;
        };
        output.json(Json::object()
                        .set("mended", list(report.mended))
                        .set("whole", list(report.whole))
                        .set("problems", std::move(listed)));
    } else {
        for (const auto& each : report.mended)
            output.line(output.bold(output.shown(each)) + "  " + output.pick(say("mended", "已修复")));
        for (const auto& each : report.whole)
            output.line(output.bold(output.shown(each)) + "  " + output.pick(say("is whole", "完好,无需修复")));
    }
    return exit_code_of(problems);
}

Result<int> run_backup_forget(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    if (options.backup.snapshot.empty() && !options.backup.older_than)
        return error(ErrorKind::usage, say("Which snapshots are to go?", "请指明要删除的快照"))
            .with_hint(say("Name one with --snapshot, or give --older-than DAYS.",
                           "请用 --snapshot 指定,或给出 --older-than 天数。"));
    TRY(ask_archive_of_backup(context, options.arguments.front()));
    TRY_ASSIGN(const ForgottenBackups gone,
               forget_backups(options.arguments.front(), {options.backup.snapshot, options.backup.older_than},
                              context.environment));
    if (options.json) {
        Json names = Json::array();
        for (const auto& each : gone.snapshots) names.push(each);
        output.json(
            std::move(Json::object().set("snapshots", std::move(names)).set("files", gone.files).set("bytes", gone.bytes)));
        return exit_ok;
    }
    for (const auto& each : gone.snapshots) output.line(each);
    output.remark(say("{} {snapshot|snapshots} removed, with {} {file|files}, {} {byte|bytes} that no other needs.",
                      "已删除 {} 个快照,及其独有的 {} 个文件、{} 字节。", {gone.snapshots.size(), gone.files, gone.bytes}));
    return exit_ok;
}

}  // namespace fonds::cli
