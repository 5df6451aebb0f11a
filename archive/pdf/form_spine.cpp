// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numbers>

#include "archive/pdf/form_parts.hpp"
#include "archive/pdf/pdf_surface.hpp"

namespace fonds::pdf {

namespace {

constexpr double margin = 10 * millimetre;
constexpr double spine_height = a4_height - 2 * margin;
constexpr double title_height = 120 * millimetre;
constexpr double label_size = 8;
constexpr double free_beside_title = 1.5 * millimetre;  // between its outer lines and the frame

/// Downwards: Han characters upright, others on their side; further lines to the left of the first. Lines stand wider apart
/// than their pitch where a font is tall: what counts is what is drawn.
void put_downwards(cairo_t* canvas, PangoContext* context, std::string_view text, double x, double y, double width,
                   double height)
{
    TextStyle style = form_style(std::min(24.0, 0.36 * width), Weight::bold, Align::centre);
    style.line_spacing = 1.25;
    const double least = 7, room = width - 2 * free_beside_title;
    for (int fewer = 0;;) {
        const int most = std::max(1, static_cast<int>(room / pitch_of(style)) - fewer);
        const ShortText set = short_text(context, text, style, height, most);
        const bool cut = pango_layout_is_ellipsized(set.layout.get()) != FALSE;
        PangoRectangle extents;
        pango_layout_get_extents(set.layout.get(), nullptr, &extents);
        const double across = static_cast<double>(extents.height) / PANGO_SCALE;
        if ((cut || across > room) && style.size > least) {
            style.size *= 0.93;
            continue;
        }
        if (across > room && most > 1) {
            ++fewer;
            continue;
        }
        cairo_save(canvas);
        cairo_translate(canvas, x + (width + across) / 2, y);
        cairo_rotate(canvas, std::numbers::pi / 2);
        cairo_move_to(canvas, 0, 0);
        pango_cairo_show_layout(canvas, set.layout.get());
        cairo_restore(canvas);
        return;
    }
}

void draw_spine(cairo_t* canvas, PangoContext* upright, PangoContext* downward, const FormPiece& piece, double x,
                double width)
{
    cairo_set_line_width(canvas, 0.6);
    cairo_rectangle(canvas, x, margin, width, spine_height);
    cairo_stroke(canvas);
    const double rest = spine_height - title_height;
    const double each = piece.fields.empty() ? rest : rest / static_cast<double>(piece.fields.size());
    // The first half of the fields above the title, the others below it.
    const std::size_t above = (piece.fields.size() + 1) / 2;
    double y = margin;
    const auto rule = [&] {
        cairo_move_to(canvas, x, y);
        cairo_line_to(canvas, x + width, y);
        cairo_stroke(canvas);
    };
    for (std::size_t i = 0; i <= piece.fields.size(); ++i) {
        if (i == above) {
            put_downwards(canvas, downward, piece.title, x, y + 6, width, title_height - 12);
            y += title_height;
            if (i < piece.fields.size()) rule();
        }
        if (i == piece.fields.size()) break;
        const FormField& field = piece.fields[i];
        put_in(canvas, upright, field.label, form_style(label_size), x + 3, y + 2, width - 6, 14);
        put_in(canvas, upright, field.value, form_style(std::min(16.0, 0.2 * width), Weight::bold), x + 3, y + 16, width - 6,
               each - 18);
        y += each;
        if (i + 1 < piece.fields.size() || i + 1 == above) rule();
    }
}

}  // namespace

Result<std::string> spine_form(const Form& form, const PrintOffset& offset, Instant created)
{
    PdfSurface surface(a4_width, a4_height, form.title, "", created);
    cairo_t* const canvas = surface.canvas();
    cairo_translate(canvas, offset.right * millimetre, offset.down * millimetre);
    const Context upright = make_context();
    const Context downward = make_context();
    pango_context_set_base_gravity(downward.get(), PANGO_GRAVITY_EAST);
    double left = margin;
    for (const FormPiece& piece : form.pieces) {
        const double width = (piece.width > 0 ? piece.width : form.width) * millimetre;
        if (left > margin && left + width > a4_width - margin) {
            cairo_show_page(canvas);
            left = margin;
        }
        draw_spine(canvas, upright.get(), downward.get(), piece, left, width);
        left += width;
    }
    cairo_show_page(canvas);
    return surface.finish();
}

}  // namespace fonds::pdf
