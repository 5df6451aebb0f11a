// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sheet/sheet_writer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <xlsxwriter.h>

#include "schema/core/escape.hpp"
#include "schema/core/memory_file.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_rows = LXW_ROW_MAX - 1;
constexpr std::size_t longest_cell = 32'767;  // characters
constexpr std::size_t exact_digits = 15;
constexpr double narrowest = 8, widest = 60;  // of a column, in figures

Error too_much(Text what)
{
    return error(ErrorKind::usage, std::move(what))
        .with_hint(say("Write CSV, which has no such limit.", "请改用 CSV,没有此限制。"));
}

Error not_written(lxw_error why)
{
    return error(ErrorKind::io, say("The workbook cannot be written: {}", "无法写出工作簿:{}", {lxw_strerror(why)}))
        .with_hint(say("Is there room for temporary files?", "请检查临时文件所在磁盘的空间。"));
}

/// Excel reads _x0041_ in a text as A; written so, it is itself.
std::string literal(std::string_view text)
{
    std::string escaped;
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool code = text[at] == '_' && text.size() - at >= 7 && text[at + 1] == 'x' && text[at + 6] == '_' &&
                          std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                                      text.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_hex);
        escaped += code ? "_x005F_" : std::string(1, text[at]);
    }
    return escaped;
}

std::optional<double> figure_of(std::string_view text)
{
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    if (problem != std::errc() || end != text.data() + text.size() || digits > static_cast<std::ptrdiff_t>(exact_digits))
        return std::nullopt;
    return value;
}

class Workbook {
public:
    static Result<Workbook> make(const std::string& path, const std::string& sheet_name)
    {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        Workbook made;
        made.book_ = workbook_new_opt(path.c_str(), &options);
        if (made.book_ != nullptr) made.sheet_ = workbook_add_worksheet(made.book_, sheet_name.c_str());
        if (made.sheet_ == nullptr) return not_written(LXW_ERROR_CREATING_TMPFILE);
        made.heading_ = workbook_add_format(made.book_);
        made.date_ = workbook_add_format(made.book_);
        made.amount_ = workbook_add_format(made.book_);
        format_set_bold(made.heading_);
        format_set_num_format(made.date_, "yyyy-mm-dd");
        format_set_num_format(made.amount_, "#,##0.00");
        worksheet_freeze_panes(made.sheet_, 1, 0);
        return made;
    }
    ~Workbook()
    {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(Workbook&& other) noexcept
        : book_(std::exchange(other.book_, nullptr)), sheet_(other.sheet_), heading_(other.heading_), date_(other.date_),
          amount_(other.amount_), row_(other.row_)
    {
    }
    Workbook& operator=(Workbook&&) = delete;

    Result<void> put(const SheetRow& row)
    {
        if (row_ > most_rows) return too_much(say("A sheet has at most {} rows", "工作表至多 {} 行", {most_rows}));
        if (row_ == 0) set_widths(row);
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!row[c].text.empty()) TRY(put_cell(static_cast<lxw_col_t>(c), row[c]));
        ++row_;
        return {};
    }

    Result<void> close()
    {
        const lxw_error done = workbook_close(std::exchange(book_, nullptr));
        if (done != LXW_NO_ERROR) return not_written(done);
        return {};
    }

private:
    Workbook() = default;

    void set_widths(const SheetRow& headings)
    {
        for (std::size_t c = 0; c < headings.size(); ++c) {
            double width = 2;
            for (std::size_t at = 0; at < headings[c].text.size();)
                width += next_code_point(headings[c].text, at) < 0x80 ? 1 : 2;
            const auto column = static_cast<lxw_col_t>(c);
            worksheet_set_column(sheet_, column, column, std::clamp(width * 1.5, narrowest, widest), nullptr);
        }
    }

    Result<void> put_cell(lxw_col_t column, const SheetCell& cell)
    {
        lxw_error done = LXW_NO_ERROR;
        const auto row = static_cast<lxw_row_t>(row_);
        const auto date = cell.kind == SheetCell::Kind::date ? Date::parse(cell.text) : Result<Date>(Error{});
        const auto figure = cell.kind == SheetCell::Kind::number ? figure_of(cell.text) : std::nullopt;
        if (date.ok() && date->year() >= 1900) {
            lxw_datetime day{};
            day.year = date->year();
            day.month = static_cast<int>(static_cast<unsigned>(date->day().month()));
            day.day = static_cast<int>(static_cast<unsigned>(date->day().day()));
            done = worksheet_write_datetime(sheet_, row, column, &day, date_);
        } else if (figure) {
            const bool decimals = cell.text.find('.') != std::string::npos;
            done = worksheet_write_number(sheet_, row, column, *figure, decimals ? amount_ : nullptr);
        } else {
            const std::string text = literal(cell.kind == SheetCell::Kind::text ? workbook_text(cell.text) : cell.text);
            done = worksheet_write_string(sheet_, row, column, text.c_str(), row_ == 0 ? heading_ : nullptr);
        }
        if (done == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            return too_much(say("A cell holds at most {} characters: {} …", "单元格至多 {} 个字符:{}……",
                                {longest_cell, to_valid_utf8(cell.text.substr(0, 60))}));
        if (done != LXW_NO_ERROR) return not_written(done);
        return {};
    }

    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *heading_ = nullptr, *date_ = nullptr, *amount_ = nullptr;
    std::size_t row_ = 0;
};

}  // namespace

Result<Fd> write_workbook(const std::string& sheet_name, const std::function<Result<void>(const SheetRowReceiver&)>& produce)
{
    TRY_ASSIGN(Fd file, memory_file("workbook", ""));
    TRY_ASSIGN(Workbook book, Workbook::make("/proc/self/fd/" + std::to_string(file.get()), sheet_name));
    TRY(produce([&](const SheetRow& row) { return book.put(row); }));
    TRY(book.close());
    return file;
}

}  // namespace fonds
