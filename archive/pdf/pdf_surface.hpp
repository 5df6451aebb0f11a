// SPDX-License-Identifier: GPL-3.0-or-later
// A PDF file in the making, for the drawings of this box.
#pragma once

#include <memory>
#include <string>

#include <cairo.h>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"

namespace fonds::pdf {

/// Lengths in points. Pages are ended with cairo_show_page on the canvas.
class PdfSurface {
public:
    /// The same content with the same `created` gives the same bytes.
    PdfSurface(double width, double height, const std::string& title, const std::string& author, Instant created);

    [[nodiscard]] cairo_t* canvas() const { return canvas_.get(); }
    /// The whole file. Fails with ErrorKind::internal when the drawing library does.
    [[nodiscard]] Result<std::string> finish();

private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
    };

    std::unique_ptr<std::string> bytes_ = std::make_unique<std::string>();
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> canvas_;
};

}  // namespace fonds::pdf
