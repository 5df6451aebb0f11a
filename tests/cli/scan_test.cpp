// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that are pictures: filed, and told to have no text.
#include "tests/cli/json_answer.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A page with a grey box in place of words; `shade` makes different bytes.
std::string scan(int shade)
{
    TestPdf pdf;
    pdf.pages = {{"0." + std::to_string(shade) + " g 9 9 500 700 re f"}};
    return pdf_of(pdf);
}

}  // namespace

TEST_CASE("the summary counts scans that wait for OCR, in both languages; they are filed all the same")
{
    const ArchiveFixture archive;
    const auto one = archive.fonds({"file", archive.write("1.pdf", scan(1))});
    CHECK(one.exit_code == 0);
    CHECK(contains(one.err, "1 filed, 1 without text: a scan, it waits for fonds ocr"));
    const auto two = archive.fonds(
        {"file", archive.write("2.pdf", scan(2)), archive.write("3.pdf", scan(3)), archive.write("a.txt", "text")});
    CHECK(two.exit_code == 0);
    CHECK(contains(two.err, "3 filed, 2 without text: scans, they wait for fonds ocr"));
    const auto chinese =
        archive.fonds({"file", archive.write("4.pdf", scan(4))}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(chinese.err, "无文本 1 件:扫描件,待 fonds ocr 识别"));
    CHECK_FALSE(contains(archive.fonds({"file", archive.write("b.txt", "text b")}).err, "ocr"));
}

TEST_CASE("an attachment that is a scan is told to wait for OCR")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const auto attached = archive.fonds({"attach", code, archive.write("1.pdf", scan(1))});
    CHECK(attached.exit_code == 0);
    CHECK(contains(attached.err, "1.pdf: attached"));
    CHECK(contains(attached.err, "wait for OCR"));
    CHECK(archive.fonds({"attach", code, archive.write("b.txt", "附件")}).err.empty());
}
