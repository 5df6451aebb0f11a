// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::vector<std::string> titles(const ArchiveFixture& archive, CommandLine options)
{
    options.insert(options.begin(), {"list", "--json"});
    return texts_of(answer(archive, options).get("records"), "title");
}

using Titles = std::vector<std::string>;

/// Four records, in one filing.
void fill(const ArchiveFixture& archive)
{
    REQUIRE(archive.fonds({"folder", "add", "HT", "001"}).exit_code == 0);
    for (const char* name : {"1", "2", "3", "4"}) (void)archive.write(name, name);
    (void)archive.write("list.csv", "path,category,title,party,date,grade,folder,tags\n"
                                    "1,HT,甲,华为技术有限公司,2024-03-05,A,001,采购\n"
                                    "2,HT,乙,Acme Ltd,2023-01-01,B,,采购;急件\n"
                                    "3,FP,丙,华为技术有限公司,2024-12-31,B,,\n"
                                    "4,QT,丁,,,C,,急件\n");
    REQUIRE(archive.fonds({"file", "--from", "list.csv"}).exit_code == 0);
}

}  // namespace

TEST_CASE("list filters by each fact, and by several at once")
{
    const ArchiveFixture archive;
    CHECK(titles(archive, {}).empty());
    CHECK(archive.fonds({"list"}).out.empty());
    fill(archive);
    CHECK(titles(archive, {}) == Titles{"丁", "丙", "乙", "甲"});
    CHECK(titles(archive, {"--category", "HT"}) == Titles{"乙", "甲"});
    CHECK(titles(archive, {"--party", "华为技术有限公司"}) == Titles{"丙", "甲"});
    CHECK(titles(archive, {"--grade", "b"}) == Titles{"丙", "乙"});
    CHECK(titles(archive, {"--tag", "急件"}) == Titles{"丁", "乙"});
    CHECK(titles(archive, {"--year", "2024"}) == Titles{"丙", "甲"});
    CHECK(titles(archive, {"--category", "HT", "--folder", "001"}) == Titles{"甲"});
    CHECK(titles(archive, {"--category", "HT", "--tag", "采购", "--year", "2023"}) == Titles{"乙"});
    CHECK(titles(archive, {"--category", "FP", "--year", "2023"}).empty());
    CHECK(titles(archive, {"--folder", "001"}) == Titles{"甲"});
    CHECK(titles(archive, {"--tag", "没有的"}).empty());
    CHECK(archive.fonds({"list", "--category", "XX"}).exit_code == 4);
    CHECK(archive.fonds({"list", "--party", "XX"}).exit_code == 4);
}

TEST_CASE("list sorts and pages")
{
    const ArchiveFixture archive;
    fill(archive);
    CHECK(titles(archive, {"--sort", "code", "--category", "HT"}) == Titles{"乙", "甲"});
    CHECK(titles(archive, {"--sort", "oldest", "--category", "HT"}) == titles(archive, {"--category", "HT"}));
    const auto by_date = titles(archive, {"--sort", "date"});
    REQUIRE(by_date.size() == 4);
    CHECK(titles(archive, {"--limit", "2"}) == Titles{"丁", "丙"});
    CHECK(titles(archive, {"--limit", "2", "--offset", "2"}) == Titles{"乙", "甲"});
    CHECK(titles(archive, {"--offset", "9"}).empty());
    CHECK(archive.fonds({"list", "--sort", "colour"}).exit_code == 2);
    CHECK(archive.fonds({"list", "--limit", "-1"}).exit_code == 2);
    CHECK(archive.fonds({"list", "--limit", "many"}).exit_code == 2);
    CHECK(archive.fonds({"list", "--grade", "D"}).exit_code == 2);
}

TEST_CASE("list shows a line a record with code, date, grade, party and title")
{
    const ArchiveFixture archive;
    fill(archive);
    const auto lines = archive.fonds({"list", "--category", "HT", "--sort", "code"}).lines();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == "J001-HT·2023-D30-0001  2023-01-01  B  Acme Ltd          乙");
    CHECK(lines[1] == "J001-HT·2024-D30-0001  2024-03-05  A  华为技术有限公司  甲");
}

TEST_CASE("list tells how many there are, and which part it shows")
{
    const ArchiveFixture archive;
    fill(archive);
    CHECK(answer(archive, {"list", "--json", "--limit", "2"}).get("total").number() == 4);
    CHECK(answer(archive, {"list", "--json", "--tag", "急件", "--grade", "B", "--limit", "0"}).get("total").number() == 1);
    const auto part = archive.fonds({"list", "--limit", "2", "--offset", "1"});
    CHECK(contains(part.err, "2–3 of 4; --offset 3 goes on"));
    CHECK(part.lines().size() == 2);
    CHECK(archive.fonds({"list", "--limit", "4"}).err.empty());
    CHECK(archive.fonds({"list", "--offset", "2"}).err.empty());
}
