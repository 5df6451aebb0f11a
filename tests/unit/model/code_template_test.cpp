// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/code_template.hpp"

using namespace fonds;

namespace {

const CodeTemplate::Values values{"J001", "HT", 2024, "D30", "003"};

CodeTemplate made(std::string_view text)
{
    return CodeTemplate::parse(text).value();
}
std::string code(std::string_view text, std::int64_t seq)
{
    return made(text).render(values, seq)->text();
}

}  // namespace

TEST_CASE("the standard template gives codes after DA/T 22")
{
    CHECK(code(CodeTemplate::standard, 1) == "J001-HT·2024-D30-0001");
    CHECK(made(CodeTemplate::standard).text() == CodeTemplate::standard);
}

TEST_CASE("every element takes its value")
{
    CHECK(code("{fonds}-{category}·{year}·{retention}-{folder}-{seq:3}", 21) == "J001-HT·2024·D30-003-021");
    CHECK(code("{seq:1}", 7) == "7");
    CHECK(code("Z{seq:9}", 7) == "Z000000007");
}

TEST_CASE("a number that outgrows its width keeps all its digits")
{
    CHECK(code("A{seq:2}", 99) == "A99");
    CHECK(code("A{seq:2}", 100) == "A100");
    CHECK(code("A{seq:1}", 9'223'372'036'854'775'807) == "A9223372036854775807");
}

TEST_CASE("codes come out in the canonical spelling")
{
    CHECK(code("{fonds}.{category}－{seq:2}", 3) == "J001·HT-03");
    CHECK(made("x {category}-{seq:2}").render(values, 1)->text() == "XHT-01");
}

