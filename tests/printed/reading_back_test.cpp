// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets and labels as they come back from a scanner: drawn, turned into pixels, spoiled, read.
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <catch2/catch.hpp>
#include <leptonica/allheaders.h>

#include "archive/pdf/code_symbols.hpp"
#include "archive/pdf/sheets.hpp"
#include "archive/print/bars.hpp"
#include "indexer/codes/code_reader.hpp"
#include "indexer/image/image_file.hpp"
#include "tests/support/program.hpp"
#include "tests/support/scanner_effects.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr auto separator = "FONDS:SEPARATOR:1";

/// The first page, grey.
PageImage scanned(const Result<std::string>& pdf, int dpi)
{
    REQUIRE(pdf.ok());
    const TemporaryDirectory place{Medium::memory};
    write_file(place / "page.pdf", *pdf);
    ProgramCall call;
    call.path = "/usr/bin/pdftoppm";
    call.arguments = {"-r", std::to_string(dpi), "-gray", "-png", "-singlefile", place / "page.pdf", place / "page"};
    REQUIRE(run(call).exit_code == 0);
    const std::string bytes = read_file(place / "page.png");
    const auto file = ImageFile::open(bytes);
    REQUIRE(file.ok());
    auto page = file->decode(1);
    REQUIRE(page.ok());
    page->dpi = static_cast<float>(dpi);
    return ink_of(*page);
}

/// Written as JPEG and read again.
PageImage through_jpeg(const PageImage& page, int quality)
{
    PIX* const pix = pixCreate(page.width, page.height, 8);
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) pixSetPixel(pix, x, y, page.row(y)[x]);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    REQUIRE(pixWriteMemJpeg(&bytes, &size, pix, quality, 0) == 0);
    PIX* again = pixReadMemJpeg(bytes, size, 0, 1, nullptr, 0);
    PageImage result = page;
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            l_uint32 value = 0;
            pixGetPixel(again, x, y, &value);
            result.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(value);
        }
    pixDestroy(&again);
    PIX* old = pix;
    pixDestroy(&old);
    lept_free(bytes);
    return result;
}

struct Effect {
    const char* name;
    std::function<PageImage(const PageImage&)> apply;
};

const std::vector<Effect>& effects()
{
    static const std::vector<Effect> all{
        {"clean", [](const PageImage& page) { return page; }},
        {"leans 2 degrees", [](const PageImage& page) { return leaning(page, 2); }},
        {"leans back 1.5 degrees", [](const PageImage& page) { return leaning(page, -1.5); }},
        {"noise", [](const PageImage& page) { return with_noise(page, 22); }},
        {"out of focus", [](const PageImage& page) { return out_of_focus(page, 1.2); }},
        {"JPEG", [](const PageImage& page) { return through_jpeg(page, 40); }},
        {"salt and pepper", [](const PageImage& page) { return peppered(page, 0.012); }},
        {"black and white", [](const PageImage& page) { return in_black_and_white(leaning(page, 0.3), 150); }},
        {"pale, noise, leans", [](const PageImage& page) { return with_noise(leaning(faded(page, 60, 225), 1), 15); }},
        {"all at once",
         [](const PageImage& page) { return through_jpeg(with_noise(out_of_focus(leaning(page, -1.2), 1), 15), 40); }},
    };
    return all;
}

std::string number_of(int i)
{
    std::string digits = std::to_string(i);
    return std::string(4 - digits.size(), '0') + digits;
}

/// A full sheet, each label with another code.
LabelJob full_sheet(std::string_view name)
{
    LabelJob job;
    job.sheet = *parse_label_sheet(name, *paper_named("a4"));
    for (int i = 1; i <= job.sheet.labels(); ++i) {
        const std::string ascii = "J001-HT.2024-D30-" + number_of(i);
        job.labels.push_back({"FONDS:CODE:" + ascii, ascii, "J001-HT·2024-D30-" + number_of(i), "仓库租赁合同", "某某公司",
                              "合同", "2024-03-05", i % 3 == 0 ? "重要 A" : "B", i % 3 == 0});
    }
    return job;
}

struct Found {
    std::size_t qr = 0, bars = 0;  ///< different ones that are right
    bool wrong = false;
};

Found count(const std::vector<PageCode>& codes, const LabelJob& job)
{
    std::set<std::string> qr, bars;
    Found found;
    for (const PageCode& code : codes) {
        const bool is_qr = code.format == CodeFormat::qr;
        const auto field = is_qr ? &Label::qr : &Label::bars;
        if (std::ranges::find(job.labels, code.text, field) == job.labels.end())
            found.wrong = true;
        else
            (is_qr ? qr : bars).insert(code.text);
    }
    found.qr = qr.size();
    found.bars = bars.size();
    return found;
}

