// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("text --inspect prints the properties instead of the text, names and values in columns")
{
    const TemporaryDirectory place;
    write_file(place / "a.pdf", small_pdf({"Payment terms", "Second"}));
    const auto inspected = test::fonds({"text", "--inspect", place / "a.pdf"});
    INFO(inspected.out);
    CHECK(inspected.exit_code == 0);
    CHECK(contains(inspected.out, "\npdf.pages               2\n"));
    CHECK(contains(inspected.out, "\npdf.fonts_not_embedded  1\n"));
    CHECK(contains(inspected.out, "\npdf.inspection          done\n"));
    CHECK_FALSE(contains(inspected.out, "Payment"));
    CHECK_FALSE(contains(inspected.out, "\f"));
}

TEST_CASE("text --inspect --json has both, of files and of records whose text is stored, and only when asked")
{
    const ArchiveFixture archive;
    const auto bytes = small_pdf({"Payment terms"});
    const auto path = archive.write("a.pdf", bytes);
    const auto code = archive.file("a.pdf", bytes);
    for (const auto& what : {path, code}) {
        const Json text = answer(archive, {"text", "--json", "--inspect", what});
        CHECK(text.get("properties").get("pdf.inspection").text() == "done");
        CHECK(text.get("properties").get("pdf.pages").text() == "1");
        CHECK(text.get("pages").at(0).get("text").text().starts_with("Payment terms"));
        CHECK_FALSE(answer(archive, {"text", "--json", what}).get("properties").has("pdf.inspection"));
    }
}

TEST_CASE("text --words --json places the words of records, too")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", small_pdf({"Payment terms"}));
    const Json page = answer(archive, {"text", "--json", "--words", code}).get("pages").at(0);
    CHECK(texts_of(page.get("words"), "text") == std::vector<std::string>{"Payment", "terms"});
}

TEST_CASE("text --inspect of what is no PDF prints its own properties alone; of a broken one what there is")
{
    const TemporaryDirectory place;
    write_file(place / "a.txt", "words\n");
    write_file(place / "broken.pdf", "%PDF-1.7\nnothing more");
    const auto plain = test::fonds({"text", "--inspect", place / "a.txt"});
    CHECK(plain.exit_code == 0);
    CHECK_FALSE(contains(plain.out, "pdf."));
    CHECK_FALSE(contains(plain.out, "words"));
    const auto broken = test::fonds({"text", "--inspect", place / "broken.pdf"});
    CHECK(broken.exit_code == 1);
    CHECK(contains(broken.out, "pdf.inspection"));
    CHECK(contains(broken.err, "cannot be read"));
}
