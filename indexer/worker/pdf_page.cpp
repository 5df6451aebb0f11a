// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_page.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <Gfx.h>
#include <GfxState.h>
#include <PDFDoc.h>
#include <Page.h>
#include <TextOutputDev.h>

#include "indexer/worker/reading_order.hpp"
#include "indexer/worker/text_trust.hpp"
#include "schema/core/escape.hpp"

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
        direction_ = {};
        last_.reset();
        columns_.clear();
        characters_left_ = wanted.characters;
        ending_ = Ending::whole;
    }
    [[nodiscard]] std::string& text() { return text_; }
    [[nodiscard]] bool drawn() const { return drawn_; }
    [[nodiscard]] std::uint32_t unmapped() const { return unmapped_; }
    [[nodiscard]] std::uint32_t invisible() const { return invisible_; }
    [[nodiscard]] Ending ending() const { return ending_; }
    [[nodiscard]] bool is_vertical() const { return direction_.is_vertical(); }
    /// Of the page as it was set, if asked for: columns of vertical text, each on a line.
    [[nodiscard]] const std::string& columns() const { return columns_; }
    void keep_columns(bool wanted) { keep_columns_ = wanted; }

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
        if (unicode != nullptr && length > 0) follow(*state, x, y, unicode, length);
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
    void follow(GfxState& state, double x, double y, const Unicode* unicode, int length)
    {
        if (is_written_both_ways(unicode[0])) {
            double left = 0;
            double top = 0;
            state.transform(x, y, &left, &top);
            double m[4];  // of the character as shown: one of its sizes to its right, and up
            state.getFontTransMat(&m[0], &m[1], &m[2], &m[3]);
            const double across = m[0] * m[0] + m[1] * m[1];
            const double upwards = m[2] * m[2] + m[3] * m[3];
            if (last_ && across > 0 && upwards > 0) {
                const double x_step = left - last_->first;
                const double y_step = top - last_->second;
                direction_.step((x_step * m[0] + y_step * m[1]) / across, -(x_step * m[2] + y_step * m[3]) / upwards);
                if (keep_columns_ && direction_.begins_anew()) columns_.push_back('\n');
            }
            last_ = {left, top};
        }
        if (keep_columns_) append_code_points(unicode, length);
    }
    void append_code_points(const Unicode* unicode, int length)
    {
        for (int i = 0; i < length; ++i) append_utf8(columns_, unicode[i]);
    }
    static void append(void* self, const char* text, int length)
    {
        static_cast<Output*>(self)->text_.append(text, static_cast<std::size_t>(length));
    }

    LateCheck late_;
    std::string text_;
    std::string columns_;
    WritingDirection direction_;
    std::optional<std::pair<double, double>> last_;  ///< where the last character stands
    bool keep_columns_ = false;
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

    const auto display = [&](bool columns) {
        output_->begin_page(wanted);
        output_->keep_columns(columns);
        // The whole media box, as pdftotext reads it.
        document_.displayPage(output_.get(), number, resolution, resolution, 0, true, false, false, &Output::should_stop,
                              output_.get());
    };
    display(false);
    // Poppler reads across columns of vertical text; the order in which they are set is theirs. They are rare: once more.
    const bool vertical = output_->is_vertical();
    if (vertical) display(true);

    std::uint32_t removed = 0;
    page.text = without_direction_marks(clean_page_text(vertical ? output_->columns() + '\n' : output_->text(), &removed));
    page.layer =
        judge_text(page.text, removed, {output_->drawn(), wanted.image_pixels, output_->unmapped(), output_->invisible()});
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
                                  points(bottom - top), without_direction_marks(clean_page_text(text->toStr()))});
        }
    }
    return output_->ending();
}

}  // namespace fonds
