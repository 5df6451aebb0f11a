// SPDX-License-Identifier: GPL-3.0-or-later
// number: reference codes apart from their records.
#include "archive/number_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/finding_views.hpp"
#include "cli/list_report.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

Result<NumberRequest> request_of(const Options& options)
{
    NumberRequest request;
    if (!options.metadata.category)
        return error(ErrorKind::usage, say("It is not said of which category", "未说明门类"))
            .with_hint(say("Add --category CODE; fonds category list shows them.",
                           "请加 --category 门类代码;可用 fonds category list 查看。"));
    request.category = *options.metadata.category;
    if (options.metadata.date) {
        TRY_ASSIGN(request.date, Date::parse(*options.metadata.date));
    }
    if (options.metadata.grade) {
        TRY_ASSIGN(const Grade grade, parse_grade(*options.metadata.grade));
        request.grade = text_of(grade);
    }
    request.folder = options.metadata.folder.value_or("");
    request.retention = options.numbers.retention;
    request.unit = options.numbers.unit;
    request.project = options.numbers.project;
    request.count = options.numbers.count;
    return request;
}

Result<int> tell_codes(Context& context, const std::vector<ReferenceCode>& codes)
{
    if (context.options.json) {
        Json all = Json::array();
        for (const ReferenceCode& code : codes)
            all.push(std::move(Json::object().set("code", code.text()).set("file_name", code.file_name())));
        context.output.json(Json::object().set("numbers", std::move(all)));
        return exit_ok;
    }
    for (const ReferenceCode& code : codes) context.output.line(code.text());
    return exit_ok;
}

Json json_of(const Output& output, const NumberRow& row)
{
    return std::move(Json::object()
                         .set("line", row.line)
                         .set("status", name_of(row.status))
                         .set("code", row.code)
                         .set("category", row.category.empty() ? Json() : Json(row.category))
                         .set("merged_into", row.merged_into.empty() ? Json() : Json(row.merged_into))
                         .set("odd", row.odd)
                         .set("unmeant_retention", row.unmeant.empty() ? Json() : Json(row.unmeant))
                         .set("problem", row.problem ? Json(output.pick(row.problem->what)) : Json()));
}

Json json_of(const HeldNumber& held)
{
    return std::move(Json::object()
                         .set("code", held.code.text())
                         .set("category", held.category)
                         .set("void", held.is_void)
                         .set("note", held.note)
                         .set("at", to_iso8601(held.at))
                         .set("actor", held.actor));
}

}  // namespace

Result<int> run_number_preview(Context& context)
{
    TRY_ASSIGN(const NumberRequest request, request_of(context.options));
    TRY_ASSIGN(const auto codes, NumberBook(*context.archive).preview(request));
    return tell_codes(context, codes);
}

Result<int> run_number_reserve(Context& context)
{
    TRY_ASSIGN(const NumberRequest request, request_of(context.options));
    TRY_ASSIGN(const auto codes, NumberBook(*context.archive).reserve(request, context.options.numbers.note));
    return tell_codes(context, codes);
}

Result<int> run_number_void(Context& context)
{
    std::vector<ReferenceCode> codes;
    for (const std::string& argument : context.options.arguments) {
        TRY_ASSIGN(codes.emplace_back(), ReferenceCode::parse(argument));
    }
    for (const ReferenceCode& code : codes) {
        TRY_ASSIGN(const HeldNumber held, NumberBook(*context.archive).make_void(code, context.options.numbers.note));
        if (context.options.json)
            context.output.json(json_of(held));
        else
            context.output.line(say("{} is void", "{} 已作废", {code.text()}));
    }
    return exit_ok;
}

Result<int> run_number_import(Context& context)
{
    Output& output = context.output;
    NumberImport request;
    request.category = context.options.metadata.category.value_or("");
    request.dry_run = context.options.numbers.dry_run;
    request.all_or_nothing = context.options.numbers.all_or_nothing;
    request.leap = context.options.numbers.leap ? Leap::allowed : Leap::refused;
    const std::string& list = context.options.arguments.at(0);
    TRY_ASSIGN(const std::string text, read_list(context, list));
    request.list = text;
    auto report = NumberBook(*context.archive).import(request);
    if (!report.ok()) return of_list(std::move(report).error(), list);
    const int code = report->problems == 0 ? exit_ok : exit_partial;
    if (context.options.json) {
        Json rows = Json::array();
        for (const NumberRow& row : report->rows) rows.push(json_of(output, row));
        output.json(Json::object()
                        .set("rows", std::move(rows))
                        .set("held", report->held)
                        .set("known", report->known)
                        .set("problems", report->problems)
                        .set("done", report->done));
        return code;
    }
    for (const NumberRow& row : report->rows) {
        if (row.problem) {
            Error problem = *row.problem;
            problem.where = list + ":" + std::to_string(row.line);
            output.problem(problem);
            continue;
        }
        std::string told = output.pick(text_of(row.status));
        if (row.odd) told += output.pick(say(" (not in the form of {})", "(不合 {} 的模板)", {row.category}));
        const std::string heir = row.merged_into.empty() ? "" : " → " + output.shown(row.merged_into);
        output.line(output.shown(row.code) + heir + "  " + told);
        if (!row.unmeant.empty()) output.remark(unmeant_retention_text(row.code, row.unmeant));
    }
    output.remark(say("{} held, {} known before, {} cannot be used.", "登记 {} 个,原有 {} 个,不能使用 {} 个。",
                      {report->held, report->known, report->problems}));
    if (!report->done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    return code;
}

Result<int> run_number_check(Context& context)
{
    TRY_ASSIGN(const auto findings, NumberBook(*context.archive).check());
    if (context.options.json)
        context.output.json(Json::object().set("findings", json_of(context.output, findings)));
    else
        tell(context.output, findings);
    if (findings.empty() && !context.options.json)
        context.output.line(say("Every number has its record.", "档号连续,均有对应的档案。"));
    return exit_code_of(findings);
}

}  // namespace fonds::cli
