// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>

#include <catch2/catch.hpp>

#include "archive/pdf/sheets.hpp"
#include "schema/model/form_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pdf/output_of.hpp"

using namespace fonds;
using fonds::test::output_of;

namespace {

constexpr Instant once{std::chrono::milliseconds(1'700'000'000'000)};

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
    ListedFolder result{"J001", "某某公司", "HT", "合同", "7", "租赁合同", "2024", "2024", "D30", "", "", "", "", {}, ""};
    for (std::size_t i = 0; i < items; ++i)
        result.items.push_back({"J001-HT·2024-D30-" + std::to_string(1000 + i),
                                "文号",
                                "某人",
                                title,
                                "2024-03-05",
                                "内部",
                                "",
                                3,
                                {},
                                "",
                                "备",
                                ""});
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

/// How much of the page is white along its edges all around, in millimetres, on every page.
double white_edge(const std::string& pdf)
{
    const test::TemporaryDirectory place;
    test::write_file(place / "a.pdf", pdf);
    const std::string pages = output_of("pdftoppm -r 76.2 -gray '" + (place / "a.pdf") + "'");
    constexpr int pixels_a_millimetre = 3;
    int least = 1'000'000;
    for (std::size_t at = 0; at < pages.size();) {
        int width = 0, height = 0, head = 0;
        REQUIRE(std::sscanf(pages.c_str() + at, "P5 %d %d 255%n", &width, &height, &head) == 2);
        at += static_cast<std::size_t>(head) + 1;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (static_cast<unsigned char>(pages[at + static_cast<std::size_t>(y * width + x)]) < 0xC0)
                    least = std::min({least, x, y, width - 1 - x, height - 1 - y});
        at += static_cast<std::size_t>(width * height);
    }
    return static_cast<double>(least) / pixels_a_millimetre;
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

TEST_CASE("a contents list has the page numbers that are known and no others, and its sum says of how many it is")
{
    ListedFolder some = folder(4);
    CHECK(contents_of(some, true).summary == "4 件,共 12 页");
    for (const auto& row : contents_of(some, true).rows) CHECK(row[5].empty());
    some.items[0].range = {1, 3};
    some.items[1].range = {4, 6};
    some.items[3].range = {21, 23};
    some.items[2].pages = 0;
    const Form form = contents_of(some, true);
    CHECK(form.rows[0][5] == "1");
    CHECK(form.rows[1][5] == "4");
    CHECK(form.rows[2][5].empty());
    CHECK(form.rows[3][5] == "21-23");  // the last says where the folder ends
    CHECK(form.summary == "4 件,共 9 页(4 件中 3 件页数已知)");
    CHECK(contents_of(some, false).summary == "4 items, 9 pages (3 of 4 known)");
    CHECK(contains(file_note_of(some, false).rows[0][0], "9 pages (3 of 4 known)"));
    CHECK(cover_of({some}, false).pieces[0].fields[4].value == "9 (3 of 4 known)");
    for (ListedItem& item : some.items) item.pages = 0;
    CHECK(contents_of(some, true).summary == "4 件");
    CHECK(cover_of({some}, true).pieces[0].fields[4].value.empty());
}

TEST_CASE("an empty folder has rows to write on; hostile titles do no harm")
{
    for (const Form& form : {contents_of(folder(0), true), transfer_of(folder(0), false)}) {
        const std::string blank = read(form);
        CHECK(count_of(blank, "\f") == 1);
        CHECK_FALSE(contains(blank, "0 "));  // how many there will be is written by hand
    }
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
                                 slip_of(one.items[0], LoanNote(), true), signs_of({{title, {}}})}) {
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
    CHECK(contains(read(slip_of(folder(1).items[0], {"王芳", "", "", "", "", "", "", "", "2026-12-01", ""}, true)), "王芳"));
}

TEST_CASE("nothing lies where many printers do not print")
{
    const std::string long_title(300, 'W');
    for (const bool zh : {true, false}) {
        const std::string title = zh ? "租赁合同" : long_title;
        ListedFolder some = folder(30, title);
        some.title = title;
        for (const Form& form :
             {contents_of(some, zh), catalogue_of(some, zh), transfer_of(some, zh), file_note_of(some, zh),
              cover_of({some}, zh), spines_of(std::vector<ListedFolder>(10, some), 20, zh), spines_of({some}, 100, zh),
              slip_of(some.items[0], LoanNote(), zh), signs_of({{title, {{"A", title}}}})})
            CHECK(white_edge(*printed_form(form, {}, once)) >= 5);
    }
    CHECK(white_edge(*separator_sheets({*paper_named("a4"), 1, "FONDS:SEPARATOR:1"}, once)) >= 5);
    for (const KnownSheet& known : known_sheets()) {
        INFO(known.name);
        LabelJob job;
        job.sheet = *parse_label_sheet(known.name, *paper_named("a4"));
        StampJob stamped;
        stamped.sheet = job.sheet;
        for (int i = 0; i < job.sheet.labels(); ++i) {
            job.labels.push_back({"FONDS:CODE:J001-HT.2024-D30-0001", "", "J001-HT·2024-D30-0001", long_title, "某某公司",
                                  "合同", "2024-03-05", "重要 A", true});
            stamped.stamps.push_back({"J001", "2024", "0001", "BGS", "30年", "12"});
        }
        CHECK(white_edge(*label_sheets(job, once)) >= 4.9);
        if (known.width >= stamp_width) CHECK(white_edge(*stamps(stamped, once)) >= 5);
    }
}

TEST_CASE("a loan slip is one page with its counterfoil as long as they have room")
{
    const LoanNote loan{"王芳", "财务部", "8001", "审计", "外借", "李明", "档案员", "2026-11-22", "2026-12-01", "17"};
    const std::string slip = read(slip_of(folder(1).items[0], loan, true));
    CHECK(count_of(slip, "\f") == 1);
    CHECK(contains(slip, "批准意见"));
    const std::string foil = slip.substr(std::min(slip.find("存根"), slip.size()));
    for (const char* const part : {"17", "J001-HT·2024-D30-1000", "设备采购合同", "王芳", "财务部", "2026-12-01", "档案员"})
        CHECK(contains(foil, part));
    ListedItem endless = folder(1, std::string(10'000, 'w')).items[0];
    endless.responsible = endless.title;
    LoanNote wordy = loan;
    wordy.purpose = wordy.department = endless.title;
    // What the cells of a slip have no room for stands below it, whole.
    LoanNote talkative = loan;
    for (int i = 0; i < 300; ++i) {
        talkative.purpose += "核对" + std::to_string(1000 + i);
        talkative.note += "清点" + std::to_string(1000 + i);
    }
    const std::string told = read(slip_of(folder(1).items[0], talkative, true));
    for (const char* const part : {"核对1000", "清点1000"}) CHECK(contains(told, part));
    for (const int last : {1299, 1150}) CHECK(contains(told, std::to_string(last)));
    talkative.note = "加急";
    CHECK(contains(read(slip_of(folder(1).items[0], talkative, true)), "加急"));
    // What has no room beside it leaves the counterfoil a page of its own.
    for (const bool zh : {true, false}) CHECK(count_of(read(slip_of(endless, wordy, zh)), "\f") > 1);
    const std::string apart = read(slip_of(endless, wordy, false));
    CHECK(apart.find("counterfoil") > apart.find('\f'));
}

TEST_CASE("a loan slip loses nothing of what a loan is for")
{
    for (const int sentences : {18, 45}) {
        LoanNote loan{"王芳", "财务部", "8001", "", "外借", "李明", "档案员", "2026-11-22", "2026-12-01", "17"};
        for (int i = 0; i < sentences; ++i)
            loan.purpose += "为年度审计核对第" + std::to_string(100 + i) + "号合同及其附件。";
        std::string slip = squeezed(read(slip_of(folder(1).items[0], loan, true)));
        std::erase(slip, '\n');
        for (int i = 0; i < sentences; ++i) CHECK(contains(slip, std::to_string(100 + i)));
        CHECK_FALSE(contains(slip, "…"));
    }
}

TEST_CASE("a range of pages is never broken in two lines")
{
    ListedFolder some = folder(2);
    for (const PageRange range : {PageRange{236, 238}, PageRange{12'345, 12'367}, PageRange{999'990, 1'000'000}}) {
        some.items[1].range = range;
        CHECK(contains(read(contents_of(some, true)), range.text()));
    }
}

TEST_CASE("a spine's title stays clear of its frame, however long it is; each has the width of its folder")
{
    const auto column_of_ink = [](const std::string& pdf, double left, double right) {
        const test::TemporaryDirectory place;
        test::write_file(place / "a.pdf", pdf);
        // The middle of the title, above and below which the fields stand.
        const std::string page = output_of("pdftoppm -r 76.2 -gray '" + (place / "a.pdf") + "'");
        int width = 0, height = 0, head = 0, dark = 0;
        REQUIRE(std::sscanf(page.c_str(), "P5 %d %d 255%n", &width, &height, &head) == 2);
        for (int y = height * 2 / 5; y < height * 3 / 5; ++y)
            for (int x = static_cast<int>(left * 3); x < static_cast<int>(right * 3); ++x)
                dark += static_cast<unsigned char>(page[static_cast<std::size_t>(head + 1 + y * width + x)]) < 0xC0 ? 1 : 0;
        return dark;
    };
    std::string title;
    for (int i = 0; i < 12; ++i) title += "设备采购合同与补充协议";
    for (const double width : {20.0, 30.0, 40.0})
        for (const std::size_t characters : {20U, 48U, 60U, 100U}) {
            CAPTURE(width, characters);
            ListedFolder one = folder(1);
            one.title = title.substr(0, 3 * characters);
            const std::string pdf = *printed_form(spines_of({one}, width, true), {}, once);
            CHECK(column_of_ink(pdf, 10.5, 11) == 0);
            CHECK(column_of_ink(pdf, 10 + width - 1, 10 + width - 0.5) == 0);
            CHECK(column_of_ink(pdf, 11, 9 + width) > 0);
        }
    ListedFolder wide = folder(1), narrow = folder(1);
    wide.spine = 100;
    narrow.spine = 25;
    const Form form = spines_of({wide, narrow, narrow, narrow, narrow}, 0, true);
    CHECK(form.pieces[1].width == 25);
    CHECK(count_of(read(form), "\f") == 2);
    CHECK(spines_of({wide}, 30, true).pieces[0].width == 30);
    CHECK(spines_of({folder(1)}, 0, true).width == 30);
}

TEST_CASE("a transfer register says how long papers are to be kept, and how long they were")
{
    ListedFolder all = folder(2);
    all.today = "2026-11-22";
    all.items[0].folder = "7";
    all.items[1].date.clear();
    const Form form = transfer_of(all, true);
    const auto column = [&](const std::string& heading) {
        return static_cast<std::size_t>(std::ranges::find(form.columns, heading, &FormColumn::heading) -
                                        form.columns.begin());
    };
    CHECK(form.rows[0][column("案卷号")] == "7");
    CHECK(form.rows[0][column("件号")] == "1000");
    CHECK(form.rows[0][column("应保管期限")] == "30年");
    CHECK(form.rows[0][column("已保管年数")] == "1");  // 2025: its period began with that year
    CHECK(form.rows[1][column("已保管年数")].empty());
    all.today = "2024-12-31";
    CHECK(transfer_of(all, true).rows[0][column("已保管年数")] == "0");
    REQUIRE(form.signatures.size() == 3);
    CHECK(form.signatures[2].label == "监交人");
}

TEST_CASE("headings stand in one line")
{
    const ListedFolder some = folder(2);
    for (const bool zh : {true, false})
        for (const Form& form : {contents_of(some, zh), catalogue_of(some, zh), transfer_of(some, zh)}) {
            const std::string text = read(form);
            for (const FormColumn& column : form.columns) {
                INFO(column.heading);
                CHECK(contains(text, column.heading));
            }
        }
}

TEST_CASE("thousands of rows are one list")
{
    const std::string text = read(contents_of(folder(500), false), "pdftotext -layout");
    CHECK(contains(text, "500 items, 1500 pages"));
    CHECK(count_of(text, "Responsible") == count_of(text, "\f"));
}
