// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "archive/pdf/label_text.hpp"
#include "archive/pdf/marks.hpp"
#include "archive/pdf/pdf_surface.hpp"
#include "archive/pdf/sheets.hpp"
#include "archive/print/bars.hpp"

namespace fonds {

namespace {

using namespace fonds::pdf;

constexpr int least_qr_module = 12;  // dots: 0.51 mm
constexpr int most_qr_module = 20;
constexpr int most_bar_module = 8;
constexpr double least_text_width = 14 * millimetre;
constexpr double least_text_size = 4;  // of the line of print: what a scan of 300 dpi still shows

constexpr double not_printed = 5;  // millimetres along the edges of the paper that many printers leave white

/// How far the unprinted edge of the paper reaches into a label, in points.
struct Edges {
    double left = 0, right = 0, top = 0, bottom = 0;

    Edges() = default;
    Edges(const LabelSheet& sheet, const LabelPlace& place)
        : left(reach(place.left)), right(reach(sheet.paper.width - place.left - sheet.width)), top(reach(place.top)),
          bottom(reach(sheet.paper.height - place.top - sheet.height))
    {
    }

private:
    static double reach(double distance) { return std::max(0.0, not_printed - distance) * millimetre; }
};

enum class BarsAt { printed, anywhere, nowhere };

/// Where the parts of one label are, from its upper left corner.
struct Arrangement {
    QrSymbol symbol;
    int qr_module = 0;  ///< dots
    Bars bars;          ///< empty: none
    int bar_module = 0;
    double bars_left = 0, bars_top = 0, bars_height = 0;
    double line_size = 0, line_top = 0;  ///< of the line of print; size 0: none
    double qr_left = 0, qr_top = 0;
    double text_left = 0, text_width = 0, text_bottom = 0;
    Edges margin;  ///< white all around; quiet zones may lie in it

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
    [[nodiscard]] Result<void> draw(const Label& label, const Edges& edges, double left, double top) const
    {
        TRY_ASSIGN(const Arrangement at, arrange(label, edges));
        draw_symbol(canvas_, at.symbol, on_dot(left + at.qr_left), on_dot(top + at.qr_top), at.qr_module);
        if (!at.bars.empty())
            draw_bars(canvas_, at.bars, on_dot(left + at.bars_left), top + at.bars_top, at.bar_module, at.bars_height);
        if (at.line_size > 0) {
            TextStyle style = label_style(at.line_size);
            style.align = Align::centre;
            short_text(context_.get(), label.qr, style, width_ - at.margin.left - at.margin.right, 1)
                .draw(canvas_, left + at.margin.left, top + at.line_top);
        }
        const LabelText text = set_label_text(context_.get(), label, at.text_width, at.text_bottom - at.margin.top);
        text.draw(canvas_, left + at.text_left, top + at.margin.top);
        return {};
    }

private:
    [[nodiscard]] Result<Arrangement> arrange(const Label& label, const Edges& edges) const
    {
        // What has no room elsewhere goes over the unprinted edge all the same, since some printers can: first the bars.
        for (const Edges& kept : {edges, Edges()})
            for (const BarsAt bars : {BarsAt::printed, BarsAt::anywhere, BarsAt::nowhere})
                for (const QrStrength strength : {QrStrength::high, QrStrength::medium}) {
                    TRY_ASSIGN(QrSymbol symbol, qr_symbol(label.qr, strength));
                    if (auto found = arranged(label, kept, std::move(symbol), bars)) return std::move(*found);
                }
        return error(ErrorKind::usage,
                     say("Labels of {} x {} mm are too small for the code {}: its squares would be below half a millimetre",
                         "{} x {} 毫米的标签放不下 {} 的二维码:小方块将不足 0.5 毫米",
                         {in_millimetres(sheet_.width), in_millimetres(sheet_.height), label.code}))
            .with_hint(say("Choose larger labels with --sheet.", "请用 --sheet 选择较大的标签。"));
    }

    [[nodiscard]] std::optional<Arrangement> arranged(const Label& label, const Edges& edges, QrSymbol symbol,
                                                      BarsAt bars) const
    {
        Arrangement at;
        at.margin.left = std::max(margin_, edges.left);
        at.margin.right = std::max(margin_, edges.right);
        at.margin.top = std::max(margin_, edges.top);
        double bottom = height_ - std::max(margin_, edges.bottom);  // of what is free
        at.line_size = size_for_line(context_.get(), label.qr, label_style(1), width_ - at.margin.left - at.margin.right,
                                     6.5, least_text_size);
        bottom -= at.line_size * 1.25;
        at.line_top = bottom;
        if (bars != BarsAt::nowhere && !arrange_bars(label.bars, bars == BarsAt::printed ? edges : Edges(), bottom, at))
            return {};
        // The quiet zone may reach over the unprinted edge: that is white as well.
        const auto side_of = [&](int module) { return symbol.side * module * dot; };
        at.qr_module = most_qr_module;
        for (; at.qr_module >= least_qr_module; at.qr_module -= 2) {
            at.qr_left = std::max(at.quiet(), edges.left);
            at.qr_top = std::max(at.quiet(), edges.top);
            at.text_left = at.qr_left + side_of(at.qr_module) + at.quiet();
            if (at.qr_top + side_of(at.qr_module) + at.quiet() <= bottom && at.text_left <= 0.62 * width_ + edges.left)
                break;
        }
        at.text_width = width_ - at.margin.right - at.text_left;
        at.text_bottom = bottom - (at.bars.empty() ? 0.4 : 1.0) * millimetre;
        if (at.qr_module < least_qr_module || at.text_width < least_text_width) return {};
        at.symbol = std::move(symbol);
        return at;
    }

    /// `bottom` moves up to above the bars. False: there is no room for them.
    [[nodiscard]] bool arrange_bars(const std::string& text, const Edges& edges, double& bottom, Arrangement& at) const
    {
        if (!bars_fit(text, sheet_.width, sheet_.height)) return false;
        auto bars = code128(text);
        const auto modules = static_cast<double>(bars->size());
        const double printed = width_ - edges.left - edges.right;
        at.bar_module = std::min({static_cast<int>(width_ / ((modules + 2 * quiet_bars) * dot)),
                                  static_cast<int>(printed / (modules * dot)), most_bar_module});
        if (at.bar_module < least_bar_module) return false;
        const double quiet = quiet_bars * at.bar_module * dot, side = modules * at.bar_module * dot;
        const double first = std::max(edges.left, quiet), last = width_ - std::max(edges.right, quiet) - side;
        if (last < first) return false;
        at.bars_left = std::clamp((width_ - side) / 2, first, last);
        at.bars = std::move(*bars);
        at.bars_height = std::clamp(0.25 * height_, 8 * millimetre, 14 * millimetre);
        bottom -= at.bars_height + 0.5 * millimetre;
        at.bars_top = bottom;
        return true;
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
        TRY(drawing.draw(job.labels[static_cast<std::size_t>(i)], Edges(sheet, place),
                         (place.left + job.offset.right) * millimetre, (place.top + job.offset.down) * millimetre));
    }
    cairo_show_page(surface.canvas());
    return surface.finish();
}

}  // namespace fonds
