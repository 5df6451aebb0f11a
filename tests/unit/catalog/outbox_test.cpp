// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

FiledRecord filed(SampleCatalog& catalog, const std::string& title)
{
    return must(catalog->file_record(contract(title, title), stamp()));
}

RecordEdit new_title(const std::string& title)
{
    RecordEdit edit;
    edit.title = title;
    return edit;
}

}  // namespace

TEST_CASE("The outbox holds one row a record, of its latest revision, and moves it to the end")
{
    SampleCatalog catalog;
    const auto a = filed(catalog, "a");
    const auto b = filed(catalog, "b");
    const auto before = must(catalog->owed(0, 10));
    REQUIRE(before.size() == 2);
    must(catalog->edit_record(a.code, new_title("a2"), stamp()));
    const auto after = must(catalog->owed(0, 10));
    REQUIRE(after.size() == 2);
    CHECK(after[0].record == b.id);
    CHECK(after[1].record == a.id);
    CHECK(after[1].revision == 2);
    CHECK(after[1].entry > before[1].entry);
    CHECK(must(catalog->owed(after[0].entry, 10)).size() == 1);
    CHECK(must(catalog->owed(0, 1)).size() == 1);
    CHECK(must(catalog->tallies()).owed == 2);
}

TEST_CASE("Settling leaves owed what changed meanwhile")
{
    SampleCatalog catalog;
    const auto a = filed(catalog, "a");
    const auto b = filed(catalog, "b");
    const auto work = must(catalog->owed(0, 10));
    must(catalog->edit_record(a.code, new_title("a2"), stamp()));
    const auto events = must(catalog->tallies()).events;
    must(catalog->settle(work));
    const auto left = must(catalog->owed(0, 10));
    REQUIRE(left.size() == 1);
    CHECK(left[0].record == a.id);
    CHECK(must(catalog->owes({a.id})));
    CHECK_FALSE(must(catalog->owes({b.id})));
    CHECK(must(catalog->owes({b.id, a.id})));
    CHECK_FALSE(must(catalog->owes({})));
    // Whoever read the record anew settles it, under whatever entry.
    must(catalog->settle({{a.id, 2, 0}}));
    CHECK(must(catalog->tallies()).owed == 0);
    CHECK(must(catalog->tallies()).events == events);
}

TEST_CASE("Records can be owed again without a new revision")
{
    SampleCatalog catalog;
    const auto a = filed(catalog, "a");
    const auto b = filed(catalog, "b");
    must(catalog->settle(must(catalog->owed(0, 10))));
    must(catalog->owe({b.id, RecordId{77}, b.id}));
    must(catalog->owe({b.id}));
    must(catalog->owe({}));
    const auto owed = must(catalog->owed(0, 10));
    REQUIRE(owed.size() == 1);
    CHECK(owed[0].record == b.id);
    CHECK(owed[0].revision == 1);
    CHECK_FALSE(must(catalog->owes({a.id})));
}

TEST_CASE("Entry numbers of the outbox are never used twice")
{
    SampleCatalog catalog;
    filed(catalog, "a");
    const auto first = must(catalog->owed(0, 10)).at(0).entry;
    must(catalog->settle(must(catalog->owed(0, 10))));
    filed(catalog, "b");
    CHECK(must(catalog->owed(first, 10)).size() == 1);
}

TEST_CASE("A text that is read makes indexed records owe the index, without history or event")
{
    SampleCatalog catalog;
    const auto a = filed(catalog, "a");
    const auto b = must(catalog->file_record(contract("b", "b"), stamp()));
    must(catalog->attach(b.code, attachment("a", "a again"), stamp()));
    const auto other = filed(catalog, "other");
    must(catalog->settle(must(catalog->owed(0, 10))));
    const auto events = must(catalog->tallies()).events;

    must(catalog->set_text(Digest::of("a"), TextState::partial, "page 3 is damaged", 12));
    const auto record = must(catalog->record(a.code));
    CHECK(record.components[0].text == TextState::partial);
    CHECK(record.components[0].text_note == "page 3 is damaged");
    CHECK(record.components[0].pages == 12);
    CHECK(record.revision == 2);
    CHECK(must(catalog->record(b.code)).revision == 3);
    CHECK(must(catalog->owes({a.id})));
    CHECK(must(catalog->owes({b.id})));
    CHECK_FALSE(must(catalog->owes({other.id})));
    CHECK(must(catalog->history(a.code)).empty());
    CHECK(must(catalog->tallies()).events == events);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A record that is owed already is settled by the index entry that has the new text")
{
    SampleCatalog catalog;
    const auto a = filed(catalog, "a");
    const auto work = must(catalog->owed(0, 10));
    must(catalog->set_text(Digest::of("a"), TextState::done, "", 1));
    CHECK(must(catalog->record(a.code)).revision == 1);
    must(catalog->settle(work));
    CHECK_FALSE(must(catalog->owes({a.id})));
}

TEST_CASE("Text states are counted as they change")
{
    SampleCatalog catalog;
    filed(catalog, "a");
    filed(catalog, "b");
    must(catalog->set_text(Digest::of("a"), TextState::done, "", 1));
    must(catalog->set_text(Digest::of("a"), TextState::failed, "bad \xFF byte", 0));
    std::int64_t pending = 0, failed = 0, done = 0;
    for (const auto& [state, count] : must(catalog->tallies()).text_states) {
        if (state == TextState::pending) pending = count;
        if (state == TextState::failed) failed = count;
        if (state == TextState::done) done = count;
    }
    CHECK(pending == 1);
    CHECK(failed == 1);
    CHECK(done == 0);
    CHECK(refused(catalog->set_text(Digest::of("zz"), TextState::done, "", 1)).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}
