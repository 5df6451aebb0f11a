// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/checkpoint.hpp"

using namespace fonds;

TEST_CASE("A code is read however it is typed, and tells each mistyped letter")
{
    const Digest hash = Digest::of("an event");
    const auto made = log_code("00ff", 1234, hash);
    REQUIRE(made.ok());
    CHECK(made->text.size() == 23);
    CHECK(made->text.starts_with("00016-J"));
    CHECK(*parse_log_code(made->text) == *made);
    std::string typed = " ";
    for (const char c : made->text)
        if (c != '-') typed += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(c >= 'A' ? c + 32 : c);
    CHECK(*parse_log_code(typed) == *made);

    const std::string letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (std::size_t at = 0; at < made->text.size(); ++at) {
        if (made->text[at] == '-') continue;
        for (const char other : letters) {
            std::string wrong = made->text;
            wrong[at] = other;
            if (wrong != made->text) CHECK_FALSE(parse_log_code(wrong).ok());
        }
        for (std::size_t second = at + 1; second < made->text.size(); ++second) {
            std::string swapped = made->text;
            std::swap(swapped[at], swapped[second]);
            if (swapped != made->text && made->text[second] != '-') CHECK_FALSE(parse_log_code(swapped).ok());
        }
    }
    CHECK(parse_log_code("").error().kind == ErrorKind::usage);
    CHECK_FALSE(parse_log_code(made->text + "0").ok());
}

TEST_CASE("A code is of one archive, one event and one history")
{
    const Digest hash = Digest::of("an event");
    const std::string code = log_code("00ff", 7, hash)->text;
    CHECK(log_code("00ff", 7, hash)->text == code);
    CHECK(log_code("00fe", 7, hash)->text != code);
    CHECK(log_code("00ff", 8, hash)->text != code);
    CHECK(log_code("00ff", 7, Digest::of("another"))->text != code);
    CHECK(log_code("00ff", (std::int64_t{1} << 30U) - 1, hash)->text.starts_with("ZZZZZ-Z"));
    CHECK(log_code("00ff", std::int64_t{1} << 30U, hash).error().kind == ErrorKind::unavailable);
}

TEST_CASE("The code of a key is none of an event")
{
    PublicKey key;
    key.bytes.fill(7);
    const std::string code = key_code(key);
    CHECK(*parse_key_code(code) == code);
    CHECK_FALSE(parse_log_code(code).ok());
    CHECK_FALSE(parse_key_code(log_code("00ff", 7, Digest::of("x"))->text).ok());
    CHECK(*PublicKey::parse(key.hex()) == key);
    CHECK_FALSE(PublicKey::parse(key.hex().substr(1)).ok());
    CHECK_FALSE(Signature::parse(key.hex()).ok());
}

TEST_CASE("What is signed names the archive, the event, its hash and the time")
{
    Checkpoint checkpoint;
    checkpoint.sequence = 12;
    checkpoint.at = *parse_instant("2026-11-22T00:00:00.000Z");
    CHECK(signed_text("ab", checkpoint, Digest()) ==
          "18:fonds-checkpoint:1,2:ab,2:12,64:" + std::string(64, '0') + ",24:2026-11-22T00:00:00.000Z,");
}
