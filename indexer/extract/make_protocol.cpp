// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/make_protocol.hpp"

#include <algorithm>

#include "indexer/extract/frames.hpp"

namespace fonds::protocol {

namespace {

constexpr std::uint32_t most_pages = 10'000'000;
constexpr std::size_t size_of_pick = 12;

void write(WireWriter& body, const MakeLimits& limits)
{
    body.number(limits.serial);
    body.number(limits.memory);
    body.number(static_cast<std::uint64_t>(std::max<std::int64_t>(0, limits.deadline.count())));
    body.number(limits.largest);
}

MakeLimits limits_of(WireReader& reader)
{
    MakeLimits limits;
    limits.serial = reader.number<std::uint64_t>();
    limits.memory = reader.number<std::uint64_t>();
    const auto deadline = reader.number<std::uint64_t>();
    if (deadline > std::uint64_t{1} << 40) reader.fail();
    limits.deadline = std::chrono::milliseconds(reader.good() ? static_cast<std::int64_t>(deadline) : 0);
    limits.largest = reader.number<std::uint64_t>();
    return limits;
}

}  // namespace

std::string encode(const Assemble& assemble)
{
    WireWriter body;
    write(body, assemble.limits);
    body.number(assemble.sources);
    body.number(static_cast<std::uint32_t>(assemble.picks.size()));
    for (const Assemble::Pick& pick : assemble.picks)
        for (const std::uint32_t value : {pick.source, pick.page, pick.turn}) body.number(value);
    return frame(FrameType::assemble, std::move(body));
}

std::string encode(const Source& source)
{
    WireWriter body;
    body.number(source.serial);
    body.string(source.media_type);
    body.string(source.password);
    return frame(FrameType::source, std::move(body));
}

std::string encode(const Searchable& searchable)
{
    WireWriter body;
    write(body, searchable.limits);
    body.number(searchable.pages);
    return frame(FrameType::searchable, std::move(body));
}

std::string encode(const Stamp& stamp)
{
    WireWriter body;
    write(body, stamp.limits);
    body.number(stamp.pages);
    body.string(stamp.words);
    return frame(FrameType::stamp, std::move(body));
}

std::string encode(const Data& data)
{
    WireWriter body;
    body.reserve(data.bytes.size() + 12);
    body.number(data.serial);
    body.string(data.bytes);
    return frame(FrameType::data, std::move(body));
}

std::string encode(const Made& made)
{
    WireWriter body;
    body.number(made.serial);
    body.number(static_cast<std::uint8_t>(made.outcome));
    body.number(made.size);
    body.string(made.note);
    return frame(FrameType::made, std::move(body));
}

std::optional<Assemble> decode_assemble(std::string_view body)
{
    WireReader reader(body);
    Assemble assemble;
    assemble.limits = limits_of(reader);
    assemble.sources = reader.number<std::uint32_t>();
    if (assemble.sources < 1 || assemble.sources > most_sources) reader.fail();
    const auto count = reader.number<std::uint32_t>();
    if (count < 1 || count > reader.left() / size_of_pick) reader.fail();
    if (reader.good()) assemble.picks.reserve(count);
    for (std::uint32_t i = 0; i < count && reader.good(); ++i) {
        Assemble::Pick pick;
        for (std::uint32_t* const value : {&pick.source, &pick.page, &pick.turn}) *value = reader.number<std::uint32_t>();
        if (pick.source >= assemble.sources || pick.page < 1 || pick.page > most_pages) reader.fail();
        if (pick.turn > 270 || pick.turn % 90 != 0) reader.fail();
        assemble.picks.push_back(pick);
    }
    return if_finished(reader, std::move(assemble));
}

std::optional<Source> decode_source(std::string_view body)
{
    WireReader reader(body);
    Source source;
    source.serial = reader.number<std::uint64_t>();
    source.media_type = reader.text(largest_name);
    source.password = reader.string(largest_password);
    return if_finished(reader, std::move(source));
}

std::optional<Searchable> decode_searchable(std::string_view body)
{
    WireReader reader(body);
    Searchable searchable;
    searchable.limits = limits_of(reader);
    searchable.pages = reader.number<std::uint32_t>();
    if (searchable.pages > most_pages) reader.fail();
    return if_finished(reader, std::move(searchable));
}

std::optional<Stamp> decode_stamp(std::string_view body)
{
    WireReader reader(body);
    Stamp stamp;
    stamp.limits = limits_of(reader);
    stamp.pages = reader.number<std::uint32_t>();
    if (stamp.pages > most_pages) reader.fail();
    stamp.words = reader.text(largest_value);
    return if_finished(reader, std::move(stamp));
}

std::optional<Data> decode_data(std::string_view body)
{
    WireReader reader(body);
    Data data;
    data.serial = reader.number<std::uint64_t>();
    data.bytes = reader.string(largest_piece);
    if (data.bytes.empty()) reader.fail();
    return if_finished(reader, std::move(data));
}

std::optional<Made> decode_made(std::string_view body)
{
    WireReader reader(body);
    Made made;
    made.serial = reader.number<std::uint64_t>();
    const auto outcome = reader.number<std::uint8_t>();
    if (outcome > static_cast<std::uint8_t>(Outcome::too_large)) reader.fail();
    made.outcome = reader.good() ? static_cast<Outcome>(outcome) : Outcome::bad_input;
    made.size = reader.number<std::uint64_t>();
    made.note = reader.text(largest_value);
    return if_finished(reader, std::move(made));
}

}  // namespace fonds::protocol
