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
    // Whoever looks at the paper, at its folder or for what is not as it should be is told so.
    const std::string what = code + " came back from 李明 on ";
    CHECK(contains(archive.fonds({"show", code}).out, what));
    CHECK(contains(archive.fonds({"show", code}).out, "with 1 of 10 pages (loan 2)"));
    CHECK(contains(archive.fonds({"folder", "show", "HT", "1"}).out, what));
    for (const CommandLine& line :
         {CommandLine{"show", code, "--json"}, CommandLine{"folder", "show", "HT", "1", "--json"}}) {
        const Json told = answer(archive, line).get("pages_lost");
        REQUIRE(told.size() == 1);
        CHECK(told.at(0).get("paper").text() == code);
        CHECK(told.at(0).get("pages_returned").number() == 1);
    }
    const Json exceptions = parse_json(archive.fonds({"report", "exceptions", "--json"}).out);
    CHECK(texts_of(exceptions.get("rows"), "kind") == std::vector<std::string>{"pages lost on a loan"});
    CHECK(texts_of(exceptions.get("rows"), "subject") == std::vector<std::string>{code});
    CHECK(texts_of(exceptions.get("rows"), "why") == std::vector<std::string>{"loan 2, 李明: 1 of 10 pages came back"});
    CHECK(parse_json(archive.fonds({"report", "exceptions", "--json", "--until", "2001-01-01"}).out).get("rows").size() ==
          0);
    const auto shown_in_chinese = archive.fonds({"show", code}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    CHECK(contains(shown_in_chinese.out, "归还时仅 1 页,借出时 10 页(借阅编号 2)"));
    // A look at it without a count changes nothing; all pages at the next one do.
    lend(code);
    REQUIRE(archive.fonds({"loan", "return", code}).exit_code == 0);
    CHECK(lost() == code);
    lend(code);
    CHECK(come_back(code, "10") == 0);
    CHECK(lost().empty());
    CHECK_FALSE(contains(archive.fonds({"show", code}).out, "came back"));
    CHECK(answer(archive, {"show", code, "--json"}).get("pages_lost").size() == 0);
    // Of a folder, too; and whoever counts anew has said what there is.
    lend("HT/1");
    CHECK(come_back("HT/1", "4") == 3);
    CHECK(lost() == "HT/1");
    REQUIRE(archive.fonds({"edit", code, "--title", "b"}).exit_code == 0);
    CHECK(lost() == "HT/1");
    REQUIRE(archive.fonds({"edit", code, "--paper-pages", "4"}).exit_code == 0);
    CHECK(lost().empty());
}

TEST_CASE("an original on loan that comes under a hold is told so in the loans")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"loan", "lend", code, "--reader", "李明"}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"loan", "list"}).out, "on hold"));
    REQUIRE(archive.fonds({"hold", "add", code, "--reason", "x", "--authority", "y"}).exit_code == 0);
    const std::string hold = texts_of(answer(archive, {"hold", "list", "--json"}).get("holds"), "number").at(0);
    for (const CommandLine& line : {CommandLine{"loan", "list"}, {"loan", "show", "1"}, {"loan", "show", code}})
        CHECK(contains(archive.fonds(line).out, "on hold (" + hold + ")"));
    CHECK(
        contains(archive.fonds({"loan", "list"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).out, "已冻结(" + hold + ")"));
    CHECK(answer(archive, {"loan", "show", "1", "--json"}).get("holds").at(0).text() == hold);
    REQUIRE(archive.fonds({"loan", "return", code, "--pages", "1"}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"loan", "show", "1"}).out, "on hold"));
    CHECK(answer(archive, {"loan", "show", "1", "--json"}).get("holds").size() == 0);
}
