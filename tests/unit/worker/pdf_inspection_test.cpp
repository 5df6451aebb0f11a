// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "indexer/worker/pdf_inspection.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;
using Values = std::map<std::string, std::string>;

Values inspected(const std::string& bytes, const std::string& password = {}, const LateCheck& late = {})
{
    const PdfInspection inspection = inspect_pdf(bytes, password, late);
    CHECK_FALSE(inspection.out_of_memory);
    Values values(inspection.values.begin(), inspection.values.end());
    CHECK(values.size() == inspection.values.size());
    REQUIRE(values.count("pdf.inspection") == 1);
    return values;
}

std::string image(const std::string& width, const std::string& height)
{
    return "<< /Type /XObject /Subtype /Image /Width " + width + " /Height " + height +
           " /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 0 >>\nstream\n\nendstream";
}

}  // namespace

TEST_CASE("a plain PDF has its objects counted and nothing odd about it")
{
    const Values values = inspected(pdf_of_words({"one", "two"}));
    CHECK(values.at("pdf.inspection") == "done");
    CHECK(values.at("pdf.header_version") == "1.7");
    CHECK(values.at("pdf.objects") == "7");
    CHECK(values.at("pdf.damaged_objects") == "0");
    CHECK(values.at("pdf.pages") == "2");
    CHECK(values.at("pdf.images") == "0");
    CHECK(values.at("pdf.image_pixels") == "0");
    CHECK(values.at("pdf.fonts_not_embedded") == "1");
    CHECK(values.at("pdf.embedded_files") == "0");
    CHECK(values.count("pdf.embedded_file_names") == 0);
    CHECK(values.at("pdf.forms") == "no");
    CHECK(values.at("pdf.signature_fields") == "0");
    CHECK(values.at("pdf.active_content") == "no");
    CHECK(values.at("pdf.encrypted") == "no");
}

TEST_CASE("images are counted once with their pixels, drawn or not, and believed within reason")
{
    TestPdf pdf;
    pdf.pages = {{"/I Do /I Do", "", "/XObject << /I 4 0 R >>"}, {"/I Do", "", "/XObject << /I 4 0 R >>"}};
    pdf.objects = {image("100", "20"), image("6 0 R", "-5"), "30"};
    Values values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.images") == "2");
    CHECK(values.at("pdf.image_pixels") == "2000");

    pdf.objects = {};
    for (int i = 0; i < 6; ++i) pdf.objects.push_back(image("99999999999", "99999999999"));
    values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.images") == "6");
    CHECK(values.at("pdf.image_pixels") == "18446744073709551615");
}

TEST_CASE("a font is embedded when its descriptor has a program, a composite one when its descendant has")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    pdf.font = "/FontDescriptor 4 0 R";
    pdf.objects = {"<< /Type /FontDescriptor /FontFile3 5 0 R >>", "<< /Length 0 >>\nstream\n\nendstream",
                   "<< /Type /Font /Subtype /Type0 /DescendantFonts [7 0 R] >>",
                   "<< /Type /Font /Subtype /CIDFontType0 /FontDescriptor << /Type /FontDescriptor >> >>",
                   "<< /Type /Font /Subtype /Type3 >>"};
    CHECK(inspected(pdf_of(pdf)).at("pdf.fonts_not_embedded") == "1");
}

TEST_CASE("embedded files are named in any encoding, fifty at most, and all are counted")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    pdf.objects = {"<< /Type /Filespec /F (a.txt) /UF <FEFF5408540C002E0064006F0063> /EF << /F 99 0 R >> >>",
                   "<< /Type /Filespec /F (plain.xml) /EF << /F 99 0 R >> >>", "<< /Type /Filespec /F (elsewhere.pdf) >>"};
    Values values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.embedded_files") == "2");
    const std::string& names = values.at("pdf.embedded_file_names");
    CHECK(names == "合同.doc; plain.xml");

    pdf.objects = {};
    for (int i = 0; i < 60; ++i) pdf.objects.push_back("<< /F (f" + std::to_string(i) + ") /EF << >> >>");
    values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.embedded_files") == "60");
    CHECK(values.at("pdf.embedded_file_names").ends_with("; f49"));
}

