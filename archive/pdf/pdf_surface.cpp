// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/pdf_surface.hpp"

#include <utility>

#include <cairo-pdf.h>

#include "schema/core/escape.hpp"

namespace fonds::pdf {

namespace {

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int size)
{
    try {
        static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

void set_metadata(cairo_surface_t* surface, cairo_pdf_metadata_t key, std::string text)
{
    std::erase(text, '\0');
    cairo_pdf_surface_set_metadata(surface, key, to_valid_utf8(text).c_str());
}

}  // namespace

PdfSurface::PdfSurface(double width, double height, const std::string& title, const std::string& author, Instant created)
    : surface_(cairo_pdf_surface_create_for_stream(append, bytes_.get(), width, height))
{
    set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title);
    if (!author.empty()) set_metadata(surface_.get(), CAIRO_PDF_METADATA_AUTHOR, author);
    set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Fonds");
    // Without a date of ours cairo takes the clock's.
    set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, to_iso8601(created).substr(0, 19) + "Z");
    canvas_.reset(cairo_create(surface_.get()));
}

Result<std::string> PdfSurface::finish()
{
    canvas_.reset();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return error(ErrorKind::internal,
                     say("drawing the pages failed: {}", "绘制页面失败:{}", {cairo_status_to_string(status)}))
            .with_hint(say("Check that there is enough memory and that fonts are installed (fonts-noto-cjk).",
                           "请检查内存是否充足、字体(fonts-noto-cjk)是否已安装。"));
    return std::move(*bytes_);
}

}  // namespace fonds::pdf
