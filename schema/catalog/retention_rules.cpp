// SPDX-License-Identifier: GPL-3.0-or-later
// Rules, and which records have them.
#include <algorithm>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

template <class T>
Result<T> as_stored(Result<T> read)
{
    if (!read.ok())
        return error(ErrorKind::corrupt,
                     say("A retention rule in the catalog cannot be read", "目录中的保管期限规则无法读取"))
            .with_hint(say("fonds check --full tells more.", "可用 fonds check --full 查看。"));
    return read;
}

Result<RetentionRule> cleaned(RetentionRule rule)
{
    TRY_ASSIGN(rule.code, parse_rule_code(rule.code));
    TRY_ASSIGN(rule.name_zh, clean_line(rule.name_zh, {"Chinese name", "中文名称"}));
    TRY_ASSIGN(rule.name_en, clean_line(rule.name_en, {"English name", "英文名称"}));
    TRY_ASSIGN(rule.source, clean_line(rule.source, {"Legal source", "法律依据"}));
    TRY_ASSIGN(rule.forced, clean_line(rule.forced, {"Reason", "原因"}));
    TRY_ASSIGN(rule.note, clean_line(rule.note, {"Note", "备注"}));
    TRY(check_rule(rule));
    return rule;
}

std::string period_code(const std::optional<RetentionPeriod>& period)
{
    return period ? period->code() : std::string();
}

FieldChanges differences(const RetentionRule& before, const RetentionRule& after)
{
    FieldChanges changes;
    changes.compare("name_zh", before.name_zh, after.name_zh);
    changes.compare("name_en", before.name_en, after.name_en);
    changes.compare("starts", name_of(before.trigger), name_of(after.trigger));
    changes.compare("period", before.period.code(), after.period.code());
    changes.compare("action", name_of(before.action), name_of(after.action));
    changes.compare("year_ends", before.year_ends.text(), after.year_ends.text());
    changes.compare("source", before.source, after.source);
    changes.compare("confidence", before.confidence, after.confidence);
    changes.compare("effective_from", stored(before.effective_from), stored(after.effective_from));
    changes.compare("effective_until", stored(before.effective_until), stored(after.effective_until));
    changes.compare("least", period_code(before.least), period_code(after.least));
    changes.compare("note", before.note, after.note);
    return changes;
}

Error below_the_law(const RetentionRule& rule, const RetentionRule& first)
{
    Text what;
    if (shorter(rule.period, *rule.least))
        what = say("{} of rule {} is shorter than what its source demands: {}", "{}(规则 {})短于依据所要求的{}",
                   {rule.period.text(), rule.code, rule.least->text()});
    else if (rule.trigger != first.trigger)
        what = say("Rule {} would count from {} instead of {}", "规则 {} 将改为自{}起算,而依据为{}",
                   {rule.code, text_of(rule.trigger), text_of(first.trigger)});
    else
        what = say("The year of rule {} would end on {} instead of {}", "规则 {} 的年度终了日将改为 {}(原为 {})",
                   {rule.code, rule.year_ends.text(), first.year_ends.text()});
    return error(ErrorKind::refused, what)
        .with_hint(say("If that is right, say why: --force REASON. The reason stays with the rule and is shown to auditors.",
                       "确需如此,请用 --force 原因 说明;原因随规则保存,审计时可见。"))
        .at(rule.code);
}

Error of_fonds_itself(const std::string& code)
{
    return error(ErrorKind::refused,
                 say("{} is a rule of Fonds itself and stays as it is", "{} 是系统规则,不得修改", {code}))
        .with_hint(say("Make a rule of your own: fonds rule add.", "请另建规则:fonds rule add。"))
        .at(code);
}

/// What an opinion decided, another opinion alone decides otherwise.
Result<void> refuse_appraised(const ReferenceCode& code, const std::optional<GivenRule>& before,
                              const std::optional<GivenRule>& after)
{
    if (!before || before->rule != permanent_rule) return {};
    if (after && after->rule == permanent_rule && !after->overrides) return {};
    return error(ErrorKind::refused,
                 say("{} was appraised as permanent: {}", "{} 已鉴定为永久保管:{}", {code.text(), before->reason}))
        .with_hint(say("What an opinion decided stays, whatever rules are given or taken by hand.",
                       "鉴定意见所定的永久保管不因人工指定或取消规则而改变。"))
        .at(code.text());
}

