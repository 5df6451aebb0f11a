// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_page_probe.hpp"

#include <algorithm>
#include <cmath>

#include "indexer/worker/pdf_page_image.hpp"

namespace fonds {

namespace {

constexpr double tolerance = 1;      // points
constexpr double noted_share = 0.1;  // of the page: smaller images are decoration
constexpr double square = 0.05;      // difference between the resolutions of both directions
constexpr double white = 0.99;       // of each colour
constexpr double opaque = 0.999;
constexpr int invisible = 3;  // text rendering modes: neither filled nor stroked
constexpr int invisible_and_clipping = 7;

bool is_white(const GfxRGB& colour)
{
    return colToDbl(colour.r) >= white && colToDbl(colour.g) >= white && colToDbl(colour.b) >= white;
}

PdfArea area_of(GfxState& state)
{
    PdfArea area;
    for (const double u : {0.0, 1.0})
        for (const double v : {0.0, 1.0}) {
            double x = 0;
            double y = 0;
            state.transform(u, v, &x, &y);
            area.include(x, y);
        }
    return area;
}

PdfArea path_area(GfxState& state)
{
    PdfArea area;
    const GfxPath& path = *state.getPath();
    for (int i = 0; i < path.getNumSubpaths(); ++i) {
        const GfxSubpath& part = *path.getSubpath(i);
        for (int j = 0; j < part.getNumPoints(); ++j) {
            double x = 0;
            double y = 0;
            state.transform(part.getX(j), part.getY(j), &x, &y);
            area.include(x, y);
        }
    }
    return area;
}

bool is_upright_rectangle(GfxState& state)
{
    const GfxPath& path = *state.getPath();
    if (path.getNumSubpaths() != 1) return false;
    const GfxSubpath& part = *path.getSubpath(0);
    const int points = part.getNumPoints();
    if (points < 4 || points > 5) return false;
    const PdfArea around = path_area(state);
    for (int i = 0; i < points; ++i) {
        double x = 0;
        double y = 0;
        state.transform(part.getX(i), part.getY(i), &x, &y);
        const bool at_side = std::min(x - around.left, around.right - x) < tolerance / 10;
        const bool at_end = std::min(y - around.top, around.bottom - y) < tolerance / 10;
        if (part.getCurve(i) || !at_side || !at_end) return false;
    }
    return true;
}

/// Degrees clockwise, when the image is shown upright, turned by quarters, and not mirrored.
std::optional<int> turn_of(const double* ctm)
{
    const double across = std::hypot(ctm[0], ctm[1]);
    const double down = std::hypot(ctm[2], ctm[3]);
    if (!std::isfinite(across) || !std::isfinite(down) || across <= 0 || down <= 0) return std::nullopt;
    // Half a thousandth leans by less than a pixel over a page.
    const auto none = [](double part, double whole) { return std::fabs(part) < whole * 0.0005; };
    // The image's v axis points up, the device's y axis down.
    if (none(ctm[1], across) && none(ctm[2], down)) {
        if (ctm[0] > 0 && ctm[3] < 0) return 0;
        if (ctm[0] < 0 && ctm[3] > 0) return 180;
    }
    if (none(ctm[0], across) && none(ctm[3], down)) {
        if (ctm[1] > 0 && ctm[2] > 0) return 90;
        if (ctm[1] < 0 && ctm[2] < 0) return 270;
    }
    return std::nullopt;
}

}  // namespace

void PdfArea::include(double x, double y)
{
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
}

bool PdfArea::contains(const PdfArea& other) const
{
    return other.empty() || (other.left >= left - tolerance && other.right <= right + tolerance &&
                             other.top >= top - tolerance && other.bottom <= bottom + tolerance);
}

bool PdfPageProbe::give_up()
{
    given_up_ = true;
    taken_.reset();
    return true;
}

/// Something can be seen in this area, unless an image is laid over it later.
void PdfPageProbe::mark(const PdfArea& area)
{
    if (taken_) {
        give_up();
        return;
    }
    if (area.empty()) return;
    below_.include(area.left, area.top);
    below_.include(area.right, area.bottom);
}

void PdfPageProbe::stroke(GfxState* state)
{
    PdfArea area = path_area(*state);
    if (area.empty()) return;
    const double wide = state->getTransformedLineWidth();
    area.include(area.left - wide, area.top - wide);
    area.include(area.right + wide, area.bottom + wide);
    mark(area);
}

void PdfPageProbe::fill(GfxState* state)
{
    GfxRGB colour;
    if (state->getFillPattern() != nullptr || state->getFillColorSpace() == nullptr) {
        mark(path_area(*state));
        return;
    }
    state->getFillRGB(&colour);
    // White on the empty page changes nothing; on an image it does.
    if (taken_ || !is_white(colour)) mark(path_area(*state));
}

void PdfPageProbe::clip(GfxState* state)
{
    if (!is_upright_rectangle(*state)) give_up();
}

void PdfPageProbe::drawChar(GfxState* state, double x, double y, double, double, double, double, CharCode, int,
                            const Unicode*, int)
{
    ++characters_;
    const bool unseen = state->getRender() == invisible || state->getFillOpacity() <= 0;
    if (unseen || state->getRender() == invisible_and_clipping) {
        ++hidden_;
        if (!unseen) give_up();
        return;
    }
    if (!taken_) ++characters_below_;
    PdfArea area;
    double device_x = 0;
    double device_y = 0;
    state->transform(x, y, &device_x, &device_y);
    area.include(device_x, device_y);
    mark(area);
}

void PdfPageProbe::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                                 bool interpolate, bool is_inline)
{
    note_image(*state, width, height);
    give_up();
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, is_inline);  // reads past an inline one
}

