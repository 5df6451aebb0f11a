// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/report.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fonds {

namespace {

constexpr std::string_view report_format = "fonds-report/1";

std::optional<std::int64_t> whole(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Json value_of(const std::string& text, bool is_number)
{
    if (const auto number = is_number ? whole(text) : std::nullopt) return *number;
    return is_number && text.empty() ? Json() : Json(text);
}

std::string pick(const Report& report, const Text& text)
{
    return report.in_chinese ? text.zh : text.en;
}

/// The rows of a narrow table without its first column, side by side in two halves: all has room on a page.
void fold(Form& form)
{
    form.columns.erase(form.columns.begin());
    for (auto& row : form.rows) row.erase(row.begin());
    const std::size_t half = (form.rows.size() + 1) / 2, width = form.columns.size();
    for (std::size_t i = 0; i < width; ++i) form.columns.push_back(FormColumn(form.columns[i]));
    for (std::size_t i = half; i < form.rows.size(); ++i) {
        auto& row = form.rows[i - half];
        row.resize(width);
        row.insert(row.end(), form.rows[i].begin(), form.rows[i].end());
    }
    form.rows.resize(half);
}

}  // namespace

const std::vector<ReportKind>& report_kinds()
{
    static const std::vector<ReportKind> kinds{
        {"overview", "Overview of the archive", "档案库总览"},
        {"due", "Records due and overdue for appraisal", "到期与逾期未鉴定档案"},
        {"ahead", "Records falling due, by year", "未来各年到期档案"},
        {"held", "Holds in force, and why", "冻结情况"},
        {"rules", "Retention rules and their legal sources", "保管期限规则及依据"},
        {"unruled", "Records without a retention rule", "无保管期限规则的档案"},
        {"gaps", "Gaps in numbers", "断号情况"},
        {"loans", "Loans outstanding and overdue", "借出与逾期未还"},
        {"access", "What was done with a record", "单件档案操作记录"},
        {"destroyed", "Records destroyed or transferred", "销毁与移交情况"},
        {"fixity", "Evidence of fixity", "数据完好性检测记录"},
        {"exceptions", "Exceptions", "例外情况"},
        {"rights", "Users, roles and offices", "用户与权限"},
        {"properties", "Four-property checks", "四性检测报告"},
    };
    return kinds;
}

const ReportKind* report_kind(std::string_view name)
{
    const auto found = std::ranges::find(report_kinds(), name, &ReportKind::name);
    return found == report_kinds().end() ? nullptr : &*found;
}

std::string period_of(const Report& report)
{
    if (!report.from.empty() && !report.until.empty()) return report.from + " – " + report.until;
    if (!report.from.empty()) return pick(report, say("from {}", "{} 起", {report.from}));
    if (!report.until.empty()) return pick(report, say("until {}", "截至 {}", {report.until}));
    return pick(report, say("all, as of {}", "全部(截至 {})", {report.made_on}));
}

std::string proof_of(const Report& report)
{
    return pick(report,
                say("Audit log: event {}, SHA-256 {}", "审计日志:第 {} 条,SHA-256 {}", {report.log_event, report.log_hash}));
}

Json json_of(const Report& report)
{
    Json columns = Json::array(), rows = Json::array(), charts = Json::array(), remarks = Json::array();
    for (const ReportColumn& column : report.columns) {
        const auto kind = column.kind == SheetCell::Kind::number ? "number"
                          : column.kind == SheetCell::Kind::date ? "date"
                                                                 : "text";
        columns.push(Json::object().set("key", column.key).set("heading", column.heading).set("kind", kind));
    }
    for (const auto& cells : report.rows) {
        Json row = Json::object();
        for (std::size_t i = 0; i < report.columns.size(); ++i)
            row.set(report.columns[i].key,
                    value_of(i < cells.size() ? cells[i] : "", report.columns[i].kind == SheetCell::Kind::number));
        rows.push(std::move(row));
    }
    for (const FormChart& chart : report.charts) {
        Json bars = Json::array();
        for (const FormBar& bar : chart.bars)
            bars.push(Json::object().set("label", bar.label).set("value", bar.value).set("marked", bar.marked));
        charts.push(Json::object().set("title", chart.title).set("bars", std::move(bars)));
    }
    for (const auto& remark : report.remarks) remarks.push(remark);
    Json totals = Json::object();
    for (const ReportFigure& figure : report.totals) totals.set(figure.key, value_of(figure.value, figure.is_number));
    const auto day = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    return std::move(Json::object()
                         .set("format", report_format)
                         .set("report", report.name)
                         .set("title", report.title)
                         .set("archive", Json::object().set("code", report.fonds_code).set("name", report.fonds_name))
                         .set("period", Json::object().set("from", day(report.from)).set("until", day(report.until)))
                         .set("made_at", to_iso8601(report.made_at))
                         .set("made_by", report.made_by)
                         .set("log", Json::object().set("event", report.log_event).set("hash", report.log_hash))
                         .set("columns", std::move(columns))
                         .set("rows", std::move(rows))
                         .set("totals", std::move(totals))
                         .set("charts", std::move(charts))
                         .set("remarks", std::move(remarks)));
}

std::vector<SheetRow> sheet_of(const Report& report)
{
    std::vector<SheetRow> rows(1);
    for (const ReportColumn& column : report.columns) rows.front().push_back({SheetCell::Kind::text, column.heading});
    for (const auto& cells : report.rows) {
        SheetRow& row = rows.emplace_back();
        for (std::size_t i = 0; i < report.columns.size(); ++i) {
            const std::string text = i < cells.size() ? cells[i] : "";
            const bool number = report.columns[i].kind == SheetCell::Kind::number && whole(text);
            const bool date = report.columns[i].kind == SheetCell::Kind::date && !text.empty();
            row.push_back({number ? SheetCell::Kind::number : date ? SheetCell::Kind::date : SheetCell::Kind::text, text});
        }
    }
    // What a sheet alone must say of itself, too, stands below.
    const auto below = [&](const std::string& label, const std::string& value, bool number = false) {
        rows.push_back({{SheetCell::Kind::text, label}});
        if (!value.empty()) rows.back().push_back({number ? SheetCell::Kind::number : SheetCell::Kind::text, value});
    };
    rows.emplace_back();
    for (const ReportFigure& figure : report.totals)
        below(figure.label, figure.value, figure.is_number && whole(figure.value));
    below(pick(report, say("Archive", "全宗")), report.fonds_code + " " + report.fonds_name);
    below(pick(report, say("Report", "报告")), report.title);
    below(pick(report, say("Period", "期间")), period_of(report));
    below(pick(report, say("Made", "制表")), report.made_on + " " + report.made_by);
    for (const auto& remark : report.remarks) below(remark, "");
    below(proof_of(report), "");
    return rows;
}

std::string csv_of(const Report& report)
{
    std::string csv(byte_order_mark);
    auto rows = sheet_of(report);
    rows.resize(report.rows.size() + 1);  // a table for programs, and nothing else
    for (const SheetRow& row : rows) csv += csv_row(row);
    return csv;
}

Form form_of(const Report& report)
{
    constexpr std::size_t portrait = 6;
    Form form;
    form.layout = FormLayout::list;
    form.in_chinese = report.in_chinese;
    form.title = report.title;
    form.blank_rows = false;
    form.landscape = report.columns.size() > portrait;
    form.head = {{pick(report, say("Archive", "全宗")), report.fonds_code + " " + report.fonds_name},
                 {pick(report, say("Period", "期间")), period_of(report)},
                 {pick(report, say("Made", "制表")), report.made_on + " " + report.made_by}};
    for (const ReportFigure& figure : report.totals) form.head.push_back({figure.label, figure.value});
    for (const ReportColumn& column : report.columns)
        form.columns.push_back({column.heading, column.share, column.kind != SheetCell::Kind::text});
    form.rows = report.rows;
    if (form.rows.size() > most_form_rows) form.rows.resize(most_form_rows);
    form.charts = report.charts;
    for (const auto& remark : report.remarks) form.summary += (form.summary.empty() ? "" : "\n") + remark;
    if (form.rows.empty())
        form.summary = pick(report, say("Nothing.", "无。")) + (form.summary.empty() ? "" : "\n") + form.summary;
    form.foot = proof_of(report);
    if (report.name == "overview") fold(form);
    return form;
}

}  // namespace fonds
