// SPDX-License-Identifier: GPL-3.0-or-later
// get --searchable: copies of scans whose words can be found.
#include <sys/stat.h>

#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

std::string output_of(const std::string& program, const CommandLine& arguments)
{
    ProgramCall call;
    call.path = "/usr/bin/" + program;
    call.arguments = arguments;
    return run(call).out;
}

/// A picture of a page that says "Delivery Contract".
std::string picture(const ArchiveFixture& archive)
{
    return output_of("pdftoppm", {"-r", "150", "-png", archive.write("drawn.pdf", small_pdf({"Delivery Contract"}))});
}

std::string object_of(const ArchiveFixture& archive, const std::string& code)
{
    const auto digest = answer(archive, {"show", code, "--json"}).get("components").at(0).get("sha256").text();
    return archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest;
}

}  // namespace

TEST_CASE("a searchable copy has the recognised words, and the original stays what it was")
{
    const ArchiveFixture archive;
    const std::string png = picture(archive);
    const auto code = archive.file("scan.png", png, {"--category", "GC", "--date", "2024-01-01"});

    const auto early = archive.fonds({"get", code, "--searchable"});
    CHECK(early.exit_code == 1);
    CHECK(contains(early.err, "fonds ocr " + code));
    CHECK(
        contains(archive.fonds({"get", code, "--searchable"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).err, "尚未识别"));

    REQUIRE(archive.fonds({"ocr", "--engine", "tesseract"}).exit_code == 0);
    const auto got = archive.fonds({"get", code, "--searchable"});
    INFO(got.err);
    REQUIRE(got.exit_code == 0);
    const std::string copy = archive.beside("J001-GC.2024-Y-0001_searchable.pdf");
    CHECK(contains(got.out, "J001-GC.2024-Y-0001_searchable.pdf"));
    CHECK(contains(output_of("pdftotext", {copy, "-"}), "Delivery Contract"));
    CHECK(contains(output_of("qpdf", {"--check", copy}), "No syntax or stream encoding errors found"));
    // But for its date, of which nothing but the length is sure.
    CHECK(archive.fonds({"get", code, "--searchable", "-o", "-"}).out.size() == test::read_file(copy).size());
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == png);
    for (const auto& entry : fs::directory_iterator(archive.beside(""))) CHECK(entry.path().extension() != ".part");

    // As get: no file is overwritten unasked.
    CHECK(archive.fonds({"get", code, "--searchable"}).exit_code == 3);
    CHECK(archive.fonds({"get", code, "--searchable", "--force"}).exit_code == 0);
    CHECK(archive.fonds({"get", code, "--searchable", "--component", "1"}).exit_code == 4);

    // Damaged bytes make no copy, and leave nothing behind.
    const std::string object = object_of(archive, code);
    fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
    std::string damaged = png;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    write_file(object, damaged);
    CHECK(archive.fonds({"get", code, "--searchable", "-o", "damaged.pdf"}).exit_code == 20);
    CHECK_FALSE(fs::exists(archive.beside("damaged.pdf")));
}

TEST_CASE("a document with text of its own needs no searchable copy, and is told so")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", small_pdf({"words of its own"}));
    const auto refused = archive.fonds({"get", code, "--searchable", "-o", "copy.pdf"});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "Nothing was recognised"));
    CHECK_FALSE(fs::exists(archive.beside("copy.pdf")));
}

TEST_CASE("without its program a searchable copy is a plain error")
{
    const ArchiveFixture archive;
    const auto code = archive.file("scan.png", picture(archive));
    REQUIRE(archive.fonds({"ocr", "--engine", "tesseract"}).exit_code == 0);
    const auto failed = archive.fonds({"get", code, "--searchable", "-o", "copy.pdf"},
                                      with_environment({{"FONDS_SCAN", archive.beside("absent")}}));
    CHECK(failed.exit_code == 1);
    CHECK_FALSE(failed.err.empty());
    CHECK_FALSE(fs::exists(archive.beside("copy.pdf")));
}
