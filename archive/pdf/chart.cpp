// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/chart.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "archive/pdf/axis.hpp"
#include "archive/pdf/marks.hpp"

namespace fonds::pdf {

namespace {

constexpr double title_height = 20, row_height = 15, bar_share = 0.64, axis_height = 16, below = 8;
constexpr double upright_height = 105;
constexpr double text_size = 8.5;
constexpr int most_lines = 5;

TextStyle style_of(double size, Align align, Weight weight = Weight::regular)
{
    TextStyle style;
    style.size = size;
    style.align = align;
    style.weight = weight;
    style.line_spacing = 1.3;
    return style;
}

void put(cairo_t* canvas, PangoContext* context, const std::string& text, TextStyle style, double x, double y, double width)
{
    short_text(context, text, style, width, 1).draw(canvas, x, y);
}

double width_of(PangoContext* context, const std::string& text, double most)
{
    return short_text(context, text, style_of(text_size, Align::left), most, 1).width();
}

void line(cairo_t* canvas, double x1, double y1, double x2, double y2, double grey, double width)
{
    cairo_set_source_rgb(canvas, grey, grey, grey);
    cairo_set_line_width(canvas, width);
    cairo_move_to(canvas, x1, y1);
    cairo_line_to(canvas, x2, y2);
    cairo_stroke(canvas);
    cairo_set_source_rgb(canvas, 0, 0, 0);
}

/// Blue, and red for what stands out: dark and light enough to be told apart in grey, too.
void bar(cairo_t* canvas, bool marked, double x, double y, double width, double height)
{
    if (marked)
        cairo_set_source_rgb(canvas, 0.70, 0.19, 0.15);
    else
        cairo_set_source_rgb(canvas, 0.42, 0.59, 0.76);
    cairo_rectangle(canvas, x, y, width, height);
    cairo_fill(canvas);
    cairo_set_source_rgb(canvas, 0, 0, 0);
}

double most_of(const FormChart& chart)
{
    double most = 0;
    for (const FormBar& one : chart.bars) most = std::max(most, one.value);
    return most;
}

std::string whole(double value)
{
    return std::to_string(static_cast<long long>(std::llround(value)));
}

void draw_lying(cairo_t* canvas, PangoContext* context, const FormChart& chart, double left, double top, double width)
{
    const double count = static_cast<double>(chart.bars.size()), height = count * row_height;
    double labels = 0, values = 0;
    for (const FormBar& one : chart.bars) {
        labels = std::max(labels, width_of(context, one.label, width * 0.4));
        values = std::max(values, width_of(context, one.told, width * 0.2));
    }
    const double axis = left + labels + 8, room = width - labels - 8 - values - 8;
    const double step = step_of(most_of(chart), most_lines), end = std::max(step, std::ceil(most_of(chart) / step) * step);
    for (double at = 0; at <= end + step / 2; at += step) {
        const double x = axis + room * at / end;
        line(canvas, x, top, x, top + height, at == 0 ? 0.2 : 0.85, at == 0 ? 0.8 : 0.4);
        put(canvas, context, whole(at), style_of(text_size - 1, Align::centre), x - 30, top + height + 2, 60);
    }
    double y = top;
    for (const FormBar& one : chart.bars) {
        const double length = room * one.value / end, text_top = y + (row_height - text_size * 1.3) / 2;
        bar(canvas, one.marked, axis, y + row_height * (1 - bar_share) / 2, length, row_height * bar_share);
        put(canvas, context, one.label, style_of(text_size, Align::right), left, text_top, labels + 2);
        put(canvas, context, one.told, style_of(text_size, Align::left), axis + length + 4, text_top, values + 6);
        y += row_height;
    }
}

void draw_standing(cairo_t* canvas, PangoContext* context, const FormChart& chart, double left, double top, double width)
{
    const double step = step_of(most_of(chart), most_lines), end = std::max(step, std::ceil(most_of(chart) / step) * step);
    const double figures = width_of(context, whole(end), width * 0.2) + 8;
    const double axis = left + figures, room = width - figures, bottom = top + upright_height;
    const double scale = (upright_height - 14) / end;
    for (double at = 0; at <= end + step / 2; at += step) {
        const double y = bottom - at * scale;
        line(canvas, axis, y, axis + room, y, at == 0 ? 0.2 : 0.85, at == 0 ? 0.8 : 0.4);
        put(canvas, context, whole(at), style_of(text_size - 1, Align::right), left, y - (text_size - 1) * 0.65,
            figures - 4);
    }
    const double column = room / static_cast<double>(chart.bars.size());
    const double thick = std::min(column * bar_share, 42.0);
    double widest = 0;
    for (const FormBar& one : chart.bars) widest = std::max(widest, width_of(context, one.label, width));
    // Where labels have no room side by side, every second, third … is told.
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil((widest + 4) / column)));
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const FormBar& one = chart.bars[i];
        const double middle = axis + column * (static_cast<double>(i) + 0.5), height = one.value * scale;
        bar(canvas, one.marked, middle - thick / 2, bottom - height, thick, height);
        const bool has_room = width_of(context, one.told, width) <= column;
        if (one.value > 0 && has_room)
            put(canvas, context, one.told, style_of(text_size, Align::centre), middle - column / 2,
                bottom - height - text_size * 1.3 - 1, column);
        if (i % every == 0)
            put(canvas, context, one.label, style_of(text_size, Align::centre),
                middle - column * static_cast<double>(every) / 2, bottom + 3, column * static_cast<double>(every));
    }
}

}  // namespace

double height_of(const FormChart& chart)
{
    const double bars = chart.upright ? upright_height : static_cast<double>(chart.bars.size()) * row_height;
    return title_height + bars + axis_height + below;
}

void draw_chart(cairo_t* canvas, PangoContext* context, const FormChart& chart, double left, double top, double width)
{
    put(canvas, context, chart.title, style_of(10.5, Align::left, Weight::bold), left, top + 2, width);
    if (chart.bars.empty()) return;
    if (chart.upright)
        draw_standing(canvas, context, chart, left, top + title_height, width);
    else
        draw_lying(canvas, context, chart, left, top + title_height, width);
}

}  // namespace fonds::pdf
