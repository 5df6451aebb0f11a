// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/support/place.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"
#include "tests/unit/catalog/sha256.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A row of the table as docs/formats/audit-log.md says it is hashed.
std::string serialised(const Row& event, const std::string& previous_hex)
{
    std::string bytes;
    for (const auto& field : {event[0], event[1], event[2], event[3], event[4], event[5], previous_hex})
        bytes += std::to_string(field.size()) + ":" + field + ",";
    return bytes;
}

const std::string all_events = "SELECT sequence, at, actor, action, subject, detail, lower(hex(previous)), lower(hex(hash))"
                               " FROM event ORDER BY sequence";

}  // namespace

TEST_CASE("The SHA-256 of this test gives the values of FIPS 180-4")
{
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("Anybody can recompute the chain of the audit log")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("逗号, 冒号: 换行"), stamp("张三")));
    catalog.file("合同 \"一\"");
    must(catalog->log("archive.reindexed", "", R"({"records":1})", stamp("")));
    catalog.close();

    const auto events = sql(catalog.path(), all_events);
    REQUIRE(events.size() == 6);
    std::string previous(64, '0');
    for (std::size_t i = 0; i < events.size(); ++i) {
        CHECK(events[i][0] == std::to_string(i + 1));
        CHECK(events[i][6] == previous);
        CHECK(events[i][7] == sha256_hex(serialised(events[i], previous)));
        previous = events[i][7];
    }
    CHECK(events[0][3] == "archive.created");
}

TEST_CASE("The worked example of the format's description holds")
{
    const auto text = read_file(fonds::test::source_tree() + "/docs/formats/audit-log.md");
    const auto part = [&](const std::string& mark) {
        const auto begin = text.find(mark) + mark.size();
        REQUIRE(begin > mark.size());
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    const std::string bytes = part("bytes: ");
    CHECK(part("hash:  ") == sha256_hex(bytes));

    TemporaryDirectory directory;
    const Stamp at{"alice", must(parse_instant("2026-01-02T03:04:05.678Z"))};
    auto catalog =
        must(Catalog::create(directory / "c.db", {"00112233445566778899aabbccddeeff", "J001", "某某公司", at.at}, at, {}));
    const auto first = must(catalog.events(0, 1)).at(0);
    CHECK(first.hash.hex() == part("hash:  "));
    const auto row = sql(directory / "c.db", all_events).at(0);
    CHECK(serialised(row, row[6]) == bytes);
}

TEST_CASE("Events read back in order, from any place")
{
    SampleCatalog catalog;
    must(catalog->log("archive.repaired", "J001", R"({"batches":2})", stamp("bob", 1'700'000'000'005)));
    const auto all = must(catalog->events(0, 100));
    REQUIRE(all.size() == 4);
    CHECK(all[3].action == "archive.repaired");
    CHECK(all[3].subject == "J001");
    CHECK(all[3].detail == R"({"batches":2})");
    CHECK(all[3].actor == "bob");
    CHECK(to_iso8601(all[3].at) == "2023-11-14T22:13:20.005Z");
    CHECK(all[3].previous == all[2].hash);
    CHECK(all[0].previous == Digest());
    CHECK(must(catalog->events(2, 1)).at(0).sequence == 3);
    CHECK(must(catalog->events(4, 100)).empty());
}

TEST_CASE("The detail of an event is a JSON object")
{
    SampleCatalog catalog;
    for (const char* bad : {"", "nonsense", "[1]", "{\"a\":", "\"text\""})
        CHECK(refused(catalog->log("x.y", "", bad, stamp())).kind == ErrorKind::internal);
    CHECK(refused(catalog->log("", "", "{}", stamp())).kind == ErrorKind::internal);
    CHECK(must(catalog->tallies()).events == 3);
}

TEST_CASE("The database itself forbids tampering with what is written once")
{
    SampleCatalog catalog;
    const auto filed = catalog.file("a");
    RecordEdit edit;
    edit.note = "n";
    must(catalog->edit_record(code(filed), edit, stamp()));
    const auto fails_with = [&](const std::string& statement, const std::string& message) {
        CHECK_THROWS_WITH(sql(catalog.path(), statement), Catch::Contains(message));
    };
    fails_with("UPDATE event SET actor = 'mallory' WHERE sequence = 2", "never changes");
    fails_with("DELETE FROM event WHERE sequence = 4", "never deleted");
    fails_with("INSERT INTO event SELECT 9, at, actor, action, subject, detail, previous, hash FROM event LIMIT 1",
               "only grows");
    fails_with(
        "INSERT OR REPLACE INTO event SELECT 2, at, 'mallory', action, subject, detail, previous, hash FROM event LIMIT 1",
        "only grows");
    fails_with("UPDATE history SET after = 'x'", "never changes");
    fails_with("DELETE FROM history", "never deleted");
    fails_with("UPDATE record SET code = 'X-1'", "never changes");
    fails_with("UPDATE record SET serial = 5", "never changes");
    fails_with("DELETE FROM record", "never deleted");
    fails_with("UPDATE sequence SET next = 1", "never goes back");
    fails_with("DELETE FROM sequence", "never deleted");
    CHECK(check(*catalog).empty());
}
