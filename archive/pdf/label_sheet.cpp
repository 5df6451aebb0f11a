// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "archive/pdf/label_text.hpp"
#include "archive/pdf/marks.hpp"
#include "archive/pdf/pdf_surface.hpp"
#include "archive/pdf/sheets.hpp"

namespace fonds {

namespace {

using namespace fonds::pdf;

constexpr int least_qr_module = 12;  // dots: 0.51 mm
constexpr int most_qr_module = 20;
constexpr int least_bar_module = 6;  // dots: 0.25 mm
constexpr int most_bar_module = 8;
constexpr double least_height_with_bars = 30 * millimetre;
constexpr double least_text_width = 14 * millimetre;
constexpr double least_text_size = 4;  // of the line of print: what a scan of 300 dpi still shows

/// Where the parts of one label are, from its upper left corner.
struct Arrangement {
    QrSymbol symbol;
    int qr_module = 0;  ///< dots
    Bars bars;          ///< empty: none
    int bar_module = 0;
    double bars_top = 0, bars_height = 0;
    double line_size = 0, line_top = 0;  ///< of the line of print; size 0: none
    double margin = 0;
    double text_left = 0, text_width = 0, text_bottom = 0;

    [[nodiscard]] double quiet() const { return quiet_modules * qr_module * dot; }
};

class LabelDrawing {
public:
    LabelDrawing(cairo_t* canvas, const LabelSheet& sheet)
        : canvas_(canvas), sheet_(sheet), width_(sheet.width * millimetre), height_(sheet.height * millimetre),
          margin_(std::clamp(0.055 * height_, 1.4 * millimetre, 2.2 * millimetre))
    {
    }

    /// The upper left corner in points.
    [[nodiscard]] Result<void> draw(const Label& label, double left, double top) const
    {
        TRY_ASSIGN(const Arrangement at, arrange(label));
        draw_symbol(canvas_, at.symbol, on_dot(left + at.quiet()), on_dot(top + at.quiet()), at.qr_module);
        if (!at.bars.empty()) {
            const double side = static_cast<double>(at.bars.size()) * at.bar_module * dot;
            draw_bars(canvas_, at.bars, on_dot(left + (width_ - side) / 2), top + at.bars_top, at.bar_module,
                      at.bars_height);
        }
        if (at.line_size > 0) {
            TextStyle style = label_style(at.line_size);
            style.align = Align::centre;
            short_text(context_.get(), label.qr, style, width_ - 2 * margin_, 1)
                .draw(canvas_, left + margin_, top + at.line_top);
        }
        draw_text(label, at, left + at.text_left, top + margin_);
        return {};
    }

private:
    [[nodiscard]] Result<Arrangement> arrange(const Label& label) const
    {
        for (const bool with_bars : {true, false})
            for (const QrStrength strength : {QrStrength::high, QrStrength::medium}) {
                TRY_ASSIGN(QrSymbol symbol, qr_symbol(label.qr, strength));
                if (auto found = arranged(label, std::move(symbol), with_bars)) return std::move(*found);
            }
        return error(ErrorKind::usage,
                     say("Labels of {} x {} mm are too small for the code {}: its squares would be below half a millimetre",
                         "{} x {} 毫米的标签放不下 {} 的二维码:小方块将不足 0.5 毫米",
                         {in_millimetres(sheet_.width), in_millimetres(sheet_.height), label.code}))
            .with_hint(say("Choose larger labels with --sheet.", "请用 --sheet 选择较大的标签。"));
    }

    [[nodiscard]] std::optional<Arrangement> arranged(const Label& label, QrSymbol symbol, bool with_bars) const
    {
        Arrangement at;
        double bottom = height_ - margin_;  // of what is free
        at.line_size = size_for_line(context_.get(), label.qr, label_style(1), width_ - 2 * margin_, 6.5, least_text_size);
        bottom -= at.line_size * 1.25;
        at.line_top = bottom;
        if (with_bars && !arrange_bars(label.bars, bottom, at)) return {};
        const double room = std::min(bottom, 0.62 * width_);
        const int modules = symbol.side + 2 * quiet_modules;
        at.qr_module = std::min(static_cast<int>(room / (modules * dot)) / 2 * 2, most_qr_module);
        at.text_left = modules * at.qr_module * dot;
        at.text_width = width_ - margin_ - at.text_left;
        at.text_bottom = bottom - (at.bars.empty() ? 0.4 : 1.0) * millimetre;
        if (at.qr_module < least_qr_module || at.text_width < least_text_width) return {};
        at.symbol = std::move(symbol);
        return at;
    }

    /// `bottom` moves up to above the bars. False: there is no room for them.
    [[nodiscard]] bool arrange_bars(const std::string& text, double& bottom, Arrangement& at) const
    {
        auto bars = code128(text);
        if (!bars || height_ < least_height_with_bars) return false;
        const auto modules = static_cast<double>(bars->size() + 2 * quiet_bars);
        at.bar_module = std::min(static_cast<int>(width_ / (modules * dot)), most_bar_module);
        if (at.bar_module < least_bar_module) return false;
        at.bars = std::move(*bars);
        at.bars_height = std::clamp(0.25 * height_, 8 * millimetre, 14 * millimetre);
        bottom -= at.bars_height + 0.5 * millimetre;
        at.bars_top = bottom;
        return true;
    }

    void draw_text(const Label& label, const Arrangement& at, double left, double top) const
    {
        const LabelText text = set_label_text(context_.get(), label, at.text_width, at.text_bottom - margin_);
        text.draw(canvas_, left, top);
    }

    cairo_t* canvas_;
    const LabelSheet& sheet_;
    double width_, height_, margin_;
    Context context_ = make_context();
};

}  // namespace

Result<std::string> label_sheets(const LabelJob& job, Instant created)
{
    const LabelSheet& sheet = job.sheet;
    PdfSurface surface(sheet.paper.width * millimetre, sheet.paper.height * millimetre, "labels " + sheet.name, "", created);
    const LabelDrawing drawing(surface.canvas(), sheet);
    int page = 0;
    for (int i = 0; i < static_cast<int>(job.labels.size()); ++i) {
        const LabelPlace place = place_of(sheet, job.start, i);
        for (; page < place.page; ++page) cairo_show_page(surface.canvas());
        TRY(drawing.draw(job.labels[static_cast<std::size_t>(i)], (place.left + job.offset.right) * millimetre,
                         (place.top + job.offset.down) * millimetre));
    }
    cairo_show_page(surface.canvas());
    return surface.finish();
}

}  // namespace fonds
