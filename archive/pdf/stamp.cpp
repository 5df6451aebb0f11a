// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "archive/pdf/marks.hpp"
#include "archive/pdf/pdf_surface.hpp"
#include "archive/pdf/sheets.hpp"

namespace fonds {

namespace {

using namespace fonds::pdf;

constexpr double line = 0.35 * millimetre;
constexpr double frame_line = 0.5 * millimetre;
constexpr double name_size = 5;    // points: the names of the cells
constexpr double value_size = 10;  // what is filled in
constexpr double least_value_size = 4.5;
constexpr double pad = 0.7 * millimetre;

class StampDrawing {
public:
    StampDrawing(cairo_t* canvas, Ink ink) : canvas_(canvas), ink_(ink) {}

    /// The upper left corner in points.
    void draw(const StampCells& cells, double left, double top) const
    {
        cairo_save(canvas_);
        cairo_set_source_rgb(canvas_, 0.80, 0.05, 0.08);
        const double width = stamp_width * millimetre, height = stamp_height * millimetre;
        rule(left, top, width, height);
        for (std::size_t i = 0; i < stamp_cells.size(); ++i) {
            const double x = left + static_cast<double>(i % 3) * width / 3;
            const double y = top + static_cast<double>(i / 3) * height / 2;
            draw_cell(stamp_cells[i], cells.*stamp_cells[i].value, x, y, width / 3, height / 2);
        }
        cairo_restore(canvas_);
    }

private:
    /// The frame lies within the measure.
    void rule(double left, double top, double width, double height) const
    {
        cairo_set_line_width(canvas_, frame_line);
        cairo_rectangle(canvas_, left + frame_line / 2, top + frame_line / 2, width - frame_line, height - frame_line);
        cairo_stroke(canvas_);
        cairo_set_line_width(canvas_, line);
        for (const double part : {1.0 / 3, 2.0 / 3}) {
            cairo_move_to(canvas_, left + part * width, top);
            cairo_line_to(canvas_, left + part * width, top + height);
        }
        cairo_move_to(canvas_, left, top + height / 2);
        cairo_line_to(canvas_, left + width, top + height / 2);
        cairo_stroke(canvas_);
    }

    void draw_cell(const NamedCell& cell, const std::string& value, double x, double y, double width, double height) const
    {
        TextStyle style;
        style.face = Face::sans;
        style.align = Align::centre;
        style.line_spacing = 1.15;
        style.size = name_size;
        const double inner = width - 2 * pad;
        const double name_top = y + 0.5 * millimetre;
        short_text(context_.get(), cell.name, style, inner, 1).draw(canvas_, x + pad, name_top, ink_);
        if (value.empty()) return;
        const double top = name_top + pitch_of(style);
        const double room = y + height - 0.4 * millimetre - top;
        style.weight = Weight::bold;
        style.size = size_for_line(context_.get(), value, style, inner, value_size, least_value_size);
        int lines = 1;
        if (style.size == 0) {
            style.size = least_value_size + 0.5;
            style.line_spacing = 1.1;
            lines = 2;
        }
        const ShortText text = short_text(context_.get(), value, style, inner, lines);
        text.draw(canvas_, x + pad, top + (room - text.height()) / 2, ink_);
    }

    cairo_t* canvas_;
    Ink ink_;
    Context context_ = make_context();
};

}  // namespace

Result<std::string> stamps(const StampJob& job, Instant created)
{
    const bool alone = !job.sheet;
    const double width = alone ? stamp_width : job.sheet->paper.width;
    const double height = alone ? stamp_height : job.sheet->paper.height;
    PdfSurface surface(width * millimetre, height * millimetre, "归档章", "", created);
    const StampDrawing drawing(surface.canvas(), alone ? Ink::outlines : Ink::text);
    int page = 0;
    for (int i = 0; i < static_cast<int>(job.stamps.size()); ++i) {
        LabelPlace place{i, 0, 0};
        if (!alone) {
            place = place_of(*job.sheet, job.start, i);
            place.left += job.offset.right + (job.sheet->width - stamp_width) / 2;
            place.top += job.offset.down + (job.sheet->height - stamp_height) / 2;
        }
        for (; page < place.page; ++page) cairo_show_page(surface.canvas());
        drawing.draw(job.stamps[static_cast<std::size_t>(i)], place.left * millimetre, place.top * millimetre);
    }
    cairo_show_page(surface.canvas());
    return surface.finish();
}

}  // namespace fonds
