// SPDX-License-Identifier: GPL-3.0-or-later
// Codes and short texts at fixed places of a page. Lengths in points unless they are said to be dots.
#pragma once

#include <cmath>
#include <string_view>

#include "archive/pdf/code_symbols.hpp"
#include "archive/pdf/page_layout.hpp"
#include "archive/print/bars.hpp"

namespace fonds::pdf {

inline constexpr double millimetre = 72 / 25.4;
/// Modules are whole numbers of dots, and codes begin on one, so that printers of 600 dpi and its multiples make all bars
/// alike; an even number of dots suits those of 300 dpi, too.
inline constexpr double dot = 72.0 / 600;

[[nodiscard]] inline double on_dot(double length)
{
    return std::round(length / dot) * dot;
}

/// Draws the modules, black; `left` and `top` are of the symbol without its quiet zone.
void draw_symbol(cairo_t* canvas, const QrSymbol& symbol, double left, double top, int dots_a_module);
void draw_bars(cairo_t* canvas, const Bars& bars, double left, double top, int dots_a_module, double height);

/// Text set in a few lines.
struct ShortText {
    Layout layout;
    TextStyle style;
    int lines = 0;

    [[nodiscard]] double height() const { return lines * pitch_of(style); }
    /// Of its widest line.
    [[nodiscard]] double width() const;
    void draw(cairo_t* canvas, double x, double y, Ink ink = Ink::text) const
    {
        draw_lines(canvas, layout, style, x, y, 0, lines, ink);
    }
};

/// At most so many lines within `width`; what does not fit ends in an ellipsis. Line ends count as spaces.
[[nodiscard]] ShortText short_text(PangoContext* context, std::string_view text, const TextStyle& style, double width,
                                   int most_lines);

/// The largest size, from `largest` down, at which the text is one line within `width`; 0 when that is below `smallest`.
[[nodiscard]] double size_for_line(PangoContext* context, std::string_view text, TextStyle style, double width,
                                   double largest, double smallest);

}  // namespace fonds::pdf
