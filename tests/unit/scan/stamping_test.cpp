// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <sstream>

#include <leptonica/allheaders.h>

#include "tests/unit/extract/pdf_builder.hpp"
#include "tests/unit/scan/making.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A stamp whose left half is red and whose right half is blue, the upper edge green.
std::string drawing()
{
    PdfBuilder builder;
    const int catalog = builder.add("<< /Type /Catalog /Pages 2 0 R >>");
    builder.add("<< /Type /Pages /Kids [4 0 R] /Count 1 >>");
    const int content = builder.add_stream("", "/G gs 1 0 0 rg 0 0 63.78 45.35 re f 0 0 1 rg 63.78 0 63.78 45.35 re f "
                                               "0 1 0 rg 0 40 127.56 5.35 re f");
    builder.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 127.56 45.35] /Contents " + std::to_string(content) +
                " 0 R /Resources << /ExtGState << /G << /CA 1 >> >> >> >>");
    return builder.build(catalog);
}

struct Made {
    std::string bytes;
    StampOutcome outcome;
};

Result<Made> stamp(Workshop& shop, const PageSource& source, const std::vector<ScannedPage>& scans = {})
{
    Made made;
    const PageSource picture = shop.source(drawing());
    TRY_ASSIGN(made.outcome, make_stamped(page_maker(), source, picture.file, "归档章 件号:0001", scans,
                                          [&](std::string_view piece) -> Result<void> {
                                              made.bytes += piece;
                                              return {};
                                          }));
    return made;
}

struct Box {
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
    void add(int x, int y)
    {
        left = std::min(left, x);
        top = std::min(top, y);
        right = std::max(right, x + 1);
        bottom = std::max(bottom, y + 1);
    }
};

/// Where a colour is on the page as poppler draws it at 40 dpi.
Box seen(const std::string& ppm, int red, int green, int blue)
{
    std::istringstream in(ppm);
    std::string kind;
    int width = 0, height = 0, most = 0;
    in >> kind >> width >> height >> most;
    const auto start = static_cast<std::size_t>(in.tellg()) + 1;
    Box box;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto at = start + static_cast<std::size_t>(y * width + x) * 3;
            const auto is = [&](std::size_t channel, int wanted) {
                return std::abs(static_cast<unsigned char>(ppm.at(at + channel)) - wanted) < 40;
            };
            if (is(0, red) && is(1, green) && is(2, blue)) box.add(x, y);
        }
    return box;
}

constexpr double pixels = 40 / 25.4;  // a millimetre

void check_upright(const std::string& ppm, int page_width, double right_edge = 10, double upper_edge = 6)
{
    const Box red = seen(ppm, 255, 0, 0), blue = seen(ppm, 0, 0, 255), green = seen(ppm, 0, 255, 0);
    INFO(red.left << " " << blue.right << " " << red.top << " " << red.bottom);
    CHECK(red.right <= blue.left + 1);
    CHECK(green.bottom <= red.top + 1);
    CHECK(blue.right - red.left == Approx(45 * pixels).margin(2));
    CHECK(red.bottom - green.top == Approx(16 * pixels).margin(2));
    CHECK(page_width - blue.right == Approx(right_edge * pixels).margin(2));
    CHECK(green.top == Approx(upper_edge * pixels).margin(2));
}

std::string page_with(const std::string& entries, const std::string& content = show("words"))
{
    return pdf_of({{{content, entries}}});
}

}  // namespace

TEST_CASE("a stamp stands upright at the upper right of a page however it is turned, cut and placed")
{
    Workshop shop;
    const auto width_of = [](const std::string& ppm) {
        std::istringstream in(ppm);
        std::string kind;
        int width = 0;
        in >> kind >> width;
        return width;
    };
    for (const char* const entries :
         {"", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/Rotate -90", "/CropBox [100 100 500 700]",
          "/CropBox [100 50 560 700] /Rotate 90", "/CropBox [-100 60 400 700] /Rotate 270"}) {
        INFO(entries);
        std::string before = page_with(entries, "q 5 0 0 5 9 9 cm 0.9 g");
        const std::string usual = "[0 0 595 842]";
        before.replace(before.find(usual), usual.size(), "[9 9 604 851]");
        const auto made = stamp(shop, shop.source(before));
        INFO((made.ok() ? std::string() : made.error().what.en));
        REQUIRE(made.ok());
        CHECK(made->bytes.starts_with(before));
        CHECK(shop.faults(made->bytes).empty());
        const std::string ppm = shop.drawn(made->bytes);
        check_upright(ppm, width_of(ppm));
        CHECK(made->outcome.place == "right");
        CHECK_FALSE(made->outcome.covers);
        CHECK_FALSE(made->outcome.written_anew);
    }
}

TEST_CASE("the stamp goes where nothing stands, and says when everything is full")
{
    Workshop shop;
    const auto made = stamp(shop, shop.source(page_with("", "0.5 g 380 700 200 140 re f")));
    REQUIRE(made.ok());
    CHECK(made->outcome.place == "centre");
    const auto full =
        stamp(shop, shop.source(page_with("", "0.5 g 6 6 583 830 re f 0 g 6 6 583 300 re f 1 g 300 0 9 842 re f")));
    REQUIRE(full.ok());
    const auto lined = stamp(shop, shop.source(page_with("", [] {
        std::string lines;
        for (int y = 0; y < 842; y += 9) lines += "0 " + std::to_string(y) + " m 595 " + std::to_string(y) + " l S ";
        return lines;
    }())));
    REQUIRE(lined.ok());
    CHECK(lined->outcome.covers);
    check_upright(shop.drawn(lined->bytes), 331);
}

