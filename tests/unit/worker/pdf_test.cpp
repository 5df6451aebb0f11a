// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>

#include "indexer/worker/pdf_properties.hpp"
#include "indexer/worker/pdf_reader.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

struct Reading final : PageSink {
    void properties(std::int32_t page_count, const Properties& values) override
    {
        claimed = page_count;
        for (const auto& [name, value] : values) facts[name] = value;
    }
    bool page(PageText page) override
    {
        pages.push_back(std::move(page));
        return true;
    }
    std::int32_t claimed = -1;
    std::map<std::string, std::string> facts;
    std::vector<PageText> pages;
    ReadingEnd end;
};

Reading read(const std::string& bytes, PdfRequest request = {})
{
    Reading reading;
    reading.end = read_pdf(bytes, request, reading);
    return reading;
}

std::string one_page(const std::string& content, const std::string& entries = {}, const std::string& resources = {})
{
    TestPdf pdf;
    pdf.pages.push_back({content, entries, resources});
    return pdf_of(pdf);
}

TextLayer layer_of(const std::string& file)
{
    const Reading reading = read(file);
    REQUIRE(reading.pages.size() == 1);
    return reading.pages[0].layer;
}

/// Runs qpdf on a document of two pages; empty when there is no qpdf.
std::string with_qpdf(const std::string& options)
{
    const TemporaryDirectory folder;
    write_file(folder.path() + "/in.pdf", pdf_of_words({"secret one", "secret two"}));
    const std::string command =
        "qpdf " + options + " " + folder.path() + "/in.pdf " + folder.path() + "/out.pdf 2>/dev/null";
    if (std::system("command -v qpdf >/dev/null 2>&1") != 0 || std::system(command.c_str()) != 0) return {};
    return test::read_file(folder.path() + "/out.pdf");
}

const std::string image =
    "<< /Type /XObject /Subtype /Image /Width 1240 /Height 1754 /BitsPerComponent 1 /ColorSpace /DeviceGray "
    "/Length 1 >>\nstream\nx\nendstream";

}  // namespace

TEST_CASE("the information dictionary becomes properties")
{
    TestPdf pdf;
    pdf.pages.push_back({show("a")});
    pdf.info =
        "/Title <FEFF5408540C> /Author (A. Clerk) /Subject () /CreationDate (D:20240131120000+08'00') /ModDate (yesterday)";
    const Reading reading = read(pdf_of(pdf));
    CHECK(reading.claimed == 1);
    CHECK(reading.facts ==
          std::map<std::string, std::string>{
              {"title", "合同"}, {"author", "A. Clerk"}, {"created", "2024-01-31T12:00:00+08:00"}, {"pdf_version", "1.7"}});
}

TEST_CASE("signatures and attachments are told")
{
    TestPdf pdf;
    pdf.pages.push_back({show("a")});
    pdf.catalog = "/AcroForm << /SigFlags 3 /Fields [] >> /Names << /EmbeddedFiles << /Names [(invoice.xml) 4 0 R] >> >>";
    pdf.objects.push_back("<< /Type /Filespec /F (invoice.xml) /UF (invoice.xml) /EF << /F 5 0 R >> >>");
    pdf.objects.push_back("<< /Type /EmbeddedFile /Length 4 >>\nstream\n<a/>\nendstream");
    const Reading reading = read(pdf_of(pdf));
    CHECK(reading.facts.at("signed") == "yes");
    CHECK(reading.facts.at("attachments") == "invoice.xml");
}

TEST_CASE("dates of PDF become dates of ISO 8601")
{
    CHECK(iso_date_of_pdf("D:20240131120000+08'00'") == "2024-01-31T12:00:00+08:00");
    CHECK(iso_date_of_pdf("D:20240131120000Z") == "2024-01-31T12:00:00Z");
    CHECK(iso_date_of_pdf("20240131120000-0530") == "2024-01-31T12:00:00-05:30");
    CHECK(iso_date_of_pdf("D:202401311200") == "2024-01-31T12:00");
    CHECK(iso_date_of_pdf("D:20240131") == "2024-01-31");
    CHECK(iso_date_of_pdf("D:2024") == "2024");
    CHECK(iso_date_of_pdf("D:20241399").empty());
    CHECK(iso_date_of_pdf("Thursday").empty());
    CHECK(iso_date_of_pdf("").empty());
}

