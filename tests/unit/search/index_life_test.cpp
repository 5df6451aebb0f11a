// SPDX-License-Identifier: GPL-3.0-or-later
// States, generations, writers and readers side by side.
#include <filesystem>

#include <catch2/catch.hpp>
#include <xapian.h>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

using Ids = std::vector<std::int64_t>;

namespace {

std::size_t generations_in(const std::string& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) count += entry.is_directory() ? 1 : 0;
    return count;
}

/// A good index would be served; this one must not be, and must tell what to do.
void check_unavailable(SearchIndex& index)
{
    const auto reader = index.reader();
    REQUIRE_FALSE(reader.ok());
    CHECK(reader.error().kind == ErrorKind::unavailable);
    CHECK(reader.error().hint.en.find("fonds reindex") != std::string::npos);
    CHECK(reader.error().hint.zh.find("fonds reindex") != std::string::npos);
    const auto writer = index.writer();
    REQUIRE_FALSE(writer.ok());
    CHECK(writer.error().kind == ErrorKind::unavailable);
}

std::int64_t total(IndexReader& reader, std::string_view query)
{
    const auto result = reader.search(*Query::parse(query), {});
    REQUIRE(result.ok());
    return result->total;
}

}  // namespace

TEST_CASE("an index that was never built is missing")
{
    const TemporaryDirectory directory;
    const auto index = make_xapian_index(directory / "index", "a");
    CHECK(index->state() == IndexState::missing);
    check_unavailable(*index);
    CHECK_FALSE(std::filesystem::exists(directory / "index"));
}

TEST_CASE("an empty index is good and finds nothing")
{
    SmallIndex index;
    CHECK(index.index().state() == IndexState::good);
    CHECK(index.set("") == Ids{});
    CHECK(index.set("合同 OR -a date:2024 contr*") == Ids{});
    CHECK((*index.index().reader())->documents().value() == 0);
    CHECK_FALSE((*index.index().reader())->revision_of(RecordId{1}).value());
}

TEST_CASE("another archive's index is foreign")
{
    SmallIndex mine({with_title(1, "a")});
    const auto other = make_xapian_index(mine.folder(), "another");
    CHECK(other->state() == IndexState::foreign);
    check_unavailable(*other);
    CHECK(mine.index().state() == IndexState::good);
}

TEST_CASE("an index of another version is outdated")
{
    SmallIndex index({with_title(1, "a")});
    {
        Xapian::WritableDatabase database(index.folder() + "/gen-1", Xapian::DB_OPEN);
        database.set_metadata("fonds.version", "0.0");
        database.commit();
    }
    CHECK(index.index().state() == IndexState::outdated);
    check_unavailable(index.index());
    index.rebuild({with_title(2, "b")});
    CHECK(index.set("") == Ids{2});
}

TEST_CASE("damage is seen and mended by a rebuild")
{
    SmallIndex index({with_title(1, "a")});
    SECTION("files overwritten")
    {
        write_file(index.folder() + "/gen-1/iamglass", "no index at all");
    }
    SECTION("generation lost")
    {
        std::filesystem::remove_all(index.folder() + "/gen-1");
    }
    SECTION("current says nothing")
    {
        write_file(index.folder() + "/current", "\n");
    }
    SECTION("current points outside")
    {
        write_file(index.folder() + "/current", "../../etc\n");
    }
    SECTION("current is huge")
    {
        write_file(index.folder() + "/current", std::string(5000, 'g'));
    }
    CHECK(index.index().state() == IndexState::damaged);
    check_unavailable(index.index());
    index.rebuild({with_title(2, "b")});
    CHECK(index.index().state() == IndexState::good);
    CHECK(index.set("") == Ids{2});
}

