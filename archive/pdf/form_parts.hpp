// SPDX-License-Identifier: GPL-3.0-or-later
// Inside forms: the drawing of each layout.
#pragma once

#include <string>

#include "archive/pdf/marks.hpp"
#include "archive/print/print_job.hpp"

namespace fonds::pdf {

/// Lists and sheets of fields.
[[nodiscard]] Result<std::string> list_form(const Form& form, const PrintOffset& offset, Instant created);
[[nodiscard]] Result<std::string> cover_form(const Form& form, const PrintOffset& offset, Instant created);
[[nodiscard]] Result<std::string> spine_form(const Form& form, const PrintOffset& offset, Instant created);
[[nodiscard]] Result<std::string> sign_form(const Form& form, const PrintOffset& offset, Instant created);

[[nodiscard]] inline TextStyle form_style(double size, Weight weight = Weight::regular, Align align = Align::centre)
{
    TextStyle style;
    style.face = Face::serif;
    style.size = size;
    style.weight = weight;
    style.align = align;
    style.line_spacing = 1.4;
    return style;
}

/// The text in the middle of an area, as large as lets it have room, from `largest` points down to a third of that; cut
/// where even that is not enough.
void put_in(cairo_t* canvas, PangoContext* context, std::string_view text, TextStyle style, double x, double y, double width,
            double height);

}  // namespace fonds::pdf
