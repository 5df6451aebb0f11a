// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "archive/pdf/form_parts.hpp"
#include "archive/pdf/page_drawing.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/terminal_width.hpp"

namespace fonds::pdf {

namespace {

constexpr std::size_t rows_to_write_on = 14, rows_of_landscape = 11;

TextStyle style_of(double size, Align align = Align::left)
{
    TextStyle style;
    style.size = size;
    style.align = align;
    style.line_spacing = 1.45;
    return style;
}

std::string said(const FormField& field, bool in_chinese)
{
    return field.label + (in_chinese ? "：" : ": ") + field.value;
}

/// Too wide for a third of a line, in columns of which Han characters have two.
bool is_long(const FormField& field)
{
    constexpr int most = 25;
    int width = 0;
    for (const std::string* text : {&field.label, &field.value})
        for (std::size_t at = 0; at < text->size();) width += terminal_width(next_code_point(*text, at));
    return width > most;
}

/// The head, three fields in a line, without the long ones.
Table head_of(const Form& form)
{
    constexpr std::size_t across = 3;
    Table table;
    table.rules = Rules::none;
    table.style = style_of(10.5);
    table.style.space_after = 2;
    for (std::size_t i = 0; i < across; ++i) table.columns.push_back({"", 1, Align::left});
    for (const FormField& field : form.head) {
        if (is_long(field)) continue;
        if (table.rows.empty() || table.rows.back().size() == across) table.rows.emplace_back();
        table.rows.back().push_back(said(field, form.in_chinese));
    }
    return table;
}

/// Characters of a cell: nobody reads more, and words without an end take long to set.
constexpr std::size_t most_of_a_cell = 1000;
constexpr double cell_size = 9.5;
/// What has parts to cut off is one page where its text has room in one of these sizes; else the parts get one of their own.
/// So few rows and their charts belong on one page, too.
constexpr std::size_t most_beside_charts = 24;
constexpr std::array<double, 3> sizes_of_parts{cell_size, 8.5, 7.5};

void cut(std::string& cell)
{
    std::size_t at = 0;
    for (std::size_t count = 0; at < cell.size() && count < most_of_a_cell; ++count)
        static_cast<void>(next_code_point(cell, at));
    if (at >= cell.size()) return;
    cell.resize(at);
    cell += "…";
}

Table table_of(const std::vector<FormColumn>& columns, const std::vector<std::vector<std::string>>& rows, double size)
{
    Table table;
    table.style = style_of(size);
    for (const FormColumn& column : columns)
        table.columns.push_back({column.heading, column.share, column.centred ? Align::centre : Align::left});
    table.rows = rows;
    for (auto& row : table.rows)
        for (std::string& cell : row) cut(cell);
    return table;
}

void add_further(PageDrawing& drawing, const FormTable& further, double size)
{
    TextStyle name = style_of(11);
    name.weight = Weight::bold;
    name.space_before = 12;
    name.space_after = 4;
    name.keep = Keep::with_next;
    drawing.add(Paragraph{further.title, name}).add(table_of(further.columns, further.rows, size - 1));
}

Table table_of(const Form& form, double size)
{
    Table table = table_of(form.columns, form.rows, size);
    table.keep_below = (form.summary.empty() ? 0 : 24) + (form.signatures.empty() ? 0 : 40);
    if (form.layout == FormLayout::list && table.rows.empty() && form.blank_rows)
        table.rows.resize(form.landscape ? rows_of_landscape : rows_to_write_on, {" "});
    return table;
}

void add_front(PageDrawing& drawing, const Form& form)
{
    drawing.add(Gap{150});
    TextStyle large = style_of(34, Align::centre);
    large.weight = Weight::bold;
    drawing.add(Paragraph{form.title, large}).add(Gap{90});
    Table fields;
    fields.rules = Rules::horizontal;
    fields.style = style_of(16);
    fields.columns = {{"", 1, Align::left}, {"", 2.4, Align::left}};
    for (const FormField& field : form.head) fields.rows.push_back({field.label, field.value});
    drawing.add(fields).add(PageBreak{});
}

void add_signatures(PageDrawing& drawing, const Form& form)
{
    if (form.signatures.empty()) return;
    Table table;
    table.rules = Rules::none;
    table.style = style_of(10.5);
    table.style.space_before = 10;
    table.rows.emplace_back();
    for (const FormField& field : form.signatures) {
        table.columns.push_back({"", 1, Align::left});
        table.rows.front().push_back(said(field, form.in_chinese));
    }
    drawing.add(table);
}

/// A part to cut off: label and value, two in a row.
void add_part(PageDrawing& drawing, const FormPiece& part, double size)
{
    drawing.add(Gap{14}).add(Line{0.5, true}).add(Gap{10});
    TextStyle name = style_of(13, Align::centre);
    name.weight = Weight::bold;
    name.space_after = 4;
    name.keep = Keep::with_next;
    drawing.add(Paragraph{part.title, name});
    Table table;
    table.style = style_of(size);
    table.columns = {{"", 1, Align::centre}, {"", 2.2, Align::left}, {"", 1, Align::centre}, {"", 2.2, Align::left}};
    for (const FormField& field : part.fields) {
        if (table.rows.empty() || table.rows.back().size() == table.columns.size()) table.rows.emplace_back();
        table.rows.back().push_back(field.label);
        cut(table.rows.back().emplace_back(field.value));
    }
    drawing.add(table);
}

PageDrawing drawing_of(const Form& form, const DocumentInfo& info, double size, bool parts_apart)
{
    PageDrawing drawing(info);
    if (form.has_front) add_front(drawing, form);
    drawing.title(form.title);
    if (!form.has_front && !form.head.empty()) {
        drawing.add(head_of(form));
        TextStyle line = style_of(10.5);
        line.left_indent = 4;
        line.space_after = 4;
        for (const FormField& field : form.head)
            if (is_long(field)) drawing.add(Paragraph{said(field, form.in_chinese), line});
    }
    for (const FormChart& chart : form.charts) drawing.add(chart);
    if (!form.columns.empty() && (form.blank_rows || !form.rows.empty())) drawing.add(table_of(form, size));
    for (const FormTable& further : form.more) add_further(drawing, further, size);
    const bool is_sum = form.foot.empty() && form.layout == FormLayout::list;
    TextStyle below = style_of(is_sum ? 10.5 : 9, is_sum ? Align::right : Align::left);
    below.space_before = 6;
    if (!form.summary.empty()) drawing.add(Paragraph{form.summary, below});
    add_signatures(drawing, form);
    if (parts_apart) drawing.add(PageBreak{});
    for (const FormPiece& part : form.pieces) add_part(drawing, part, size);
    return drawing;
}

}  // namespace

Result<std::string> list_form(const Form& form, const PrintOffset& offset, Instant created)
{
    DocumentInfo info;
    info.title = form.title;
    info.created = created;
    info.landscape = form.landscape;
    info.margin = 54;
    info.foot = form.foot;
    info.numbers = form.in_chinese ? PageNumbers::chinese : PageNumbers::english;
    info.numbers_at = Align::right;
    info.covers = form.has_front ? 1 : 0;
    info.right = offset.right * millimetre;
    info.down = offset.down * millimetre;
    if (form.layout == FormLayout::sheet) info.numbers = PageNumbers::none;
    const bool has_parts = !form.pieces.empty();
    const bool wants_one_page = has_parts || (!form.charts.empty() && form.rows.size() <= most_beside_charts);
    for (const double size : sizes_of_parts) {
        const PageDrawing drawing = drawing_of(form, info, size, false);
        if (!wants_one_page || drawing.page_count() == 1) return drawing.pdf();
    }
    return drawing_of(form, info, cell_size, has_parts).pdf();
}

}  // namespace fonds::pdf
