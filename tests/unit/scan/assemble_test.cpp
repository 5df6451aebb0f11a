// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <leptonica/allheaders.h>

#include "tests/unit/extract/pdf_builder.hpp"
#include "tests/unit/scan/making.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Three pages that look different; what they share stands in the tree above them.
std::string three_pages()
{
    PdfBuilder builder;
    const int catalog = builder.add("<< /Type /Catalog /Pages 2 0 R /Outlines << /Count 0 >> >>");
    builder.add("");
    const int font = builder.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    std::string kids;
    for (const char* const name : {"one", "two", "three"}) {
        const int content = builder.add_stream("", show(name));
        kids +=
            std::to_string(builder.add("<< /Type /Page /Parent 2 0 R /Contents " + std::to_string(content) + " 0 R >>")) +
            " 0 R ";
    }
    builder.set(2, "<< /Type /Pages /Kids [" + kids +
                       "] /Count 3 /MediaBox [0 0 300 800] /CropBox [0 100 300 800] /Rotate 90 " +
                       "/Resources << /Font << /F1 " + std::to_string(font) + " 0 R >> >> >>");
    return builder.build(catalog);
}

std::string image_bytes(int format, int depth, int width = 300, int height = 200)
{
    PIX* pix = pixCreate(width, height, depth);
    pixSetBlackOrWhite(pix, L_SET_WHITE);
    for (int y = 20; y < 60; ++y)
        for (int x = 20; x < 90; ++x) {
            if (depth == 32)
                pixSetRGBPixel(pix, x, y, 200, 30, 30);
            else
                pixSetPixel(pix, x, y, depth == 1 ? 1 : 0);
        }
    pixSetResolution(pix, 150, 150);
    l_uint8* data = nullptr;
    size_t size = 0;
    REQUIRE(pixWriteMem(&data, &size, pix, format) == 0);
    std::string bytes(reinterpret_cast<const char*>(data), size);
    lept_free(data);
    pixDestroy(&pix);
    return bytes;
}

