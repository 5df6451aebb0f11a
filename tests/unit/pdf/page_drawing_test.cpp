// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "archive/pdf/page_drawing.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pdf/output_of.hpp"

using namespace fonds;
using fonds::test::output_of;

namespace {

DocumentInfo info(PageNumbers numbers = PageNumbers::chinese)
{
    DocumentInfo result;
    result.title = "测试";
    result.numbers = numbers;
    result.created = Instant(std::chrono::seconds(1'700'000'000));
    return result;
}

std::string drawn(const PageDrawing& drawing)
{
    auto pdf = drawing.pdf();
    REQUIRE(pdf.ok());
    return *pdf;
}

std::string extracted(const PageDrawing& drawing, const std::string& options = "")
{
    const test::TemporaryDirectory directory;
    test::write_file(directory / "a.pdf", drawn(drawing));
    return output_of("pdftotext " + options + " '" + (directory / "a.pdf") + "' - 2>&1");
}

std::size_t pages_in(const std::string& text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\f'));
}

bool appear_in_order(const std::string& text, const std::vector<std::string>& parts)
{
    std::size_t from = 0;
    for (const std::string& part : parts) {
        INFO(part);
        const auto found = text.find(part, from);
        if (found == std::string::npos) return false;
        from = found + part.size();
    }
    return true;
}

std::string without_breaks(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\n' || c == ' '; });
    return text;
}

}  // namespace

TEST_CASE("text can be extracted in reading order, without spaces between Han characters")
{
    PageDrawing drawing(info());
    std::string clause;
    for (int i = 0; i < 12; ++i) clause += "甲方应当在合同签订之日起三十日内支付预付款，乙方按期交货。";
    drawing.title("采购合同").heading("第一条 付款").paragraph(clause).paragraph("签订地点：上海");
    const std::string text = extracted(drawing);
    CHECK(appear_in_order(text, {"采购合同", "第一条", "付款", clause.substr(0, 30), "签订地点：上海", "第", "页"}));
    std::string joined = text;
    std::erase(joined, '\n');
    CHECK(joined.find(clause) != std::string::npos);
    CHECK(without_breaks(text).find("第1页共1页") != std::string::npos);
}

TEST_CASE("spaces in a justified Chinese line are not stretched to gaps")
{
    const std::string clause =
        "签订地点：上海 ABC，人民币 123,456.00 元整，增值税税率为 13%，甲方应于收到发票后 7 日内支付合同总价款的 10% 作为"
        "预付款，剩余款项于验收合格后一次性付清。设备型号为 XQ-944A，其技术参数应当符合 GB/T 20757-2019 标准的要求。";
    PageDrawing drawing(info());
    drawing.paragraph(clause);
    const std::string text = extracted(drawing);
    CHECK(text.find("\n\n") == text.rfind("\n\n", text.find("第")));
    CHECK(text.find("总价款的 10% 作为") != std::string::npos);
}

TEST_CASE("the same content and date give the same bytes, another date others")
{
    PageDrawing first(info());
    first.title("合同").paragraph("正文 with English");
    PageDrawing second(info());
    second.title("合同").paragraph("正文 with English");
    CHECK(drawn(first) == drawn(second));
    DocumentInfo later = info();
    later.created += std::chrono::hours(24);
    PageDrawing third(later);
    third.title("合同").paragraph("正文 with English");
    CHECK(drawn(first) != drawn(third));
}

TEST_CASE("title, author and date are metadata of the file")
{
    DocumentInfo about = info();
    about.author = "李娜";
    PageDrawing drawing(about);
    drawing.paragraph("x");
    const test::TemporaryDirectory directory;
    test::write_file(directory / "a.pdf", drawn(drawing));
    const std::string shown = output_of("TZ=UTC pdfinfo -isodates '" + (directory / "a.pdf") + "'");
    CHECK(shown.find("测试") != std::string::npos);
    CHECK(shown.find("李娜") != std::string::npos);
    CHECK(shown.find("2023-11-14T22:13:20") != std::string::npos);
    CHECK(shown.find("A4") != std::string::npos);
}

TEST_CASE("long text goes on over pages and every page has its number")
{
    PageDrawing drawing(info(PageNumbers::english));
    for (int i = 0; i < 120; ++i) drawing.paragraph("Paragraph " + std::to_string(i) + " of a long document.");
    const std::string text = extracted(drawing);
    const auto pages = pages_in(text);
    CHECK(pages > 2);
    CHECK(static_cast<int>(pages) == drawing.page_count());
    for (std::size_t page = 1; page <= pages; ++page)
        CHECK(text.find("Page " + std::to_string(page) + " of " + std::to_string(pages)) != std::string::npos);
    for (int i = 0; i < 120; ++i) CHECK(text.find("Paragraph " + std::to_string(i) + " of") != std::string::npos);
}

TEST_CASE("one paragraph longer than a page loses nothing")
{
    std::string clause;
    for (int i = 0; i < 800; ++i) clause += "条款" + std::to_string(1000 + i) + "号";
    PageDrawing drawing(info(PageNumbers::none));
    drawing.paragraph(clause);
    const std::string text = extracted(drawing);
    CHECK(pages_in(text) > 1);
    std::string joined = text;
    std::erase(joined, '\f');
    CHECK(without_breaks(joined) == clause);
}

TEST_CASE("the heading of a table is repeated on every page and no row is lost")
{
    Table table;
    table.columns = {{"序号", 1, Align::centre}, {"题名", 4, Align::left}, {"金额", 2, Align::right}};
    for (int i = 1; i <= 150; ++i)
        table.rows.push_back({std::to_string(i), "合同第" + std::to_string(i) + "号", "1,000.00"});
    PageDrawing drawing(info());
    drawing.title("登记册").add(table);
    const std::string text = extracted(drawing);
    std::size_t headings = 0;
    for (auto at = text.find("题名"); at != std::string::npos; at = text.find("题名", at + 1)) ++headings;
    CHECK(headings == pages_in(text));
    CHECK(headings > 1);
    for (int i = 1; i <= 150; ++i) CHECK(text.find("合同第" + std::to_string(i) + "号") != std::string::npos);
}

TEST_CASE("a row taller than a page is continued")
{
    std::string cell;
    for (int i = 0; i < 900; ++i) cell += "行" + std::to_string(1000 + i) + "\n";
    Table table;
    table.columns = {{"甲", 1, Align::left}, {"乙", 1, Align::left}};
    table.rows = {{"短", cell}, {"末", "尾"}};
    PageDrawing drawing(info());
    drawing.add(table);
    const std::string text = extracted(drawing);
    CHECK(text.find("行1000") != std::string::npos);
    CHECK(text.find("行1899") != std::string::npos);
    CHECK(text.find("尾") != std::string::npos);
}

TEST_CASE("a heading is not left alone at the foot of a page")
{
    for (int lines = 30; lines < 48; ++lines) {
        PageDrawing drawing(info(PageNumbers::none));
        for (int i = 0; i < lines; ++i) drawing.paragraph("行");
        drawing.heading("标题").paragraph("正文开始");
        const std::string text = extracted(drawing);
        const auto page_of = [&](const char* word) {
            return std::count(text.begin(), text.begin() + static_cast<long>(text.find(word)), '\f');
        };
        CHECK(page_of("标题") == page_of("正文开始"));
    }
}

TEST_CASE("signatures stand side by side and are not parted")
{
    PageDrawing drawing(info());
    for (int i = 0; i < 40; ++i) drawing.paragraph("行");
    drawing.add(SideBySide{{"甲方（盖章）：\n代表：李娜\n日期：", {}}, {"乙方（盖章）：\n代表：王芳\n日期：", {}}});
    const std::string text = extracted(drawing, "-layout");
    const auto line = text.substr(text.rfind('\n', text.find("代表：李娜")) + 1);
    CHECK(line.substr(0, line.find('\n')).find("王芳") != std::string::npos);
}

TEST_CASE("page breaks, gaps beyond the page and empty documents are drawn")
{
    CHECK(pages_in(extracted(PageDrawing(info()))) == 1);
    PageDrawing drawing(info());
    drawing.add(Gap{5000}).paragraph("甲").add(PageBreak{}).add(Line{}).add(Table{}).paragraph("乙");
    CHECK(pages_in(extracted(drawing)) == 3);
}

TEST_CASE("bytes that are no text and a margin that is no margin do no harm")
{
    DocumentInfo odd = info();
    odd.title = std::string("a\0b\xFF", 4);
    odd.margin = 10'000;
    PageDrawing drawing(odd);
    drawing.paragraph(std::string("x\0y\xFFz\x01", 6));
    CHECK(extracted(drawing).find("x y") != std::string::npos);
}

TEST_CASE("the file is sound to qpdf and its fonts are embedded")
{
    PageDrawing drawing(info());
    drawing.title("采购合同").paragraph("正文 Text 123 ¥5 ①②③ ㎡ é");
    const test::TemporaryDirectory directory;
    test::write_file(directory / "a.pdf", drawn(drawing));
    CHECK(output_of("qpdf --check '" + (directory / "a.pdf") + "' 2>&1").find("No syntax or stream encoding errors") !=
          std::string::npos);
    const std::string fonts = output_of("pdffonts '" + (directory / "a.pdf") + "' | tail -n +3");
    CHECK_FALSE(fonts.empty());
    CHECK(fonts.find(" no ") == std::string::npos);
}

TEST_CASE("the plain text of a drawing has all its words")
{
    Table table;
    table.columns = {{"甲", 1, Align::left}, {"乙", 1, Align::left}};
    table.rows = {{"1", "二\n三"}};
    PageDrawing drawing(info());
    drawing.title("题").add(table).add(SideBySide{{"左", {}}, {"右", {}}}).add(Gap{3});
    CHECK(drawing.plain_text() == "题\n甲\t乙\n1\t二 三\n左\n右\n");
}