TEST_CASE("damage that only a search meets is an error with advice")
{
    std::vector<SmallDocument> documents;
    for (int i = 1; i <= 300; ++i) documents.push_back(with_text(i, {"合同 w" + std::to_string(i * 7919)}));
    SmallIndex index(documents);
    const std::string file = index.folder() + "/gen-1/postlist.glass";
    write_file(file, std::string(std::filesystem::file_size(file), '\x5A'));
    auto reader = index.index().reader();
    if (!reader.ok()) {
        CHECK(reader.error().kind == ErrorKind::unavailable);
        return;
    }
    const auto result = (*reader)->search(*Query::parse("合同"), {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::unavailable);
    CHECK(result.error().hint.en.find("fonds reindex") != std::string::npos);
}

TEST_CASE("records are replaced and removed, again and again")
{
    SmallIndex index({with_title(1, "旧题名"), with_title(2, "其他")});
    auto changed = with_title(1, "新题名");
    changed.revision = 7;
    index.put(changed);
    CHECK(index.set("旧题名") == Ids{});
    CHECK(index.set("新题名") == Ids{1});
    auto reader = *index.index().reader();
    CHECK(reader->revision_of(RecordId{1}).value() == 7);
    CHECK(reader->revision_of(RecordId{2}).value() == 1);
    CHECK(reader->revision_of(RecordId{3}).value() == std::nullopt);
    CHECK(reader->revision_of(RecordId{0}).value() == std::nullopt);
    CHECK(reader->revision_of(RecordId{-1}).value() == std::nullopt);
    index.remove(1);
    index.remove(1);
    index.remove(99);
    CHECK(index.set("") == Ids{2});
    CHECK(reader->documents().value() == 1);
    CHECK_FALSE(reader->revision_of(RecordId{1}).value());
}

TEST_CASE("nothing is durable before commit, whatever becomes of the writer")
{
    SmallIndex index({with_title(1, "a")});
    {
        auto writer = index.index().writer();
        REQUIRE(writer.ok());
        REQUIRE((*writer)->put(Filed(with_title(2, "b")).view()).ok());
        REQUIRE((*writer)->remove(RecordId{1}).ok());
    }
    CHECK(index.set("") == Ids{1});
}

TEST_CASE("a record's number that the index cannot hold is refused and spoils nothing")
{
    SmallIndex index;
    auto writer = *index.index().writer();
    REQUIRE(writer->put(Filed(with_title(1, "a")).view()).ok());
    CHECK_FALSE(writer->put(Filed(with_title(std::int64_t{1} << 33, "b")).view()).ok());
    CHECK_FALSE(writer->put(Filed(with_title(0, "c")).view()).ok());
    REQUIRE(writer->commit().ok());
    CHECK(index.set("") == Ids{1});
}

TEST_CASE("a second writer is told who is in the way")
{
    SmallIndex index({with_title(1, "a")});
    const auto first = index.index().writer();
    REQUIRE(first.ok());
    const auto second = index.index().writer();
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().kind == ErrorKind::locked);
}

TEST_CASE("a reader goes on while a writer commits, and sees what it wrote")
{
    std::vector<SmallDocument> documents;
    for (int i = 1; i <= 50; ++i) documents.push_back(with_text(i, {"合同 第" + std::to_string(i) + "号"}));
    SmallIndex index(documents);
    auto reader = *index.index().reader();
    auto writer = *index.index().writer();
    for (int i = 51; i <= 90; ++i) {
        REQUIRE(writer->put(Filed(with_text(i, {"合同 附件"})).view()).ok());
        REQUIRE(writer->put(Filed(with_text(i - 50, {"改动 " + std::to_string(i)})).view()).ok());
        REQUIRE(writer->commit().ok());
        CHECK(total(*reader, "合同") == 50);
        CHECK(total(*reader, "") == i);
        CHECK(reader->revision_of(RecordId{i}).value() == 1);
    }
}

TEST_CASE("a rebuild swaps under an open reader")
{
    SmallIndex index({with_title(1, "旧")});
    auto reader = *index.index().reader();
    {
        auto writer = *index.index().begin_rebuild();
        REQUIRE(writer->put(Filed(with_title(2, "新")).view()).ok());
        REQUIRE(writer->commit().ok());
        CHECK(total(*reader, "旧") == 1);
        CHECK(index.set("") == Ids{1});
    }
    CHECK(total(*reader, "旧") == 1);
    REQUIRE(index.index().adopt().ok());
    CHECK(total(*reader, "旧") == 0);
    CHECK(total(*reader, "新") == 1);
    CHECK(generations_in(index.folder()) == 1);
}

