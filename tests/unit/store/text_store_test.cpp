// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/store/layout.hpp"
#include "archive/store/text_store.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

const Digest digest = Digest::of("a component");

PageText page_of(std::string text, TextLayer layer = TextLayer::trusted)
{
    PageText page;
    page.text = std::move(text);
    page.width = 595.276F;
    page.height = 841.89F;
    page.layer = layer;
    return page;
}

DocumentText small_document()
{
    DocumentText text;
    text.state = TextState::partial;
    text.note = "stopped after two pages";
    text.page_count = 5;
    text.properties = {{"title", "采购合同"}, {"author", ""}, {"title", "again"}};
    text.pages = {page_of("采购合同\n第一条\n"), page_of("", TextLayer::absent), page_of("page three", TextLayer::doubtful)};
    text.pages[0].words = {{72.5F, 100.25F, 48, 12, "采购合同"}, {1e-20F, -3, 0, 0, ""}};
    text.pages[2].words = {{1, 2, 3, 4, "page"}, {5, 6, 7, 8, "three"}};
    return text;
}

void check_equal(const DocumentText& a, const DocumentText& b)
{
    CHECK(a.state == b.state);
    CHECK(a.note == b.note);
    CHECK(a.page_count == b.page_count);
    CHECK(a.properties == b.properties);
    REQUIRE(a.pages.size() == b.pages.size());
    for (std::size_t i = 0; i < a.pages.size(); ++i) {
        const PageText &one = a.pages[i], &two = b.pages[i];
        CHECK(one.text == two.text);
        CHECK((one.width == two.width && one.height == two.height && one.layer == two.layer));
        REQUIRE(one.words.size() == two.words.size());
        for (std::size_t w = 0; w < one.words.size(); ++w) {
            CHECK(one.words[w].text == two.words[w].text);
            CHECK((one.words[w].x == two.words[w].x && one.words[w].y == two.words[w].y));
            CHECK((one.words[w].width == two.words[w].width && one.words[w].height == two.words[w].height));
        }
    }
}

DocumentText large_document()
{
    DocumentText text;
    text.page_count = 300;
    for (int number = 1; number <= 300; ++number) {
        std::string body;
        for (int line = 0; line < 100; ++line)
            body += "page " + std::to_string(number) + " line " + std::to_string(line * number) + "\n";
        text.pages.push_back(page_of(body));
    }
    return text;
}

}  // namespace

TEST_CASE("a text comes back with everything that was put")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    const auto text = store.get(digest);
    REQUIRE(text.ok());
    REQUIRE(text->has_value());
    check_equal(**text, small_document());
}

TEST_CASE("a text without pages keeps its state")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    DocumentText text;
    for (const auto state :
         {TextState::done, TextState::none, TextState::encrypted, TextState::failed, TextState::needs_ocr}) {
        text.state = state;
        REQUIRE(store.put(digest, text).ok());
        check_equal(**store.get(digest), text);
        CHECK_FALSE(store.page(digest, 1)->has_value());
    }
}

TEST_CASE("one page is read without unpacking the others")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    TextStore store(Layout(folder.path()), ops);
    const DocumentText text = large_document();
    REQUIRE(store.put(digest, text).ok());
    for (const std::int32_t number : {1, 2, 29, 30, 31, 150, 299, 300})
        CHECK(store.page(digest, number)->value() == text.pages[static_cast<std::size_t>(number) - 1].text);
    // Damage in the last group is none of the first page's business.
    const std::string path = Layout(folder.path()).text_of(digest);
    std::string bytes = test::read_file(path);
    bytes[bytes.size() - 10] ^= 1;
    write_file(path, bytes);
    CHECK(store.page(digest, 1)->has_value());
    CHECK_FALSE(store.page(digest, 300)->has_value());
    CHECK_FALSE(store.get(digest)->has_value());
}

TEST_CASE("pages that do not exist are nothing")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    for (const std::int32_t number :
         {0, -1, 4, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()})
        CHECK_FALSE(store.page(digest, number)->has_value());
    CHECK(store.page(digest, 2)->value().empty());
    CHECK(store.page(digest, 3)->value() == "page three");
}

TEST_CASE("a page larger than a group, and bytes that are no UTF-8 or contain form feeds, survive")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    DocumentText text;
    text.pages = {page_of("a\fb"), page_of(std::string(1'000'000, 'x')), page_of(std::string("\xFF\0\x01", 3)), page_of("")};
    REQUIRE(store.put(digest, text).ok());
    check_equal(**store.get(digest), text);
    for (std::int32_t number = 1; number <= 4; ++number)
        CHECK(store.page(digest, number)->value() == text.pages[static_cast<std::size_t>(number) - 1].text);
}

TEST_CASE("a text that was never put is nothing, and removing it is fine")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    CHECK_FALSE(store.get(digest)->has_value());
    CHECK_FALSE(store.page(digest, 1)->has_value());
    CHECK_FALSE(store.contains(digest).value());
    CHECK(store.remove(digest).ok());
    REQUIRE(store.put(digest, small_document()).ok());
    CHECK(store.contains(digest).value());
    CHECK(store.remove(digest).ok());
    CHECK_FALSE(store.contains(digest).value());
}

TEST_CASE("a text is replaced whole")
{
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, large_document()).ok());
    REQUIRE(store.put(digest, small_document()).ok());
    check_equal(**store.get(digest), small_document());
    CHECK(fs::is_empty(folder / "staging"));
}

