// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/named_table.hpp"

#include <algorithm>

#include "archive/list_text.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

std::string lower(std::string_view text)
{
    std::string folded(text);
    for (auto& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

/// The English name of a column; empty when it is none of ours.
std::string_view column_of(std::span<const TableColumn> columns, std::string_view header)
{
    const std::string wanted = lower(trimmed(header));
    for (const auto& column : columns) {
        if (wanted == column.name) return column.name;
        for (const auto other : column.others)
            if (!other.empty() && wanted == other) return column.name;
    }
    return {};
}

/// What 金额(万元) says: the column, and its unit.
struct Heading {
    std::string_view column;  ///< empty: none of ours
    AmountUnit unit;
};

Heading heading_of(std::span<const TableColumn> columns, std::string_view header)
{
    Heading heading{column_of(columns, header), {}};
    if (!heading.column.empty()) return heading;
    const std::string folded = half_width(header);
    std::string_view text = trimmed(folded);
    const auto open = text.find_first_of("([");
    if (open == std::string_view::npos || open == 0 || (text.back() != ')' && text.back() != ']')) return heading;
    const auto unit = amount_unit(text.substr(open + 1, text.size() - open - 2));
    const std::string_view name = column_of(columns, text.substr(0, open));
    const auto column = std::ranges::find(columns, name, &TableColumn::name);
    if (unit && column != columns.end() && column->is_amount) heading = {name, *unit};
    return heading;
}

Error bad_header(const CsvRow& header, Text what, Text hint)
{
    return error(ErrorKind::bad_input, std::move(what)).with_hint(std::move(hint)).at(std::to_string(header.line));
}

Text known_columns(std::span<const TableColumn> columns)
{
    Text all;
    for (const TableColumn& column : columns) {
        all.en += (all.en.empty() ? "Columns: " : ", ") + std::string(column.name);
        all.zh += (all.zh.empty() ? "可用的列:" : "、") + std::string(column.others.front());
    }
    return {all.en + ".", all.zh + "。"};
}

/// The field of each column; empty for one without a name. Columns without a name at the end are as if they were not there.
Result<void> read_header(const CsvRow& header, std::span<const TableColumn> columns,
                         std::span<const std::string_view> needed, NamedTable& table)
{
    std::vector<std::string_view>& names = table.names;
    for (std::size_t c = 0; c < header.cells.size(); ++c) {
        const auto& cell = header.cells[c];
        const auto [name, unit] = heading_of(columns, cell);
        if (name.empty() && !trimmed(cell).empty())
            return bad_header(header, say("Unknown column: {}", "未知的列:{}", {cell}), known_columns(columns));
        const auto same = std::ranges::find(names, name);
        if (!name.empty() && same != names.end()) {
            const auto& other = header.cells[static_cast<std::size_t>(same - names.begin())];
            return bad_header(
                header, say("Two columns say the same: {} and {}", "两列含义相同:{} 与 {}", {trimmed(other), trimmed(cell)}),
                say("Remove one of them.", "请删去其中一列。"));
        }
        names.push_back(name);
        table.units.push_back(unit);
    }
    for (const std::string_view name : needed) {
        if (std::ranges::find(names, name) != names.end()) continue;
        const auto column = std::ranges::find(columns, name, &TableColumn::name);
        const std::string_view chinese = column == columns.end() ? name : column->others.front();
        return bad_header(
            header, say("The list has no column {}", "清单缺少 {}({})列", {name, chinese}),
            say("The first row names the columns; {} is needed.", "首行为列名,必须有 {} 或 {}。", {name, chinese}));
    }
    while (!names.empty() && names.back().empty()) names.pop_back();
    table.units.resize(names.size());
    return {};
}

bool is_blank(const CsvRow& row)
{
    return std::ranges::all_of(row.cells, [](const std::string& cell) { return trimmed(cell).empty(); });
}

/// What stands in a column without a name has lost its meaning, for the whole list.
Result<void> refuse_nameless(const std::vector<CsvRow>& rows, const std::vector<std::string_view>& names)
{
    for (std::size_t c = 0; c < names.size(); ++c)
        for (std::size_t r = 1; names[c].empty() && r < rows.size(); ++r)
            if (c < rows[r].cells.size() && !trimmed(rows[r].cells[c]).empty())
                return bad_header(rows.front(),
                                  say("Column {} has no name, but line {} says something in it",
                                      "第 {} 列没有列名,但第 {} 行有内容", {c + 1, rows[r].line}),
                                  say("Name the column in the first row, or remove it.", "请在首行写明列名,或删去此列。"));
    return {};
}

/// Nothing of such a list can be trusted: the missing mark may as well belong to an earlier row.
Error never_closed(std::size_t line)
{
    return error(ErrorKind::bad_input, say("A quotation mark that opens on line {} is never closed; nothing was done",
                                           "第 {} 行的引号没有结束,未作任何处理", {line}))
        .with_hint(say("Close it, or write \"\" for a mark inside a cell; the mistake may stand further up.",
                       "请补上结束引号,单元格内的引号请写成 \"\";错误也可能在更前的行。"))
        .at(std::to_string(line));
}

bool has_cells_beyond(const CsvRow& row, std::size_t width)
{
    for (std::size_t c = width; c < row.cells.size(); ++c)
        if (!trimmed(row.cells[c]).empty()) return true;
    return false;
}

/// What the cell said is lost: it is no text of anybody.
std::optional<Error> formula_error(const NamedTable& table, const CsvRow& row)
{
    for (std::size_t c = 0; c < std::min(table.names.size(), row.cells.size()); ++c)
        if (const auto cell = trimmed(row.cells[c]); !table.names[c].empty() && is_formula_error(cell))
            return error(ErrorKind::bad_input, say("Column {} of line {} shows the error of a formula: {}",
                                                   "第 {} 列、第 {} 行是公式错误值:{}", {c + 1, row.line, cell}))
                .with_hint(
                    say("Mend the formula, or write what is meant; text that is just that has an apostrophe in front.",
                        "请修正公式或填写实际内容;如确为文字,请在前面加撇号。"));
    return std::nullopt;
}

}  // namespace

std::optional<Error> NamedTable::misread(const CsvRow& row) const
{
    const std::size_t width = names.size();
    if (!row.torn && !has_cells_beyond(row, width)) return formula_error(*this, row);
    if (row.torn)
        return error(ErrorKind::bad_input, say("On line {} text stands behind a closing quotation mark",
                                               "第 {} 行的结束引号后还有文字", {row.line}))
            .with_hint(
                say("Write \"\" for a mark inside a cell that stands between marks.", "引号内的单元格中,引号请写成 \"\"。"));
    return error(ErrorKind::bad_input, say("Line {} has {} cells, more than the list has columns ({})",
                                           "第 {} 行有 {} 格,多于清单的列数({})", {row.line, row.cells.size(), width}))
        .with_hint(say("Put a cell with a separator between quotation marks: \"Smith, Jones & Co\".",
                       "含分隔符的单元格请加引号,如 \"Smith, Jones & Co\"。"));
}

std::string_view NamedTable::cell(const CsvRow& row, std::string_view name) const
{
    const auto column = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    if (column >= names.size() || column >= row.cells.size()) return {};
    return unmarked_text(trimmed(row.cells[column]));
}

AmountUnit NamedTable::unit(std::string_view name) const
{
    const auto column = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    return column < units.size() ? units[column] : AmountUnit();
}

bool NamedTable::has(std::string_view name) const
{
    return std::ranges::find(names, name) != names.end();
}

Result<NamedTable> read_named_table(std::string_view bytes, std::span<const TableColumn> columns,
                                    std::span<const std::string_view> needed)
{
    TRY_ASSIGN(const std::string text, decode_list(bytes));
    std::string_view rest = text;
    const auto separator = take_separator_line(rest);
    auto [rows, open_quote] = parse_csv(rest, separator ? *separator : guess_separator(rest));
    if (open_quote != 0) return never_closed(open_quote);
    std::erase_if(rows, is_blank);
    if (rows.empty()) return error(ErrorKind::bad_input, say("The list is empty", "清单为空"));
    NamedTable table;
    TRY(read_header(rows.front(), columns, needed, table));
    TRY(refuse_nameless(rows, table.names));
    rows.erase(rows.begin());
    table.rows = std::move(rows);
    return table;
}

}  // namespace fonds
