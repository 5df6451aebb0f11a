// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets and labels for the desk.
#include <algorithm>
#include <map>

#include "archive/label_bars.hpp"
#include "archive/label_request.hpp"
#include "archive/print/bars.hpp"
#include "archive/print/drawing.hpp"
#include "archive/saving.hpp"
#include "archive/sheet_marks.hpp"
#include "archive/state.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

/// The reference code in ASCII, when the desk knows it again by itself and bars can hold it.
std::string bars_text(const ReferenceCode& code, std::string_view fonds_code)
{
    const std::string text = label_text(code).substr(label_prefix.size());
    const bool ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    return ascii && read_mark(text, fonds_code).mark == SheetMark::label ? text : std::string();
}

std::string grade_on_label(Grade grade)
{
    const std::string letter(text_of(grade));
    return grade == Grade::A ? "重要 " + letter : letter;
}

Label label_of(const Record& record, const std::string& category, std::string_view fonds_code)
{
    Label label;
    label.qr = label_text(record.code);
    label.bars = bars_text(record.code, fonds_code);
    label.code = record.code.text();
    label.title = record.metadata.title;
    label.party = record.metadata.party;
    label.category = category;
    if (record.metadata.date) label.date = record.metadata.date->text();
    label.grade = grade_on_label(record.metadata.grade);
    label.stands_out = record.metadata.grade == Grade::A;
    return label;
}

/// Of a number whose record does not exist yet.
Label label_of(const HeldNumber& held, const std::string& category, std::string_view fonds_code)
{
    Label label;
    label.qr = label_text(held.code);
    label.bars = bars_text(held.code, fonds_code);
    label.code = held.code.text();
    label.category = category;
    return label;
}

}  // namespace

bool any_has_bars(const std::vector<ReferenceCode>& codes, std::string_view fonds_code, const LabelSheet& sheet)
{
    return std::ranges::any_of(
        codes, [&](const ReferenceCode& code) { return bars_fit(bars_text(code, fonds_code), sheet.width, sheet.height); });
}

Result<void> check_label_request(std::size_t labels, const LabelRequest& request)
{
    TRY(check(request.sheet));
    if (request.start < 1 || request.start > request.sheet.labels())
        return error(ErrorKind::usage,
                     say("A sheet of these labels has places 1 to {}, not {}",
                         "这种标签纸每张有第 1 至 {} 个位置,没有第 {} 个", {request.sheet.labels(), request.start}));
    if (labels == 0) return error(ErrorKind::not_found, say("There is nothing to print labels for", "没有可打印标签的档案"));
    if (labels > most_labels)
        return error(ErrorKind::usage, say("{} labels are too many at once; at most {}", "{} 枚标签过多,一次最多 {} 枚",
                                           {labels, most_labels}));
    return {};
}

Result<std::string> Archive::labels(const std::vector<ReferenceCode>& codes, const LabelRequest& request)
{
    TRY(check_label_request(codes.size(), request));
    TRY_ASSIGN(const auto all, state_->catalog.categories());
    std::map<std::string, std::string> names;
    for (const Category& category : all)
        names[category.code] = !category.name_zh.empty()   ? category.name_zh
                               : !category.name_en.empty() ? category.name_en
                                                           : category.code;
    LabelJob job{request.sheet, request.offset.value_or(state_->config.print_offset), request.start, {}};
    for (const ReferenceCode& code : codes) {
        const auto found = record(code);
        if (found.ok()) {
            TRY(Doubles(state_->catalog).refuse_gone(code));
            job.labels.push_back(label_of(*found, names[found->metadata.category], identity().code));
            continue;
        }
        TRY_ASSIGN(const auto held, Numbers(state_->catalog).held(code));
        if (!held) return found.error();
        if (held->is_void)
            return error(ErrorKind::refused, say("The number {} is void", "{} 已作废", {code.text()})).at(code.text());
        job.labels.push_back(label_of(*held, names[held->category], identity().code));
    }
    return draw(state_->environment.draw_program, {std::move(job), state_->environment.clock->now()});
}

Result<std::string> separator_sheets(const Paper& paper, int count, const Environment& environment)
{
    if (count < 1 || count > most_sheets)
        return error(ErrorKind::usage, say("1 to {} sheets are printed at once, not {}",
                                           "一次可打印 1 至 {} 张,而不是 {} 张", {most_sheets, count}));
    return draw(environment.draw_program,
                {SeparatorJob{paper, count, std::string(separator_text)}, environment.clock->now()});
}

Result<void> save_bytes(std::string_view bytes, const std::string& path, bool replace, const Environment& environment)
{
    return save_new_file(*environment.files, path, replace, [&](const ByteReceiver& receiver) { return receiver(bytes); });
}

}  // namespace fonds
