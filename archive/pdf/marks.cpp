// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/marks.hpp"

#include <algorithm>
#include <string>

#include "schema/core/escape.hpp"

namespace fonds::pdf {

namespace {

constexpr std::size_t most_characters = 1000;  // nothing shows more, and setting more takes time
constexpr double unlimited = 10'000;

std::string one_line(std::string_view text)
{
    std::string line;
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < most_characters; ++count) {
        const char32_t c = next_code_point(text, at);
        append_utf8(line, c == invalid_code_point ? 0xFFFD : is_control_character(c) ? U' ' : c);
    }
    if (at < text.size()) line += "…";
    return line;
}

}  // namespace

void draw_symbol(cairo_t* canvas, const QrSymbol& symbol, double left, double top, int dots_a_module)
{
    const double module = dots_a_module * dot;
    // One path: viewers leave no pale seams between modules.
    for (int y = 0; y < symbol.side; ++y)
        for (int x = 0; x < symbol.side;) {
            int end = x;
            while (end < symbol.side && symbol.at(end, y)) ++end;
            if (end > x) cairo_rectangle(canvas, left + x * module, top + y * module, (end - x) * module, module);
            x = std::max(end, x + 1);
        }
    cairo_fill(canvas);
}

void draw_bars(cairo_t* canvas, const Bars& bars, double left, double top, int dots_a_module, double height)
{
    const double module = dots_a_module * dot;
    for (std::size_t x = 0; x < bars.size();) {
        std::size_t end = x;
        while (end < bars.size() && bars[end]) ++end;
        if (end > x)
            cairo_rectangle(canvas, left + static_cast<double>(x) * module, top, static_cast<double>(end - x) * module,
                            height);
        x = std::max(end, x + 1);
    }
    cairo_fill(canvas);
}

double ShortText::width() const
{
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    return static_cast<double>(extents.width) / PANGO_SCALE;
}

ShortText short_text(PangoContext* context, std::string_view text, const TextStyle& style, double width, int most_lines)
{
    ShortText result{set_text(context, one_line(text), style, width), style, 0};
    pango_layout_set_ellipsize(result.layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_height(result.layout.get(), -most_lines);
    result.lines = std::min(lines_of(result.layout), most_lines);
    return result;
}

double size_for_line(PangoContext* context, std::string_view text, TextStyle style, double width, double largest,
                     double smallest)
{
    style.size = largest;
    style.align = Align::left;
    const double needed = short_text(context, text, style, unlimited, 1).width();
    const double size = needed <= width ? largest : largest * width / needed * 0.995;
    return size < smallest ? 0 : size;
}

}  // namespace fonds::pdf