TEST_CASE("a rebuild that was not adopted changes nothing and is swept by the next")
{
    SmallIndex index({with_title(1, "a")});
    {
        const auto abandoned = make_xapian_index(index.folder(), SmallIndex::archive_id);
        auto writer = *abandoned->begin_rebuild();
        REQUIRE(writer->put(Filed(with_title(2, "b")).view()).ok());
        REQUIRE(writer->commit().ok());
    }
    CHECK(generations_in(index.folder()) == 2);
    CHECK(index.set("") == Ids{1});
    index.rebuild({with_title(3, "c")});
    CHECK(generations_in(index.folder()) == 1);
    CHECK(index.set("") == Ids{3});
    CHECK(read_file(index.folder() + "/current").starts_with("gen-"));
}

TEST_CASE("a rebuild's writer is of no use once it was adopted")
{
    SmallIndex index;
    auto writer = *index.index().begin_rebuild();
    REQUIRE(writer->put(Filed(with_title(1, "a")).view()).ok());
    REQUIRE(writer->commit().ok());
    REQUIRE(index.index().adopt().ok());
    CHECK_FALSE(writer->put(Filed(with_title(2, "b")).view()).ok());
    CHECK_FALSE(writer->commit().ok());
    CHECK(index.set("") == Ids{1});
}

TEST_CASE("a rebuild takes records in any order, and again")
{
    SmallIndex index({with_title(900, "a"), with_title(7, "b"), with_title(30, "c"), with_title(7, "d")});
    CHECK(index.set("") == Ids{7, 30, 900});
    CHECK(index.set("b") == Ids{});
    index.put(with_title(8, "e"));
    CHECK(index.set("e") == Ids{8});
}

TEST_CASE("generations are never numbered twice")
{
    SmallIndex index({with_title(1, "a")});
    const auto first = read_file(index.folder() + "/current");
    index.rebuild({});
    const auto second = read_file(index.folder() + "/current");
    index.rebuild({});
    CHECK(first != second);
    CHECK(read_file(index.folder() + "/current") != first);
    CHECK(read_file(index.folder() + "/current") != second);
}

TEST_CASE("there is nothing to adopt without a rebuild")
{
    SmallIndex index({with_title(1, "a")});
    CHECK_FALSE(index.index().adopt().ok());
    CHECK(index.set("") == Ids{1});
}

TEST_CASE("a rebuild of a foreign index makes it one's own")
{
    SmallIndex index({with_title(1, "a")});
    const auto other = make_xapian_index(index.folder(), "another");
    {
        auto writer = *other->begin_rebuild();
        REQUIRE(writer->commit().ok());
    }
    REQUIRE(other->adopt().ok());
    CHECK(other->state() == IndexState::good);
    CHECK(index.index().state() == IndexState::foreign);
}

TEST_CASE("random queries on a real index never fail otherwise than with a usage error")
{
    SmallIndex index({with_text(1, {"采购合同 contract 12345678", "第二页"}), with_text(2, {"管理 annual report"})});
    auto reader = *index.index().reader();
    const std::vector<std::string> pieces{
        "采购", "合同管理", "contr*", "a*",        "\"annual report\"", "12345",   "-", "(",     ")",  " ",
        " ",    " OR ",     "title:", "date:2024", "amount:>5",         "code:J*", "*", "x-1.2", "，", "J001-1"};
    unsigned state = 1;
    for (int i = 0; i < 3000; ++i) {
        std::string query;
        for (unsigned n = 0; n < 6; ++n) {
            state = state * 1'664'525 + 1'013'904'223;
            query += pieces[(state >> 8) % pieces.size()];
        }
        INFO(query);
        const auto parsed = Query::parse(query);
        if (!parsed.ok()) continue;
        const auto result = reader->search(*parsed, {});
        if (!result.ok()) CHECK(result.error().kind == ErrorKind::usage);
        (void)make_snippet(*parsed, "采购合同 contract 12345678", 10);
    }
}