TEST_CASE("a stamp keeps the notes a page has, and what it says can be read by those who cannot see it")
{
    Workshop shop;
    TestPdf pdf;
    pdf.pages.push_back({show("words"), "/Annots 4 0 R"});
    pdf.objects.push_back("[<< /Type /Annot /Subtype /Square /Rect [72 72 144 144] /C [0 1 1] /IC [0 1 1] >>]");
    const std::string before = pdf_of(pdf);
    const auto made = stamp(shop, shop.source(before));
    REQUIRE(made.ok());
    CHECK(made->bytes.starts_with(before));
    CHECK(made->bytes.find("/Square", before.size()) != std::string::npos);
    CHECK(made->bytes.find("/Subtype/Stamp", before.size()) != std::string::npos);
    // Stamped again, both stay.
    const auto again = stamp(shop, shop.source(made->bytes));
    REQUIRE(again.ok());
    CHECK(again->bytes.starts_with(made->bytes));
    CHECK(shop.faults(again->bytes).empty());
    CHECK_FALSE(again->outcome.covers);
}

TEST_CASE("an image becomes a stamped page, a document with words to lay over it gets both")
{
    Workshop shop;
    PIX* pix = pixCreate(1240, 1754, 8);
    pixSetAllGray(pix, 240);
    pixSetResolution(pix, 150, 150);
    l_uint8* bytes = nullptr;
    size_t size = 0;
    REQUIRE(pixWriteMem(&bytes, &size, pix, IFF_PNG) == 0);
    const std::string png(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    pixDestroy(&pix);
    const auto made = stamp(shop, shop.source(png, "image/png"));
    REQUIRE(made.ok());
    CHECK(shop.faults(made->bytes).empty());
    check_upright(shop.drawn(made->bytes), 331);
    ScannedPage page;
    page.number = 1;
    page.width = 595;
    page.height = 842;
    page.engine = "test 1";
    page.lines = {{{{{100, 100}, {300, 100}, {300, 120}, {100, 120}}}, 0.9F, {{"Contract", 0, 1, 0.9F, false}}}};
    const auto both = stamp(shop, shop.source(png, "image/png"), {page});
    REQUIRE(both.ok());
    CHECK(shop.faults(both->bytes).empty());
    CHECK(shop.text(both->bytes).find("Contract") != std::string::npos);
    check_upright(shop.drawn(both->bytes), 331);
    const std::string pdf = page_with("");
    const auto of_pdf = stamp(shop, shop.source(pdf), {page});
    REQUIRE(of_pdf.ok());
    CHECK(of_pdf->bytes.starts_with(pdf));
    CHECK_FALSE(of_pdf->outcome.written_anew);
}

TEST_CASE("encrypted documents want their password and are written anew; others are refused plainly")
{
    Workshop shop;
    const std::string plain = shop.path_of(page_with(""));
    ProgramCall call;
    call.path = "/usr/bin/qpdf";
    call.arguments = {"--encrypt", "secret", "owner", "256", "--", plain, plain + ".locked"};
    REQUIRE(run(call).exit_code == 0);
    const std::string locked = read_file(plain + ".locked");
    const auto refused = stamp(shop, shop.source(locked));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::refused);
    const auto opened = stamp(shop, shop.source(locked, "application/pdf", "secret"));
    REQUIRE(opened.ok());
    CHECK(opened->outcome.written_anew);
    CHECK(shop.faults(opened->bytes).empty());
    check_upright(shop.drawn(opened->bytes), 331);

    // A byte order mark before the header changes nothing.
    const auto marked = stamp(shop, shop.source("\xEF\xBB\xBF" + page_with("")));
    REQUIRE(marked.ok());
    CHECK(marked->bytes.starts_with("\xEF\xBB\xBF"));
    CHECK_FALSE(marked->outcome.written_anew);
    CHECK_FALSE(stamp(shop, shop.source("no document")).ok());
    CHECK_FALSE(stamp(shop, shop.source("text", "text/plain")).ok());
    const auto empty = stamp(shop, shop.source(pdf_of({})));
    CHECK_FALSE(empty.ok());
}

TEST_CASE("of a signed document it is said, and what was signed stays as it was")
{
    Workshop shop;
    TestPdf pdf;
    pdf.catalog = "/AcroForm << /SigFlags 3 /Fields [4 0 R] >>";
    pdf.objects.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /V << /Type /Sig /Filter "
                          "/Adobe.PPKLite /ByteRange [0 10 20 30] /Contents <00> >> >>");
    pdf.pages.push_back({show("signed"), "/Annots [4 0 R]"});
    const std::string before = pdf_of(pdf);
    const auto made = stamp(shop, shop.source(before));
    REQUIRE(made.ok());
    CHECK(made->outcome.is_signed);
    CHECK(made->bytes.starts_with(before));
    CHECK(made->bytes.find("/ByteRange", before.size()) == std::string::npos);
}
