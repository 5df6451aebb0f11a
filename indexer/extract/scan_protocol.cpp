// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/scan_protocol.hpp"

#include <algorithm>

#include "indexer/extract/frames.hpp"
#include "schema/model/scanned_page_json.hpp"

namespace fonds::protocol {

namespace {

constexpr std::uint32_t most_pages = 10'000'000;
constexpr std::size_t fixed_part = 64;

}  // namespace

std::string encode(const Look& look)
{
    WireWriter body;
    body.number(look.serial);
    body.number(look.memory);
    body.number(static_cast<std::uint64_t>(std::max<std::int64_t>(0, look.deadline.count())));
    body.number(look.page);
    for (const bool wanted : {look.recognise, look.distrust, look.codes}) body.number(static_cast<std::uint8_t>(wanted));
    body.string(look.media_type);
    body.string(look.password);
    return frame(FrameType::look, std::move(body));
}

std::string encode(const Scanned& scanned)
{
    std::string json = encode_scanned_page(scanned.page);
    if (json.size() > largest_scanned - fixed_part) {
        ScannedPage bare = scanned.page;
        bare.lines.clear();
        bare.codes.clear();
        bare.confidence = 0;
        bare.note = "more text than a page can have";
        json = encode_scanned_page(bare);
    }
    WireWriter body;
    body.reserve(json.size() + fixed_part);
    body.number(scanned.serial);
    body.number(scanned.page_count);
    body.string(json);
    return frame(FrameType::scanned, std::move(body));
}

std::optional<Look> decode_look(std::string_view body)
{
    WireReader reader(body);
    Look look;
    look.serial = reader.number<std::uint64_t>();
    look.memory = reader.number<std::uint64_t>();
    const auto deadline = reader.number<std::uint64_t>();
    if (deadline > std::uint64_t{1} << 40) reader.fail();
    look.deadline = std::chrono::milliseconds(reader.good() ? static_cast<std::int64_t>(deadline) : 0);
    look.page = reader.number<std::uint32_t>();
    if (look.page < 1 || look.page > most_pages) reader.fail();
    for (bool* const wanted : {&look.recognise, &look.distrust, &look.codes}) *wanted = flag(reader);
    look.media_type = reader.text(largest_name);
    look.password = reader.string(largest_password);
    return if_finished(reader, std::move(look));
}

std::optional<Scanned> decode_scanned(std::string_view body)
{
    WireReader reader(body);
    Scanned scanned;
    scanned.serial = reader.number<std::uint64_t>();
    scanned.page_count = reader.number<std::uint32_t>();
    if (scanned.page_count > most_pages) reader.fail();
    const std::string_view json = reader.string(body.size());
    if (!reader.finished()) return std::nullopt;
    auto page = decode_scanned_page(json);
    if (!page) return std::nullopt;
    scanned.page = std::move(*page);
    return scanned;
}

}  // namespace fonds::protocol
