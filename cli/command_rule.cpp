// SPDX-License-Identifier: GPL-3.0-or-later
// rule: retention rules, where they come from and which records have them.
#include <algorithm>

#include "archive/retaining.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/list_report.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

std::string day_text(const std::optional<Date>& day)
{
    return day ? day->text() : std::string();
}

Json json_of(const std::optional<Date>& day)
{
    return day ? Json(day->text()) : Json();
}

Json json_of(const RetentionRule& rule)
{
    return std::move(Json::object()
                         .set("code", rule.code)
                         .set("version", rule.version)
                         .set("name_zh", rule.name_zh)
                         .set("name_en", rule.name_en)
                         .set("period", rule.period.code())
                         .set("starts", name_of(rule.trigger))
                         .set("action", name_of(rule.action))
                         .set("year_ends", rule.year_ends.text())
                         .set("source", rule.source)
                         .set("confidence", rule.confidence)
                         .set("from", json_of(rule.effective_from))
                         .set("until", json_of(rule.effective_until))
                         .set("least", rule.least ? Json(rule.least->code()) : Json())
                         .set("forced", rule.forced)
                         .set("note", rule.note));
}

std::string name_in(const Output& output, const RetentionRule& rule)
{
    const bool chinese = output.language() == Language::chinese;
    if (chinese && !rule.name_zh.empty()) return rule.name_zh;
    return rule.name_en.empty() ? rule.name_zh : rule.name_en;
}

void print_rule(Output& output, const RetentionRule& rule)
{
    Table table;
    const auto row = [&](const Text& label, const std::string& value) {
        if (!value.empty()) table.row({output.pick(label), output.shown(value)});
    };
    row(say("Rule", "规则"), rule.code + " " + name_in(output, rule));
    row(say("Version", "版本"), std::to_string(rule.version));
    row(say("Period", "保管期限"), output.pick(rule.period.text()));
    if (!rule.period.permanent()) row(say("Counts from", "起算"), output.pick(text_of(rule.trigger)));
    if (rule.trigger == RetentionTrigger::fiscal_year_end && rule.year_ends != YearDay{})
        row(say("Year ends", "年度终了"), rule.year_ends.text());
    row(say("Then", "处置"), output.pick(text_of(rule.action)));
    row(say("Source", "依据"), rule.source.empty() ? output.pick(say("none is named", "未注明")) : rule.source);
    row(say("Confidence", "可信度"), rule.confidence);
    row(say("In force from", "生效日期"), day_text(rule.effective_from));
    row(say("In force until", "失效日期"), day_text(rule.effective_until));
    if (rule.least) row(say("Law demands", "法定最低"), output.pick(rule.least->text()));
    row(say("Forced because", "低于法定的原因"), rule.forced);
    row(say("Note", "备注"), rule.note);
    table.print(output);
}

/// What the options say of a rule, over what it says now.
Result<RetentionRule> rule_of(const Options::Retention& said, RetentionRule rule)
{
    const auto text = [](const std::optional<std::string>& from, std::string& to) {
        if (from) to = *from;
    };
    text(said.name_zh, rule.name_zh);
    text(said.name_en, rule.name_en);
    text(said.source, rule.source);
    text(said.confidence, rule.confidence);
    text(said.note, rule.note);
    if (said.period) {
        TRY_ASSIGN(rule.period, RetentionPeriod::parse(*said.period));
        if (!said.action) rule.action = rule.period.permanent() ? RetentionAction::permanent : RetentionAction::review;
    }
    if (said.starts) {
        TRY_ASSIGN(rule.trigger, parse_retention_trigger(*said.starts));
    }
    if (said.action) {
        TRY_ASSIGN(rule.action, parse_retention_action(*said.action));
    }
    if (said.year_ends) {
        TRY_ASSIGN(rule.year_ends, YearDay::parse(*said.year_ends));
    }
    if (said.least) {
        TRY_ASSIGN(rule.least, RetentionPeriod::parse(*said.least));
    }
    const auto day = [](const std::optional<std::string>& from, std::optional<Date>& to) -> Result<void> {
        if (!from) return {};
        to.reset();
        if (!from->empty()) {
            TRY_ASSIGN(to, Date::parse(*from));
        }
        return {};
    };
    TRY(day(said.from, rule.effective_from));
    TRY(day(said.until, rule.effective_until));
    rule.forced = said.forced;
    return rule;
}