TEST_CASE("templates that cannot number records are refused")
{
    for (const char* text : {"",
                             "A",
                             "{fonds}",
                             "{seq}",
                             "{seq:0}",
                             "{seq:10}",
                             "{seq:}",
                             "{seq:x}",
                             "{seq:4}{seq:4}",
                             "{Fonds}{seq:4}",
                             "{party}-{seq:4}",
                             "{year:3}-{seq:4}",
                             "{year:5}-{seq:4}",
                             "{fonds:2}-{seq:4}",
                             "{folder:x}-{seq:4}",
                             "[-{seq:4}]",
                             "[{unit}-{seq:4}",
                             "{unit}]-{seq:4}",
                             "[[{unit}]]-{seq:4}",
                             "[A]-{seq:4}",
                             "{unknown}{seq:4}",
                             "{seq:4",
                             "seq:4}",
                             "{{seq:4}}",
                             "{}{seq:4}",
                             "A/{seq:4}",
                             "A*{seq:4}",
                             "A\n{seq:4}",
                             "{fonds {seq:4}"}) {
        CAPTURE(text);
        REQUIRE_FALSE(CodeTemplate::parse(text).ok());
        CHECK(CodeTemplate::parse(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(CodeTemplate::parse(text).error().hint.empty());
    }
}

TEST_CASE("records that could get the same code share a scope")
{
    const auto standard = made(CodeTemplate::standard);
    const std::string scope = standard.scope(values).value();
    CHECK(made("{fonds}-{category}.{year}-{retention}-{seq:4}").scope(values).value() == scope);
    CHECK(made("{fonds}-{category}·{year}-{retention}-{seq:6}").scope(values).value() == scope);
    auto lower = values;
    lower.category = "ht";
    CHECK(standard.scope(lower).value() == scope);
    auto spaced = values;
    spaced.fonds = "J 001";
    CHECK(standard.scope(spaced).value() == scope);
    auto other_folder = values;
    other_folder.folder = "004";
    CHECK(standard.scope(other_folder).value() == scope);
}

TEST_CASE("another year, category or folder in the code is another scope")
{
    const auto in_folder = made("{category}·{year}-{folder}-{seq:4}");
    const std::string scope = in_folder.scope(values).value();
    auto other = values;
    other.year = 2025;
    CHECK(in_folder.scope(other).value() != scope);
    other = values;
    other.folder = "004";
    CHECK(in_folder.scope(other).value() != scope);
    CHECK(made("{category}·{year}-{seq:4}-{folder}").scope(values).value() != scope);
}

TEST_CASE("a value that the code needs and that is missing is named")
{
    const auto in_folder = made("{category}-{folder}-{seq:4}");
    auto loose = values;
    loose.folder.clear();
    CHECK(in_folder.scope(loose).error().kind == ErrorKind::usage);
    CHECK(in_folder.render(loose, 1).error().kind == ErrorKind::usage);
    CHECK(in_folder.scope(loose).error().what.zh.find("案卷号") != std::string::npos);
    CHECK(made("{category}-{seq:4}").scope(loose).ok());
    auto timeless = values;
    timeless.year = 0;
    CHECK(made("{year}-{seq:4}").scope(timeless).error().kind == ErrorKind::usage);
}

TEST_CASE("a value that a code cannot have is refused")
{
    auto bad = values;
    bad.folder = "2024/1";
    CHECK(made("{folder}-{seq:4}").scope(bad).error().kind == ErrorKind::usage);
    bad.folder = "{SEQ}";
    CHECK(made("{folder}-{seq:4}").scope(bad).error().kind == ErrorKind::usage);
}

TEST_CASE("numbers start from one")
{
    CHECK_FALSE(made(CodeTemplate::standard).render(values, 0).ok());
    CHECK_FALSE(made(CodeTemplate::standard).render(values, -1).ok());
}

TEST_CASE("both standards and house forms")
{
    auto by_piece = values;
    by_piece.category = "WS";
    by_piece.retention = "Y";
    by_piece.unit = "BGS";
    const auto with_unit = made("{fonds}-{category}·{year}-{retention}[-{unit}]-{seq:4}");
    CHECK(with_unit.render(by_piece, 1)->text() == "J001-WS·2024-Y-BGS-0001");
    by_piece.unit.clear();
    CHECK(with_unit.render(by_piece, 1)->text() == "J001-WS·2024-Y-0001");

    auto by_volume = values;
    by_volume.category = "KJ·JJ";
    by_volume.folder = "5";
    const auto volume = made("{fonds}-{category}[·{project}]·{year}·{retention}-{folder:3}-{seq:3}");
    CHECK(volume.render(by_volume, 21)->text() == "J001-KJ·JJ·2024·D30-005-021");
    by_volume.project = "012";
    by_volume.folder = "甲5";
    CHECK(volume.render(by_volume, 21)->text() == "J001-KJ·JJ·012·2024·D30-甲5-021");

    CHECK(code("HT-{year}-{seq:4}", 57) == "HT-2024-0057");
    CHECK(code("CG{year:2}{seq:5}", 57) == "CG2400057");
    auto graded = values;
    graded.grade = "A";
    CHECK(made("{category}-{grade}-{seq:2}").render(graded, 1)->text() == "HT-A-01");
}

TEST_CASE("a run of numbers goes through what the numbering says")
{
    const auto scope = [](std::string_view text, Numbering numbering, int year, const char* category) {
        auto one = values;
        one.year = year;
        one.category = category;
        return CodeTemplate::parse(text, numbering)->scope(one).value();
    };
    constexpr std::string_view text = "{fonds}-{category}·{year}-{seq:4}";
    CHECK(scope(text, Numbering::by_template, 2024, "HT") == "J001-HT·2024-{SEQ}");
    CHECK(scope(text, Numbering::year, 2024, "HT") == "J001-HT·2024-{SEQ}");
    CHECK(scope(text, Numbering::category, 2024, "HT") == scope(text, Numbering::category, 2025, "HT"));
    CHECK(scope(text, Numbering::category, 2024, "HT") != scope(text, Numbering::category, 2024, "FP"));
    CHECK(scope(text, Numbering::fonds, 2024, "HT") == scope(text, Numbering::fonds, 2025, "FP"));

    // An element that may vanish does not split what runs through it.
    const auto optional = CodeTemplate::parse("{category}[-{unit}]-{seq:4}", Numbering::category).value();
    auto with_unit = values;
    with_unit.unit = "BGS";
    CHECK(optional.scope(values).value() == optional.scope(with_unit).value());
    for (const auto each : {Numbering::fonds, Numbering::category, Numbering::year, Numbering::folder})
        CHECK(numbering_named(name_of(each)) == each);
    CHECK_FALSE(numbering_named("month"));
}

TEST_CASE("templates that would make a number twice are refused with the reason")
{
    const auto reason = [](std::string_view text, Numbering numbering = Numbering::by_template) {
        const auto sound = CodeTemplate::parse(text, numbering)->check_sound();
        return sound.ok() ? std::string() : sound.error().what.en;
    };
    CHECK(reason("{folder}{seq:1}").find("folder 11 with 2") != std::string::npos);
    CHECK_FALSE(reason("{seq:4}{unit}").empty());
    CHECK_FALSE(reason("{retention}{seq:4}").empty());
    CHECK(reason("{folder} {seq:1}").find("folder 11 with 2") != std::string::npos);  // a space keeps nothing apart
    CHECK(reason("{folder:3}{seq:4}").empty());
    CHECK(reason("CG{year:2}{seq:5}").empty());
    CHECK(reason("HT-{seq:4}", Numbering::year).find("repeat each year") != std::string::npos);
    CHECK(reason("HT-{seq:4}", Numbering::folder).find("each folder") != std::string::npos);
    CHECK(reason("HT-{seq:4}", Numbering::fonds).empty());
    CHECK(reason("{folder}-{seq:3}", Numbering::folder).empty());
    CHECK_FALSE(reason("[{folder}-]{seq:3}", Numbering::folder).empty());
}

TEST_CASE("two templates that make one code are found out, unless they share a sequence")
{
    const auto collide = [](std::string_view one, std::string_view other, Numbering numbering = Numbering::by_template) {
        return made(one).collision("HT", CodeTemplate::parse(other, numbering).value(), "FP", "J001");
    };
    CHECK(collide("{fonds}-{category}-{seq:4}", "{fonds}-{category}-{seq:4}").empty());
    CHECK(collide("{fonds}-{seq:4}", "{fonds}-{seq:6}").empty());
    CHECK_FALSE(collide("{fonds}-{seq:4}", "{fonds}-{seq:4}", Numbering::category).empty());
    CHECK(collide("HT-{year}-{seq:4}", "HT-{folder}-{seq:4}") != "");
    CHECK(collide("HT-{year}-{seq:4}", "ht.{folder}-{seq:4}").empty());
    CHECK(collide("J001-{seq:2}", "{fonds}-{seq:3}").empty());
    CHECK(collide("HT{seq:4}", "H[{unit}-]T{seq:6}") == "HT111111");
    CHECK_FALSE(collide("CG{year:2}{seq:5}", "CG{seq:7}").empty());
    CHECK(collide("CG{year:2}{seq:5}", "CX{seq:7}").empty());
    CHECK_FALSE(collide("A-{retention}-{seq:2}", "A-{unit}-{seq:2}").empty());
}

TEST_CASE("a category whose template spells another one's code is found out")
{
    const auto collide = [](std::string_view category, std::string_view one, std::string_view other_category,
                            std::string_view other, Numbering numbering = Numbering::by_template) {
        const auto mine = CodeTemplate::parse(one, numbering).value(),
                   theirs = CodeTemplate::parse(other, numbering).value();
        const std::string both = mine.collision(category, theirs, other_category, "J001");
        CHECK(theirs.collision(other_category, mine, category, "J001").empty() == both.empty());
        if (both.empty()) return both;
        // What is told is a code of either.
        const auto code = ReferenceCode::parse(both).value();
        CHECK(code.text() == both);
        CHECK(mine.shaped_number(code, "J001", category));
        CHECK(theirs.shaped_number(code, "J001", other_category));
        return both;
    };
    const std::string standard(CodeTemplate::standard);
    CHECK(collide("ZD", "{fonds}-WX·{year}-{retention}-{seq:4}", "WX", standard) == "J001-WX·1111-Y-1111");
    CHECK(collide("HT", "J001-FP·{year}-{retention}-{seq:4}", "FP", standard) == "J001-FP·1111-Y-1111");
    CHECK_FALSE(collide("HT", "j001－fp.{year}-{retention}-{seq:6}", "FP", standard).empty());
    CHECK_FALSE(collide("ZD", "{fonds}-WX·{year}-{retention}-{seq:4}", "WX", standard, Numbering::fonds).empty());
    CHECK_FALSE(collide("KJ", "{fonds}-{category}[·{project}]·{year}-{seq:4}", "KJ·JJ",
                        "{fonds}-{category}[·{project}]·{year}-{seq:4}")
                    .empty());
    CHECK(collide("HT", standard, "FP", standard).empty());
    CHECK(collide("KU", "{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4}", "KU·PZ",
                  "{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4}")
              .empty());
    // On purpose: one template, one sequence.
    CHECK(collide("ZD", "{fonds}-WX·{year}-{seq:4}", "ZE", "J001-WX.{year}-{seq:6}").empty());
}

TEST_CASE("templates collide where a value makes their codes one, and not where none does")
{
    const auto collide = [](std::string_view one, std::string_view other) {
        return made(one).collision("HT", made(other), "FP", "J001");
    };
    // A number fills its width, and has no zeros before it when it outgrows it; there is no number 0.
    CHECK(collide("A{seq:2}", "A0{seq:2}").empty());
    CHECK(collide("A{seq:1}", "A0{seq:1}").empty());
    CHECK(collide("A{seq:2}", "A0{seq:1}") == "A01");
    CHECK(collide("A{seq:2}", "A1{seq:2}") == "A111");
    CHECK(collide("A{seq:1}0000-A", "A00{seq:1}-A").empty());
    // A year has four digits, or two, and is not 0000.
    CHECK(collide("A{year}-{seq:2}", "A{seq:3}-{folder}").size() == 8);
    CHECK(collide("A0000-{seq:2}", "A{year}-{seq:2}").empty());
    CHECK(collide("A00-{seq:2}", "A{year:2}-{seq:2}") == "A00-11");
    CHECK(collide("A{year:2}-{seq:2}", "A{year}-{seq:2}").empty());
    // Retention is Y or D1 to D999; a grade one of three letters; a unit twelve letters and digits at most.
    CHECK(collide("A-{retention}-{seq:2}", "A-{year}-{seq:2}").empty());
    CHECK(collide("A-{retention}-{seq:2}", "A-D{seq:3}-{folder}") == "A-D111-11");
    CHECK(collide("A-{retention}-{seq:2}", "A-D{seq:4}-{folder}").empty());
    CHECK(collide("A-{grade}-{seq:2}", "A-{retention}-{seq:2}").empty());
    CHECK(collide("A-{grade}-{seq:2}", "A-B-{seq:2}") == "A-B-11");
    CHECK(collide("A-{unit}-{seq:2}", "A-B·C-{seq:2}").empty());
    CHECK(collide("A-{unit}-{seq:2}", "A-甲-{seq:2}").empty());
    CHECK(collide("A-{unit}-{seq:2}", "A-ABCDEFGHIJKLM-{seq:2}").empty());
    CHECK(collide("A-{unit}-{seq:2}", "A-ABCDEFGHIJKL-{seq:2}") == "A-ABCDEFGHIJKL-11");
    // A folder has a number that says something; one of digits fills its width. A project is anything.
    CHECK(collide("A-{folder:3}-{seq:2}", "A-22-{seq:2}").empty());
    CHECK(collide("A-{folder:3}-{seq:2}", "A-2222-{seq:2}") == "A-2222-11");
    CHECK(collide("A-{folder:3}-{seq:2}", "A-2甲-{seq:2}") == "A-2甲-11");
    CHECK(collide("A-{folder}-{seq:2}", "A-·-{seq:2}").empty());
    CHECK(collide("A-{folder}-{seq:2}", "A-·2-{seq:2}") == "A-·2-11");
    CHECK(collide("A-{project}-{seq:2}", "A-·-{seq:2}") == "A-·-11");
    // What is in [ ] is there or not; with one value it is so in all places.
    CHECK(collide("A[-B{unit}]-{seq:2}", "A-{seq:2}") == "A-11");
    CHECK(collide("A[-{unit}][-{unit}]-{seq:2}", "A-B-{seq:2}").empty());
    CHECK(collide("A[-{unit}][-{folder}]-{seq:2}", "A-B-{seq:2}") == "A-B-11");
    CHECK(collide("A[-{fonds}]-{seq:2}", "A-{seq:2}").empty());
}

TEST_CASE("a number is found in a code of any year, retention or folder")
{
    const auto found = [](std::string_view text, std::string_view code, Numbering numbering = Numbering::by_template) {
        const auto number =
            CodeTemplate::parse(text, numbering)->shaped_number(ReferenceCode::parse(code).value(), "J001", "HT");
        return number ? number->scope + " " + std::to_string(number->serial) : std::string();
    };
    CHECK(found(CodeTemplate::standard, "J001-HT.2019-Y-0057") == "J001-HT·2019-Y-{SEQ} 57");
    CHECK(found(CodeTemplate::standard, "J001-HT.2019-Y-57").empty());
    CHECK(found(CodeTemplate::standard, "J002-HT.2019-Y-0057").empty());
    CHECK(found("{seq:3}-{category}-{year}", "004-HT-2019") == "{SEQ}-HT-2019 4");
    CHECK(found("{category}-{year}-{seq:3}", "HT-2019-004", Numbering::category) == "HT-{YEAR}-{SEQ} 4");
    CHECK(found("{category}[-{unit}]-{seq:3}", "HT-004") == "HT-{SEQ} 4");
    CHECK(found("{category}[-{unit}]-{seq:3}", "HT-BGS-004") == "HT-BGS-{SEQ} 4");
    CHECK(found("{category}[-{unit}]-{seq:3}", "HT-BGS-004", Numbering::fonds) == "{CATEGORY}-{SEQ} 4");
    CHECK(found("{category}-{folder}-{seq:3}", "HT-1-2-003") == "HT-1-2-{SEQ} 3");
    CHECK(found("{category}-{seq:3}", "HT-000").empty());
    bool too_wide = false;
    CHECK(made("A{seq:2}").shaped_number(ReferenceCode::parse("A100").value(), "J001", "HT", &too_wide)->serial == 100);
    CHECK(too_wide);
}

TEST_CASE("the last digits of a code are its number when nothing better is known")
{
    const auto number = last_number(ReferenceCode::parse("旧HT-0057").value());
    REQUIRE(number);
    CHECK(number->scope == "旧HT-{SEQ}");
    CHECK(number->serial == 57);
    CHECK(last_number(ReferenceCode::parse("57号").value())->scope == "{SEQ}号");
    for (const char* none : {"甲", "A-000", "1234567890"}) CHECK_FALSE(last_number(ReferenceCode::parse(none).value()));
}

TEST_CASE("codes that are made have no spaces, whatever the template and its values have")
{
    const auto made = CodeTemplate::parse("旧 {folder} - {project}-{seq:2}").value();
    CodeTemplate::Values values{"J001", "HT", 2024, "D30", "1 2"};
    values.project = "P Q";
    CHECK(made.render(values, 3)->text() == "旧12-PQ-03");
    CHECK(made.scope(values).value() == "旧12-PQ-{SEQ}");
    CHECK(made.shaped_number(made.render(values, 3).value(), "J001", "HT")->serial == 3);
}

TEST_CASE("a code of a template's form tells year, unit and project, and no other code does")
{
    const auto made = CodeTemplate::parse("{category}{year:2}[-{unit}][-P{project}]-{seq:3}").value();
    const auto parts = [&](const char* code) { return made.parts_of(ReferenceCode::parse(code).value(), "J001", "HT"); };
    REQUIRE(parts("HT24-BGS-PX1-001"));
    CHECK(parts("HT24-BGS-PX1-001")->year == "24");
    CHECK(parts("HT24-BGS-PX1-001")->unit == "BGS");
    CHECK(parts("HT24-BGS-PX1-001")->project == "X1");
    CHECK(parts("HT24-001")->unit.empty());
    CHECK_FALSE(parts("FP24-001"));
    CHECK(made.capacity() == 999);
    CHECK(made.width() == 3);
}