TEST_CASE("forms and signature fields are found")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    pdf.catalog = "/AcroForm 5 0 R";
    pdf.objects = {"<< /FT /Sig /T (signature) >>", "<< /Fields [4 0 R] /SigFlags 3 >>"};
    const Values values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.forms") == "yes");
    CHECK(values.at("pdf.signature_fields") == "1");
    pdf.objects = {"null", "<< /Fields [] >>"};
    CHECK(inspected(pdf_of(pdf)).at("pdf.forms") == "no");
}

TEST_CASE("JavaScript and programs to launch are found wherever they stand, links are not taken for them")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    for (const char* harmful :
         {"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "/AA << /WC [[<< /S /Launch /F (cmd.exe) >>]] >>",
          "/Names << /JavaScript << /Names [(x) << /JS 4 0 R >>] >> >>"}) {
        pdf.catalog = harmful;
        CHECK(inspected(pdf_of(pdf)).at("pdf.active_content") == "yes");
    }
    pdf.catalog = "/OpenAction << /S /URI /URI (https://example.org/JavaScript) >> /StructTreeRoot << /S /P >>";
    CHECK(inspected(pdf_of(pdf)).at("pdf.active_content") == "no");
}

TEST_CASE("a page count that lies is not repeated")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    for (const char* lie : {"2000000000", "-5"}) {
        pdf.count = lie;
        CHECK(inspected(pdf_of(pdf)).at("pdf.pages") == "1");
    }
}

TEST_CASE("a damaged object costs itself alone")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    pdf.objects = {image("10", "10"), "<< /Kids [ /A << >>", image("10", "10")};
    const Values values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.inspection") == "done");
    CHECK(values.at("pdf.damaged_objects") == "1");
    CHECK(values.at("pdf.images") == "2");
}

TEST_CASE("a damaged file says so, whatever is left of it")
{
    const std::string whole = pdf_of_words({"one", "two"});
    CHECK(inspected("").at("pdf.inspection").starts_with("failed: "));
    CHECK(inspected("no PDF").at("pdf.inspection").starts_with("failed: "));
    const Values cut = inspected("%PDF-1.4\nnothing more");
    CHECK(cut.at("pdf.inspection").starts_with("failed: "));
    CHECK(cut.at("pdf.header_version") == "1.4");
    CHECK(cut.count("pdf.objects") == 0);
    for (std::size_t size = 0; size < whole.size(); size += 7) static_cast<void>(inspected(whole.substr(0, size)));
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x15);
        static_cast<void>(inspected(flipped));
    }
}

TEST_CASE("an encrypted file says so when it cannot be looked into")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    std::string file = pdf_of(pdf);
    const std::string id(64, '0');
    file.insert(file.rfind("/Root"), "/ID [<" + id + "> <" + id +
                                         ">] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + id +
                                         "> /U <" + id + "> >> ");
    const Values values = inspected(file);
    CHECK(values.at("pdf.encrypted") == "yes");
    CHECK(values.at("pdf.inspection").starts_with("failed: "));
    CHECK(values.count("pdf.objects") == 0);
}

TEST_CASE("references in a ring end")
{
    TestPdf pdf;
    pdf.pages = {{show("a")}};
    pdf.objects = {"5 0 R", "4 0 R", "<< /Type 4 0 R /Subtype /Image /Width 5 0 R /Height 4 0 R >>"};
    const Values values = inspected(pdf_of(pdf));
    CHECK(values.at("pdf.images") == "1");
    CHECK(values.at("pdf.image_pixels") == "0");
}

TEST_CASE("an inspection for which there is no time says so")
{
    int asked = 0;
    const Values values = inspected(pdf_of_words({"one", "two"}), {}, [&] { return ++asked > 3; });
    CHECK(values.at("pdf.inspection") == "failed: no time for all objects");
}

}  // namespace fonds
