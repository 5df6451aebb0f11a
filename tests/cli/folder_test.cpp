// SPDX-License-Identifier: GPL-3.0-or-later
// folder order, move, split, merge, closing; check order; grades by rule.
#include <filesystem>
#include <map>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string file(const ArchiveFixture& archive, const std::string& name, CommandLine said)
{
    said.insert(said.end(), {"--category", "HT", "--title", name});
    return archive.file(name + ".txt", name, said);
}

std::vector<std::string> contents(const ArchiveFixture& archive, const std::string& number)
{
    const Json shown = answer(archive, {"folder", "show", "HT", number, "--json"});
    return texts_of(shown.get("contents"), "title");
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is filled, ordered, paged, split, merged and closed")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--title", "合同", "--pieces", "2", "--spine", "20"}).exit_code ==
            0);
    const auto a = file(archive, "甲", {"--folder", "001", "--date", "2024-03-01", "--paper-pages", "4"});
    const auto b = file(archive, "乙", {"--folder", "001", "--date", "2024-01-01", "--paper-pages", "2"});
    const auto c = file(archive, "丙", {"--folder", "001", "--date", "2024-02-01"});
    CHECK(contents(archive, "001") == Titles{"乙", "丙", "甲"});
    CHECK(contains(archive.fonds({"folder", "list", "HT"}).out, "3/2"));

    CHECK(archive.fonds({"folder", "order", "HT", "001", a, c}).exit_code == 0);
    CHECK(contents(archive, "001") == Titles{"甲", "丙", "乙"});
    CHECK(contains(
        archive.fonds({"print", "contents", "--category", "HT", "--folder", "001", "--format", "csv", "-o", "-"}).out,
        "1,,,甲"));
    CHECK(archive.fonds({"folder", "order", "HT", "001"}).exit_code == 2);
    CHECK(archive.fonds({"folder", "order", "HT", "001", a, "--by-time"}).exit_code == 2);
    const auto paged = archive.fonds({"folder", "order", "HT", "001", "--by-time", "--pages"});
    CHECK(paged.exit_code == 0);
    CHECK(contains(paged.out, "4-7"));
    CHECK(answer(archive, {"show", a, "--json"}).get("page_from").number() == 4);

    const Json split = answer(archive, {"folder", "split", "HT", "001", "002", a, "--json"});
    CHECK(split.get("folder").get("number").text() == "002");
    CHECK(split.get("moved").at(0).get("code").text() == a);
    CHECK(contents(archive, "001") == Titles{"乙", "丙"});
    CHECK(contains(archive.fonds({"search", "folder:002"}).out, "甲"));
    const auto moved = archive.fonds({"folder", "move", "HT", "002", b});
    CHECK(moved.exit_code == 0);
    CHECK(contains(moved.out, "001 → 002"));
    CHECK(archive.fonds({"folder", "merge", "HT", "001", "002"}).exit_code == 0);
    CHECK(contents(archive, "001").size() == 3);
    CHECK(contains(archive.fonds({"show", a, "--history"}).out, "002 → 001"));

    const auto refused = archive.fonds({"folder", "edit", "HT", "001", "--close"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "room for 2"));
    CHECK(archive.fonds({"folder", "edit", "HT", "001", "--close", "--reason", "满"}).exit_code == 0);
    CHECK(archive.fonds({"folder", "split", "HT", "001", "003", a}).exit_code == 5);
    CHECK(archive.fonds({"folder", "edit", "HT", "001", "--open"}).exit_code == 2);
    CHECK(archive.fonds({"folder", "edit", "HT", "001", "--open", "--reason", "补件"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a folder that is named twice in a merge is told as that, and nothing is merged")
{
    const ArchiveFixture archive;
    for (const char* number : {"6", "7", "8"}) REQUIRE(archive.fonds({"folder", "add", "FP", number}).exit_code == 0);
    const auto refused = archive.fonds({"folder", "merge", "FP", "6", "7", "8", "8"});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "Folder 8 is named twice"));
    CHECK_FALSE(contains(refused.err, "closed"));
    CHECK(archive.fonds({"folder", "merge", "FP", "6", "7", "8"}).exit_code == 0);
}

TEST_CASE("a paper of another year is refused by a folder, unless it may mix")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001"}).exit_code == 0);
    file(archive, "甲", {"--folder", "001", "--date", "2024-03-01"});
    const auto other = archive.fonds(
        {"file", archive.write("乙.txt", "乙"), "--category", "HT", "--folder", "001", "--date", "2023-01-01"});
    CHECK(other.exit_code != 0);
    CHECK(contains(other.err, "2023"));
    CHECK(contains(other.err, "--mixed yes"));
    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--mixed", "yes"}).exit_code == 0);
    file(archive, "丙", {"--folder", "001", "--date", "2023-01-01"});
    CHECK(contents(archive, "001") == Titles{"丙", "甲"});
}

