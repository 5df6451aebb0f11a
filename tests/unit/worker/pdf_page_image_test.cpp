// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <catch2/catch.hpp>

#include "indexer/worker/pdf_document.hpp"
#include "indexer/worker/pdf_page_image.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;
using Origin = PdfPageImage::Origin;

/// Grey pixels, no two corners alike, that are square on a page of 595 x 842 points.
constexpr int columns = 60;
constexpr int rows = 85;

std::string grey_pixels()
{
    std::string bytes;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) bytes.push_back(static_cast<char>(x < 20 && y < 30 ? 10 : 60 + x * 2 + y));
    return bytes;
}

PageImage as_image(const std::string& bytes)
{
    PageImage image;
    image.width = columns;
    image.height = rows;
    image.pixels.assign(bytes.begin(), bytes.end());
    return image;
}

std::string image_object(const std::string& entries, const std::string& bytes)
{
    return "<< /Type /XObject /Subtype /Image /Width 60 /Height 85 /BitsPerComponent 8 " + entries + " /Length " +
           std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream";
}

struct Scan {
    std::string content = "q 595 0 0 842 0 0 cm /Im0 Do Q";
    std::string page = {};
    std::string image = "/ColorSpace /DeviceGray";
    std::string bytes = grey_pixels();
    PdfPictureLimits limits = {};
};

PdfPageImage picture(const Scan& scan)
{
    TestPdf pdf;
    pdf.objects = {image_object(scan.image, scan.bytes), image_object("/ColorSpace /DeviceGray", grey_pixels())};
    pdf.pages = {{scan.content, scan.page, "/XObject << /Im0 4 0 R /Im1 5 0 R >>"}};
    const std::string bytes = pdf_of(pdf);
    auto document = PdfDocument::open(bytes);
    REQUIRE(document.ok());
    auto result = picture_of_page(document->poppler(), 1, scan.limits);
    REQUIRE(result.ok());
    return std::move(*result);
}

Origin origin_of(const std::string& content)
{
    Scan scan;
    scan.content = content;
    return picture(scan).origin;
}

const std::string whole_page = "q 595 0 0 842 0 0 cm /Im0 Do Q ";

}  // namespace

TEST_CASE("A page that is one image gives that image, pixel by pixel")
{
    const PdfPageImage page = picture({});
    CHECK(page.origin == Origin::embedded);
    CHECK(page.image.pixels == as_image(grey_pixels()).pixels);
    CHECK(page.width == 595);
    CHECK(page.height == 842);
    CHECK(page.left == 0);
    CHECK(page.x_scale == Approx(595.0 / columns));
    CHECK(page.y_scale == Approx(842.0 / rows));
    CHECK(page.image.dpi == Approx(7.26).margin(0.05));
    CHECK(page.full_page_image);
    CHECK_FALSE(page.has_ocr_layer());
}

TEST_CASE("The picture stands as viewers show the page")
{
    const PageImage stored = as_image(grey_pixels());
    for (const int turn : {90, 180, 270}) {
        INFO(turn);
        Scan rotated;
        rotated.page = "/Rotate " + std::to_string(turn);
        const PdfPageImage page = picture(rotated);
        CHECK(page.origin == Origin::embedded);
        CHECK(page.image.pixels == turned(stored, turn).pixels);
        CHECK(page.width == (turn == 180 ? 595 : 842));
    }
    Scan upside_down;
    upside_down.content = "q -595 0 0 -842 595 842 cm /Im0 Do Q";
    CHECK(picture(upside_down).image.pixels == turned(stored, 180).pixels);
    Scan both;
    both.content = upside_down.content;
    both.page = "/Rotate 180";
    CHECK(picture(both).image.pixels == stored.pixels);
}

