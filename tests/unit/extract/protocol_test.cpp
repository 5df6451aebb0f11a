// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "indexer/extract/answer_builder.hpp"
#include "indexer/extract/protocol.hpp"
#include "indexer/extract/wire.hpp"

namespace fonds {
namespace {

using protocol::FrameType;

std::string_view body_of(const std::string& frame)
{
    return std::string_view(frame).substr(protocol::header_size);
}

protocol::Page page_frame(std::uint64_t serial, std::uint32_t number, std::string text)
{
    protocol::Page page;
    page.serial = serial;
    page.number = number;
    page.text.text = std::move(text);
    page.text.width = 595;
    page.text.height = 842.5F;
    return page;
}

using Verdict = AnswerBuilder::Verdict;

Verdict take(AnswerBuilder& builder, FrameType type, const std::string& frame)
{
    return builder.take(type, body_of(frame));
}

ExtractLimits small_limits()
{
    ExtractLimits limits;
    limits.pages = 3;
    limits.text = 100;
    return limits;
}

}  // namespace

TEST_CASE("a job comes out of its frame as it went in")
{
    protocol::Job job{
        7, 1ULL << 33, std::chrono::milliseconds(48'000), 20'000, 1ULL << 26, true, true, "application/pdf", "\xFFsecret"};
    const std::string frame = protocol::encode(job);
    const auto header = protocol::decode_header(frame);
    REQUIRE(header);
    CHECK(header->type == FrameType::job);
    CHECK(header->size == frame.size() - protocol::header_size);
    const auto back = protocol::decode_job(body_of(frame));
    REQUIRE(back);
    CHECK(back->serial == 7);
    CHECK(back->memory == 1ULL << 33);
    CHECK(back->deadline == std::chrono::milliseconds(48'000));
    CHECK(back->pages == 20'000);
    CHECK(back->text == 1ULL << 26);
    CHECK(back->words);
    CHECK(back->inspect);
    CHECK(back->media_type == "application/pdf");
    CHECK(back->password == "\xFFsecret");
}

TEST_CASE("pages, properties and ends come out of their frames as they went in")
{
    protocol::Page page = page_frame(9, 2, "合同 first\nline");
    page.text.layer = TextLayer::doubtful;
    page.text.words = {{1.5F, -2, 30, 12, "合同"}, {0, 0, 0, 0, ""}};
    const auto page_back = protocol::decode_page(body_of(protocol::encode(page)));
    REQUIRE(page_back);
    CHECK(page_back->number == 2);
    CHECK(page_back->text.text == "合同 first\nline");
    CHECK(page_back->text.height == 842.5F);
    CHECK(page_back->text.layer == TextLayer::doubtful);
    REQUIRE(page_back->text.words.size() == 2);
    CHECK(page_back->text.words[0].text == "合同");
    CHECK(page_back->text.words[0].y == -2);

    const auto properties = protocol::decode_properties(
        body_of(protocol::encode(protocol::Properties{9, 12, {{"title", "采购合同"}, {"a", ""}}})));
    REQUIRE(properties);
    CHECK(properties->page_count == 12);
    CHECK(properties->values == std::vector<std::pair<std::string, std::string>>{{"title", "采购合同"}, {"a", ""}});

    for (const TextState state : {TextState::done, TextState::partial, TextState::needs_ocr, TextState::none,
                                  TextState::encrypted, TextState::failed}) {
        const auto end = protocol::decode_end(body_of(protocol::encode(protocol::End{9, state, 3, "why"})));
        REQUIRE(end);
        CHECK(end->state == state);
        CHECK(end->note == "why");
    }
}

TEST_CASE("a header of another version, type or size is no header")
{
    const std::string good = protocol::encode(protocol::End{1, TextState::done, 0, ""});
    REQUIRE(protocol::decode_header(good));
    const auto with = [&](std::size_t at, char value) {
        std::string bad = good;
        bad[at] = value;
        return protocol::decode_header(bad).has_value();
    };
    CHECK_FALSE(with(0, 1));
    CHECK_FALSE(with(1, 0));
    CHECK_FALSE(with(1, 16));
    CHECK_FALSE(with(1, 6));  // a bye has no body
    CHECK_FALSE(with(2, 1));
    CHECK_FALSE(with(7, 1));  // 16 MiB of an end
    CHECK_FALSE(protocol::decode_header(good.substr(0, 7)));
}

TEST_CASE("a frame that is cut short or too long at any byte is refused")
{
    protocol::Page page = page_frame(1, 1, "text");
    page.text.words = {{1, 2, 3, 4, "text"}};
    const std::string frame = protocol::encode(page);
    const std::string_view body = body_of(frame);
    REQUIRE(protocol::decode_page(body));
    for (std::size_t size = 0; size < body.size(); ++size) CHECK_FALSE(protocol::decode_page(body.substr(0, size)));
    CHECK_FALSE(protocol::decode_page(std::string(body) + '\0'));
}

TEST_CASE("text that is not UTF-8 or holds control characters is refused")
{
    for (const char* bad : {"\xC3", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80", "a\x1B[2J", "a\fb", "\x7F", "a\rb"})
        CHECK_FALSE(protocol::decode_page(body_of(protocol::encode(page_frame(1, 1, bad)))));
    CHECK_FALSE(protocol::decode_page(body_of(protocol::encode(page_frame(1, 1, std::string(1, '\0'))))));
    CHECK(protocol::decode_page(body_of(protocol::encode(page_frame(1, 1, "a\tb\n\xEF\xBF\xBD")))));
    CHECK_FALSE(protocol::decode_end(body_of(protocol::encode(protocol::End{1, TextState::done, 0, "\xFF"}))));
}

TEST_CASE("sizes of a page that are no numbers are refused")
{
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1.0F, 1e30F}) {
        protocol::Page page = page_frame(1, 1, "a");
        page.text.width = bad;
        CHECK_FALSE(protocol::decode_page(body_of(protocol::encode(page))));
    }
}

TEST_CASE("a count that promises more than the frame holds reserves nothing")
{
    std::string frame = protocol::encode(page_frame(1, 1, "a"));
    for (std::size_t i = 1; i <= 4; ++i) frame[frame.size() - i] = '\xFF';  // four billion words
    CHECK_FALSE(protocol::decode_page(body_of(frame)));
}

TEST_CASE("an end with a negative page count is refused")
{
    CHECK_FALSE(protocol::decode_end(body_of(protocol::encode(protocol::End{1, TextState::done, -5, ""}))));
}

TEST_CASE("shortening cuts between characters")
{
    CHECK(protocol::shorten("合同", 6) == "合同");
    CHECK(protocol::shorten("合同", 5) == "合");
    CHECK(protocol::shorten("合同", 2).empty());
    CHECK(protocol::shorten("ab", 1) == "a");
}

TEST_CASE("an answer is put together from properties, pages in order, and an end")
{
    AnswerBuilder builder(5, small_limits(), WordBoxes::skipped);
    CHECK(take(builder, FrameType::properties, protocol::encode(protocol::Properties{5, 2, {{"title", "t"}}})) ==
          Verdict::more);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 1, "one"))) == Verdict::more);
    CHECK_FALSE(builder.all_pages_arrived());
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 2, "two"))) == Verdict::more);
    CHECK(builder.all_pages_arrived());
    CHECK(take(builder, FrameType::end, protocol::encode(protocol::End{5, TextState::done, 2, ""})) == Verdict::ended);
    const DocumentText text = std::move(builder).take_document();
    CHECK(text.state == TextState::done);
    REQUIRE(text.pages.size() == 2);
    CHECK(text.pages[1].text == "two");
    CHECK(text.properties.front().second == "t");
}

