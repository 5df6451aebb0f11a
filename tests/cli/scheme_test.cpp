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
    CHECK(category.keys() == std::vector<std::string>{"code", "name_zh", "name_en", "retention", "grade", "template",
                                                      "numbering", "scope", "records", "auto", "parent", "from", "until",
                                                      "mixed_folders", "meanings_zh", "meanings_en", "rules", "expects"});
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

TEST_CASE("a category that spells another one's code in its template is refused, and both are named")
{
    const ArchiveFixture archive;
    const auto refused =
        archive.fonds({"category", "add", "ZD", "--name", "制度", "--template", "{fonds}-WX·{year}-{retention}-{seq:4}"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "of category ZD would make numbers of category WX, such as J001-WX·1111-Y-1111"));
    CHECK_FALSE(contains(refused.err, "share one sequence"));  // with {category} nothing is shared
    CHECK(archive.fonds({"category", "show", "ZD"}).exit_code == 4);

    const auto literal = archive.fonds({"category", "edit", "HT", "--template", "J001-FP·{year}-{retention}-{seq:4}"},
                                       with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(literal.exit_code == 5);
    CHECK(contains(literal.err, "(门类 HT)会与门类 FP 重号,例如 J001-FP·1111-Y-1111"));
    CHECK(archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-01-01"}) == "J001-HT·2024-D30-0001");

    const auto house = [&](const char* code) {
        return archive.fonds({"category", "add", code, "--name", "制度", "--template", "ZD·{year}-{seq:4}"}).exit_code;
    };
    CHECK(house("ZD") == 0);
    CHECK(house("ZE") == 0);  // one template, one run of numbers
    CHECK(archive.file("b.txt", "2", {"--category", "ZD", "--date", "2024-01-01"}) == "ZD·2024-0001");
    CHECK(archive.file("c.txt", "3", {"--category", "ZE", "--date", "2024-01-01"}) == "ZD·2024-0002");
}

TEST_CASE("a closed folder takes no more records until it is opened again")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--title", "2024年采购合同", "--period", "2024"}).exit_code == 0);
    const CommandLine into{"--category", "HT", "--folder", "001"};
    const auto inside = archive.file("a.txt", "1", into);
    const auto outside = archive.file("b.txt", "2", {"--category", "HT"});
    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--close", "--reason", "x"}).exit_code == 0);

    const auto refused = archive.fonds({"file", archive.write("c.txt", "3"), "--category", "HT", "--folder", "001"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "closed"));
    CHECK(archive.fonds({"edit", outside, "--folder", "001"}).exit_code == 5);
    CHECK(archive.fonds({"edit", inside, "--title", "仍可修改"}).exit_code == 0);

    const Json folder = answer(archive, {"folder", "show", "HT", "001", "--json"});
    const std::vector<std::string> keys{"category",  "number",       "title",      "period", "open",      "records", "first",
                                        "last",      "most_records", "most_pages", "spine",  "mixed",     "by_hand", "pages",
                                        "uncounted", "thickness",    "contents",   "place",  "pages_lost"};
    CHECK(folder.keys() == keys);
    CHECK_FALSE(folder.get("open").boolean());
    CHECK(folder.get("records").number() == 1);
    CHECK(contains(archive.fonds({"folder", "list"}).out, "closed"));

    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--open", "--reason", "x", "--title", "新题"}).exit_code == 0);
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
    CHECK(answer(archive, {"party", "show", "华为技术有限公司", "--json"}).get("name").text() == "华为终端有限公司");
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

TEST_CASE("semicolons of either width and line ends part aliases")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"party", "add", "甲公司", "--aliases", "；甲；Jia Co;; 甲甲\r\nJ\n"}).exit_code == 0);
    CHECK(answer(archive, {"party", "show", "甲公司", "--json"}).get("aliases").text() == "甲\nJia Co\n甲甲\nJ");
    REQUIRE(archive.fonds({"party", "edit", "甲公司", "--aliases", "A；B"}).exit_code == 0);
    CHECK(answer(archive, {"party", "show", "b", "--json"}).get("aliases").text() == "A\nB");
}

