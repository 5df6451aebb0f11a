// SPDX-License-Identifier: GPL-3.0-or-later
// category export, import, presets; init --scheme.
#include <algorithm>

#include "tests/cli/json_answer.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("an exported scheme can be imported again and changes nothing")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"category", "edit", "HT", "--scope", "=SUM(A1), \"quoted\"", "--from", "2020-01-01"}).exit_code ==
            0);
    REQUIRE(archive.fonds({"category", "add", "HT.CG", "--name", "采购", "--parent", "HT"}).exit_code == 0);
    const auto exported = archive.fonds({"category", "export"});
    CHECK(exported.exit_code == 0);
    CHECK(contains(exported.out, "code,parent,name"));
    CHECK(contains(exported.out, "'=SUM(A1)"));
    CHECK(archive.fonds({"category", "export", "scheme.csv"}).exit_code == 0);
    CHECK(archive.fonds({"category", "export", "scheme.csv"}).exit_code == 3);
    const auto events = answer(archive, {"status", "--json"}).get("events").number();
    const Json report = answer(archive, {"category", "import", "scheme.csv", "--json"});
    CHECK(report.get("same").number() == 8);
    CHECK(report.get("changed").number() == 0);
    CHECK(report.get("done").boolean());
    CHECK(answer(archive, {"status", "--json"}).get("events").number() == events);
}

