// SPDX-License-Identifier: GPL-3.0-or-later
// What is printed on labels and sheets, as text that can be extracted.
#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "archive/pdf/sheets.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string text_of(const Result<std::string>& pdf)
{
    REQUIRE(pdf.ok());
    const TemporaryDirectory place{Medium::memory};
    write_file(place / "a.pdf", *pdf);
    ProgramCall call;
    call.path = "/usr/bin/pdftotext";
    call.arguments = {"-raw", place / "a.pdf", "-"};
    const auto result = run(call);
    REQUIRE(result.exit_code == 0);
    return result.out;
}

std::string label_with(std::string_view sheet, const std::function<void(Label&)>& change)
{
    LabelJob job;
    job.sheet = *parse_label_sheet(sheet, *paper_named("a4"));
    Label label{"FONDS:CODE:J001-HT.2024-D30-0001",
                "J001-HT.2024-D30-0001",
                "J001-HT·2024-D30-0001",
                "仓库租赁合同",
                "某某公司",
                "合同",
                "2024-03-05",
                "重要 A",
                true};
    change(label);
    job.labels.push_back(label);
    return text_of(label_sheets(job, {}));
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a label of every known size says all of an ordinary record")
{
    for (const KnownSheet& known : known_sheets()) {
        const std::string text = label_with(known.name, [](Label&) {});
        INFO(known.name << ": " << text);
        for (const char* part :
             {"仓库租赁合同", "某某公司", "合同", "2024-03-05", "重要 A", "FONDS:CODE:J001-HT.2024-D30-0001"})
            CHECK(contains(text, part));
        CHECK(contains(text, "D30-0001"));
    }
}

TEST_CASE("titles without end are cut, and leave the code and the rest where they are")
{
    std::string endless;
    for (int i = 0; i < 10'000; ++i) endless += "长";
    for (const KnownSheet& known : known_sheets()) {
        const std::string text = label_with(known.name, [&](Label& label) { label.title = endless; });
        INFO(known.name);
        CHECK(contains(text, "某某公司"));
        CHECK(contains(text, "D30-0001"));
        CHECK(contains(text, "重要 A"));
        CHECK(contains(text, "长长"));
    }
}

TEST_CASE("what is not known is left out, and bytes that are no text harm nobody")
{
    const std::string bare = label_with("70x37", [](Label& label) {
        label.title = label.party = label.category = label.date = label.grade = std::string();
    });
    CHECK(contains(bare, "J001-HT·2024-D30-0001"));
    const std::string odd = label_with("70x37", [](Label& label) {
        label.title = std::string("a\0b\nc\xff", 6) + "𠮷野家";
        label.party = std::string("\u202E\u2028");
    });
    CHECK(contains(odd, "𠮷野家"));
    CHECK(contains(odd, "a b c"));
}

TEST_CASE("a separator sheet says what it is, and its line of print stands alone")
{
    for (const Paper& paper : papers()) {
        const std::string text = text_of(separator_sheets({paper, 2, "FONDS:SEPARATOR:1"}, {}));
        CHECK(contains(text, "\nFONDS:SEPARATOR:1\n"));
        CHECK(contains(text, "分隔页"));
        CHECK(contains(text, "Separator sheet"));
        CHECK(std::count(text.begin(), text.end(), '\f') == 2);
    }
}
