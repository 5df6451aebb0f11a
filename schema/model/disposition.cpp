// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/disposition.hpp"

#include <algorithm>
#include <array>

#include "schema/model/account.hpp"

namespace fonds {

namespace {

template <class Value>
struct Named {
    Value value;
    std::string_view name, en, zh;
};

constexpr std::array<Named<CaseState>, 10> states{{
    {CaseState::appraisal, "appraisal", "in appraisal", "鉴定中"},
    {CaseState::opinion, "opinion", "opinion given", "已出具鉴定意见书"},
    {CaseState::listed, "listed", "register waits for signatures", "销毁清册待签批"},
    {CaseState::approved, "approved", "approved", "已批准"},
    {CaseState::witnessed, "witnessed", "checked by the witnesses", "监销人已查验"},
    {CaseState::destroying, "destroying", "destruction begun", "销毁中"},
    {CaseState::destroyed, "destroyed", "destroyed; witnesses to confirm", "已销毁,待监销人确认"},
    {CaseState::handed_over, "handed_over", "handed over", "已移交"},
    {CaseState::closed, "closed", "closed", "已办结"},
    {CaseState::withdrawn, "withdrawn", "withdrawn", "已撤销"},
}};
constexpr std::array<Named<CaseProcedure>, 2> procedures{{
    {CaseProcedure::general, "general", "general", "一般程序"},
    {CaseProcedure::accounting, "accounting", "accounting records", "会计档案程序"},
}};
constexpr std::array<Named<CaseDecision>, 6> decisions{{
    {CaseDecision::none, "", "undecided", "未定"},
    {CaseDecision::destroy, "destroy", "destroy", "销毁"},
    {CaseDecision::extend, "extend", "keep longer", "续存"},
    {CaseDecision::permanent, "permanent", "keep permanently", "永久保存"},
    {CaseDecision::transfer, "transfer", "transfer", "移交"},
    {CaseDecision::excepted, "excepted", "left out", "剔出"},
}};
constexpr std::array<Named<CaseOutcome>, 4> outcomes{{
    {CaseOutcome::none, "", "open", "未办"},
    {CaseOutcome::destroyed, "destroyed", "destroyed", "已销毁"},
    {CaseOutcome::transferred, "transferred", "transferred", "已移交"},
    {CaseOutcome::kept, "kept", "kept", "已续存"},
}};
constexpr std::array<Named<CaseStage>, 3> stages{{
    {CaseStage::approval, "approval", "approval", "签批"},
    {CaseStage::before, "before", "witnessed before", "销毁前查验"},
    {CaseStage::after, "after", "witnessed after", "销毁后确认"},
}};
constexpr std::array<Named<CasePaperKind>, 5> papers{{
    {CasePaperKind::opinion, "opinion", "Appraisal opinion", "鉴定意见书"},
    {CasePaperKind::register_, "register", "Destruction register", "销毁清册"},
    {CasePaperKind::certificate, "certificate", "Certificate of destruction", "销毁证明"},
    {CasePaperKind::transfer, "transfer", "Transfer list", "移交清册"},
    {CasePaperKind::statement, "statement", "Closing statement", "结案说明"},
}};

template <class Table, class Value>
const auto& row_of(const Table& table, Value value)
{
    const auto at = std::ranges::find(table, value, &Table::value_type::value);
    return at == table.end() ? table.front() : *at;
}

template <class Value, class Table>
std::optional<Value> value_of(const Table& table, std::string_view name)
{
    const auto at = std::ranges::find(table, name, &Table::value_type::name);
    return at == table.end() ? std::nullopt : std::optional(at->value);
}

template <class Row>
Text words(const Row& row)
{
    return {std::string(row.en), std::string(row.zh)};
}

}  // namespace

std::string_view name_of(CaseState state)
{
    return row_of(states, state).name;
}
Text text_of(CaseState state)
{
    return words(row_of(states, state));
}
std::optional<CaseState> case_state(std::string_view name)
{
    return value_of<CaseState>(states, name);
}

std::string_view name_of(CaseProcedure procedure)
{
    return row_of(procedures, procedure).name;
}
Text text_of(CaseProcedure procedure)
{
    return words(row_of(procedures, procedure));
}
Result<CaseProcedure> parse_case_procedure(std::string_view text)
{
    for (const auto& each : procedures)
        if (text == each.name || text == each.zh) return each.value;
    return error(ErrorKind::usage, say("There is no procedure {}", "没有名为 {} 的程序", {text}))
        .with_hint(say("Procedures: general, accounting.", "可用:general 一般程序、accounting 会计档案程序。"));
}

std::string_view name_of(CaseDecision decision)
{
    return row_of(decisions, decision).name;
}
Text text_of(CaseDecision decision)
{
    return words(row_of(decisions, decision));
}
std::optional<CaseDecision> case_decision(std::string_view name)
{
    return value_of<CaseDecision>(decisions, name);
}

std::string_view name_of(CaseOutcome outcome)
{
    return row_of(outcomes, outcome).name;
}
Text text_of(CaseOutcome outcome)
{
    return words(row_of(outcomes, outcome));
}

std::string_view name_of(CaseStage stage)
{
    return row_of(stages, stage).name;
}
Text text_of(CaseStage stage)
{
    return words(row_of(stages, stage));
}

std::string_view name_of(CasePaperKind kind)
{
    return row_of(papers, kind).name;
}
Text text_of(CasePaperKind kind)
{
    return words(row_of(papers, kind));
}

std::string stored_reason(const Text& reason)
{
    if (reason.en == reason.zh) return reason.zh;
    return Json::object().set("zh", reason.zh).set("en", reason.en).dump();
}

Text reason_of(std::string_view stored)
{
    if (stored.starts_with("{\"zh\":"))
        if (const auto json = Json::parse(stored); json.ok() && json->size() == 2 && json->has("en"))
            return {json->get("en").text(), json->get("zh").text()};
    return {std::string(stored), std::string(stored)};
}

void set_reason(Json& row, const Text& reason)
{
    row.set("reason", reason.zh);
    if (reason.en != reason.zh) row.set("reason_en", reason.en);
}

Text reason_in(const Json& row)
{
    const std::string zh = row.get("reason").text();
    return {row.has("reason_en") ? row.get("reason_en").text() : zh, zh};
}

Text text_of_office(std::string_view office)
{
    for (const Role role : {Role::approver, Role::witness})
        if (const auto known = parse_office(office, role); known.ok()) {
            Text text = text_of(*known);
            if (!text.en.empty() && text.en.front() >= 'a' && text.en.front() <= 'z') text.en.front() += 'A' - 'a';
            return text;
        }
    return {std::string(office), std::string(office)};
}

std::vector<std::string_view> offices_needed(CaseProcedure procedure, CaseStage stage, bool electronic)
{
    if (stage == CaseStage::approval) {
        if (procedure == CaseProcedure::general) return {"unit_head", "archives_head"};
        return {"unit_head", "archives_head", "accounting_head", "archives_clerk", "accounting_clerk"};
    }
    if (procedure == CaseProcedure::general) return {"archives", "business"};
    if (electronic) return {"archives", "accounting", "systems"};
    return {"archives", "accounting"};
}

}  // namespace fonds
