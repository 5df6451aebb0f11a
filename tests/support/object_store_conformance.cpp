// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/object_store_conformance.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include <catch2/catch.hpp>

namespace fonds::test {

namespace {

StagedObject add(Intake& intake, const std::string& bytes)
{
    auto added = intake.add(source_of(bytes), "source");
    REQUIRE(added.ok());
    return std::move(added).value();
}

std::unique_ptr<Intake> begin(ObjectStore& store)
{
    auto intake = store.begin_intake();
    REQUIRE(intake.ok());
    return std::move(intake).value();
}

/// Publishes and dies before finish.
void publish_and_die(ObjectStore& store, const std::vector<std::string>& contents)
{
    const auto intake = begin(store);
    for (const auto& bytes : contents) add(*intake, bytes);
    REQUIRE(intake->publish().ok());
}

const auto keep_all = [](const Digest&) -> Result<bool> { return true; };
const auto keep_none = [](const Digest&) -> Result<bool> { return false; };

void check_bytes(ObjectStore& store)
{
    SECTION("bytes come back under their digest")
    {
        const std::string large(3'500'000, 'x');
        const std::vector<std::string> contents{"contract", "", std::string(1, '\0'), large, "合同"};
        store_all(store, contents);
        for (const auto& bytes : contents) {
            const Digest digest = Digest::of(bytes);
            CHECK(bytes_of(store, digest) == bytes);
            CHECK(store.size_of(digest).value() == bytes.size());
            const auto file = store.open(digest);
            REQUIRE(file.ok());
            std::string read(bytes.size() + 1, '\0');
            CHECK(::pread(file->get(), read.data(), read.size(), 0) == static_cast<ssize_t>(bytes.size()));
            CHECK(read.substr(0, bytes.size()) == bytes);
        }
    }
    SECTION("an unknown object is not found")
    {
        const Digest digest = Digest::of("never stored");
        CHECK(store.open(digest).error().kind == ErrorKind::not_found);
        CHECK(store.size_of(digest).error().kind == ErrorKind::not_found);
        CHECK(store.read(digest, [](std::string_view) -> Result<void> { return {}; }).error().kind == ErrorKind::not_found);
    }
    SECTION("objects are visited in ascending order")
    {
        std::vector<std::string> contents, expected;
        for (int i = 0; i < 300; ++i) contents.push_back("object " + std::to_string(i));
        for (const auto& bytes : contents) expected.push_back(Digest::of(bytes).hex());
        std::ranges::sort(expected);
        store_all(store, contents);
        CHECK(digests_in(store) == expected);
    }
    SECTION("an empty store has nothing to visit, to count or to recover")
    {
        CHECK(digests_in(store).empty());
        CHECK(store.left_over_batches().value() == 0);
        CHECK(store.recover(keep_none)->batches == 0);
    }
    SECTION("a visitor or a sink that fails stops the work and its error is returned")
    {
        store_all(store, {"a", "b"});
        int visits = 0;
        const auto stop = [&](const auto&) -> Result<void> {
            ++visits;
            return error(ErrorKind::interrupted, say("Stop", "停止"));
        };
        CHECK(store.for_each(stop, {}, {}).error().kind == ErrorKind::interrupted);
        CHECK(visits == 1);
        CHECK(store.read(Digest::of("a"), stop).error().kind == ErrorKind::interrupted);
    }
}

void check_intake(ObjectStore& store)
{
    SECTION("a staged object tells its digest, size and beginning, and cannot be read yet")
    {
        const auto intake = begin(store);
        const std::string bytes = "%PDF-1.7" + std::string(9000, 'x');
        const auto object = add(*intake, bytes);
        CHECK(object.digest == Digest::of(bytes));
        CHECK(object.size == bytes.size());
        CHECK(object.head == bytes.substr(0, 4096));
        CHECK(store.open(object.digest).error().kind == ErrorKind::not_found);
        REQUIRE(intake->publish().ok());
        CHECK(bytes_of(store, object.digest) == bytes);
        REQUIRE(intake->finish().ok());
    }
    SECTION("a source is read from where it stands")
    {
        const auto intake = begin(store);
        const Fd source = source_of("skip this");
        REQUIRE(::lseek(source.get(), 5, SEEK_SET) == 5);
        CHECK(intake->add(source, "source")->digest == Digest::of("this"));
    }
    SECTION("the same bytes twice in a batch, and once more later, are one object")
    {
        store_all(store, {"same", "same", "other"});
        store_all(store, {"same"});
        CHECK(digests_in(store).size() == 2);
        CHECK(store.left_over_batches().value() == 0);
    }
    SECTION("a discarded object is not published")
    {
        const auto intake = begin(store);
        const auto wanted = add(*intake, "wanted");
        const auto unwanted = add(*intake, "unwanted");
        CHECK(intake->discard(unwanted).ok());
        CHECK(intake->discard(unwanted).ok());
        REQUIRE(intake->publish().ok());
        REQUIRE(intake->finish().ok());
        CHECK(digests_in(store) == std::vector{wanted.digest.hex()});
    }
    SECTION("a batch that is given up leaves nothing")
    {
        {
            const auto intake = begin(store);
            add(*intake, "a");
            add(*intake, "b");
        }
        CHECK(digests_in(store).empty());
        CHECK(store.left_over_batches().value() == 0);
    }
    SECTION("an empty batch can be published and finished")
    {
        const auto intake = begin(store);
        CHECK(intake->publish().ok());
        CHECK(intake->finish().ok());
        CHECK(store.left_over_batches().value() == 0);
    }
    SECTION("the order of the steps is kept")
    {
        const auto intake = begin(store);
        const auto object = add(*intake, "a");
        CHECK(intake->finish().error().kind == ErrorKind::internal);
        REQUIRE(intake->publish().ok());
        CHECK(intake->publish().ok());
        CHECK(intake->add(source_of("late"), "source").error().kind == ErrorKind::internal);
        CHECK(intake->discard(object).error().kind == ErrorKind::internal);
        CHECK(intake->finish().ok());
        CHECK(intake->finish().ok());
    }
    SECTION("a source that cannot be read spoils only itself")
    {
        const auto intake = begin(store);
        CHECK_FALSE(intake->add(Fd(), "closed").ok());
        add(*intake, "good");
        REQUIRE(intake->publish().ok());
        REQUIRE(intake->finish().ok());
        CHECK(digests_in(store).size() == 1);
    }
    SECTION("two batches with the same bytes both succeed")
    {
        const auto first = begin(store), second = begin(store);
        add(*first, "same");
        add(*second, "same");
        REQUIRE(first->publish().ok());
        REQUIRE(second->publish().ok());
        REQUIRE(first->finish().ok());
        REQUIRE(second->finish().ok());
        CHECK(bytes_of(store, Digest::of("same")) == "same");
    }
}

void check_recovery(ObjectStore& store)
{
    SECTION("recovery removes what nobody refers to and keeps the rest")
    {
        publish_and_die(store, {"wanted", "unwanted"});
        CHECK(store.left_over_batches().value() == 1);
        CHECK_FALSE(store.is_arriving(Digest::of("wanted")).value());
        const auto recovery =
            store.recover([](const Digest& digest) -> Result<bool> { return digest == Digest::of("wanted"); });
        REQUIRE(recovery.ok());
        CHECK(recovery->batches == 1);
        CHECK(recovery->kept_objects == 1);
        CHECK(recovery->removed_objects == 1);
        CHECK(digests_in(store) == std::vector{Digest::of("wanted").hex()});
        CHECK(store.left_over_batches().value() == 0);
        CHECK(store.recover(keep_none)->batches == 0);
    }
    SECTION("objects stored before are none of a dead batch's business")
    {
        store_all(store, {"old"});
        publish_and_die(store, {"old", "new"});
        const auto recovery = store.recover(keep_none);
        REQUIRE(recovery.ok());
        CHECK(recovery->removed_objects == 1);
        CHECK(digests_in(store) == std::vector{Digest::of("old").hex()});
    }
    SECTION("a living batch is left alone")
    {
        const auto alive = begin(store);
        add(*alive, "alive");
        CHECK_FALSE(store.is_arriving(Digest::of("alive")).value());
        REQUIRE(alive->publish().ok());
        CHECK(store.is_arriving(Digest::of("alive")).value());
        CHECK_FALSE(store.is_arriving(Digest::of("other")).value());
        CHECK(store.left_over_batches().value() == 0);
        CHECK(store.recover(keep_none)->batches == 0);
        CHECK(bytes_of(store, Digest::of("alive")) == "alive");
        CHECK(alive->finish().ok());
        CHECK_FALSE(store.is_arriving(Digest::of("alive")).value());
    }
    SECTION("a question that cannot be answered stops recovery before it removes anything, and it can be repeated")
    {
        publish_and_die(store, {"a"});
        const auto fail = [](const Digest&) -> Result<bool> { return error(ErrorKind::io, say("No", "不行")); };
        CHECK(store.recover(fail).error().kind == ErrorKind::io);
        CHECK(digests_in(store).size() == 1);
        CHECK(store.recover(keep_all)->kept_objects == 1);
        CHECK(store.left_over_batches().value() == 0);
    }
    SECTION("several dead batches are recovered together")
    {
        publish_and_die(store, {"a"});
        publish_and_die(store, {"b", "c"});
        CHECK(store.left_over_batches().value() == 2);
        const auto recovery = store.recover(keep_none);
        CHECK(recovery->batches == 2);
        CHECK(recovery->removed_objects == 3);
        CHECK(digests_in(store).empty());
    }
}

}  // namespace

Fd source_of(const std::string& bytes)
{
    Fd file(::memfd_create("source", MFD_CLOEXEC));
    if (!file.valid() || ::pwrite(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("cannot make a source");
    return file;
}

void store_all(ObjectStore& store, const std::vector<std::string>& contents)
{
    const auto intake = begin(store);
    for (const auto& bytes : contents) add(*intake, bytes);
    REQUIRE(intake->publish().ok());
    REQUIRE(intake->finish().ok());
}

std::string bytes_of(ObjectStore& store, const Digest& digest)
{
    std::string bytes;
    const auto read = store.read(digest, [&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    });
    REQUIRE(read.ok());
    return bytes;
}

std::vector<std::string> digests_in(ObjectStore& store)
{
    std::vector<std::string> digests;
    const auto visited = store.for_each(
        [&](const ObjectEntry& entry) -> Result<void> {
            digests.push_back(entry.digest.hex());
            return {};
        },
        {}, {});
    REQUIRE(visited.ok());
    return digests;
}

void check_object_store(const std::function<std::unique_ptr<ObjectStore>()>& fresh)
{
    const auto store = fresh();
    SECTION("bytes")
    {
        check_bytes(*store);
    }
    SECTION("intake")
    {
        check_intake(*store);
    }
    SECTION("recovery")
    {
        check_recovery(*store);
    }
}

}  // namespace fonds::test
