// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/protocol.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "indexer/extract/frames.hpp"
#include "indexer/extract/wire.hpp"

namespace fonds::protocol {

namespace {

constexpr std::array states{TextState::done, TextState::partial,   TextState::needs_ocr,
                            TextState::none, TextState::encrypted, TextState::failed};
constexpr std::array layers{TextLayer::trusted, TextLayer::absent, TextLayer::doubtful, TextLayer::unverified};

template <class Array, class Value>
std::uint8_t code_of(const Array& values, Value value)
{
    return static_cast<std::uint8_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

template <class Array>
typename Array::value_type value_of(const Array& values, WireReader& reader)
{
    const auto code = reader.number<std::uint8_t>();
    if (code >= values.size()) reader.fail();
    return code < values.size() ? values[code] : values[0];
}

std::uint32_t largest(FrameType type)
{
    switch (type) {
    case FrameType::hello:
    case FrameType::bye: return 0;
    case FrameType::job: return largest_job;
    case FrameType::properties: return largest_properties;
    case FrameType::page: return largest_page;
    case FrameType::end: return largest_end;
    case FrameType::findings: return largest_findings;
    case FrameType::look: return largest_job;
    case FrameType::scanned: return largest_scanned;
    case FrameType::assemble: return largest_assemble;
    case FrameType::source:
    case FrameType::searchable:
    case FrameType::stamp: return largest_job;
    case FrameType::data: return largest_data;
    case FrameType::made: return largest_end;
    }
    return 0;
}

std::int32_t page_count(WireReader& reader)
{
    const auto count = reader.number<std::uint32_t>();
    if (count > std::numeric_limits<std::int32_t>::max()) reader.fail();
    return reader.good() ? static_cast<std::int32_t>(count) : 0;
}

using NamedValues = std::vector<std::pair<std::string, std::string>>;

void write(WireWriter& body, const NamedValues& values)
{
    body.number(static_cast<std::uint32_t>(values.size()));
    for (const auto& [name, value] : values) {
        body.string(name);
        body.string(value);
    }
}

NamedValues named_values(WireReader& reader)
{
    NamedValues values;
    const auto count = reader.number<std::uint32_t>();
    if (count > most_properties) reader.fail();
    for (std::uint32_t i = 0; i < count && reader.good(); ++i) {
        const std::string_view name = reader.text(largest_name);
        const std::string_view value = reader.text(largest_value);
        values.emplace_back(name, value);
    }
    return values;
}

}  // namespace

std::string frame(FrameType type, WireWriter body)
{
    const std::string bytes = std::move(body).take();
    WireWriter whole;
    whole.reserve(header_size + bytes.size());
    whole.number(version);
    whole.number(static_cast<std::uint8_t>(type));
    whole.number(std::uint16_t{0});
    whole.string(bytes);
    return std::move(whole).take();
}

bool flag(WireReader& reader)
{
    const auto value = reader.number<std::uint8_t>();
    if (value > 1) reader.fail();
    return value == 1;
}

std::string encode_hello()
{
    return frame(FrameType::hello, {});
}
std::string encode_bye()
{
    return frame(FrameType::bye, {});
}

std::string encode(const Job& job)
{
    WireWriter body;
    body.number(job.serial);
    body.number(job.memory);
    body.number(static_cast<std::uint64_t>(std::max<std::int64_t>(0, job.deadline.count())));
    body.number(job.pages);
    body.number(job.text);
    body.number(static_cast<std::uint8_t>(job.words));
    body.number(static_cast<std::uint8_t>(job.inspect));
    body.string(job.media_type);
    body.string(job.password);
    return frame(FrameType::job, std::move(body));
}

std::string encode(const Properties& properties)
{
    WireWriter body;
    body.number(properties.serial);
    body.number(static_cast<std::uint32_t>(properties.page_count));
    write(body, properties.values);
    return frame(FrameType::properties, std::move(body));
}

std::string encode(const Page& page)
{
    WireWriter body;
    body.reserve(page.text.text.size() + 64);
    body.number(page.serial);
    body.number(page.number);
    body.real(page.text.width);
    body.real(page.text.height);
    body.number(code_of(layers, page.text.layer));
    body.string(page.text.text);
    body.number(static_cast<std::uint32_t>(page.text.words.size()));
    for (const WordBox& word : page.text.words) {
        for (const float value : {word.x, word.y, word.width, word.height}) body.real(value);
        body.string(word.text);
    }
    return frame(FrameType::page, std::move(body));
}

std::string encode(const End& end)
{
    WireWriter body;
    body.number(end.serial);
    body.number(code_of(states, end.state));
    body.number(static_cast<std::uint32_t>(end.page_count));
    body.string(end.note);
    return frame(FrameType::end, std::move(body));
}

std::string encode(const Findings& findings)
{
    WireWriter body;
    body.number(findings.serial);
    write(body, findings.values);
    return frame(FrameType::findings, std::move(body));
}

std::optional<Header> decode_header(std::string_view bytes)
{
    if (bytes.size() < header_size) return std::nullopt;
    WireReader reader(bytes.substr(0, header_size));
    const auto seen = reader.number<std::uint8_t>();
    const auto type = reader.number<std::uint8_t>();
    const auto reserved = reader.number<std::uint16_t>();
    const auto size = reader.number<std::uint32_t>();
    if (seen != version || reserved != 0) return std::nullopt;
    if (type < static_cast<std::uint8_t>(FrameType::hello) || type > static_cast<std::uint8_t>(FrameType::stamp))
        return std::nullopt;
    const auto known = static_cast<FrameType>(type);
    if (size > largest(known)) return std::nullopt;
    return Header{known, size};
}

std::optional<Job> decode_job(std::string_view body)
{
    WireReader reader(body);
    Job job;
    job.serial = reader.number<std::uint64_t>();
    job.memory = reader.number<std::uint64_t>();
    const auto deadline = reader.number<std::uint64_t>();
    if (deadline > std::uint64_t{1} << 40) reader.fail();
    job.deadline = std::chrono::milliseconds(reader.good() ? static_cast<std::int64_t>(deadline) : 0);
    job.pages = reader.number<std::uint32_t>();
    job.text = reader.number<std::uint64_t>();
    job.words = flag(reader);
    job.inspect = flag(reader);
    job.media_type = reader.text(largest_name);
    job.password = reader.string(largest_password);
    return if_finished(reader, std::move(job));
}

std::optional<Properties> decode_properties(std::string_view body)
{
    WireReader reader(body);
    Properties properties;
    properties.serial = reader.number<std::uint64_t>();
    properties.page_count = page_count(reader);
    properties.values = named_values(reader);
    return if_finished(reader, std::move(properties));
}

std::optional<Page> decode_page(std::string_view body)
{
    WireReader reader(body);
    Page page;
    page.serial = reader.number<std::uint64_t>();
    page.number = reader.number<std::uint32_t>();
    page.text.width = reader.real();
    page.text.height = reader.real();
    if (page.text.width < 0 || page.text.height < 0) reader.fail();
    page.text.layer = value_of(layers, reader);
    page.text.text = reader.text(body.size());
    const auto words = reader.number<std::uint32_t>();
    if (words > reader.left() / word_overhead) reader.fail();
    if (reader.good()) page.text.words.reserve(words);
    for (std::uint32_t i = 0; i < words && reader.good(); ++i) {
        WordBox box;
        for (float* value : {&box.x, &box.y, &box.width, &box.height}) *value = reader.real();
        box.text = reader.text(body.size());
        page.text.words.push_back(std::move(box));
    }
    return if_finished(reader, std::move(page));
}

std::optional<End> decode_end(std::string_view body)
{
    WireReader reader(body);
    End end;
    end.serial = reader.number<std::uint64_t>();
    end.state = value_of(states, reader);
    end.page_count = page_count(reader);
    end.note = reader.text(largest_value);
    return if_finished(reader, std::move(end));
}

std::optional<Findings> decode_findings(std::string_view body)
{
    WireReader reader(body);
    Findings findings;
    findings.serial = reader.number<std::uint64_t>();
    findings.values = named_values(reader);
    return if_finished(reader, std::move(findings));
}

std::string_view shorten(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
    return text.substr(0, limit);
}

}  // namespace fonds::protocol
