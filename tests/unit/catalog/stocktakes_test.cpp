// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/stocktakes.hpp"
#include "schema/model/stocktake_json.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

PaperName paper(const std::string& text)
{
    return must(PaperName::parse(text));
}

/// A storeroom with two boxes of five records each, and a third with a folder of two.
struct Shelf {
    SampleCatalog catalog;
    Places places{*catalog};
    Loans loans{*catalog};
    Stocktakes stocktakes{*catalog};
    std::vector<std::string> codes;

    Shelf()
    {
        NewLocation room;
        room.part = "KF01";
        must(places.add(room, stamp()));
        NewLocation boxes;
        boxes.part = "W1..W3";
        boxes.parent = "KF01";
        boxes.kind = LocationKind::box;
        must(places.add(boxes, stamp()));
        for (int i = 0; i < 10; ++i) {
            codes.push_back(catalog.file("r" + std::to_string(i)));
            must(places.put({paper(codes.back())}, i < 5 ? "KF01-W1" : "KF01-W2", "", stamp()));
        }
        must(catalog->add_folder(folder("HT", "001"), stamp()));
        for (int i = 0; i < 2; ++i) {
            NewRecord record = contract("f" + std::to_string(i), "f" + std::to_string(i));
            record.metadata.folder = "001";
            codes.push_back(must(catalog->file_record(record, stamp())).code.text());
        }
        must(places.put({paper("HT/001")}, "KF01-W3", "", stamp()));
    }

    Stocktake start(const std::string& location)
    {
        StocktakeScope scope;
        scope.location = location;
        return must(stocktakes.start(scope, stamp()));
    }
    void scan(const Stocktake& stocktake, std::size_t first, std::size_t end, const std::string& where)
    {
        std::vector<Scan> scans;
        for (std::size_t i = first; i < end; ++i) scans.push_back({codes[i], where});
        must(stocktakes.scan(stocktake.id, scans, stamp()));
    }
};

std::vector<std::string> lines(const CountReport& report)
{
    std::vector<std::string> found;
    for (const auto& line : report.lines)
        found.push_back(std::string(name_of(line.fault)) + " " + line.code + " " + line.expected + ">" + line.found);
    return found;
}

}  // namespace

TEST_CASE("A stock-take finds exactly what is wrong")
{
    Shelf shelf;
    NewLoan loan;
    loan.paper = paper(shelf.codes[0]);
    loan.reader = "李明";
    loan.due = day("2026-03-15");
    must(shelf.loans.lend(loan, day("2026-03-01"), stamp()));
    const Stocktake stocktake = shelf.start("KF01");
    CHECK(stocktake.expected == 12);
    CHECK(stocktake.scope == "location KF01");
    shelf.scan(stocktake, 2, 5, "KF01-W1");  // 1 is missing
    shelf.scan(stocktake, 5, 9, "KF01-W2");
    shelf.scan(stocktake, 9, 10, "KF01-W1");  // 9 is misplaced
    shelf.scan(stocktake, 5, 6, "KF01-W2");   // twice
    shelf.scan(stocktake, 10, 12, "KF01");    // a larger location will do
    must(shelf.stocktakes.scan(stocktake.id, {{"J001-HT·1999-D30-0007", "KF01-W2"}, {"HT/001", "KF01-W3"}, {"???", ""}},
                               stamp()));
    const auto report = must(shelf.stocktakes.report(stocktake.id));
    CHECK(lines(report.counts) ==
          std::vector<std::string>{
              "missing " + shelf.codes[1] + " KF01-W1>", "misplaced " + shelf.codes[9] + " KF01-W2>KF01-W1", "unknown ??? >",
              "unknown J001-HT·1999-D30-0007 >KF01-W2", "not_counted HT/001 >KF01-W3",
              "on_loan " + shelf.codes[0] + " KF01-W1>", "twice " + shelf.codes[5] + " KF01-W2>KF01-W2"});
    CHECK(report.counts.found == 9);
    CHECK(report.counts.has_serious());
    CHECK(check(*shelf.catalog).empty());
}

TEST_CASE("A record that was merged or destroyed while its shelf was counted is not missing")
{
    Shelf shelf;
    const Stocktake stocktake = shelf.start("KF01-W1");
    must(shelf.places.put({paper(shelf.codes[0]), paper(shelf.codes[1])}, "", "", stamp()));
    Doubles doubles(*shelf.catalog);
    must(doubles.merge(code(shelf.codes[9]), code(shelf.codes[0]), "", stamp()));
    must(doubles.merge(code(shelf.codes[9]), code(shelf.codes[1]), "", stamp()));
    must(Numbers(*shelf.catalog).bury(code(shelf.codes[2]), "鉴定销毁", stamp()));
    shelf.scan(stocktake, 1, 2, "KF01-W1");  // its paper was there all the same
    shelf.scan(stocktake, 3, 5, "KF01-W1");
    const auto report = must(shelf.stocktakes.close(stocktake.id, "王芳", "李明", stamp()));
    CHECK(lines(report.counts) == std::vector<std::string>{"gone " + shelf.codes[0] + " KF01-W1>",
                                                           "gone " + shelf.codes[1] + " KF01-W1>KF01-W1",
                                                           "gone " + shelf.codes[2] + " KF01-W1>"});
    CHECK(report.counts.lines[0].heir == shelf.codes[9]);
    CHECK(report.counts.lines[2].heir.empty());
    CHECK(report.counts.found == 2);
    CHECK_FALSE(report.counts.has_serious());
    CHECK(must(decode_report(report.json)).lines[0].heir == shelf.codes[9]);
    CHECK(must(decode_report(report.json)).count(CountFault::gone) == 3);
    CHECK(check(*shelf.catalog).empty());
    // Found later it is out of place, and the report says with what it belongs.
    const Stocktake later = shelf.start("KF01-W2");
    shelf.scan(later, 0, 1, "KF01-W2");
    const auto found = must(shelf.stocktakes.report(later.id));
    const auto at = std::ranges::find(found.counts.lines, shelf.codes[0], &CountLine::code);
    REQUIRE(at != found.counts.lines.end());
    CHECK(at->fault == CountFault::misplaced);
    CHECK(at->heir == shelf.codes[9]);
}