Result<int> tell_rule(Context& context, const RetentionRule& rule)
{
    if (context.options.json)
        context.output.json(json_of(rule));
    else
        print_rule(context.output, rule);
    return exit_ok;
}

Result<RuleAssignment> assignment_of(const Options& options)
{
    RuleAssignment assignment;
    assignment.rule = options.arguments.front();
    assignment.type = options.retention.type;
    if (!options.metadata.category)
        return error(ErrorKind::usage, say("It is not said for which category", "未说明门类"))
            .with_hint(say("Add --category CODE; one record gets a rule with fonds rule give.",
                           "请加 --category 门类代码;单件请用 fonds rule give。"));
    assignment.category = *options.metadata.category;
    if (options.metadata.grade) {
        TRY_ASSIGN(assignment.grade, parse_grade(*options.metadata.grade));
    }
    return assignment;
}

std::string whom(const Output& output, const RuleAssignment& assignment)
{
    std::string text = output.shown(assignment.category);
    if (assignment.grade) text += " " + std::string(text_of(*assignment.grade));
    if (!assignment.type.empty()) text += " " + output.shown(assignment.type);
    return text;
}

}  // namespace

Result<int> run_rule_add(Context& context)
{
    Retaining retaining(*context.archive);
    RetentionRule rule;
    rule.code = context.options.arguments.front();
    if (retaining.rule(rule.code).ok())
        return error(ErrorKind::duplicate, say("There is a rule {} already", "规则 {} 已存在", {rule.code}))
            .with_hint(say("fonds rule edit makes a new version of it.", "可用 fonds rule edit 建立新版本。"));
    if (!context.options.retention.period)
        return error(ErrorKind::usage, say("It is not said how long", "未说明保管期限"))
            .with_hint(say("Add --period 30y, or permanent.", "请加 --period 30年,或 永久。"));
    TRY_ASSIGN(rule, rule_of(context.options.retention, std::move(rule)));
    TRY_ASSIGN(const RetentionRule now, retaining.put_rule(rule));
    return tell_rule(context, now);
}

Result<int> run_rule_edit(Context& context)
{
    Retaining retaining(*context.archive);
    const Options::Retention& said = context.options.retention;
    TRY_ASSIGN(const auto known, retaining.rule(context.options.arguments.front()));
    // What is in force today is edited; a version that is to come stays to come.
    RetentionRule before = known.front();
    TRY_ASSIGN(const auto in_force, retaining.rules(false));
    for (const RetentionRule& rule : in_force)
        if (rule.code == before.code) before = rule;
    TRY_ASSIGN(RetentionRule wanted, rule_of(said, before));
    const bool counts_otherwise = wanted.period != before.period || wanted.trigger != before.trigger ||
                                  wanted.action != before.action || wanted.year_ends != before.year_ends;
    if (!said.from && counts_otherwise) wanted.effective_from = retaining.today();
    TRY_ASSIGN(const RetentionRule now, retaining.put_rule(wanted));
    if (now.least && said.least && *said.least != now.least->code())
        context.output.remark(say("What the law demands stays as the first version said: {}", "法定最低期限以第一版为准:{}",
                                  {now.least->text()}));
    return tell_rule(context, now);
}