TEST_CASE("The same page drawn and taken looks the same")
{
    Scan taken;
    taken.page = "/Rotate 90";
    Scan drawn = taken;
    drawn.content += " 1 g 300 -5 1 4 re f";  // white, beside the paper, but nobody can be sure
    const PdfPageImage one = picture(taken);
    const PdfPageImage other = picture(drawn);
    REQUIRE(one.origin == Origin::embedded);
    REQUIRE(other.origin == Origin::rendered);
    CHECK(other.image.dpi == 200);
    CHECK(other.image.width == static_cast<int>(std::ceil(842 * 200.0 / 72)));
    CHECK(other.image.channels == 1);
    for (const auto& [x, y] : {std::pair{5, 5}, {60, 10}, {80, 55}, {3, 50}}) {
        const float right = one.left + (static_cast<float>(x) + 0.5F) * one.x_scale;
        const float down = one.top + (static_cast<float>(y) + 0.5F) * one.y_scale;
        const int drawn_x = static_cast<int>((right - other.left) / other.x_scale);
        const int drawn_y = static_cast<int>((down - other.top) / other.y_scale);
        CHECK(std::abs(one.image.row(y)[x] - other.image.row(drawn_y)[drawn_x]) <= 4);
    }
}

TEST_CASE("What else can be seen on the page makes it drawn")
{
    CHECK(origin_of(whole_page) == Origin::embedded);
    CHECK(origin_of("1 g 0 0 595 842 re f " + whole_page) == Origin::embedded);
    CHECK(origin_of("0 g 10 10 50 50 re f " + whole_page) == Origin::embedded);  // below the image
    CHECK(origin_of("q 0 0 595 842 re W n " + whole_page + "Q") == Origin::embedded);
    CHECK(origin_of(whole_page + "BT /F1 12 Tf 72 720 Td (paid) Tj ET") == Origin::rendered);
    CHECK(origin_of(whole_page + "1 g 10 10 50 50 re f") == Origin::rendered);
    CHECK(origin_of(whole_page + "10 10 m 90 90 l S") == Origin::rendered);
    CHECK(origin_of(whole_page + "q 50 0 0 50 9 9 cm /Im1 Do Q") == Origin::rendered);
    CHECK(origin_of("q 100 100 300 300 re W n " + whole_page + "Q") == Origin::rendered);
    CHECK(origin_of("q 595 10 -10 842 0 0 cm /Im0 Do Q") == Origin::rendered);  // leans
    CHECK(origin_of("q -595 0 0 842 595 0 cm /Im0 Do Q") == Origin::rendered);  // mirrored
    CHECK(origin_of("q 440 0 0 622 0 0 cm /Im0 Do Q") == Origin::rendered);     // half of the page
    CHECK(origin_of("q 595 0 0 750 0 46 cm /Im0 Do Q") == Origin::rendered);    // pixels not square
    CHECK(origin_of(whole_page + "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q") == Origin::rendered);
}

TEST_CASE("An image within margins, or beyond the edge, keeps its place")
{
    Scan inside;
    inside.content = "q 565 0 0 800 20 22 cm /Im0 Do Q";
    const PdfPageImage page = picture(inside);
    REQUIRE(page.origin == Origin::embedded);
    CHECK(page.left == Approx(20));
    CHECK(page.top == Approx(20));
    CHECK(page.x_scale == Approx(565.0 / columns));

    Scan beyond;
    beyond.content = "q 714 0 0 1010.4 0 -84.2 cm /Im0 Do Q";  // a sixth hangs out at the right, a twelfth above and below
    const PdfPageImage cut = picture(beyond);
    REQUIRE(cut.origin == Origin::embedded);
    CHECK(cut.image.width == 50);
    CHECK(cut.image.height == 71);
    CHECK(cut.image.pixels.front() == as_image(grey_pixels()).row(7)[0]);
}

