// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "archive/manifest.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/metadata_options.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds::cli {

namespace {

constexpr std::uint64_t manifest_limit = std::uint64_t{256} << 20;

void tell_restored(Output& output, const std::string& path)
{
    output.remark(say("{}: these bytes were stored already, but damaged; the file's own have replaced them",
                      "{}:库中原有的相同内容已损坏,已用此文件的内容替换", {escape_for_terminal(path)}));
}

/// Tells each item as it is decided: a line with its code at once; in JSON one object when its text is decided too.
class FilingDisplay final : public WorkDisplay {
public:
    FilingDisplay(Output& output, const std::vector<FilingItem>& items, bool json)
        : WorkDisplay(output), items_(items), json_(json)
    {
    }

    void filed(const FilingOutcome& outcome) override
    {
        const std::string& path = items_[outcome.item].path;
        if (outcome.restored) tell_restored(output_, path);
        if (json_) {
            if (outcome.status == FilingStatus::filed)
                waiting_.emplace(outcome.item, outcome.code.text());
            else
                tell_json(outcome.item, outcome.code.text(),
                          outcome.status == FilingStatus::duplicate ? "duplicate" : "failed", nullptr, &*outcome.problem);
            return;
        }
        if (outcome.status == FilingStatus::filed) {
            output_.line(outcome.code.text() + "  " + output_.shown(path));
            output_.flush();
            codes_.emplace(outcome.item, outcome.code.text());
            return;
        }
        Error problem = *outcome.problem;
        problem.where = path;
        output_.problem(problem);
    }

    void text_read(std::size_t item, TextState state, const std::string& note) override
    {
        if (json_) {
            const auto at = waiting_.find(item);
            if (at == waiting_.end()) return;
            tell_json(item, at->second, "filed", &state, nullptr, note);
            waiting_.erase(at);
            return;
        }
        const auto at = codes_.find(item);
        const std::string code = at == codes_.end() ? std::string() : at->second;
        if (state == TextState::encrypted)
            output_.remark(say("{}: filed, but encrypted: its words cannot be found. → fonds index {} --password …",
                               "{}:已归档,但文件加密,无法按内容查找。→ fonds index {} --password …", {code, code}));
        else if (state == TextState::failed)
            output_.remark(say("{}: filed, but its text cannot be read: {}", "{}:已归档,但无法读取文本:{}",
                               {code, output_.shown(note)}));
        else if (state == TextState::partial)
            output_.remark(
                say("{}: filed; its text was read in part: {}", "{}:已归档,文本部分提取:{}", {code, output_.shown(note)}));
        if (at != codes_.end()) codes_.erase(at);
    }

    /// What is filed but not told yet, because the run ended before its text was read.
    void tell_the_rest()
    {
        const TextState pending = TextState::pending;
        for (const auto& [item, code] : waiting_) tell_json(item, code, "filed", &pending, nullptr);
        waiting_.clear();
    }

private:
    void tell_json(std::size_t item, const std::string& code, const char* status, const TextState* text,
                   const Error* problem, const std::string& note = {})
    {
        Json line = Json::object();
        set_bytes(line, "path", items_[item].path);
        line.set("code", code.empty() ? Json() : Json(code));
        line.set("status", status);
        line.set("text", text == nullptr ? Json() : Json(name_of(*text)));
        line.set("text_note", note.empty() ? Json() : Json(note));
        line.set("error", problem == nullptr ? Json() : json_of(*problem, output_.language()));
        output_.json(line);
        output_.flush();
    }

