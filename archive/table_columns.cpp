// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/table_columns.hpp"

#include <algorithm>
#include <iterator>

#include "archive/category_row.hpp"
#include "archive/manifest.hpp"
#include "archive/number_row.hpp"
#include "archive/tag_cell.hpp"

namespace fonds {

namespace {

using Columns = std::vector<TableColumn>;

Columns record_columns()
{
    Columns columns{{"code", {"档号", "reference code", ""}}};
    for (const TableColumn& column : manifest_columns())
        if (column.name != "path" && column.name != "code") columns.push_back(column);
    columns.push_back({"position", {"卷内排序", "手工顺序", ""}});
    columns.push_back({"location", {"库位", "库位号", "存放位置"}});
    columns.push_back({"path", {"文件", "路径", "文件路径"}});
    columns.push_back({"attachments", {"附件", "附件路径", ""}});
    columns.push_back({"same_as", {"同文件", "相同文件", ""}});
    columns.push_back({"printed_responsible", {"打印用责任者", "", ""}});
    columns.push_back({"printed_pages", {"打印用页数", "", ""}});
    columns.push_back({"files", {"数字对象", "", ""}});
    columns.push_back({"pages", {"数字页数", "", ""}});
    columns.push_back({"filed_at", {"归档时间", "", ""}});
    columns.push_back({"filed_by", {"归档人", "", ""}});
    return columns;
}

constexpr std::string_view told_of_records[] = {"files", "pages", "filed_at", "filed_by"};
constexpr std::string_view told_of_places[] = {"title", "loan"};
constexpr std::string_view told_of_loans[] = {"id", "title", "received_by", "condition", "pages_returned"};
constexpr std::string_view told_of_others[] = {"records", "initials", "papers"};

}  // namespace

Columns columns_of(TableKind kind)
{
    switch (kind) {
    case TableKind::records: return record_columns();
    case TableKind::categories: return {category_columns().begin(), category_columns().end()};
    case TableKind::folders:
        return {{"category", {"门类", "类别", "门类代码"}},
                {"number", {"案卷号", "案卷", "编号"}},
                {"title", {"案卷题名", "题名", "标题"}},
                {"period", {"时间", "起止时间", "期间"}},
                {"open", {"状态", "", ""}},
                {"reason", {"封卷原因", "启封原因", "原因"}},
                {"most_pieces", {"件数上限", "容量(件)", ""}},
                {"most_pages", {"页数上限", "容量(页)", ""}},
                {"spine", {"卷脊厚度", "脊厚", "厚度"}},
                {"mixed", {"可混放", "案卷可混放", ""}},
                {"records", {"件数", "", ""}}};
    case TableKind::numbers: return {number_columns().begin(), number_columns().end()};
    case TableKind::parties:
        return {{"name", {"名称", "往来单位", "单位名称"}},
                {"aliases", {"别名", "简称", "曾用名"}},
                {"initials", {"拼音首字母", "", ""}},
                {"note", {"备注", "说明", ""}},
                {"records", {"件数", "", ""}}};
    case TableKind::locations:
        return {{"address", {"库位号", "库位", "位置"}}, {"kind", {"类型", "", ""}},
                {"parent", {"上级", "上级库位", ""}},    {"name", {"名称", "", ""}},
                {"capacity", {"容量", "", ""}},          {"climate", {"温湿度标准", "", ""}},
                {"note", {"备注", "说明", ""}},          {"retired", {"停用", "", ""}},
                {"papers", {"存放件数", "", ""}}};
    case TableKind::papers:
        return {{"paper", {"档号", "案卷", "编号"}},
                {"location", {"库位", "库位号", "存放位置"}},
                {"title", {"题名", "", ""}},
                {"home", {"归还至", "", ""}},
                {"loan", {"借阅编号", "", ""}}};
    case TableKind::loans:
        return {{"id", {"借阅编号", "", ""}},        {"paper", {"档号", "", ""}},
                {"title", {"题名", "", ""}},         {"reader", {"借阅人", "", ""}},
                {"unit", {"单位", "", ""}},          {"contact", {"联系方式", "", ""}},
                {"purpose", {"事由", "", ""}},       {"manner", {"方式", "", ""}},
                {"approved_by", {"批准人", "", ""}}, {"lent", {"借阅日期", "", ""}},
                {"lent_by", {"经办人", "", ""}},     {"due", {"应还日期", "", ""}},
                {"renewals", {"续借次数", "", ""}},  {"pages", {"页数", "", ""}},
                {"returned", {"实还日期", "", ""}},  {"received_by", {"接收人", "", ""}},
                {"condition", {"归还状态", "", ""}}, {"pages_returned", {"归还页数", "", ""}},
                {"note", {"备注", "", ""}}};
    }
    return {};
}

bool is_told_only(TableKind kind, std::string_view column)
{
    if (kind == TableKind::numbers) return false;
    if (kind == TableKind::records) return std::ranges::find(told_of_records, column) != std::end(told_of_records);
    if (kind == TableKind::papers) return std::ranges::find(told_of_places, column) != std::end(told_of_places);
    if (kind == TableKind::loans) return std::ranges::find(told_of_loans, column) != std::end(told_of_loans);
    return std::ranges::find(told_of_others, column) != std::end(told_of_others);
}

namespace {

/// Text that somebody said.
SheetCell said_cell(std::string_view text)
{
    return {SheetCell::Kind::text, literal_text(text)};
}

/// Nothing where it is not known.
SheetCell page_cell(std::int32_t page)
{
    return number_cell(page > 0 ? std::to_string(page) : std::string());
}

}  // namespace

SheetCell metadata_cell(const RecordMetadata& said, std::string_view column)
{
    if (column == "title") return said_cell(said.title);
    if (column == "category") return said_cell(said.category);
    if (column == "folder") return said_cell(said.folder);
    if (column == "party") return said_cell(said.party);
    if (column == "date") return date_cell(said.date ? said.date->text() : std::string());
    if (column == "grade") return {SheetCell::Kind::text, std::string(text_of(said.grade))};
    if (column == "number") return said_cell(said.number);
    if (column == "amount") return number_cell(said.amount ? said.amount->text() : std::string());
    if (column == "currency") return said_cell(said.currency);
    if (column == "note") return said_cell(said.note);
    if (column == "tags") return said_cell(cell_of_tags(said.tags));
    if (column == "responsible") return said_cell(said.responsible);
    if (column == "security") return {SheetCell::Kind::text, said.security ? std::string(name_of(*said.security)) : ""};
    if (column == "unit") return said_cell(said.unit);
    if (column == "project") return said_cell(said.project);
    if (column == "paper_pages") return page_cell(said.paper_pages);
    if (column == "page_from") return page_cell(said.page_range.first);
    if (column == "page_to") return page_cell(said.page_range.last);
    return {};
}

bool clear_metadata(RecordMetadata& said, std::string_view column)
{
    if (column == "folder") return said.folder.clear(), true;
    if (column == "party") return said.party.clear(), true;
    if (column == "date") return said.date.reset(), true;
    if (column == "number") return said.number.clear(), true;
    if (column == "amount") return said.amount.reset(), said.currency.clear(), true;
    if (column == "currency") return said.currency.clear(), true;
    if (column == "note") return said.note.clear(), true;
    if (column == "tags") return said.tags.clear(), true;
    if (column == "responsible") return said.responsible.clear(), true;
    if (column == "security") return said.security.reset(), true;
    if (column == "unit") return said.unit.clear(), true;
    if (column == "project") return said.project.clear(), true;
    if (column == "paper_pages") return said.paper_pages = 0, true;
    return false;
}

std::optional<RecordEdit> edit_between(const RecordMetadata& before, const RecordMetadata& after)
{
    RecordEdit edit;
    bool any = false;
    const auto take = [&](const auto& old_value, const auto& value, auto& wanted) {
        if (old_value == value) return;
        wanted = value;
        any = true;
    };
    take(before.title, after.title, edit.title);
    take(before.category, after.category, edit.category);
    take(before.folder, after.folder, edit.folder);
    take(before.party, after.party, edit.party);
    take(before.number, after.number, edit.number);
    take(before.currency, after.currency, edit.currency);
    take(before.note, after.note, edit.note);
    take(before.date, after.date, edit.date);
    take(before.grade, after.grade, edit.grade);
    take(before.amount, after.amount, edit.amount);
    take(before.responsible, after.responsible, edit.responsible);
    take(before.security, after.security, edit.security);
    take(before.unit, after.unit, edit.unit);
    take(before.project, after.project, edit.project);
    take(before.paper_pages, after.paper_pages, edit.paper_pages);
    take(before.page_range, after.page_range, edit.page_range);
    std::ranges::copy_if(after.tags, std::back_inserter(edit.add_tags),
                         [&](const auto& tag) { return std::ranges::find(before.tags, tag) == before.tags.end(); });
    std::ranges::copy_if(before.tags, std::back_inserter(edit.remove_tags),
                         [&](const auto& tag) { return std::ranges::find(after.tags, tag) == after.tags.end(); });
    if (!any && edit.add_tags.empty() && edit.remove_tags.empty()) return std::nullopt;
    return edit;
}

}  // namespace fonds