TEST_CASE("a page is as large as it is shown: cropped and turned")
{
    const auto size = [](const std::string& entries) {
        const Reading reading = read(one_page(show("a"), entries));
        REQUIRE(reading.pages.size() == 1);
        return std::pair(reading.pages[0].width, reading.pages[0].height);
    };
    CHECK(size("") == std::pair(595.0F, 842.0F));
    CHECK(size("/Rotate 90") == std::pair(842.0F, 595.0F));
    CHECK(size("/Rotate -90") == std::pair(842.0F, 595.0F));
    CHECK(size("/Rotate 180 /CropBox [10 20 110 220]") == std::pair(100.0F, 200.0F));
    CHECK(size("/Rotate 270 /CropBox [10 20 110 220]") == std::pair(200.0F, 100.0F));
}

TEST_CASE("word boxes are measured from the upper left corner of the page as it is shown")
{
    const auto box = [](const std::string& entries) {
        PdfRequest request;
        request.words = true;
        const Reading reading = read(one_page("BT /F1 10 Tf 100 700 Td (word) Tj ET", entries), request);
        REQUIRE(reading.pages.size() == 1);
        REQUIRE(reading.pages[0].words.size() == 1);
        return reading.pages[0].words[0];
    };
    // The word stands 100 from the left and, its ascent counted, about 132 to 144 from the top of 842.
    const WordBox plain = box("");
    CHECK(plain.text == "word");
    CHECK(plain.x == Approx(100).margin(0.5));
    CHECK(plain.y == Approx(133).margin(3));
    CHECK(plain.y + plain.height == Approx(144).margin(2));
    const WordBox cropped = box("/CropBox [50 100 595 800]");
    CHECK(cropped.x == Approx(50).margin(0.5));
    CHECK(cropped.y == Approx(plain.y - 42).margin(0.1));

    // Turned by 90 degrees clockwise, what was at the bottom is at the left.
    const WordBox turned = box("/Rotate 90");
    CHECK(turned.x == Approx(698).margin(3));
    CHECK(turned.y == Approx(100).margin(0.5));
    const WordBox turned_and_cropped = box("/Rotate 90 /CropBox [50 100 595 800]");
    CHECK(turned_and_cropped.x == Approx(turned.x - 100).margin(0.1));
    CHECK(turned_and_cropped.y == Approx(50).margin(0.5));
    const WordBox back = box("/Rotate 270 /CropBox [50 100 595 800]");
    CHECK(back.x == Approx(plain.y - 42).margin(0.1));
    const WordBox over = box("/Rotate 180 /CropBox [50 100 595 800]");
    CHECK(over.y == Approx(842 - plain.y - plain.height - 100).margin(0.1));
}

TEST_CASE("text in the media box but outside the crop box is read, as pdftotext does")
{
    const Reading reading = read(one_page(show("outside"), "/CropBox [0 0 100 100]"));
    CHECK(reading.pages.at(0).text == "outside\n\n");
}

TEST_CASE("a page with nothing on it is trusted, one with marks but no text has no layer")
{
    CHECK(layer_of(one_page("")) == TextLayer::trusted);
    CHECK(layer_of(one_page("1 g 0 0 595 842 re f")) == TextLayer::trusted);  // a white background
    CHECK(layer_of(one_page("0 g 10 10 100 100 re f")) == TextLayer::absent);
    CHECK(layer_of(one_page("10 10 m 20 20 l S")) == TextLayer::absent);
    TestPdf scan;
    scan.objects.push_back(image);
    scan.pages.push_back({"q 595 0 0 842 0 0 cm /Im Do Q", "", "/XObject << /Im 4 0 R >>"});
    CHECK(layer_of(pdf_of(scan)) == TextLayer::absent);
}

TEST_CASE("a scan that bears only a stamp is doubtful, one with invisible text or a line over it is to be verified")
{
    TestPdf scan;
    scan.objects.push_back(image);
    scan.pages.push_back({"q 595 0 0 842 0 0 cm /Im Do Q " + show("Received 2024-01-31"), "", "/XObject << /Im 4 0 R >>"});
    CHECK(layer_of(pdf_of(scan)) == TextLayer::doubtful);
    scan.pages[0].content =
        "q 595 0 0 842 0 0 cm /Im Do Q 3 Tr " + show("a whole sentence which somebody has read by OCR before");
    CHECK(layer_of(pdf_of(scan)) == TextLayer::unverified);
    const std::string over = "a whole long sentence which stands visibly over a large photograph ";
    scan.pages[0].content = "q 595 0 0 842 0 0 cm /Im Do Q " + show(over);
    CHECK(layer_of(pdf_of(scan)) == TextLayer::unverified);
    scan.pages[0].content = "q 595 0 0 842 0 0 cm /Im Do Q BT /F1 4 Tf 9 700 Td (" + over + over + over + ") Tj ET";
    CHECK(layer_of(pdf_of(scan)) == TextLayer::trusted);
}

