// SPDX-License-Identifier: GPL-3.0-or-later
// Locations and papers.
#include <catch2/catch.hpp>

#include "schema/catalog/places.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Location add(Places& places, const std::string& part, const std::string& parent = {},
             std::optional<LocationKind> kind = std::nullopt)
{
    NewLocation asked;
    asked.part = part;
    asked.parent = parent;
    asked.kind = kind;
    return must(places.add(asked, stamp())).back();
}

/// A storeroom with two rows, a side, a bay, two tiers, and boxes W01 to W12 on the first of them.
void build(Places& places)
{
    add(places, "kf01");
    add(places, "L01..L02", "KF01");
    add(places, "A", "KF01-L01");
    add(places, "J05", "KF01-L01-A");
    add(places, "C1..C2", "KF01-L01-A-J05");
    add(places, "W01..W12", "KF01-L01-A-J05-C1");
}

std::vector<std::string> codes(const std::vector<Location>& locations)
{
    std::vector<std::string> found;
    for (const auto& one : locations) found.push_back(one.code);
    return found;
}

PaperName paper(const std::string& text)
{
    return must(PaperName::parse(text));
}

Placed put(Places& places, const std::string& what, const std::string& where)
{
    return must(places.put({paper(what)}, where, "", stamp())).front().what;
}

const std::string box = "KF01-L01-A-J05-C1-W12";

}  // namespace