Result<void> owe_rule(CatalogState& state, const std::string& code)
{
    std::vector<std::int64_t> categories;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT DISTINCT category FROM rule_assignment WHERE rule = ?1", {code}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            categories.push_back(row.integer(0));
            return {};
        }));
    }
    for (const auto category : categories) TRY(owe_clocks_below(state, category));
    return state.db.run("INSERT OR IGNORE INTO clock_owed (record) SELECT record FROM record_rule WHERE rule = ?1", {code});
}

Json told(const RuleAssignment& assignment)
{
    Json detail = Json::object().set("rule", assignment.rule);
    if (assignment.grade) detail.set("grade", text_of(*assignment.grade));
    if (!assignment.type.empty()) detail.set("type", assignment.type);
    return detail;
}

}  // namespace

Result<void> owe_clocks_below(CatalogState& state, std::int64_t category)
{
    return state.db.run("WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT category.id FROM category JOIN below"
                        " ON parent = below.id) INSERT OR IGNORE INTO clock_owed (record) SELECT record.id FROM below"
                        " JOIN record ON record.category = below.id",
                        {category});
}

Result<std::optional<Date>> stored_day(std::string_view text)
{
    if (text.empty()) return std::optional<Date>();
    TRY_ASSIGN(const Date day, as_stored(Date::parse(text)));
    return std::optional(day);
}

std::string stored(const std::optional<Date>& day)
{
    return day ? day->text() : std::string();
}

Result<RetentionRule> to_rule(const sqlite::Rows& row)
{
    RetentionRule rule;
    rule.code = row.text(0);
    rule.version = row.integer(1);
    rule.name_zh = row.text(2);
    rule.name_en = row.text(3);
    TRY_ASSIGN(rule.trigger, as_stored(parse_retention_trigger(row.view(4))));
    TRY_ASSIGN(rule.period, as_stored(RetentionPeriod::parse(row.view(5))));
    TRY_ASSIGN(rule.action, as_stored(parse_retention_action(row.view(6))));
    TRY_ASSIGN(rule.year_ends, as_stored(YearDay::parse(row.view(7))));
    rule.source = row.text(8);
    rule.confidence = row.text(9);
    TRY_ASSIGN(rule.effective_from, stored_day(row.view(10)));
    TRY_ASSIGN(rule.effective_until, stored_day(row.view(11)));
    if (!row.view(12).empty()) {
        TRY_ASSIGN(rule.least, as_stored(RetentionPeriod::parse(row.view(12))));
    }
    rule.forced = row.text(13);
    rule.note = row.text(14);
    return rule;
}

Result<std::vector<RetentionRule>> load_rules_in_force(CatalogState& state, const Date& day)
{
    // The version that began last, of such a day's the newest; once that has ended, the rule has.
    std::vector<RetentionRule> all;
    std::string before;
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_rule) + " WHERE effective_from = '' OR effective_from <= ?1"
                                                                    " ORDER BY code, effective_from DESC, version DESC",
                                         {day.text()}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto rule, to_rule(row));
        if (rule.code == before) return {};
        before = rule.code;
        if (rule.in_force(day)) all.push_back(std::move(rule));
        return {};
    }));
    return all;
}

Result<void> take_given_rule(CatalogState& state, RecordId record, const ReferenceCode& code, const GivenRule& before,
                             std::string_view why, const Stamp& stamp)
{
    TRY(append_event(state, "record.rule_taken", code.text(),
                     Json::object().set("before", before.rule).set("reason", why).dump(), stamp));
    TRY(state.db.run("DELETE FROM record_rule WHERE record = ?1", {raw(record)}));
    return state.db.run("INSERT OR IGNORE INTO clock_owed (record) VALUES (?1)", {raw(record)});
}

Result<void> find_rule(CatalogState& state, const std::string& code)
{
    TRY_ASSIGN(const auto known, state.db.number("SELECT 1 FROM retention_rule WHERE code = ?1", {code}));
    if (known != 0) return {};
    return error(ErrorKind::not_found, say("There is no retention rule {}", "没有保管期限规则 {}", {code}))
        .with_hint(say("fonds rule list shows them; fonds rule import brings ready-made ones.",
                       "可用 fonds rule list 查看;fonds rule import 可导入现成的规则。"))
        .at(code);
}

