// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces that a rule accepts, and what keeps others waiting.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

const std::string known = "title = '仓库租赁合同'\ndate = '2024-03-05'\n";

class Desk : public ArchiveFixture {
public:
    void drop(const std::string& name, const std::string& bytes) const
    {
        fs::create_directories(fs::path(root() + "/inbox/" + name).parent_path());
        write_file(root() + "/inbox/" + name, bytes);
    }
    void accept_by_itself(const std::string& category) const
    {
        REQUIRE(fonds({"category", "edit", category, "--auto", "yes"}).exit_code == 0);
    }
    /// The pieces that wait, each with its reasons: "2 unsure:title, date".
    [[nodiscard]] std::vector<std::string> waiting() const
    {
        std::vector<std::string> told;
        const Json pieces = answer(*this, {"inbox", "list", "--json"}).get("pieces");
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            std::string one = std::to_string(pieces.at(i).get("piece").number());
            const Json reasons = pieces.at(i).get("reasons");
            for (std::size_t j = 0; j < reasons.size(); ++j)
                one += " " + reasons.at(j).get("reason").text() + ":" + reasons.at(j).get("detail").text();
            told.push_back(one);
        }
        return told;
    }
};

using Waiting = std::vector<std::string>;

}  // namespace

TEST_CASE("the category's rule is set, shown, logged and checked")
{
    const Desk desk;
    CHECK(answer(desk, {"category", "show", "HT", "--json"}).get("auto").boolean() == false);
    desk.accept_by_itself("HT");
    CHECK(answer(desk, {"category", "show", "HT", "--json"}).get("auto").boolean());
    CHECK(contains(desk.fonds({"category", "show", "HT"}).out, "auto"));
    CHECK(desk.fonds({"category", "add", "BJ", "--auto", "yes"}).exit_code == 0);
    CHECK(answer(desk, {"category", "show", "BJ", "--json"}).get("auto").boolean());
    CHECK(desk.fonds({"category", "edit", "BJ", "--auto", "no"}).exit_code == 0);
    CHECK_FALSE(answer(desk, {"category", "show", "BJ", "--json"}).get("auto").boolean());
    CHECK(desk.fonds({"category", "edit", "BJ", "--auto", "maybe"}).exit_code == 2);
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a piece with nothing doubtful becomes a record by its category's rule, with its very bytes")
{
    const Desk desk;
    desk.accept_by_itself("HT");
    desk.drop("HT/a.txt", "payment terms");
    desk.drop("HT/a.toml", known);
    desk.drop("QT/b.txt", "no rule there");
    desk.drop("QT/b.toml", known);
    const auto run = desk.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "1 piece accepted by rule"));
    const std::string code = "J001-HT·2024-D30-0001";
    CHECK(contains(run.out, code + "  1\n"));
    CHECK(desk.fonds({"get", code, "-o", "-"}).out == "payment terms");
    CHECK(contains(desk.fonds({"search", "租赁"}).out, code));
    CHECK(desk.waiting() == Waiting{"2"});
    CHECK(desk.fonds({"inbox", "accept", "1"}).exit_code == 5);
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("what is doubtful waits and says why it was not accepted, and is accepted once that is mended")
{
    const Desk desk;
    desk.accept_by_itself("HT");
    desk.accept_by_itself("ZZ");
    desk.drop("HT/unknown.txt", "hello");
    desk.drop("ZZ/permit.txt", "a permit is of grade A");
    desk.drop("ZZ/permit.toml", known);
    desk.drop("HT/no.txt", "he said no");
    desk.drop("HT/no.toml", known + "auto = false\n");
    desk.drop("QT/yes.txt", "he said yes");
    desk.drop("QT/yes.toml", known + "auto = true\n");
    desk.drop("HT/bad.txt", "words");
    desk.drop("HT/bad.toml", known + "nonsense = 1\n");
    desk.drop("HT/broken.pdf", "%PDF-1.4 and no more");
    desk.drop("HT/broken.toml", known);
    const auto run = desk.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "1 piece accepted by rule"));
    CHECK(contains(run.out, "J001-QT·2024-D10-0001  5\n"));
    const auto waiting = desk.waiting();
    REQUIRE(waiting.size() == 5);
    CHECK(contains(waiting[0], "1 bad_defaults:"));
    CHECK(contains(waiting[1], "2 unreadable:"));
    CHECK(waiting[2] == "3");
    CHECK(waiting[3] == "4 unsure:title, date");
    CHECK(waiting[4] == "6 important:");
    CHECK(contains(desk.fonds({"inbox", "show", "4"}).out, "not certain enough: title, date"));
    // No rule, no reasons of the rule.
    REQUIRE(desk.fonds({"category", "edit", "HT", "--auto", "no"}).exit_code == 0);
    REQUIRE(desk.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(desk.waiting()[3] == "4");
}

