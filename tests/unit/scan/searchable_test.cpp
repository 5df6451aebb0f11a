// SPDX-License-Identifier: GPL-3.0-or-later
#include <leptonica/allheaders.h>

#include "tests/unit/extract/pdf_builder.hpp"
#include "tests/unit/scan/making.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

OcrLine line(Quad quad, std::vector<OcrWord> words)
{
    return {quad, 0.9F, std::move(words)};
}

/// A page of 595 x 842 points whose picture shows two lines.
ScannedPage seen(std::int32_t number = 1)
{
    ScannedPage page;
    page.number = number;
    page.width = 595;
    page.height = 842;
    page.engine = "test 1";
    page.lines = {line({{{100, 100}, {300, 100}, {300, 120}, {100, 120}}},
                       {{"采购", 0, 0.48F, 0.9F, false}, {"合同", 0.52F, 1, 0.9F, false}}),
                  line({{{100, 200}, {300, 200}, {300, 212}, {100, 212}}},
                       {{"Total", 0, 0.4F, 0.9F, false}, {"12,000.00", 0.44F, 1, 0.9F, true}})};
    return page;
}

TestPage picture(std::string further = {})
{
    // What it leaves behind: states that are never restored.
    return {"q 2 0 0 2 7 7 cm 0.5 g 50 300 100 10 re f 3 w 50 Tz", std::move(further)};
}

/// The document is as before, looks as before, and is sound.
void check_kept(Workshop& shop, const std::string& before, const std::string& after, int pages = 1)
{
    CHECK(after.size() > before.size());
    CHECK(after.substr(0, before.size()) == before);
    CHECK(shop.faults(after).empty());
    for (int page = 1; page <= pages; ++page) CHECK(shop.drawn(after, page) == shop.drawn(before, page));
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// Boxes of the words of a page as pdftotext -bbox tells them.
std::string boxes(Workshop& shop, const std::string& pdf)
{
    ProgramCall call;
    call.path = "/usr/bin/pdftotext";
    call.arguments = {"-bbox", "-cropbox", shop.path_of(pdf), "-"};
    return run(call).out;
}

double value(const std::string& boxes, const std::string& word, const std::string& name)
{
    const auto end = boxes.find(">" + word + "<");
    REQUIRE(end != std::string::npos);
    const std::string tag = boxes.substr(boxes.rfind('<', end), end - boxes.rfind('<', end));
    return std::stod(tag.substr(tag.find(name + "=\"") + name.size() + 2));
}

}  // namespace

TEST_CASE("the words can be found where they stand; bytes and looks are kept")
{
    Workshop shop;
    const std::string before = pdf_of({{picture(), picture()}});
    const auto made = Workshop::searchable(shop.source(before), {seen(2)});
    REQUIRE(made.ok());
    check_kept(shop, before, *made, 2);
    CHECK(shop.text(*made, 1) == "\f");
    CHECK(contains(shop.text(*made, 2), "采购合同\n"));
    CHECK(contains(shop.text(*made, 2), "Total 12,000.00\n"));
    const std::string found = boxes(shop, *made);
    CHECK(value(found, "采购合同", "xMin") == Approx(100).margin(0.5));
    CHECK(value(found, "采购合同", "xMax") == Approx(300).margin(0.5));
    CHECK(value(found, "采购合同", "yMin") == Approx(100).margin(0.5));
    CHECK(value(found, "采购合同", "yMax") == Approx(120).margin(0.5));
    CHECK(value(found, "12,000.00", "xMin") == Approx(188).margin(0.5));
}

TEST_CASE("turned pages, and boxes that do not begin at zero")
{
    Workshop shop;
    for (const int rotation : {0, 90, 180, 270, -90, 450}) {
        CAPTURE(rotation);
        const std::string before = pdf_of({{picture("/CropBox [50 60 450 760] /Rotate " + std::to_string(rotation))}});
        ScannedPage page = seen();
        const bool sideways = rotation % 180 != 0;
        page.width = sideways ? 700 : 400;
        page.height = sideways ? 400 : 700;
        const auto made = Workshop::searchable(shop.source(before), {page});
        REQUIRE(made.ok());
        check_kept(shop, before, *made);
        const std::string found = boxes(shop, *made);
        CHECK(value(found, "采购合同", "xMin") == Approx(100).margin(0.5));
        CHECK(value(found, "采购合同", "xMax") == Approx(300).margin(0.5));
        CHECK(value(found, "采购合同", "yMin") == Approx(100).margin(0.5));
        CHECK(value(found, "12,000.00", "yMax") == Approx(212).margin(0.5));
    }
}

TEST_CASE("leaning lines, lines on their side, and characters beyond the basic plane")
{
    Workshop shop;
    const std::string before = pdf_of({{picture()}});
    ScannedPage page = seen();
    page.lines = {line({{{100, 100}, {300, 107}, {299.3F, 127}, {99.3F, 120}}}, {{"斜着的一行", 0, 1, 0.9F, false}}),
                  line({{{500, 200}, {500, 400}, {480, 400}, {480, 200}}}, {{"竖着", 0, 1, 0.9F, false}}),
                  line({{{100, 500}, {300, 500}, {300, 520}, {100, 520}}}, {{"𠮷野家𠮷𡈽", 0, 1, 0.9F, false}})};
    const auto made = Workshop::searchable(shop.source(before), {page});
    REQUIRE(made.ok());
    check_kept(shop, before, *made);
    const std::string text = shop.text(*made);
    CHECK(contains(text, "斜着的一行\n"));
    CHECK(contains(text, "竖着\n"));
    CHECK(contains(text, "𠮷野家𠮷𡈽\n"));
}

