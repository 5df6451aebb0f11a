// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "schema/catalog/sqlite.hpp"
#include "schema/catalog/sqlite_error.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("Codes of SQLite become errors by meaning, in two languages")
{
    const std::vector<std::pair<int, ErrorKind>> meanings{
        {SQLITE_BUSY, ErrorKind::locked},
        {SQLITE_BUSY_SNAPSHOT, ErrorKind::locked},
        {SQLITE_BUSY_RECOVERY, ErrorKind::locked},
        {SQLITE_LOCKED, ErrorKind::locked},
        {SQLITE_CORRUPT, ErrorKind::corrupt},
        {SQLITE_CORRUPT_INDEX, ErrorKind::corrupt},
        {SQLITE_NOTADB, ErrorKind::corrupt},
        {SQLITE_IOERR_CORRUPTFS, ErrorKind::corrupt},
        {SQLITE_FULL, ErrorKind::io},
        {SQLITE_IOERR_WRITE, ErrorKind::io},
        {SQLITE_IOERR_FSYNC, ErrorKind::io},
        {SQLITE_READONLY, ErrorKind::io},
        {SQLITE_READONLY_DBMOVED, ErrorKind::io},
        {SQLITE_CANTOPEN, ErrorKind::io},
        {SQLITE_PERM, ErrorKind::io},
        {SQLITE_CONSTRAINT_UNIQUE, ErrorKind::duplicate},
        {SQLITE_CONSTRAINT_PRIMARYKEY, ErrorKind::duplicate},
        {SQLITE_CONSTRAINT_TRIGGER, ErrorKind::refused},
        {SQLITE_CONSTRAINT_FOREIGNKEY, ErrorKind::internal},
        {SQLITE_CONSTRAINT_CHECK, ErrorKind::internal},
        {SQLITE_TOOBIG, ErrorKind::usage},
        {SQLITE_NOMEM, ErrorKind::unavailable},
        {SQLITE_INTERRUPT, ErrorKind::interrupted},
        {SQLITE_MISUSE, ErrorKind::internal},
    };
    for (const auto& [code, kind] : meanings) {
        const auto problem = sqlite::meaning_of(code, "the message", 0, "/a/catalog.db");
        INFO(code);
        CHECK(problem.kind == kind);
        CHECK(problem.where == "/a/catalog.db");
        CHECK_FALSE(problem.what.en.empty());
        CHECK_FALSE(problem.what.zh.empty());
        if (kind == ErrorKind::locked || kind == ErrorKind::corrupt || kind == ErrorKind::io)
            CHECK_FALSE(problem.hint.empty());
    }
}

TEST_CASE("A disk without space says so however SQLite puts it")
{
    const auto full = sqlite::meaning_of(SQLITE_FULL, "", 0, "").what;
    CHECK(sqlite::meaning_of(SQLITE_IOERR_SHMSIZE, "", ENOSPC, "").what == full);
    CHECK(sqlite::meaning_of(SQLITE_CANTOPEN, "", EDQUOT, "").what == full);
    CHECK(sqlite::meaning_of(SQLITE_IOERR_READ, "", EIO, "").what.en.find("Input/output error") != std::string::npos);
}

TEST_CASE("Values keep their bytes")
{
    auto db = must(sqlite::Connection::temporary());
    const std::string bytes("a\0b\xFF", 4);
    auto rows = must(db.query("SELECT ?1, ?2, ?3, ?4, ?5, typeof(?1), typeof(?2), typeof(?5), length(?6)",
                              {bytes, sqlite::Value::blob(bytes), -7, nullptr, "", std::string_view()}));
    REQUIRE(must(rows.next()));
    CHECK(rows.text(0) == bytes);
    CHECK(rows.text(1) == bytes);
    CHECK(rows.integer(2) == -7);
    CHECK(rows.is_null(3));
    CHECK(rows.text(4).empty());
    CHECK(rows.text(5) == "text");
    CHECK(rows.text(6) == "blob");
    CHECK(rows.text(7) == "text");
    CHECK(rows.integer(8) == 0);
    CHECK_FALSE(must(rows.next()));
    CHECK(refused(rows.digest(1)).kind == ErrorKind::corrupt);
}

TEST_CASE("One statement can run twice at a time")
{
    auto db = must(sqlite::Connection::temporary());
    must(db.script("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)"));
    constexpr std::string_view all = "SELECT a FROM t ORDER BY a";
    std::string pairs;
    auto outer = must(db.query(all));
    while (must(outer.next())) {
        auto inner = must(db.query(all));
        while (must(inner.next())) pairs += std::to_string(outer.integer(0)) + std::to_string(inner.integer(0)) + " ";
    }
    CHECK(pairs == "11 12 21 22 ");
}

TEST_CASE("A statement that failed works again")
{
    auto db = must(sqlite::Connection::temporary());
    must(db.script("CREATE TABLE t (a UNIQUE)"));
    must(db.run("INSERT INTO t VALUES (?1)", {1}));
    CHECK(db.run("INSERT INTO t VALUES (?1)", {1}).error().kind == ErrorKind::duplicate);
    must(db.run("INSERT INTO t VALUES (?1)", {2}));
    CHECK(must(db.number("SELECT count(*) FROM t")) == 2);
    CHECK(must(db.number("SELECT a FROM t WHERE a = 9")) == 0);
    CHECK(refused(db.query("SELECT nonsense FROM t")).kind == ErrorKind::internal);
}
