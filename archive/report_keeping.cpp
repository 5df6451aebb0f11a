// SPDX-License-Identifier: GPL-3.0-or-later
// Reports on what is kept, until when and why.
#include <algorithm>
#include <map>
#include <set>

#include "archive/holding.hpp"
#include "archive/law_book.hpp"
#include "archive/number_book.hpp"
#include "archive/report_maker.hpp"
#include "archive/retaining.hpp"
#include "archive/state.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/core/json.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_rows = 1'000'000;
constexpr int years_ahead = 10;

}  // namespace

Result<void> ReportMaker::due()
{
    Retaining retaining(archive_);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    ClockRequest wanted;
    wanted.category = request_.category;
    wanted.due_from = request_.from;
    wanted.due_until = request_.until.value_or(state_.today());
    wanted.limit = most_rows;
    TRY_ASSIGN(const ClockPart part, retaining.list(wanted));
    text("code", "Code", "档号", 2.2);
    text("title", "Title", "题名", 3.4);
    text("category", "Category", "门类", 0.9);
    text("grade", "Grade", "重要性", 0.7);
    text("rule", "Rule", "规则", 1.2);
    date("due", "Due", "到期日", 1.2);
    number("days", "Days overdue", "逾期天数", 0.9);
    text("held", "On hold", "冻结", 0.8);
    const Date today = state_.today();
    std::map<int, double> years;
    std::int64_t held = 0, grade_a = 0, overdue = 0;
    for (const ClockRow& one : part.rows) {
        const auto days = one.due ? days_between(*one.due, today) : 0;
        row({one.code.text(), one.title, one.category, std::string(text_of(one.grade)), one.rule,
             one.due ? one.due->text() : "", std::to_string(std::max<std::int64_t>(0, days)),
             one.held ? t("yes", "是") : ""});
        held += one.held ? 1 : 0;
        grade_a += one.grade == Grade::A ? 1 : 0;
        overdue += days > 0 ? 1 : 0;
        if (one.due) years[one.due->year()] += 1;
    }
    total("records", "Records", "件数", static_cast<std::int64_t>(part.rows.size()));
    total("overdue", "Overdue", "逾期", overdue);
    total("held", "On hold", "其中冻结", held);
    total("grade_a", "Grade A", "其中 A 级", grade_a);
    std::vector<FormBar> bars;
    for (const auto& [year, count] : years) bars.push_back({std::to_string(year), count, "", year < today.year()});
    chart(say("Records by the year they fell due", "按到期年份"), std::move(bars), true);
    remark(say("Due: the first day on which a record may be appraised. What is on hold is neither destroyed nor changed.",
               "到期日为可开始鉴定的第一天;冻结期间不得销毁或修改。"));
    return {};
}

Result<void> ReportMaker::ahead()
{
    Retaining retaining(archive_);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    const int first = request_.from ? request_.from->year() : state_.today().year();
    const int last = request_.until ? request_.until->year() : first + years_ahead;
    TRY_ASSIGN(const auto years, retaining.due_by_year(first, last));
    number("year", "Year", "年度", 1);
    number("records", "Records", "件数", 1);
    number("grade_a", "Grade A", "A 级", 1);
    number("held", "On hold", "冻结", 1);
    std::vector<FormBar> bars;
    DueYear sum;
    for (const DueYear& one : years) {
        row({std::to_string(one.year), std::to_string(one.records), std::to_string(one.grade_a), std::to_string(one.held)});
        sum.records += one.records;
        sum.grade_a += one.grade_a;
        sum.held += one.held;
    }
    // Years without any stand in the chart, too: an axis of time has no gaps.
    for (int year = first; year <= last && years.size() < most_form_bars && last - first < 40; ++year) {
        const auto found = std::ranges::find(years, year, &DueYear::year);
        bars.push_back({std::to_string(year), found == years.end() ? 0 : static_cast<double>(found->records), "", false});
    }
    total("records", "Records", "件数", sum.records);
    total("grade_a", "Grade A", "其中 A 级", sum.grade_a);
    total("held", "On hold", "其中冻结", sum.held);
    chart(say("Records falling due", "各年到期件数"), std::move(bars), true);
    remark(say("Records that wait for an event, and those kept for ever, fall due in no year.",
               "等待起算事项的与永久保存的档案不在其内。"));
    return {};
}

Result<void> ReportMaker::held()
{
    TRY_ASSIGN(const auto holds, Holding(archive_).list(request_.from.has_value() || request_.until.has_value()));
    text("number", "Hold", "编号", 1.3);
    text("kind", "Kind", "种类", 1.1);
    text("reason", "Reason", "原因", 3);
    text("authority", "Authority", "依据", 2);
    number("records", "Records", "件数", 0.8);
    date("placed", "Since", "起始", 1.2);
    text("by", "By", "经办", 1);
    text("released", "Released", "解除", 2);
    std::vector<FormBar> bars;
    std::int64_t in_force = 0;
    for (const Hold& hold : holds) {
        if (hold.released_at && !in_period(*hold.released_at) && !in_period(hold.placed_at)) continue;
        row({hold.number, t(text_of(hold.kind)), hold.reason, hold.authority, std::to_string(hold.records),
             day_of(hold.placed_at), hold.placed_by,
             hold.released_at ? day_of(*hold.released_at) + " " + hold.released_by + ": " + hold.released_why : ""});
        if (hold.released_at) continue;
        ++in_force;
        bars.push_back({hold.number + " " + hold.reason, static_cast<double>(hold.records), "", false});
    }
    total("holds", "Holds in force", "有效冻结", in_force);
    TRY_ASSIGN(const ClockTally tally, Retaining(archive_).tally());
    total("records", "Records on hold", "冻结件数", tally.held);
    chart(say("Records under each hold", "各冻结件数"), std::move(bars), false);
    remark(say("A hold does not end by itself. A record may be on several.", "冻结不会自动失效;一件可有多个冻结。"));
    return {};
}

