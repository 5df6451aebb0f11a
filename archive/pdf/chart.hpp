// SPDX-License-Identifier: GPL-3.0-or-later
// Inside page drawing: charts of bars.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "schema/model/form.hpp"

namespace fonds::pdf {

/// Points that a chart takes, its title and the room below it included.
[[nodiscard]] double height_of(const FormChart& chart);
/// Draws it from the upper left corner on. Long titles and labels end in an ellipsis; values are never cut.
void draw_chart(cairo_t* canvas, PangoContext* context, const FormChart& chart, double left, double top, double width);

}  // namespace fonds::pdf
