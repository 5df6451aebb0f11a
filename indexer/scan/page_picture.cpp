// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/page_picture.hpp"

#include "indexer/extract/media_kinds.hpp"
#include "indexer/image/image_file.hpp"
#include "indexer/worker/pdf_document.hpp"
#include "indexer/worker/pdf_page.hpp"
#include "indexer/worker/pdf_page_image.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_characters = 1'000'000;
constexpr std::uint64_t pixels_of_a_scan = 1'000'000;

PageText own_text(PDFDoc& document, int number, const PdfPageImage& seen, const std::function<bool()>& late)
{
    PageText text;
    text.layer = TextLayer::absent;
    if (seen.characters == 0) return text;
    PdfPageReader reader(document, late);
    // As the text worker judges it, but for the pixels: here they are known.
    static_cast<void>(reader.read(number, {false, most_characters, seen.full_page_image ? pixels_of_a_scan : 0}, text));
    if (text.layer == TextLayer::trusted && seen.has_ocr_layer()) text.layer = TextLayer::unverified;
    return text;
}

Result<PagePicture> picture_of_pdf(std::string_view bytes, const protocol::Look& look, const std::function<bool()>& late)
{
    TRY_ASSIGN(const PdfDocument document, PdfDocument::open(bytes, look.password));
    const int number = static_cast<int>(look.page);
    PdfPictureLimits limits;
    limits.late = late;
    TRY_ASSIGN(PdfPageImage seen, picture_of_page(document.poppler(), number, limits));
    PagePicture picture;
    picture.page_count = static_cast<std::uint32_t>(document.pages());
    picture.native_dpi = seen.native_dpi;
    picture.width = seen.width;
    picture.height = seen.height;
    picture.left = seen.left;
    picture.top = seen.top;
    picture.x_scale = seen.x_scale;
    picture.y_scale = seen.y_scale;
    picture.text = own_text(document.poppler(), number, seen, late);
    picture.image = std::move(seen.image);
    return picture;
}

constexpr float points_an_inch = 72;

Result<PagePicture> picture_of_image(std::string_view bytes, const protocol::Look& look)
{
    TRY_ASSIGN(const ImageFile file, ImageFile::open(bytes));
    const int number = static_cast<int>(look.page);
    if (number > file.pages()) return error(ErrorKind::not_found, say("There is no page {}", "没有第 {} 页", {number}));
    PagePicture picture;
    TRY_ASSIGN(picture.image, file.decode(number));
    const ImageFile::Page page = file.page(number);
    picture.page_count = static_cast<std::uint32_t>(file.pages());
    picture.native_dpi = page.dpi;
    picture.width = static_cast<float>(page.width) * points_an_inch / page.dpi;
    picture.height = static_cast<float>(page.height) * points_an_inch / page.dpi;
    picture.x_scale = picture.width / static_cast<float>(picture.image.width);
    picture.y_scale = picture.height / static_cast<float>(picture.image.height);
    picture.text.layer = TextLayer::absent;
    return picture;
}

}  // namespace

Result<PagePicture> picture_of(std::string_view bytes, const protocol::Look& look, const std::function<bool()>& late)
{
    switch (media_kind(look.media_type).reader) {
    case TextReader::pdf: return picture_of_pdf(bytes, look, late);
    case TextReader::image: return picture_of_image(bytes, look);
    default:
        return error(ErrorKind::bad_input, say("Files of this kind have no pages to look at", "此类文件没有可识别的页面"));
    }
}

}  // namespace fonds
