// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/secrets/password.hpp"

using namespace fonds;

namespace {

std::string encoded(std::string_view password)
{
    auto made = encode_password(Secret(password), PasswordCost::least);
    REQUIRE(made.ok());
    return *made;
}

ErrorKind refused(std::string_view password)
{
    const auto made = encode_password(Secret(password), PasswordCost::least);
    REQUIRE_FALSE(made.ok());
    return made.error().kind;
}

}  // namespace

TEST_CASE("A password is known again, and nothing else is")
{
    const std::string stored = encoded("正确的密码八个字");
    CHECK(stored.starts_with("$argon2id$v=19$"));
    CHECK(stored.find("正确") == std::string::npos);
    CHECK(*is_password(Secret("正确的密码八个字"), stored));
    CHECK_FALSE(*is_password(Secret("正确的密码八个字 "), stored));
    CHECK_FALSE(*is_password(Secret(""), stored));
    CHECK_FALSE(*is_password(Secret("anything"), ""));
    CHECK_FALSE(*is_password(Secret("anything"), "$argon2id$broken"));
    CHECK(encoded("正确的密码八个字") != stored);  // a salt of its own
}

TEST_CASE("A password has at least eight characters, whatever their bytes")
{
    CHECK(refused("1234567") == ErrorKind::usage);
    CHECK(refused("七个汉字不够长") == ErrorKind::usage);
    CHECK(refused(std::string(1025, 'x')) == ErrorKind::usage);
    CHECK(refused("12345678\xff") == ErrorKind::usage);
    CHECK(encoded("12345678").size() > 60);
}

TEST_CASE("The archive's own cost is the moderate one of libsodium")
{
    const auto made = encode_password(Secret("12345678"));
    REQUIRE(made.ok());
    CHECK(made->find("m=262144,t=3,") != std::string::npos);
    CHECK(*is_password(Secret("12345678"), *made));
}

TEST_CASE("A secret that moves is wiped where it was")
{
    Secret one("password");
    Secret other = std::move(one);
    CHECK(one.empty());
    CHECK(other.view() == "password");
    std::string text = "a password that is longer than what a string keeps inside";
    wipe(text);
    CHECK(text.empty());
    text.resize(text.capacity(), 'x');
}
