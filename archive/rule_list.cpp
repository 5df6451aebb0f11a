// SPDX-License-Identifier: GPL-3.0-or-later
// Retention rules as a list: read and written.
#include <algorithm>
#include <array>
#include <set>

#include "archive/named_table.hpp"
#include "archive/retaining.hpp"
#include "archive/rule_law.hpp"
#include "archive/state.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"code", {"代码", "规则代码", "编号"}},
    TableColumn{"name", {"名称", "中文名称", ""}},
    TableColumn{"name_en", {"英文名称", "", ""}},
    TableColumn{"period", {"保管期限", "期限", ""}},
    TableColumn{"starts", {"起算", "起算条件", "trigger"}},
    TableColumn{"action", {"处置", "处置方式", ""}},
    TableColumn{"year_ends", {"年度终了", "", ""}},
    TableColumn{"source", {"依据", "法律依据", ""}},
    TableColumn{"confidence", {"可信度", "", ""}},
    TableColumn{"from", {"生效日期", "", ""}},
    TableColumn{"until", {"失效日期", "", ""}},
    TableColumn{"least", {"法定最低", "", ""}},
    TableColumn{"forced", {"低于法定的原因", "", ""}},
    TableColumn{"note", {"备注", "", ""}},
};

/// What the list says of a rule; what it has no column for stays as `rule` has it.
Result<RetentionRule> rule_of(const NamedTable& table, const CsvRow& row, RetentionRule rule, bool law)
{
    const auto cell = [&](std::string_view name) { return table.cell(row, name); };
    const auto text = [&](std::string_view name, std::string& target) {
        if (table.has(name)) target = cell(name);
    };
    text("name", rule.name_zh);
    text("name_en", rule.name_en);
    text("source", rule.source);
    text("confidence", rule.confidence);
    text("note", rule.note);
    rule.forced = cell("forced");
    if (const auto said = cell("period"); !said.empty()) {
        TRY_ASSIGN(rule.period, RetentionPeriod::parse(said));
        rule.action = rule.period.permanent() ? RetentionAction::permanent : RetentionAction::review;
    }
    if (const auto said = cell("starts"); !said.empty()) {
        TRY_ASSIGN(rule.trigger, parse_retention_trigger(said));
    }
    if (const auto said = cell("action"); !said.empty()) {
        TRY_ASSIGN(rule.action, parse_retention_action(said));
    }
    if (const auto said = cell("year_ends"); !said.empty()) {
        TRY_ASSIGN(rule.year_ends, YearDay::parse(said));
    }
    const auto day = [&](std::string_view name, std::optional<Date>& target) -> Result<void> {
        if (!table.has(name)) return {};
        target.reset();
        if (const auto said = cell(name); !said.empty()) {
            TRY_ASSIGN(target, Date::parse(said));
        }
        return {};
    };
    TRY(day("from", rule.effective_from));
    TRY(day("until", rule.effective_until));
    if (const auto said = cell("least"); !said.empty()) {
        TRY_ASSIGN(rule.least, RetentionPeriod::parse(said));
    } else if (law) {
        rule.least = rule.period;
    }
    return rule;
}

bool is_about_row(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::refused || kind == ErrorKind::bad_input;
}

}  // namespace

std::string_view name_of(RuleRowStatus status)
{
    switch (status) {
    case RuleRowStatus::added: return "added";
    case RuleRowStatus::revised: return "revised";
    case RuleRowStatus::same: return "same";
    case RuleRowStatus::refused: return "refused";
    }
    return "";
}

Text text_of(RuleRowStatus status)
{
    switch (status) {
    case RuleRowStatus::added: return say("added", "新增");
    case RuleRowStatus::revised: return say("new version", "新版本");
    case RuleRowStatus::same: return say("as it was", "无变化");
    case RuleRowStatus::refused: return say("refused", "拒绝");
    }
    return {};
}

