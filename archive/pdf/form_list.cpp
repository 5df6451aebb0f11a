// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/form_parts.hpp"
#include "archive/pdf/page_drawing.hpp"
#include "schema/core/escape.hpp"

namespace fonds::pdf {

namespace {

constexpr std::size_t rows_to_write_on = 14;

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

constexpr std::size_t long_value = 42;  // bytes: what a third of the page does not hold in one line

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
        if (field.value.size() > long_value) continue;
        if (table.rows.empty() || table.rows.back().size() == across) table.rows.emplace_back();
        table.rows.back().push_back(said(field, form.in_chinese));
    }
    return table;
}

/// Nobody reads more in a cell, and words without an end take long to set.
void cut(std::string& cell)
{
    constexpr std::size_t most_characters = 1000;
    std::size_t at = 0;
    for (std::size_t count = 0; at < cell.size() && count < most_characters; ++count)
        static_cast<void>(next_code_point(cell, at));
    if (at >= cell.size()) return;
    cell.resize(at);
    cell += "…";
}

Table table_of(const Form& form)
{
    Table table;
    table.style = style_of(9.5);
    table.keep_below = (form.summary.empty() ? 0 : 24) + (form.signatures.empty() ? 0 : 40);
    for (const FormColumn& column : form.columns)
        table.columns.push_back({column.heading, column.share, column.centred ? Align::centre : Align::left});
    table.rows = form.rows;
    for (auto& row : table.rows)
        for (std::string& cell : row) cut(cell);
    if (form.layout == FormLayout::list && table.rows.empty()) table.rows.resize(rows_to_write_on, {" "});
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

}  // namespace

Result<std::string> list_form(const Form& form, const PrintOffset& offset, Instant created)
{
    DocumentInfo info;
    info.title = form.title;
    info.created = created;
    info.landscape = form.landscape;
    info.margin = 54;
    info.numbers = form.in_chinese ? PageNumbers::chinese : PageNumbers::english;
    info.numbers_at = Align::right;
    info.covers = form.has_front ? 1 : 0;
    info.right = offset.right * millimetre;
    info.down = offset.down * millimetre;
    if (form.layout == FormLayout::sheet) info.numbers = PageNumbers::none;
    PageDrawing drawing(info);
    if (form.has_front) add_front(drawing, form);
    drawing.title(form.title);
    if (!form.has_front && !form.head.empty()) {
        drawing.add(head_of(form));
        TextStyle line = style_of(10.5);
        line.left_indent = 4;
        line.space_after = 4;
        for (const FormField& field : form.head)
            if (field.value.size() > long_value) drawing.add(Paragraph{said(field, form.in_chinese), line});
    }
    if (!form.columns.empty()) drawing.add(table_of(form));
    TextStyle below = style_of(10.5, Align::right);
    below.space_before = 6;
    if (!form.summary.empty()) drawing.add(Paragraph{form.summary, below});
    add_signatures(drawing, form);
    return drawing.pdf();
}

}  // namespace fonds::pdf
