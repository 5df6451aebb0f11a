// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/extract/make_protocol.hpp"

using namespace fonds;

namespace {

std::string body_of(const std::string& frame)
{
    const auto header = protocol::decode_header(frame);
    REQUIRE(header);
    REQUIRE(frame.size() == protocol::header_size + header->size);
    return frame.substr(protocol::header_size);
}

constexpr protocol::MakeLimits limits{7, 1U << 30, std::chrono::milliseconds(300'000), 1U << 20};

template <class Decode>
void refuse_other_sizes(const std::string& body, const Decode& decode)
{
    CHECK(decode(body));
    for (std::size_t size = 0; size < body.size(); ++size) CHECK_FALSE(decode(body.substr(0, size)));
    CHECK_FALSE(decode(body + '\0'));
}

}  // namespace

TEST_CASE("the frames that make documents say what they were told")
{
    const protocol::Assemble assemble{limits, 2, {{0, 3, 90}, {1, 1, 0}}};
    const auto again = protocol::decode_assemble(body_of(protocol::encode(assemble)));
    REQUIRE(again);
    CHECK(again->limits.serial == 7);
    CHECK(again->limits.deadline == limits.deadline);
    CHECK(again->limits.largest == 1U << 20);
    REQUIRE(again->picks.size() == 2);
    CHECK(again->picks[0].page == 3);
    CHECK(again->picks[0].turn == 90);
    CHECK(again->picks[1].source == 1);
    const auto source = protocol::decode_source(body_of(protocol::encode(protocol::Source{7, "image/png", "\xFF word"})));
    REQUIRE(source);
    CHECK(source->password == "\xFF word");
    const auto searchable = protocol::decode_searchable(body_of(protocol::encode(protocol::Searchable{limits, 12})));
    REQUIRE(searchable);
    CHECK(searchable->pages == 12);
    const auto stamp = protocol::decode_stamp(body_of(protocol::encode(protocol::Stamp{limits, 3, "归档章"})));
    REQUIRE(stamp);
    CHECK(stamp->pages == 3);
    CHECK(stamp->words == "归档章");
    const std::string piece = body_of(protocol::encode(protocol::Data{7, "bytes"}));
    const auto data = protocol::decode_data(piece);
    REQUIRE(data);
    CHECK(data->bytes == "bytes");
    const auto made =
        protocol::decode_made(body_of(protocol::encode(protocol::Made{7, protocol::Outcome::no_page, 5, "why"})));
    REQUIRE(made);
    CHECK(made->outcome == protocol::Outcome::no_page);
    CHECK(made->note == "why");
}

TEST_CASE("a frame that makes documents is refused when it is cut short or too long")
{
    refuse_other_sizes(body_of(protocol::encode(protocol::Assemble{limits, 1, {{0, 1, 0}, {0, 2, 0}}})),
                       [](const std::string& body) { return protocol::decode_assemble(body).has_value(); });
    refuse_other_sizes(body_of(protocol::encode(protocol::Source{7, "image/png", "word"})),
                       [](const std::string& body) { return protocol::decode_source(body).has_value(); });
    refuse_other_sizes(body_of(protocol::encode(protocol::Searchable{limits, 12})),
                       [](const std::string& body) { return protocol::decode_searchable(body).has_value(); });
    refuse_other_sizes(body_of(protocol::encode(protocol::Stamp{limits, 3, "x"})),
                       [](const std::string& body) { return protocol::decode_stamp(body).has_value(); });
    refuse_other_sizes(body_of(protocol::encode(protocol::Data{7, "bytes"})),
                       [](const std::string& body) { return protocol::decode_data(body).has_value(); });
    refuse_other_sizes(body_of(protocol::encode(protocol::Made{7, protocol::Outcome::ok, 5, "note"})),
                       [](const std::string& body) { return protocol::decode_made(body).has_value(); });
}

TEST_CASE("picks that cannot be, empty pieces and unknown outcomes are refused")
{
    const auto good = [](protocol::Assemble::Pick pick, std::uint32_t sources = 1) {
        return protocol::decode_assemble(body_of(protocol::encode(protocol::Assemble{limits, sources, {pick}}))).has_value();
    };
    CHECK(good({0, 1, 270}));
    CHECK_FALSE(good({1, 1, 0}));
    CHECK_FALSE(good({0, 0, 0}));
    CHECK_FALSE(good({0, 1, 45}));
    CHECK_FALSE(good({0, 1, 360}));
    CHECK_FALSE(good({0, 20'000'000, 0}));
    CHECK_FALSE(good({0, 1, 0}, 0));
    CHECK_FALSE(good({0, 1, 0}, 1'000'000));
    CHECK_FALSE(protocol::decode_assemble(body_of(protocol::encode(protocol::Assemble{limits, 1, {}}))));
    CHECK_FALSE(protocol::decode_data(body_of(protocol::encode(protocol::Data{7, ""}))));
    std::string made = body_of(protocol::encode(protocol::Made{7, protocol::Outcome::ok, 5, ""}));
    made[8] = 5;
    CHECK_FALSE(protocol::decode_made(made));
}
