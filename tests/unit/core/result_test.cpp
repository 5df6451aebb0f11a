// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "schema/core/result.hpp"

using namespace fonds;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0) return error(ErrorKind::usage, say("Odd", "奇数"));
    return number / 2;
}

Result<int> quarter(int number)
{
    TRY_ASSIGN(const int once, half(number));
    TRY_ASSIGN(const int twice, half(once));
    return twice;
}

Result<void> must_be_even(int number)
{
    TRY(half(number));
    return {};
}

}  // namespace

TEST_CASE("a result is a value or an error")
{
    const auto good = half(4);
    REQUIRE(good.ok());
    CHECK(good);
    CHECK(*good == 2);
    const auto bad = half(3);
    REQUIRE_FALSE(bad.ok());
    CHECK(bad.error().kind == ErrorKind::usage);
}

TEST_CASE("asking the wrong side of a result throws instead of inventing something")
{
    CHECK_THROWS(half(3).value());
    CHECK_THROWS(half(4).error());
    CHECK_THROWS(must_be_even(4).error());
}

TEST_CASE("TRY_ASSIGN returns the first error and goes on otherwise")
{
    CHECK(*quarter(8) == 2);
    CHECK(quarter(6).error().what.en == "Odd");
    CHECK_FALSE(quarter(5).ok());
}

TEST_CASE("TRY returns the error of a step whose value does not matter")
{
    CHECK(must_be_even(2).ok());
    CHECK(must_be_even(1).error().kind == ErrorKind::usage);
}

TEST_CASE("a result holds what can only be moved")
{
    Result<std::unique_ptr<std::string>> result(std::make_unique<std::string>("x"));
    const auto taken = std::move(result).value();
    CHECK(*taken == "x");
}
