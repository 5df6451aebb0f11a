// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/reference_code.hpp"

using namespace fonds;

TEST_CASE("every way to type a code leads to the one spelling")
{
    for (const char* text :
         {"J001-HT·2024-D30-0001", "J001-HT.2024-D30-0001", "j001-ht.2024-d30-0001", "J001-HT・2024-D30-0001",
          "J001-HT･2024-D30-0001", "J001-HT•2024-D30-0001", "J001-HT‧2024-D30-0001", "J001-HT．2024-D30-0001",
          "J001-HT。2024-D30-0001", "Ｊ００１－ＨＴ．２０２４－Ｄ３０－０００１", "J001–HT·2024—D30−0001",
          " J001 - HT · 2024 - D30 - 0001 ", "J001-HT·2024-D30-　0001", "J001‐HT·2024‑D30―0001"}) {
        CAPTURE(text);
        REQUIRE(ReferenceCode::parse(text).ok());
        CHECK(ReferenceCode::parse(text)->text() == "J001-HT·2024-D30-0001");
    }
}

TEST_CASE("a space stays where two numbers, or two words, would become one without it")
{
    CHECK(ReferenceCode::parse("旧 1 12")->text() == "旧1 12");
    CHECK(ReferenceCode::parse("旧 11　 2")->text() == "旧11 2");
    CHECK(ReferenceCode::parse("ab c １ ２")->text() == "AB C1 2");
    CHECK(ReferenceCode::parse("A 1 B")->text() == "A1B");
    CHECK(ReferenceCode::parse("旧1 12")->text() == ReferenceCode::parse(ReferenceCode::parse(" 旧1  12 ")->text())->text());
    CHECK(last_number(*ReferenceCode::parse("旧 1 12"))->scope == "旧1 {SEQ}");
    CHECK(ReferenceCode::parse("旧 1 12")->file_name() == "旧1 12");
    CHECK(without_spaces(" 旧　1 12") == "旧112");
}

TEST_CASE("letters other than Latin stay as they are")
{
    CHECK(ReferenceCode::parse("粤A-合同·2024-1")->text() == "粤A-合同·2024-1");
    CHECK(ReferenceCode::parse("a_b(1)")->text() == "A_B(1)");
}

TEST_CASE("a canonical code is its own spelling")
{
    const auto code = ReferenceCode::parse("z109-ws.2011-y-bgs-0001").value();
    CHECK(ReferenceCode::parse(code.text()).value() == code);
}

TEST_CASE("characters that a code cannot have are refused, full-width ones too")
{
    for (const char* text : {"",
                             " ",
                             "　",
                             "A/1",
                             "A\\1",
                             "A:1",
                             "A*",
                             "A?1",
                             "A\"1",
                             "A<1",
                             "A>1",
                             "A|1",
                             "A／１",
                             "A：1",
                             "A＊",
                             "A\t1",
                             "A\n",
                             "\x01",
                             "A\x7F",
                             "A\xC2\x9B",
                             "A\xE2\x80\xAE",
                             "A\xE2\x80\x8B",
                             "A\xEF\xBB\xBF",
                             "A\xFF",
                             "..",
                             ".",
                             "·",
                             "-",
                             "---",
                             "-·-",
                             "()"}) {
        CAPTURE(text);
        REQUIRE_FALSE(ReferenceCode::parse(text).ok());
        CHECK(ReferenceCode::parse(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(ReferenceCode::parse(text).error().hint.empty());
    }
}

TEST_CASE("a code that is too long for a file name is refused")
{
    CHECK(ReferenceCode::parse(std::string(200, 'A')).ok());
    CHECK_FALSE(ReferenceCode::parse(std::string(201, 'A')).ok());
}

TEST_CASE("a code becomes a file name that is safe on any system")
{
    CHECK(ReferenceCode::parse("J001-HT·2024-D30-0001")->file_name() == "J001-HT.2024-D30-0001");
    CHECK(ReferenceCode::parse("KJ·JJ·2023·D30-005")->file_name() == "KJ.JJ.2023.D30-005");
    CHECK(ReferenceCode::parse("·A·")->file_name() == "_A_");
    CHECK(ReferenceCode::parse("-rf")->file_name() == "_RF");
    CHECK(ReferenceCode().empty());
    CHECK(ReferenceCode().file_name().empty());
}
