// SPDX-License-Identifier: GPL-3.0-or-later
// loan: what needs an approval, and pages that did not come back.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// What is refused without an approval, and lent with one.
void needs_approval(const ArchiveFixture& archive, const std::string& paper)
{
    INFO(paper);
    const auto refused = archive.fonds({"loan", "lend", paper, "--reader", "李明"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "on hold"));
    CHECK(contains(refused.err, "--approved-by"));
    const std::string list = "档号,借阅人,借阅日期,批准人\n" + paper + ",李明,2024-01-05,";
    const auto listed = archive.fonds({"import", "loans", archive.write("without.csv", list + "\n")});
    INFO(listed.out << listed.err);
    CHECK(listed.exit_code == 3);
    CHECK(contains(listed.out + listed.err, "on hold"));
    CHECK(archive.fonds({"import", "loans", archive.write("with.csv", list + "张总\n")}).exit_code == 0);
    CHECK(archive.fonds({"loan", "return", paper, "--pages", "10"}).exit_code == 0);
    CHECK(archive.fonds({"loan", "lend", paper, "--reader", "李明", "--approved-by", "张总"}).exit_code == 0);
    CHECK(archive.fonds({"loan", "return", paper, "--pages", "10"}).exit_code == 0);
}

}  // namespace

TEST_CASE("a paper on hold, its folder and a folder on hold are lent with an approval only")
{
    const ArchiveFixture archive;
    for (const std::string number : {"1", "2", "3"}) REQUIRE(archive.fonds({"folder", "add", "HT", number}).exit_code == 0);
    const auto file = [&](const std::string& name, const std::string& folder) {
        return archive.file(name + ".txt", name,
                            {"--category", "HT", "--date", "2024-03-05", "--folder", folder, "--paper-pages", "10"});
    };
    const std::string one = file("one", "1"), other = file("other", "1"), inside = file("inside", "2"),
                      free = file("free", "3");
    REQUIRE(archive.fonds({"hold", "add", one, "--reason", "x", "--authority", "y"}).exit_code == 0);
    REQUIRE(archive.fonds({"hold", "add", "--folder", "HT/2", "--reason", "x", "--authority", "y"}).exit_code == 0);
    needs_approval(archive, one);
    needs_approval(archive, inside);
    const auto whole = archive.fonds({"loan", "lend", "HT/1", "--reader", "李明"});
    CHECK(whole.exit_code == 5);
    CHECK(contains(whole.err, one));
    needs_approval(archive, "HT/2");
    // What stands beside a paper on hold needs none.
    for (const std::string& paper : {other, free}) {
        CHECK(archive.fonds({"loan", "lend", paper, "--reader", "李明"}).exit_code == 0);
        CHECK(archive.fonds({"loan", "return", paper, "--pages", "10"}).exit_code == 0);
    }
    CHECK(archive.fonds({"loan", "lend", "HT/3", "--reader", "李明"}).exit_code == 0);
    // When the hold has ended nobody has to approve.
    for (const std::string& hold : texts_of(answer(archive, {"hold", "list", "--json"}).get("holds"), "number"))
        REQUIRE(archive.fonds({"hold", "release", hold, "--reason", "settled"}).exit_code == 0);
    CHECK(archive.fonds({"loan", "lend", "HT/1", "--reader", "李明"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("pages lost on a loan are told till they are counted anew or come back")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1"}).exit_code == 0);
    const std::string code =
        archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-03-05", "--folder", "1", "--paper-pages", "10"});
    const auto lost = [&] {
        const auto told = archive.fonds({"check", "order", "--json"});
        std::string subjects;
        const Json findings = parse_json(told.out).get("findings");
        for (std::size_t i = 0; i < findings.size(); ++i)
            if (findings.at(i).get("kind").text() == "order.pages_lost") subjects += findings.at(i).get("subject").text();
        return subjects;
    };
    const auto lend = [&](const std::string& paper) {
        REQUIRE(archive.fonds({"loan", "lend", paper, "--reader", "李明", "--manner", "reading"}).exit_code == 0);
    };
    const auto come_back = [&](const std::string& paper, const std::string& pages) {
        return archive.fonds({"loan", "return", paper, "--pages", pages}).exit_code;
    };
    lend(code);
    CHECK(come_back(code, "10") == 0);
    CHECK(lost().empty());
    lend(code);
    CHECK(come_back(code, "1") == 3);
    CHECK(lost() == code);
    CHECK(contains(archive.fonds({"check", "order"}).out, "1 of 10 pages"));
    const auto in_chinese = archive.fonds({"check", "order"}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(in_chinese.out, "仅 1 页"));
    // A look at it without a count changes nothing; all pages at the next one do.
    lend(code);
    REQUIRE(archive.fonds({"loan", "return", code}).exit_code == 0);
    CHECK(lost() == code);
    lend(code);
    CHECK(come_back(code, "10") == 0);
    CHECK(lost().empty());
    // Of a folder, too; and whoever counts anew has said what there is.
    lend("HT/1");
    CHECK(come_back("HT/1", "4") == 3);
    CHECK(lost() == "HT/1");
    REQUIRE(archive.fonds({"edit", code, "--title", "b"}).exit_code == 0);
    CHECK(lost() == "HT/1");
    REQUIRE(archive.fonds({"edit", code, "--paper-pages", "4"}).exit_code == 0);
    CHECK(lost().empty());
}
