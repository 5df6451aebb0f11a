// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/manifest.hpp"

#include <array>

#include "archive/named_table.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"path", {"文件", "路径", "文件路径"}},
    TableColumn{"category", {"门类", "类别", "分类"}},
    TableColumn{"title", {"题名", "标题", "名称"}},
    TableColumn{"party", {"往来单位", "客户", "单位"}},
    TableColumn{"date", {"日期", "文件日期", "形成日期"}},
    TableColumn{"grade", {"重要性", "等级", "级别"}},
    TableColumn{"folder", {"案卷", "案卷号", "文件夹"}},
    TableColumn{"number", {"编号", "文件编号", "合同编号"}},
    TableColumn{"amount", {"金额", "合同金额", "价税合计"}},
    TableColumn{"currency", {"币种", "货币", ""}},
    TableColumn{"note", {"备注", "说明", ""}},
    TableColumn{"tags", {"标签", "tag", "关键词"}},
};

std::vector<std::string> split_tags(std::string_view value)
{
    std::vector<std::string> tags;
    std::string tag;
    const auto end = [&] {
        if (const auto whole = trimmed(tag); !whole.empty()) tags.emplace_back(whole);
        tag.clear();
    };
    for (std::size_t at = 0; at < value.size();) {
        const char32_t c = next_code_point(value, at);
        if (c == ';' || c == ',' || c == U'\u3001' || c == U'\uFF1B' || c == U'\uFF0C')
            end();
        else
            append_utf8(tag, c);
    }
    end();
    return tags;
}

}  // namespace

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
        metadata.tags = split_tags(value);
    else if (name == "date") {
        TRY_ASSIGN(metadata.date, Date::parse(value));
    } else if (name == "grade") {
        TRY_ASSIGN(metadata.grade, parse_grade(value));
    } else if (name == "amount") {
        TRY_ASSIGN(metadata.amount, Amount::parse(value));
    } else if (name == "currency") {
        TRY_ASSIGN(metadata.currency, parse_currency(value));
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
    std::vector<ManifestRow> parsed;
    for (const CsvRow& csv_row : table.rows) {
        ManifestRow row;
        row.line = csv_row.line;
        row.item.metadata = defaults;
        row.item.grade_given = default_grade_given;
        row.problem = table.misread(csv_row);
        for (const std::string_view name : table.names) {
            const std::string_view value = table.cell(csv_row, name);
            if (value.empty() || name.empty()) continue;
            if (name == "path") {
                row.item.path =
                    value == "-" || value.starts_with('/') ? std::string(value) : directory + "/" + std::string(value);
                continue;
            }
            row.item.grade_given = row.item.grade_given || name == "grade";
            if (auto set = set_metadata(row.item.metadata, name, value); !set.ok() && !row.problem)
                row.problem = std::move(set).error();
        }
        if (row.item.path.empty() && !row.problem)
            row.problem = error(ErrorKind::bad_input, say("Line {} names no file", "第 {} 行没有文件", {row.line}));
        parsed.push_back(std::move(row));
    }
    return parsed;
}

}  // namespace fonds
