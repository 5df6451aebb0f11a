// SPDX-License-Identifier: GPL-3.0-or-later
// category, folder, party.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("a category is added, shown, edited, and numbers records its own way")
{
    const ArchiveFixture archive;
    const auto added =
        archive.fonds({"category", "add", "BJ", "--name", "报价单", "--name-en", "Quotations", "--retention", "D10",
                       "--grade", "C", "--template", "{fonds}-{category}·{year}-{seq:3}", "--scope", "报价"});
    CHECK(added.exit_code == 0);
    CHECK(contains(added.out, "Quotations"));
    CHECK(archive.file("a.txt", "1", {"--category", "BJ", "--date", "2024-01-01"}) == "J001-BJ·2024-001");

    Json category = answer(archive, {"category", "show", "BJ", "--json"});
    CHECK(category.keys() ==
          std::vector<std::string>{"code", "name_zh", "name_en", "retention", "grade", "template", "scope", "records"});
    CHECK(category.get("name_zh").text() == "报价单");
    CHECK(category.get("records").number() == 1);

    REQUIRE(
        archive
            .fonds({"category", "edit", "BJ", "--retention", "D30", "--template", "{fonds}-{category}·{retention}-{seq:2}"})
            .exit_code == 0);
    category = answer(archive, {"category", "show", "BJ", "--json"});
    CHECK(category.get("retention").text() == "D30");
    CHECK(category.get("name_zh").text() == "报价单");
    CHECK(archive.file("b.txt", "2", {"--category", "BJ"}) == "J001-BJ·D30-01");
    CHECK(archive.fonds({"show", "J001-BJ·2024-001"}).exit_code == 0);
    CHECK(contains(archive.fonds({"category", "show", "BJ"}).out, "报价"));
}

TEST_CASE("categories that cannot be are refused")
{
    const ArchiveFixture archive;
    CHECK(archive.fonds({"category", "add", "HT", "--name", "x"}).exit_code == 3);
    CHECK(archive.fonds({"category", "add", "合同", "--name", "x"}).exit_code == 2);
    CHECK(archive.fonds({"category", "add", "XX", "--template", "{fonds}-{category}"}).exit_code == 2);
    CHECK(archive.fonds({"category", "add", "XX", "--template", "{fonds}-{colour}-{seq:4}"}).exit_code == 2);
    CHECK(archive.fonds({"category", "add", "XX", "--grade", "D"}).exit_code == 2);
    CHECK(archive.fonds({"category", "show", "XX"}).exit_code == 4);
    CHECK(archive.fonds({"category", "edit", "XX", "--name", "x"}).exit_code == 4);
    CHECK(archive.fonds({"category"}).exit_code == 2);
    CHECK(answer(archive, {"category", "list", "--json"}).get("categories").size() == 7);
}

TEST_CASE("a closed folder takes no more records until it is opened again")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--title", "2024年采购合同", "--period", "2024"}).exit_code == 0);
    const CommandLine into{"--category", "HT", "--folder", "001"};
    const auto inside = archive.file("a.txt", "1", into);
    const auto outside = archive.file("b.txt", "2", {"--category", "HT"});
    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--close"}).exit_code == 0);

    const auto refused = archive.fonds({"file", archive.write("c.txt", "3"), "--category", "HT", "--folder", "001"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "closed"));
    CHECK(archive.fonds({"edit", outside, "--folder", "001"}).exit_code == 5);
    CHECK(archive.fonds({"edit", inside, "--title", "仍可修改"}).exit_code == 0);

    const Json folder = answer(archive, {"folder", "show", "HT", "001", "--json"});
    CHECK(folder.keys() == std::vector<std::string>{"category", "number", "title", "period", "open", "records"});
    CHECK_FALSE(folder.get("open").boolean());
    CHECK(folder.get("records").number() == 1);
    CHECK(contains(archive.fonds({"folder", "list"}).out, "closed"));

    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--open", "--title", "新题"}).exit_code == 0);
    CHECK(archive.fonds({"edit", outside, "--folder", "001"}).exit_code == 0);
    CHECK(answer(archive, {"folder", "show", "HT", "001", "--json"}).get("title").text() == "新题");
}

TEST_CASE("folders are listed by category, and those that cannot be are refused")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "FP", "001"}).exit_code == 0);
    CHECK(answer(archive, {"folder", "list", "--json"}).get("folders").size() == 2);
    CHECK(texts_of(answer(archive, {"folder", "list", "FP", "--json"}).get("folders"), "category") ==
          std::vector<std::string>{"FP"});
    CHECK(archive.fonds({"folder", "add", "HT", "001"}).exit_code == 3);
    CHECK(archive.fonds({"folder", "add", "XX", "001"}).exit_code == 4);
    CHECK(archive.fonds({"folder", "add", "HT", "a/b"}).exit_code == 2);
    CHECK(archive.fonds({"folder", "add", "HT"}).exit_code == 2);
    CHECK(archive.fonds({"folder", "show", "HT", "002"}).exit_code == 4);
}

TEST_CASE("a party is known by its aliases, and its records follow a new name")
{
    const ArchiveFixture archive;
    REQUIRE(
        archive.fonds({"party", "add", "华为技术有限公司", "--aliases", "华为;Huawei Technologies", "--note", "重要客户"})
            .exit_code == 0);
    const auto code = archive.file("a.txt", "报价", {"--party", "华为"});
    CHECK(answer(archive, {"show", code, "--json"}).get("party").text() == "华为技术有限公司");

    Json party = answer(archive, {"party", "show", "Huawei Technologies", "--json"});
    CHECK(party.keys() == std::vector<std::string>{"name", "aliases", "initials", "note", "records"});
    CHECK(party.get("name").text() == "华为技术有限公司");
    CHECK(party.get("initials").text().starts_with("hwjs"));
    CHECK(party.get("records").number() == 1);

    REQUIRE(archive.fonds({"party", "edit", "华为技术有限公司", "--name", "华为终端有限公司"}).exit_code == 0);
    CHECK(answer(archive, {"show", code, "--json"}).get("party").text() == "华为终端有限公司");
    CHECK(contains(archive.fonds({"search", "party:终端"}).out, code));
    CHECK(archive.fonds({"party", "show", "华为技术有限公司"}).exit_code == 4);
    party = answer(archive, {"party", "show", "华为", "--json"});
    CHECK(party.get("note").text() == "重要客户");
}

TEST_CASE("filing makes parties, and the list of them pages")
{
    const ArchiveFixture archive;
    for (const char* name : {"甲", "乙", "丙"}) (void)archive.file(name, name, {"--party", name});
    CHECK(answer(archive, {"party", "list", "--json"}).get("parties").size() == 3);
    CHECK(answer(archive, {"party", "list", "--json", "--limit", "2"}).get("parties").size() == 2);
    CHECK(answer(archive, {"party", "list", "--json", "--offset", "2"}).get("parties").size() == 1);
    CHECK(archive.fonds({"party", "list"}).lines().size() == 3);
    CHECK(archive.fonds({"party", "add", "甲"}).exit_code == 3);
    CHECK(archive.fonds({"party", "add", ""}).exit_code == 2);
    CHECK(archive.fonds({"party", "edit", "甲", "--name", "乙"}).exit_code == 3);
    CHECK(archive.fonds({"party", "show", "丁"}).exit_code == 4);
}
