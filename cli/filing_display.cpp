// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/filing_display.hpp"

#include "cli/views.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

/// One file's answer in JSON.
struct Answer {
    const std::string& path;
    std::size_t line = 0;
    std::string code;
    const char* status;
    const TextState* text = nullptr;
    std::string note;
    const Error* problem = nullptr;
};

void tell(Output& output, const Answer& answer)
{
    Json json = Json::object();
    set_bytes(json, "path", answer.path);
    json.set("code", answer.code.empty() ? Json() : Json(answer.code));
    json.set("status", answer.status);
    json.set("text", answer.text == nullptr ? Json() : Json(name_of(*answer.text)));
    json.set("text_note", answer.note.empty() ? Json() : Json(answer.note));
    json.set("error", answer.problem == nullptr ? Json() : json_of(*answer.problem, output.language()));
    json.set("line", answer.line == 0 ? Json() : Json(answer.line));
    output.json(json);
    output.flush();
}

/// A count behind the summary's first words; nothing for none.
void add(Text& text, std::size_t count, const Text& one, const Text& many)
{
    if (count == 0) return;
    const Text& what = count == 1 ? one : many;
    text.en += ", " + fill(what.en, {count});
    text.zh += "," + fill(what.zh, {count});
}

void add(Text& text, std::size_t count, const Text& what)
{
    add(text, count, what, what);
}

}  // namespace

void tell_restored(Output& output, const std::string& path)
{
    output.remark(say("{}: these bytes were stored already, but damaged; the file's own have replaced them",
                      "{}:库中原有的相同内容已损坏,已用此文件的内容替换", {escape_for_terminal(path)}));
}

void FilingDisplay::filed(const FilingOutcome& outcome)
{
    const std::string& path = gathered_.items[outcome.item].path;
    if (outcome.problem) last_failure_ = outcome.problem->kind;
    if (outcome.restored) tell_restored(output_, path);
    if (outcome.numbers_left && (!last_numbers_ || *outcome.numbers_left < last_numbers_->first))
        last_numbers_ = std::pair(*outcome.numbers_left, outcome.code.text());
    tell_other_year(outcome);
    if (json_) {
        if (outcome.status == FilingStatus::filed)
            waiting_.emplace(outcome.item, outcome.code.text());
        else
            tell_json(outcome.item, outcome.code.text(), outcome.status == FilingStatus::duplicate ? "duplicate" : "failed",
                      nullptr, &*outcome.problem);
        return;
    }
    if (outcome.status != FilingStatus::filed) return tell_failure(outcome.item, *outcome.problem);
    output_.line(outcome.code.text() + "  " + output_.shown(path));
    output_.flush();
    codes_.emplace(outcome.item, outcome.code.text());
}

/// An old number comes in as it is; that its year is not its document's is told.
void FilingDisplay::tell_other_year(const FilingOutcome& outcome)
{
    const FilingItem& item = gathered_.items[outcome.item];
    if (outcome.status != FilingStatus::filed || !item.code || item.metadata.category.empty()) return;
    const auto year = numbers_.other_year(outcome.code, item.metadata);
    if (year.ok() && !year->empty()) output_.remark(other_year_text(outcome.code, *year, item.metadata.date));
}

/// One reason of the system, such as a full disk, fails many files: what to do is told once, then each file has a line.
void FilingDisplay::tell_failure(std::size_t item, Error problem)
{
    const std::size_t line = gathered_.line_of(item);
    problem.where = gathered_.items[item].path;
    if (line != 0) problem.where = gathered_.list + ":" + std::to_string(line) + ": " + problem.where;
    if (problem.kind == ErrorKind::io) {
        if (problem.what.en == told_) problem.hint = {};
        told_ = problem.what.en;
    }
    output_.problem(problem);
}

void FilingDisplay::text_read(std::size_t item, TextState state, const std::string& note)
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
        output_.remark(
            say("{}: filed, but its text cannot be read: {}", "{}:已归档,但无法读取文本:{}", {code, output_.shown(note)}));
    else if (state == TextState::partial)
        output_.remark(
            say("{}: filed; its text was read in part: {}", "{}:已归档,文本部分提取:{}", {code, output_.shown(note)}));
    if (at != codes_.end()) codes_.erase(at);
}

void FilingDisplay::tell_bad_rows()
{
    for (const auto& row : gathered_.bad_rows) {
        Error problem = *row.problem;
        problem.where = gathered_.list + ":" + std::to_string(row.line);
        if (!json_) {
            output_.problem(problem);
            continue;
        }
        tell(output_, {row.item.path, row.line, {}, "failed", nullptr, {}, &problem});
    }
}

void FilingDisplay::tell_the_rest()
{
    const TextState pending = TextState::pending;
    for (const auto& [item, code] : waiting_) tell_json(item, code, "filed", &pending, nullptr);
    waiting_.clear();
}

void FilingDisplay::tell_summary(const FilingSummary& summary)
{
    Text text = say("{} filed", "已归档 {} 件", {summary.filed});
    add(text, summary.duplicates, say("{} already there", "重复 {} 件"));
    add(text, summary.failed + gathered_.bad_rows.size() + gathered_.problems.size(), say("{} not filed", "未归档 {} 件"));
    add(text, summary.without_text, say("{} without readable text", "无可读文本 {} 件"));
    add(text, summary.needs_ocr,
        say("{} without text: a scan, it waits for fonds ocr", "无文本 {} 件:扫描件,待 fonds ocr 识别"),
        say("{} without text: scans, they wait for fonds ocr", "无文本 {} 件:扫描件,待 fonds ocr 识别"));
    add(text, summary.text_pending, say("{} with text pending (fonds index)", "文本待处理 {} 件(fonds index)"));
    add(text, gathered_.left_out, say("{} hidden entry left out", "跳过隐藏项 {} 个"),
        say("{} hidden entries left out", "跳过隐藏项 {} 个"));
    add(text, gathered_.own_folders, say("{} folder of the archive itself left out", "跳过档案库自身的目录 {} 个"),
        say("{} {folder|folders} of the archive itself left out", "跳过档案库自身的目录 {} 个"));
    if (summary.interrupted) {
        text.en += "; stopped before the end";
        text.zh += ";未全部完成,已中断";
    }
    output_.remark(text);
    if (!last_numbers_) return;
    const auto& [left, code] = *last_numbers_;
    output_.remark(
        left > 0 ? say("After {} only {} {number|numbers} of that width {is|are} left → fonds category edit --template",
                       "{} 之后该位数仅余 {} 个号 → fonds category edit --template", {code, left})
                 : say("With {} the numbers of that width are used up → fonds category edit --template",
                       "至 {} 该位数的号已用尽 → fonds category edit --template", {code}));
}

void FilingDisplay::tell_json(std::size_t item, const std::string& code, const char* status, const TextState* text,
                              const Error* problem, const std::string& note)
{
    tell(output_, {gathered_.items[item].path, gathered_.line_of(item), code, status, text, note, problem});
}

}  // namespace fonds::cli
