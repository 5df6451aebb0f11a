// SPDX-License-Identifier: GPL-3.0-or-later
// Damage to the tables that opening the index does not notice.
#include <atomic>
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// Tables of several blocks each.
SmallIndex& full_index()
{
    static SmallIndex index = [] {
        std::vector<SmallDocument> documents;
        for (int i = 1; i <= 400; ++i) {
            std::string page = "采购合同";
            for (int word = 0; word < 60; ++word) page += " w" + std::to_string(i * 7919 + word * 104729);
            documents.push_back(with_text(i, {page}));
            documents.back().metadata.party = "往来单位 " + std::to_string(i);
        }
        return SmallIndex(documents);
    }();
    return index;
}

/// A copy of it to spoil.
struct Copy {
    Copy() { fs::copy(full_index().folder(), folder(), fs::copy_options::recursive); }
    [[nodiscard]] std::string folder() const { return directory / "index"; }
    [[nodiscard]] std::string table(const std::string& name) const { return folder() + "/gen-1/" + name + ".glass"; }
    [[nodiscard]] Result<void> verify(Depth depth) const
    {
        return make_xapian_index(folder(), SmallIndex::archive_id)->verify(depth);
    }

    TemporaryDirectory directory{Medium::memory};
};

void check_advises_a_rebuild(const Result<void>& verified)
{
    REQUIRE_FALSE(verified.ok());
    CHECK(verified.error().kind == ErrorKind::unavailable);
    CHECK(verified.error().hint.en.find("fonds reindex") != std::string::npos);
}

const std::vector<std::string> tables{"docdata", "termlist", "postlist", "position"};

}  // namespace

TEST_CASE("sound indexes verify, empty ones and grown ones too")
{
    SmallIndex grown;
    CHECK(grown.index().verify(Depth::quick).ok());
    CHECK(grown.index().verify(Depth::full).ok());
    for (const std::int64_t id : {3, 900, 7}) {
        grown.put(with_title(id, "题名 " + std::to_string(id)));
        CHECK(grown.index().verify(Depth::quick).ok());
        CHECK(grown.index().verify(Depth::full).ok());
    }
    grown.remove(900);
    CHECK(grown.index().verify(Depth::full).ok());
    const Copy whole;
    CHECK(whole.verify(Depth::quick).ok());
    CHECK(whole.verify(Depth::full).ok());
}

TEST_CASE("a table cut in half is noticed by a quick look already")
{
    for (const auto& table : tables) {
        INFO(table);
        const Copy copy;
        fs::resize_file(copy.table(table), fs::file_size(copy.table(table)) / 2);
        check_advises_a_rebuild(copy.verify(Depth::quick));
        check_advises_a_rebuild(copy.verify(Depth::full));
    }
}

TEST_CASE("a table that lost its last block, one in its middle, or all, is noticed")
{
    constexpr std::size_t block = 8192;
    for (const auto& table : tables) {
        INFO(table);
        const Copy last, middle, all;
        const auto bytes = read_file(last.table(table));
        REQUIRE(bytes.size() >= 3 * block);
        fs::resize_file(last.table(table), bytes.size() - block);
        check_advises_a_rebuild(last.verify(Depth::full));
        auto zeroed = bytes;
        const auto begin = bytes.size() / block / 2 * block;
        std::fill(zeroed.begin() + static_cast<std::ptrdiff_t>(begin),
                  zeroed.begin() + static_cast<std::ptrdiff_t>(begin + block), '\0');
        write_file(middle.table(table), zeroed);
        check_advises_a_rebuild(middle.verify(Depth::full));
        fs::remove(all.table(table));
        check_advises_a_rebuild(all.verify(Depth::quick));
    }
}

TEST_CASE("an index that cannot be opened is not verified")
{
    const Copy copy;
    fs::remove(copy.folder() + "/current");
    check_advises_a_rebuild(copy.verify(Depth::full));
}

TEST_CASE("a search that meets the end of a table advises a rebuild, and speaks of reading")
{
    const Copy copy;
    fs::resize_file(copy.table("position"), fs::file_size(copy.table("position")) / 2);
    const auto index = make_xapian_index(copy.folder(), SmallIndex::archive_id);
    auto reader = index->reader();
    REQUIRE(reader.ok());
    std::optional<Error> met;
    for (const char* query : {"w7919", "采购合同", "\"w7919 w112648\"", "w3167600"})
        if (auto found = (*reader)->search(*Query::parse(query), {}); !found.ok()) met = found.error();
    REQUIRE(met);
    CHECK(met->kind == ErrorKind::unavailable);
    CHECK(met->what.en.find("written") == std::string::npos);
    CHECK(met->hint.en.find("fonds reindex") != std::string::npos);
}

TEST_CASE("commits of a writer are never taken for damage")
{
    SmallIndex index({with_title(1, "题名")});
    std::atomic<bool> done = false;
    std::thread writing([&] {
        for (int i = 1; i <= 60; ++i)
            index.put(with_text(i % 20 + 1, {"改动 " + std::to_string(i), "w" + std::to_string(i)}));
        done = true;
    });
    std::vector<Error> errors;
    const auto other = make_xapian_index(index.folder(), SmallIndex::archive_id);
    while (!done)
        if (const auto verified = other->verify(Depth::full); !verified.ok()) errors.push_back(verified.error());
    writing.join();
    for (const auto& error : errors) {
        INFO(error.what.en);
        CHECK(error.kind == ErrorKind::locked);
    }
    CHECK(other->verify(Depth::full).ok());
}
