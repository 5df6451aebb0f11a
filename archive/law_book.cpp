// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/law_book.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "archive/named_table.hpp"
#include "archive/retaining.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/core/json.hpp"
#include "schema/model/retention_clock.hpp"

namespace fonds {

namespace {

using Words = std::array<std::string_view, 6>;  // in either language; the English ones without their first letter

constexpr std::size_t most_events = 1'000'000;
constexpr int most_levels = 16;  // more than a scheme has: what is only wanted may run in a ring

/// A category that comes with Fonds and that the law names. Codes of two levels (DA/T 13) mean nothing else; those of one
/// may, where nobody ever called it so.
struct Floor {
    std::string_view code, least;
    Words names;
};
constexpr std::array floors{Floor{"KU", "D30", {"会计", "财务", "账", "ccounting", "inanc", "ookkeeping"}},
                            Floor{"KU·PZ", "D30", {}},
                            Floor{"KU·ZB", "D30", {}},
                            Floor{"KU·BG", "Y", {}},
                            Floor{"KU·QT", "D10", {}},
                            Floor{"FP", "D30", {"发票", "收据", "票据", "nvoice", "eceipt"}}};

/// Papers for which the law has a rule of their own in their category, by the rule that comes with Fonds for them.
struct Kind {
    std::string_view rule;
    std::array<std::string_view, 3> named;  ///< categories of the law that they are found in
    Words names;
};
/// Kept shorter than their category.
constexpr std::array kinds{Kind{"CN-KU-06", {"KU", "KU·ZB"}, {"固定资产卡片", "ards of fixed assets", "ixed asset cards"}},
                           Kind{"CN-KU-08", {"KU", "KU·BG"}, {"月度", "月报", "季度", "季报", "半年", "onthly"}},
                           Kind{"CN-KU-08", {"KU", "KU·BG"}, {"中期", "uarterly", "alf-yearly"}},
                           Kind{"CN-KU-10", {"KU", "KU·QT"}, {"调节表", "econciliation"}},
                           Kind{"CN-KU-11", {"KU", "KU·QT"}, {"对账单", "ank statement"}},
                           Kind{"CN-KU-12", {"KU", "KU·QT"}, {"税申报", "ax return"}},
                           Kind{"CN-FP-01", {"FP"}, {"抵扣联", "出口凭证", "完税凭证", "出口", "完税", "eduction"}},
                           Kind{"CN-FP-02", {"FP"}, {"存根", "发票登记簿", "stub"}},
                           Kind{"CN-KUG-01", {"KU", "KU·PZ", "KU·BG"}, {"国库编送", "缴库退库凭证", "缴库凭证", "退库凭证"}},
                           Kind{"CN-KUG-02", {"KU", "KU·BG"}, {"收入机关"}},
                           Kind{"CN-KUG-06", {"KU", "KU·ZB"}, {"固定资产卡片"}},
                           Kind{"CN-KUG-08", {"KU", "KU·BG"}, {"下级", "ubordinate"}},
                           Kind{"CN-KUG-10", {"KU", "KU·BG"}, {"国库年报", "国家金库年报", "基建拨贷款年报"}},
                           Kind{"CN-KUG-11", {"KU", "KU·BG"}, {"月度", "月报", "季度", "季报", "onthly", "uarterly"}}};
/// Kept longer than their category, or some of it.
constexpr std::array longer_kinds{
    Kind{"CN-KU-09", {"KU", "KU·BG", "KU·QT"}, {"年度财务", "年度会计报", "年报", "决算", "nnual report"}},
    Kind{"CN-KU-13", {"KU", "KU·QT"}, {"移交清册", "egisters of transfer", "egister of transfer"}},
    Kind{"CN-KU-14", {"KU", "KU·QT"}, {"保管清册", "egisters of custody", "egister of custody"}},
    Kind{"CN-KU-15", {"KU", "KU·QT"}, {"销毁清册", "egisters of destruction", "egister of destruction"}},
    Kind{"CN-KU-16", {"KU", "KU·QT"}, {"鉴定意见", "pinions of appraisal", "pinion of appraisal"}}};
/// What a name tells besides, so that not all in it is of a shorter kind.
constexpr std::array<std::string_view, 9> of_others{"凭证",   "账",    "年度",   "年报", "决算",
                                                    "oucher", "edger", "ournal", "nnual"};
/// Of public bodies (annex 2): they count where these rules were imported.
constexpr std::string_view of_public_bodies = "CN-KUG-";

bool has_one_of(std::string_view name, const Words& words)
{
    return std::ranges::any_of(
        words, [&](std::string_view word) { return !word.empty() && name.find(word) != std::string_view::npos; });
}

/// Is a name of this kind, and of nothing that is kept longer?
bool is_wholly(std::string name, const Kind& kind)
{
    bool found = false;
    for (const std::string_view word : kind.names)
        for (std::size_t at = 0; !word.empty() && (at = name.find(word)) != std::string::npos; found = true)
            name.replace(at, word.size(), " ");
    const auto tells = [&](std::string_view word) {
        return (word != "年度" || std::ranges::find(kind.named, "KU·BG") != kind.named.end()) &&
               name.find(word) != std::string::npos;
    };
    return found && std::ranges::none_of(of_others, tells);
}

bool is_found_in(const Kind& kind, std::string_view category)
{
    return std::ranges::find(kind.named, category) != kind.named.end();
}

RetentionRule yearly(const RetentionPeriod& period)
{
    RetentionRule rule;
    rule.period = period;
    rule.trigger = RetentionTrigger::fiscal_year_end;
    rule.action = period.permanent() ? RetentionAction::permanent : RetentionAction::review;
    return rule;
}

std::optional<RetentionRule> yearly(std::string_view code)
{
    const auto period = RetentionPeriod::parse(code);
    return period.ok() ? std::optional(yearly(*period)) : std::nullopt;
}

std::map<std::string, RetentionRule, std::less<>> read_presets()
{
    constexpr std::array columns{
        TableColumn{"code", {}},       TableColumn{"name", {}},   TableColumn{"name_en", {}},   TableColumn{"period", {}},
        TableColumn{"starts", {}},     TableColumn{"action", {}}, TableColumn{"year_ends", {}}, TableColumn{"source", {}},
        TableColumn{"confidence", {}}, TableColumn{"from", {}},   TableColumn{"note", {}},
    };
    constexpr std::array<std::string_view, 3> needed{"code", "period", "starts"};
    std::map<std::string, RetentionRule, std::less<>> all;
    for (const RulePreset& preset : rule_presets()) {
        const auto table = read_named_table(preset.csv, columns, needed);
        if (!table.ok()) continue;
        for (const CsvRow& row : table->rows) {
            RetentionRule rule;
            rule.code = table->cell(row, "code");
            const auto period = RetentionPeriod::parse(table->cell(row, "period"));
            const auto starts = parse_retention_trigger(table->cell(row, "starts"));
            if (!period.ok() || !starts.ok()) continue;
            rule.period = *period;
            rule.trigger = *starts;
            if (const auto ends = YearDay::parse(table->cell(row, "year_ends")); ends.ok()) rule.year_ends = *ends;
            all.emplace(rule.code, std::move(rule));
        }
    }
    return all;
}

bool ends_with_the_year(const RetentionRule& rule)
{
    return rule.trigger == RetentionTrigger::year_end ||
           (rule.trigger == RetentionTrigger::fiscal_year_end && rule.year_ends == YearDay{});
}

bool start_alike(const RetentionRule& one, const RetentionRule& other)
{
    if (ends_with_the_year(one) && ends_with_the_year(other)) return true;
    return one.trigger == other.trigger &&
           (one.trigger != RetentionTrigger::fiscal_year_end || one.year_ends == other.year_ends);
}

bool same_holder(const RuleAssignment& one, const RuleAssignment& other)
{
    return one.grade == other.grade && one.type == other.type && one.rule == other.rule;
}

/// Somebody said why the rule is shorter than a law that has no less than this one.
bool is_forced_against(const RetentionRule& rule, const RetentionRule& law)
{
    return !rule.forced.empty() && rule.least && !shorter(*rule.least, law.period);
}

}  // namespace

const RetentionRule* preset_rule(std::string_view code)
{
    static const auto all = read_presets();
    const auto found = all.find(code);
    return found == all.end() ? nullptr : &found->second;
}

bool falls_short(const RetentionRule& rule, const RetentionRule& law)
{
    if (rule.period.permanent()) return false;
    if (shorter(rule.period, law.period)) return true;
    if (start_alike(rule, law)) return false;
    if (is_told(law.trigger)) return true;
    using namespace std::chrono;
    for (sys_days day = 2024y / 1 / 1; day < sys_days(2025y / 1 / 1); day += days(1)) {
        const Date made{year_month_day(day)};
        if (keeps_longer(wind(law, made), wind(rule, made))) return true;
    }
    return false;
}

Text Shortfall::text() const
{
    if (moved)
        return say(
            "Category {} has records that 会计档案管理办法 (order 79) has kept for {}; where it would stand nothing says so",
            "门类 {} 已有会计档案管理办法(令第79号)规定保管{}的档案,调整上级后将不再受此约束",
            {category, law.period.text()});
    if (by.rule.empty())
        return say("{} of category {} is shorter than what 会计档案管理办法 (order 79) demands: {}",
                   "{}(门类 {})短于会计档案管理办法(令第79号)所要求的{}", {kept.period.text(), category, law.period.text()});
    if (shorter(kept.period, law.period))
        return say("{} of rule {} is shorter than what 会计档案管理办法 (order 79) demands for {}: {}",
                   "{}(规则 {})短于会计档案管理办法(令第79号)对门类 {} 所要求的{}",
                   {kept.period.text(), by.rule, category, law.period.text()});
    return say("Rule {} counts from {}: records of {} would end before 会计档案管理办法 (order 79) has them end, {} from {}",
               "规则 {} 自{}起算,门类 {} 的档案将早于会计档案管理办法(令第79号)的规定期满({},自{}起算)",
               {by.rule, text_of(kept.trigger), category, law.period.text(), text_of(law.trigger)});
}

Error Shortfall::problem() const
{
    return error(ErrorKind::refused, text())
        .with_hint(
            by.rule.empty()
                ? say("If that is right, say why with --force REASON (fonds category add, edit). The reason stays in the "
                      "audit log and is shown to auditors.",
                      "确需如此,请用 --force 原因 说明(fonds category add、edit);原因记入审计日志,审计时可见。")
            : by.category != category
                ? say("Give {} a rule of its own first, one that is long enough; or say why it may be shorter: --force "
                      "REASON. The reason stays in the audit log and is shown to auditors.",
                      "请先为门类 {} 单独指定期限足够的规则;确需缩短的,请用 --force 原因 "
                      "说明(原因记入审计日志,审计时可见)。",
                      {category})
                : say("If that is right, say why: --force REASON. The reason stays in the audit log and is shown to "
                      "auditors. Else take a rule that is long enough.",
                      "确需如此,请用 --force 原因 说明(原因记入审计日志,审计时可见);否则请改用期限足够的规则。"))
        .at(category);
}

Result<LawBook> LawBook::load(Catalog& catalog, const Date& today)
{
    LawBook book(today);
    TRY_ASSIGN(const auto categories, catalog.categories());
    for (const Category& category : categories) book.put(category);
    Retention retention(catalog);
    TRY_ASSIGN(auto rules, retention.rules(""));
    for (RetentionRule& rule : rules) {
        auto& versions = book.rules_[rule.code];
        versions.push_back(std::move(rule));
    }
    TRY_ASSIGN(book.assignments_, retention.assignments());
    TRY(book.learn_names(catalog));
    return book;
}

/// The log is read where an old name can tell what a new one does not.
Result<void> LawBook::learn_names(Catalog& catalog)
{
    std::set<std::string, std::less<>> wanted;
    for (const auto& [code, category] : categories_) {
        const auto& names = names_.at(code);
        const auto named = [&](const Words& words) {
            return std::ranges::any_of(names, [&](const auto& name) { return has_one_of(name, words); });
        };
        const auto floor = std::ranges::find(floors, code, &Floor::code);
        const auto is_below_one = [&] {
            const Category* at = this->category(category.parent);
            for (int level = 0; at != nullptr && level < most_levels; ++level, at = this->category(at->parent))
                if (std::ranges::find(floors, at->code, &Floor::code) != floors.end()) return true;
            return false;
        };
        const auto is_of_a_kind = [&](const Kind& kind) { return named(kind.names); };
        if (floor != floors.end() ? !floor->names.front().empty() && !named(floor->names)
                                  : is_below_one() && std::ranges::any_of(kinds, is_of_a_kind))
            wanted.insert(code);
    }
    if (wanted.empty()) return {};
    TRY_ASSIGN(const auto events, AuditFacts(catalog).events({"category.added", "category.edited"}, {}, most_events));
    for (const Event& event : events) {
        if (!wanted.contains(event.subject)) continue;
        const auto detail = Json::parse(event.detail);
        if (!detail.ok()) continue;
        for (const char* field : {"name_zh", "name_en"}) {
            const Json value = detail->get(field);
            for (const std::string& name : {value.text(), value.get("before").text(), value.get("after").text()})
                if (!name.empty()) names_[event.subject].insert(name);
        }
    }
    return {};
}

void LawBook::put(const Category& category)
{
    auto& names = names_[category.code];
    for (const std::string& name : {category.name_zh, category.name_en})
        if (!name.empty() && name != category.code) names.insert(name);
    categories_.insert_or_assign(category.code, category);
}

void LawBook::put(const RetentionRule& version)
{
    auto& versions = rules_[version.code];
    versions.insert(versions.begin(), version);
}

void LawBook::assign(const RuleAssignment& assignment)
{
    assignments_.push_back(assignment);
}

void LawBook::unassign(const RuleAssignment& assignment)
{
    std::erase_if(assignments_, [&](const RuleAssignment& one) {
        return one.category == assignment.category && same_holder(one, assignment);
    });
}

const Category* LawBook::category(std::string_view code) const
{
    const auto found = categories_.find(code);
    return found == categories_.end() ? nullptr : &found->second;
}

std::optional<LawBook::Least> LawBook::least_of(const Category& category) const
{
    const Category* at = &category;
    for (int level = 0; at != nullptr && level < most_levels; ++level, at = this->category(at->parent)) {
        const auto floor = std::ranges::find(floors, at->code, &Floor::code);
        if (floor == floors.end()) continue;
        const auto& names = names_.at(at->code);
        if (!floor->names.front().empty() &&
            std::ranges::none_of(names, [&](const auto& name) { return has_one_of(name, floor->names); }))
            continue;
        const auto least = yearly(floor->least);
        const auto& own = names_.at(category.code);
        for (const Kind& kind : longer_kinds) {
            const RetentionRule* rule = preset_rule(kind.rule);
            const auto is_of = [&](const std::string& name) { return has_one_of(name, kind.names); };
            if (at != &category && rule != nullptr && is_found_in(kind, floor->code) && std::ranges::any_of(own, is_of) &&
                (!least || falls_short(*least, *rule)))
                return Least{*rule, floor->code, std::nullopt};
        }
        if (at != &category && !own.empty())
            for (const Kind& kind : kinds) {
                if (!counts(kind.rule) || !is_found_in(kind, floor->code)) continue;
                const auto is_of = [&](const std::string& name) { return is_wholly(name, kind); };
                const RetentionRule* rule = preset_rule(kind.rule);
                if (rule != nullptr && std::ranges::all_of(own, is_of)) return Least{*rule, floor->code, least};
            }
        if (least) return Least{*least, floor->code, std::nullopt};
    }
    return std::nullopt;
}

std::optional<RetentionRule> LawBook::least(std::string_view code) const
{
    const Category* found = category(code);
    const auto least = found == nullptr ? std::nullopt : least_of(*found);
    return least ? std::optional(least->law) : std::nullopt;
}

bool LawBook::counting(std::string_view code, std::vector<const RetentionRule*>& all) const
{
    const auto versions = rules_.find(code);
    if (versions == rules_.end()) return false;
    const RetentionRule* now = nullptr;
    for (const RetentionRule& rule : versions->second) {
        if (rule.effective_from && today_ < *rule.effective_from)
            all.push_back(&rule);
        else if (now == nullptr || now->effective_from < rule.effective_from)
            now = &rule;
    }
    if (now == nullptr || !now->in_force(today_)) return false;
    all.push_back(now);
    return true;
}

bool LawBook::counts(std::string_view rule) const
{
    const auto first = rules_.lower_bound(of_public_bodies);
    return !rule.starts_with(of_public_bodies) || (first != rules_.end() && first->first.starts_with(of_public_bodies));
}

bool LawBook::is_below(const RetentionRule& kept, const Least& least)
{
    return falls_short(kept, least.law) && (!least.enough || falls_short(kept, *least.enough));
}

/// What the law has of papers of a type there.
LawBook::OfType LawBook::of_type(const RuleAssignment& assignment, std::string_view named) const
{
    OfType all;
    if (assignment.type.empty()) return all;
    for (const Kind& kind : longer_kinds)
        if (const auto* rule = preset_rule(kind.rule);
            rule != nullptr && is_found_in(kind, named) && has_one_of(assignment.type, kind.names))
            all.longer.push_back(*rule);
    for (const Kind& kind : kinds)
        if (const auto* rule = preset_rule(kind.rule);
            rule != nullptr && counts(kind.rule) && is_found_in(kind, named) && is_wholly(assignment.type, kind)) {
            // The rule that comes with Fonds for just such papers.
            if (kind.rule == assignment.rule) all.shorter.assign(1, *rule);
            if (kind.rule == assignment.rule) return all;
            all.shorter.push_back(*rule);
        }
    return all;
}

void LawBook::add_assigned(const Category& category, const Least& least, std::vector<Shortfall>& all) const
{
    bool covered = false;
    const Category* at = &category;
    for (int level = 0; at != nullptr && !covered && level < most_levels; ++level, at = this->category(at->parent))
        for (const RuleAssignment& one : assignments_) {
            if (one.category != at->code) continue;
            std::vector<const RetentionRule*> versions;
            covered = counting(one.rule, versions) || covered;
            const auto there = at == &category ? least : least_of(*at).value_or(least);
            const auto asked = of_type(one, there.named);
            for (const RetentionRule* rule : versions) {
                const auto is_short = [&](const RetentionRule& law) { return falls_short(*rule, law); };
                const auto longer = std::ranges::find_if(asked.longer, is_short);
                if (longer != asked.longer.end())
                    all.push_back({category.code, one, *rule, *longer, false, {}});
                else if (is_below(*rule, least) && (asked.shorter.empty() || std::ranges::any_of(asked.shorter, is_short)))
                    all.push_back({category.code, one, *rule, least.law, false, {}});
            }
        }
}

std::vector<Shortfall> LawBook::shortfalls() const
{
    std::vector<Shortfall> all;
    for (const auto& [code, category] : categories_) {
        const auto least = least_of(category);
        if (!least) continue;
        if (const auto own = yearly(category.retention); own && is_retention(category.retention) && is_below(*own, *least))
            all.push_back({code, {code, {}, {}, {}}, *own, least->law, false, {}});
        add_assigned(category, *least, all);
    }
    return all;
}

std::vector<Shortfall> LawBook::worse_than(const LawBook& before) const
{
    const auto known = before.shortfalls();
    auto all = shortfalls();
    std::erase_if(all, [&](const Shortfall& now) {
        return is_forced_against(now.kept, now.law) || std::ranges::any_of(known, [&](const Shortfall& was) {
                   return was.category == now.category && same_holder(was.by, now.by) && !falls_short(now.kept, was.kept) &&
                          !falls_short(was.law, now.law);
               });
    });
    for (const auto& [code, category] : categories_) {
        const Category* was = before.category(code);
        const auto asked = was == nullptr || was->records == 0 ? std::nullopt : before.least_of(*was);
        const auto asks = asked ? least_of(category) : std::nullopt;
        if (asked && (!asks || is_below(asks->law, *asked)))
            all.push_back({code, {code, {}, {}, {}}, asked->law, asked->law, true, {}});
    }
    return all;
}

Result<void> LawBook::learn_reasons(Catalog& catalog, std::vector<Shortfall>& all)
{
    if (all.empty()) return {};
    TRY_ASSIGN(const auto events, AuditFacts(catalog).events({"category.forced"}, {}, most_events));
    Retention retention(catalog);
    for (Shortfall& one : all) {
        for (const Event& event : events) {
            const auto detail = Json::parse(event.detail);
            if (!detail.ok() || detail->get("rule").text() != one.by.rule) continue;
            if (event.subject != one.category && event.subject != one.by.category) continue;
            const auto said = RetentionPeriod::parse(detail->get("retention").text());
            // Who gave a reason for less gave one for this.
            if (said.ok() && !shorter(one.kept.period, *said)) one.why = detail->get("reason").text();
        }
        if (!one.why.empty() || one.by.rule.empty()) continue;
        TRY_ASSIGN(const auto versions, retention.rules(one.by.rule));
        for (const RetentionRule& version : versions)
            if (one.why.empty()) one.why = version.forced;
    }
    return {};
}

}  // namespace fonds
