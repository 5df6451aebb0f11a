// SPDX-License-Identifier: GPL-3.0-or-later
// A device that draws nothing: it watches what a page draws, and keeps the pixels when that is one image.
#pragma once

#include <cstdint>
#include <optional>

#include <GfxState.h>
#include <OutputDev.h>

#include "indexer/worker/pdf_image_pixels.hpp"

namespace fonds {

/// Points from the upper left corner of the page as shown.
struct PdfArea {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

    void include(double x, double y);
    [[nodiscard]] double width() const { return right > left ? right - left : 0; }
    [[nodiscard]] double height() const { return bottom > top ? bottom - top : 0; }
    [[nodiscard]] bool empty() const { return right < left; }
    /// A point of tolerance.
    [[nodiscard]] bool contains(const PdfArea& other) const;
};

/// What was seen. To be displayed at 72 dpi, with the crop box.
class PdfPageProbe final : public OutputDev {
public:
    static constexpr double page_share = 0.85;  ///< an image that takes so much of the page is the page

    struct Taken {
        PdfPixels pixels;  ///< as stored
        PdfArea area;      ///< where they are shown
        int turn = 0;      ///< degrees clockwise that show them
    };

    PdfPageProbe(double width, double height, std::uint64_t pixel_limit, const LateCheck& late)
        : width_(width), height_(height), pixel_limit_(pixel_limit), late_(late)
    {
    }

    /// The page's image when nothing else can be seen on it.
    [[nodiscard]] std::optional<Taken>& taken() { return taken_; }
    [[nodiscard]] double largest_share() const { return largest_share_; }
    [[nodiscard]] double native_dpi() const { return native_dpi_; }
    [[nodiscard]] std::uint32_t characters() const { return characters_; }
    [[nodiscard]] std::uint32_t hidden_characters() const { return hidden_; }

    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }
    bool useTilingPatternFill() override { return true; }
    bool useShadedFills(int) override { return true; }

    void stroke(GfxState* state) override;
    void fill(GfxState* state) override;
    void eoFill(GfxState* state) override { fill(state); }
    bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                           double) override
    {
        return give_up();
    }
    bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return give_up(); }
    bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return give_up(); }
    bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return give_up(); }
    bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return give_up(); }
    bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return give_up(); }
    void clip(GfxState* state) override;
    void eoClip(GfxState* state) override { clip(state); }
    void clipToStrokePath(GfxState*) override { give_up(); }
    void drawChar(GfxState* state, double x, double y, double, double, double, double, CharCode, int, const Unicode*,
                  int) override;
    void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                       bool is_inline) override;
    void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours,
                   bool interpolate, const int* mask_colours, bool is_inline) override;
    void drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*, int,
                         int, bool, bool) override;
    void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*, int,
                             int, GfxImageColorMap*, bool) override;
    void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool) override { give_up(); }
    void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { give_up(); }

private:
    bool give_up();
    void note_image(GfxState& state, int width, int height);
    void take(GfxState& state, Stream& stream, int width, int height, GfxImageColorMap& colours);
    void mark(const PdfArea& area);

    double width_, height_;
    std::uint64_t pixel_limit_;
    const LateCheck& late_;
    std::optional<Taken> taken_;
    bool given_up_ = false;  ///< the page must be drawn
    PdfArea below_;          ///< what was painted so far
    std::uint32_t characters_below_ = 0;
    std::uint32_t characters_ = 0, hidden_ = 0;
    double largest_share_ = 0, native_dpi_ = 0;
};

}  // namespace fonds