TEST_CASE("a number that is filed, a page that repeats, and pages arranged by hand wait for a person")
{
    const Desk desk;
    desk.accept_by_itself("FP");
    desk.drop("FP/a.txt", "the first");
    desk.drop("FP/a.toml", known + "number = '4711'\n");
    desk.drop("FP/b.txt", "another paper with that number");
    desk.drop("FP/b.toml", known + "number = '4711'\n");
    const std::string page = "The tenant pays the rent of the warehouse before the fifth day of each month of the year";
    desk.drop("FP/stack.pdf", small_pdf({page, "FONDS:SEPARATOR:1", page}));
    desk.drop("FP/stack.toml", known);
    desk.drop("FP/two.pdf", small_pdf({"one page of a letter about insurance", "its other page is here"}));
    desk.drop("FP/two.toml", known + "auto = false\n");
    const auto run = desk.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(contains(run.err, "2 pieces accepted by rule"));
    auto waiting = desk.waiting();
    REQUIRE(waiting.size() == 3);
    CHECK(waiting[0] == "2 number_filed:J001-FP·2024-D30-0001");
    CHECK(waiting[1] == "4");
    CHECK(waiting[2] == "5 looks_like:what begins on page 1 of the same file");
    REQUIRE(desk.fonds({"inbox", "rotate", "5", "90"}).exit_code == 0);
    REQUIRE(desk.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(contains(desk.waiting()[2], "arranged"));
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a labelled piece joins its record by the rule of the record's category")
{
    const Desk desk;
    const auto contract = desk.file("a.txt", "the contract itself", {"--category", "HT"});
    const auto other = desk.file("b.txt", "something else");
    const auto label = [](std::string code) {
        return "FONDS:CODE:" + code.replace(code.find("·"), std::string("·").size(), ".");
    };
    desk.accept_by_itself("HT");
    desk.drop("annex.pdf", small_pdf({label(contract)}));
    desk.drop("other.pdf", small_pdf({label(other)}));
    const auto run = desk.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(contains(run.out, contract + "  1\n"));
    CHECK(answer(desk, {"show", contract, "--json"}).get("components").size() == 2);
    CHECK(desk.waiting() == Waiting{"2"});
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("all that has nothing doubtful is accepted at once, and the rest is told with its reasons")
{
    const Desk desk;
    desk.drop("HT/a.txt", "payment terms");
    desk.drop("HT/a.toml", known + "tags = '急'\n");
    desk.drop("ZZ/permit.txt", "grade A, and a person says so");
    desk.drop("ZZ/permit.toml", known);
    desk.drop("HT/undated.txt", "when was that");
    desk.drop("HT/undated.toml", "title = '无日期'\n");
    desk.drop("HT/broken.pdf", "%PDF-1.4 and no more");
    REQUIRE(desk.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(desk.fonds({"inbox", "accept"}).exit_code == 2);
    CHECK(desk.fonds({"inbox", "accept", "--all", "1"}).exit_code == 2);
    const auto accepted = desk.fonds({"inbox", "accept", "--all"});
    INFO(accepted.out << accepted.err);
    CHECK(accepted.exit_code == 0);
    CHECK(accepted.out ==
          "J001-HT·2024-D30-0001  1  2024-03-05  仓库租赁合同\nJ001-ZZ·2024-Y-0001  4  2024-03-05  仓库租赁合同\n");
    CHECK(contains(accepted.err, "2 waits: it cannot be read"));
    CHECK(contains(accepted.err, "3 waits: not certain enough: date"));
    const auto dated = desk.fonds({"inbox", "accept", "--all", "--date", "2023-01-02", "--tag", "补录", "--tag", "二"});
    INFO(dated.out << dated.err);
    CHECK(dated.out == "J001-HT·2023-D30-0001  3  2023-01-02  无日期\n");
    CHECK(contains(desk.fonds({"list", "--tag", "补录"}).out, "无日期"));
    CHECK(contains(desk.fonds({"list", "--tag", "二"}).out, "无日期"));
    CHECK(contains(desk.fonds({"inbox", "accept", "--all"}).err, "Nothing to accept"));
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("of a labelled piece nothing can be said, unless its label is wrong")
{
    const Desk desk;
    auto code = desk.file("a.txt", "the contract itself");
    const std::string label = code.replace(code.find("·"), std::string("·").size(), ".");
    desk.drop("annex.pdf", small_pdf({"FONDS:CODE:" + label}));
    REQUIRE(desk.fonds({"inbox", "run"}).exit_code == 0);
    const auto refused = desk.fonds({"inbox", "accept", "1", "--title", "附件"});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "fonds edit J001-QT"));
    CHECK(contains(refused.err, "--ignore-label"));
    CHECK(desk.fonds({"inbox", "accept", "1", "--tag", "附件"}).exit_code == 2);
    CHECK(desk.waiting() == Waiting{"1"});
    const auto own = desk.fonds({"inbox", "accept", "1", "--title", "附件", "--date", "2024-03-05", "--ignore-label"});
    INFO(own.err);
    CHECK(own.out == "J001-QT·2024-D10-0001  1  2024-03-05  附件\n");
    CHECK(desk.fonds({"check", "--full"}).exit_code == 0);
}
