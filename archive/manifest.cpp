// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/manifest.hpp"

#include <algorithm>
#include <array>

#include "archive/page_ends.hpp"
#include "archive/tag_cell.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"path", {"文件", "路径", "文件路径"}},
    TableColumn{"category", {"门类", "类别", "分类"}},
    TableColumn{"title", {"题名", "标题", "名称", "文件题名"}},
    TableColumn{"party", {"往来单位", "客户", "单位"}},
    TableColumn{"date", {"日期", "文件日期", "形成日期", "成文日期"}},
    TableColumn{"grade", {"重要性", "等级", "级别"}},
    TableColumn{"folder", {"案卷", "案卷号", "文件夹"}},
    TableColumn{"number", {"编号", "文件编号", "合同编号", "文号"}},
    TableColumn{"amount", {"金额", "合同金额", "价税合计"}, true},
    TableColumn{"currency", {"币种", "货币", ""}},
    TableColumn{"note", {"备注", "说明", ""}},
    TableColumn{"tags", {"标签", "tag", "关键词"}},
    TableColumn{"responsible", {"责任者", "责任人", "作者"}},
    TableColumn{"security", {"密级", "保密级别", "secrecy"}},
    TableColumn{"unit", {"机构", "机构(问题)", "机构代码"}},
    TableColumn{"project", {"项目号", "项目编号", "项目代码"}},
    TableColumn{"paper_pages", {"页数", "纸质页数", "总页数"}},
    TableColumn{"page_range", {"页号", "起止页号", "页次", "页码", "page"}},
    TableColumn{"page_from", {"起始页号", "起页号", "首页号"}},
    TableColumn{"page_to", {"卷尾号", "终止页号", "止页号"}},
    TableColumn{"item", {"件号", "卷内件号", ""}},
    TableColumn{"line", {"序号", "顺序号", "行号", "no."}},
    TableColumn{"code", {"档号", "原档号", "旧档号"}},
};

/// Page columns mean something together.
constexpr std::array<std::string_view, 4> page_columns{"page_range", "page_from", "page_to", "item"};

/// 45356: of five figures, which no other form of a date has.
std::optional<Date> serial_day(std::string_view value)
{
    constexpr std::size_t digits = 5;  // 1927 to 2173
    if (value.size() != digits || value.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::int64_t serial = 0;
    for (const char c : value) serial = serial * 10 + (c - '0');
    return Date::of_serial(serial, DateSystem::y1900);
}

}  // namespace

bool is_of_page_range(std::string_view column)
{
    return std::ranges::find(page_columns, column) != page_columns.end();
}

Result<PagePlace> listed_pages(const NamedTable& table, const CsvRow& row)
{
    const auto cell = [&](std::string_view name) {
        const std::string_view value = table.cell(row, name);
        return says_none(value) ? std::string_view() : value;
    };
    PageCells cells;
    cells.range = cell("page_range");
    cells.first = cell("page_from");
    cells.last = cell("page_to");
    cells.count = cell("paper_pages");
    cells.item = cell("item");
    const bool ranged = !cells.range.empty() || !cells.first.empty() || !cells.last.empty();
    if (!ranged && cells.item.empty()) return PagePlace();
    return read_page_cells(cells);
}

Result<void> set_page_range(RecordMetadata& metadata, const NamedTable& table, const CsvRow& row)
{
    if (std::ranges::any_of(page_columns, [&](std::string_view name) { return says_none(table.cell(row, name)); }))
        metadata.page_range = {};
    TRY_ASSIGN(const PagePlace place, listed_pages(table, row));
    if (!place.range.empty()) metadata.page_range = place.range;
    return {};
}

std::span<const TableColumn> manifest_columns()
{
    return columns;
}

Result<Date> parse_listed_day(std::string_view value)
{
    if (const auto day = serial_day(value)) return *day;
    return Date::parse(value);
}

