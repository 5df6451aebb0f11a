// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "schema/catalog/migrations.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"
#include "tests/unit/catalog/child.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

bool exists(const std::string& path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

void everybody_may_read(const SampleCatalog& catalog)
{
    REQUIRE(::chmod(catalog.directory().path().c_str(), 0755) == 0);
    for (const char* suffix : {"", "-wal", "-shm"}) ::chmod((catalog.path() + suffix).c_str(), 0644);
}

/// Runs `body` as somebody who may not write; where we are nobody special already, permissions alone do that.
int as_reader(const SampleCatalog& catalog, const std::function<int()>& body)
{
    if (::geteuid() != 0) REQUIRE(::chmod(catalog.directory().path().c_str(), 0555) == 0);
    const int status = in_child([&] {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) return 90;
        if (::access(catalog.directory().path().c_str(), W_OK) == 0) return 91;
        return body();
    });
    REQUIRE(::chmod(catalog.directory().path().c_str(), 0755) == 0);
    return status;
}

int count_as_reader(const SampleCatalog& catalog)
{
    return as_reader(catalog, [&] {
        auto opened = Catalog::open(catalog.path(), Access::read);
        if (!opened.ok()) return 80;
        const auto all = opened->records_after(RecordId{}, 50);
        return all.ok() ? static_cast<int>(all->size()) : 81;
    });
}

}  // namespace

TEST_CASE("A new catalog says whose it is, and keeps its file from strangers")
{
    SampleCatalog catalog;
    struct stat info {};
    REQUIRE(::stat(catalog.path().c_str(), &info) == 0);
    CHECK((info.st_mode & 0777 & ~0640) == 0);
    catalog.open(Access::read);
    CHECK(catalog->identity().id == identity().id);
    CHECK(catalog->identity().code == "J001");
    CHECK(catalog->identity().name == "某某公司");
    CHECK(catalog->identity().created_at == identity().created_at);
    CHECK(must(Catalog::version_of(catalog.path())) == Catalog::schema_version);
    CHECK(migrations().back().version == Catalog::schema_version);
    CHECK(sql_value(catalog.path(), "PRAGMA application_id") == "1179602500");
    CHECK(sql_value(catalog.path(), "PRAGMA journal_mode") == "wal");
}

TEST_CASE("A catalog is never created over another file")
{
    SampleCatalog catalog;
    catalog.file("a");
    CHECK(refused(Catalog::create(catalog.path(), identity(), stamp(), {})).kind == ErrorKind::duplicate);
    CHECK(must(catalog->tallies()).records == 1);
    TemporaryDirectory directory;
    CHECK(refused(Catalog::create(directory / "missing/c.db", identity(), stamp(), {})).kind == ErrorKind::not_found);
}

TEST_CASE("A creation that fails leaves no file behind")
{
    TemporaryDirectory directory;
    Catalog::Options options;
    options.vfs = "no such vfs";
    CHECK_FALSE(Catalog::create(directory / "c.db", identity(), stamp(), options).ok());
    CHECK_FALSE(exists(directory / "c.db"));
}

TEST_CASE("What is no catalog is corrupt, and what is missing is not found")
{
    TemporaryDirectory directory;
    write_file(directory / "text", std::string(5000, 'x'));
    write_file(directory / "empty", "");
    write_file(directory / "foreign", "");
    sql(directory / "foreign", "CREATE TABLE t (a); PRAGMA user_version = 1");
    for (const auto access : {Access::read, Access::write}) {
        for (const char* name : {"text", "empty", "foreign"}) {
            const auto problem = refused(Catalog::open(directory / name, access));
            CHECK(problem.kind == ErrorKind::corrupt);
            CHECK(problem.where == directory / name);
            CHECK_FALSE(problem.hint.empty());
        }
        CHECK(refused(Catalog::open(directory / "missing", access)).kind == ErrorKind::not_found);
        CHECK(refused(Catalog::open(directory.path(), access)).kind == ErrorKind::corrupt);
    }
    CHECK(refused(Catalog::version_of(directory / "text")).kind == ErrorKind::corrupt);
    CHECK(read_file(directory / "empty").empty());
}

TEST_CASE("A catalog without its identity is corrupt")
{
    SampleCatalog catalog;
    catalog.close();
    sql(catalog.path(), "DELETE FROM meta");
    CHECK(refused(Catalog::open(catalog.path(), Access::read)).kind == ErrorKind::corrupt);
}

