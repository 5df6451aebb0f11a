// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/secrets/signing.hpp"

using namespace fonds;

TEST_CASE("The first example of RFC 8032 comes out")
{
    const auto key = SigningKey::of_seed("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    REQUIRE(key.ok());
    const auto open = key->public_key();
    CHECK(open[0] == 0xd7);
    CHECK(open[31] == 0x1a);
    const auto signature = key->sign("");
    CHECK(signature[0] == 0xe5);
    CHECK(signature[63] == 0x0b);
    CHECK(is_signed("", signature, open));
    CHECK(key->seed_hex().view() == "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
}

TEST_CASE("A signature is of one text and one key")
{
    const auto one = SigningKey::make(), other = SigningKey::make();
    REQUIRE((one.ok() && other.ok()));
    auto signature = one->sign("the end of the log");
    CHECK(is_signed("the end of the log", signature, one->public_key()));
    CHECK_FALSE(is_signed("the end of the lot", signature, one->public_key()));
    CHECK_FALSE(is_signed("the end of the log", signature, other->public_key()));
    signature[5] ^= 1;
    CHECK_FALSE(is_signed("the end of the log", signature, one->public_key()));
}

TEST_CASE("What is no seed is refused")
{
    CHECK_FALSE(SigningKey::of_seed("").ok());
    CHECK_FALSE(SigningKey::of_seed(std::string(63, 'a')).ok());
    CHECK_FALSE(SigningKey::of_seed(std::string(64, 'g')).ok());
    CHECK_FALSE(SigningKey::of_seed(std::string(66, 'a')).ok());
}
