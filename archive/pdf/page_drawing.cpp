// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/page_drawing.hpp"

#include <algorithm>

#include "archive/pdf/page_layout.hpp"
#include "archive/pdf/pdf_surface.hpp"

namespace fonds {

namespace {

std::string page_number(PageNumbers kind, int page, int pages)
{
    const auto of = [&](const char* pattern) { return fill(pattern, {page, pages}); };
    switch (kind) {
    case PageNumbers::none: break;
    case PageNumbers::english: return of("Page {} of {}");
    case PageNumbers::chinese: return of("第 {} 页 共 {} 页");
    }
    return {};
}

double width_of(const DocumentInfo& info)
{
    return info.landscape ? pdf::a4_height : pdf::a4_width;
}

double height_of(const DocumentInfo& info)
{
    return info.landscape ? pdf::a4_width : pdf::a4_height;
}

pdf::Frame frame_of(const DocumentInfo& info)
{
    const double margin = std::clamp(info.margin, 0.0, pdf::a4_width / 3);
    return {margin, margin + 4, width_of(info) - 2 * margin, height_of(info) - margin};
}

std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

PageDrawing& PageDrawing::title(std::string text)
{
    TextStyle style;
    style.size = 20;
    style.weight = Weight::bold;
    style.align = Align::centre;
    style.line_spacing = 1.5;
    style.space_after = 14;
    style.keep = Keep::with_next;
    return add(Paragraph{std::move(text), style});
}

PageDrawing& PageDrawing::heading(std::string text)
{
    TextStyle style;
    style.size = 12;
    style.weight = Weight::bold;
    style.space_before = 8;
    style.space_after = 2;
    style.keep = Keep::with_next;
    return add(Paragraph{std::move(text), style});
}

PageDrawing& PageDrawing::paragraph(std::string text)
{
    TextStyle style;
    style.align = Align::justified;
    if (pdf::has_han(text))
        style.first_indent = 2 * style.size;
    else
        style.space_after = 5;
    return add(Paragraph{std::move(text), style});
}

int PageDrawing::page_count() const
{
    const pdf::Context context = pdf::make_context();
    return pdf::Flow(context.get(), nullptr, frame_of(info_), [](int) {}).run(blocks_);
}

Result<std::string> PageDrawing::pdf() const
{
    const pdf::Context context = pdf::make_context();
    const pdf::Frame frame = frame_of(info_);
    const double margin = frame.left;
    const int pages = pdf::Flow(context.get(), nullptr, frame, [](int) {}).run(blocks_);

    pdf::PdfSurface surface(width_of(info_), height_of(info_), info_.title, info_.author, info_.created);
    cairo_translate(surface.canvas(), info_.right, info_.down);
    TextStyle small;
    small.size = 9;
    const auto put = [&](const std::string& text, Align align, double y) {
        small.align = align;
        if (text.empty()) return;
        const pdf::Layout layout = pdf::set_text(context.get(), text, small, frame.width);
        pdf::draw_lines(surface.canvas(), layout, small, frame.left, y, 0, 1);
    };
    const auto finish_page = [&](int page) {
        if (page <= info_.covers) return;
        put(info_.running_head, Align::centre, margin * 0.5);
        put(page_number(info_.numbers, page - info_.covers, pages - info_.covers), info_.numbers_at,
            height_of(info_) - margin * 0.7);
        if (info_.foot.empty()) return;
        TextStyle fine;
        fine.size = 7;
        const pdf::Layout layout = pdf::set_text(context.get(), info_.foot, fine, frame.width);
        pdf::draw_lines(surface.canvas(), layout, fine, frame.left, height_of(info_) - margin * 0.7 + 13, 0, 1);
    };
    pdf::Flow(context.get(), surface.canvas(), frame, finish_page).run(blocks_);
    return surface.finish();
}

std::string PageDrawing::plain_text() const
{
    std::string text;
    const auto put_row = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : "\t") + one_line(cells[i]);
        text += '\n';
    };
    for (const Block& block : blocks_) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) text += paragraph->text + "\n";
        if (const auto* pair = std::get_if<SideBySide>(&block)) text += pair->left.text + "\n" + pair->right.text + "\n";
        if (const auto* chart = std::get_if<FormChart>(&block)) {
            text += chart->title + "\n";
            for (const FormBar& bar : chart->bars) put_row({bar.label, bar.told});
        }
        if (const auto* table = std::get_if<Table>(&block)) {
            std::vector<std::string> headings;
            for (const Column& column : table->columns) headings.push_back(column.heading);
            if (std::any_of(headings.begin(), headings.end(), [](const auto& heading) { return !heading.empty(); }))
                put_row(headings);
            for (const auto& row : table->rows) put_row(row);
        }
    }
    return text;
}

}  // namespace fonds
