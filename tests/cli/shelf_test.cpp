// SPDX-License-Identifier: GPL-3.0-or-later
// location, place, climate, incident, loan, stocktake.
#include <algorithm>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// An archive with four contracts and a storeroom with three boxes.
struct Shelf {
    ArchiveFixture archive;
    std::vector<std::string> codes;

    Shelf()
    {
        for (int i = 0; i < 4; ++i)
            codes.push_back(archive.file("c" + std::to_string(i) + ".txt", "contract " + std::to_string(i),
                                         {"--category", "HT", "--date", "2024-03-05"}));
        must({"location", "add", "KF01", "--name", "一号库"});
        must({"location", "add", "W1..W3", "--in", "KF01", "--kind", "box", "--capacity", "2"});
    }
    void must(const CommandLine& arguments) const
    {
        const auto done = archive.fonds(arguments);
        INFO(done.out << done.err);
        REQUIRE(done.exit_code == 0);
    }
    [[nodiscard]] std::string place_of(const std::string& paper) const
    {
        return answer(archive, {"location", "show", paper, "--json"}).get("location").text();
    }
};

}  // namespace

TEST_CASE("locations are added, listed as a tree, edited and moved")
{
    const Shelf shelf;
    const auto list = shelf.archive.fonds({"location", "list"});
    CHECK(contains(list.out, "\n  KF01-W2"));
    const Json all = answer(shelf.archive, {"location", "list", "--json"}).get("locations");
    CHECK(all.size() == 4);
    CHECK(all.at(1).keys() == std::vector<std::string>{"code", "parent", "kind", "part", "name", "capacity", "papers",
                                                       "inside", "climate", "note", "retired"});
    shelf.must({"location", "add", "KF01-L01", "--kind", "row"});
    shelf.must({"location", "move", "kf01-w3", "KF01-L01"});
    CHECK(contains(shelf.archive.fonds({"location", "list"}).out, "\n    KF01-L01-W3"));
    const auto itself = shelf.archive.fonds({"location", "move", "KF01", "KF01-L01-W3"});
    CHECK(itself.exit_code == 5);
    CHECK(contains(itself.err, "that lies in it"));
    CHECK(shelf.archive.fonds({"location", "move", "KF01"}).exit_code == 2);
    shelf.must({"location", "move", "KF01-L01-W3", "--top"});
    shelf.must({"location", "edit", "W3", "--retire", "--capacity", "none"});
    CHECK(contains(shelf.archive.fonds({"location", "list"}).out, "(retired)"));
    CHECK(shelf.archive.fonds({"location", "add", "KF01"}).exit_code == 3);
    CHECK(shelf.archive.fonds({"location", "add", "X", "--in", "KF09"}).exit_code == 4);
    CHECK(shelf.archive.fonds({"location", "add", "X", "--capacity", "many"}).exit_code == 2);
    CHECK(shelf.archive.fonds({"location", "add", "X", "--name", std::string(10'000, 'n')}).exit_code == 2);
    // Kinds end at the box: no tree is deeper.
    std::string at = "D";
    shelf.must({"location", "add", at});
    for (int depth = 0; depth < 5; ++depth, at += "-D") shelf.must({"location", "add", "D", "--in", at});
    CHECK(shelf.archive.fonds({"location", "add", "D", "--in", at}).exit_code == 5);
}

TEST_CASE("papers are placed, and what is too much for a box is said")
{
    const Shelf shelf;
    shelf.must({"place", shelf.codes[0], shelf.codes[1], "KF01-W1", "--reason", "上架"});
    CHECK(shelf.place_of(shelf.codes[1]) == "KF01-W1");
    const auto third = shelf.archive.fonds({"place", shelf.codes[2], "KF01-W1"});
    CHECK(third.exit_code == 0);
    CHECK(contains(third.err, "capacity"));
    const auto again = shelf.archive.fonds({"place", shelf.codes[2], "KF01-W1"});
    CHECK(contains(again.out, "was there"));
    CHECK(shelf.archive.fonds({"place", shelf.codes[3], "KF01-W9"}).exit_code == 4);
    CHECK(shelf.archive.fonds({"place", "J001-HT.1999-D30-0001", "KF01-W1"}).exit_code == 4);
    CHECK(shelf.archive.fonds({"place", "KF01-W1"}).exit_code == 2);
    shelf.must({"folder", "add", "HT", "001"});
    shelf.must({"edit", shelf.codes[3], "--folder", "001"});
    shelf.must({"place", "--folder", "HT/001", "KF01-W2"});
    CHECK(shelf.place_of(shelf.codes[3]) == "KF01-W2");
    shelf.must({"place", "--nowhere", shelf.codes[0]});
    CHECK(shelf.place_of(shelf.codes[0]).empty());
    const Json moves = answer(shelf.archive, {"location", "show", shelf.codes[0], "--json"}).get("moves");
    REQUIRE(moves.size() == 2);
    CHECK(moves.at(0).get("reason").text() == "上架");
    CHECK(shelf.archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a scanned list says where papers are, in any spelling a scanner has")
{
    const Shelf shelf;
    std::string dotted = shelf.codes[1];
    dotted.replace(dotted.find("·"), 2, ".");
    const std::string list = "\xEF\xBB\xBF"
                             "FONDS:PLACE:kf01-w1\r\nFONDS:CODE:" +
                             dotted + "\r\n\r\n" + shelf.codes[0] + "\t" + shelf.codes[1] + "\nKF01-W9\n" + shelf.codes[2] +
                             "\nKF01-W2\n" + shelf.codes[3] + "\n" + shelf.codes[0] + "\nJ001-HT·1999-D30-0001";
    const auto path = shelf.archive.write("scanned.txt", list);
    const auto dry = shelf.archive.fonds({"place", "--from", path, "--dry-run"});
    CHECK(dry.exit_code == 3);
    CHECK(contains(dry.err, "Nothing was changed"));
    CHECK(shelf.place_of(shelf.codes[0]).empty());
    const auto nothing = shelf.archive.fonds({"place", "--from", path, "--all-or-nothing"});
    CHECK(nothing.exit_code == 3);
    CHECK(contains(nothing.err, "Nothing was changed"));
    CHECK(shelf.place_of(shelf.codes[0]).empty());

    const auto done = shelf.archive.fonds({"place", "--from", path, "--json"});
    CHECK(done.exit_code == 3);
    std::vector<std::string> statuses;
    const auto report = Json::parse(done.out);
    REQUIRE(report.ok());
    const Json lines = report->get("lines");
    for (std::size_t i = 0; i < lines.size(); ++i)
        statuses.push_back(std::to_string(lines.at(i).get("line").number()) + " " + lines.at(i).get("status").text());
    // What follows an unknown address stays where it is; what the list has in two places stays in the first.
    CHECK(statuses == std::vector<std::string>{"2 moved", "4 moved", "4 already", "5 unknown", "6 no_location", "8 moved",
                                               "9 twice", "10 unknown"});
    CHECK(shelf.place_of(shelf.codes[0]) == "KF01-W1");
    CHECK(shelf.place_of(shelf.codes[2]).empty());
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, with_input("KF01-W3\n" + shelf.codes[2] + "\n")).exit_code == 0);
    CHECK(shelf.archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("what is shown of a record or a folder tells where its paper is")
{
    const Shelf shelf;
    const auto shown = [&](const CommandLine& arguments) { return shelf.archive.fonds(arguments).out; };
    CHECK(contains(shown({"show", shelf.codes[0]}), "nowhere known"));
    shelf.must({"location", "edit", "KF01-W1", "--name", "一号盒"});
    shelf.must({"place", shelf.codes[0], "KF01-W1"});
    CHECK(contains(shown({"show", shelf.codes[0]}), "KF01-W1 (一号库 / 一号盒)"));
    CHECK(contains(shown({"location", "show", shelf.codes[0]}), "KF01-W1 (一号库 / 一号盒)"));
    Json place = answer(shelf.archive, {"show", shelf.codes[0], "--json"}).get("place");
    CHECK(place.get("location").text() == "KF01-W1");
    CHECK(place.get("names").at(1).text() == "一号盒");
    CHECK(place.get("reader").is_null());
    shelf.must({"loan", "lend", shelf.codes[0], "--reader", "李明", "--unit", "财务部"});
    place = answer(shelf.archive, {"show", shelf.codes[0], "--json"}).get("place");
    CHECK(place.get("reader").text() == "李明");
    const std::string due = place.get("due").text();
    CHECK(due.size() == std::string("2030-01-02").size());
    CHECK(contains(shown({"show", shelf.codes[0]}),
                   "on loan to 李明 (财务部) until " + due + " (loan 1), back to KF01-W1 (一号库 / 一号盒)"));
    CHECK(place.get("home").text() == "KF01-W1");

    shelf.must({"folder", "add", "HT", "001"});
    shelf.must({"edit", shelf.codes[1], "--folder", "001"});
    CHECK_FALSE(contains(shown({"folder", "show", "HT", "001"}), "known"));
    shelf.must({"place", "--folder", "HT/001", "KF01-W2"});
    CHECK(contains(shown({"folder", "show", "HT", "001"}), "KF01-W2 (一号库)"));
    CHECK(contains(shown({"show", shelf.codes[1]}), "KF01-W2 (一号库) (with its folder)"));
    CHECK(answer(shelf.archive, {"folder", "show", "HT", "001", "--json"}).get("place").get("location").text() == "KF01-W2");
}

TEST_CASE("where no places are kept, none are missed")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one", {"--category", "HT"});
    CHECK_FALSE(contains(archive.fonds({"show", code}).out, "nowhere"));
    CHECK(contains(archive.fonds({"location", "show", code}).out, "nowhere known"));
}

TEST_CASE("a retired location is called by its name, and is not unknown")
{
    const Shelf shelf;
    shelf.must({"location", "edit", "KF01-W3", "--name", "旧盒", "--retire"});
    const auto named = shelf.archive.fonds({"place", shelf.codes[0], "KF01-W3"});
    CHECK(named.exit_code == 5);
    CHECK(contains(named.err, "KF01-W3 (旧盒) is retired"));
    CHECK(contains(named.err, "--in-use"));
    const auto list = with_input("KF01-W3\n" + shelf.codes[0] + "\nKF01-W1\n" + shelf.codes[1] + "\n");
    const auto placed = shelf.archive.fonds({"place", "--from", "-"}, list);
    CHECK(placed.exit_code == 3);
    CHECK(contains(placed.err, "Line 1: KF01-W3 旧盒 is a retired location"));
    CHECK(contains(placed.err, "Line 2: " + shelf.codes[0] + " comes behind no known location in use"));
    CHECK(shelf.place_of(shelf.codes[1]) == "KF01-W1");
    const auto json = shelf.archive.fonds({"place", "--from", "-", "--json"}, list);
    CHECK(texts_of(parse_json(json.out).get("lines"), "status") ==
          std::vector<std::string>{"retired", "no_location", "already"});
    shelf.must({"stocktake", "start"});
    // Nothing is put there, but what is found there is counted there.
    CHECK(shelf.archive.fonds({"stocktake", "scan", "1", "--from", "-"}, list).exit_code == 0);
    const Json lines = answer(shelf.archive, {"stocktake", "report", "1", "--json"}, 3).get("lines");
    const auto faults = texts_of(lines, "fault"), titles = texts_of(lines, "title");
    const auto at = std::ranges::find(faults, "not_counted") - faults.begin();
    REQUIRE(at < std::ssize(faults));
    CHECK(titles[static_cast<std::size_t>(at)] == "旧盒");
    shelf.must({"place", shelf.codes[0], "KF01-W1"});
    shelf.must({"stocktake", "start"});
    CHECK(shelf.archive.fonds({"stocktake", "scan", "2", "--from", "-"}, list).exit_code == 0);
    const auto counted = shelf.archive.fonds({"stocktake", "report", "2"}).out;
    CHECK(contains(counted, "KF01-W1 → KF01-W3"));
}

TEST_CASE("lists that are none are refused, and GB18030 is understood")
{
    const Shelf shelf;
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, with_input("")).exit_code == 1);
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, with_input("\xFF\xFE\x4B\x00\x46\x00")).exit_code == 1);
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, with_input(std::string(10'000, 'x'))).exit_code == 1);
    CHECK(shelf.archive.fonds({"place", "--from", shelf.archive.beside("absent")}).exit_code == 4);
    shelf.must({"location", "add", "甲库"});
    std::string code = shelf.codes[0];
    code.replace(code.find("·"), 2, "\xA1\xA4");
    const std::string gb = "\xBC\xD7\xBF\xE2\r\n" + code + "\r\n";
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, with_input(gb)).exit_code == 0);
    CHECK(shelf.place_of(shelf.codes[0]) == "甲库");
    const auto marked = shelf.archive.fonds({"place", "--from", "-"}, with_input("\x84\x31\x95\x33" + gb));
    CHECK(contains(marked.out, "was there"));
}

TEST_CASE("readings out of limits are said, with what is right")
{
    const Shelf shelf;
    CHECK(shelf.archive.fonds({"climate", "add", "KF01", "21.5", "52%", "--at", "2026-01-05 09:00"}).exit_code == 0);
    const auto drift = shelf.archive.fonds({"climate", "add", "KF01", "24", "52", "--at", "2026-01-05 21:00"});
    CHECK(drift.exit_code == 3);
    CHECK(contains(drift.out, "24 hours"));
    const auto hot = shelf.archive.fonds({"climate", "add", "KF01-W1", "26,5", "61", "--at", "2026-01-05"});
    CHECK(contains(hot.out, "too warm"));
    CHECK(contains(hot.err, "14.0 to 24.0"));
    CHECK(shelf.archive.fonds({"climate", "add", "KF01", "21", "52", "--at", "2026-01-05 09:00"}).exit_code == 3);
    CHECK(shelf.archive.fonds({"climate", "add", "KF01", "warm", "52"}).exit_code == 2);
    CHECK(shelf.archive.fonds({"climate", "add", "KF01", "21", "52", "--at", "9999-01-01"}).exit_code == 2);
    const Json all = answer(shelf.archive, {"climate", "list", "KF01", "--json"}).get("readings");
    REQUIRE(all.size() == 3);
    CHECK(all.at(2).get("at").text() == "2026-01-05T01:00:00.000Z");
    CHECK(answer(shelf.archive, {"climate", "list", "--faults", "--json"}).get("readings").size() == 2);
    // The limit counts what is asked for: the newest reading is in order, and does not hide the others.
    shelf.must({"climate", "add", "KF01-W2", "20", "50", "--at", "2026-01-06"});
    const Json worst = answer(shelf.archive, {"climate", "list", "--faults", "--limit", "1", "--json"}).get("readings");
    REQUIRE(worst.size() == 1);
    CHECK(worst.at(0).get("at").text() == "2026-01-05T13:00:00.000Z");
    const Json next = answer(shelf.archive, {"climate", "list", "--faults", "--limit", "1", "--offset", "1", "--json"});
    CHECK(next.get("readings").at(0).get("location").text() == "KF01-W1");
    shelf.must({"incident", "add", "KF01-W1", "pest", "发现衣鱼", "已投药"});
    CHECK(answer(shelf.archive, {"incident", "list", "--json"}).get("incidents").at(0).get("text").text() ==
          "发现衣鱼 已投药");
    CHECK(shelf.archive.fonds({"incident", "add", "KF01", "ghost", "x"}).exit_code == 2);
}

TEST_CASE("a paper is lent, renewed, and comes back to its place")
{
    const Shelf shelf;
    const std::string& code = shelf.codes[0];
    shelf.must({"place", code, "KF01-W1"});
    shelf.must({"edit", code, "--grade", "A"});
    const auto refused = shelf.archive.fonds({"loan", "lend", code, "--reader", "李明"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "--approved-by"));
    const Json lent =
        answer(shelf.archive, {"loan", "lend", code, "--reader", "李明", "--unit", "审计部", "--contact", "8001",
                               "--approved-by", "张总", "--manner", "reading", "--days", "3", "--json"});
    CHECK(lent.get("home").text() == "KF01-W1");
    CHECK(contains(shelf.archive.fonds({"location", "show", code}).out, "on loan"));
    CHECK(shelf.archive.fonds({"loan", "lend", code, "--reader", "王芳", "--approved-by", "x"}).exit_code == 5);
    CHECK(shelf.archive.fonds({"place", code, "KF01-W2"}).exit_code == 3);
    CHECK(shelf.archive.fonds({"loan", "overdue"}).exit_code == 0);
    CHECK(answer(shelf.archive, {"loan", "renew", code, "--days", "30", "--json"}).get("renewals").number() == 1);
    CHECK(shelf.archive.fonds({"loan", "return", code, "--condition", "damaged", "--note", "封面撕裂"}).exit_code == 3);
    CHECK(shelf.place_of(code) == "KF01-W1");
    CHECK(answer(shelf.archive, {"loan", "list", "--json"}).get("loans").size() == 0);
    CHECK(answer(shelf.archive, {"loan", "list", "--all", "--json"}).get("loans").size() == 1);
    CHECK(contains(shelf.archive.fonds({"loan", "show", "1"}).out, "封面撕裂"));
    CHECK(shelf.archive.fonds({"loan", "return", code}).exit_code == 4);
    CHECK(shelf.archive.fonds({"loan", "lend", code, "--reader", std::string(10'000, 'x')}).exit_code == 2);
    CHECK(shelf.archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a stock-take with planted faults finds exactly those, and is signed")
{
    const Shelf shelf;
    shelf.must({"place", shelf.codes[0], shelf.codes[1], "KF01-W1"});
    shelf.must({"place", shelf.codes[2], shelf.codes[3], "KF01-W2"});
    shelf.must({"loan", "lend", shelf.codes[3], "--reader", "李明"});
    shelf.must({"stocktake", "start", "--location", "KF01"});
    const std::string list = "KF01-W1\n" + shelf.codes[0] + "\n" + shelf.codes[2] + "\n=1+1\n";
    CHECK(shelf.archive.fonds({"stocktake", "scan", "1", "--from", "-"}, with_input(list)).exit_code == 3);
    const auto told = shelf.archive.fonds({"stocktake", "report", "1", "--json"});
    CHECK(told.exit_code == 3);
    const auto report = Json::parse(told.out);
    REQUIRE(report.ok());
    CHECK(report->get("found").number() == 1);
    std::vector<std::string> faults;
    for (std::size_t i = 0; i < report->get("lines").size(); ++i)
        faults.push_back(report->get("lines").at(i).get("fault").text() + " " +
                         report->get("lines").at(i).get("code").text());
    CHECK(faults == std::vector<std::string>{"missing " + shelf.codes[1], "misplaced " + shelf.codes[2], "unknown =1+1",
                                             "on_loan " + shelf.codes[3]});
    CHECK(report->get("lines").at(1).get("found").text() == "KF01-W1");
    CHECK(contains(shelf.archive.fonds({"stocktake", "report", "1", "--csv"}).out, "'=1+1"));
    CHECK(shelf.archive.fonds({"stocktake", "close", "1", "--counter", "甲"}).exit_code == 2);
    CHECK(shelf.archive.fonds({"stocktake", "close", "1", "--counter", "甲", "--counter", "甲"}).exit_code == 5);
    CHECK(shelf.archive.fonds({"stocktake", "close", "1", "--counter", "甲", "--counter", "乙"}).exit_code == 3);
    const auto first = shelf.archive.fonds({"stocktake", "report", "1", "--json"});
    shelf.must({"place", shelf.codes[2], "KF01-W1"});
    CHECK(shelf.archive.fonds({"stocktake", "report", "1", "--json"}).out == first.out);
    const Json listed = answer(shelf.archive, {"stocktake", "list", "--json"}).get("stocktakes").at(0);
    CHECK(listed.get("digest").text() == Digest::of(std::string_view(first.out).substr(0, first.out.size() - 1)).hex());
    CHECK(shelf.archive.fonds({"stocktake", "scan", "1", "x"}).exit_code == 5);
    CHECK(shelf.archive.fonds({"stocktake", "start", "--category", "FP"}).exit_code == 4);
    CHECK(shelf.archive.fonds({"stocktake", "report", "x"}).exit_code == 2);
    CHECK(answer(shelf.archive, {"stocktake", "plan", "--json"}).get("plan").at(0).get("of").number() == 4);
    CHECK(shelf.archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("behind a line that is no paper and no known address nothing is counted until the next address")
{
    const Shelf shelf;
    shelf.must({"place", shelf.codes[0], shelf.codes[1], shelf.codes[2], "KF01-W1"});
    shelf.must({"place", shelf.codes[3], "KF01-W2"});
    shelf.must({"stocktake", "start"});
    const std::string list = "KF01-W1\n" + shelf.codes[0] + "\n新柜一层\n" + shelf.codes[1] + "\n" + shelf.codes[2] +
                             "\nKF01-W2\nJ001-HT·1999-D30-0001\n" + shelf.codes[3] + "\n";
    const auto scanned = shelf.archive.fonds({"stocktake", "scan", "1", "--from", "-"}, with_input(list));
    CHECK(scanned.exit_code == 3);
    CHECK(contains(scanned.err, "Line 3: 新柜一层 is neither a paper nor a location known here"));
    CHECK(contains(scanned.err, "Line 4: " + shelf.codes[1] + " not counted: the line 3 before it is no known address"));
    CHECK(contains(scanned.err, "Line 7: J001-HT·1999-D30-0001 is neither"));
    const Json report = answer(shelf.archive, {"stocktake", "report", "1", "--json"}, 3);
    CHECK(report.get("found").number() == 2);
    CHECK(texts_of(report.get("lines"), "code") ==
          std::vector<std::string>{shelf.codes[1], shelf.codes[2], "J001-HT·1999-D30-0001", "新柜一层"});
    const auto again = shelf.archive.fonds({"stocktake", "scan", "1", "--json", "--from", "-"}, with_input(list));
    const Json problems = parse_json(again.out).get("problems");
    CHECK(texts_of(problems, "status") == std::vector<std::string>{"unknown", "not_counted", "not_counted", "unknown"});
    CHECK(problems.at(1).get("ended_by").number() == 3);
}

TEST_CASE("a code named by hand that nobody knows is told, and a list is not taken for one")
{
    const Shelf shelf;
    shelf.must({"place", shelf.codes[0], "KF01-W1"});
    shelf.must({"stocktake", "start"});
    const auto unknown = shelf.archive.fonds({"stocktake", "scan", "1", "HT404"});
    CHECK(unknown.exit_code == 3);
    CHECK(contains(unknown.err, "HT404 is neither"));
    const auto path = shelf.archive.write("scanned.txt", shelf.codes[0] + "\n");
    const auto file = shelf.archive.fonds({"stocktake", "scan", "1", path});
    CHECK(file.exit_code == 2);
    CHECK(contains(file.err, "fonds stocktake scan 1 --from " + path));
    CHECK(answer(shelf.archive, {"stocktake", "list", "--json"}).get("stocktakes").at(0).get("scanned").number() == 1);
    shelf.must({"stocktake", "scan", "1", shelf.codes[0]});
}

TEST_CASE("the number of a record that was merged is known to lists of places and to counts")
{
    const Shelf shelf;
    shelf.must({"place", shelf.codes[0], "KF01-W1"});
    shelf.must({"stocktake", "start"});
    shelf.must({"merge", shelf.codes[0], shelf.codes[1]});
    const auto list = with_input("KF01-W1\n" + shelf.codes[0] + "\n" + shelf.codes[1] + "\n" + shelf.codes[1] + "\n");
    const auto placed = shelf.archive.fonds({"place", "--from", "-"}, list);
    CHECK(placed.exit_code == 3);
    CHECK(contains(placed.err, shelf.codes[1] + " is the number of a record that is no more"));
    const auto json = shelf.archive.fonds({"place", "--from", "-", "--json"}, list);
    CHECK(texts_of(parse_json(json.out).get("lines"), "status") == std::vector<std::string>{"already", "gone", "gone"});
    CHECK(shelf.archive.fonds({"stocktake", "scan", "1", "--from", "-"}, list).exit_code == 0);
    CHECK(contains(shelf.archive.fonds({"stocktake", "report", "1"}).out, "merged or destroyed since"));
}

TEST_CASE("a code that nobody knows stays unknown when a list has it again")
{
    const Shelf shelf;
    const std::string stranger = "J001-HT·1999-D30-0001";
    const auto done = shelf.archive.fonds(
        {"place", "--from", "-", "--json"},
        with_input("KF01-W1\n" + stranger + "\n" + stranger + "\nKF01-W2\n" + stranger + "\n" + shelf.codes[0] + "\n"));
    CHECK(texts_of(parse_json(done.out).get("lines"), "status") ==
          std::vector<std::string>{"unknown", "unknown", "unknown", "moved"});
}

TEST_CASE("behind a line that is no paper and no known address nothing moves until the next address")
{
    const Shelf shelf;
    const std::string list = "KF01-W1\n" + shelf.codes[0] + "\n新柜一层\n" +  // an address that nobody registered
                             shelf.codes[1] + "\nHT/404\n" + shelf.codes[2] + "\nKF01-W2\nJ001-HT·1999-D30-0001\n" +
                             shelf.codes[3] + "\n6901234567892\n" + shelf.codes[1] + "\n";
    const auto dry = shelf.archive.fonds({"place", "--from", "-", "--dry-run"}, with_input(list));
    CHECK(dry.exit_code == 3);
    CHECK(shelf.place_of(shelf.codes[0]).empty());
    const auto done = shelf.archive.fonds({"place", "--from", "-"}, with_input(list));
    CHECK(done.exit_code == 3);
    CHECK(contains(done.err, "Line 4: " + shelf.codes[1] + " not placed: the line 3 before it is no known address"));
    CHECK(contains(done.err, "Line 6: " + shelf.codes[2] + " not placed: the line 3 before it is no known address"));
    CHECK(contains(done.err, "Line 11: " + shelf.codes[1] + " not placed: the line 10 before it is no known address"));
    CHECK(shelf.place_of(shelf.codes[0]) == "KF01-W1");
    CHECK(shelf.place_of(shelf.codes[1]).empty());
    CHECK(shelf.place_of(shelf.codes[2]).empty());
    // A number of this archive that no record has is no address.
    CHECK(shelf.place_of(shelf.codes[3]) == "KF01-W2");
    const Json lines =
        parse_json(shelf.archive.fonds({"place", "--from", "-", "--json"}, with_input(list)).out).get("lines");
    CHECK(texts_of(lines, "status") == std::vector<std::string>{"already", "unknown", "no_location", "no_location",
                                                                "no_location", "unknown", "already", "unknown",
                                                                "no_location"});
    CHECK(lines.at(2).get("ended_by").number() == 3);
    CHECK(lines.at(0).get("ended_by").is_null());
    ProgramCall in_chinese = with_input(list);
    in_chinese.environment = {{"LANG", "zh_CN.UTF-8"}};
    const auto chinese = shelf.archive.fonds({"place", "--from", "-"}, std::move(in_chinese));
    CHECK(contains(chinese.err, "其前的第 3 行不是已知库位"));
    const auto none = shelf.archive.fonds({"place", "--from", "-", "--all-or-nothing"}, with_input(list));
    CHECK(none.exit_code == 3);
    CHECK(contains(none.err, "Nothing was changed"));
    // Where a storeroom is called like the fonds, its numbers that no record has may be addresses.
    shelf.must({"location", "add", "J001"});
    const auto like = with_input("KF01-W3\n" + shelf.codes[1] + "\nJ001-L9\n" + shelf.codes[2] + "\n");
    CHECK(shelf.archive.fonds({"place", "--from", "-"}, like).exit_code == 3);
    CHECK(shelf.place_of(shelf.codes[1]) == "KF01-W3");
    CHECK(shelf.place_of(shelf.codes[2]).empty());
}

TEST_CASE("what only begins as a number or looks like a folder may be an address, and moves nothing behind it")
{
    const Shelf shelf;
    shelf.must({"location", "add", "J001-A01", "--kind", "storeroom"});
    const auto place = [&](const std::string& unknown) {
        const auto done = shelf.archive.fonds({"place", "--from", "-"}, with_input("J001-A01\n" + shelf.codes[0] + "\n" +
                                                                                   unknown + "\n" + shelf.codes[1] + "\n"));
        CHECK(done.exit_code == 3);
        const std::string at = shelf.place_of(shelf.codes[1]);
        if (!at.empty()) shelf.must({"place", "--nowhere", shelf.codes[1]});
        return at;
    };
    CHECK(place("J001-A02").empty());
    CHECK(place("j001-a02").empty());
    CHECK(place("KF01/B99").empty());
    CHECK(place("FP9/1").empty());
    // A number that a template makes, and a folder of a category, are papers, though there be none.
    CHECK(place("J001-HT·1999-D30-0001") == "J001-A01");
    CHECK(place("j001-ht.1999-d30-0001") == "J001-A01");
    CHECK(place("HT/404") == "J001-A01");
    CHECK(place("FONDS:CODE:J002-HT·1999-D30-0001") == "J001-A01");
    CHECK(shelf.place_of(shelf.codes[0]) == "J001-A01");
}

TEST_CASE("no location gets an address that is, or may become, a reference code")
{
    const Shelf shelf;
    const auto refused = [&](const std::string& code) {
        const auto done = shelf.archive.fonds({"location", "add", "X1", "--in", "KF01", "--kind", "box", "--code", code});
        INFO(code << ": " << done.out << done.err);
        CHECK(done.exit_code == 5);
        CHECK(contains(done.err, "is a reference code"));
        CHECK(shelf.archive.fonds({"location", "show", "KF01-X1"}).exit_code == 4);
    };
    refused(shelf.codes[0]);
    refused("J001-HT·2024-D30-0007");
    refused("j001-ht.2031-y-12345");
    shelf.must({"location", "add", "X1", "--in", "KF01", "--kind", "box", "--code", "J001-HT-A02"});
}

TEST_CASE("what has no paper original is tagged so, and is neither missed nor lent")
{
    const Shelf shelf;
    const std::string paper = shelf.codes[0], invoice = shelf.codes[1], other = shelf.codes[2];
    shelf.must({"folder", "add", "HT", "1"});
    shelf.must({"edit", invoice, "--grade", "A", "--folder", "1", "--paper-pages", "3"});
    shelf.must({"edit", shelf.codes[3], "--folder", "1", "--paper-pages", "4"});
    shelf.must({"place", paper, "KF01-W1"});
    const auto missed = [&](const char* kind) {
        const auto told = parse_json(shelf.archive.fonds({"check", "order", "--json"}).out).get("findings");
        std::vector<std::string> subjects;
        for (std::size_t i = 0; i < told.size(); ++i)
            if (told.at(i).get("kind").text() == kind) subjects.push_back(told.at(i).get("subject").text());
        return subjects;
    };
    CHECK(missed("order.grade_a_unlocated") == std::vector<std::string>{invoice});
    CHECK(missed("order.no_place").size() == 2);
    // Before anybody says so they are expected, and told apart from what left its place.
    shelf.must({"stocktake", "start", "--category", "HT"});
    const auto report = shelf.archive.fonds({"stocktake", "report", "1"});
    CHECK(contains(report.out + report.err, "3 of the missing have no place"));
    CHECK(contains(report.out + report.err, "no-paper"));
    shelf.must({"tag", invoice, "No-Paper"});
    shelf.must({"tag", other, "无纸质原件"});
    CHECK(missed("order.grade_a_unlocated").empty());
    CHECK(missed("order.no_place") == std::vector<std::string>{shelf.codes[3]});
    CHECK(answer(shelf.archive, {"stocktake", "start", "--category", "HT", "--json"}).get("expected").number() == 2);
    const auto lent = shelf.archive.fonds({"loan", "lend", other, "--reader", "李明"});
    CHECK(lent.exit_code == 5);
    CHECK(contains(lent.err, "no paper original"));
    // Its folder goes out without it, and comes back with the pages of the others.
    shelf.must({"place", "--folder", "HT/1", "KF01-W2"});
    CHECK(answer(shelf.archive, {"stocktake", "start", "--location", "KF01-W2", "--json"}).get("expected").number() == 1);
    shelf.must({"loan", "lend", "HT/1", "--reader", "李明", "--approved-by", "张总"});
    CHECK(missed("order.grade_a_lent").empty());
    shelf.must({"loan", "return", "HT/1", "--pages", "4"});
    // What stands somewhere has a paper, whatever its tags say.
    shelf.must({"place", other, "KF01-W1"});
    CHECK(answer(shelf.archive, {"stocktake", "start", "--location", "KF01-W1", "--json"}).get("expected").number() == 2);
    CHECK(shelf.archive.fonds({"check", "--full"}).exit_code == 0);
}