TEST_CASE("check order tells what is still to be done, with counts")
{
    const ArchiveFixture archive;
    CHECK(archive.fonds({"check", "order"}).exit_code == 0);
    file(archive, "甲", {});
    file(archive, "乙", {});
    const auto told = archive.fonds({"check", "order", "--limit", "1"});
    CHECK(told.exit_code == 3);
    CHECK(contains(told.out, "order.no_date  records without a date (2)"));
    CHECK(contains(told.out, "… and 1 more (--limit)"));
    const std::string whole = archive.fonds({"check", "order"}).out, hint = "fonds edit CODE --date";
    CHECK(contains(whole, hint));
    CHECK(whole.find(hint) == whole.rfind(hint));
    CHECK(contains(archive.fonds({"check", "order"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).out, "缺日期 (2)"));
    const Json all = answer(archive, {"check", "order", "--json"}, 3);
    CHECK(all.get("counts").get("order.no_date").number() == 2);
    CHECK(all.get("findings").size() == 2);
    CHECK(answer(archive, {"check", "order", "--json", "--limit", "1"}, 3).get("findings").size() == 1);
}

TEST_CASE("a rule about a party knows it by all its names")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"party", "add", "Huawei Technologies", "--aliases", "华为技术"}).exit_code == 0);
    REQUIRE(archive.fonds({"category", "edit", "HT", "--rules", "A 单位:华为"}).exit_code == 0);
    const auto grade = [&](const std::string& title, const std::string& party) {
        return answer(archive, {"show", file(archive, title, {"--party", party}), "--json"}).get("grade").text();
    };
    CHECK(grade("甲", "Huawei Technologies") == "A");
    CHECK(grade("乙", "华为技术") == "A");
    CHECK(grade("丙", "华为终端") == "A");  // a new party of that name
    CHECK(grade("丁", "某某公司") == "B");
    const auto list = archive.write("list.csv", "题名,门类,往来单位\n戊,HT,华为技术\n");
    REQUIRE(archive.fonds({"import", "records", list}).exit_code == 0);
    const Json records = answer(archive, {"list", "--party", "Huawei Technologies", "--json"}).get("records");
    REQUIRE(records.size() == 3);
    for (std::size_t i = 0; i < records.size(); ++i) CHECK(records.at(i).get("grade").text() == "A");
}

TEST_CASE("rules give a grade where nobody says one, and never lower what somebody chose")
{
    const ArchiveFixture archive;
    REQUIRE(archive
                .fonds({"category", "edit", "HT", "--rules", "A 金额>=10万; C 词:草稿", "--meaning", "A=重大合同",
                        "--meaning-en", "A=Major contracts", "--expects", "验收单"})
                .exit_code == 0);
    const auto shown = archive.fonds({"category", "show", "HT"});
    for (const char* part : {"Major contracts", "A amount>=100000.00", "C word:草稿", "验收单"})
        CHECK(contains(shown.out, part));
    const auto grade = [&](const std::string& code) {
        return answer(archive, {"show", code, "--json"}).get("grade").text();
    };
    const auto large = file(archive, "大额", {"--amount", "20万"});
    CHECK(grade(large) == "A");
    CHECK(contains(archive.fonds({"show", large}).out, "Major contracts"));
    CHECK(grade(file(archive, "草稿一", {})) == "C");
    CHECK(grade(file(archive, "普通", {})) == "B");
    const auto chosen = file(archive, "大额二", {"--amount", "20万", "--grade", "C"});
    CHECK(grade(chosen) == "C");
    CHECK(contains(archive.fonds({"show", chosen}).err, "grade A"));
    CHECK(contains(archive.fonds({"check", "order"}).out, "order.grade_below_rule"));
    CHECK(contains(archive.fonds({"check", "order"}).out, "order.paper_absent"));
    CHECK(archive.fonds({"category", "edit", "HT", "--rules", "A"}).exit_code == 2);
}

