// SPDX-License-Identifier: GPL-3.0-or-later
// Forms to print: folder covers, spines, lists, registers, slips and signs.
#include <algorithm>
#include <array>

#include "archive/foldering.hpp"
#include "archive/tables.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"

namespace fonds::cli {

namespace {

struct NamedKind {
    std::string_view name;
    FormKind kind;
    bool is_list;
};
constexpr std::array<NamedKind, 8> kinds{{{"cover", FormKind::cover, false},
                                          {"spine", FormKind::spine, false},
                                          {"contents", FormKind::contents, true},
                                          {"note", FormKind::note, false},
                                          {"catalogue", FormKind::catalogue, true},
                                          {"transfer", FormKind::transfer, true},
                                          {"slip", FormKind::slip, false},
                                          {"sign", FormKind::sign, false}}};

Result<NamedKind> kind_named(const std::string& name)
{
    std::string all;
    for (const NamedKind& kind : kinds) {
        if (kind.name == name) return kind;
        all += (all.empty() ? "" : ", ") + std::string(kind.name);
    }
    return error(ErrorKind::usage, say("There is no form called {}", "没有名为 {} 的表单", {name}))
        .with_hint(say("Forms: {}.", "可用:{}。", {all}));
}

Result<FormRequest> request_of(const Context& context, FormKind kind)
{
    const Options& options = context.options;
    FormRequest request;
    request.kind = kind;
    request.in_chinese = context.output.language() == Language::chinese;
    request.category = options.metadata.category.value_or("");
    request.folder = options.metadata.folder.value_or("");
    request.year = options.list.year;
    request.width = options.print.width;
    request.loan.reader = options.print.reader;
    request.loan.purpose = options.print.purpose;
    if (!options.print.due.empty()) {
        TRY_ASSIGN(const Date due, Date::parse(options.print.due));
        request.loan.due_on = due.text();
    }
    for (std::size_t i = 1; i < options.arguments.size(); ++i) {
        if (kind == FormKind::sign) {
            request.texts.push_back(options.arguments[i]);
            continue;
        }
        TRY_ASSIGN(ReferenceCode code, ReferenceCode::parse(options.arguments[i]));
        request.codes.push_back(std::move(code));
    }
    return request;
}

/// What a contents list leaves empty, and how to mend it.
void tell_unnumbered(Context& context, const FormRequest& request)
{
    if (request.kind != FormKind::contents || request.folder.empty() || !request.codes.empty()) return;
    const auto held = Foldering(*context.archive).contents(request.category, request.folder);
    if (!held.ok()) return;
    const auto bare = std::ranges::count_if(held->items, [](const FolderItem& item) { return item.range.empty(); });
    if (bare == 0) return;
    context.output.remark(
        say("The pages of {} of {} {record|records} have not been numbered: fonds folder order {} {} --pages.",
            "{} 件尚无卷内页号(共 {} 件),可编页:fonds folder order {} {} --pages。",
            {bare, held->items.size(), request.category, request.folder}));
}

}  // namespace

Result<int> run_print(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const NamedKind kind, kind_named(options.arguments.at(0)));
    const std::string& format = options.print.format;
    if (format != "pdf" && format != "csv" && format != "xlsx")
        return error(ErrorKind::usage, say("A form is written as pdf, csv or xlsx, not {}",
                                           "表单格式为 pdf、csv 或 xlsx,而不是 {}", {format}));
    if (format != "pdf" && !kind.is_list)
        return error(ErrorKind::usage, say("Only lists are written as tables", "仅清单可写成表格"))
            .with_hint(say("Lists: contents, catalogue, transfer.", "清单:contents、catalogue、transfer。"));
    std::optional<PrintOffset> offset;
    if (!options.labels.offset.empty()) {
        TRY_ASSIGN(offset, parse_print_offset(options.labels.offset));
    }
    TRY_ASSIGN(const FormRequest request, request_of(context, kind.kind));
    TRY_ASSIGN(const Form form, context.archive->form(request));
    tell_unnumbered(context, request);
    std::string bytes;
    if (format == "csv") {
        bytes = csv_of(form);
    } else if (format == "xlsx") {
        TRY_ASSIGN(bytes, workbook_of(std::string(kind.name), table_of(form)));
    } else {
        TRY_ASSIGN(bytes, context.archive->print(form, offset));
    }
    if (options.output == "-") {
        context.output.raw(bytes);
        return exit_ok;
    }
    const std::string path = !options.output.empty() ? options.output : std::string(kind.name) + "." + format;
    TRY(save_bytes(bytes, path, options.force, context.environment));
    context.output.line(context.output.shown(path));
    return exit_ok;
}

}  // namespace fonds::cli
