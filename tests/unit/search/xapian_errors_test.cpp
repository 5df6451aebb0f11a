// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>

#include <catch2/catch.hpp>

#include "indexer/search/xapian_errors.hpp"

using namespace fonds;

namespace {

template <class Thrown>
Error error_of(const Thrown& thrown, IndexUse use = IndexUse::writing)
{
    const auto result = guarded(
        "the folder", [&]() -> Result<void> { throw thrown; }, use);
    REQUIRE_FALSE(result.ok());
    return Result<void>(result).error();
}

}  // namespace

TEST_CASE("the library's exceptions become errors by what they mean")
{
    CHECK(error_of(Xapian::DatabaseLockError("x")).kind == ErrorKind::locked);
    CHECK(error_of(Xapian::DatabaseModifiedError("x")).kind == ErrorKind::locked);
    CHECK(error_of(Xapian::DatabaseCorruptError("x")).kind == ErrorKind::unavailable);
    CHECK(error_of(Xapian::DatabaseOpeningError("x")).kind == ErrorKind::unavailable);
    CHECK(error_of(Xapian::DatabaseVersionError("x")).kind == ErrorKind::unavailable);
    CHECK(error_of(Xapian::DatabaseNotFoundError("x")).kind == ErrorKind::unavailable);
    CHECK(error_of(Xapian::DatabaseError("disk full")).kind == ErrorKind::io);
    CHECK(error_of(Xapian::InvalidArgumentError("x")).kind == ErrorKind::internal);
    CHECK(error_of(std::runtime_error("x")).kind == ErrorKind::internal);
    const Error error = error_of(Xapian::DatabaseError("disk full"));
    CHECK(error.what.en.find("disk full") != std::string::npos);
    CHECK(error.where == "the folder");
    CHECK_FALSE(error.hint.zh.empty());
}

TEST_CASE("what cannot be read has to be built again, whoever reads it")
{
    for (const char* said : {"EOF reading block 7", "Error reading block 7"}) {
        CHECK(error_of(Xapian::DatabaseError(said), IndexUse::reading).kind == ErrorKind::unavailable);
        CHECK(error_of(Xapian::DatabaseError(said)).kind == ErrorKind::unavailable);
    }
    CHECK(error_of(Xapian::DatabaseError("Error writing block 7")).kind == ErrorKind::io);
    for (const auto& error : {error_of(Xapian::DatabaseError("x"), IndexUse::reading),
                              error_of(Xapian::SerialisationError("x"), IndexUse::reading),
                              error_of(Xapian::DocNotFoundError("x"), IndexUse::reading)}) {
        CHECK(error.kind == ErrorKind::unavailable);
        CHECK(error.hint.en.find("fonds reindex") != std::string::npos);
    }
}

TEST_CASE("a state that a writer pulled away is read again, newer")
{
    int refreshed = 0;
    const auto refresh = [&]() -> Result<void> {
        ++refreshed;
        return {};
    };
    const auto result = on_newest_state(refresh, [&]() -> Result<int> {
        if (refreshed < 4) throw Xapian::DatabaseModifiedError("gone");
        return refreshed;
    });
    CHECK(*result == 4);
}

TEST_CASE("reading gives up when the index never stands still, or cannot be refreshed")
{
    int tries = 0;
    const auto endless = [&]() -> Result<int> {
        ++tries;
        throw Xapian::DatabaseModifiedError("gone");
    };
    const auto result = guarded("f", [&] { return on_newest_state([]() -> Result<void> { return {}; }, endless); });
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::locked);
    CHECK(tries == 101);
    const auto lost =
        on_newest_state([]() -> Result<void> { return error(ErrorKind::unavailable, say("lost", "丢失")); }, endless);
    REQUIRE_FALSE(lost.ok());
    CHECK(lost.error().kind == ErrorKind::unavailable);
    CHECK(tries == 101);
}
