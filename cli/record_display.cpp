// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record_display.hpp"

#include "archive/grading.hpp"
#include "archive/holding.hpp"
#include "archive/number_book.hpp"
#include "archive/retaining.hpp"
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

/// Until when, and by which rule.
std::string kept_text(Context& context, const Record& record)
{
    const auto clock = Retaining(*context.archive).clock(record.code);
    if (!clock.ok() || clock->candidates.empty()) return {};
    const ClockCandidate& one = clock->candidates.front();
    Text until;
    switch (clock->state()) {
    case ClockState::permanent: until = say("for ever", "永久"); break;
    case ClockState::waiting:
        until = say("for {} after {}, which nobody has told yet", "{},自{}起算(尚未登记)",
                    {one.rule.period.text(), text_of(one.rule.trigger)});
        break;
    case ClockState::running: until = say("appraisal from {}", "{} 起可鉴定", {clock->due()->text()}); break;
    case ClockState::none: return {};
    }
    return context.output.pick(say("{} ({})", "{}({})", {until, one.rule.code}));
}

std::string holds_over(Context& context, const Record& record)
{
    const auto holds = Holding(*context.archive).over(record.code);
    std::string numbers;
    if (holds.ok())
        for (const auto& number : *holds) numbers += (numbers.empty() ? "" : ", ") + number;
    return numbers;
}

}  // namespace

void show_record(Context& context, const Record& record)
{
    Output& output = context.output;
    const Grade grade = record.metadata.grade;
    const auto category = context.archive->category(record.metadata.category);
    RecordAsides asides;
    if (category.ok()) asides.grade_meaning = meaning_for(output, *category, grade);
    asides.place = place_of(context, record);
    asides.kept = kept_text(context, record);
    asides.holds = holds_over(context, record);
    Lending lending(*context.archive);
    if (const auto lost = lending.lost_pages(PaperName{"", record.code.text()}); lost.ok())
        for (const Loan& loan : *lost) asides.lost_pages.push_back(output.pick(lost_pages_text(output, lending, loan)));
    const auto stone = NumberBook(*context.archive).tombstone(record.code);
    asides.gone = stone.ok() && *stone;
    print_record(output, record, asides);
    const auto suggested = Grading(*context.archive).of(record);
    if (!suggested.ok() || !*suggested || (*suggested)->grade >= grade) return;
    const SuggestedGrade& rule = **suggested;
    output.remark(
        {fill("The rules of {} say grade {}: {}.", {record.metadata.category, text_of(rule.grade), rule.reason.en}),
         fill("按门类 {} 的规则,重要性应为 {}:{}。", {record.metadata.category, text_of(rule.grade), rule.reason.zh})});
}

}  // namespace fonds::cli
