// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_page_image.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include "indexer/worker/pdf_page_probe.hpp"

namespace fonds {

namespace {

constexpr double points_an_inch = 72;
constexpr double largest_page = 1e6;  // points; the format allows 14,400

Error no_such_page(int number)
{
    return error(ErrorKind::not_found, say("There is no page {}.", "没有第 {} 页。", {number}))
        .with_hint(say("The document is damaged, or has fewer pages than it says.", "文件已损坏,或页数比它声称的少。"));
}

Error not_shown(int number)
{
    return error(ErrorKind::bad_input, say("Page {} cannot be shown.", "第 {} 页无法显示。", {number}))
        .with_hint(say("Open it with a PDF viewer; if that fails, too, ask for another copy.",
                       "请用 PDF 阅读器打开看看;若同样打不开,请索取另一份。"));
}

Error late(int number)
{
    return error(ErrorKind::unavailable, say("There was no time to draw page {}.", "第 {} 页未能及时画出。", {number}))
        .with_hint(say("Try it again alone, with more time.", "请单独重试,并给更多时间。"));
}

bool asked_to_stop(void* check)
{
    return (*static_cast<const LateCheck*>(check))();
}

void show(PDFDoc& document, OutputDev& device, int number, double dpi, const LateCheck& late_check)
{
    auto* const check = const_cast<LateCheck*>(&late_check);
    document.displayPage(&device, number, dpi, dpi, 0, false, true, false, late_check ? &asked_to_stop : nullptr, check);
}

void take_embedded(PdfPageProbe::Taken taken, PdfPageImage& page)
{
    page.origin = PdfPageImage::Origin::embedded;
    page.image = turned(taken.pixels.image, taken.turn);
    // Rows and columns that filled no whole pixel of a reduced image are missing at its right and below.
    page.left = static_cast<float>(taken.area.left);
    page.top = static_cast<float>(taken.area.top);
    page.x_scale = static_cast<float>(taken.area.width() / page.image.width);
    page.y_scale = static_cast<float>(taken.area.height() / page.image.height);
    page.image.dpi = static_cast<float>(points_an_inch) * 2 / (page.x_scale + page.y_scale);
}

/// The page on white paper; empty when poppler made nothing of it.
PageImage drawn(PDFDoc& document, int number, double dpi, const LateCheck& late_check)
{
    SplashColor paper{255, 255, 255};
    SplashOutputDev device(splashModeRGB8, 1, false, paper);
    device.setFontAntialias(true);
    device.setVectorAntialias(true);
    device.setEnableFreeType(true);
    device.setFreeTypeHinting(false, false);
    device.startDoc(&document);
    show(document, device, number, dpi, late_check);
    SplashBitmap* const bitmap = device.getBitmap();
    PageImage image;
    if (bitmap == nullptr || bitmap->getDataPtr() == nullptr || bitmap->getWidth() <= 0 || bitmap->getHeight() <= 0)
        return image;
    image.width = bitmap->getWidth();
    image.height = bitmap->getHeight();
    image.channels = 3;
    image.dpi = static_cast<float>(dpi);
    const auto row = static_cast<std::size_t>(image.width) * 3;
    image.pixels.resize(row * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y)
        std::copy_n(bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize(), row,
                    image.pixels.data() + static_cast<std::size_t>(y) * row);
    return grey_if_colourless(std::move(image));
}

double drawing_dpi(const PdfPageImage& page, const PdfPictureLimits& limits)
{
    const double least = limits.least_dpi;
    const double most = std::max(limits.most_dpi, limits.least_dpi);
    const double wanted = page.native_dpi > 0 ? std::clamp<double>(page.native_dpi, least, most) : most;
    const double square_inches = static_cast<double>(page.width) * page.height / (points_an_inch * points_an_inch);
    return std::min(wanted, std::sqrt(static_cast<double>(limits.pixels) / square_inches));
}

Result<PdfPageImage> take_or_draw(PDFDoc& document, int number, const PdfPictureLimits& limits)
{
    Page* const source = number >= 1 && number <= document.getNumPages() ? document.getPage(number) : nullptr;
    if (source == nullptr || !source->isOk()) return no_such_page(number);
    double width = source->getCropWidth();
    double height = source->getCropHeight();
    if (source->getRotate() % 180 != 0) std::swap(width, height);
    if (!(width > 0 && height > 0 && width <= largest_page && height <= largest_page)) return not_shown(number);

    PdfPageImage page;
    page.width = static_cast<float>(width);
    page.height = static_cast<float>(height);
    PdfPageProbe probe(width, height, limits.pixels, limits.late);
    show(document, probe, number, points_an_inch, limits.late);
    if (limits.late && limits.late()) return late(number);
    page.characters = probe.characters();
    page.hidden_characters = probe.hidden_characters();
    page.full_page_image = probe.largest_share() >= PdfPageProbe::page_share;
    page.native_dpi = static_cast<float>(probe.native_dpi());
    if (probe.taken()) {
        take_embedded(std::move(*probe.taken()), page);
        return page;
    }
    const double dpi = drawing_dpi(page, limits);
    page.image = drawn(document, number, dpi, limits.late);
    if (limits.late && limits.late()) return late(number);
    if (page.image.empty()) return not_shown(number);
    page.x_scale = page.y_scale = static_cast<float>(points_an_inch / dpi);
    return page;
}

}  // namespace

Result<PdfPageImage> picture_of_page(PDFDoc& document, int number, const PdfPictureLimits& limits)
{
    try {
        return take_or_draw(document, number, limits);
    } catch (const std::exception&) {
        return not_shown(number);
    }
}

}  // namespace fonds
