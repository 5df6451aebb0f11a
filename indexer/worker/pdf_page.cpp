// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_page.hpp"

#include <cmath>
#include <string>
#include <utility>

#include <Gfx.h>
#include <GfxState.h>
#include <PDFDoc.h>
#include <Page.h>
#include <TextOutputDev.h>

#include "indexer/worker/text_trust.hpp"

namespace fonds {

namespace {

constexpr double resolution = 72;  // one unit is one point
constexpr double white = 0.99;

/// The crop box within the media box, both turned as the page is shown.
struct ShownArea {
    double left = 0, top = 0, width = 0, height = 0;
};

ShownArea shown_area(const Page& page)
{
    const PDFRectangle& media = *page.getMediaBox();
    const PDFRectangle& crop = *page.getCropBox();
    const double left = crop.x1 - media.x1;
    const double right = media.x2 - crop.x2;
    const double below = crop.y1 - media.y1;
    const double above = media.y2 - crop.y2;
    const double width = crop.x2 - crop.x1;
    const double height = crop.y2 - crop.y1;
    switch (((page.getRotate() % 360) + 360) % 360) {
    case 90: return {below, left, height, width};
    case 180: return {right, below, width, height};
    case 270: return {above, right, height, width};
    default: return {left, above, width, height};
    }
}

float points(double value)
{
    return std::isfinite(value) ? static_cast<float>(std::clamp(value, -1e6, 1e6)) : 0.0F;
}

bool is_visible(GfxState& state)
{
    if (state.getFillPattern() != nullptr || state.getFillColorSpace() == nullptr) return true;
    GfxRGB colour;
    state.getFillRGB(&colour);
    return colToDbl(colour.r) < white || colToDbl(colour.g) < white || colToDbl(colour.b) < white;
}

}  // namespace

/// Poppler's text device, which skips images, and notes what else the page draws.
class PdfPageReader::Output final : public TextOutputDev {
public:
    explicit Output(LateCheck late) : TextOutputDev(&Output::append, this, false, 0, false, false), late_(std::move(late)) {}

    void begin_page(const Wanted& wanted)
    {
        text_.clear();
        drawn_ = false;
        unmapped_ = 0;
        invisible_ = 0;
        characters_left_ = wanted.characters;
        ending_ = Ending::whole;
    }
    [[nodiscard]] std::string& text() { return text_; }
    [[nodiscard]] bool drawn() const { return drawn_; }
    [[nodiscard]] std::uint32_t unmapped() const { return unmapped_; }
    [[nodiscard]] std::uint32_t invisible() const { return invisible_; }
    [[nodiscard]] Ending ending() const { return ending_; }

    void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode code,
                  int bytes, const Unicode* unicode, int length) override
    {
        if (characters_left_ == 0) {
            ending_ = Ending::too_long;
            return;
        }
        --characters_left_;
        if (unicode == nullptr || length == 0) ++unmapped_;
        constexpr int neither_filled_nor_drawn = 3;
        if ((state->getRender() & neither_filled_nor_drawn) == neither_filled_nor_drawn) ++invisible_;
        TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, unicode, length);
    }
    void fill(GfxState* state) override
    {
        drawn_ = drawn_ || is_visible(*state);
        TextOutputDev::fill(state);
    }
    void eoFill(GfxState* state) override
    {
        drawn_ = drawn_ || is_visible(*state);
        TextOutputDev::eoFill(state);
    }
    void stroke(GfxState* state) override
    {
        drawn_ = true;
        TextOutputDev::stroke(state);
    }

    /// Asked by poppler between operators.
    static bool should_stop(void* self)
    {
        auto& output = *static_cast<Output*>(self);
        if (output.ending_ == Ending::whole && output.late_ && output.late_()) output.ending_ = Ending::late;
        return output.ending_ != Ending::whole;
    }

private:
    static void append(void* self, const char* text, int length)
    {
        static_cast<Output*>(self)->text_.append(text, static_cast<std::size_t>(length));
    }

    LateCheck late_;
    std::string text_;
    std::uint64_t characters_left_ = 0;
    std::uint32_t unmapped_ = 0;
    std::uint32_t invisible_ = 0;
    bool drawn_ = false;
    Ending ending_ = Ending::whole;
};

PdfPageReader::PdfPageReader(PDFDoc& document, LateCheck late)
    : document_(document), output_(std::make_unique<Output>(std::move(late)))
{
}

PdfPageReader::~PdfPageReader() = default;

PdfPageReader::Ending PdfPageReader::read(int number, const Wanted& wanted, PageText& page)
{
    const ShownArea area = shown_area(*document_.getPage(number));
    page.width = points(std::fabs(area.width));
    page.height = points(std::fabs(area.height));

    output_->begin_page(wanted);
    // The whole media box, as pdftotext reads it.
    document_.displayPage(output_.get(), number, resolution, resolution, 0, true, false, false, &Output::should_stop,
                          output_.get());

    std::uint32_t removed = 0;
    page.text = clean_page_text(output_->text(), &removed);
    page.layer = judge_text(page.text, removed, {output_->drawn(), wanted.image_pixels, output_->unmapped(), output_->invisible()});
    if (wanted.words) {
        const auto words = output_->makeWordList();
        page.words.reserve(static_cast<std::size_t>(words->getLength()));
        for (int i = 0; i < words->getLength(); ++i) {
            TextWord* const word = words->get(i);
            const std::unique_ptr<GooString> text(word->getText());
            double left = 0;
            double top = 0;
            double right = 0;
            double bottom = 0;
            word->getBBox(&left, &top, &right, &bottom);
            page.words.push_back({points(left - area.left), points(top - area.top), points(right - left),
                                  points(bottom - top), clean_page_text(text->toStr())});
        }
    }
    return output_->ending();
}

}  // namespace fonds