/// A page of a document with the label of a sheet stuck on it.
PageImage with_label(const PageImage& labels, const LabelSheet& sheet, int index)
{
    const auto pixels = [&labels](double mm) { return static_cast<int>(std::lround(mm / 25.4 * labels.dpi)); };
    PageImage page = labels;
    std::ranges::fill(page.pixels, std::uint8_t{255});
    for (int line = 0; line < 20; ++line)
        for (int y = pixels(110 + 8 * line); y < pixels(113 + 8 * line); ++y)
            for (int x = pixels(25); x < pixels(185); ++x)
                if (x / pixels(3.2) % 4 != 3) page.pixels[static_cast<std::size_t>(y * page.width + x)] = 70;
    const LabelPlace from = place_of(sheet, 1, index);
    for (int y = 0; y < pixels(sheet.height); ++y)
        std::copy_n(labels.row(pixels(from.top) + y) + pixels(from.left), pixels(sheet.width),
                    page.pixels.begin() + (pixels(23.3) + y) * page.width + pixels(61.7));
    return page;
}

/// The text as bars on an otherwise white page.
PageImage bars_on_page(std::string_view text, int pixels_a_module)
{
    const auto bars = code128(text);
    REQUIRE(bars);
    PageImage page;
    page.width = (static_cast<int>(bars->size()) + 2 * quiet_bars) * pixels_a_module;
    page.height = 200;
    page.dpi = 200;
    page.pixels.assign(static_cast<std::size_t>(page.width * page.height), 255);
    for (int y = 50; y < 150; ++y)
        for (std::size_t bar = 0; bar < bars->size(); ++bar)
            if ((*bars)[bar])
                std::fill_n(page.pixels.begin() + y * page.width + (static_cast<int>(bar) + quiet_bars) * pixels_a_module,
                            pixels_a_module, std::uint8_t{0});
    return page;
}

}  // namespace

TEST_CASE("separator sheets are read after everything a scanner does to them, whichever way they went in")
{
    for (const Paper& paper : papers())
        for (const int dpi : {200, 300}) {
            if (paper.name == "a3" && dpi == 300) continue;
            const PageImage sheet = scanned(separator_sheets({paper, 1, separator}, {}), dpi);
            for (const Effect& effect : effects()) {
                if (paper.name != "a4" && effect.name != std::string("all at once")) continue;
                INFO(paper.name << " at " << dpi << " dpi: " << effect.name);
                const auto codes = read_codes(effect.apply(sheet));
                REQUIRE_FALSE(codes.empty());
                CHECK(std::ranges::all_of(codes, [](const PageCode& code) { return code.text == separator; }));
            }
        }
    const PageImage sheet = scanned(separator_sheets({*paper_named("a4"), 1, separator}, {}), 200);
    for (const int degrees : {90, 180, 270}) CHECK(read_codes(turned(sheet, degrees)).size() == 5);
}

TEST_CASE("every label of every known sheet is read, and bars are on those that have room for them")
{
    for (const KnownSheet& known : known_sheets()) {
        INFO(known.name);
        const LabelJob job = full_sheet(known.name);
        const Found found = count(read_codes(scanned(label_sheets(job, {}), 200)), job);
        CHECK(found.qr == job.labels.size());
        CHECK(found.bars == (known.width >= 70 ? job.labels.size() : 0));
        CHECK_FALSE(found.wrong);
    }
}

TEST_CASE("a label on a document is known after everything a scanner does to it")
{
    std::size_t pages = 0, qr = 0, pages_with_bars = 0, bars = 0;
    for (const int dpi : {200, 300})
        for (const KnownSheet& known : known_sheets()) {
            const LabelJob job = full_sheet(known.name);
            const PageImage sheet = scanned(label_sheets(job, {}), dpi);
            for (int index = 0; const Effect& effect : effects()) {
                INFO(known.name << " at " << dpi << " dpi: " << effect.name);
                const Found found = count(read_codes(effect.apply(with_label(sheet, job.sheet, ++index))), job);
                CHECK(found.qr + found.bars > 0);
                CHECK_FALSE(found.wrong);
                ++pages;
                pages_with_bars += known.width >= 70;
                qr += found.qr;
                bars += found.bars;
            }
        }
    INFO(qr << " of " << pages << " QR codes, " << bars << " of " << pages_with_bars << " bar codes");
    CHECK(qr * 100 >= pages * 95);
    CHECK(bars * 100 >= pages_with_bars * 95);
}

TEST_CASE("bars hold any printable text, digits in pairs wherever that is shorter")
{
    std::vector<std::string> texts{"J001-HT.2024-D30-0001", "1",   "12", "123", "12345678", "A1B22C333D4444E55555",
                                   "x123456y1234z",         "0000"};
    for (char first = ' '; first <= '~'; first = static_cast<char>(first + 19)) {
        std::string text;
        for (int i = 0; i < 19 && first + i <= '~'; ++i) text += static_cast<char>(first + i);
        texts.push_back("-" + text + "-");
    }
    for (const std::string& text : texts) {
        INFO(text);
        const auto codes = read_codes(bars_on_page(text, 3));
        REQUIRE(codes.size() == 1);
        CHECK(codes[0].text == text);
    }
}

TEST_CASE("a label says its code in other scripts, too")
{
    LabelJob job = full_sheet("70x37");
    job.labels.resize(1);
    job.labels[0].qr = "FONDS:CODE:J001-合同.2024-D30-0001";
    job.labels[0].bars.clear();
    const auto codes = read_codes(scanned(label_sheets(job, {}), 200));
    REQUIRE(codes.size() == 1);
    CHECK(codes[0].text == job.labels[0].qr);
}