TEST_CASE("children may come before parents, headers in Chinese, and what is not said stays")
{
    const ArchiveFixture archive;
    (void)archive.write("scheme.csv", "名称,门类代码,上级门类,保管期限,档号模板\n"
                                      "采购合同,HT.CG,HT2,,\n合同二,HT2,,30年,HT2-{year}-{seq:4}\n合同,HT,,永久,\n");
    const auto tried = archive.fonds({"category", "import", "scheme.csv", "--dry-run"});
    INFO(tried.out << tried.err);
    CHECK(tried.exit_code == 0);
    CHECK(tried.out == "HT·CG  added\nHT2  added\nHT  changed\n");
    CHECK(archive.fonds({"category", "show", "HT2"}).exit_code == 4);
    CHECK(archive.fonds({"category", "import", "scheme.csv"}).exit_code == 0);
    CHECK(answer(archive, {"category", "show", "HT.CG", "--json"}).get("parent").text() == "HT2");
    CHECK(answer(archive, {"category", "show", "HT2", "--json"}).get("retention").text() == "D30");
    const Json changed = answer(archive, {"category", "show", "HT", "--json"});
    CHECK(changed.get("retention").text() == "Y");
    CHECK(changed.get("name_en").text() == "Contracts and agreements");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("with one row refused nothing is changed, and every row is told")
{
    const ArchiveFixture archive;
    (void)archive.write("scheme.csv",
                        "code,name,parent,template,grade\nAA,one,,,\nBB,two,CC,,\nCC,three,BB,,\nDD,four,,{seq},\n"
                        "EE,five,,,X\nAA,six,,,\nFF,seven,ZZZ,,\nGG,eight,,J001-HT.{year}-D30-{seq:4},\n");
    const auto report = archive.fonds({"category", "import", "scheme.csv"});
    CHECK(report.exit_code == 3);
    CHECK(report.out == "AA  added\n");
    for (const char* line : {":3", ":4", ":5", ":6", ":7", ":8", ":9"})
        CHECK(contains(report.err, std::string("scheme.csv") + line));
    CHECK(contains(report.err, "no bound"));
    CHECK(contains(report.err, "Nothing was changed"));
    CHECK(archive.fonds({"category", "show", "AA"}).exit_code == 4);
    (void)archive.write("odd.csv", "name\none\n");
    CHECK(archive.fonds({"category", "import", "odd.csv"}).exit_code == 1);
    CHECK(archive.fonds({"category", "import"}).exit_code == 2);
    CHECK(archive.fonds({"category", "import", "--preset", "nonsense"}).exit_code == 2);
}

TEST_CASE("every preset begins an archive, numbers a record, and can be printed and imported")
{
    const ArchiveFixture home;
    struct Row {
        const char *preset, *category, *code;
        std::size_t categories;
    };
    for (const Row& row :
         {Row{"enterprise", "HT", "J001-HT·2024-D30-0001", 7}, Row{"DA/T 13", "WS", "J001-WS·2024·Y-0001", 13},
          Row{"accounting", "KU.PZ", "J001-KU·PZ·2024-D30-0001", 5}}) {
        INFO(row.preset);
        const std::string root = home.beside(row.category);
        REQUIRE(fonds::test::fonds({"init", root, "--code", "J001", "--name", "x", "--scheme", row.preset}).exit_code == 0);
        const auto filed = fonds::test::fonds(
            {"-C", root, "file", home.write("a.txt", "1"), "--category", row.category, "--date", "2024-03-05"});
        CHECK(filed.out.starts_with(std::string(row.code) + "  "));
        const auto listed = parse_json(fonds::test::fonds({"-C", root, "category", "list", "--json"}).out).get("categories");
        CHECK(listed.size() == row.categories);
        for (std::size_t i = 0; i < listed.size(); ++i) CHECK_FALSE(listed.at(i).get("scope").text().empty());
        const auto again = fonds::test::fonds({"-C", root, "category", "import", "--preset", row.preset, "--json"});
        CHECK(parse_json(again.out).get("same").number() == static_cast<std::int64_t>(row.categories));
    }
    CHECK(home.fonds({"category", "import", "--preset", "accounting"}).exit_code == 0);
    CHECK(answer(home, {"category", "show", "KU.PZ", "--json"}).get("parent").text() == "KU");
    CHECK(contains(home.fonds({"category", "presets"}).out, "da-t-13"));
    CHECK(contains(home.fonds({"category", "presets", "accounting"}).out, "KU·PZ,KU,会计凭证"));
    CHECK(fonds::test::fonds({"init", home.beside("new"), "--code", "J001", "--name", "x", "--scheme", "odd"}).exit_code ==
          2);
}

TEST_CASE("pieces in folders and without them are numbered by both forms of DA/T 13")
{
    const ArchiveFixture home;
    const std::string root = home.beside("by-volume");
    REQUIRE(fonds::test::fonds({"init", root, "--code", "Z109", "--name", "x", "--scheme", "da-t-13"}).exit_code == 0);
    REQUIRE(fonds::test::fonds({"-C", root, "folder", "add", "KJ", "5"}).exit_code == 0);
    const auto file = [&](const char* name, CommandLine more) {
        CommandLine line{"-C", root, "file", home.write(name, name), "--category", "KJ", "--date", "2023-03-05"};
        line.insert(line.end(), more.begin(), more.end());
        const auto filed = fonds::test::fonds(line);
        return filed.out.substr(0, filed.out.find(' '));
    };
    CHECK(file("a.txt", {"--folder", "5"}) == "Z109-KJ·2023·Y-005-0001");
    CHECK(file("b.txt", {}) == "Z109-KJ·2023·Y-0001");
    CHECK(file("c.txt", {"--folder", "5"}) == "Z109-KJ·2023·Y-005-0002");
    const auto nowhere = fonds::test::fonds({"-C", root, "file", home.write("d.txt", "d")});
    CHECK(nowhere.exit_code == 2);
    CHECK(contains(nowhere.err, "--category"));
}

TEST_CASE("A category is not kept shorter than the law has it, unless somebody says why")
{
    const ArchiveFixture home;
    REQUIRE(home.fonds({"category", "import", "--preset", "accounting"}).exit_code == 0);
    const auto refused = home.fonds({"category", "edit", "KU·PZ", "--retention", "D10"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "30 years"));
    CHECK(contains(refused.err, "--force REASON"));
    const auto added = home.fonds({"category", "add", "FP", "--name", "发票", "--retention", "D10"});
    CHECK(added.exit_code == 5);
    CHECK(contains(added.err, "is then given with a reason"));
    CHECK(home.fonds({"category", "edit", "KU·QT", "--retention", "D5"}).exit_code == 5);
    CHECK(home.fonds({"category", "edit", "KU·PZ", "--retention", "Y"}).exit_code == 0);
    REQUIRE(home.fonds({"category", "edit", "KU·PZ", "--retention", "D10", "--force", "纸质原件另存"}).exit_code == 0);
    CHECK(answer(home, {"category", "show", "KU·PZ", "--json"}).get("retention").text() == "D10");
    CHECK(contains(home.fonds({"report", "exceptions"}).out, "纸质原件另存"));
    // One of one's own that has such a code is another matter.
    CHECK(home.fonds({"category", "add", "KU·YH", "--name", "银行对账单", "--retention", "D10"}).exit_code == 0);
    CHECK(home.fonds({"check", "--full"}).exit_code == 0);
}
