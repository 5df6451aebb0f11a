// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/page_drawing.hpp"

#include <algorithm>
#include <memory>

#include <cairo-pdf.h>

#include "archive/pdf/page_layout.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyCanvas {
    void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
};

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int size)
{
    try {
        static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

std::string page_number(PageNumbers kind, int page, int pages)
{
    const auto of = [&](const char* pattern) { return fill(pattern, {page, pages}); };
    switch (kind) {
    case PageNumbers::none: break;
    case PageNumbers::english: return of("Page {} of {}");
    case PageNumbers::chinese: return of("第 {} 页 共 {} 页");
    }
    return {};
}

void set_metadata(cairo_surface_t* surface, const DocumentInfo& info)
{
    const auto set = [&](cairo_pdf_metadata_t key, std::string text) {
        std::erase(text, '\0');
        cairo_pdf_surface_set_metadata(surface, key, to_valid_utf8(text).c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, info.title);
    if (!info.author.empty()) set(CAIRO_PDF_METADATA_AUTHOR, info.author);
    set(CAIRO_PDF_METADATA_CREATOR, "Fonds");
    // Without a date of ours cairo takes the clock's.
    std::string created = to_iso8601(info.created);
    set(CAIRO_PDF_METADATA_CREATE_DATE, created.substr(0, 19) + "Z");
}

pdf::Frame frame_of(const DocumentInfo& info)
{
    const double margin = std::clamp(info.margin, 0.0, pdf::a4_width / 3);
    return {margin, margin + 4, pdf::a4_width - 2 * margin, pdf::a4_height - margin};
}

std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

PageDrawing& PageDrawing::title(std::string text)
{
    TextStyle style;
    style.size = 20;
    style.weight = Weight::bold;
    style.align = Align::centre;
    style.line_spacing = 1.5;
    style.space_after = 14;
    style.keep = Keep::with_next;
    return add(Paragraph{std::move(text), style});
}

PageDrawing& PageDrawing::heading(std::string text)
{
    TextStyle style;
    style.size = 12;
    style.weight = Weight::bold;
    style.space_before = 8;
    style.space_after = 2;
    style.keep = Keep::with_next;
    return add(Paragraph{std::move(text), style});
}

PageDrawing& PageDrawing::paragraph(std::string text)
{
    TextStyle style;
    style.align = Align::justified;
    if (pdf::has_han(text))
        style.first_indent = 2 * style.size;
    else
        style.space_after = 5;
    return add(Paragraph{std::move(text), style});
}

int PageDrawing::page_count() const
{
    const pdf::Context context = pdf::make_context();
    return pdf::Flow(context.get(), nullptr, frame_of(info_), [](int) {}).run(blocks_);
}

Result<std::string> PageDrawing::pdf() const
{
    const pdf::Context context = pdf::make_context();
    const pdf::Frame frame = frame_of(info_);
    const double margin = frame.left;
    const int pages = pdf::Flow(context.get(), nullptr, frame, [](int) {}).run(blocks_);

    std::string bytes;
    const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
        cairo_pdf_surface_create_for_stream(append, &bytes, pdf::a4_width, pdf::a4_height));
    set_metadata(surface.get(), info_);
    {
        const std::unique_ptr<cairo_t, DestroyCanvas> canvas(cairo_create(surface.get()));
        TextStyle small;
        small.size = 9;
        small.align = Align::centre;
        const auto put = [&](const std::string& text, double y) {
            if (text.empty()) return;
            const pdf::Layout layout = pdf::set_text(context.get(), text, small, frame.width);
            pdf::draw_lines(canvas.get(), layout, small, frame.left, y, 0, 1);
        };
        const auto finish_page = [&](int page) {
            put(info_.running_head, margin * 0.5);
            put(page_number(info_.numbers, page, pages), pdf::a4_height - margin * 0.7);
        };
        pdf::Flow(context.get(), canvas.get(), frame, finish_page).run(blocks_);
    }
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return error(ErrorKind::internal,
                     say("drawing the pages failed: {}", "绘制页面失败:{}", {cairo_status_to_string(status)}))
            .with_hint(say("Check that there is enough memory and that fonts are installed (fonts-noto-cjk).",
                           "请检查内存是否充足、字体(fonts-noto-cjk)是否已安装。"));
    return bytes;
}

std::string PageDrawing::plain_text() const
{
    std::string text;
    const auto put_row = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : "\t") + one_line(cells[i]);
        text += '\n';
    };
    for (const Block& block : blocks_) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) text += paragraph->text + "\n";
        if (const auto* pair = std::get_if<SideBySide>(&block)) text += pair->left.text + "\n" + pair->right.text + "\n";
        if (const auto* table = std::get_if<Table>(&block)) {
            std::vector<std::string> headings;
            for (const Column& column : table->columns) headings.push_back(column.heading);
            if (std::any_of(headings.begin(), headings.end(), [](const auto& heading) { return !heading.empty(); }))
                put_row(headings);
            for (const auto& row : table->rows) put_row(row);
        }
    }
    return text;
}

}  // namespace fonds
