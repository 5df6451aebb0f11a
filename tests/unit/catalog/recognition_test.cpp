// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Digest file_scan(SampleCatalog& catalog, const std::string& content)
{
    const NewRecord record = contract(content, content);
    must(catalog->file_record(record, stamp()));
    must(catalog->set_text(record.original.digest, TextState::needs_ocr, "", 2));
    return record.original.digest;
}

Recognition recognition(double confidence, double lowest)
{
    return {"ppocr 4", 2, confidence, lowest, stamp().at};
}

std::vector<std::string> waiting(SampleCatalog& catalog, const ScansRequest& request)
{
    std::vector<std::string> found;
    for (const auto& work : must(catalog->scans_to_recognise(request))) found.push_back(work.digest.hex());
    return found;
}

}  // namespace

TEST_CASE("Scans wait for recognition until their text is there, and can be done again below a confidence")
{
    SampleCatalog catalog;
    catalog.file("not a scan");
    const Digest good = file_scan(catalog, "good");
    const Digest bad = file_scan(catalog, "bad");
    CHECK(waiting(catalog, {}) == std::vector{good.hex(), bad.hex()});

    must(catalog->set_text(good, TextState::done, "", 2));
    must(catalog->set_recognition(good, recognition(0.98, 0.97)));
    must(catalog->set_text(bad, TextState::partial, "page 2 is damaged", 2));
    must(catalog->set_recognition(bad, recognition(0.7, 0.5)));
    CHECK(waiting(catalog, {}).empty());

    ScansRequest again;
    again.redo = true;
    CHECK(waiting(catalog, again) == std::vector{good.hex(), bad.hex()});
    again.below = 0.8;
    CHECK(waiting(catalog, again) == std::vector{bad.hex()});
    again.below = 0.5;
    CHECK(waiting(catalog, again).empty());
}

TEST_CASE("What waits can be asked for by record, and in pieces")
{
    SampleCatalog catalog;
    const Digest one = file_scan(catalog, "one");
    const Digest two = file_scan(catalog, "two");
    const auto work = must(catalog->scans_to_recognise({}));
    REQUIRE(work.size() == 2);
    CHECK(work[0].media_type == "application/pdf");
    REQUIRE(work[1].records.size() == 1);

    ScansRequest request;
    request.records = work[1].records;
    CHECK(waiting(catalog, request) == std::vector{two.hex()});
    request.records.clear();
    request.limit = 1;
    CHECK(waiting(catalog, request) == std::vector{one.hex()});
    request.after = work[0].object;
    CHECK(waiting(catalog, request) == std::vector{two.hex()});
}

TEST_CASE("What recognition gave is kept, and replaced")
{
    SampleCatalog catalog;
    const Digest scan = file_scan(catalog, "scan");
    CHECK(!must(catalog->recognition(scan)));
    must(catalog->set_recognition(scan, recognition(0.5, 0.25)));
    must(catalog->set_recognition(scan, recognition(0.9876, 0.9)));
    const auto known = must(catalog->recognition(scan));
    REQUIRE(known);
    CHECK(known->engine == "ppocr 4");
    CHECK(known->pages == 2);
    CHECK(known->confidence == Approx(0.9876));
    CHECK(known->lowest == Approx(0.9));
    CHECK(known->at == stamp().at);
    CHECK(refused(catalog->set_recognition(Digest::of("unknown"), {})).kind == ErrorKind::not_found);
}

