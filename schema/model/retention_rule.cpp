// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/retention_rule.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

using Trigger = RetentionTrigger;
using Action = RetentionAction;
namespace chr = std::chrono;

struct TriggerRow {
    Trigger trigger;
    std::string_view name, key, en, zh;
};
constexpr std::array triggers{
    TriggerRow{Trigger::created, "created", "CREATED", "the day of the document", "形成之日"},
    TriggerRow{Trigger::filed, "filed", "FILED", "the day of filing", "归档之日"},
    TriggerRow{Trigger::year_end, "year_end", "YEAR_END", "1 January after the year of the document", "形成次年1月1日"},
    TriggerRow{Trigger::fiscal_year_end, "fiscal_year_end", "FY_END", "the first day after the end of the fiscal year",
               "会计年度终了后第一天"},
    TriggerRow{Trigger::contract_end, "contract_end", "CONTRACT_END", "the end of the contract", "合同终止"},
    TriggerRow{Trigger::employment_end, "employment_end", "EMPLOYMENT_END", "the end of employment", "劳动合同终止"},
    TriggerRow{Trigger::project_accepted, "project_accepted", "PROJECT_ACCEPTED", "the acceptance of the project",
               "竣工验收"},
    TriggerRow{Trigger::permit_expired, "permit_expired", "PERMIT_EXPIRED", "the expiry of the permit", "证照失效"},
    TriggerRow{Trigger::case_closed, "case_closed", "CASE_CLOSED", "the closing of the case", "案件了结"},
    TriggerRow{Trigger::superseded, "superseded", "SUPERSEDED", "its replacement by a newer one", "被替代"},
    TriggerRow{Trigger::asset_disposed, "asset_disposed", "ASSET_DISPOSED", "the disposal of the asset", "固定资产清理"},
    TriggerRow{Trigger::facility_retired, "facility_retired", "FACILITY_RETIRED", "the end of the life of the works",
               "设施使用终止"},
    TriggerRow{Trigger::procurement_end, "procurement_end", "PROCUREMENT_END", "the end of the procurement", "采购结束"},
    TriggerRow{Trigger::transaction_done, "transaction_done", "TXN_DONE", "the completion of the transaction", "交易完成"},
    TriggerRow{Trigger::last_review, "last_review", "LAST_REVIEW", "the last appraisal", "上次鉴定"}};

struct ActionRow {
    Action action;
    std::string_view name, key, en, zh;
};
constexpr std::array actions{ActionRow{Action::permanent, "permanent", "PERMANENT", "keep for ever", "永久保存"},
                             ActionRow{Action::review, "review", "REVIEW", "appraise", "鉴定"},
                             ActionRow{Action::destroy, "destroy", "DESTROY", "destroy after appraisal", "鉴定后销毁"},
                             ActionRow{Action::transfer, "transfer", "TRANSFER", "transfer to another archive", "移交"}};

template <class Rows, class Field, class Value>
const auto& row_of(const Rows& rows, Field field, Value value)
{
    return *std::ranges::find(rows, value, field);
}

/// Lower case, _ for - and blanks.
std::string plain(std::string_view text)
{
    std::string folded = half_width(trimmed(text));
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        else if (c == '-' || c == ' ')
            c = '_';
    return folded;
}

/// By name, by key or in Chinese; else the only one whose Chinese name has these characters in it. Null: none, or several.
template <class Rows>
auto row_named(const Rows& rows, const std::string& wanted) -> decltype(rows.data())
{
    for (const auto& row : rows)
        if (wanted == row.name || wanted == plain(row.key) || wanted == row.zh) return &row;
    decltype(rows.data()) found = nullptr;
    if (wanted.empty() || static_cast<unsigned char>(wanted.front()) < 0x80) return found;
    for (const auto& row : rows) {
        if (row.zh.find(wanted) == std::string_view::npos) continue;
        if (found != nullptr) return nullptr;
        found = &row;
    }
    return found;
}

template <class Rows>
Text names(const Rows& rows)
{
    std::string en, zh;
    for (const auto& row : rows) {
        en += (en.empty() ? "" : ", ") + std::string(row.name);
        zh += (zh.empty() ? "" : "、") + std::string(row.zh) + "(" + std::string(row.name) + ")";
    }
    return say("One of: {}.", "可用:{}。", {Text{en, zh}});
}