TEST_CASE("text that consists of private and senseless characters is doubtful")
{
    const auto with_map = [](const std::string& target) {
        TestPdf pdf;
        const std::string map =
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            "1 beginbfrange <20> <7E> " +
            target + " endbfrange endcmap end";
        pdf.objects.push_back("<< /Length " + std::to_string(map.size()) + " >>\nstream\n" + map + "\nendstream");
        pdf.font = "/ToUnicode 4 0 R";
        pdf.pages.push_back({show("some text of a page")});
        return pdf_of(pdf);
    };
    CHECK(layer_of(with_map("<0020>")) == TextLayer::trusted);
    CHECK(layer_of(with_map("<E020>")) == TextLayer::doubtful);
    std::string replaced = "[";
    std::string swapped = "[";
    for (int i = 0; i < 95; ++i) {
        char code[8];
        std::snprintf(code, sizeof code, "<%02X00>", 0x20 + i);
        swapped += code;
        replaced += "<FFFD>";
    }
    CHECK(layer_of(with_map(replaced + "]")) == TextLayer::doubtful);
    CHECK(layer_of(with_map(swapped + "]")) == TextLayer::doubtful);
}

TEST_CASE("encrypted documents are read with their password and with no other", "[qpdf]")
{
    struct Case {
        const char* name;
        const char* options;
    };
    for (const Case& method :
         {Case{"RC4, 40 bits", "--allow-weak-crypto --encrypt open owner 40 --"},
          Case{"RC4, 128 bits", "--allow-weak-crypto --encrypt open owner 128 --use-aes=n --"},
          Case{"AES-128", "--encrypt open owner 128 --use-aes=y --"}, Case{"AES-256", "--encrypt open owner 256 --"}}) {
        const std::string file = with_qpdf(method.options);
        if (file.empty()) {
            WARN("encrypted documents are read with their password: skipped for " << method.name
                                                                                  << ", there is no qpdf that makes one");
            continue;
        }
        INFO(method.name);
        const Reading locked = read(file);
        CHECK(locked.end.state == TextState::encrypted);
        CHECK(locked.end.note == "a password is needed");
        CHECK(locked.facts.at("encrypted") == "yes");
        PdfRequest wrong;
        wrong.password = "wrong";
        CHECK(read(file, wrong).end.state == TextState::encrypted);
        CHECK(read(file, wrong).end.note == "the password is wrong");
        for (const char* password : {"open", "owner"}) {
            PdfRequest right;
            right.password = password;
            const Reading open = read(file, right);
            CHECK(open.end.state == TextState::done);
            REQUIRE(open.pages.size() == 2);
            CHECK(open.pages[1].text == "secret two\n\n");
            CHECK(open.facts.at("encrypted") == "yes");
        }
    }
}

TEST_CASE("a document that only restricts printing opens without a password", "[qpdf]")
{
    const std::string file = with_qpdf("--encrypt '' owner 256 --print=none --");
    if (file.empty()) {
        WARN("a document that only restricts printing: skipped, there is no qpdf");
        return;
    }
    CHECK(read(file).end.state == TextState::done);
    CHECK(read(file).pages.at(0).text == "secret one\n\n");
    PdfRequest needless;
    needless.password = "of another file";
    CHECK(read(file, needless).pages.at(0).text == "secret one\n\n");
}

