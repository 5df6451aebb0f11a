// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/desk_json.hpp"

using namespace fonds;

TEST_CASE("Reasons to wait are kept in both languages, and those of before are understood")
{
    PieceFacts facts;
    facts.add(Doubt::poor_scan, on_page(3, text_of(QualityIssue::blurred)));
    facts.add(Doubt::looks_like, earlier_one(PieceId{7}, ""));
    facts.add(Doubt::looks_like, earlier_one(PieceId{7}, "J001-HT·2024-Y-0001"));
    facts.add(Doubt::separator_alone);
    const auto read = decode_facts(encode(facts));
    REQUIRE(read.ok());
    CHECK(read->reasons == facts.reasons);
    REQUIRE(read->reasons.size() == 4);
    CHECK(text_of(read->reasons[0]) == Text{"hard to read: page 3: blurred", "难以辨认:第 3 页:模糊"});
    CHECK(text_of(read->reasons[1]).zh == "与之前的文件相似:第 7 号待整理件");
    CHECK(text_of(read->reasons[2]).zh == "与之前的文件相似:J001-HT·2024-Y-0001");

    const auto before =
        decode_facts(R"({"reasons":[{"reason":"unreadable","detail":"damaged"},{"reason":"blank","detail":""}]})");
    REQUIRE(before.ok());
    CHECK(before->reasons[0].detail == Text{"damaged", "damaged"});
    CHECK(before->reasons[1].detail.empty());
}

TEST_CASE("What could not be used beside a file is kept in both languages")
{
    DeskDefaults defaults;
    defaults.problem = {"there is no category X", "没有门类 X"};
    const auto read = decode_defaults(encode(defaults));
    REQUIRE(read.ok());
    CHECK(*read == defaults);
}