TEST_CASE("Addresses are built of parts, kinds follow each other, and a range makes many")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const Location found = must(places.location("kf01-l01-a-j05-c1-w12"));
    CHECK(found.code == box);
    CHECK(found.kind == LocationKind::box);
    CHECK(found.parent_code == "KF01-L01-A-J05-C1");
    CHECK(must(places.location("KF01-L01-A-J05-C1")).inside == 12);
    CHECK(must(places.locations("")).size() == 19);
    CHECK(codes(must(places.locations("KF01-L02"))) == std::vector<std::string>{"KF01-L02"});
    const auto all = codes(must(places.locations("KF01")));
    CHECK(all.front() == "KF01");
    CHECK(all.back() == "KF01-L02");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A whole address says where it lies")
{
    SampleCatalog catalog;
    Places places(*catalog);
    add(places, "A区");
    CHECK(add(places, "A区-03架", "", LocationKind::bay).parent_code == "A区");
    CHECK(add(places, "A区-03架-01..05").code == "A区-03架-05");
    NewLocation nowhere;
    nowhere.part = "B区-03架";
    const Error unknown = refused(places.add(nowhere, stamp()));
    CHECK(unknown.kind == ErrorKind::not_found);
    CHECK(unknown.hint.en.find("B区") != std::string::npos);
    nowhere.kind = LocationKind::storeroom;
    CHECK(must(places.add(nowhere, stamp())).front().parent_code.empty());
    NewLocation given;
    given.part = "9";
    given.parent = "A区-03架";
    given.code = "蓝盒9";
    CHECK(must(places.add(given, stamp())).front().code == "蓝盒9");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Locations that cannot be are refused")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const auto kind_of = [&](const std::string& part, const std::string& parent, std::optional<LocationKind> kind = {}) {
        NewLocation asked;
        asked.part = part;
        asked.parent = parent;
        asked.kind = kind;
        return refused(places.add(asked, stamp())).kind;
    };
    CHECK(kind_of("KF01", "") == ErrorKind::duplicate);
    CHECK(kind_of("", "") == ErrorKind::usage);
    CHECK(kind_of("a/b", "") == ErrorKind::usage);
    CHECK(kind_of(std::string(10'000, 'X'), "") == ErrorKind::usage);
    CHECK(kind_of("X", "KF09") == ErrorKind::not_found);
    CHECK(kind_of("X", box) == ErrorKind::refused);                            // a box in a box
    CHECK(kind_of("X", "KF01-L01", LocationKind::row) == ErrorKind::refused);  // a row in a row
    CHECK(kind_of("W05..W01", "KF01-L02") == ErrorKind::usage);
    CHECK(kind_of("W01..V09", "KF01-L02") == ErrorKind::usage);
    CHECK(kind_of("W0001..W9999", "KF01-L02") == ErrorKind::usage);
    NewLocation named;
    named.part = "KF02";
    named.name = std::string(10'000, 'n');
    CHECK(refused(places.add(named, stamp())).kind == ErrorKind::usage);
    named.name.clear();
    named.capacity = 0;
    CHECK(refused(places.add(named, stamp())).kind == ErrorKind::usage);
    named.capacity.reset();
    named.climate = "tropical";
    CHECK(refused(places.add(named, stamp())).kind == ErrorKind::usage);
    // A range fails whole.
    add(places, "W02", "KF01-L02", LocationKind::box);
    CHECK(kind_of("W01..W03", "KF01-L02", LocationKind::box) == ErrorKind::duplicate);
    CHECK(refused(places.location("KF01-L02-W01")).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}

TEST_CASE("An address is no reference code")
{
    SampleCatalog catalog;
    Places places(*catalog);
    NewLocation asked;
    asked.part = catalog.file("one");
    asked.kind = LocationKind::storeroom;
    CHECK(refused(places.add(asked, stamp())).kind == ErrorKind::refused);
}

TEST_CASE("A moved location takes along what is in it, and addresses follow")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const auto code = catalog.file("one");
    put(places, code, box);
    CHECK(must(places.move("KF01-L01-A", "KF01-L02", stamp())).code == "KF01-L02-A");
    CHECK(must(places.whereabouts(paper(code))).location == "KF01-L02-A-J05-C1-W12");
    CHECK(must(places.locations("KF01-L01")).size() == 1);
    CHECK(must(places.locations("KF01-L02")).size() == 17);
    CHECK(must(places.move("KF01-L02-A-J05", "", stamp())).code == "J05");
    CHECK(must(places.location("J05-C2")).parent_code == "J05");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A location is not moved into itself, below itself, or where it cannot lie")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const Error itself = refused(places.move("KF01", "KF01", stamp()));
    CHECK(itself.kind == ErrorKind::refused);
    CHECK(itself.what.en == "KF01 cannot be moved into itself");
    const Error below = refused(places.move("KF01", box, stamp()));
    CHECK(below.what.en == "KF01 cannot be moved into " + box + ": that lies in it");
    CHECK(refused(places.move("KF01-L01-A", box, stamp())).kind == ErrorKind::refused);
    CHECK(refused(places.move("KF01-L02", "KF01-L01-A", stamp())).kind == ErrorKind::refused);
    add(places, "C9", "KF01-L02", LocationKind::tier);
    add(places, "W12", "KF01-L02-C9");
    CHECK(refused(places.move(box, "KF01-L02-C9", stamp())).kind == ErrorKind::duplicate);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A location that holds something is not retired, and a retired one takes nothing")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const auto code = catalog.file("one");
    put(places, code, box);
    LocationEdit retire;
    retire.retired = true;
    CHECK(refused(places.edit(box, retire, stamp())).kind == ErrorKind::refused);
    CHECK(refused(places.edit("KF01", retire, stamp())).kind == ErrorKind::refused);
    CHECK(put(places, code, "") == Placed::moved);
    CHECK(must(places.edit(box, retire, stamp())).retired);
    CHECK(must(places.location("KF01-L01-A-J05-C1")).inside == 11);
    CHECK(refused(places.put({paper(code)}, box, "", stamp())).kind == ErrorKind::refused);
    LocationEdit use;
    use.retired = false;
    use.name = "十二号盒";
    use.capacity = std::optional<std::int64_t>(2);
    CHECK(must(places.edit(box, use, stamp())).name == "十二号盒");
    CHECK(put(places, code, box) == Placed::moved);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A record is where its folder is unless it is placed itself")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    NewRecord record = contract("one", "one");
    record.metadata.folder = "001";
    const auto code = must(catalog->file_record(record, stamp())).code.text();
    CHECK(must(places.whereabouts(paper(code))).location.empty());
    CHECK(put(places, "ht/001", "KF01-L02") == Placed::moved);
    CHECK(put(places, "HT/001", "KF01-L02") == Placed::already);
    CHECK(must(places.whereabouts(paper(code))).location == "KF01-L02");
    CHECK(must(places.whereabouts(paper(code))).with_folder);
    CHECK(put(places, code, box) == Placed::moved);
    CHECK(must(places.whereabouts(paper(code))).location == box);
    CHECK_FALSE(must(places.whereabouts(paper(code))).with_folder);
    CHECK(put(places, code, "") == Placed::moved);
    CHECK(must(places.whereabouts(paper(code))).location == "KF01-L02");
    const auto moves = must(places.moves(paper(code)));
    REQUIRE(moves.size() == 2);
    CHECK(moves[0].to == box);
    CHECK(moves[1].from == box);
    CHECK(moves[1].to.empty());
    CHECK(moves[1].actor == "alice");
    CHECK(must(places.papers_in("KF01-L02", 10, 0)).front().paper.text() == "HT/001");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Many papers are put at once, and what cannot be is told of each")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    std::vector<PaperName> papers;
    for (int i = 0; i < 450; ++i) papers.push_back(paper(catalog.file("r" + std::to_string(i))));
    papers.push_back(papers.front());
    papers.push_back(paper("J001-HT·1999-D30-0001"));
    const auto dry = must(places.would_put(papers, box));
    CHECK(must(places.papers_in(box, 1, 0)).empty());
    const auto told = must(places.put(papers, box, "迁架", stamp()));
    REQUIRE(told.size() == 452);
    for (std::size_t i = 0; i < told.size(); ++i) CHECK(told[i].what == dry[i].what);
    CHECK(told[449].what == Placed::moved);
    CHECK(told[450].what == Placed::already);
    CHECK(told[451].what == Placed::unknown);
    CHECK(must(places.location(box)).papers == 450);
    CHECK(sql_value(catalog.path(), "SELECT count(*) FROM event WHERE action = 'paper.moved'") == "3");
    CHECK(must(places.moves(papers[7])).front().reason == "迁架");
    CHECK(check(*catalog).empty());
}

TEST_CASE("The schema itself keeps a paper in one place")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    const auto code = catalog.file("one");
    put(places, code, box);
    const std::string path = catalog.path();
    CHECK_THROWS(sql(path, "INSERT INTO paper (record, location) VALUES (1, 1)"));  // a second place
    CHECK_THROWS(sql(path, "UPDATE paper SET loan = 7"));
    CHECK_THROWS(sql(path, "DELETE FROM paper"));
    CHECK_THROWS(sql(path, "DELETE FROM location WHERE code = 'KF01-L02'"));
    CHECK_THROWS(sql(path, "UPDATE location SET parent = (SELECT id FROM location WHERE kind = 'box') WHERE code = 'KF01'"));
    CHECK_THROWS(sql(path, "UPDATE move SET target = 1"));
}

TEST_CASE("Places changed past the program are found")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    put(places, catalog.file("one"), box);
    sql(catalog.path(), "UPDATE paper SET location = 1");
    CHECK(check(*catalog) == std::vector<std::string>{"paper.changed J001-HT·2024-D30-0001"});
    sql(catalog.path(), "UPDATE location SET name = 'x', papers = 9 WHERE code = 'KF01-L02'");
    const auto found = check(*catalog);
    CHECK(std::ranges::count(found, "location.changed KF01-L02") == 1);
    CHECK(std::ranges::count(found, "tally.wrong location KF01-L02") == 1);
}

TEST_CASE("Readings are told when they break the limits, of their own kind of store")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    LocationEdit disc;
    disc.climate = "disc";
    must(places.edit("KF01-L02", disc, stamp()));
    const auto read = [&](const std::string& where, int temperature, int humidity, int hour) {
        ClimateReading reading;
        reading.location = where;
        reading.at = stamp().at - std::chrono::hours(48) + std::chrono::hours(hour);
        reading.temperature = temperature;
        reading.humidity = humidity;
        reading.reader = "王芳";
        return must(places.add_climate(reading, stamp()));
    };
    CHECK(read("KF01", 200, 500, 0).faults.empty());
    CHECK(read("KF01", 221, 540, 20).faults == std::vector{ClimateFault::temperature_drift});
    CHECK(read("KF01", 200, 551, 25).faults.size() == 1);  // the first is more than a day back: against the second only
    CHECK(read("KF01-L01", 139, 449, 0).faults == std::vector{ClimateFault::cold, ClimateFault::dry});
    CHECK(read("KF01-L01", 241, 601, 40).faults == std::vector{ClimateFault::hot, ClimateFault::damp});
    const auto discs = read("KF01-L02", 100, 300, 0);
    CHECK(discs.climate == "disc");
    CHECK(discs.faults.empty());
    CHECK(must(places.climate("KF01-L01", Readings::all, 10, 0)).size() == 2);
    CHECK(must(places.climate("", Readings::all, 10, 0)).size() == 6);
    const auto faulty = must(places.climate("", Readings::faulty, 2, 2));
    REQUIRE(faulty.size() == 2);
    CHECK(faulty[0].faults == std::vector{ClimateFault::temperature_drift});
    CHECK(faulty[1].temperature == 139);
    CHECK(must(places.climate("", Readings::faulty, 10, 4)).empty());
    ClimateReading odd{"KF01", stamp().at, 900, 500, "x", {}, {}};
    CHECK(refused(places.add_climate(odd, stamp())).kind == ErrorKind::usage);
    odd = {"KF01", stamp().at + std::chrono::hours(1), 200, 500, "x", {}, {}};
    CHECK(refused(places.add_climate(odd, stamp())).kind == ErrorKind::usage);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Incidents are noted and listed")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    must(places.add_incident({box, stamp().at, "pest", "发现衣鱼", "王芳"}, stamp()));
    CHECK(refused(places.add_incident({box, stamp().at, "ghost", "x", "y"}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(places.add_incident({box, stamp().at, "fire", " ", "y"}, stamp())).kind == ErrorKind::usage);
    CHECK(must(places.incidents("KF01", 10, 0)).front().text == "发现衣鱼");
    CHECK(must(places.incidents("KF01-L02", 10, 0)).empty());
    CHECK(check(*catalog).empty());
}

TEST_CASE("The kind of a location is mended where what it lies in stays larger, and what lies in it smaller")
{
    SampleCatalog catalog;
    Places places(*catalog);
    build(places);
    add(places, "W99", "KF01-L02");
    const auto edit = [&](const std::string& code, LocationKind kind) {
        LocationEdit wanted;
        wanted.kind = kind;
        return places.edit(code, wanted, stamp());
    };
    CHECK(must(edit("KF01-L02-W99", LocationKind::box)).kind == LocationKind::box);
    CHECK(must(catalog->newest_event())->detail.find(R"("kind":{"before":"side","after":"box"})") != std::string::npos);
    CHECK(must(edit("KF01-L02-W99", LocationKind::side)).kind == LocationKind::side);
    CHECK(refused(edit("KF01-L02-W99", LocationKind::row)).kind == ErrorKind::refused);
    const Error inside = refused(edit("KF01-L01-A", LocationKind::tier));
    CHECK(inside.kind == ErrorKind::refused);
    CHECK(inside.what.en == "KF01-L01-A cannot be a tier: KF01-L01-A-J05 in it is a bay");
    const auto events = must(catalog->tallies()).events;
    must(edit("KF01", LocationKind::storeroom));
    CHECK(must(catalog->tallies()).events == events);
    CHECK(check(*catalog).empty());
}