TEST_CASE("resources that are inherited, shared or missing, and contents in every form")
{
    Workshop shop;
    PdfBuilder builder;
    builder.add("<< /Type /Catalog /Pages 2 0 R >>");
    builder.add("<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 /MediaBox [0 0 595 842] /Resources 7 0 R >>");
    builder.add("<< /Type /Page /Parent 2 0 R /Contents [9 0 R 10 0 R] >>");
    builder.add("<< /Type /Page /Parent 2 0 R /Contents 11 0 R >>");
    builder.add("<< /Type /Page /Parent 2 0 R /Contents 9 0 R /Resources 7 0 R >>");
    builder.add("<< /Type /Page /Parent 2 0 R /Resources << >> >>");
    builder.add("<< /Font 8 0 R >>");
    builder.add("<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>");
    builder.add_stream("", "BT /F1 12 Tf 72 770 Td");
    builder.add_stream("", "(half) Tj ET");
    builder.add("[9 0 R 10 0 R]");
    const std::string before = builder.build(1);
    const auto made = Workshop::searchable(shop.source(before), {seen(1), seen(2), seen(4)});
    REQUIRE(made.ok());
    check_kept(shop, before, *made, 4);
    for (const int page : {1, 2}) {
        CHECK(contains(shop.text(*made, page), "half"));
        CHECK(contains(shop.text(*made, page), "采购合同"));
    }
    CHECK_FALSE(contains(shop.text(*made, 3), "采购合同"));
    CHECK(contains(shop.text(*made, 4), "采购合同"));
}

TEST_CASE("a layer on a document that has one of ours already")
{
    Workshop shop;
    const auto once = Workshop::searchable(shop.source(pdf_of({{picture()}})), {seen()});
    REQUIRE(once.ok());
    ScannedPage other = seen();
    other.lines = {line({{{100, 300}, {300, 300}, {300, 320}, {100, 320}}}, {{"第二层", 0, 1, 0.9F, false}})};
    const auto twice = Workshop::searchable(shop.source(*once), {other});
    REQUIRE(twice.ok());
    check_kept(shop, *once, *twice);
    CHECK(contains(shop.text(*twice), "采购合同"));
    CHECK(contains(shop.text(*twice), "第二层"));
}

TEST_CASE("pages whose own text was good, or that were not recognised, stay as they are")
{
    Workshop shop;
    const std::string before = pdf_of_words({"own"});
    ScannedPage kept = seen();
    kept.layer = LayerVerdict::kept;
    ScannedPage failed = seen();
    failed.engine.clear();
    ScannedPage beyond = seen(7);
    for (const ScannedPage& page : {kept, failed, beyond, ScannedPage()}) {
        const auto made = Workshop::searchable(shop.source(before), {page});
        REQUIRE(made.ok());
        CHECK(*made == before);
    }
}

TEST_CASE("documents with cross-reference streams are updated in kind; encrypted and damaged ones are written anew")
{
    Workshop shop;
    const std::string plain = pdf_of({{picture()}});
    const auto with_qpdf = [&](const std::vector<std::string>& options) {
        const std::string to = shop.path_of("");
        ProgramCall call;
        call.path = "/usr/bin/qpdf";
        call.arguments = options;
        call.arguments.insert(call.arguments.end(), {shop.path_of(plain), to});
        REQUIRE(run(call).exit_code == 0);
        return read_file(to);
    };
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{"--object-streams=generate"}, {"--linearize"}}) {
        const std::string before = with_qpdf(options);
        const auto made = Workshop::searchable(shop.source(before), {seen()});
        REQUIRE(made.ok());
        check_kept(shop, before, *made);
        CHECK(contains(shop.text(*made), "采购合同"));
    }
    const std::string locked = with_qpdf({"--encrypt", "word", "owner", "256", "--"});
    const auto opened = Workshop::searchable(shop.source(locked, "application/pdf", "word"), {seen()});
    REQUIRE(opened.ok());
    CHECK(shop.faults(*opened).empty());
    CHECK(shop.drawn(*opened) == shop.drawn(plain));
    CHECK(contains(shop.text(*opened), "采购合同"));
    CHECK(Workshop::searchable(shop.source(locked), {seen()}).error().kind == ErrorKind::refused);
    std::string damaged = plain;
    damaged.replace(damaged.find("startxref\n") + 10, 1, "7");
    const auto mended = Workshop::searchable(shop.source(damaged), {seen()});
    REQUIRE(mended.ok());
    CHECK(shop.faults(*mended).empty());
    CHECK(contains(shop.text(*mended), "采购合同"));
    CHECK(shop.drawn(*mended) == shop.drawn(plain));
    CHECK(Workshop::searchable(shop.source("no PDF"), {seen()}).error().kind == ErrorKind::bad_input);
}

TEST_CASE("an image becomes a PDF with its words")
{
    Workshop shop;
    PIX* pix = pixCreate(595, 842, 8);
    pixSetBlackOrWhite(pix, L_SET_WHITE);
    pixSetResolution(pix, 72, 72);
    l_uint8* data = nullptr;
    size_t size = 0;
    REQUIRE(pixWriteMem(&data, &size, pix, IFF_JFIF_JPEG) == 0);
    const std::string jpeg(reinterpret_cast<const char*>(data), size);
    lept_free(data);
    pixDestroy(&pix);
    const auto made = Workshop::searchable(shop.source(jpeg, "image/jpeg"), {seen()});
    REQUIRE(made.ok());
    CHECK(shop.faults(*made).empty());
    CHECK(contains(*made, jpeg));
    CHECK(contains(shop.text(*made), "Total 12,000.00"));
    CHECK(Workshop::searchable(shop.source("GIF89a", "image/jpeg"), {seen()}).error().kind == ErrorKind::bad_input);
}