TEST_CASE("an answer that breaks the order, the serial or the limits is broken")
{
    AnswerBuilder builder(5, small_limits(), WordBoxes::skipped);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(4, 1, "other document"))) == Verdict::broken);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 2, "gap"))) == Verdict::broken);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 0, "zero"))) == Verdict::broken);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 1, std::string(101, 'x')))) == Verdict::broken);
    protocol::Page words = page_frame(5, 1, "a");
    words.text.words = {{0, 0, 1, 1, "unasked"}};
    CHECK(take(builder, FrameType::page, protocol::encode(words)) == Verdict::broken);
    CHECK(builder.take(FrameType::hello, {}) == Verdict::broken);
    CHECK(builder.take(FrameType::job, {}) == Verdict::broken);
    CHECK(take(builder, FrameType::page, protocol::encode(page_frame(5, 1, "a"))) == Verdict::more);
    CHECK(take(builder, FrameType::end, protocol::encode(protocol::End{5, TextState::done, 0, ""})) == Verdict::broken);
}

TEST_CASE("frames that may not come are refused before their body is waited for")
{
    AnswerBuilder builder(5, small_limits(), WordBoxes::skipped);
    CHECK(builder.may_come({FrameType::properties, 100}));
    CHECK(builder.may_come({FrameType::page, 100}));
    CHECK_FALSE(builder.may_come({FrameType::page, 1U << 20}));  // beyond the text the job allows
    CHECK_FALSE(builder.may_come({FrameType::job, 10}));
    CHECK_FALSE(builder.may_come({FrameType::hello, 0}));
    for (std::uint32_t number = 1; number <= 3; ++number)
        REQUIRE(take(builder, FrameType::page, protocol::encode(page_frame(5, number, "a"))) == Verdict::more);
    CHECK_FALSE(builder.may_come({FrameType::page, 50}));  // beyond the pages
    CHECK_FALSE(builder.may_come({FrameType::properties, 10}));
    CHECK(builder.may_come({FrameType::end, 10}));
}

