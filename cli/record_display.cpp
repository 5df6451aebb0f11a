// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record_display.hpp"

#include "archive/grading.hpp"
#include "cli/place_views.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

/// In the reader's language, else in the other one.
std::string meaning_for(const Output& output, const Category& category, Grade grade)
{
    const std::string zh = meaning_of(grade, category.grade_meanings_zh);
    const std::string en = meaning_of(grade, category.grade_meanings_en);
    const bool chinese = zh.empty() ? false : output.language() == Language::chinese || en.empty();
    return chinese ? zh : en;
}

/// Where its paper is. That nobody knows is told where places are kept at all, and of what has no file.
std::string place_of(Context& context, const Record& record)
{
    Placing placing(*context.archive);
    const auto place = placing.whereabouts({"", record.code.text()});
    if (!place.ok()) return {};
    if (place->path.empty() && !place->loan && !record.components.empty()) {
        const auto kept = placing.locations("");
        if (!kept.ok() || kept->empty()) return {};
    }
    return where_text(context.output, *place);
}

}  // namespace

void show_record(Context& context, const Record& record)
{
    Output& output = context.output;
    const Grade grade = record.metadata.grade;
    const auto category = context.archive->category(record.metadata.category);
    print_record(output, record, category.ok() ? meaning_for(output, *category, grade) : std::string(),
                 place_of(context, record));
    const auto suggested = Grading(*context.archive).of(record);
    if (!suggested.ok() || !*suggested || (*suggested)->grade >= grade) return;
    const SuggestedGrade& rule = **suggested;
    output.remark(
        {fill("The rules of {} say grade {}: {}.", {record.metadata.category, text_of(rule.grade), rule.reason.en}),
         fill("按门类 {} 的规则,重要性应为 {}:{}。", {record.metadata.category, text_of(rule.grade), rule.reason.zh})});
}

}  // namespace fonds::cli
