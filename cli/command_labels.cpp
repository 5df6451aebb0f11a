// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets and labels to print.
#include <limits>

#include "archive/label_bars.hpp"
#include "archive/number_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"

namespace fonds::cli {

namespace {

/// To -o or `standard_name`; what fits no page would make every code smaller, so that is said.
Result<int> hand_out(Context& context, const std::string& pdf, const char* standard_name)
{
    const Options& options = context.options;
    if (options.output == "-") {
        context.output.raw(pdf);
        return exit_ok;
    }
    const std::string path = options.output.empty() ? standard_name : options.output;
    TRY(save_bytes(pdf, path, options.force, context.environment));
    context.output.line(context.output.shown(path));
    context.output.remark(
        say("Print it at actual size (100 %), not fitted to the page.", "请按实际大小(100%)打印,不要缩放。"));
    return exit_ok;
}

/// The records that are named: one by one, and by category and folder.
Result<std::vector<ReferenceCode>> codes_of(Context& context)
{
    const Options& options = context.options;
    std::vector<ReferenceCode> codes;
    for (const std::string& argument : options.arguments) {
        TRY_ASSIGN(ReferenceCode code, ReferenceCode::parse(argument));
        codes.push_back(std::move(code));
    }
    const MetadataOptions& metadata = options.metadata;
    if (options.numbers.reserved && !codes.empty()) {
        for (const ReferenceCode& code : codes) {
            TRY_ASSIGN(const auto held, NumberBook(*context.archive).held(code));
            if (!held || held->used || held->is_void)
                return error(ErrorKind::not_found,
                             say("{} is no reserved number that is free", "{} 不是未使用的预留号", {code.text()}))
                    .with_hint(
                        say("Leave --reserved out for the label of a record.", "打印已归档件的标签请去掉 --reserved。"))
                    .at(code.text());
        }
        return codes;
    }
    if (options.numbers.reserved) {
        TRY_ASSIGN(const auto unused, NumberBook(*context.archive).unused(metadata.category.value_or("")));
        for (const HeldNumber& held : unused) codes.push_back(held.code);
        return codes;
    }
    if (!metadata.category && !metadata.folder) {
        if (codes.empty())
            return error(ErrorKind::usage, say("It is not said which records", "未指明哪些档案"))
                .with_hint(
                    say("Name reference codes, or --category and --folder.", "请给出档号,或 --category 与 --folder。"));
        return codes;
    }
    ListRequest request;
    request.category = metadata.category.value_or("");
    request.folder = metadata.folder.value_or("");
    request.order = ListOrder::code;
    request.limit = std::numeric_limits<std::int32_t>::max();
    TRY_ASSIGN(const auto records, context.archive->list(request));
    for (const Record& record : records) codes.push_back(record.code);
    return codes;
}

}  // namespace

Result<int> run_labels_separator(Context& context)
{
    const Options::Labels& asked = context.options.labels;
    TRY_ASSIGN(const Paper paper, paper_named(asked.paper));
    TRY_ASSIGN(const std::string pdf, separator_sheets(paper, asked.count, context.environment));
    return hand_out(context, pdf, "separators.pdf");
}

namespace {

Result<LabelRequest> label_request(const Context& context)
{
    const Options::Labels& asked = context.options.labels;
    LabelRequest request;
    TRY_ASSIGN(const Paper paper, paper_named(asked.paper));
    TRY_ASSIGN(request.sheet, parse_label_sheet(asked.sheet, paper));
    if (!asked.offset.empty()) {
        TRY_ASSIGN(request.offset, parse_print_offset(asked.offset));
    }
    request.start = asked.start;
    return request;
}

}  // namespace

Result<int> run_labels_code(Context& context)
{
    TRY_ASSIGN(const LabelRequest request, label_request(context));
    TRY_ASSIGN(const auto codes, codes_of(context));
    TRY_ASSIGN(const std::string pdf, context.archive->labels(codes, request));
    constexpr double room_of_bars = 2.5;  // millimetres before the first label
    if (place_of(request.sheet, 1, 0).left < room_of_bars &&
        any_has_bars(codes, context.archive->identity().code, request.sheet))
        context.output.remark(say(
            "These labels reach the edge of the paper. Printers that leave 5 mm white cut the bars of the outer ones, not "
            "the QR codes; --sheet 99.1x38.1 has room for both.",
            "该标签纸的标签直达纸边:四周留白 5 毫米的打印机会截断外侧标签的条形码(二维码不受影响);--sheet 99.1x38.1 "
            "两者均放得下。"));
    return hand_out(context, pdf, "labels.pdf");
}

Result<int> run_labels_stamp(Context& context)
{
    TRY_ASSIGN(const LabelRequest request, label_request(context));
    TRY_ASSIGN(const auto codes, codes_of(context));
    TRY_ASSIGN(const std::string pdf, context.archive->stamp_labels(codes, request));
    return hand_out(context, pdf, "stamps.pdf");
}

}  // namespace fonds::cli
