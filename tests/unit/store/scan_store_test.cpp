// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "archive/store/scan_store.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

const Digest digest = Digest::of("a scan");

ScannedPage page_of(std::int32_t number, const std::string& text)
{
    ScannedPage page;
    page.number = number;
    page.engine = "test 1";
    page.confidence = 0.75F;
    OcrLine line;
    line.words = {{text, 0, 1, 0.75F, false}};
    page.lines = {line};
    return page;
}

struct Fixture {
    Fixture() : layout(directory.path()), store(layout, ops) { fs::create_directories(layout.staging()); }
    std::string texts()
    {
        auto pages = store.get(digest);
        REQUIRE(pages.ok());
        std::string all;
        for (const auto& page : *pages) all += std::to_string(page.number) + ":" + text_of(page);
        return all;
    }
    void add(const std::vector<ScannedPage>& pages)
    {
        auto appender = store.appender(digest);
        REQUIRE(appender.ok());
        REQUIRE(appender->add(pages).ok());
        REQUIRE(appender->sync().ok());
    }

    TemporaryDirectory directory;
    FaultyFileOps ops;
    Layout layout;
    ScanStore store;
};

}  // namespace

TEST_CASE("Pages come back by number, and of two results the last")
{
    Fixture fixture;
    CHECK(fixture.texts().empty());
    fixture.add({page_of(2, "two"), page_of(1, "one")});
    CHECK(fixture.texts() == "1:one\n2:two\n");
    fixture.add({page_of(2, "zwei"), page_of(3, "drei")});
    CHECK(fixture.texts() == "1:one\n2:zwei\n3:drei\n");
    REQUIRE(fixture.store.put(digest, {page_of(1, "alone")}).ok());
    CHECK(fixture.texts() == "1:alone\n");
    REQUIRE(fixture.store.remove(digest).ok());
    REQUIRE(fixture.store.remove(digest).ok());
    CHECK(fixture.texts().empty());
}

TEST_CASE("Half a page that a crash left costs that page alone, and the next appender cuts it off")
{
    Fixture fixture;
    fixture.add({page_of(1, "one"), page_of(2, "two")});
    const std::string path = fixture.layout.scans_of(digest);
    const auto whole = fs::file_size(path);
    for (const std::uintmax_t lost : {1U, 5U, 30U}) {
        fs::resize_file(path, whole - lost);
        CHECK(fixture.texts() == "1:one\n");
        fixture.add({page_of(2, "two")});
        CHECK(fixture.texts() == "1:one\n2:two\n");
        CHECK(fs::file_size(path) == whole);
    }
}

TEST_CASE("A write that fails in the middle leaves what was there before")
{
    Fixture fixture;
    fixture.add({page_of(1, "one")});
    auto appender = fixture.store.appender(digest);
    REQUIRE(appender.ok());
    fixture.ops.fail_at(1, ENOSPC);
    CHECK(!appender->add({page_of(2, "two")}).ok());
    fixture.ops.heal();
    CHECK(fixture.texts() == "1:one\n");
    fixture.add({page_of(2, "two")});
    CHECK(fixture.texts() == "1:one\n2:two\n");
}

TEST_CASE("A file of another component, or none of ours, is taken for nothing and replaced")
{
    Fixture fixture;
    fixture.add({page_of(1, "one")});
    const std::string path = fixture.layout.scans_of(digest);
    const Digest other = Digest::of("another scan");
    fs::create_directories(fs::path(fixture.layout.scans_of(other)).parent_path());
    fs::copy_file(path, fixture.layout.scans_of(other));
    auto pages = fixture.store.get(other);
    REQUIRE(pages.ok());
    CHECK(pages->empty());
    std::ofstream(path, std::ios::trunc) << "not ours";
    CHECK(fixture.texts().empty());
    fixture.add({page_of(1, "again")});
    CHECK(fixture.texts() == "1:again\n");
}
