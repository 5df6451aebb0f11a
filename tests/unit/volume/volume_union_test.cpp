// SPDX-License-Identifier: GPL-3.0-or-later
// Copies that are damaged in different places give one whole volume.
#include <catch2/catch.hpp>

#include "archive/volume/volume_union.hpp"
#include "tests/unit/volume/written_bag.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A volume, and copies of it to be damaged.
struct Copies {
    Bag bag;
    std::string whole;
    SealedAs sealed;
    std::vector<WrittenMember> written;

    explicit Copies(const std::string& password = {})
    {
        bag.options.password = password;
        written = *bag.write();
        whole = read(bag.zip());
        sealed = {whole.size(), Digest::of(whole), bag.expected(written)};
    }

    static std::string read(const std::string& path)
    {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    [[nodiscard]] DamagedCopy copy(const std::string& name, const std::string& bytes, const bool proven = true) const
    {
        DamagedCopy made{bag.folder.path() + "/" + name, proven, {}};
        std::ofstream(made.path, std::ios::binary) << bytes;
        if (!proven) return made;
        const auto proof = prove_volume(posix_file_ops(), made.path, sealed.members, bag.options.password, nullptr);
        REQUIRE(proof.ok());
        made.damaged = proof->damaged;
        return made;
    }

    [[nodiscard]] United unite(const std::vector<DamagedCopy>& copies, bool best_too = false) const
    {
        std::filesystem::remove(target());
        const auto united = unite_copies(posix_file_ops(), sealed, copies, target(), best_too, nullptr);
        INFO((united.ok() ? std::string() : united.error().what.en));
        REQUIRE(united.ok());
        if (*united == United::whole) REQUIRE(read(target()) == whole);
        REQUIRE(std::filesystem::exists(target()) == (*united != United::none));
        return *united;
    }
    [[nodiscard]] std::string target() const { return bag.folder.path() + "/united"; }

    /// With these ranges overwritten.
    [[nodiscard]] std::string with(const std::vector<std::pair<std::size_t, std::size_t>>& ranges) const
    {
        std::string bytes = whole;
        for (const auto& [at, size] : ranges)
            for (std::size_t i = at; i < std::min(at + size, bytes.size()); ++i)
                bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
        return bytes;
    }
    [[nodiscard]] std::size_t start(std::size_t member) const { return static_cast<std::size_t>(written[member].offset); }
};

}  // namespace