TEST_CASE("a text file of another component is nothing")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    TextStore store(layout, posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    const Digest other = Digest::of("another component");
    fs::create_directories(fs::path(layout.text_of(other)).parent_path());
    fs::copy_file(layout.text_of(digest), layout.text_of(other));
    CHECK_FALSE(store.get(other)->has_value());
    CHECK_FALSE(store.page(other, 1)->has_value());
}

TEST_CASE("a flipped bit anywhere in a text file is noticed")
{
    const TemporaryDirectory folder(Medium::memory);
    const std::string path = Layout(folder.path()).text_of(digest);
    TextStore store(Layout(folder.path()), posix_file_ops());
    const DocumentText whole = small_document();
    REQUIRE(store.put(digest, whole).ok());
    const std::string good = test::read_file(path);
    std::size_t unnoticed = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int bit : {0x01, 0x08, 0x80, 0xFF}) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ bit);
            write_file(path, bad);
            const auto text = store.get(digest);
            REQUIRE(text.ok());
            if (text->has_value()) {
                ++unnoticed;
                CAPTURE(at, bit);
                check_equal(**text, whole);
            }
            for (std::int32_t number = 1; number <= 3; ++number) {
                const auto page = store.page(digest, number);
                REQUIRE(page.ok());
                if (page->has_value()) CHECK(**page == whole.pages[static_cast<std::size_t>(number) - 1].text);
            }
        }
    }
    // Some header bits of a frame mean nothing; whatever reads is right all the same.
    CHECK(unnoticed < good.size() / 10);
}

TEST_CASE("a text file cut off anywhere, or with something behind it, is nothing")
{
    const TemporaryDirectory folder(Medium::memory);
    const std::string path = Layout(folder.path()).text_of(digest);
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    const std::string good = test::read_file(path);
    for (std::size_t size = 0; size < good.size(); ++size) {
        write_file(path, good.substr(0, size));
        CAPTURE(size);
        REQUIRE_FALSE(store.get(digest)->has_value());
        REQUIRE(store.page(digest, 3).ok());
    }
    write_file(path, good + "x");
    CHECK_FALSE(store.get(digest)->has_value());
    write_file(path, good + good);
    CHECK_FALSE(store.get(digest)->has_value());
}

TEST_CASE("rubbish in place of a text is nothing, however large it says it is")
{
    const TemporaryDirectory folder;
    const std::string path = Layout(folder.path()).text_of(digest);
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    const std::string header("\x5F\x2A\x4D\x18", 4);
    for (const std::string& bad :
         {std::string(), std::string(100, '\0'), std::string(5000, '\xFF'), header + "\xFF\xFF\xFF\xFF",
          header + std::string("\x00\x00\x00\x3F", 4) + std::string(200, 'x'), std::string("%PDF-1.4")}) {
        write_file(path, bad);
        CHECK_FALSE(store.get(digest)->has_value());
        CHECK_FALSE(store.page(digest, 1)->has_value());
    }
}

TEST_CASE("an error of the disk is reported and is not taken for a missing text")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    TextStore store(Layout(folder.path()), ops);
    REQUIRE(store.put(digest, small_document()).ok());
    ops.fail_at(2, EIO);
    CHECK(store.get(digest).error().kind == ErrorKind::io);
    ops.fail_at(2, EIO);
    CHECK(store.page(digest, 1).error().kind == ErrorKind::io);
    ops.fail_at(1, EACCES);
    CHECK(store.contains(digest).error().kind == ErrorKind::io);
    ops.fail_at(1, EACCES);
    CHECK(store.remove(digest).error().kind == ErrorKind::io);
}

TEST_CASE("whichever operation of putting a text fails, the old one stays and no draft is left")
{
    for (std::size_t nth = 1;; ++nth) {
        const TemporaryDirectory folder(Medium::memory);
        FaultyFileOps ops;
        TextStore store(Layout(folder.path()), ops);
        const bool had_one = nth % 2 == 0;  // the first text of a folder takes other steps than the second
        if (had_one) REQUIRE(store.put(digest, small_document()).ok());
        ops.fail_at((nth + 1) / 2, ENOSPC);
        const auto put = store.put(digest, large_document());
        const bool struck = ops.struck();
        ops.heal();
        CAPTURE(nth);
        CHECK(put.ok() == !struck);
        const auto text = store.get(digest);
        REQUIRE(text.ok());
        if (put.ok())
            CHECK((*text)->pages.size() == 300);
        else if (had_one)
            check_equal(**text, small_document());
        else
            CHECK_FALSE(text->has_value());
        if (fs::exists(folder / "staging")) CHECK(fs::is_empty(folder / "staging"));
        if (!struck && !had_one) break;
    }
}

TEST_CASE("zstd alone unpacks a text file to its head and its pages")
{
    if (std::system("command -v zstd >/dev/null 2>&1") != 0) {
        WARN("the zstd program is not installed");
        return;
    }
    const TemporaryDirectory folder;
    TextStore store(Layout(folder.path()), posix_file_ops());
    REQUIRE(store.put(digest, small_document()).ok());
    const std::string command = "zstd -dcq '" + Layout(folder.path()).text_of(digest) + "' > '" + (folder / "plain") + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    const std::string plain = test::read_file(folder / "plain");
    CHECK(plain.starts_with("{\"format\":\"fonds text\""));
    CHECK(plain.find(digest.hex()) != std::string::npos);
    CHECK(plain.ends_with("\n采购合同\n第一条\n\f\fpage three\f"));
}
