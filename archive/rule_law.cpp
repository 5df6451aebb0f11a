// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rule_law.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "archive/named_table.hpp"
#include "archive/retaining.hpp"
#include "archive/scheme_law.hpp"
#include "schema/catalog/retention.hpp"

namespace fonds {

namespace {

std::map<std::string, RetentionPeriod, std::less<>> read_preset_periods()
{
    constexpr std::array columns{
        TableColumn{"code", {}},       TableColumn{"name", {}},   TableColumn{"name_en", {}},   TableColumn{"period", {}},
        TableColumn{"starts", {}},     TableColumn{"action", {}}, TableColumn{"year_ends", {}}, TableColumn{"source", {}},
        TableColumn{"confidence", {}}, TableColumn{"from", {}},   TableColumn{"note", {}},
    };
    constexpr std::array<std::string_view, 2> needed{"code", "period"};
    std::map<std::string, RetentionPeriod, std::less<>> all;
    for (const RulePreset& preset : rule_presets()) {
        const auto table = read_named_table(preset.csv, columns, needed);
        if (!table.ok()) continue;
        for (const CsvRow& row : table->rows)
            if (const auto period = RetentionPeriod::parse(table->cell(row, "period")); period.ok())
                all.emplace(table->cell(row, "code"), *period);
    }
    return all;
}

/// What the law has of the category where this version keeps it shorter.
std::optional<BelowLaw> short_of(const Category& category, const RetentionRule& rule)
{
    const auto least = lawful_least(category);
    if (!least || !shorter(rule.period, *least)) return std::nullopt;
    return BelowLaw{category, rule.period, *least};
}

/// It counts on its own: the law has it so, or somebody said why it is shorter than that.
bool is_accounted_for(const RuleAssignment& assignment, const RetentionRule& rule, const RetentionPeriod& least)
{
    if (!rule.forced.empty() && rule.least && !shorter(*rule.least, least)) return true;
    const auto own = preset_period(rule.code);
    return own && !assignment.type.empty() && (!shorter(rule.period, *own) || !rule.forced.empty());
}

}  // namespace

std::optional<RetentionPeriod> preset_period(std::string_view code)
{
    static const auto all = read_preset_periods();
    const auto found = all.find(code);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

Error BelowLaw::problem(std::string_view rule) const
{
    return error(ErrorKind::refused, say("{} of rule {} is shorter than what 会计档案管理办法 (order 79) demands for {}: {}",
                                         "{}(规则 {})短于会计档案管理办法(令第79号)对门类 {} 所要求的{}",
                                         {period.text(), rule, category.code, least.text()}))
        .with_hint(
            say("If that is right, say why: --force REASON. The reason stays in the audit log and is shown to auditors. "
                "Else take a rule that is long enough.",
                "确需如此,请用 --force 原因 说明(原因记入审计日志,审计时可见);否则请改用期限足够的规则。"))
        .at(category.code);
}

Result<std::optional<BelowLaw>> below_law(Archive::State& state, const RuleAssignment& assignment)
{
    TRY_ASSIGN(const Category category, state.catalog.category(assignment.category));
    Retention retention(state.catalog);
    TRY_ASSIGN(const std::string code, parse_rule_code(assignment.rule));
    const Date today = state.today();
    TRY_ASSIGN(auto counting, retention.rules_in_force(today));
    std::erase_if(counting, [&](const RetentionRule& rule) { return rule.code != code; });
    TRY_ASSIGN(const auto versions, retention.rules(code));
    for (const RetentionRule& rule : versions)
        if (rule.effective_from && *rule.effective_from > today) counting.push_back(rule);
    for (const RetentionRule& rule : counting)
        if (auto found = short_of(category, rule); found && !is_accounted_for(assignment, rule, found->least)) return found;
    return std::optional<BelowLaw>();
}

Result<RetentionRule> put_lawful_rule(Archive::State& state, RetentionRule rule, const Stamp& stamp)
{
    Retention retention(state.catalog);
    TRY_ASSIGN(rule.code, parse_rule_code(rule.code));
    if (const auto own = preset_period(rule.code); own && (!rule.least || shorter(*rule.least, *own))) rule.least = own;
    if (rule.forced.empty()) {
        TRY_ASSIGN(const auto known, retention.rules(rule.code));
        // What was as short before has been accounted for.
        const bool cuts = known.empty() || shorter(rule.period, known.front().period);
        TRY_ASSIGN(const auto assignments, retention.assignments());
        for (const RuleAssignment& one : assignments) {
            if (!cuts || one.rule != rule.code) continue;
            TRY_ASSIGN(const Category category, state.catalog.category(one.category));
            if (const auto found = short_of(category, rule); found && !is_accounted_for(one, rule, found->least))
                return found->problem(rule.code);
        }
    }
    return retention.put_rule(rule, stamp);
}

}  // namespace fonds