Result<void> set_listed(RecordMetadata& metadata, std::string_view name, std::string_view value, const AmountUnit& unit)
{
    if (name == "date") {
        TRY_ASSIGN(metadata.date, parse_listed_day(value));
        return {};
    } else if (name == "amount") {
        TRY_ASSIGN(const Money money, parse_listed_amount(value, unit));
        metadata.amount = money.amount;
        if (!money.currency.empty()) metadata.currency = money.currency;
        return {};
    }
    return set_metadata(metadata, name, value);
}

Result<void> set_metadata(RecordMetadata& metadata, std::string_view name, std::string_view value)
{
    if (name == "category")
        metadata.category = value;
    else if (name == "title")
        metadata.title = value;
    else if (name == "party")
        metadata.party = value;
    else if (name == "folder")
        metadata.folder = value;
    else if (name == "number")
        metadata.number = value;
    else if (name == "note")
        metadata.note = value;
    else if (name == "tags")
        metadata.tags = tags_in(value);
    else if (name == "date") {
        TRY_ASSIGN(metadata.date, Date::parse(value));
    } else if (name == "grade") {
        TRY_ASSIGN(metadata.grade, parse_grade(value));
    } else if (name == "amount") {
        TRY_ASSIGN(metadata.amount, Amount::parse(value));
    } else if (name == "currency") {
        TRY_ASSIGN(metadata.currency, parse_currency(value));
    } else if (name == "responsible") {
        metadata.responsible = value;
    } else if (name == "project") {
        metadata.project = value;
    } else if (name == "security") {
        TRY_ASSIGN(metadata.security, parse_security(value));
    } else if (name == "unit") {
        TRY_ASSIGN(metadata.unit, parse_unit(value));
    } else if (name == "paper_pages") {
        TRY_ASSIGN(metadata.paper_pages, parse_page_count(value));
    } else if (name == "page_range") {
        TRY_ASSIGN(metadata.page_range, parse_page_range(value));
    } else {
        return error(ErrorKind::usage, say("Unknown field: {}", "未知的著录项:{}", {name}));
    }
    return {};
}

Result<std::vector<ManifestRow>> parse_manifest(std::string_view csv, const std::string& directory,
                                                const RecordMetadata& defaults, bool default_grade_given)
{
    constexpr std::array<std::string_view, 1> needed{"path"};
    TRY_ASSIGN(const NamedTable table, read_named_table(csv, columns, needed));
    const auto ends = page_ends(table, defaults);
    std::vector<ManifestRow> parsed;
    for (const CsvRow& csv_row : table.rows) {
        ManifestRow row;
        row.line = csv_row.line;
        row.item.metadata = defaults;
        row.item.grade_given = default_grade_given;
        row.problem = table.misread(csv_row);
        const auto take = [&](std::string_view name) {
            const std::string_view value = table.cell(csv_row, name);
            if (value.empty() || name.empty()) return;
            if (name == "path") {
                row.item.path =
                    value == "-" || value.starts_with('/') ? std::string(value) : directory + "/" + std::string(value);
                return;
            }
            if (is_of_page_range(name) || name == "line") return;
            if (name == "code") {
                auto code = ReferenceCode::parse(value);
                if (code.ok())
                    row.item.code = std::move(*code);
                else if (!row.problem)
                    row.problem = std::move(code).error();
                return;
            }
            row.item.grade_given = row.item.grade_given || name == "grade";
            if (auto set = set_listed(row.item.metadata, name, value, table.unit(name)); !set.ok() && !row.problem)
                row.problem = std::move(set).error();
        };
        for (const std::string_view name : table.names)
            if (name != "currency") take(name);
        take("currency");  // above what an amount says of itself
        if (auto set = set_page_range(row.item.metadata, table, csv_row); !set.ok() && !row.problem)
            row.problem = std::move(set).error();
        if (const auto end = ends.find(csv_row.line); end != ends.end() && row.item.metadata.paper_pages == 0)
            row.item.metadata.page_range.last = end->second;
        if (row.item.path.empty() && !row.problem)
            row.problem = error(ErrorKind::bad_input, say("Line {} names no file", "第 {} 行没有文件", {row.line}));
        parsed.push_back(std::move(row));
    }
    return parsed;
}

}  // namespace fonds
