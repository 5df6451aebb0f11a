// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "archive/pdf/form_parts.hpp"
#include "archive/pdf/pdf_surface.hpp"
#include "archive/pdf/sheets.hpp"

namespace fonds {

namespace pdf {

namespace {

constexpr double frame_left = 25 * millimetre, frame_top = 22 * millimetre;
constexpr double heading_size = 30;

void box(cairo_t* canvas, double x, double y, double width, double height, double line)
{
    cairo_set_line_width(canvas, line);
    cairo_rectangle(canvas, x, y, width, height);
    cairo_stroke(canvas);
}

}  // namespace

void put_in(cairo_t* canvas, PangoContext* context, std::string_view text, TextStyle style, double x, double y, double width,
            double height)
{
    const double least = style.size / 3;
    for (;; style.size *= 0.93) {
        const int most = std::max(1, static_cast<int>(height / pitch_of(style)));
        const ShortText set = short_text(context, text, style, width, most);
        const bool cut = pango_layout_is_ellipsized(set.layout.get()) != FALSE;
        if (cut && style.size > least) continue;
        set.draw(canvas, x, y + (height - set.height()) / 2);
        return;
    }
}

/// The title in the upper half; below it the fields, two in a row, ruled.
Result<std::string> cover_form(const Form& form, const PrintOffset& offset, Instant created)
{
    PdfSurface surface(a4_width, a4_height, form.title, "", created);
    cairo_t* const canvas = surface.canvas();
    cairo_translate(canvas, offset.right * millimetre, offset.down * millimetre);
    const Context context = make_context();
    for (const FormPiece& piece : form.pieces) {
        const double width = a4_width - 2 * frame_left, height = a4_height - 2 * frame_top;
        box(canvas, frame_left, frame_top, width, height, 1.6);
        box(canvas, frame_left + 4, frame_top + 4, width - 8, height - 8, 0.5);
        const double inner = width - 20 * millimetre, left = frame_left + 10 * millimetre;
        put_in(canvas, context.get(), form.title, form_style(heading_size, Weight::bold), left, frame_top + 14 * millimetre,
               inner, 20 * millimetre);
        put_in(canvas, context.get(), piece.title, form_style(26, Weight::bold), left, frame_top + 48 * millimetre, inner,
               80 * millimetre);
        const double row = 13 * millimetre;
        const double rows = std::ceil(static_cast<double>(piece.fields.size()) / 2);
        const double top = frame_top + height - 14 * millimetre - rows * row;
        for (std::size_t i = 0; i < piece.fields.size(); ++i) {
            const double half = inner / 2, label = half * 0.36;
            const double x = left + static_cast<double>(i % 2) * half, y = top + static_cast<double>(i / 2) * row;
            box(canvas, x, y, label, row, 0.6);
            box(canvas, x + label, y, half - label, row, 0.6);
            put_in(canvas, context.get(), piece.fields[i].label, form_style(12), x + 3, y, label - 6, row);
            put_in(canvas, context.get(), piece.fields[i].value, form_style(13), x + label + 3, y, half - label - 6, row);
        }
        cairo_show_page(canvas);
    }
    return surface.finish();
}

/// Read from the other end of the aisle.
Result<std::string> sign_form(const Form& form, const PrintOffset& offset, Instant created)
{
    PdfSurface surface(a4_height, a4_width, form.title, "", created);
    cairo_t* const canvas = surface.canvas();
    cairo_translate(canvas, offset.right * millimetre, offset.down * millimetre);
    const Context context = make_context();
    constexpr double margin = 14 * millimetre;
    for (const FormPiece& piece : form.pieces) {
        const double width = a4_height - 2 * margin, height = a4_width - 2 * margin;
        box(canvas, margin, margin, width, height, 3);
        TextStyle large = form_style(190, Weight::bold);
        large.face = Face::sans;
        large.line_spacing = 1.2;
        const double below = piece.fields.empty() ? 0 : 38 * millimetre;
        // In one line, where that is still large.
        if (const double size = size_for_line(context.get(), piece.title, large, width - 44, large.size, 70); size > 0)
            large.size = size;
        put_in(canvas, context.get(), piece.title, large, margin + 20, margin + 8, width - 40, height - below - 16);
        std::string line;
        for (const FormField& field : piece.fields)
            if (!field.value.empty()) line += (line.empty() ? "" : "   ") + field.label + " " + field.value;
        TextStyle small = form_style(26);
        small.face = Face::sans;
        put_in(canvas, context.get(), line, small, margin + 20, margin + height - below, width - 40, below - 12);
        cairo_show_page(canvas);
    }
    return surface.finish();
}

}  // namespace pdf

Result<std::string> printed_form(const Form& form, const PrintOffset& offset, Instant created)
{
    switch (form.layout) {
    case FormLayout::cover: return pdf::cover_form(form, offset, created);
    case FormLayout::spines: return pdf::spine_form(form, offset, created);
    case FormLayout::signs: return pdf::sign_form(form, offset, created);
    case FormLayout::list:
    case FormLayout::sheet: break;
    }
    return pdf::list_form(form, offset, created);
}

}  // namespace fonds
