// SPDX-License-Identifier: GPL-3.0-or-later
// report: what auditors ask for.
#include <algorithm>

#include "archive/reporting.hpp"
#include "cli/admission.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/viewing.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t widest_bar = 40;

/// By what is said, else by the ending of the file's name.
Result<std::string> format_of(const Options& options)
{
    if (options.json) return std::string("json");
    if (!options.report.format.empty()) return options.report.format;
    const auto dot = options.output.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : options.output.substr(dot + 1);
    for (const char* known : {"json", "csv", "xlsx", "pdf"})
        if (ending == known) return ending;
    return std::string("text");
}

std::string bar_of(double value, double most)
{
    std::string bar;
    const auto length = most <= 0 ? 0 : static_cast<std::size_t>(value / most * widest_bar + 0.5);
    for (std::size_t i = 0; i < length; ++i) bar += "█";
    return bar;
}

void print_report(Output& output, const Report& report)
{
    output.line(output.bold(output.shown(report.title)));
    output.line(output.dim(
        output.shown(report.fonds_code + " " + report.fonds_name + "  " + period_of(report) + "  " + report.made_by)));
    output.line("");
    Table table;
    std::vector<std::string> headings;
    for (const ReportColumn& column : report.columns) headings.push_back(output.bold(column.heading));
    table.row(headings);
    for (const auto& cells : report.rows) {
        std::vector<std::string> shown;
        for (const auto& cell : cells) shown.push_back(output.shown(cell));
        table.row(std::move(shown));
    }
    if (!report.rows.empty())
        table.print(output);
    else
        output.line(say("Nothing.", "无。"));
    for (const FormChart& chart : report.charts) {
        output.line("");
        output.line(output.bold(output.shown(chart.title)));
        double most = 0;
        for (const FormBar& bar : chart.bars) most = std::max(most, bar.value);
        Table bars;
        for (const FormBar& bar : chart.bars) {
            const std::string drawn = bar_of(bar.value, most);
            bars.row({output.shown(bar.label), bar.told, bar.marked ? output.marked(drawn) : drawn});
        }
        bars.print(output);
    }
    output.line("");
    std::string totals;
    for (const ReportFigure& figure : report.totals)
        totals += (totals.empty() ? "" : "   ") + figure.label + " " + figure.value;
    if (!totals.empty()) output.line(output.bold(totals));
    for (const auto& remark : report.remarks) output.line(output.dim(remark));
    output.line(output.dim(proof_of(report)));
}

Result<std::string> bytes_of(Reporting& reporting, const Report& report, const std::string& format)
{
    if (format == "json") return json_of(report).dump() + "\n";
    if (format == "csv") return csv_of(report);
    if (format == "xlsx") return reporting.workbook(report);
    return reporting.pdf(report);
}

}  // namespace

Result<int> run_report(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    if (options.arguments.empty()) {
        if (options.json) {
            Json all = Json::array();
            for (const ReportKind& kind : report_kinds())
                all.push(Json::object()
                             .set("report", kind.name)
                             .set("title", output.pick({std::string(kind.en), std::string(kind.zh)})));
            output.json(Json::object().set("reports", std::move(all)));
            return exit_ok;
        }
        Table table;
        for (const ReportKind& kind : report_kinds())
            table.row({output.bold(kind.name), output.pick({std::string(kind.en), std::string(kind.zh)})});
        table.print(output);
        return exit_ok;
    }
    ReportRequest request;
    request.name = options.arguments.front();
    if (options.arguments.size() > 1) {
        if (request.name != "access")
            return error(ErrorKind::usage, say("Only access is of one record", "仅 access 报告针对单件档案"));
        TRY_ASSIGN(request.code, ReferenceCode::parse(options.arguments.at(1)));
    }
    if (options.report.from) {
        TRY_ASSIGN(request.from, Date::parse(*options.report.from));
    }
    if (options.report.until) {
        TRY_ASSIGN(request.until, Date::parse(*options.report.until));
    }
    request.category = options.metadata.category.value_or("");
    if (!request.category.empty() && request.name != "due" && request.name != "unruled")
        return error(ErrorKind::usage, say("Only due and unruled are of one category", "仅 due 与 unruled 可限定门类"));
    const std::string& language = options.tables.language;
    request.in_chinese = language.empty() ? output.language() == Language::chinese : language == "zh";
    request.made_by = system_user();
    TRY_ASSIGN(const std::string format, format_of(options));
    Reporting reporting(*context.archive);
    TRY_ASSIGN(const Report report, reporting.make(request));
    if (format == "text") {
        if (!options.output.empty() && options.output != "-")
            return error(ErrorKind::usage, say("What the terminal shows is not written to a file", "终端文本不写入文件"))
                .with_hint(say("Say --format, or name the file .json, .csv, .xlsx or .pdf.",
                               "请用 --format,或以 .json、.csv、.xlsx、.pdf 命名文件。"));
        print_report(output, report);
        return exit_ok;
    }
    const bool is_binary = format == "xlsx" || format == "pdf";
    if (options.output.empty() && is_binary && output.to_terminal())
        return error(ErrorKind::usage, say("A {} is nothing for a terminal", "{} 不能输出到终端", {format}))
            .with_hint(say("Name a file: -o FILE.{}.", "请给出文件:-o 文件.{}。", {format}));
    TRY_ASSIGN(const std::string bytes, bytes_of(reporting, report, format));
    if (options.output.empty() || options.output == "-") {
        output.raw(bytes);
        return exit_ok;
    }
    TRY(save_bytes(bytes, options.output, options.force, context.environment));
    output.line(output.shown(options.output));
    return exit_ok;
}

}  // namespace fonds::cli
