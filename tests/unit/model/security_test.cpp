// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/record.hpp"

using namespace fonds;

TEST_CASE("Degrees of secrecy are read in both languages and keep their order")
{
    for (const Security each : all_securities) {
        CHECK(*parse_security(name_of(each)) == each);
        CHECK(*parse_security(text_of(each).zh) == each);
        CHECK(*parse_security(text_of(each).en) == each);
    }
    CHECK(*parse_security(" Top-Secret ") == Security::top_secret);
    CHECK(*parse_security("ＳＥＣＲＥＴ") == Security::secret);
    CHECK(Security::secret > Security::confidential);
    CHECK(parse_security("秘").error().kind == ErrorKind::usage);
    CHECK(parse_security("").error().kind == ErrorKind::usage);
}

TEST_CASE("A unit's code is letters and digits in capitals")
{
    CHECK(*parse_unit(" bgs ") == "BGS");
    CHECK(*parse_unit("Ｂ0１") == "B01");
    CHECK(parse_unit("")->empty());
    for (const char* text : {"办公室", "B-1", "ABCDEFGHIJKLM"}) CHECK(parse_unit(text).error().kind == ErrorKind::usage);
}

TEST_CASE("Pages that were counted come first, then those of the range in the folder, then those of the file")
{
    Record record;
    record.components.resize(2);
    record.components[0].pages = 7;
    record.components[1].role = ComponentRole::attachment;
    record.components[1].pages = 100;
    CHECK(pages_of(record) == 7);
    record.metadata.page_range = {12, 0};  // the first page alone
    CHECK(pages_of(record) == 7);
    record.metadata.page_range = {12, 12};
    CHECK(pages_of(record) == 1);
    record.metadata.page_range = {12, 15};
    CHECK(pages_of(record) == 4);
    record.metadata.paper_pages = 12;
    CHECK(pages_of(record) == 12);
    Record paper;
    CHECK(pages_of(paper) == 0);
    paper.metadata.page_range = {7, 0};
    CHECK(pages_of(paper) == 0);
    paper.metadata.page_range = {7, 7};
    CHECK(pages_of(paper) == 1);
}