TEST_CASE("Colours and bits arrive as they are meant")
{
    Scan inverted;
    inverted.image = "/ColorSpace /DeviceGray /Decode [1 0]";
    const PdfPageImage negative = picture(inverted);
    CHECK(negative.origin == Origin::embedded);
    CHECK(negative.image.pixels.front() == 245);

    Scan ink;
    ink.image = "/ColorSpace /DeviceCMYK";
    ink.bytes.clear();
    for (int i = 0; i < columns * rows; ++i) ink.bytes += std::string("\0\xFF\xFF\0", 4);
    const PdfPageImage red = picture(ink);
    CHECK(red.origin == Origin::embedded);
    REQUIRE(red.image.channels == 3);
    CHECK(red.image.pixels[0] > 180);
    CHECK(red.image.pixels[1] < 60);

    Scan bits;
    bits.image = "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>] /BitsPerComponent 1";
    bits.bytes = std::string(8 * rows, '\x0F');
    const PdfPageImage black = picture(bits);
    CHECK(black.image.channels == 1);
    CHECK(black.image.pixels[3] == 255);
    CHECK(black.image.pixels[4] == 0);
}

TEST_CASE("Masks are left to drawing")
{
    Scan soft;
    soft.image = "/ColorSpace /DeviceGray /SMask 5 0 R";
    CHECK(picture(soft).origin == Origin::rendered);
    Scan keyed;
    keyed.image = "/ColorSpace /DeviceGray /Mask [10 10]";
    CHECK(picture(keyed).origin == Origin::rendered);
    Scan stencil;
    stencil.image = "/ImageMask true /BitsPerComponent 1";
    const PdfPageImage page = picture(stencil);
    CHECK(page.origin == Origin::rendered);
    CHECK(page.full_page_image);
}

TEST_CASE("Text that nobody sees is somebody's recognition, and does not spoil the image")
{
    Scan over;
    over.content = whole_page + "BT 3 Tr /F1 12 Tf 72 720 Td (recognised) Tj ET";
    const PdfPageImage page = picture(over);
    CHECK(page.origin == Origin::embedded);
    CHECK(page.characters == 10);
    CHECK(page.has_ocr_layer());

    Scan below;
    below.content = "BT /F1 12 Tf 72 720 Td (recognised) Tj ET " + whole_page;
    CHECK(picture(below).origin == Origin::embedded);
    CHECK(picture(below).has_ocr_layer());

    Scan seen;
    seen.content = whole_page + "BT /F1 12 Tf 72 720 Td (typed) Tj ET";
    CHECK_FALSE(picture(seen).has_ocr_layer());
}

TEST_CASE("Pictures stay below the pixels that are allowed")
{
    Scan taken;
    taken.limits.pixels = 1'500;
    const PdfPageImage smaller = picture(taken);
    REQUIRE(smaller.origin == Origin::embedded);
    CHECK(smaller.image.width == 30);
    CHECK(smaller.image.height == 42);
    CHECK(smaller.image.pixels.front() == 10);

    Scan drawn;
    drawn.content = "0 0 m 595 842 l S";
    CHECK(picture(drawn).image.dpi == 300);
    drawn.limits.pixels = 100'000;
    const PdfPageImage coarse = picture(drawn);
    CHECK(coarse.image.pixels.size() <= 102'000);
    CHECK(coarse.x_scale == Approx(595.0 / coarse.image.width).epsilon(0.01));
}

TEST_CASE("No page, no time and no document are plain errors")
{
    TestPdf pdf;
    pdf.pages = {{whole_page}};
    const std::string bytes = pdf_of(pdf);
    auto document = PdfDocument::open(bytes);
    REQUIRE(document.ok());
    CHECK(document->pages() == 1);
    for (const int number : {-1, 0, 2, 1'000'000'000}) {
        const auto none = picture_of_page(document->poppler(), number);
        REQUIRE_FALSE(none.ok());
        CHECK(none.error().kind == ErrorKind::not_found);
    }
    PdfPictureLimits limits;
    limits.late = [] { return true; };
    const auto late = picture_of_page(document->poppler(), 1, limits);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().kind == ErrorKind::unavailable);
    CHECK_FALSE(PdfDocument::open("").ok());
    CHECK_FALSE(PdfDocument::open("%PDF-1.7 nothing").ok());
}

}  // namespace fonds