Result<void> ReportMaker::rules()
{
    Retaining retaining(archive_);
    TRY_ASSIGN(auto rules, retaining.rules(false));
    TRY_ASSIGN(const auto assigned, retaining.assignments());
    std::map<std::string, std::string> categories;
    for (const RuleAssignment& one : assigned) {
        std::string& all = categories[one.rule];
        all += (all.empty() ? "" : ", ") + one.category;
        if (one.grade) all += " " + std::string(text_of(*one.grade));
        if (!one.type.empty()) all += " " + one.type;
    }
    std::map<std::string, std::string> forced_for;
    TRY_ASSIGN(const auto events, AuditFacts(state_.catalog).events({"category.forced"}, {}, most_rows));
    for (const Event& event : events) {
        const auto detail = Json::parse(event.detail);
        const std::string code = detail.ok() ? detail->get("rule").text() : std::string();
        const auto stands = [&](const RuleAssignment& one) { return one.rule == code && one.category == event.subject; };
        if (code.empty() || std::ranges::none_of(assigned, stands)) continue;
        std::string& all = forced_for[code];
        all += (all.empty() ? "" : "; ") + event.subject + ": " + detail->get("reason").text();
    }
    std::ranges::stable_partition(rules, [](const RetentionRule& rule) { return rule.source.empty(); });
    text("rule", "Rule", "代码", 1.3);
    text("name", "Name", "名称", 2.4);
    text("period", "Period", "期限", 0.9);
    text("starts", "Counts from", "起算", 1.6);
    text("action", "Then", "处置", 1.1);
    text("source", "Legal source", "依据", 3);
    text("confidence", "Sure", "可信度", 0.6);
    date("from", "In force", "生效", 1.1);
    text("categories", "Categories", "适用", 1.4);
    text("forced", "Forced", "低于法定原因", 1.4);
    std::int64_t without = 0, forced = 0;
    for (const RetentionRule& rule : rules) {
        without += rule.source.empty() ? 1 : 0;
        std::string why = rule.forced;
        if (const std::string& of_categories = forced_for[rule.code]; !of_categories.empty())
            why += (why.empty() ? "" : "; ") + of_categories;
        forced += why.empty() ? 0 : 1;
        const std::string& name = request_.in_chinese || rule.name_en.empty() ? rule.name_zh : rule.name_en;
        row({rule.code, name.empty() ? rule.name_en : name, t(rule.period.text()), t(text_of(rule.trigger)),
             t(text_of(rule.action)), rule.source.empty() ? t("NONE", "无") : rule.source, rule.confidence,
             rule.effective_from ? rule.effective_from->text() : "", categories[rule.code], why});
    }
    total("rules", "Rules in force", "有效规则", static_cast<std::int64_t>(rules.size()));
    total("without_source", "Without legal source", "无依据", without);
    total("forced", "Forced below the law", "低于法定期限", forced);
    TRY_ASSIGN(const LawBook book, LawBook::load(state_.catalog, state_.today()));
    std::set<std::string> below;
    for (const Shortfall& one : book.shortfalls()) below.insert(one.category);
    total("below_law", "Categories below the law now", "现低于法定的门类", static_cast<std::int64_t>(below.size()));
    remark(
        say("Rules without a legal source stand first. Which categories stand below the law, and why, is in the report of "
            "exceptions.",
            "无依据的规则列在最前。低于法定期限的门类及原因见例外报告。"));
    return {};
}

Result<void> ReportMaker::unruled()
{
    Retaining retaining(archive_);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    ClockRequest wanted;
    wanted.category = request_.category;
    wanted.state = ClockState::none;
    wanted.limit = most_rows;
    TRY_ASSIGN(const ClockPart part, retaining.list(wanted));
    text("code", "Code", "档号", 2.4);
    text("title", "Title", "题名", 4);
    text("category", "Category", "门类", 1);
    text("grade", "Grade", "重要性", 0.8);
    std::map<std::string, double> counts;
    for (const ClockRow& one : part.rows) {
        row({one.code.text(), one.title, one.category, std::string(text_of(one.grade))});
        counts[one.category] += 1;
    }
    total("records", "Records", "件数", static_cast<std::int64_t>(part.rows.size()));
    std::vector<FormBar> bars;
    for (const auto& [category, count] : counts) bars.push_back({category, count, "", false});
    chart(say("By category", "按门类"), std::move(bars), false);
    return {};
}

Result<void> ReportMaker::gaps()
{
    TRY_ASSIGN(const auto findings, Numbers(state_.catalog).check());
    text("first", "From", "起始号", 2);
    text("what", "What", "情况", 4);
    text("kind", "Kind", "种类", 1.2);
    std::int64_t open = 0, unused = 0;
    for (const Finding& finding : findings) {
        if (finding.kind != "number.open" && finding.kind != "number.unused") continue;
        const bool is_open = finding.kind == "number.open";
        (is_open ? open : unused) += 1;
        row({finding.subject, t(finding.what), is_open ? t("gap", "断号") : t("reserved, not used", "预留未用")});
    }
    total("gaps", "Gaps", "断号段数", open);
    total("reserved", "Reserved, not used", "预留未用段数", unused);
    remark(say("Numbers that were voided are no gaps. A number is never given twice.",
               "已作废的号不算断号;档号不会重复使用。"));
    return {};
}

}  // namespace fonds
