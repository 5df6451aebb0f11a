// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <catch2/catch.hpp>

#include "archive/pdf/sheets.hpp"
#include "schema/model/form_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

namespace {

constexpr Instant once{std::chrono::milliseconds(1'700'000'000'000)};

std::string output_of(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> chunk;
    for (std::size_t got = 1; got > 0;) {
        got = fread(chunk.data(), 1, chunk.size(), pipe.get());
        output.append(chunk.data(), got);
    }
    return output;
}

/// What poppler reads on the printed form, or says of it.
std::string read(const Form& form, const std::string& with = "pdftotext -layout", const PrintOffset& offset = {})
{
    const auto pdf = printed_form(form, offset, once);
    REQUIRE(pdf.ok());
    const test::TemporaryDirectory place;
    test::write_file(place / "a.pdf", *pdf);
    return output_of(with + " '" + (place / "a.pdf") + "'" + (with.starts_with("pdftotext") ? " -" : ""));
}

ListedFolder folder(std::size_t items, const std::string& title = "设备采购合同")
{
    ListedFolder result{"J001", "某某公司", "HT", "合同", "7", "租赁合同", "2024", "2024", "D30", "", "", "", "", {}};
    for (std::size_t i = 0; i < items; ++i)
        result.items.push_back({"J001-HT·2024-D30-" + std::to_string(1000 + i), "文号", "某人", title, "2024-03-05", "内部",
                                "", 3, 0, "", "备"});
    return result;
}

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// How wide a gap is that extractors take for a space is theirs to say.
std::string squeezed(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// Where a word begins, points from the left and the top; negative when it is not there.
std::pair<double, double> place_of_word(const std::string& boxes, const std::string& word)
{
    double x = -1, y = -1;
    const auto end = boxes.find("\">" + word + "</word>");
    if (end != std::string::npos)
        std::sscanf(boxes.c_str() + boxes.rfind("<word", end), "<word xMin=\"%lf\" yMin=\"%lf\"", &x, &y);
    return {x, y};
}

}  // namespace

TEST_CASE("a list repeats its heading row and counts its pages, the front left out")
{
    const std::string contents = read(contents_of(folder(60), true));
    const std::size_t pages = count_of(contents, "\f");
    CHECK(pages > 1);
    CHECK(count_of(contents, "责任者") == pages);
    CHECK(contains(squeezed(contents), "第1页共" + std::to_string(pages) + "页"));
    CHECK(contains(contents, "60 件,共 180 页"));
    CHECK(contains(contents, "20240305"));

    const std::string catalogue = read(catalogue_of(folder(60), true));
    const std::size_t all = count_of(catalogue, "\f");
    const std::string front = catalogue.substr(0, catalogue.find('\f'));
    CHECK(contains(front, "归档文件目录"));
    CHECK(contains(front, "某某公司"));
    CHECK(contains(front, "30年"));
    CHECK_FALSE(contains(squeezed(front), "第1页"));
    CHECK(contains(squeezed(catalogue), "第1页共" + std::to_string(all - 1) + "页"));
    CHECK(contains(read(catalogue_of(folder(1), true), "pdfinfo"), "841.89 x 595.276"));
}

TEST_CASE("page numbers stand at the right, and an offset moves everything")
{
    const Form form = transfer_of(folder(2), false);
    const auto [x, y] = place_of_word(read(form, "pdftotext -bbox"), "Page");
    CHECK(x > 700);
    CHECK(y > 540);
    const auto [moved_x, moved_y] = place_of_word(read(form, "pdftotext -bbox", {10, -5}), "Page");
    CHECK(moved_x - x == Approx(10 * 72 / 25.4).margin(0.1));
    CHECK(moved_y - y == Approx(-5 * 72 / 25.4).margin(0.1));
}

TEST_CASE("the page in a contents list is counted as long as the pages before are known")
{
    ListedFolder some = folder(4);
    some.items[2].pages = 0;
    const Form form = contents_of(some, true);
    CHECK(form.rows[0][5] == "1");
    CHECK(form.rows[1][5] == "4");
    CHECK(form.rows[2][5] == "7");
    CHECK(form.rows[3][5].empty());
    CHECK(form.summary == "4 件");
    some.items[3].first_page = 21;
    CHECK(contents_of(some, true).rows[3][5] == "21");
    some.items[0].first_page = 11;
    CHECK(contents_of(some, true).rows[0][5] == "11");
    CHECK(contents_of(some, true).rows[1][5] == "14");
}

TEST_CASE("an empty folder has rows to write on; hostile titles do no harm")
{
    CHECK(count_of(read(contents_of(folder(0), true)), "\f") == 1);
    const std::string rare = "𠮷野㐂𠀋";
    const std::string text = read(contents_of(folder(1, rare), true));
    CHECK(contains(text, rare));
    for (const std::string& title : {std::string(10'000, 'w'), std::string("חוזה שכירות"), std::string("\x01\xFF\x00\n", 4),
                                     std::string("=cmd|' /C calc'!A0")}) {
        const ListedFolder one = folder(2, title);
        ListedFolder named = one;
        named.title = title;
        for (const Form& form : {contents_of(one, true), catalogue_of(one, false), transfer_of(one, true),
                                 file_note_of(named, true), cover_of({named}, true), spines_of({named}, 20, true),
                                 slip_of(one.items[0], {}, true), signs_of({{title, {}}})}) {
            const auto pdf = printed_form(form, {}, once);
            REQUIRE(pdf.ok());
            CHECK(pdf->starts_with("%PDF-"));
        }
    }
    CHECK(count_of(read(signs_of({{std::string(10'000, 'w'), {}}})), "\f") == 1);
}

TEST_CASE("covers, spines and signs say what they are for")
{
    const std::string cover = read(cover_of({folder(3), folder(1)}, true));
    CHECK(count_of(cover, "\f") == 2);
    for (const char* const part : {"某某公司", "租赁合同", "30年", "保管期限", "J001"}) CHECK(contains(cover, part));
    CHECK(contains(read(cover_of({folder(3)}, false)), "Retention"));
    const std::vector<ListedFolder> seven(7, folder(3));
    CHECK(count_of(read(spines_of(seven, 30, true)), "\f") == 2);
    CHECK(count_of(read(spines_of(seven, 20, true)), "\f") == 1);
    CHECK(contains(read(spines_of({folder(3)}, 40, true)), "1000–1002"));
    CHECK(contains(read(signs_of({{"A 区 03 排", {}}}), "pdfinfo"), "841.89 x 595.276"));
    CHECK(contains(read(slip_of(folder(1).items[0], {"王芳", "", "", "", "", "", "", "", "2026-12-01"}, true)), "王芳"));
}

TEST_CASE("thousands of rows are one list")
{
    const std::string text = read(contents_of(folder(500), false), "pdftotext -layout");
    CHECK(contains(text, "500 items, 1500 pages"));
    CHECK(count_of(text, "Responsible") == count_of(text, "\f"));
}
