// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that give the first page of each paper, and an end only on the last row of a folder.
#include <algorithm>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// In the order in which they were filed.
std::vector<std::string> codes_of(const ArchiveFixture& archive)
{
    std::vector<std::string> codes;
    const auto listed = archive.fonds({"export", "records", "--lang", "en"}).out;
    for (std::size_t at = listed.find("\nJ001-"); at != std::string::npos; at = listed.find("\nJ001-", at + 1))
        codes.push_back(listed.substr(at + 1, listed.find(',', at) - at - 1));
    return codes;
}

/// "1-3", "4-0" where the end is not known; of each record.
std::vector<std::string> pages(const ArchiveFixture& archive)
{
    std::vector<std::string> all;
    for (const std::string& code : codes_of(archive)) {
        const Json json = parse_json(archive.fonds({"show", code, "--json"}).out);
        all.push_back(std::to_string(json.get("page_from").number()) + "-" + std::to_string(json.get("page_to").number()));
    }
    std::ranges::sort(all);
    return all;
}

/// What becomes of papers 1, 2 … of folder FP 6 whose cells 起始页号,卷尾号 are these.
std::vector<std::string> taken(const std::vector<std::string>& cells)
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "FP", "6"}).exit_code == 0);
    std::string list = "门类,案卷,题名,日期,起始页号,卷尾号\n";
    for (std::size_t i = 0; i < cells.size(); ++i)
        list += "FP,6,b" + std::to_string(i) + ",2024-01-0" + std::to_string(i + 1) + "," + cells[i] + "\n";
    REQUIRE(archive.fonds({"import", "records", archive.write("c.csv", list)}).exit_code == 0);
    const auto found = pages(archive);
    const auto again = archive.fonds({"import", "records", "c.csv"});
    CHECK(contains(again.err, std::to_string(cells.size()) + " unchanged"));
    CHECK(pages(archive) == found);
    return found;
}

using Pages = std::vector<std::string>;

}  // namespace

TEST_CASE("a paper ends before the next one of its folder in the list begins")
{
    CHECK(taken({"1,", "4,", "6,9"}) == Pages{"1-3", "4-5", "6-9"});
    CHECK(taken({"1,", "2,", "3,3"}) == Pages{"1-1", "2-2", "3-3"});
    CHECK(taken({"1,", "4,", "6,"}) == Pages{"1-3", "4-5", "6-0"});
    CHECK(taken({"1,", "4,5", "6,9"}) == Pages{"1-3", "4-5", "6-9"});
}

TEST_CASE("no end follows where pages of a list go back, overlap or leave gaps, or may be running numbers")
{
    CHECK(taken({"1,", "6,", "4,9"}) == Pages{"1-0", "4-9", "6-0"});
    CHECK(taken({"1,", "4,5", "8,9"}) == Pages{"1-0", "4-5", "8-9"});
    CHECK(taken({"1,4", "4,", "6,9"}) == Pages{"1-4", "4-0", "6-9"});
    CHECK(taken({"1,", "4,", ",", "9,10"}) == Pages{"0-0", "1-3", "4-0", "9-10"});
    CHECK(taken({"1,", "2,", "3,"}) == Pages{"1-0", "2-0", "3-0"});
}

TEST_CASE("pages that were counted come before those that follow from a list, and so do those that are known")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "FP", "6"}).exit_code == 0);
    const std::string head = "门类,案卷,题名,日期,页号,页数\n", last = "FP,6,c,2024-01-03,6-9,\n";
    (void)archive.write("c.csv", head + "FP,6,a,2024-01-01,1,\nFP,6,b,2024-01-02,4,2\n" + last);
    REQUIRE(archive.fonds({"import", "records", "c.csv"}).exit_code == 0);
    CHECK(pages(archive) == Pages{"1-3", "4-5", "6-9"});
    // The first paper has lost a page since.
    REQUIRE(archive.fonds({"edit", codes_of(archive).front(), "--page-range", "1-2"}).exit_code == 0);
    CHECK(archive.fonds({"import", "records", "c.csv"}).exit_code == 0);
    CHECK(pages(archive) == Pages{"1-2", "4-5", "6-9"});
}

TEST_CASE("an exported list gives no end that nobody knew")
{
    const ArchiveFixture from, to;
    for (const ArchiveFixture* archive : {&from, &to}) REQUIRE(archive->fonds({"folder", "add", "FP", "6"}).exit_code == 0);
    for (const char* page : {"1", "20"})
        (void)from.file(page, page, {"--category", "FP", "--folder", "6", "--date", "2024-01-01", "--page-range", page});
    const auto list = to.write("all.csv", from.fonds({"export", "records"}).out);
    REQUIRE(to.fonds({"import", "records", list}).exit_code == 0);
    CHECK(pages(to) == Pages{"1-0", "20-0"});
}

TEST_CASE("a printed list of contents brings the pages of its papers back, and so does a list of files")
{
    const ArchiveFixture from, to;
    for (const ArchiveFixture* archive : {&from, &to}) REQUIRE(archive->fonds({"folder", "add", "FP", "6"}).exit_code == 0);
    std::string files = "文件,题名,日期,页号\n";
    const std::vector<std::string> first{"1", "4", "6-9"};
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::string name = "f" + std::to_string(i);
        (void)from.write(name, name);
        files += name + "," + name + ",2024-01-0" + std::to_string(i + 1) + "," + first[i] + "\n";
    }
    REQUIRE(from.fonds({"file", "--from", from.write("files.csv", files), "--category", "FP", "--folder", "6"}).exit_code ==
            0);
    CHECK(pages(from) == Pages{"1-3", "4-5", "6-9"});
    const std::string list = to.beside("contents.csv");
    REQUIRE(
        from.fonds({"print", "contents", "--category", "FP", "--folder", "6", "--format", "csv", "-o", list}).exit_code ==
        0);
    REQUIRE(to.fonds({"import", "records", list}).exit_code == 0);
    CHECK(pages(to) == Pages{"1-3", "4-5", "6-9"});
    CHECK_FALSE(contains(to.fonds({"folder", "show", "FP", "6"}).out, "not known"));
}
