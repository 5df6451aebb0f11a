// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/reference_code.hpp"

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
    for (const char* text : {"", "A", "{fonds}", "{seq}", "{seq:0}", "{seq:10}", "{seq:}", "{seq:x}", "{seq:4}{seq:4}",
                             "{Fonds}{seq:4}", "{unknown}{seq:4}", "{seq:4", "seq:4}", "{{seq:4}}", "{}{seq:4}", "A/{seq:4}",
                             "A*{seq:4}", "A\n{seq:4}", "{fonds {seq:4}"}) {
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