TEST_CASE("damaged documents fail with a note or give what is left")
{
    CHECK(read("").end.state == TextState::failed);
    CHECK(read("").end.note == "the file is empty");
    CHECK(read("no PDF at all").end.state == TextState::failed);
    CHECK(read(std::string(100'000, '\xFF')).end.state == TextState::failed);
    const std::string whole = pdf_of_words({"one", "two", "three"});
    CHECK(read("%PDF-1.7\n").end.state == TextState::failed);
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        const Reading cut = read(whole.substr(0, size));
        CHECK(cut.pages.size() <= 3);
        CHECK(cut.end.note.empty() == (cut.end.state == TextState::done));
    }
    // Without its cross-reference table the document is still found.
    const Reading rebuilt = read(whole.substr(0, whole.rfind("xref\n0")) + "trailer << /Root 1 0 R >>");
    CHECK(rebuilt.end.state == TextState::done);
    CHECK(rebuilt.pages.size() == 3);
}

TEST_CASE("page counts are not believed")
{
    for (const char* count : {"2000000000", "-5", "0", "(many)", "99999999999999999999", "1"}) {
        INFO(count);
        TestPdf pdf;
        pdf.count = count;
        pdf.pages.push_back({show("one")});
        pdf.pages.push_back({show("two")});
        const Reading reading = read(pdf_of(pdf));
        REQUIRE_FALSE(reading.pages.empty());
        CHECK(reading.pages[0].text == "one\n\n");
        CHECK(reading.end.page_count == static_cast<std::int32_t>(reading.pages.size()));
        if (std::string(count) != "1") CHECK(reading.pages.size() == 2);
    }
}

TEST_CASE("pages that are promised but missing make the document partial")
{
    TestPdf pdf;
    pdf.count = "6";  // of eight objects: possible, and not true
    pdf.pages.push_back({show("one")});
    pdf.pages.push_back({show("two")});
    const Reading reading = read(pdf_of(pdf));
    CHECK(reading.end.state == TextState::partial);
    CHECK(reading.end.note == "page 3 and those after it cannot be found");
    CHECK(reading.pages.size() == 2);
    CHECK(reading.end.page_count == 2);
}

TEST_CASE("a page tree that goes in circles ends")
{
    PdfBuilder builder;
    builder.add("<< /Type /Catalog /Pages 2 0 R >>");
    builder.add("<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] /Count -1 >>");
    builder.add("<< /Type /Pages /Kids [2 0 R 4 0 R] /Count 2000000000 >>");
    builder.add("<< /Type /Page /Parent 3 0 R /MediaBox [0 0 100 100] >>");
    const Reading reading = read(builder.build(1));
    CHECK(reading.pages.size() <= 3);
}

TEST_CASE("one page that cannot be read does not cost the others")
{
    TestPdf pdf;
    pdf.pages.push_back({show("one")});
    pdf.pages.push_back({"BT /F1 12 Tf 72 770 Td ((((( Tj ET << << [ [ /\xFF 1 2 3 ]] Tm f*f*"});
    pdf.pages.push_back({show("lost"), "/Contents 9999 0 R"});
    pdf.pages.push_back({show("four")});
    const Reading reading = read(pdf_of(pdf));
    CHECK(reading.end.state == TextState::done);
    REQUIRE(reading.pages.size() == 4);
    CHECK(reading.pages[0].text == "one\n\n");
    CHECK(reading.pages[3].text == "four\n\n");
}

TEST_CASE("a hundred thousand dictionaries within each other are survived")
{
    std::string nest;
    for (int i = 0; i < 100'000; ++i) nest += "<</A";
    TestPdf pdf;
    pdf.objects.push_back(nest + " 1" + [] {
        std::string end;
        for (int i = 0; i < 100'000; ++i) end += ">>";
        return end;
    }());
    pdf.catalog = "/AcroForm 4 0 R";
    pdf.pages.push_back({show("calm"), "", "/ExtGState 4 0 R /ColorSpace 4 0 R /XObject 4 0 R /Properties 4 0 R"});
    CHECK(read(pdf_of(pdf)).pages.at(0).text == "calm\n\n");
}

TEST_CASE("forms and colour spaces that name themselves end")
{
    TestPdf pdf;
    pdf.objects.push_back(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /F 4 0 R >> >> /Length 5 >>\n"
        "stream\n/F Do\nendstream");
    pdf.objects.push_back("[ /Indexed 5 0 R 255 5 0 R ]");
    pdf.pages.push_back({show("ends") + " /F Do /C cs", "", "/XObject << /F 4 0 R >> /ColorSpace << /C 5 0 R >>"});
    CHECK(read(pdf_of(pdf)).pages.at(0).text == "ends\n\n");
}

TEST_CASE("time is asked for between pages, and within them")
{
    PdfRequest request;
    int asked = 0;
    request.late = [&] { return ++asked > 3; };
    const Reading reading = read(pdf_of_words({"one", "two", "three", "four", "five", "six"}), request);
    CHECK(reading.end.state == TextState::partial);
    CHECK(reading.pages.size() < 6);
    CHECK(reading.end.page_count == 6);
    CHECK(reading.end.note.find("no time for") == 0);

    std::string long_page;
    for (int i = 0; i < 20'000; ++i) long_page += show("again") + "\n";
    asked = -1;
    const Reading within = read(one_page(long_page), request);
    CHECK(within.end.state == TextState::partial);
    CHECK(within.end.note == "no time for the whole of page 1");
}

TEST_CASE("a page with more characters than allowed is cut, and the document ends there")
{
    PdfRequest request;
    request.limits.text = 10;
    const Reading reading = read(pdf_of_words({"abcdefghijklmnopqrstuvwxyz", "next"}), request);
    CHECK(reading.end.state == TextState::partial);
    CHECK(reading.end.note == "more than 10 bytes of text");
    REQUIRE(reading.pages.size() == 1);
    CHECK(reading.pages[0].text == "abcdefghij\n\n");
}

TEST_CASE("a file of two gigabytes is refused with a clear note")
{
    // The bytes are never touched.
    const std::size_t size = std::size_t{1} << 31;
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    Reading reading;
    const ReadingEnd end = read_pdf({static_cast<const char*>(memory), size}, {}, reading);
    ::munmap(memory, size);
    CHECK(end.state == TextState::failed);
    CHECK(end.note == "larger than 2 GiB");
}

TEST_CASE("fonts and character maps that are compressed read the same as those that are not")
{
    const std::string map =
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "1 beginbfchar <41> <5408> endbfchar endcmap end";
    const auto file = [&](const std::string& object) {
        TestPdf pdf;
        pdf.objects.push_back(object);
        pdf.font = "/ToUnicode 4 0 R";
        pdf.pages = {{show("A")}, {show("AA")}};
        return pdf_of(pdf);
    };
    // A stored deflate block: the shortest way to compress by hand.
    const auto size = static_cast<unsigned>(map.size());
    std::string stored = "\x78\x9C\x01";
    for (const unsigned word : {size, ~size})
        stored += {static_cast<char>(word & 0xFF), static_cast<char>(word >> 8 & 0xFF)};
    stored += map;
    const std::string plain = "<< /Length " + std::to_string(map.size()) + " >>\nstream\n" + map + "\nendstream";
    const std::string packed = "<< /Filter /FlateDecode /Length " + std::to_string(stored.size() + 4) + " >>\nstream\n" +
                               stored + "\1\2\3\4\nendstream";
    const std::string torn = "<< /Filter /FlateDecode /Length 30 >>\nstream\n" + stored.substr(0, 30) + "\nendstream";
    CHECK(read(file(plain)).pages.at(1).text == "合合\n\n");
    CHECK(read(file(packed)).pages.at(0).text == "合\n\n");
    CHECK(read(file(packed)).pages.at(1).text == "合合\n\n");
    CHECK(read(file(torn)).end.state == TextState::done);
}

TEST_CASE("columns of vertical text are read as they were set, not across")
{
    const std::string map =
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "1 beginbfrange <41> <5A> <5408> endbfrange endcmap end";
    TestPdf pdf;
    pdf.objects.push_back("<< /Length " + std::to_string(map.size()) + " >>\nstream\n" + map + "\nendstream");
    pdf.font = "/ToUnicode 4 0 R";
    const auto set = [](int x, int y, char letter) {
        return "1 0 0 1 " + std::to_string(x) + ' ' + std::to_string(y) + " Tm (" + letter + ") Tj ";
    };
    std::string columns;
    std::string lines;
    for (int i = 0; i < 10; ++i) {
        columns += set(i < 5 ? 300 : 285, 700 - i % 5 * 12, static_cast<char>('A' + i));
        lines += set(300 + i % 5 * 12, i < 5 ? 700 : 685, static_cast<char>('A' + i));
    }
    pdf.pages = {{"BT /F1 12 Tf " + columns + "ET"}, {"BT /F1 12 Tf " + lines + "ET"}};
    const Reading reading = read(pdf_of(pdf));
    CHECK(reading.pages.at(0).text == "合吉吊吋同\n名后吏吐向\n");
    CHECK(reading.pages.at(1).text.starts_with("合吉吊吋同\n名"));
}

}  // namespace fonds
