// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/number_row.hpp"

#include <algorithm>
#include <array>

#include "archive/manifest.hpp"

namespace fonds {

namespace {

using State = NumberFact::State;

constexpr std::array columns{
    TableColumn{"code", {"档号", "旧档号", "编号"}},
    TableColumn{"category", {"门类", "类别", "分类"}},
    TableColumn{"status", {"状态", "state", ""}},
    TableColumn{"into", {"并入", "并入档号", ""}},
    TableColumn{"case", {"案号", "销毁案号", "鉴定案号"}},
    TableColumn{"title", {"题名", "", ""}},
    TableColumn{"date", {"成文日期", "文件日期", ""}},
    TableColumn{"note", {"备注", "说明", "原因"}},
    TableColumn{"at", {"时间", "日期", ""}},
    TableColumn{"by", {"经办人", "操作人", ""}},
};

struct Status {
    State state;
    Text name;
    std::string_view others[2];
};

const std::array<Status, 5>& statuses()
{
    static const std::array<Status, 5> all{{
        {State::reserved, say("reserved", "预留"), {"held", "已预留"}},
        {State::spoiled, say("void", "作废"), {"空号", "已作废"}},
        {State::merged, say("merged", "已合并"), {"合并", "已并入"}},
        {State::destroyed, say("destroyed", "已销毁"), {"销毁", ""}},
        {State::transferred, say("transferred", "已移交"), {"移交", ""}},
    }};
    return all;
}

Result<State> state_of(std::string_view status)
{
    if (status.empty()) return State::reserved;
    for (const Status& each : statuses())
        if (status == each.name.en || status == each.name.zh || status == each.others[0] || status == each.others[1])
            return each.state;
    return error(ErrorKind::bad_input, say("Not a status of a number: {}", "不是档号的状态:{}", {status}))
        .with_hint(say("Write reserved, void, merged, destroyed, transferred, or nothing.",
                       "请填“预留”“作废”“已合并”“已销毁”“已移交”,或留空。"));
}

/// An instant as it is exported, or any day.
Result<Instant> instant_in(std::string_view text)
{
    if (auto at = parse_instant(text); at.ok()) return at;
    TRY_ASSIGN(const Date day, parse_listed_day(text));
    return parse_instant(day.text() + "T00:00:00.000Z");
}

/// What a number of this state has no use for would be lost without a word.
Result<void> refuse_idle(const NumberFact& fact)
{
    const auto status = std::ranges::find(statuses(), fact.state, &Status::state);
    const bool held = fact.state == State::reserved || fact.state == State::spoiled;
    const auto refuse = [&](const Text& column, const std::string& value) {
        return error(ErrorKind::bad_input,
                     {fill("{} is {}, and the list fills in the column {}: {}",
                           {fact.code.text(), status->name.en, column.en, value}),
                      fill("{} 的状态为{},却填写了“{}”:{}", {fact.code.text(), status->name.zh, column.zh, value})})
            .with_hint(say("Correct the status, or empty the cell; what is to be kept goes into the column note.",
                           "请更正状态,或清空该单元格;需保留的内容可填入“备注”列。"));
    };
    if (fact.state != State::merged && !fact.merged_into.text().empty())
        return refuse({"into", "并入"}, fact.merged_into.text());
    if (held && !fact.case_number.empty()) return refuse({"case", "案号"}, fact.case_number);
    if (held && !fact.title.empty()) return refuse({"title", "题名"}, fact.title);
    if (held && fact.date) return refuse({"date", "成文日期"}, fact.date->text());
    return {};
}

SheetCell text_cell(std::string_view text)
{
    return {SheetCell::Kind::text, literal_text(text)};
}

}  // namespace

std::span<const TableColumn> number_columns()
{
    return columns;
}

SheetCell number_cell_of(const NumberFact& fact, std::string_view column, bool in_chinese)
{
    if (column == "code") return text_cell(fact.code.text());
    if (column == "category") return text_cell(fact.category);
    if (column == "status") {
        const auto status = std::ranges::find(statuses(), fact.state, &Status::state);
        return text_cell(in_chinese ? status->name.zh : status->name.en);
    }
    if (column == "into") return text_cell(fact.merged_into.text());
    if (column == "case") return text_cell(fact.case_number);
    if (column == "title") return text_cell(fact.title);
    if (column == "date") return text_cell(fact.date ? fact.date->text() : std::string());
    if (column == "note") return text_cell(fact.note);
    if (column == "at") return text_cell(fact.at ? to_iso8601(*fact.at) : std::string());
    if (column == "by") return text_cell(fact.actor);
    return {};
}

Result<NumberFact> read_number_row(const NamedTable& table, const CsvRow& row, std::string_view category)
{
    const auto said = [&](std::string_view column) {
        const std::string_view cell = table.cell(row, column);
        return says_none(cell) ? std::string_view() : text_said(cell);
    };
    NumberFact fact;
    TRY_ASSIGN(fact.code, ReferenceCode::parse(table.cell(row, "code")));
    fact.category = table.cell(row, "category").empty() ? category : table.cell(row, "category");
    TRY_ASSIGN(fact.state, state_of(table.cell(row, "status")));
    if (const auto into = said("into"); !into.empty()) {
        TRY_ASSIGN(fact.merged_into, ReferenceCode::parse(into));
    }
    fact.case_number = said("case");
    fact.title = said("title");
    if (const auto date = said("date"); !date.empty()) {
        TRY_ASSIGN(fact.date, parse_listed_day(date));
    }
    TRY(refuse_idle(fact));
    fact.note = said("note");
    fact.actor = said("by");
    if (const auto at = said("at"); !at.empty()) {
        TRY_ASSIGN(fact.at, instant_in(at));
    }
    return fact;
}

}  // namespace fonds