TEST_CASE("Two copies, one with each member damaged that is whole in the other, give a whole volume")
{
    const Copies copies;
    for (const bool proven : {true, false}) {
        INFO(proven);
        CHECK(copies.unite({copies.copy("a", copies.with({{copies.start(0) + 1000, 70'000}}), proven),
                            copies.copy("b", copies.with({{copies.start(1) + 100, 300}}), proven)}) == United::whole);
    }
}

TEST_CASE("A member that no copy has whole is put together from the pieces")
{
    const Copies copies;
    const std::size_t at = copies.start(0);
    CHECK(copies.unite({copies.copy("a", copies.with({{at + 1000, 4096}, {at + 900'000, 1}, {at + 2'000'000, 9000}})),
                        copies.copy("b", copies.with({{at + 20'000, 4096}, {at + 1'500'000, 2}}))}) == United::whole);
    // Two flipped bits within one sector, and of a deflated member.
    CHECK(copies.unite({copies.copy("a", copies.with({{at + 1000, 1}, {copies.start(1) + 50, 1}})),
                        copies.copy("b", copies.with({{at + 1100, 1}, {copies.start(1) + 90, 1}}))}) == United::whole);
}

TEST_CASE("Headers, tag files, the central directory and the end are put together, too")
{
    const Copies copies;
    const std::size_t size = copies.whole.size(), tag = copies.start(4);
    CHECK(copies.unite({copies.copy("a", copies.with({{0, 20}, {copies.start(3) - 10, 200}, {tag + 3, 1}, {size - 5, 1}})),
                        copies.copy("b", copies.with({{copies.start(1) - 20, 4}, {tag + 15, 1}, {size - 60, 3}}))}) ==
          United::whole);
}

TEST_CASE("Copies that were cut short or exchanged give what they have")
{
    const Copies copies;
    const std::size_t half = copies.whole.size() / 2;
    const std::string cut = copies.whole.substr(0, half + 77), other = noise(copies.whole.size() + 1000, 9);
    CHECK(copies.unite({copies.copy("a", cut), copies.copy("b", copies.with({{100, half - 100}}))}) == United::whole);
    CHECK(copies.unite({copies.copy("a", std::string()), copies.copy("b", cut), copies.copy("c", other),
                        copies.copy("d", copies.with({{5000, 5}}))}) == United::whole);
}

TEST_CASE("Three copies settle by two what none has by itself")
{
    const Copies copies;
    const std::size_t at = copies.start(0);
    CHECK(copies.unite({copies.copy("a", copies.with({{at + 1000, 100}, {at + 2000, 1}})),
                        copies.copy("b", copies.with({{at + 5000, 100}, {3, 9}})),
                        copies.copy("c", copies.with({{at + 9000, 100}, {copies.whole.size() - 30, 20}}))}) ==
          United::whole);
}

TEST_CASE("Members of an encrypted volume are taken from the copy that was proven to have them")
{
    const Copies copies("a key of many letters");
    CHECK(copies.unite({copies.copy("a", copies.with({{copies.start(0) + 1000, 5000}, {copies.start(3) + 7, 9}})),
                        copies.copy("b", copies.with({{copies.start(1) + 100, 300}}))}) == United::whole);
}

TEST_CASE("Damage in the same place everywhere gives no volume, or the best there is for parity")
{
    const Copies copies;
    const std::size_t at = copies.start(0) + 1000;
    const auto a = copies.copy("a", copies.with({{at, 10}, {copies.start(1) + 100, 50}}));
    const auto b = copies.copy("b", copies.with({{at, 10}, {copies.start(3) + 100, 50}}));
    CHECK(copies.unite({a, b}) == United::none);
    REQUIRE(copies.unite({a, b}, true) == United::best);
    CHECK(Copies::read(copies.target()) == copies.with({{at, 10}}));
    CHECK(copies.unite({a}) == United::none);
}

TEST_CASE("Copies that differ in more places than anybody could try end it, or settle it where most are alike")
{
    // As all of an encrypted volume is to who has no key: nothing but the whole file tells right from wrong.
    constexpr std::size_t places = 50'000, apart = 600;
    const TemporaryDirectory folder;
    const std::string whole = noise(places * apart, 3);
    const SealedAs sealed{whole.size(), Digest::of(whole), {}};
    std::vector<DamagedCopy> copies;
    for (std::size_t copy = 0; copy < 3; ++copy) {
        std::string bytes = whole;
        for (std::size_t at = copy; at < places; at += 3) bytes[at * apart] = static_cast<char>(bytes[at * apart] ^ 0x55);
        copies.push_back({folder.path() + "/" + std::to_string(copy), false, {}});
        std::ofstream(copies.back().path, std::ios::binary) << bytes;
    }
    const std::string target = folder.path() + "/united";
    const auto by_most = unite_copies(posix_file_ops(), sealed, copies, target, false, nullptr);
    REQUIRE(by_most.ok());
    CHECK(*by_most == United::whole);
    CHECK((Copies::read(target) == whole));
    std::filesystem::remove(target);
    copies.pop_back();
    const auto by_two = unite_copies(posix_file_ops(), sealed, copies, target, true, nullptr);
    REQUIRE(by_two.ok());
    CHECK(*by_two == United::best);
}

TEST_CASE("Putting copies together can be stopped")
{
    const Copies copies;
    const auto a = copies.copy("a", copies.with({{copies.start(0) + 1000, 10}}));
    const auto b = copies.copy("b", copies.with({{copies.start(1) + 100, 10}}));
    int asked = 0;
    const auto united = unite_copies(posix_file_ops(), copies.sealed, {a, b}, copies.target(), true,
                                     [&](std::uint64_t) { return ++asked < 5; });
    REQUIRE(!united.ok());
    CHECK(united.error().kind == ErrorKind::interrupted);
}
