// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the desk that need no archive.
#include <catch2/catch.hpp>

#include "archive/dividing.hpp"
#include "archive/fingerprint.hpp"
#include "archive/inbox_files.hpp"
#include "archive/sheet_marks.hpp"

using namespace fonds;

namespace {

/// A page each: s separator, b blank, anything else a page with something on it.
std::vector<PageSight> sights(std::string_view pages)
{
    std::vector<PageSight> result;
    for (const char c : pages) result.push_back({c == 's', c == 'b'});
    return result;
}

using Pieces = std::vector<std::vector<std::int32_t>>;

Pieces pieces(std::string_view pages, DivideRules rules = {})
{
    return divide(sights(pages), rules).pieces;
}

std::string lease(const std::string& amount, const std::string& number)
{
    return "仓库租赁合同 合同编号 " + number + " 甲方 示范贸易有限公司 乙方 远山仓储有限公司 租金合计 " + amount +
           " 元 租赁期限自二零二四年三月一日起至二零二五年二月二十八日止 双方各执一份 自签字盖章之日起生效";
}

}  // namespace

TEST_CASE("A stack is divided at separator sheets, wherever they lie")
{
    CHECK(pieces("xxsx") == Pieces{{1, 2}, {4}});
    CHECK(pieces("sxssxs") == Pieces{{2}, {5}});
    CHECK(pieces("xx") == Pieces{{1, 2}});
    CHECK(pieces("xsx", {false, false}) == Pieces{{1, 2, 3}});
}

TEST_CASE("Blank pages go when that is asked for, and the blank back of a separator always")
{
    CHECK(pieces("xbx") == Pieces{{1, 2, 3}});
    CHECK(pieces("xbx", {true, true}) == Pieces{{1, 3}});
    CHECK(pieces("xsbxb") == Pieces{{1}, {4, 5}});
    const Division division = divide(sights("xsbx"), {});
    REQUIRE(division.dropped.size() == 2);
    CHECK(division.dropped[0].why == "separator");
    CHECK(division.dropped[1].why == "blank");
}

TEST_CASE("A stack without anything to keep stays whole, so that no page is lost")
{
    CHECK(pieces("sbs", {true, true}) == Pieces{{1, 2, 3}});
    CHECK(divide(sights("ss"), {}).dropped.empty());
}

TEST_CASE("Codes of sheets and labels are read however they were typed or recognised")
{
    CHECK(read_mark("FONDS:SEPARATOR:1", "J001").mark == SheetMark::separator);
    CHECK(read_mark("Fonds: separator: 12", "J001").mark == SheetMark::separator);
    CHECK(read_printed_mark("FONDS:SEPARATOR:1", "J001").mark == SheetMark::separator);
    CHECK(read_mark("FONDS:SEPARATOR:", "J001").mark == SheetMark::malformed);
    CHECK(read_mark("FONDS:CODE:", "J001").mark == SheetMark::malformed);
    CHECK(read_mark("https://example.com/J001-HT", "J001").mark == SheetMark::none);
    CHECK(read_mark("ASN00012", "J001").mark == SheetMark::none);

    const auto code = ReferenceCode::parse("J001-HT·2024-D30-0001");
    REQUIRE(code.ok());
    CHECK(label_text(*code) == "FONDS:CODE:J001-HT.2024-D30-0001");
    for (const std::string& text : {label_text(*code), std::string("J001-HT.2024-D30-0001"), code->text()}) {
        const ReadMark mark = read_mark(text, "J001");
        CHECK(mark.mark == SheetMark::label);
        CHECK(mark.code == *code);
    }
    CHECK(read_printed_mark("J001-HT.2024-D30-0001", "J001").mark == SheetMark::none);
}

TEST_CASE("A page is a separator by its code, by a line recognised on it, or by a line of its own text")
{
    ScannedPage scan;
    scan.codes.push_back({CodeFormat::qr, CodeSource::zxing, "FONDS:SEPARATOR:1", {}});
    CHECK(sight_of(&scan, nullptr, "J001").separator);
    ScannedPage read;
    read.lines.push_back({{}, 1, {{"FONDS:SEPARATOR:1", 0, 1, 1, false}}});
    CHECK(sight_of(&read, nullptr, "J001").separator);
    PageText text;
    text.text = "分隔页\nFONDS:SEPARATOR:1\n";
    CHECK(sight_of(nullptr, &text, "J001").separator);
    text.text = "please put FONDS:SEPARATOR:1 between them\n";
    CHECK_FALSE(sight_of(nullptr, &text, "J001").separator);

    ScannedPage blank;
    blank.quality.push_back({QualityIssue::blank, 0});
    CHECK(sight_of(&blank, nullptr, "J001").blank);
    CHECK_FALSE(sight_of(&blank, &text, "J001").blank);
}

TEST_CASE("Two readings of one paper look alike; another contract of the same form does not")
{
    const std::string one = fingerprint_of(lease("128,000.00", "HT-2024-0158"));
    std::string misread = lease("128,000.00", "HT-2024-0158");
    misread.replace(misread.find("盖章"), std::string("盖章").size(), "盖草");
    CHECK(look_alike(one, fingerprint_of(misread)));
    CHECK_FALSE(look_alike(one, fingerprint_of(lease("9,450.00", "HT-2023-0977"))));
    CHECK(fingerprint_of("short 123").empty());
    CHECK_FALSE(look_alike("", ""));
}

TEST_CASE("What lies beside a scan says what is known of it, and mistakes name their line")
{
    DeskDefaults defaults;
    REQUIRE(read_desk_defaults("category = 'HT'\namount = 12345.6\ntags = '急; 租赁'\ndrop_blank = true\nauto = false\n",
                               "scan.toml", defaults)
                .ok());
    CHECK(*defaults.field("category") == "HT");
    CHECK(*defaults.field("amount") == "12345.60");
    CHECK(defaults.tags.size() == 2);
    CHECK(defaults.drop_blank == true);
    CHECK(defaults.auto_accept == false);
    CHECK_FALSE(defaults.split.has_value());

    for (const char* wrong : {"colour = 'red'", "split = 'yes'", "date = 'soon'", "category = ["}) {
        INFO(wrong);
        DeskDefaults none;
        const auto read = read_desk_defaults(wrong, "scan.toml", none);
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().kind == ErrorKind::bad_input);
        CHECK(read.error().where == "scan.toml:1");
    }
}

TEST_CASE("Hidden files and unfinished transfers are left alone")
{
    for (const char* name : {".scan.pdf", "~$book.docx", "scan.pdf.part", "scan.TMP", "scan.pdf.crdownload"})
        CHECK(is_left_alone(name));
    for (const char* name : {"scan.pdf", "part", "tmp.pdf"}) CHECK_FALSE(is_left_alone(name));
}