TEST_CASE("what remains of a document whose worker died is partial, and complete when every page had arrived")
{
    AnswerBuilder nothing(5, small_limits(), WordBoxes::skipped);
    const DocumentText failed = std::move(nothing).take_remains("died");
    CHECK(failed.state == TextState::failed);
    CHECK(failed.note == "died");

    AnswerBuilder some(5, small_limits(), WordBoxes::skipped);
    static_cast<void>(take(some, FrameType::properties, protocol::encode(protocol::Properties{5, 3, {}})));
    static_cast<void>(take(some, FrameType::page, protocol::encode(page_frame(5, 1, "a"))));
    const DocumentText partial = std::move(some).take_remains("died");
    CHECK(partial.state == TextState::partial);
    CHECK(partial.page_count == 3);
    CHECK(partial.pages.size() == 1);

    AnswerBuilder all(5, small_limits(), WordBoxes::skipped);
    static_cast<void>(take(all, FrameType::properties, protocol::encode(protocol::Properties{5, 1, {}})));
    protocol::Page scanned = page_frame(5, 1, "");
    scanned.text.layer = TextLayer::absent;
    static_cast<void>(take(all, FrameType::page, protocol::encode(scanned)));
    const DocumentText complete = std::move(all).take_remains("died");
    CHECK(complete.state == TextState::needs_ocr);
    CHECK(complete.note.empty());
}

TEST_CASE("random bytes and flipped bits never pass for text that is not clean")
{
    std::mt19937 random(4711);
    protocol::Page page = page_frame(1, 1, "合同管理 contract");
    page.text.words = {{1, 2, 3, 4, "合同"}, {5, 6, 7, 8, "管理"}};
    const std::string good(body_of(protocol::encode(page)));
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string body = good;
        for (unsigned flips = 1 + random() % 4; flips > 0; --flips)
            body[random() % body.size()] = static_cast<char>(random());
        if (round % 5 == 0) body.resize(random() % (body.size() + 1));
        if (const auto decoded = protocol::decode_page(body)) {
            ++accepted;
            REQUIRE(is_clean_text(decoded->text.text));
            for (const WordBox& word : decoded->text.words) REQUIRE(is_clean_text(word.text));
        }
        static_cast<void>(protocol::decode_properties(body));
        static_cast<void>(protocol::decode_end(body));
        static_cast<void>(protocol::decode_job(body));
    }
    CHECK(accepted > 0);  // otherwise nothing was tested
}

}  // namespace fonds