TEST_CASE("What is not expected in the scope is misplaced")
{
    Shelf shelf;
    const Stocktake stocktake = shelf.start("KF01-W1");
    CHECK(stocktake.expected == 5);
    shelf.scan(stocktake, 0, 6, "KF01-W1");
    CHECK(lines(must(shelf.stocktakes.report(stocktake.id)).counts) ==
          std::vector<std::string>{"misplaced " + shelf.codes[5] + " KF01-W2>KF01-W1"});
    // What is expected stays fixed; what was moved since counts where it is now.
    must(shelf.places.put({paper(shelf.codes[5])}, "KF01-W1", "", stamp()));
    must(shelf.places.put({paper(shelf.codes[0])}, "KF01-W2", "", stamp()));
    shelf.scan(stocktake, 0, 1, "KF01-W2");
    CHECK(must(shelf.stocktakes.report(stocktake.id)).counts.stocktake.expected == 5);
}

TEST_CASE("A closed stock-take is signed by two, says the same for ever, and takes no more scans")
{
    Shelf shelf;
    StocktakeScope scope;
    scope.folder = paper("HT/001");
    const Stocktake stocktake = must(shelf.stocktakes.start(scope, stamp()));
    shelf.scan(stocktake, 10, 12, "");
    CHECK(refused(shelf.stocktakes.close(stocktake.id, "甲", " 甲 ", stamp())).kind == ErrorKind::refused);
    CHECK(refused(shelf.stocktakes.close(stocktake.id, "甲", "", stamp())).kind == ErrorKind::usage);
    const auto closed = must(shelf.stocktakes.close(stocktake.id, "甲", "乙", stamp("bob")));
    CHECK_FALSE(closed.counts.has_serious());
    CHECK(closed.counts.stocktake.digest == Digest::of(closed.json).hex());
    must(shelf.places.put({paper("HT/001")}, "", "", stamp()));
    const auto later = must(shelf.stocktakes.report(stocktake.id));
    CHECK(later.json == closed.json);
    CHECK(later.counts.found == 2);
    CHECK(encode_report(later.counts).dump() == closed.json);
    CHECK(later.counts.stocktake.second_counter == "乙");
    CHECK(refused(shelf.stocktakes.scan(stocktake.id, {{"x", ""}}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(shelf.stocktakes.close(stocktake.id, "甲", "乙", stamp())).kind == ErrorKind::refused);
    CHECK_THROWS(sql(shelf.catalog.path(), "UPDATE stocktake SET report = ''"));
    CHECK_THROWS(sql(shelf.catalog.path(), "INSERT INTO stocktake_scan (stocktake, code, at) VALUES (1, 'x', 'y')"));
    CHECK(check(*shelf.catalog).empty());
}

TEST_CASE("A stock-take of nothing, or of two scopes, is refused and leaves no trace")
{
    Shelf shelf;
    StocktakeScope scope;
    scope.category = "FP";
    CHECK(refused(shelf.stocktakes.start(scope, stamp())).kind == ErrorKind::not_found);
    scope.location = "KF01";
    CHECK(refused(shelf.stocktakes.start(scope, stamp())).kind == ErrorKind::usage);
    CHECK(must(shelf.stocktakes.list(10, 0)).empty());
    CHECK(refused(shelf.stocktakes.report(StocktakeId{9})).kind == ErrorKind::not_found);
    CHECK(check(*shelf.catalog).empty());
}

TEST_CASE("Inspections fall due by grade, counted from filing or from the last stock-take")
{
    Shelf shelf;  // filed on 2023-11-14, all of grade B
    const InspectionYears years;
    CHECK(must(shelf.stocktakes.inspections(day("2026-11-13"), years)).front().records == 0);
    CHECK(must(shelf.stocktakes.inspections(day("2026-11-13"), years)).front().next == "2026-11-14");
    auto due = must(shelf.stocktakes.inspections(day("2026-11-14"), years)).front();
    CHECK(due.records == 12);
    CHECK(due.of == 12);
    CHECK(due.since == "2026-11-14");
    const Stocktake stocktake = shelf.start("KF01-W1");
    const auto now = stamp("alice", 1'795'000'000'000);  // 2026-11-18
    must(shelf.stocktakes.scan(stocktake.id, {{shelf.codes[0], ""}}, now));
    CHECK(must(shelf.stocktakes.inspections(day("2026-11-20"), years)).front().records == 12);
    must(shelf.stocktakes.close(stocktake.id, "甲", "乙", now));
    due = must(shelf.stocktakes.inspections(day("2026-11-20"), years)).front();
    CHECK(due.records == 11);
    CHECK(due.next == "2029-11-18");
}
