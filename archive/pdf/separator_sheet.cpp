// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "archive/pdf/marks.hpp"
#include "archive/pdf/pdf_surface.hpp"
#include "archive/pdf/sheets.hpp"

namespace fonds {

namespace {

using namespace fonds::pdf;

constexpr double designed_width = 210;  // millimetres; the page is laid out for A4 and grows with the paper
constexpr double designed_height = 297;
constexpr double edge = 14;        // from paper to code: what printers can reach, and a shadow of the lid
constexpr int corner_module = 24;  // dots: 1.02 mm
constexpr int middle_module = 66;  // dots: 2.79 mm

class SeparatorSheet {
public:
    SeparatorSheet(cairo_t* canvas, const Paper& paper, const QrSymbol& symbol, const std::string& text)
        : canvas_(canvas), symbol_(symbol), text_(text), width_(paper.width * millimetre),
          height_(paper.height * millimetre), scale_(std::min(paper.width / designed_width, paper.height / designed_height))
    {
    }

    void draw() const
    {
        const double corner = draw_corners();
        const int module = static_cast<int>(middle_module * scale_);
        const double side = symbol_.side * module * dot;
        const double middle = 0.44 * height_ - side / 2;
        draw_symbol(canvas_, symbol_, on_dot((width_ - side) / 2), on_dot(middle), module);

        const double between = width_ - 2 * corner;
        const double top = scaled(edge);
        put("分隔页", Weight::bold, 46, corner, top - scaled(5.5), between);
        put("Separator sheet", Weight::regular, 21, corner, top + scaled(16), between);

        const double left = scaled(18);
        const double line = width_ - 2 * left;
        const double below = middle + side + quiet_modules * module * dot;
        put(text_, Weight::bold, 30, left, below, line);
        put("放在两份文件之间一同扫描，Fonds 在此处将其分开，本页不归档。", Weight::regular, 13.5, left, below + scaled(22),
            line);
        put("Lay this sheet between two documents and scan it with them.", Weight::regular, 11, left, below + scaled(31),
            line);
        put("Fonds divides the stack here and leaves this page out.", Weight::regular, 11, left, below + scaled(36.5), line);
        put("可反复使用，哪一端朝前均可", Weight::regular, 11.5, corner, height_ - top - scaled(13), between);
        put("Use it again and again, either end first", Weight::regular, 9.5, corner, height_ - top - scaled(6), between);
    }

private:
    [[nodiscard]] double scaled(double millimetres) const { return millimetres * scale_ * millimetre; }

    /// Returns how far they reach into the page, quiet zone included.
    double draw_corners() const
    {
        const int module = static_cast<int>(corner_module * scale_);
        const double side = symbol_.side * module * dot;
        const double margin = scaled(edge);
        for (const double left : {margin, width_ - margin - side})
            for (const double top : {margin, height_ - margin - side})
                draw_symbol(canvas_, symbol_, on_dot(left), on_dot(top), module);
        return margin + side + quiet_modules * module * dot;
    }

    void put(std::string_view text, Weight weight, double size, double x, double y, double width) const
    {
        TextStyle style;
        style.face = Face::sans;
        style.weight = weight;
        style.align = Align::centre;
        style.line_spacing = 1.3;
        style.size = size_for_line(context_.get(), text, style, width, size * scale_, 1);
        short_text(context_.get(), text, style, width, 1).draw(canvas_, x, y);
    }

    cairo_t* canvas_;
    const QrSymbol& symbol_;
    const std::string& text_;
    double width_, height_, scale_;
    Context context_ = make_context();
};

}  // namespace

Result<std::string> separator_sheets(const SeparatorJob& job, Instant created)
{
    TRY_ASSIGN(const QrSymbol symbol, qr_symbol(job.text, QrStrength::high));
    PdfSurface surface(job.paper.width * millimetre, job.paper.height * millimetre, job.text, "", created);
    const SeparatorSheet sheet(surface.canvas(), job.paper, symbol, job.text);
    for (int i = 0; i < job.count; ++i) {
        sheet.draw();
        cairo_show_page(surface.canvas());
    }
    return surface.finish();
}

Result<std::string> drawn(const PrintJob& job)
{
    if (const auto* labels = std::get_if<LabelJob>(&job.what)) return label_sheets(*labels, job.created);
    if (const auto* form = std::get_if<FormJob>(&job.what)) return printed_form(form->form, form->offset, job.created);
    if (const auto* stamped = std::get_if<StampJob>(&job.what)) return stamps(*stamped, job.created);
    return separator_sheets(std::get<SeparatorJob>(job.what), job.created);
}

}  // namespace fonds
