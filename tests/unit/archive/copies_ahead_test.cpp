// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of volumes are read on several cores, in order, and no further than asked.
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "archive/copies_ahead.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Volumes of one copy each, of so many bytes.
std::vector<CopiesToRead> volumes_in(const TemporaryDirectory& folder, std::size_t count, std::size_t size)
{
    std::vector<CopiesToRead> volumes;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string path = folder / std::to_string(i);
        std::ofstream(path, std::ios::binary) << std::string(size, static_cast<char>('a' + i));
        volumes.push_back({size, {{"", path}}});
    }
    return volumes;
}

CopiesAhead::Options on(unsigned threads, std::optional<std::uint64_t> bytes = std::nullopt)
{
    CopiesAhead::Options options;
    options.threads = threads;
    options.bytes = bytes;
    return options;
}

const auto nothing = [] {};

}  // namespace

TEST_CASE("Copies are read by several threads at once, and given in order")
{
    const TemporaryDirectory folder;
    std::mutex mutex;
    std::condition_variable came;
    std::set<std::thread::id> readers;
    bool together = true;
    // Nobody reads on before two do.
    const auto pass = [&](std::uint64_t) {
        std::unique_lock lock(mutex);
        readers.insert(std::this_thread::get_id());
        came.notify_all();
        together = came.wait_for(lock, std::chrono::seconds(20), [&] { return readers.size() >= 2; }) && together;
        return true;
    };
    CopiesAhead ahead(posix_file_ops(), volumes_in(folder, 5, 3000), pass, on(2));
    for (std::size_t i = 0; i < 5; ++i) {
        const auto digests = ahead.next(nothing);
        REQUIRE(digests);
        REQUIRE(digests->size() == 1);
        REQUIRE(digests->at("").ok());
        CHECK(digests->at("")->digest == Digest::of(std::string(3000, static_cast<char>('a' + i))));
    }
    CHECK(together);
    CHECK(readers.size() == 2);
    CHECK(!ahead.next(nothing));
}

TEST_CASE("No volume is begun once enough bytes are")
{
    const TemporaryDirectory folder;
    std::atomic<std::uint64_t> read{0};
    CopiesAhead ahead(
        posix_file_ops(), volumes_in(folder, 5, 1000),
        [&](std::uint64_t bytes) {
            read += bytes;
            return true;
        },
        on(3, 1001));
    CHECK(ahead.next(nothing));
    CHECK(ahead.next(nothing));
    CHECK(!ahead.next(nothing));
    CHECK(read == 2000);
}

TEST_CASE("Reading ahead is bounded, and stops when it is told to")
{
    const TemporaryDirectory folder;
    std::atomic<std::uint64_t> read{0};
    {
        CopiesAhead ahead(
            posix_file_ops(), volumes_in(folder, 20, 1000),
            [&](std::uint64_t bytes) {
                read += bytes;
                return true;
            },
            on(2));
        CHECK(ahead.next(nothing));
    }
    CHECK(read <= 5000);
    CopiesAhead stopped(
        posix_file_ops(), volumes_in(folder, 3, 1000), [](std::uint64_t) { return false; }, on(2));
    const auto digests = stopped.next(nothing);
    REQUIRE(digests);
    REQUIRE(!digests->at("").ok());
    CHECK(digests->at("").error().kind == ErrorKind::interrupted);
}

TEST_CASE("A volume without copies that can be read is given as such, and one that is gone as missing")
{
    const TemporaryDirectory folder;
    CopiesAhead ahead(
        posix_file_ops(), {{1000, {}}, {1000, {{"x", folder / "none"}}}}, [](std::uint64_t) { return true; }, on(2));
    const auto none = ahead.next(nothing);
    REQUIRE(none);
    CHECK(none->empty());
    const auto gone = ahead.next(nothing);
    REQUIRE(gone);
    CHECK(gone->at("x").error().kind == ErrorKind::not_found);
}
