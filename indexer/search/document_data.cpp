// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/document_data.hpp"

#include <algorithm>
#include <limits>

namespace fonds {

namespace {

/// Seven bits a byte, the lowest first; the high bit says that more follow.
void put(std::string& bytes, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>(number | 0x80));
    bytes.push_back(static_cast<char>(number));
}

std::optional<std::uint64_t> take(std::string_view& bytes)
{
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return number;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int32_t> DocumentData::page_of(std::uint32_t position) const
{
    if (page_starts.empty() || position < page_starts.front() || position >= pages_end) return std::nullopt;
    const auto after = std::ranges::upper_bound(page_starts, position);
    return static_cast<std::int32_t>(after - page_starts.begin());
}

std::string encode(const DocumentData& data)
{
    std::string bytes;
    put(bytes, static_cast<std::uint64_t>(data.revision));
    put(bytes, data.page_starts.size());
    std::uint32_t last = 0;
    for (const auto start : data.page_starts) {
        put(bytes, start - last);
        last = start;
    }
    put(bytes, data.pages_end - last);
    for (const auto& name : {data.category, data.party}) {
        put(bytes, name.size());
        bytes += name;
    }
    return bytes;
}

std::optional<DocumentData> decode_document_data(std::string_view bytes)
{
    DocumentData data;
    const auto revision = take(bytes);
    const auto count = take(bytes);
    if (!revision || !count || *count > bytes.size()) return std::nullopt;
    data.revision = static_cast<std::int64_t>(*revision);
    std::uint64_t position = 0;
    for (std::uint64_t i = 0; i <= *count; ++i) {
        const auto step = take(bytes);
        if (!step || *step > std::numeric_limits<std::uint32_t>::max() - position) return std::nullopt;
        position += *step;
        if (i < *count) data.page_starts.push_back(static_cast<std::uint32_t>(position));
    }
    data.pages_end = static_cast<std::uint32_t>(position);
    for (auto* name : {&data.category, &data.party}) {
        const auto size = take(bytes);
        if (!size || *size > bytes.size()) return std::nullopt;
        *name = bytes.substr(0, *size);
        bytes.remove_prefix(*size);
    }
    if (!bytes.empty()) return std::nullopt;
    return data;
}

}  // namespace fonds
