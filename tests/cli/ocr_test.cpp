// SPDX-License-Identifier: GPL-3.0-or-later
// From a picture to a found word, with the engine that every machine has.
#include <signal.h>

#include <filesystem>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/scan_pictures.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const CommandLine recognise{"ocr", "--engine", "tesseract"};

const std::string& contract()
{
    static const std::string picture =
        scan_picture({"采购合同", "甲方应于收货后三十日内付款", "Contract number ZH-2020-46265"});
    return picture;
}

const std::string& letter()
{
    static const std::string picture =
        scan_picture({"Dear Sir or Madam", "the warehouse in Suzhou has been leased", "Yours faithfully"});
    return picture;
}

/// A full-page scan with words of somebody else's recognition over it, which nobody sees.
std::string with_layer(const std::string& picture, const std::string& words)
{
    return scan_pdf({picture}, "BT 3 Tr /F1 6 Tf 1 0 0 1 72 700 Tm (" + words + ") Tj ET");
}

}  // namespace

TEST_CASE("scans are filed, recognised and found, be they PDF, JPEG, PNG or TIFF")
{
    const ArchiveFixture archive;
    const auto pdf = archive.file("a.pdf", scan_pdf({contract(), letter()}));
    const auto png = archive.file("b.png", scan_picture({"Insurance policy for the warehouse"}, "png"));
    const auto tiff = archive.file("c.tif", scan_picture({"Certificate of inspection"}, "tiff"));
    CHECK(archive.fonds({"search", "warehouse"}).exit_code == 4);

    const auto done = archive.fonds(recognise);
    INFO(done.out << done.err);
    CHECK(done.exit_code == 0);
    CHECK(contains(done.out, "4 pages looked at; 3 documents are complete"));
    CHECK(contains(done.out, "Tesseract"));
    CHECK(contains(archive.fonds({"search", "leased"}).out, pdf));
    CHECK(contains(archive.fonds({"search", "付款"}).out, pdf));
    CHECK(contains(archive.fonds({"search", "policy"}).out, png));
    CHECK(contains(archive.fonds({"search", "inspection"}).out, tiff));
    const Json hit = answer(archive, {"search", "--json", "leased"}).get("hits").at(0);
    CHECK(hit.get("pages").at(0).number() == 2);
    CHECK(contains(archive.fonds({"text", pdf, "--page", "2"}).out, "Suzhou has been leased"));
    CHECK(answer(archive, {"text", pdf, "--json"}).get("pages").at(0).get("recognised").boolean());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);

    const auto again = archive.fonds(recognise);
    CHECK(again.exit_code == 0);
    CHECK(contains(again.out, "No scan waits for recognition"));
    CHECK(archive.fonds({"reindex"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "leased"}).out, pdf));
}

TEST_CASE("what was recognised outlives the text that was made of it")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", scan_pdf({letter()}));
    CHECK(archive.fonds(recognise).exit_code == 0);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(archive.root() + "/text")) {
        const std::string path = entry.path();
        if (entry.is_regular_file() && !path.ends_with(".scans.zst")) std::filesystem::remove(entry.path());
    }
    const auto read = archive.fonds({"index", code});
    INFO(read.out << read.err);
    CHECK(read.exit_code == 0);
    CHECK(contains(archive.fonds({"text", code}).out, "leased"));
}

TEST_CASE("an invisible text layer is kept when it says what is seen, and replaced when it does not")
{
    const ArchiveFixture archive;
    const auto good = archive.file("good.pdf", with_layer(letter(), "Dear Sir or Madam the warehouse in Suzhou has been "
                                                                    "leased Yours faithfully kept"));
    const auto bad =
        archive.file("bad.pdf", with_layer(contract(), "RWS Aly FPR FUR WHEE SH AMA PRK Contact rumba in wrong letters"));
    const Json done = answer(archive, {"ocr", "--engine", "tesseract", "--json"});
    CHECK(done.get("pages").number() == 2);
    CHECK(done.get("kept_layers").number() == 1);
    CHECK(done.get("documents").number() == 2);
    CHECK(contains(archive.fonds({"search", "kept"}).out, good));
    CHECK(contains(archive.fonds({"search", "付款"}).out, bad));
    CHECK(archive.fonds({"search", "--no-relax", "rumba"}).exit_code == 4);
    CHECK_FALSE(contains(archive.fonds({"text", bad}).out, "rumba"));
}

TEST_CASE("pages can be recognised again below a confidence, and the better result stays")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", scan_pdf({letter()}));
    const auto other = archive.file("b.pdf", scan_pdf({contract()}));
    CHECK(archive.fonds({"ocr", code, "--engine", "tesseract"}).exit_code == 0);
    CHECK(archive.fonds({"search", "付款"}).exit_code == 4);
    CHECK(answer(archive, {"ocr", "--engine", "tesseract", "--json"}).get("pages").number() == 1);
    CHECK(contains(archive.fonds({"search", "付款"}).out, other));
    CHECK(answer(archive, {"ocr", "--redo", "--below", "0.01", "--engine", "tesseract", "--json"}).get("pages").number() ==
          0);
    const Json again = answer(archive, {"ocr", code, "--redo", "--engine", "tesseract", "--json"});
    CHECK(again.get("pages").number() == 1);
    CHECK(again.get("failed_pages").number() == 0);
    CHECK(archive.fonds({"ocr", "--below", "0.8"}).exit_code == 2);
    CHECK(archive.fonds({"ocr", "--redo", "--below", "8"}).exit_code == 2);
    CHECK(archive.fonds({"ocr", "J001-QT·1999-D10-0001"}).exit_code == 4);
}

