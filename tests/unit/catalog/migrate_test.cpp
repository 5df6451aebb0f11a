// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/migrate.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// The database as if only the first step had been taken.
sqlite::Connection connect(const std::string& path)
{
    auto db = must(sqlite::Connection::open(path, {sqlite::OpenMode::write, std::chrono::milliseconds(0), {}, false}));
    must(db.script("PRAGMA user_version = 1"));
    return db;
}

const std::vector<Migration> three{{1, "never run again"},
                                   {2, "CREATE TABLE second (a); INSERT INTO second VALUES (2)"},
                                   {3, "ALTER TABLE second ADD COLUMN b; CREATE TABLE third (a)"}};

}  // namespace

TEST_CASE("Missing steps run in order, each once")
{
    SampleCatalog catalog;
    catalog.close();
    {
        auto db = connect(catalog.path());
        must(migrate(db, three));
        CHECK(must(schema_version_of(db)) == 3);
        must(migrate(db, three));
    }
    CHECK(sql_value(catalog.path(), "SELECT count(*) FROM second WHERE b IS NULL") == "1");
    sql(catalog.path(), "PRAGMA user_version = 99");
    CHECK(refused(Catalog::open(catalog.path(), Access::write)).kind == ErrorKind::schema_version);
}

TEST_CASE("Before something is migrated, and only then, the caller is asked, and may refuse")
{
    SampleCatalog catalog;
    catalog.close();
    auto db = connect(catalog.path());
    int asked = 0;
    const auto refuse = [&]() -> Result<void> {
        ++asked;
        return error(ErrorKind::locked, say("somebody else", "他人"));
    };
    CHECK(refused(migrate(db, three, refuse)).kind == ErrorKind::locked);
    CHECK(asked == 1);
    CHECK(must(schema_version_of(db)) == 1);
    must(migrate(db, three, [&]() -> Result<void> {
        ++asked;
        CHECK(must(schema_version_of(db)) == 1);
        return {};
    }));
    CHECK(asked == 2);
    CHECK(must(schema_version_of(db)) == 3);
    must(migrate(db, three, refuse));
    CHECK(asked == 2);
}

TEST_CASE("A step that fails leaves the version before it whole")
{
    SampleCatalog catalog;
    catalog.close();
    auto steps = three;
    steps[2].sql = "CREATE TABLE third (a); INSERT INTO nowhere VALUES (1)";
    auto db = connect(catalog.path());
    CHECK_FALSE(migrate(db, steps).ok());
    CHECK(must(schema_version_of(db)) == 2);
    CHECK(must(db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'second'")) == 1);
    CHECK(must(db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'third'")) == 0);
    CHECK(must(db.number("PRAGMA foreign_keys")) == 1);
    must(migrate(db, three));
    CHECK(must(schema_version_of(db)) == 3);
}

TEST_CASE("A step may rebuild a table that others refer to, but leave no row that refers to nothing")
{
    SampleCatalog catalog;
    catalog.file("a");
    catalog.close();
    auto db = connect(catalog.path());
    const std::vector<Migration> careless{{1, ""}, {2, "DELETE FROM category"}};
    CHECK(refused(migrate(db, careless)).kind == ErrorKind::corrupt);
    CHECK(must(schema_version_of(db)) == 1);
    CHECK(must(db.number("SELECT count(*) FROM category")) == 2);
}

TEST_CASE("A version newer than the steps is refused")
{
    SampleCatalog catalog;
    catalog.close();
    auto db = connect(catalog.path());
    must(db.script("PRAGMA user_version = 4"));
    CHECK(refused(migrate(db, three)).kind == ErrorKind::schema_version);
}

TEST_CASE("Migrations are numbered from 1 without gaps")
{
    int expected = 0;
    for (const auto& migration : migrations()) CHECK(migration.version == ++expected);
    CHECK(expected == Catalog::schema_version);
}
