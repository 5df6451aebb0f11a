// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <unordered_set>

#include <catch2/catch.hpp>

#include "schema/core/branching_hasher.hpp"

using namespace fonds;

TEST_CASE("digests are those of FIPS 180-4")
{
    CHECK(Digest::of("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(Digest::of("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(Digest::of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(Digest::of(std::string(1'000'000, 'a')).hex() ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("hashing piece by piece gives the digest of the whole")
{
    Hasher hasher;
    hasher.update("a");
    hasher.update("");
    hasher.update("bc");
    CHECK(hasher.finish() == Digest::of("abc"));
}

TEST_CASE("a hasher starts afresh after finish, and can be moved")
{
    Hasher hasher;
    hasher.update("something");
    (void)hasher.finish();
    hasher.update("ab");
    Hasher moved = std::move(hasher);
    moved.update("c");
    CHECK(moved.finish() == Digest::of("abc"));
}

TEST_CASE("the text of a digest reads back, in upper case too")
{
    const Digest digest = Digest::of("abc");
    CHECK(Digest::parse(digest.hex()).value() == digest);
    std::string upper = digest.hex();
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(Digest::parse(upper).value() == digest);
}

TEST_CASE("what is no digest is refused")
{
    const std::string good = Digest::of("abc").hex();
    for (const auto& bad : {std::string(), std::string("abc"), good.substr(1), good + "0", "g" + good.substr(1),
                            " " + good.substr(1), good + "\n"}) {
        CAPTURE(bad);
        REQUIRE_FALSE(Digest::parse(bad).ok());
        CHECK(Digest::parse(bad).error().kind == ErrorKind::bad_input);
    }
}

TEST_CASE("digests are ordered like their texts and can be hashed")
{
    const Digest a = Digest::of("a"), b = Digest::of("b");
    CHECK((a < b) == (a.hex() < b.hex()));
    CHECK(Digest() != a);
    const std::unordered_set<Digest> set{a, b, a};
    CHECK(set.size() == 2);
}

TEST_CASE("a hasher that branches gives the digest of each way to go on")
{
    BranchingHasher trunk;
    trunk.update("one");
    BranchingHasher other = trunk;
    trunk.update(" two");
    other.update(" three");
    CHECK(trunk.finish() == Digest::of("one two"));
    CHECK(other.finish() == Digest::of("one three"));
    trunk.update("anew");
    other = trunk;
    CHECK(other.finish() == Digest::of("anew"));
    CHECK(trunk.finish() == Digest::of("anew"));
}