Result<int> run_rule_list(Context& context)
{
    Output& output = context.output;
    Retaining retaining(*context.archive);
    TRY_ASSIGN(const auto rules, retaining.rules(context.options.retention.all));
    TRY_ASSIGN(const auto assignments, retaining.assignments());
    const auto covered = [&](const std::string& code) {
        std::string all;
        for (const auto& one : assignments)
            if (one.rule == code) all += (all.empty() ? "" : ", ") + whom(output, one);
        return all;
    };
    if (context.options.json) {
        Json all = Json::array(), given = Json::array();
        for (const auto& rule : rules) all.push(json_of(rule));
        for (const auto& one : assignments)
            given.push(std::move(Json::object()
                                     .set("rule", one.rule)
                                     .set("category", one.category)
                                     .set("grade", one.grade ? Json(text_of(*one.grade)) : Json())
                                     .set("type", one.type.empty() ? Json() : Json(one.type))));
        output.json(Json::object().set("rules", std::move(all)).set("assigned", std::move(given)));
        return exit_ok;
    }
    if (rules.empty()) {
        output.remark(say("There are no rules yet: fonds rule import --preset accounting brings some; fonds rule presets "
                          "lists what there is.",
                          "尚无规则:可用 fonds rule import --preset accounting 导入;fonds rule presets 列出现有规则集。"));
        return exit_ok;
    }
    Table table;
    for (const auto& rule : rules)
        table.row({output.bold(rule.code) + (rule.version > 1 ? " v" + std::to_string(rule.version) : ""),
                   output.pick(rule.period.text()),
                   rule.period.permanent() ? std::string() : std::string(name_of(rule.trigger)), covered(rule.code),
                   output.shown(name_in(output, rule))});
    table.print(output);
    return exit_ok;
}

Result<int> run_rule_show(Context& context)
{
    Retaining retaining(*context.archive);
    TRY_ASSIGN(const auto versions, retaining.rule(context.options.arguments.front()));
    TRY_ASSIGN(const auto in_force, retaining.rules(false));
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& rule : versions) all.push(json_of(rule));
        context.output.json(Json::object().set("versions", std::move(all)));
        return exit_ok;
    }
    bool first = true;
    for (const auto& rule : versions) {
        if (!first) context.output.line("");
        first = false;
        print_rule(context.output, rule);
        if (std::ranges::find(in_force, rule) != in_force.end())
            context.output.line(context.output.bold(context.output.pick(say("In force today", "现行版本"))));
    }
    return exit_ok;
}

Result<int> run_rule_export(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto rules, Retaining(*context.archive).rules(false));
    const std::string csv = rules_csv(rules, context.output.language() == Language::chinese);
    if (options.arguments.empty() || options.arguments.front() == "-") {
        context.output.raw(csv);
        return exit_ok;
    }
    TRY(save_bytes(csv, options.arguments.front(), options.force, context.environment));
    context.output.line(context.output.shown(options.arguments.front()));
    return exit_ok;
}

