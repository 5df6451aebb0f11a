// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/manifest.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <iconv.h>

#include "archive/csv.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

struct Column {
    std::string_view name;
    std::array<std::string_view, 3> others;
};

constexpr std::array columns{
    Column{"path", {"文件", "路径", "文件路径"}},
    Column{"category", {"门类", "类别", "分类"}},
    Column{"title", {"题名", "标题", "名称"}},
    Column{"party", {"往来单位", "客户", "单位"}},
    Column{"date", {"日期", "文件日期", "形成日期"}},
    Column{"grade", {"重要性", "等级", "级别"}},
    Column{"folder", {"案卷", "案卷号", "文件夹"}},
    Column{"number", {"编号", "文件编号", "合同编号"}},
    Column{"amount", {"金额", "合同金额", "价税合计"}},
    Column{"currency", {"币种", "货币", ""}},
    Column{"note", {"备注", "说明", ""}},
    Column{"tags", {"标签", "tag", "关键词"}},
};

std::string_view trim(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text)
{
    std::string folded(text);
    for (auto& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

/// The English name of a column; empty when it is none of ours.
std::string_view column_of(std::string_view header)
{
    const std::string wanted = lower(trim(header));
    for (const auto& column : columns) {
        if (wanted == column.name) return column.name;
        for (const auto other : column.others)
            if (!other.empty() && wanted == other) return column.name;
    }
    return {};
}

/// GB18030 to UTF-8; nothing when it is not that either.
std::optional<std::string> from_gb18030(std::string_view bytes)
{
    const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string in(bytes), out(bytes.size() * 2 + 16, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t left = in.size(), room = out.size();
    const std::size_t result = ::iconv(converter, &from, &left, &to, &room);
    ::iconv_close(converter);
    if (result == static_cast<std::size_t>(-1)) return std::nullopt;
    out.resize(out.size() - room);
    return out;
}

Result<std::string> decode(std::string_view csv)
{
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    if (to_valid_utf8(csv) == csv) return std::string(csv);
    if (auto text = from_gb18030(csv)) return std::move(*text);
    return error(ErrorKind::bad_input,
                 say("The list is neither UTF-8 nor GB18030 text", "清单既不是 UTF-8 也不是 GB18030 文本"))
        .with_hint(say("Save it as CSV UTF-8.", "请另存为 CSV UTF-8 格式。"));
}

std::vector<std::string> split_tags(std::string_view value)
{
    std::vector<std::string> tags;
    std::string tag;
    const auto end = [&] {
        if (const auto whole = trim(tag); !whole.empty()) tags.emplace_back(whole);
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

Error bad_header(const CsvRow& header, Text what, Text hint)
{
    return error(ErrorKind::bad_input, std::move(what)).with_hint(std::move(hint)).at(std::to_string(header.line));
}

/// The field of each column; empty for one without a name. Columns without a name at the end are as if they were not there.
Result<std::vector<std::string_view>> read_header(const CsvRow& header)
{
    std::vector<std::string_view> names;
    for (std::size_t c = 0; c < header.cells.size(); ++c) {
        const auto& cell = header.cells[c];
        const auto name = column_of(cell);
        if (name.empty() && !trim(cell).empty())
            return bad_header(
                header, say("Unknown column: {}", "未知的列:{}", {cell}),
                say("Columns: path, category, title, party, date, grade, folder, number, amount, currency, note, tags.",
                    "可用的列:文件、门类、题名、往来单位、日期、重要性、案卷、编号、金额、币种、备注、标签。"));
        const auto same = std::ranges::find(names, name);
        if (!name.empty() && same != names.end()) {
            const auto& other = header.cells[static_cast<std::size_t>(same - names.begin())];
            return bad_header(header,
                              say("Two columns say the same: {} and {}", "两列含义相同:{} 与 {}", {trim(other), trim(cell)}),
                              say("Remove one of them.", "请删去其中一列。"));
        }
        names.push_back(name);
    }
    if (std::ranges::find(names, "path") == names.end())
        return bad_header(header, say("The list has no column path", "清单缺少 path(文件)列"),
                          say("The first row names the columns; path is needed.", "首行为列名,必须有 path 或 文件。"));
    while (names.back().empty()) names.pop_back();
    return names;
}

bool is_blank(const CsvRow& row)
{
    return std::ranges::all_of(row.cells, [](const std::string& cell) { return trim(cell).empty(); });
}

/// What stands in a column without a name has lost its meaning, for the whole list.
Result<void> refuse_nameless(const std::vector<CsvRow>& rows, const std::vector<std::string_view>& names)
{
    for (std::size_t c = 0; c < names.size(); ++c)
        for (std::size_t r = 1; names[c].empty() && r < rows.size(); ++r)
            if (c < rows[r].cells.size() && !trim(rows[r].cells[c]).empty())
                return bad_header(rows.front(),
                                  say("Column {} has no name, but line {} says something in it",
                                      "第 {} 列没有列名,但第 {} 行有内容", {c + 1, rows[r].line}),
                                  say("Name the column in the first row, or remove it.", "请在首行写明列名,或删去此列。"));
    return {};
}

/// Nothing of such a list can be trusted: the missing mark may as well belong to an earlier row.
Error never_closed(std::size_t line)
{
    return error(ErrorKind::bad_input, say("A quotation mark that opens on line {} is never closed; nothing was filed",
                                           "第 {} 行的引号没有结束,未归档任何文件", {line}))
        .with_hint(say("Close it, or write \"\" for a mark inside a cell; the mistake may stand further up.",
                       "请补上结束引号,单元格内的引号请写成 \"\";错误也可能在更前的行。"))
        .at(std::to_string(line));
}

bool has_cells_beyond(const CsvRow& row, std::size_t width)
{
    for (std::size_t c = width; c < row.cells.size(); ++c)
        if (!trim(row.cells[c]).empty()) return true;
    return false;
}

Error misread(const CsvRow& row, std::size_t width)
{
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
    TRY_ASSIGN(const std::string text, decode(csv));
    std::string_view table = text;
    const auto separator = take_separator_line(table);
    auto [rows, open_quote] = parse_csv(table, separator ? *separator : guess_separator(table));
    if (open_quote != 0) return never_closed(open_quote);
    std::erase_if(rows, is_blank);
    if (rows.empty()) return error(ErrorKind::bad_input, say("The list is empty", "清单为空"));
    TRY_ASSIGN(const auto names, read_header(rows.front()));
    TRY(refuse_nameless(rows, names));

    std::vector<ManifestRow> parsed;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const CsvRow& csv_row = rows[r];
        ManifestRow row;
        row.line = csv_row.line;
        row.item.metadata = defaults;
        row.item.grade_given = default_grade_given;
        if (csv_row.torn || has_cells_beyond(csv_row, names.size())) row.problem = misread(csv_row, names.size());
        for (std::size_t c = 0; c < names.size() && c < csv_row.cells.size(); ++c) {
            const std::string_view value = trim(csv_row.cells[c]);
            if (value.empty() || names[c].empty()) continue;
            if (names[c] == "path") {
                row.item.path =
                    value == "-" || value.starts_with('/') ? std::string(value) : directory + "/" + std::string(value);
                continue;
            }
            row.item.grade_given = row.item.grade_given || names[c] == "grade";
            if (auto set = set_metadata(row.item.metadata, names[c], value); !set.ok() && !row.problem)
                row.problem = std::move(set).error();
        }
        if (row.item.path.empty() && !row.problem)
            row.problem = error(ErrorKind::bad_input, say("Line {} names no file", "第 {} 行没有文件", {row.line}));
        parsed.push_back(std::move(row));
    }
    return parsed;
}

}  // namespace fonds
