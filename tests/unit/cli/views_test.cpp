// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "cli/exit_code.hpp"
#include "cli/metadata_options.hpp"
#include "cli/views.hpp"

using namespace fonds;
using namespace fonds::cli;

TEST_CASE("a record's JSON says null where nothing is said, and amounts are texts")
{
    Record record;
    record.code = *ReferenceCode::parse("J001-HT.2024-D30-0001");
    record.metadata.title = "采购合同";
    record.metadata.category = "HT";
    record.components.emplace_back();
    const Json bare = json_of(record);
    CHECK(bare.get("code").text() == "J001-HT·2024-D30-0001");
    for (const char* field :
         {"folder", "party", "date", "number", "amount", "currency", "note", "responsible", "security", "unit", "project"}) {
        INFO(field);
        CHECK(bare.has(field));
        CHECK(bare.get(field).is_null());
    }
    CHECK(bare.get("components").at(0).get("text_note").is_null());
    CHECK(bare.get("components").at(0).get("text").text() == "pending");

    record.metadata.amount = Amount{12'345};
    record.metadata.date = *Date::parse("2024-03-05");
    const Json full = json_of(record);
    CHECK(full.get("amount").text() == "123.45");
    CHECK(full.get("date").text() == "2024-03-05");
}

TEST_CASE("bytes that are no UTF-8 come in hexadecimal, too")
{
    Json json = Json::object();
    set_bytes(json, "path", "a\xff.pdf");
    set_bytes(json, "name", "合同.pdf");
    CHECK(Json::parse(json.dump())->get("path").text() == "a\xEF\xBF\xBD.pdf");
    CHECK(json.get("path_bytes").text() == "61ff2e706466");
    CHECK(json.get("name").text() == "合同.pdf");
    CHECK_FALSE(json.has("name_bytes"));
}

TEST_CASE("a snippet's HTML marks the words and escapes everything else")
{
    CHECK(html_of({{"a <b> & ", false}, {"<合同>", true}, {"\"x\"", false}}) ==
          "a &lt;b&gt; &amp; <mark>&lt;合同&gt;</mark>&quot;x&quot;");
    CHECK(html_of({}).empty());
}

TEST_CASE("an error's JSON has its kind, and its sentences in the language asked for")
{
    const Error problem = error(ErrorKind::duplicate, say("twice", "重复")).with_hint(say("do", "做"));
    CHECK(json_of(problem, Language::english).get("message").text() == "twice");
    CHECK(json_of(problem, Language::chinese).get("message").text() == "重复");
    CHECK(json_of(problem, Language::chinese).get("hint").text() == "做");
    CHECK(json_of(problem, Language::english).get("kind").text() == "duplicate");
    CHECK(json_of(error(ErrorKind::io, say("x", "x")), Language::english).get("hint").is_null());
}

TEST_CASE("sizes are told in the unit that fits")
{
    CHECK(size_text(0) == "0 B");
    CHECK(size_text(999) == "999 B");
    CHECK(size_text(1000) == "1.0 kB");
    CHECK(size_text(1'250'000) == "1.2 MB");
    CHECK(size_text(18'000'000'000'000'000'000ULL) == "18000.0 PB");
}

TEST_CASE("each kind of error has its exit code")
{
    CHECK(exit_code_of(ErrorKind::usage) == 2);
    CHECK(exit_code_of(ErrorKind::duplicate) == 3);
    CHECK(exit_code_of(ErrorKind::not_found) == 4);
    CHECK(exit_code_of(ErrorKind::refused) == 5);
    CHECK(exit_code_of(ErrorKind::no_archive) == 10);
    CHECK(exit_code_of(ErrorKind::locked) == 11);
    CHECK(exit_code_of(ErrorKind::schema_version) == 12);
    CHECK(exit_code_of(ErrorKind::fixity) == 20);
    CHECK(exit_code_of(ErrorKind::interrupted) == 130);
    for (const auto kind :
         {ErrorKind::bad_input, ErrorKind::corrupt, ErrorKind::io, ErrorKind::unavailable, ErrorKind::internal})
        CHECK(exit_code_of(kind) == 1);
}

TEST_CASE("options become metadata: parsed, tags sorted and single")
{
    MetadataOptions options;
    options.date = "2024年3月5日";
    options.amount = "1.2万";
    options.tags = {"乙", "甲", "乙"};
    const auto metadata = metadata_of(options);
    REQUIRE(metadata.ok());
    CHECK(metadata->date->text() == "2024-03-05");
    CHECK(metadata->amount->text() == "12000.00");
    CHECK(metadata->tags.size() == 2);
    options.grade = "D";
    CHECK(metadata_of(options).error().kind == ErrorKind::usage);
}

TEST_CASE("an edit says only what the options say, and an empty value clears")
{
    MetadataOptions options;
    options.party = "";
    options.date = "";
    options.amount = "5";
    const auto edit = edit_of(options);
    REQUIRE(edit.ok());
    CHECK(edit->party == "");
    REQUIRE(edit->date);
    CHECK_FALSE(*edit->date);
    REQUIRE(edit->amount);
    CHECK((*edit->amount)->hundredths == 500);
    CHECK_FALSE(edit->title);
    CHECK_FALSE(edit->grade);
    CHECK_FALSE(edit->currency);
    options.grade = "";
    CHECK(edit_of(options).error().kind == ErrorKind::usage);
}