Result<int> run_rule_import(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    const bool law = !options.retention.preset.empty();
    if (options.arguments.empty() != law)
        return error(ErrorKind::usage, say("Name a list, or a preset", "请给出清单或预置规则集之一"))
            .with_hint(say("fonds rule import FILE, or fonds rule import --preset accounting.",
                           "fonds rule import 文件,或 fonds rule import --preset accounting。"));
    std::string csv, list;
    if (law) {
        TRY_ASSIGN(const RulePreset preset, rule_preset(options.retention.preset));
        csv = preset.csv;
        list = preset.name;
    } else {
        list = options.arguments.front();
        TRY_ASSIGN(csv, read_list(context, list));
    }
    auto report = Retaining(*context.archive).import(csv, law, options.retention.dry_run);
    if (!report.ok()) return of_list(std::move(report).error(), list);
    const int code = report->refused == 0 ? exit_ok : exit_partial;
    if (options.json) {
        Json rows = Json::array();
        for (const RuleRow& row : report->rows) {
            Json one = json_of_row(output, row);
            one.set("version", row.version);
            rows.push(std::move(one));
        }
        output.json(Json::object()
                        .set("rows", std::move(rows))
                        .set("added", report->added)
                        .set("revised", report->revised)
                        .set("same", report->same)
                        .set("refused", report->refused)
                        .set("done", report->done));
        return code;
    }
    if (report->refused != 0) {
        // Nothing became of the others.
        std::erase_if(report->rows, [](const RuleRow& row) { return !row.problem; });
        tell_rows(output, list, report->rows);
        output.remark(say("{} refused: none of the {} was taken.", "拒绝 {}:清单共 {} 条,均未导入。",
                          {report->refused, report->added + report->revised + report->same + report->refused}));
        output.remark(say("Nothing was changed.", "未作任何更改。"));
        return code;
    }
    tell_rows(output, list, report->rows);
    output.remark(say("{} added, {} in a new version, {} as they were, {} refused.", "新增 {},新版本 {},无变化 {},拒绝 {}。",
                      {report->added, report->revised, report->same, report->refused}));
    if (!report->done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    if (law && report->done)
        output.remark(say("Next: fonds rule assign RULE --category CODE says which records they hold for.",
                          "下一步:用 fonds rule assign 规则 --category 门类 指定适用范围。"));
    return code;
}

Result<int> run_rule_presets(Context& context)
{
    Output& output = context.output;
    if (!context.options.arguments.empty()) {
        TRY_ASSIGN(const RulePreset preset, rule_preset(context.options.arguments.front()));
        output.raw("\xEF\xBB\xBF");
        output.raw(preset.csv);
        return exit_ok;
    }
    if (context.options.json) {
        Json all = Json::array();
        for (const RulePreset& preset : rule_presets())
            all.push(std::move(Json::object().set("name", preset.name).set("title", output.pick(preset.title))));
        output.json(Json::object().set("presets", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const RulePreset& preset : rule_presets()) table.row({std::string(preset.name), output.pick(preset.title)});
    table.print(output);
    return exit_ok;
}

Result<int> run_rule_assign(Context& context)
{
    TRY_ASSIGN(const RuleAssignment assignment, assignment_of(context.options));
    TRY_ASSIGN(const bool is_new, Retaining(*context.archive).assign(assignment, context.options.retention.forced));
    context.output.line(
        is_new ? say("{} holds for {} now", "{} 现适用于 {}", {assignment.rule, whom(context.output, assignment)})
               : say("{} held for {} already", "{} 原已适用于 {}", {assignment.rule, whom(context.output, assignment)}));
    return exit_ok;
}

Result<int> run_rule_unassign(Context& context)
{
    TRY_ASSIGN(const RuleAssignment assignment, assignment_of(context.options));
    TRY_ASSIGN(const bool was, Retaining(*context.archive).unassign(assignment));
    if (!was)
        return error(ErrorKind::not_found,
                     say("{} does not hold for {}", "{} 并不适用于 {}", {assignment.rule, whom(context.output, assignment)}))
            .with_hint(say("fonds rule list shows what holds for what.", "可用 fonds rule list 查看。"));
    context.output.line(
        say("{} holds for {} no more", "{} 不再适用于 {}", {assignment.rule, whom(context.output, assignment)}));
    return exit_ok;
}

Result<int> run_rule_give(Context& context)
{
    const auto& words = context.options.arguments;
    Retaining retaining(*context.archive);
    const GivenRule rule{words.front(), context.options.reason, context.options.retention.overrides};
    int code = exit_ok;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto given = [&]() -> Result<ReferenceCode> {
            TRY_ASSIGN(const auto record, ReferenceCode::parse(words[i]));
            TRY(retaining.give_rule(record, rule, context.options.reason));
            return record;
        }();
        if (!given.ok()) {
            if (words.size() == 2) return given.error();
            context.output.problem(given.error());
            code = exit_partial;
            continue;
        }
        TRY_ASSIGN(const auto clock, retaining.clock(*given));
        context.output.line(explanation(clock, retaining.today()));
    }
    return code;
}

Result<int> run_rule_take(Context& context)
{
    Retaining retaining(*context.archive);
    for (const auto& word : context.options.arguments) {
        TRY_ASSIGN(const auto record, ReferenceCode::parse(word));
        TRY(retaining.give_rule(record, std::nullopt, context.options.reason));
        TRY_ASSIGN(const auto clock, retaining.clock(record));
        context.output.line(explanation(clock, retaining.today()));
    }
    return exit_ok;
}

}  // namespace fonds::cli
