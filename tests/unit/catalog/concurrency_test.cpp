// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <algorithm>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"
#include "tests/unit/catalog/child.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::vector<std::string> all_codes(Catalog& catalog)
{
    std::vector<std::string> codes;
    for (const auto& record : must(catalog.records_after(RecordId{}, 10'000))) codes.push_back(record.code.text());
    return codes;
}

/// 1…n, each once, whatever the order of filing.
void expect_without_gaps(Catalog& catalog, std::size_t n)
{
    std::vector<std::string> expected;
    for (std::size_t i = 1; i <= n; ++i) {
        std::string digits = std::to_string(i);
        expected.push_back("J001-HT·2024-D30-" + std::string(4 - digits.size(), '0') + digits);
    }
    auto codes = all_codes(catalog);
    std::ranges::sort(codes);
    CHECK(codes == expected);
    CHECK(check(catalog).empty());
}

void file_many(Catalog& catalog, const std::string& name, int batches, int batch)
{
    for (int i = 0; i < batches; ++i)
        must(catalog.transaction([&]() -> Result<void> {
            for (int j = 0; j < batch; ++j) {
                const auto title = name + "-" + std::to_string(i * batch + j);
                TRY(catalog.file_record(contract(title, title), stamp(name)));
            }
            return {};
        }));
}

}  // namespace

TEST_CASE("Processes that file at once get unique numbers without gaps")
{
    SampleCatalog catalog;
    catalog.close();
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child)
        children.push_back(start_child([&, child] {
            auto mine = must(Catalog::open(catalog.path(), Access::write));
            file_many(mine, "p" + std::to_string(child), 20, 1 + child * 2);
            return 0;
        }));
    for (const auto child : children) CHECK(wait_for(child) == 0);
    catalog.open();
    expect_without_gaps(*catalog, 20 * (1 + 3 + 5 + 7));
}

TEST_CASE("Threads that file at once, each by its own connection, get unique numbers without gaps")
{
    SampleCatalog catalog;
    std::vector<std::thread> threads;
    std::vector<std::string> problems(3);
    for (std::size_t thread = 0; thread < problems.size(); ++thread)
        threads.emplace_back([&, thread] {
            try {
                auto mine = must(Catalog::open(catalog.path(), Access::write));
                file_many(mine, "t" + std::to_string(thread), 15, 2);
            } catch (const std::exception& problem) {
                problems[thread] = problem.what();
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(problems == std::vector<std::string>(3));
    expect_without_gaps(*catalog, 90);
}

TEST_CASE("A child killed in the middle of its filings leaves numbers without gaps")
{
    SampleCatalog catalog;
    catalog.close();
    const int status = in_child([&] {
        auto mine = must(Catalog::open(catalog.path(), Access::write));
        file_many(mine, "killed", 3, 2);
        const auto never = mine.transaction([&]() -> Result<void> {
            TRY(mine.file_record(contract("unfinished", "unfinished"), stamp()));
            ::kill(::getpid(), SIGKILL);
            return {};
        });
        return never.ok() ? 0 : 1;
    });
    CHECK(status == 128 + SIGKILL);
    catalog.open();
    catalog.file("after");
    expect_without_gaps(*catalog, 7);
}

TEST_CASE("Who waits for a writer longer than allowed is told so, and nothing is written")
{
    SampleCatalog catalog;
    Catalog::Options impatient;
    impatient.wait = std::chrono::milliseconds(30);
    auto other = must(Catalog::open(catalog.path(), Access::write, impatient));
    must(catalog->transaction([&]() -> Result<void> {
        const auto before = std::chrono::steady_clock::now();
        const auto problem = refused(other.file_record(contract("late", "late"), stamp()));
        const auto waited = std::chrono::steady_clock::now() - before;
        CHECK(problem.kind == ErrorKind::locked);
        CHECK_FALSE(problem.hint.en.empty());
        CHECK_FALSE(problem.hint.zh.empty());
        CHECK(waited >= std::chrono::milliseconds(30));
        CHECK(waited < std::chrono::seconds(10));
        TRY(catalog->file_record(contract("first", "first"), stamp()));
        return {};
    }));
    // The lock is free again, and so is the other connection.
    CHECK(must(other.file_record(contract("late", "late"), stamp())).code.text() == "J001-HT·2024-D30-0002");
    expect_without_gaps(*catalog, 2);
}

TEST_CASE("A writer waits for another that finishes in time")
{
    SampleCatalog catalog;
    std::thread second;
    std::string problem;
    must(catalog->transaction([&]() -> Result<void> {
        second = std::thread([&] {
            try {
                auto mine = must(Catalog::open(catalog.path(), Access::write));
                must(mine.file_record(contract("second", "second"), stamp()));
            } catch (const std::exception& caught) {
                problem = caught.what();
            }
        });
        for (int i = 0; i < 50; ++i) TRY(catalog->file_record(contract(std::to_string(i), std::to_string(i)), stamp()));
        return {};
    }));
    second.join();
    CHECK(problem.empty());
    expect_without_gaps(*catalog, 51);
}

TEST_CASE("A reader is not blocked by an open write transaction, nor does it block one")
{
    SampleCatalog catalog;
    catalog.file("a");
    Catalog::Options impatient;
    impatient.wait = std::chrono::milliseconds(0);
    auto reader = must(Catalog::open(catalog.path(), Access::read, impatient));
    must(catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("b", "b"), stamp()));
        // Opened and read while the writer holds its lock.
        auto late = must(Catalog::open(catalog.path(), Access::read, impatient));
        CHECK(titles(must(late.list({}))) == std::vector<std::string>{"a"});
        CHECK(titles(must(reader.list({}))) == std::vector<std::string>{"a"});
        CHECK(check(reader).empty());
        return {};
    }));
    CHECK(titles(must(reader.list({}))) == std::vector<std::string>{"b", "a"});
}