Retention::Retention(Catalog& catalog) : state_(*catalog.state_) {}

Result<RetentionRule> Retention::put_rule(const RetentionRule& given, const Stamp& stamp)
{
    RetentionRule rule;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(rule, cleaned(given));
        TRY_ASSIGN(const auto known, rules(rule.code));
        rule.version = 1;
        if (!known.empty()) {
            const RetentionRule &newest = known.front(), &first = known.back();
            rule.version = newest.version + 1;
            if (first.least) rule.least = first.least;
            if (rule.forced.empty() && !newest.forced.empty() && differences(newest, rule).empty())
                rule.forced = newest.forced;
            if (differences(newest, rule).empty() && rule.forced == newest.forced) {
                rule = newest;
                return {};
            }
            if (rule.code.starts_with("FONDS-")) return of_fonds_itself(rule.code);
            if (rule.least && rule.forced.empty() &&
                (shorter(rule.period, *rule.least) || rule.trigger != first.trigger || rule.year_ends != first.year_ends))
                return below_the_law(rule, first);
        } else if (rule.code.starts_with("FONDS-") &&
                   (!rule.period.permanent() || rule.effective_from || rule.effective_until)) {
            return of_fonds_itself(rule.code);
        } else if (rule.least && rule.forced.empty() && shorter(rule.period, *rule.least)) {
            return below_the_law(rule, rule);
        }
        Json detail = Json::object().set("version", rule.version);
        const FieldChanges changes = differences(known.empty() ? RetentionRule{} : known.front(), rule);
        detail.set("changes", changes.json());
        if (!rule.forced.empty()) detail.set("forced", rule.forced);
        TRY_ASSIGN(const auto event, append_event(state_, "rule.put", rule.code, detail.dump(), stamp));
        TRY(state_.db.run("INSERT INTO retention_rule (code, version, name_zh, name_en, starts, period, action, year_ends,"
                          " source, confidence, effective_from, effective_until, least, forced, note, event)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
                          {rule.code, rule.version, rule.name_zh, rule.name_en, name_of(rule.trigger), rule.period.code(),
                           name_of(rule.action), rule.year_ends.text(), rule.source, rule.confidence,
                           stored(rule.effective_from), stored(rule.effective_until), period_code(rule.least), rule.forced,
                           rule.note, event}));
        return owe_rule(state_, rule.code);
    }));
    return rule;
}

Result<std::vector<RetentionRule>> Retention::rules(std::string_view code)
{
    std::string wanted;
    if (!code.empty()) {
        TRY_ASSIGN(wanted, parse_rule_code(code));
    }
    std::vector<RetentionRule> all;
    TRY_ASSIGN(
        auto rows,
        state_.db.query(std::string(select_rule) + " WHERE ?1 = '' OR code = ?1 ORDER BY code, version DESC", {wanted}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto rule, to_rule(row));
        all.push_back(std::move(rule));
        return {};
    }));
    return all;
}

Result<std::vector<RetentionRule>> Retention::rules_in_force(const Date& day)
{
    return load_rules_in_force(state_, day);
}

Result<bool> Retention::assign(const RuleAssignment& wanted, const Stamp& stamp)
{
    bool is_new = false;
    TRY(state_.write([&]() -> Result<void> {
        RuleAssignment assignment = wanted;
        TRY_ASSIGN(assignment.rule, parse_rule_code(assignment.rule));
        TRY_ASSIGN(assignment.type, clean_line(assignment.type, {"Type", "类型"}));
        TRY(find_rule(state_, assignment.rule));
        TRY_ASSIGN(const Category category, find_category(state_, assignment.category));
        const std::string grade = assignment.grade ? std::string(text_of(*assignment.grade)) : std::string();
        TRY_ASSIGN(const auto known, state_.db.number("SELECT 1 FROM rule_assignment WHERE category = ?1 AND grade = ?2"
                                                      " AND type = ?3 AND rule = ?4",
                                                      {raw(category.id), grade, assignment.type, assignment.rule}));
        if (known != 0) return {};
        is_new = true;
        TRY(append_event(state_, "rule.assigned", category.code, told(assignment).dump(), stamp));
        TRY(state_.db.run("INSERT INTO rule_assignment (category, grade, type, rule) VALUES (?1, ?2, ?3, ?4)",
                          {raw(category.id), grade, assignment.type, assignment.rule}));
        return owe_clocks_below(state_, raw(category.id));
    }));
    return is_new;
}