void PdfPageProbe::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours,
                             bool interpolate, const int* mask_colours, bool is_inline)
{
    note_image(*state, width, height);
    if (taken_ || is_inline || mask_colours != nullptr || colours == nullptr || !colours->isOk())
        give_up();
    else if (!given_up_)
        take(*state, *stream, width, height, *colours);
    OutputDev::drawImage(state, ref, stream, width, height, colours, interpolate, mask_colours, is_inline);
}

void PdfPageProbe::drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                                   Stream*, int, int, bool, bool)
{
    note_image(*state, width, height);
    give_up();
}

void PdfPageProbe::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                                       Stream*, int, int, GfxImageColorMap*, bool)
{
    note_image(*state, width, height);
    give_up();
}

void PdfPageProbe::note_image(GfxState& state, int width, int height)
{
    const PdfArea area = area_of(state);
    const double across = std::min(area.right, width_) - std::max(area.left, 0.0);
    const double down = std::min(area.bottom, height_) - std::max(area.top, 0.0);
    const double share = across > 0 && down > 0 ? across * down / (width_ * height_) : 0;
    if (share >= page_share) {
        hidden_ += characters_below_;
        characters_below_ = 0;
    }
    largest_share_ = std::max(largest_share_, share);
    if (share < noted_share) return;
    const double* const ctm = state.getCTM();
    const double dpi = 72 * std::max(width / std::hypot(ctm[0], ctm[1]), height / std::hypot(ctm[2], ctm[3]));
    if (std::isfinite(dpi)) native_dpi_ = std::max(native_dpi_, dpi);
}

void PdfPageProbe::take(GfxState& state, Stream& stream, int width, int height, GfxImageColorMap& colours)
{
    const std::optional<int> turn = turn_of(state.getCTM());
    const PdfArea area = area_of(state);
    PdfArea shown{std::max(area.left, 0.0), std::max(area.top, 0.0), std::min(area.right, width_),
                  std::min(area.bottom, height_)};
    PdfArea clipped;
    state.getClipBBox(&clipped.left, &clipped.top, &clipped.right, &clipped.bottom);
    const bool plain = turn && width > 0 && height > 0 && shown.width() * shown.height() >= page_share * width_ * height_ &&
                       clipped.contains(shown) && shown.contains(below_) && state.getFillOpacity() >= opaque &&
                       state.getBlendMode() == gfxBlendNormal && state.getTransfer()[0] == nullptr;
    if (!plain) {
        give_up();
        return;
    }
    const bool sideways = *turn == 90 || *turn == 270;
    const double across = (sideways ? height : width) / area.width();  // pixels a point, as shown
    const double down = (sideways ? width : height) / area.height();
    if (std::fabs(across / down - 1) > square) {
        give_up();
        return;
    }
    // The part that is on the page, in pixels as stored: corners of the shown part go back through the matrix.
    const double* const m = state.getCTM();
    const double determinant = m[0] * m[3] - m[1] * m[2];
    PdfArea part;
    for (const double x : {shown.left - m[4], shown.right - m[4]})
        for (const double y : {shown.top - m[5], shown.bottom - m[5]})
            part.include((m[3] * x - m[2] * y) / determinant * width, (1 - (m[0] * y - m[1] * x) / determinant) * height);
    const auto edge = [](double value, int most) { return std::clamp(static_cast<int>(std::lround(value)), 0, most); };
    const PixelWindow window{edge(part.left, width), edge(part.top, height), edge(part.right, width),
                             edge(part.bottom, height)};
    auto pixels = decode_pixels(stream, width, height, colours, window, pixel_limit_, late_);
    if (!pixels) {
        give_up();
        return;
    }
    below_ = {};
    taken_ = Taken{std::move(*pixels), shown, *turn};
}

}  // namespace fonds
