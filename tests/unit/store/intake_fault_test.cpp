// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of an intake fails once, and the process dies once before each.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/store/layout.hpp"
#include "archive/store/object_store.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/object_store_conformance.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

struct Outcome {
    bool published = false;  ///< the catalog would have committed
    bool ok = false;
};

/// One whole intake; stops at the first error, as a caller does. `committed` becomes true where the catalog would commit.
Outcome take_in(ObjectStore& store, const std::vector<std::string>& contents, bool* committed = nullptr)
{
    auto intake = store.begin_intake();
    if (!intake.ok()) return {};
    for (const auto& bytes : contents)
        if (!(*intake)->add(source_of(bytes), "source").ok()) return {};
    if (!(*intake)->publish().ok()) return {};
    if (committed != nullptr) *committed = true;
    return {true, (*intake)->finish().ok()};
}

std::vector<std::string> hex_of(const std::vector<std::string>& contents)
{
    std::vector<std::string> digests;
    for (const auto& bytes : contents) digests.push_back(Digest::of(bytes).hex());
    std::sort(digests.begin(), digests.end());
    return digests;
}

bool is_clean(const Layout& layout)
{
    return !fs::exists(layout.staging()) || fs::is_empty(layout.staging());
}

/// After whatever happened: recovery leaves all objects when the catalog knows them and none when it does not, no leftovers,
/// and doing it again succeeds.
void check_aftermath(const Layout& layout, const std::vector<std::string>& contents, bool committed)
{
    FaultyFileOps ops;
    const auto store = make_directory_store(layout, ops);
    const auto recovery = store->recover([&](const Digest&) -> Result<bool> { return committed; });
    REQUIRE(recovery.ok());
    CHECK(digests_in(*store) == (committed ? hex_of(contents) : std::vector<std::string>()));
    CHECK(is_clean(layout));
    CHECK(store->left_over_batches().value() == 0);
    const Outcome again = take_in(*store, contents);
    CHECK(again.ok);
    CHECK(digests_in(*store) == hex_of(contents));
    for (const auto& bytes : contents) CHECK(bytes_of(*store, Digest::of(bytes)) == bytes);
    CHECK(is_clean(layout));
}

const std::vector<std::vector<std::string>> batches{
    {"single"},
    {"one", "two", std::string(100'000, '3')},
    {"a", "b", "c", "d", "e", "f", "g", "h"},
};

}  // namespace

TEST_CASE("whichever operation of an intake fails, it is reported, nothing is half done and a repeat succeeds")
{
    for (const int reason : {EIO, ENOSPC}) {
        for (const auto& contents : batches) {
            std::size_t faults = 0;
            for (std::size_t nth = 1;; ++nth) {
                const TemporaryDirectory folder(Medium::memory);
                const Layout layout(folder.path());
                FaultyFileOps ops;
                ops.fail_at(nth, reason);
                const Outcome outcome = take_in(*make_directory_store(layout, ops), contents);
                CAPTURE(reason, contents.size(), nth);
                if (ops.struck()) {
                    ++faults;
                    INFO("at " << ops.log().at(nth - 1));
                    CHECK_FALSE(outcome.ok);
                    check_aftermath(layout, contents, outcome.published);
                } else {
                    CHECK(outcome.ok);
                    break;
                }
            }
            CHECK(faults > 10);
        }
    }
}

TEST_CASE("a process that dies before any operation of an intake leaves all or nothing")
{
    for (const auto& contents : batches) {
        for (std::size_t nth = 1;; ++nth) {
            const TemporaryDirectory folder(Medium::memory);
            const Layout layout(folder.path());
            constexpr int died = 7, died_after_commit = 8;
            const pid_t child = ::fork();
            if (child == 0) {
                bool committed = false;
                FaultyFileOps ops;
                ops.run_at(nth, [&] { ::_exit(committed ? died_after_commit : died); });
                ::_exit(take_in(*make_directory_store(layout, ops), contents, &committed).ok ? 0 : 1);
            }
            int status = 0;
            REQUIRE(::waitpid(child, &status, 0) == child);
            REQUIRE(WIFEXITED(status));
            CAPTURE(contents.size(), nth);
            if (WEXITSTATUS(status) == 0) break;
            REQUIRE((WEXITSTATUS(status) == died || WEXITSTATUS(status) == died_after_commit));
            check_aftermath(layout, contents, WEXITSTATUS(status) == died_after_commit);
        }
    }
}

TEST_CASE("whichever operation of recovery fails, it can be repeated")
{
    const std::vector<std::string> contents{"wanted", "unwanted", "unwanted too"};
    for (std::size_t nth = 1;; ++nth) {
        const TemporaryDirectory folder(Medium::memory);
        const Layout layout(folder.path());
        FaultyFileOps ops;
        {
            const auto intake = make_directory_store(layout, ops)->begin_intake();
            for (const auto& bytes : contents) REQUIRE((*intake)->add(source_of(bytes), "source").ok());
            REQUIRE((*intake)->publish().ok());
        }
        const auto is_wanted = [](const Digest& digest) -> Result<bool> { return digest == Digest::of("wanted"); };
        ops.fail_at(nth, EIO);
        const auto recovery = make_directory_store(layout, ops)->recover(is_wanted);
        CAPTURE(nth);
        if (ops.struck()) CHECK_FALSE(recovery.ok());
        const auto store = make_directory_store(layout, posix_file_ops());
        CHECK(store->recover(is_wanted).ok());
        CHECK(digests_in(*store) == hex_of({"wanted"}));
        CHECK(is_clean(layout));
        if (!ops.struck()) break;
    }
}