TEST_CASE("A catalog of a newer program is left alone")
{
    SampleCatalog catalog;
    catalog.close();
    sql(catalog.path(), "PRAGMA user_version = 99");
    const auto before = read_file(catalog.path());
    for (const auto access : {Access::read, Access::write}) {
        const auto problem = refused(Catalog::open(catalog.path(), access));
        CHECK(problem.kind == ErrorKind::schema_version);
        CHECK(problem.hint.en.find("Update Fonds") != std::string::npos);
        CHECK(problem.what.en.find("99") != std::string::npos);
    }
    CHECK(must(Catalog::version_of(catalog.path())) == 99);
    CHECK(read_file(catalog.path()) == before);
}

TEST_CASE("A reader writes nothing")
{
    SampleCatalog catalog;
    catalog.open(Access::read);
    CHECK(refused(catalog->file_record(contract("a", "a"), stamp())).kind == ErrorKind::internal);
    CHECK(refused(catalog->transaction([] { return Result<void>(); })).kind == ErrorKind::internal);
    CHECK(must(catalog->tallies()).records == 0);
}

TEST_CASE("A reader sees what was committed, whether a writer is there or gone, with or without its side files")
{
    SampleCatalog catalog;
    catalog.file("a");
    auto reader = must(Catalog::open(catalog.path(), Access::read));
    CHECK(must(reader.tallies()).records == 1);
    catalog.file("b");
    CHECK(must(reader.tallies()).records == 2);
    catalog.close();
    CHECK(must(reader.tallies()).records == 2);
    reader = must(Catalog::open(catalog.path(), Access::read));
    CHECK(must(reader.tallies()).records == 2);
    catalog.open();
    catalog.file("c");
    CHECK(must(reader.tallies()).records == 3);
}

TEST_CASE("A copy of the file alone can be read and written")
{
    SampleCatalog catalog;
    catalog.file("a");
    catalog.close();
    TemporaryDirectory elsewhere(Medium::memory);
    write_file(elsewhere / "copy.db", read_file(catalog.path()));
    CHECK(must(must(Catalog::open(elsewhere / "copy.db", Access::read)).tallies()).records == 1);
    auto writer = must(Catalog::open(elsewhere / "copy.db", Access::write));
    CHECK(must(writer.file_record(contract("b", "b"), stamp())).code.text() == "J001-HT·2024-D30-0002");
}

TEST_CASE("Who may not write to the directory reads all the same")
{
    SampleCatalog catalog;
    catalog.file("a");
    catalog.file("b");
    everybody_may_read(catalog);
    CHECK(count_as_reader(catalog) == 2);  // beside a writer
    catalog.close();
    CHECK(exists(catalog.path() + "-wal"));
    everybody_may_read(catalog);
    CHECK(count_as_reader(catalog) == 2);  // alone, with the side files the writer left
    ::unlink((catalog.path() + "-wal").c_str());
    ::unlink((catalog.path() + "-shm").c_str());
    CHECK(count_as_reader(catalog) == 2);  // the file alone
    const auto opened_for_writing = as_reader(catalog, [&] {
        const auto opened = Catalog::open(catalog.path(), Access::write);
        return !opened.ok() && opened.error().kind == ErrorKind::io ? 0 : 1;
    });
    CHECK(opened_for_writing == 0);
}

TEST_CASE("What a killed writer had committed is there, and what it had not is not")
{
    SampleCatalog catalog;
    catalog.close();
    const int status = in_child([&] {
        auto writer = must(Catalog::open(catalog.path(), Access::write));
        must(writer.file_record(contract("committed", "1"), stamp()));
        const auto lost = writer.transaction([&]() -> Result<void> {
            TRY(writer.file_record(contract("lost", "2"), stamp()));
            ::_exit(7);
        });
        return lost.ok() ? 1 : 2;
    });
    CHECK(status == 7);
    catalog.open(Access::read);
    CHECK(titles(must(catalog->records_after(RecordId{}, 10))) == std::vector<std::string>{"committed"});
    CHECK(check(*catalog).empty());
    catalog.open();
    CHECK(catalog.file("next") == "J001-HT·2024-D30-0002");
}