Result<bool> Retention::unassign(const RuleAssignment& wanted, const Stamp& stamp)
{
    bool was = false;
    TRY(state_.write([&]() -> Result<void> {
        RuleAssignment assignment = wanted;
        TRY_ASSIGN(assignment.rule, parse_rule_code(assignment.rule));
        TRY_ASSIGN(assignment.type, clean_line(assignment.type, {"Type", "类型"}));
        TRY_ASSIGN(const Category category, find_category(state_, assignment.category));
        const std::string grade = assignment.grade ? std::string(text_of(*assignment.grade)) : std::string();
        const auto before = state_.db.total_changes();
        TRY(state_.db.run("DELETE FROM rule_assignment WHERE category = ?1 AND grade = ?2 AND type = ?3 AND rule = ?4",
                          {raw(category.id), grade, assignment.type, assignment.rule}));
        was = state_.db.total_changes() != before;
        if (!was) return {};
        TRY(append_event(state_, "rule.unassigned", category.code, told(assignment).dump(), stamp));
        return owe_clocks_below(state_, raw(category.id));
    }));
    return was;
}

Result<std::vector<RuleAssignment>> Retention::assignments()
{
    std::vector<RuleAssignment> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT category.code, grade, type, rule FROM rule_assignment JOIN category"
                                          " ON category.id = rule_assignment.category ORDER BY category.code, type, grade,"
                                          " rule"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        RuleAssignment one{row.text(0), std::nullopt, row.text(2), row.text(3)};
        if (!row.view(1).empty()) {
            TRY_ASSIGN(one.grade, parse_grade(row.view(1)));
        }
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<void> Retention::give_rule(const ReferenceCode& code, const std::optional<GivenRule>& rule, std::string_view reason,
                                  const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage,
                         say("It must be said why {} is kept otherwise", "须说明 {} 另定期限的原因", {code.text()}))
                .with_hint(say("Say it: --reason TEXT.", "请用 --reason 说明。"));
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        TRY(refuse_tombstone(state_, record, code));
        TRY(refuse_case_paper(state_, record, code));
        TRY_ASSIGN(const auto before, given_rule(code));
        TRY(refuse_appraised(code, before, rule));
        // One rule more can only keep it longer; what might end its period sooner waits for the end of the hold.
        const bool longer = rule ? !rule->overrides && (!before || rule->rule == permanent_rule) : !before;
        if (!longer) TRY(refuse_held(state_, record, code));
        Json detail = Json::object();
        if (before) detail.set("before", before->rule);
        if (rule) {
            TRY_ASSIGN(const std::string name, parse_rule_code(rule->rule));
            TRY(find_rule(state_, name));
            detail.set("rule", name).set("overrides", rule->overrides).set("reason", why);
            TRY(append_event(state_, "record.rule_given", code.text(), detail.dump(), stamp));
            TRY(state_.db.run("INSERT OR REPLACE INTO record_rule (record, rule, reason, overrides) VALUES (?1, ?2, ?3, ?4)",
                              {raw(record), name, why, rule->overrides ? 1 : 0}));
        } else {
            return before ? take_given_rule(state_, record, code, *before, why, stamp) : Result<void>();
        }
        return state_.db.run("INSERT OR IGNORE INTO clock_owed (record) VALUES (?1)", {raw(record)});
    });
}

Result<std::optional<GivenRule>> Retention::given_rule(const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT rule, reason, overrides FROM record JOIN record_rule"
                                          " ON record_rule.record = record.id WHERE code = ?1",
                                          {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<GivenRule>();
    return std::optional(GivenRule{rows.text(0), rows.text(1), rows.integer(2) != 0});
}

}  // namespace fonds