    const std::vector<FilingItem>& items_;
    bool json_;
    std::map<std::size_t, std::string> waiting_;
    std::map<std::size_t, std::string> codes_;
};

struct Gathered {
    std::vector<FilingItem> items;
    std::vector<ManifestRow> bad_rows;
    std::vector<Error> problems;
    std::size_t left_out = 0;
    std::size_t own_folders = 0;
};

Result<Gathered> gather(Context& context)
{
    const Options& options = context.options;
    Gathered gathered;
    TRY_ASSIGN(const RecordMetadata metadata, metadata_of(options.metadata));
    const bool grade_given = options.metadata.grade && !options.metadata.grade->empty();
    if (!options.file.from.empty()) {
        const std::string& list = options.file.from;
        TRY_ASSIGN(const std::string csv, read_file(*context.environment.files, list, manifest_limit));
        const auto slash = list.find_last_of('/');
        const std::string directory = slash == std::string::npos ? "." : list.substr(0, slash);
        auto rows = parse_manifest(csv, directory, metadata, grade_given);
        if (!rows.ok()) {
            Error problem = std::move(rows).error();
            problem.where = list + (problem.where.empty() ? "" : ":" + problem.where);
            return problem;
        }
        for (auto& row : *rows) {
            if (row.problem)
                gathered.bad_rows.push_back(std::move(row));
            else
                gathered.items.push_back(std::move(row.item));
        }
    }
    CollectedPaths collected = context.archive->collect(options.arguments);
    gathered.left_out = collected.left_out;
    gathered.own_folders = collected.own_folders;
    gathered.problems = std::move(collected.problems);
    for (auto& path : collected.files) gathered.items.push_back({std::move(path), metadata, grade_given});
    return gathered;
}

void tell_summary(Output& output, const FilingSummary& summary, const Gathered& gathered)
{
    const std::size_t failed = summary.failed + gathered.bad_rows.size() + gathered.problems.size();
    Text text = say("{} filed", "已归档 {} 件", {summary.filed});
    const auto add = [&](std::size_t count, const char* en, const char* zh) {
        if (count == 0) return;
        text.en += ", " + fill(en, {count});
        text.zh += "," + fill(zh, {count});
    };
    add(summary.duplicates, "{} already there", "重复 {} 件");
    add(failed, "{} not filed", "未归档 {} 件");
    add(summary.without_text, "{} without readable text", "无可读文本 {} 件");
    add(summary.text_pending, "{} with text pending (fonds index)", "文本待处理 {} 件(fonds index)");
    add(gathered.left_out, "{} hidden entries left out", "跳过隐藏项 {} 个");
    add(gathered.own_folders, "{} folders of the archive itself left out", "跳过档案库自身的目录 {} 个");
    if (summary.interrupted) {
        text.en += "; stopped before the end";
        text.zh += ";未全部完成,已中断";
    }
    output.remark(text);
}

/// Can the words of the attachment be found? Says so when they cannot.
bool tell_text(Output& output, const std::string& code, const std::string& path, const AttachOutcome& outcome)
{
    if (outcome.index_problem) output.problem(*outcome.index_problem);
    const std::string name = escape_for_terminal(path);
    switch (outcome.text) {
    case TextState::pending:
        output.remark(
            say("{}: attached; not searchable yet. → fonds index", "{}:已添加附件,尚不能检索。→ fonds index", {name}));
        return false;
    case TextState::encrypted:
        output.remark(say("{}: attached, but encrypted: its words cannot be found. → fonds index {} --password …",
                          "{}:已添加附件,但文件加密,无法按内容查找。→ fonds index {} --password …", {name, code}));
        return false;
    case TextState::failed:
        output.remark(say("{}: attached, but its text cannot be read: {}", "{}:已添加附件,但无法读取文本:{}",
                          {name, escape_for_terminal(outcome.text_note)}));
        return false;
    default: return !outcome.index_problem;
    }
}

}  // namespace

Result<int> run_file(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    if (options.arguments.empty() && options.file.from.empty())
        return error(ErrorKind::usage, say("Nothing to file", "没有要归档的文件"))
            .with_hint(say("Name files or directories, or a list with --from.", "请给出文件或目录,或用 --from 给出清单。"));
    TRY_ASSIGN(Gathered gathered, gather(context));
    for (const auto& problem : gathered.problems) output.problem(problem);
    for (const auto& row : gathered.bad_rows) {
        Error problem = *row.problem;
        problem.where = options.file.from + ":" + std::to_string(row.line);
        if (!options.json) {
            output.problem(problem);
            continue;
        }
        Json line = Json::object();
        set_bytes(line, "path", row.item.path);
        line.set("code", Json()).set("status", "failed").set("text", Json()).set("text_note", Json());
        line.set("error", json_of(problem, output.language()));
        output.json(line);
    }

    FilingOptions filing;
    filing.duplicates = options.file.allow_duplicate ? Duplicates::allowed : Duplicates::refused;
    filing.password = options.password;
    FilingDisplay display(output, gathered.items, options.json);
    auto summary = context.archive->file(gathered.items, filing, display);
    display.tell_the_rest();
    if (!summary.ok()) return std::move(summary).error();
    if (summary->index_problem) output.problem(*summary->index_problem);
    tell_summary(output, *summary, gathered);
    if (summary->interrupted) return exit_interrupted;
    const bool whole = summary->duplicates == 0 && summary->failed == 0 && summary->without_text == 0 &&
                       summary->text_pending == 0 && gathered.problems.empty() && gathered.bad_rows.empty();
    return whole ? exit_ok : exit_partial;
}

Result<int> run_attach(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(arguments.at(0)));
    WorkDisplay display(context.output);
    bool whole = true;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto attached = context.archive->attach(code, arguments[i], display);
        if (attached.ok()) {
            context.output.line(code.text() + "  + " + context.output.shown(arguments[i]));
            if (attached->restored) tell_restored(context.output, arguments[i]);
            whole = tell_text(context.output, code.text(), arguments[i], *attached) && whole;
            continue;
        }
        if (arguments.size() == 2) return attached.error();
        context.output.problem(attached.error());
        whole = false;
    }
    return whole ? exit_ok : exit_partial;
}

}  // namespace fonds::cli