namespace {

std::string_view heading_of(std::string_view column)
{
    return std::ranges::find(columns, column, &TableColumn::name)->others[0];
}

/// Lists have columns where commands have options; what comes with Fonds (`law`) has neither.
Error told_by_columns(Error problem, bool law)
{
    const auto names = [&](std::string_view option) { return problem.hint.en.find(option) != std::string::npos; };
    if (law && names("--force"))
        problem.hint =
            say("fonds rule show tells what your rule says. fonds rule presets writes the set as a list: take this row out, "
                "or say why in a column forced, and import the list.",
                "可用 fonds rule show 查看本库现有规则;用 fonds rule presets "
                "输出该规则集为清单,删去该行或加“{}”列写明原因后再导入。",
                {heading_of("forced")});
    else if (names("--force"))
        problem.hint = say("If that is right, say why in the column forced. The reason stays with the rule and is shown to "
                           "auditors.",
                           "确需如此,请在“{}”列写明原因;原因随规则保存,审计时可见。", {heading_of("forced")});
    else if (names("--name"))
        problem.hint = say("Give it one, in the column name or name_en.", "请在“{}”或“{}”列写明名称。",
                           {heading_of("name"), heading_of("name_en")});
    else if (names("--period"))
        problem.hint = say(
            "Write permanent in both columns, period and action; or a period and review, destroy or transfer.",
            "永久保管须在“{}”“{}”两列同时写明;有期限的配鉴定、销毁或移交。", {heading_of("period"), heading_of("action")});
    return problem;
}

}  // namespace

std::string rules_csv(const std::vector<RetentionRule>& rules, bool chinese_headers)
{
    std::string csv(byte_order_mark);
    std::vector<std::string> header;
    for (const TableColumn& column : columns) header.emplace_back(chinese_headers ? column.others[0] : column.name);
    csv += csv_row(header);
    const auto day = [](const std::optional<Date>& date) { return date ? date->text() : std::string(); };
    for (const RetentionRule& rule : rules)
        csv += csv_row(std::vector<std::string>{
            rule.code, rule.name_zh, rule.name_en, rule.period.code(), std::string(name_of(rule.trigger)),
            std::string(name_of(rule.action)), rule.year_ends.text(), rule.source, rule.confidence, day(rule.effective_from),
            day(rule.effective_until), rule.least ? rule.least->code() : std::string(), rule.forced, rule.note});
    return csv;
}

Result<RuleReport> Retaining::import(std::string_view csv, bool law, bool dry_run)
{
    constexpr std::array<std::string_view, 1> needed{"code"};
    TRY_ASSIGN(const NamedTable table, read_named_table(csv, columns, needed));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Retention retention(state_.catalog);
    const Stamp stamp = state_.stamp();
    RuleReport report;
    std::set<std::string> seen;
    const auto take = [&](const CsvRow& listed, RuleRow& row) -> Result<void> {
        TRY_ASSIGN(row.code, parse_rule_code(table.cell(listed, "code")));
        if (!seen.insert(row.code).second)
            return error(ErrorKind::bad_input, say("The list has {} twice", "清单中 {} 出现两次", {row.code}));
        TRY_ASSIGN(const auto known, retention.rules(row.code));
        RetentionRule before;
        before.code = row.code;
        TRY_ASSIGN(const RetentionRule wanted, rule_of(table, listed, known.empty() ? before : known.front(), law));
        TRY_ASSIGN(const RetentionRule now, put_lawful_rule(state_, wanted, stamp));
        row.version = now.version;
        row.status = known.empty()                          ? RuleRowStatus::added
                     : now.version == known.front().version ? RuleRowStatus::same
                                                            : RuleRowStatus::revised;
        return {};
    };
    const Error undone = error(ErrorKind::interrupted, say("undone", "撤回"));
    const auto all = state_.catalog.transaction([&]() -> Result<void> {
        for (const CsvRow& listed : table.rows) {
            RuleRow row;
            row.line = listed.line;
            row.code = table.cell(listed, "code");
            row.problem = table.misread(listed);
            if (!row.problem)
                if (auto taken = take(listed, row); !taken.ok()) {
                    if (!is_about_row(taken.error().kind)) return taken;
                    row.problem = told_by_columns(std::move(taken).error(), law);
                    row.status = RuleRowStatus::refused;
                }
            switch (row.status) {
            case RuleRowStatus::added: ++report.added; break;
            case RuleRowStatus::revised: ++report.revised; break;
            case RuleRowStatus::same: ++report.same; break;
            case RuleRowStatus::refused: ++report.refused; break;
            }
            report.rows.push_back(std::move(row));
        }
        return dry_run || report.refused != 0 ? Result<void>(undone) : Result<void>();
    });
    if (!all.ok() && all.error().kind != ErrorKind::interrupted) return all.error();
    report.done = all.ok();
    return report;
}

}  // namespace fonds