TEST_CASE("categories, folders and parties are known however they are typed")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "ｈｔ", "００２"}).exit_code == 0);
    const auto code = archive.file("a.txt", "1", {"--category", "ht", "--folder", "００２", "--party", "華為技術"});
    CHECK(code.starts_with("J001-HT"));
    CHECK(archive.fonds({"folder", "add", "HT", "002"}).exit_code == 3);
    CHECK(answer(archive, {"category", "show", "ＨＴ", "--json"}).get("records").number() == 1);
    CHECK(archive.fonds({"category", "edit", "ht", "--grade", "A"}).exit_code == 0);
    CHECK(contains(archive.fonds({"list", "--category", "ht", "--folder", "002"}).out, code));
    const auto refused = archive.fonds({"party", "add", "华为技术"});
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err, "華為技術"));
    (void)archive.file("b.txt", "2", {"--party", "华为技术"});
    CHECK(answer(archive, {"party", "list", "--json"}).get("parties").size() == 1);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("aliases are searched with their party, and follow its edits")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"party", "add", "华为投资控股", "--aliases", "Alibaba"}).exit_code == 0);
    const auto code = archive.file("a.txt", "报价", {"--party", "华为投资控股"});
    CHECK(contains(archive.fonds({"search", "party:Alibaba"}).out, code));
    CHECK(contains(archive.fonds({"search", "alibaba"}).out, code));
    REQUIRE(archive.fonds({"party", "edit", "华为投资控股", "--aliases", "Tencent"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "party:tencent"}).out, code));
    CHECK(archive.fonds({"search", "party:alibaba", "--no-relax"}).exit_code == 4);
    REQUIRE(archive.fonds({"reindex"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "tencent"}).out, code));
}

TEST_CASE("a renamed party keeps its old name as an alias, and its records tell of it")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "报价", {"--party", "旧公司"});
    const auto renamed = archive.fonds({"party", "edit", "旧公司", "--name", "新公司"});
    CHECK(renamed.exit_code == 0);
    CHECK(contains(renamed.err, "旧公司 stays as an alias"));
    CHECK(contains(archive.fonds({"show", code, "--history"}).out, "party: 旧公司 → 新公司"));
    CHECK(contains(archive.fonds({"search", "party:旧公司"}).out, code));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    // Who says the aliases says them all.
    const auto freed = archive.fonds({"party", "edit", "新公司", "--name", "另公司", "--aliases", ""});
    CHECK_FALSE(contains(freed.err, "alias"));
    CHECK(archive.fonds({"party", "show", "新公司"}).exit_code == 4);
}

TEST_CASE("a part of the parties says which part it is")
{
    const ArchiveFixture archive;
    for (const char* name : {"甲", "乙", "丙"}) REQUIRE(archive.fonds({"party", "add", name}).exit_code == 0);
    CHECK(answer(archive, {"party", "list", "--json", "--limit", "2"}).get("total").number() == 3);
    CHECK(contains(archive.fonds({"party", "list", "--limit", "2"}).err, "1–2 of 3; --offset 2 goes on"));
    CHECK(archive.fonds({"party", "list", "--limit", "2", "--offset", "1"}).err.empty());
    CHECK(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    CHECK(archive.fonds({"folder", "edit", "HT", "1", "--open", "--close"}).exit_code == 2);
}

TEST_CASE("categories stand in a tree, and take documents of their time")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"category", "add", "ht.fw", "--name", "房屋合同", "--parent", "HT", "--until", "2023-12-31"})
                .exit_code == 0);
    const auto list = archive.fonds({"category", "list"}).out;
    INFO(list);
    CHECK(contains(list, "\nHT "));
    CHECK(contains(list, "\n  HT·FW "));
    CHECK(contains(list, "until 2023-12-31"));
    const auto json = answer(archive, {"category", "show", "HT.FW", "--json"});
    CHECK(json.get("parent").text() == "HT");
    CHECK(json.get("until").text() == "2023-12-31");
    CHECK(archive.fonds({"category", "edit", "HT", "--parent", "HT·FW"}).exit_code == 5);

    const auto file = [&](const std::string& day) {
        write_file(archive.root() + "/../lease-" + day + ".txt", day);
        return archive.fonds({"file", archive.root() + "/../lease-" + day + ".txt", "--category", "HT.FW", "--date", day});
    };
    const auto filed = file("2023-05-01");
    CHECK(contains(filed.out, "-HT·FW·2023-"));
    const auto late = file("2024-01-01");
    CHECK(late.exit_code == 5);
    CHECK(contains(late.err, "Category HT·FW takes documents until 2023-12-31"));
    CHECK(archive.fonds({"category", "edit", "HT.FW", "--parent", "", "--until", ""}).exit_code == 0);
    CHECK(file("2024-01-01").exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