/// Width and height in the head of a PPM.
std::string size_of_drawing(const std::string& ppm)
{
    const auto begin = ppm.find('\n') + 1;
    return ppm.substr(begin, ppm.find('\n', begin) - begin);
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pages of several documents, in any order, look as they did; the same pages give the same bytes")
{
    Workshop shop;
    const std::string first = three_pages();
    const std::string second = pdf_of_words({"four", "five"});
    const std::vector<PagePick> picks{{0, 3, 0}, {1, 2, 0}, {0, 1, 0}, {0, 3, 0}};
    const auto made = shop.assemble(picks, shop.source(first), shop.source(second));
    REQUIRE(made.ok());
    CHECK(shop.faults(*made).empty());
    CHECK(shop.drawn(*made, 1) == shop.drawn(first, 3));
    CHECK(shop.drawn(*made, 2) == shop.drawn(second, 2));
    CHECK(shop.drawn(*made, 3) == shop.drawn(first, 1));
    CHECK(shop.drawn(*made, 4) == shop.drawn(first, 3));
    CHECK(shop.drawn(*made, 5).empty());
    const auto again = shop.assemble(picks, shop.source(first), shop.source(second));
    REQUIRE(again.ok());
    CHECK(*again == *made);
}

TEST_CASE("a page is turned beyond the way it stands, and each pick by itself")
{
    Workshop shop;
    const std::string pdf = three_pages();
    REQUIRE(size_of_drawing(shop.drawn(pdf)) == "389 167");
    const auto made = shop.assemble({{0, 1, 90}, {0, 1, 0}, {0, 1, 270}, {0, 2, 180}}, shop.source(pdf));
    REQUIRE(made.ok());
    CHECK(size_of_drawing(shop.drawn(*made, 1)) == "167 389");
    CHECK(shop.drawn(*made, 2) == shop.drawn(pdf, 1));
    CHECK(size_of_drawing(shop.drawn(*made, 3)) == "167 389");
    CHECK(shop.drawn(*made, 4) != shop.drawn(pdf, 2));
    CHECK(contains(shop.text(*made, 4), "two"));
}

TEST_CASE("what pages share is there once")
{
    Workshop shop;
    TestPdf pdf;
    PdfBuilder image;
    pdf.objects.push_back("<< /Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray "
                          "/BitsPerComponent 8 /Length 10000 >>\nstream\n" +
                          std::string(10'000, 'x') + "\nendstream");
    for (int i = 0; i < 4; ++i) pdf.pages.push_back({"100 0 0 100 9 9 cm /X Do", {}, "/XObject << /X 4 0 R >>"});
    const auto made = shop.assemble({{0, 1}, {0, 2}, {0, 4}, {0, 1}}, shop.source(pdf_of(pdf)));
    REQUIRE(made.ok());
    CHECK(made->size() < 14'000);
    CHECK(made->size() > 10'000);
}

TEST_CASE("JPEG data stands in the new document as it is; other images keep their pixels")
{
    Workshop shop;
    const std::string jpeg = image_bytes(IFF_JFIF_JPEG, 32);
    const auto made = shop.assemble({{0, 1}, {1, 1}, {2, 1}, {2, 1, 90}}, shop.source(jpeg, "image/jpeg"),
                                    shop.source(image_bytes(IFF_PNG, 32), "image/png"),
                                    shop.source(image_bytes(IFF_TIFF_G4, 1), "image/tiff"));
    REQUIRE(made.ok());
    CHECK(shop.faults(*made).empty());
    CHECK(contains(*made, jpeg));
    // 300 x 200 pixels of 150 dpi are 144 x 96 points.
    CHECK(contains(*made, "/MediaBox [ 0 0 144.000 96.000 ]"));
    const std::string drawn = shop.drawn(*made, 2);
    CHECK(size_of_drawing(drawn) == "80 54");
    const auto at = [](const std::string& ppm, std::size_t x, std::size_t y, std::size_t channel) {
        const std::size_t pixels = ppm.size() - 80 * 54 * 3;
        return static_cast<int>(static_cast<unsigned char>(ppm[pixels + (y * 80 + x) * 3 + channel]));
    };
    // poppler's scaling is off by one here and there.
    CHECK(std::abs(at(drawn, 14, 10, 0) - 200) < 2);
    CHECK(std::abs(at(drawn, 14, 10, 1) - 30) < 2);
    CHECK(at(drawn, 70, 50, 1) > 253);
    CHECK(at(shop.drawn(*made, 3), 14, 10, 0) == 0);
    CHECK(at(shop.drawn(*made, 3), 70, 50, 0) > 253);
    CHECK(size_of_drawing(shop.drawn(*made, 4)) == "54 80");
}

TEST_CASE("an encrypted document gives its pages to who has the password")
{
    Workshop shop;
    const std::string plain = pdf_of_words({"secret"});
    const std::string locked = shop.path_of("");
    ProgramCall call;
    call.path = "/usr/bin/qpdf";
    call.arguments = {"--encrypt", "word", "owner", "256", "--", shop.path_of(plain), locked};
    REQUIRE(run(call).exit_code == 0);
    const std::string bytes = read_file(locked);
    const auto made = shop.assemble({{0, 1}}, shop.source(bytes, "application/pdf", "word"));
    REQUIRE(made.ok());
    CHECK(shop.drawn(*made) == shop.drawn(plain));
    for (const char* const wrong : {"", "other"}) {
        const auto refused = shop.assemble({{0, 1}}, shop.source(bytes, "application/pdf", wrong));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().kind == ErrorKind::refused);
    }
    CHECK(shop.assemble({{0, 1}}, shop.source(plain, "application/pdf", "unneeded")).ok());
}

TEST_CASE("damage is recovered where that can be, and otherwise told")
{
    Workshop shop;
    const std::string good = pdf_of_words({"kept", "too"});
    std::string wrong_table = good;
    wrong_table.replace(wrong_table.find("startxref\n") + 10, 1, "7");
    const auto recovered = shop.assemble({{0, 1}, {0, 2}}, shop.source(wrong_table));
    REQUIRE(recovered.ok());
    CHECK(contains(shop.text(*recovered, 1), "kept"));
    for (const std::string& bytes : {std::string(), std::string("no PDF at all"), std::string("%PDF-1.7\n%%EOF\n")}) {
        const auto failed = shop.assemble({{0, 1}}, shop.source(bytes));
        REQUIRE_FALSE(failed.ok());
        CHECK(failed.error().kind != ErrorKind::unavailable);
    }
    const auto beyond = shop.assemble({{0, 1}, {0, 3}}, shop.source(good));
    REQUIRE_FALSE(beyond.ok());
    CHECK(beyond.error().kind == ErrorKind::not_found);
    CHECK(contains(beyond.error().what.en, "file 1 has no page 3"));
    CHECK(shop.assemble({{0, 2}}, shop.source(image_bytes(IFF_PNG, 32), "image/png")).error().kind == ErrorKind::not_found);
    CHECK(shop.assemble({{0, 1}}, shop.source("text", "text/plain")).error().kind == ErrorKind::bad_input);
    CHECK(shop.assemble({{1, 1}}, shop.source(good)).error().kind == ErrorKind::not_found);
    CHECK(shop.assemble({}, shop.source(good)).error().kind == ErrorKind::usage);
    CHECK(shop.assemble({{0, 1, 45}}, shop.source(good)).error().kind == ErrorKind::usage);
}

TEST_CASE("fields of forms come with their pages, and hidden layers stay hidden")
{
    Workshop shop;
    PdfBuilder builder;
    builder.add("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> "
                "/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >> >>");
    builder.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    builder.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Annots [5 0 R] "
                "/Resources << /Properties << /Hidden 8 0 R >> >> >>");
    builder.add_stream("", "/OC /Hidden BDC 0 0 99 99 re f EMC");
    builder.add("<< /Type /Annot /Subtype /Widget /Rect [100 100 200 200] /Parent 6 0 R /F 4 /AP << /N 7 0 R >> >>");
    builder.add("<< /FT /Tx /T (field) /Kids [5 0 R] >>");
    builder.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100]", "1 0 0 rg 0 0 100 100 re f");
    builder.add("<< /Type /OCG /Name (Hidden) >>");
    const std::string pdf = builder.build(1);
    const auto made = shop.assemble({{0, 1}, {1, 1}}, shop.source(pdf), shop.source(pdf));
    REQUIRE(made.ok());
    CHECK(shop.faults(*made).empty());
    CHECK(contains(shop.drawn(pdf), std::string("\xFF\0\0\xFF\0\0", 6)));
    CHECK(shop.drawn(*made, 1) == shop.drawn(pdf));
    CHECK(shop.drawn(*made, 2) == shop.drawn(pdf));
    CHECK(contains(*made, "/AcroForm"));
}

TEST_CASE("a document of very many files needs no more descriptors than one of two")
{
    std::vector<PageSource> sources;
    std::vector<PagePick> picks;
    Workshop shop;
    for (std::size_t i = 0; i < 200; ++i) {
        sources.push_back(shop.source(pdf_of_words({"page " + std::to_string(i)})));
        picks.push_back({i, 1, 0});
    }
    std::string bytes;
    const auto made = assemble_pages(page_maker(), sources, picks, [&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    });
    REQUIRE(made.ok());
    CHECK(contains(shop.text(bytes, 200), "page 199"));
}

TEST_CASE("a result above its limit, and a sink that fails, end the work")
{
    Workshop shop;
    const std::string pdf = pdf_of_words({std::string(5000, 'x')});
    std::vector<PageSource> sources;
    sources.push_back(shop.source(pdf));
    PageMaker maker = page_maker();
    maker.largest = 2000;
    const auto nothing = [](std::string_view) -> Result<void> { return {}; };
    const auto large = assemble_pages(maker, sources, {{0, 1, 0}}, nothing);
    REQUIRE_FALSE(large.ok());
    CHECK(large.error().kind == ErrorKind::bad_input);
    const auto full = assemble_pages(page_maker(), sources, {{0, 1, 0}}, [](std::string_view) -> Result<void> {
        return error(ErrorKind::io, say("disk full", "磁盘已满"));
    });
    REQUIRE_FALSE(full.ok());
    CHECK(full.error().kind == ErrorKind::io);
}
