// SPDX-License-Identifier: GPL-3.0-or-later
// get --stamped and labels stamp: archive stamps on copies and on labels.
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

}  // namespace

TEST_CASE("a stamped copy begins with the original's bytes and says what is known of the record")
{
    const ArchiveFixture archive;
    const std::string original = small_pdf({"Delivery Contract", "Annex"});
    const auto code = archive.file("a.pdf", original, {"--category", "HT", "--date", "2024-03-05"});
    const auto got = archive.fonds({"get", code, "--stamped"});
    INFO(got.err);
    REQUIRE(got.exit_code == 0);
    const std::string path = archive.beside("J001-HT.2024-D30-0001_stamped.pdf");
    const std::string copy = test::read_file(path);
    CHECK(copy.starts_with(original));
    CHECK(contains(output_of("qpdf", {"--check", path}), "No syntax or stream encoding errors found"));
    const std::string objects = output_of("qpdf", {"--qdf", "--object-streams=disable", path, "-"});
    CHECK(contains(objects, "/Subtype /Stamp"));
    // UTF-16 of 件号:0001 within what the stamp says.
    const std::string json = output_of("qpdf", {"--json", path});
    CHECK(contains(json, "归档章 全宗号:J001 年度:2024 件号:0001"));
    CHECK(contains(json, "保管期限:30年 页数:2"));
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == original);

    CHECK(archive.fonds({"get", code, "--stamped"}).exit_code == 3);
    CHECK(archive.fonds({"get", code, "--stamped", "-o", "-"}).out.starts_with(original));
    const auto early = archive.fonds({"get", code, "--stamped", "--searchable", "-o", "both.pdf"});
    CHECK(early.exit_code == 1);
    CHECK(contains(early.err, "Nothing was recognised"));
    CHECK_FALSE(fs::exists(archive.beside("both.pdf")));
}

TEST_CASE("what cannot be stamped is refused with the reason, and leaves no file")
{
    const ArchiveFixture archive;
    const auto text = archive.file("a.txt", "words");
    const auto refused = archive.fonds({"get", text, "--stamped", "-o", "copy.pdf"});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "neither a PDF nor an image"));
    CHECK_FALSE(fs::exists(archive.beside("copy.pdf")));
    const auto chinese =
        archive.fonds({"get", text, "--stamped", "-o", "copy.pdf"}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(chinese.err, "无法生成文档:该文件既不是 PDF 也不是图像"));
    CHECK_FALSE(contains(chinese.err, "neither"));
    const auto pdf = archive.file("a.pdf", small_pdf({"words"}));
    for (const char* const program : {"FONDS_SCAN", "FONDS_DRAW"}) {
        const auto failed = archive.fonds({"get", pdf, "--stamped", "-o", "copy.pdf"},
                                          with_environment({{program, archive.beside("absent")}}));
        CHECK(failed.exit_code == 1);
        CHECK_FALSE(failed.err.empty());
    }
    CHECK_FALSE(fs::exists(archive.beside("copy.pdf")));
}

TEST_CASE("stamps are printed on labels that have room for them")
{
    const ArchiveFixture archive;
    const auto first = archive.file("a.txt", "one", {"--category", "HT", "--date", "2023-01-01"});
    const auto second = archive.file("b.txt", "two", {"--category", "HT", "--date", "2024-01-01"});
    const auto printed = archive.fonds({"labels", "stamp", first, second, "--sheet", "48.5x25.4", "--start", "40"});
    INFO(printed.err);
    REQUIRE(printed.exit_code == 0);
    CHECK(printed.out == "stamps.pdf\n");
    const std::string text = output_of("pdftotext", {archive.beside("stamps.pdf"), "-"});
    const auto page = text.find('\f');
    CHECK(contains(text.substr(0, page), "2023"));
    CHECK(contains(text.substr(page), "2024"));
    CHECK(contains(text, "保管期限"));
    const auto small = archive.fonds({"labels", "stamp", first, "--sheet", "38.1x21.2", "-o", "small.pdf"});
    CHECK(small.exit_code == 2);
    CHECK(contains(small.err, "no room"));
    CHECK_FALSE(fs::exists(archive.beside("small.pdf")));
}