TEST_CASE("a page that is damaged costs itself alone, and is told")
{
    const ArchiveFixture archive;
    static_cast<void>(archive.file("a.jpg", letter().substr(0, 300)));
    const auto good = archive.file("b.pdf", scan_pdf({letter()}));
    const auto done = archive.fonds(recognise);
    INFO(done.out << done.err);
    CHECK(done.exit_code == 3);
    CHECK(contains(archive.fonds({"search", "leased"}).out, good));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("text --ocr recognises a file without an archive")
{
    const TemporaryDirectory place{Medium::memory};
    write_file(place / "a.pdf", scan_pdf({letter()}));
    write_file(place / "b.jpg", letter());
    const auto plain = test::fonds({"text", place / "a.pdf"});
    CHECK(plain.exit_code == 0);
    CHECK_FALSE(contains(plain.out, "leased"));
    CHECK(contains(plain.err, "--ocr"));
    CHECK(contains(test::fonds({"text", place / "a.pdf", "--ocr=tesseract"}).out, "Suzhou has been leased"));
    CHECK(contains(test::fonds({"text", "--ocr=tesseract", place / "b.jpg"}).out, "Suzhou has been leased"));
    CHECK(test::fonds({"text", place / "a.pdf", "--ocr=magic"}).exit_code == 2);
    const auto words = test::fonds({"text", place / "a.pdf", "--ocr=tesseract", "--json", "--words"});
    const auto json = Json::parse(words.out);
    REQUIRE(json.ok());
    const Json first = json->get("pages").at(0).get("words").at(0);
    CHECK(first.get("x").real().value_or(0) == Approx(72).margin(6));
    CHECK(first.get("y").real().value_or(0) == Approx(75).margin(40));
}

TEST_CASE("without an engine, or without its worker, nothing is lost and what to do is said")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", scan_pdf({letter()}));
    const auto absent = archive.fonds({"ocr", "--engine", "ppocr"}, with_environment({{"FONDS_OCR", "/nowhere"}}));
    CHECK(absent.exit_code == 1);
    CHECK(contains(absent.err, "fonds ocr setup"));
    const auto broken = archive.fonds(recognise, with_environment({{"FONDS_SCAN", "/bin/false"}}));
    CHECK(broken.exit_code == 1);
    CHECK(contains(broken.err, "does not start"));
    const auto missing = archive.fonds(recognise, with_environment({{"FONDS_SCAN", "/nowhere/fonds-scan"}}));
    CHECK(missing.exit_code == 1);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(archive.fonds(recognise).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "leased"}).out, code));
}

TEST_CASE("ocr setup tells which engines are there and how to get the better one")
{
    const auto told = test::fonds({"ocr", "setup"}, with_environment({{"FONDS_OCR", "/nowhere"}}));
    CHECK(told.exit_code == 0);
    CHECK(contains(told.out, "ppocr  not there"));
    CHECK(contains(told.out, "tesseract  Tesseract"));
    CHECK(contains(told.out, "npm pack"));
    const auto chinese =
        test::fonds({"ocr", "setup"}, with_environment({{"FONDS_OCR", "/nowhere"}, {"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(chinese.out, "未安装"));
}

TEST_CASE("a stopped run goes on where it was", "[slow]")
{
    const ArchiveFixture archive;
    std::vector<std::string> pages(8, letter());
    const auto code = archive.file("a.pdf", scan_pdf(pages));
    ProgramCall call;
    call.path = programs() + "/fonds";
    call.arguments = {"-C", archive.root(), "ocr", "--engine", "tesseract"};
    call.errors_terminal = true;
    call.directory = archive.root();
    ProgramResult stopped;
    {
        RunningProgram running(call);
        running.wait_for_errors([](const std::string& err) { return contains(err, "1/8"); });
        running.signal(SIGKILL);
        stopped = running.finish();
    }
    CHECK(stopped.signal == SIGKILL);
    const Json rest = answer(archive, {"ocr", "--engine", "tesseract", "--json"});
    CHECK(rest.get("pages").number() < 8);
    CHECK(rest.get("pages").number() + rest.get("earlier_pages").number() == 8);
    CHECK(rest.get("documents").number() == 1);
    CHECK(contains(archive.fonds({"text", code, "--page", "8"}).out, "leased"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a scan whose bytes are lost stops no other")
{
    const ArchiveFixture archive;
    const std::string first = scan_pdf({contract()});
    (void)archive.file("a.pdf", first);
    const auto other = archive.file("b.pdf", scan_pdf({letter()}));
    const std::string digest = Digest::of(first).hex();
    std::filesystem::remove(archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest);
    const auto done = archive.fonds(recognise);
    INFO(done.out << done.err);
    CHECK(done.exit_code == 3);
    CHECK(contains(archive.fonds({"search", "leased"}).out, other));
}

TEST_CASE("a line that a scanner's program laid over a scan is not taken for its text")
{
    const ArchiveFixture archive;
    const std::string line = "BT /F1 9 Tf 1 0 0 1 40 20 Tm (Scanned with SomeScanner, page 1 of 1, archive copy 2024) Tj ET";
    const auto code = archive.file("a.pdf", scan_pdf({letter()}, line));
    CHECK(archive.fonds(recognise).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "warehouse"}).out, code));
}