TEST_CASE("at the desk a rule's grade is a suggestion: what is said there or beside the scan stays")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"category", "edit", "HT", "--rules", "A 词:独家; C 词:草稿"}).exit_code == 0);
    const auto drop = [&](const std::string& name, const std::string& bytes) {
        std::filesystem::create_directories(archive.root() + "/inbox/HT");
        write_file(archive.root() + "/inbox/HT/" + name, bytes);
    };
    drop("独家代理.txt", "甲");
    drop("独家供货.txt", "乙");
    drop("独家供货.toml", "grade = \"C\"\n");
    drop("草稿.txt", "丙");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 3);
    std::map<std::string, std::string> ids;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        ids[pieces.at(i).get("file_name").text()] = std::to_string(pieces.at(i).get("piece").number());
    CHECK(contains(archive.fonds({"inbox", "show", ids["独家代理.txt"]}).out, "grade A by a rule"));
    CHECK(answer(archive, {"inbox", "show", ids["草稿.txt"], "--json"}).get("grade_by_rule").text() == "C");
    const auto accepted = [&](const std::string& name, CommandLine said) {
        said.insert(said.begin(), {"inbox", "accept", ids[name]});
        REQUIRE(archive.fonds(said).exit_code == 0);
        return answer(archive, {"inbox", "show", ids[name], "--json"}).get("record").text();
    };
    const auto grade = [&](const std::string& code) {
        return answer(archive, {"show", code, "--json"}).get("grade").text();
    };
    CHECK(grade(accepted("独家代理.txt", {})) == "A");
    CHECK(grade(accepted("独家供货.txt", {})) == "C");
    CHECK(grade(accepted("草稿.txt", {"--grade", "B"})) == "B");
}

TEST_CASE("limits of a folder are said, changed and taken back, and nonsense is refused")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--pages", "200", "--mixed", "yes"}).exit_code == 0);
    Json folder = answer(archive, {"folder", "list", "HT", "--json"}).get("folders").at(0);
    CHECK(folder.get("most_pages").number() == 200);
    CHECK(folder.get("most_records").is_null());
    CHECK(folder.get("mixed").boolean());
    CHECK(folder.get("first").is_null());
    REQUIRE(archive.fonds({"folder", "edit", "HT", "001", "--pages", "0", "--spine", "40", "--mixed", "no"}).exit_code == 0);
    folder = answer(archive, {"folder", "list", "HT", "--json"}).get("folders").at(0);
    CHECK(folder.get("most_pages").is_null());
    CHECK(folder.get("spine").number() == 40);
    CHECK_FALSE(folder.get("mixed").boolean());
    for (const CommandLine& wrong :
         {CommandLine{"--pages", "-1"}, CommandLine{"--spine", "wide"}, CommandLine{"--mixed", "x"}}) {
        CommandLine command{"folder", "edit", "HT", "001"};
        command.insert(command.end(), wrong.begin(), wrong.end());
        CHECK(archive.fonds(command).exit_code == 2);
    }
    CHECK(archive.fonds({"folder", "show", "HT", "009"}).exit_code == 4);
    CHECK(archive.fonds({"folder", "move", "HT", "009", "J001-HT.2024-D30-0001"}).exit_code == 4);
    CHECK(archive.fonds({"folder", "merge", "HT", "001", "001"}).exit_code == 2);
    CHECK(archive.fonds({"folder", "split", "HT", "001"}).exit_code == 2);
}

TEST_CASE("titles of folders are as long as those of records, and no longer")
{
    const ArchiveFixture archive;
    const std::string longest(1'000, 't'), longer = longest + "t", why = "Folder title: it has more than 1000 characters";
    const auto refused = [&](const CommandLine& command, int exit_code, const std::string& reason) {
        const auto done = archive.fonds(command);
        CHECK(done.exit_code == exit_code);
        CHECK(contains(done.err, reason));
    };
    refused({"folder", "add", "HT", "1", "--title", longer}, 2, why);
    CHECK(archive.fonds({"folder", "add", "HT", "1", "--title", longest}).exit_code == 0);
    refused({"folder", "edit", "HT", "1", "--title", longer}, 2, why);
    refused({"folder", "edit", "HT", "1", "--period", longer}, 2, "Period: it has more than 1000 characters");
    const std::string list = archive.write("f.csv", "门类,案卷号,案卷题名\nHT,2," + longer + "\nHT,3,\"一\n二\"\n");
    refused({"import", "folders", list}, 3, why);
    CHECK(contains(archive.fonds({"folder", "show", "HT", "3"}).out, "一 二"));
    refused({"category", "add", "LL", "--name", longer}, 2, "more than 1000 characters");
    refused({"location", "add", "KF1", "--name", longer}, 2, "more than 1000 characters");
    refused({"party", "add", longer}, 2, "more than 200 characters");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