bool is_code_sign(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::string_view name_of(RetentionTrigger trigger)
{
    return row_of(triggers, &TriggerRow::trigger, trigger).name;
}

Text text_of(RetentionTrigger trigger)
{
    const auto& row = row_of(triggers, &TriggerRow::trigger, trigger);
    return Text{std::string(row.en), std::string(row.zh)};
}

Result<RetentionTrigger> parse_retention_trigger(std::string_view text)
{
    const auto* row = row_named(triggers, plain(text));
    if (row != nullptr) return row->trigger;
    return error(ErrorKind::usage, say("Not a retention trigger: {}", "不是有效的起算条件:{}", {text}))
        .with_hint(names(triggers));
}

bool is_told(RetentionTrigger trigger)
{
    return trigger != Trigger::created && trigger != Trigger::filed && trigger != Trigger::year_end &&
           trigger != Trigger::fiscal_year_end;
}

std::string_view name_of(RetentionAction action)
{
    return row_of(actions, &ActionRow::action, action).name;
}

Text text_of(RetentionAction action)
{
    const auto& row = row_of(actions, &ActionRow::action, action);
    return Text{std::string(row.en), std::string(row.zh)};
}

Result<RetentionAction> parse_retention_action(std::string_view text)
{
    const auto* row = row_named(actions, plain(text));
    if (row != nullptr) return row->action;
    return error(ErrorKind::usage, say("Not an action: {}", "不是有效的处置方式:{}", {text})).with_hint(names(actions));
}

Result<YearDay> YearDay::parse(std::string_view text)
{
    const std::string folded = half_width(trimmed(text));
    const auto date = Date::parse("2023-" + folded);  // no leap year
    if (!date.ok())
        return error(ErrorKind::usage, say("Not a day of every year: {}", "不是每年都有的日子:{}", {text}))
            .with_hint(say("Write the month and the day: 12-31.", "请写月-日,如 12-31。"));
    return YearDay{static_cast<unsigned>(date->day().month()), static_cast<unsigned>(date->day().day())};
}

std::string YearDay::text() const
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%02u-%02u", month % 100, day % 100);
    return text.data();
}

Result<std::string> parse_rule_code(std::string_view text)
{
    std::string code = half_width(trimmed(text));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (code.empty() || code.size() > 32 || !std::ranges::all_of(code, is_code_sign) || code.front() == '-' ||
        code.back() == '-')
        return error(ErrorKind::usage, say("Not a code of a retention rule: {}", "不是有效的保管期限规则代码:{}", {text}))
            .with_hint(say("Use letters, digits and -: CN-KU-01.", "请用字母、数字与 -,如 CN-KU-01。"));
    return code;
}

Result<void> check_rule(const RetentionRule& rule)
{
    if (rule.name_zh.empty() && rule.name_en.empty())
        return error(ErrorKind::usage, say("Rule {} has no name", "规则 {} 没有名称", {rule.code}))
            .with_hint(say("Give it one: --name.", "请用 --name 命名。"));
    if ((rule.action == Action::permanent) != rule.period.permanent())
        return error(ErrorKind::usage,
                     say("Rule {} says {} and {}: only what is permanent is kept for ever", "规则 {} 自相矛盾:{} 与 {}",
                         {rule.code, rule.period.text(), text_of(rule.action)}))
            .with_hint(say("Give both: --period permanent --action permanent; or a period that ends with review, destroy or "
                           "transfer.",
                           "永久保管须同时写 --period 永久 --action 永久保存;有期限的配鉴定、销毁或移交。"));
    if (rule.effective_from && rule.effective_until && *rule.effective_until < *rule.effective_from)
        return error(ErrorKind::usage, say("Rule {} ends before it begins", "规则 {} 的失效日早于生效日", {rule.code}));
    if (!rule.confidence.empty() && rule.confidence != "H" && rule.confidence != "M" && rule.confidence != "L")
        return error(ErrorKind::usage, say("Not a confidence: {}", "不是有效的可信度:{}", {rule.confidence}))
            .with_hint(say("Use H, M or L.", "请用 H、M 或 L。"));
    return {};
}

std::optional<Date> start_after(const RetentionRule& rule, const Date& day)
{
    chr::year_month_day start = day.day();
    switch (rule.trigger) {
    case Trigger::year_end: start = (start.year() + chr::years(1)) / chr::January / 1; break;
    case Trigger::fiscal_year_end: {
        const auto end = [&](chr::year year) { return year / chr::month(rule.year_ends.month) / rule.year_ends.day; };
        const auto last = start <= end(start.year()) ? end(start.year()) : end(start.year() + chr::years(1));
        start = chr::sys_days(last) + chr::days(1);
        break;
    }
    default: start = chr::sys_days(start) + chr::days(1);
    }
    if (start.year() > chr::year(9999)) return std::nullopt;
    return Date(start);
}

}  // namespace fonds