TEST_CASE("A catalog from before recognition is migrated and keeps what it had")
{
    SampleCatalog catalog;
    catalog.file("old");
    catalog.close();
    sql(catalog.path(),
        "DROP TRIGGER destroyed_object_is_not_cold; DROP TABLE record_use; DROP TABLE fixity; DROP TABLE cold_object;"
        "DROP TABLE volume_member; DROP TABLE volume_copy; DROP TABLE volume;"
        "DROP TABLE log_checkpoint; DROP TABLE job_run; DROP TABLE property_check; DROP TABLE case_paper;"
        "DROP TABLE case_signature; DROP TABLE case_item; DROP TABLE destroyed_object;"
        "DROP TABLE disposition_case; DROP TABLE account_role; DROP TABLE account;"
        "DROP TRIGGER history_never_goes; CREATE TRIGGER history_never_goes BEFORE DELETE ON history BEGIN"
        " SELECT RAISE(ABORT, 'history is never deleted'); END;"
        "DROP TRIGGER tombstone_rests; DROP TRIGGER record_folder_counted; DROP TRIGGER record_party_counted;"
        "CREATE TRIGGER record_folder_counted AFTER UPDATE OF folder ON record WHEN OLD.folder IS NOT NEW.folder"
        " BEGIN UPDATE folder SET records = records - 1 WHERE id = OLD.folder; UPDATE folder SET records ="
        " records + 1 WHERE id = NEW.folder; END;"
        "CREATE TRIGGER record_party_counted AFTER UPDATE OF party ON record WHEN OLD.party IS NOT NEW.party"
        " BEGIN UPDATE party SET records = records - 1 WHERE id = OLD.party; UPDATE party SET records ="
        " records + 1 WHERE id = NEW.party; END;"
        "DROP TABLE hold_member; DROP TABLE hold_scope; DROP TRIGGER held_record_rests;"
        "DROP TRIGGER held_record_is_not_buried; DROP TABLE hold; DROP TRIGGER record_owes_a_clock;"
        "DROP TRIGGER record_owes_its_clock; DROP TRIGGER tag_owes_a_clock; DROP TRIGGER "
        "tag_gone_owes_a_clock; DROP TABLE retention_clock; DROP TABLE record_rule;"
        "DROP TABLE record_extension; DROP TABLE retention_event; DROP TABLE rule_assignment;"
        "DROP TABLE retention_rule; DROP TABLE tombstone; DROP TABLE clock_owed;"
        "DROP TABLE number_gap; DROP TRIGGER record_takes_a_reserved_number_only;"
        "DROP TABLE held_number; ALTER TABLE category DROP COLUMN numbering;"
        "DROP VIEW record_place; DROP TABLE stocktake_scan; DROP TABLE stocktake_expected;"
        "DROP TABLE stocktake; DROP TABLE incident; DROP TABLE climate; DROP TABLE move; DROP TABLE paper;"
        "DROP TABLE loan; DROP TABLE location; DROP TABLE recognition; DROP INDEX object_to_recognise; DROP "
        "TABLE piece_page; DROP TABLE piece;"
        "DROP TABLE arrival; DROP INDEX record_by_document_number;"
        "ALTER TABLE category DROP COLUMN auto_accept; DROP INDEX category_by_parent;"
        "ALTER TABLE category DROP COLUMN parent; ALTER TABLE category DROP COLUMN effective_from;"
        "ALTER TABLE category DROP COLUMN effective_until;"
        "ALTER TABLE record DROP COLUMN responsible; ALTER TABLE record DROP COLUMN security;"
        "ALTER TABLE record DROP COLUMN unit; ALTER TABLE record DROP COLUMN project;"
        "ALTER TABLE record DROP COLUMN paper_pages; ALTER TABLE record DROP COLUMN page_from;"
        "ALTER TABLE record DROP COLUMN page_to; DROP INDEX record_by_folder_date;"
        "ALTER TABLE record DROP COLUMN position; ALTER TABLE folder DROP COLUMN most_pieces;"
        "ALTER TABLE folder DROP COLUMN most_pages; ALTER TABLE folder DROP COLUMN spine;"
        "ALTER TABLE folder DROP COLUMN mixed; ALTER TABLE folder DROP COLUMN by_hand;"
        "ALTER TABLE category DROP COLUMN mixed_folders; ALTER TABLE category DROP COLUMN grade_meanings_zh;"
        "ALTER TABLE category DROP COLUMN grade_meanings_en; ALTER TABLE category DROP COLUMN grade_rules;"
        "ALTER TABLE category DROP COLUMN expects; PRAGMA user_version = 1");
    catalog.open();
    CHECK(must(Catalog::version_of(catalog.path())) == Catalog::schema_version);
    CHECK(must(catalog->tallies()).records == 1);
    CHECK(waiting(catalog, {}).empty());
}
