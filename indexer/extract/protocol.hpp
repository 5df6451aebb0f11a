// SPDX-License-Identifier: GPL-3.0-or-later
// The frames between the extractor and its workers; docs/formats/extract-protocol.md is the specification.
//
// A worker that has read a hostile file is hostile. So decoding checks everything: a frame is either exactly what the
// specification says or nothing at all.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/model/page_text.hpp"

namespace fonds::protocol {

inline constexpr std::uint8_t version = 2;
inline constexpr std::size_t header_size = 8;

enum class FrameType : std::uint8_t {
    hello = 1,
    job = 2,
    properties = 3,
    page = 4,
    end = 5,
    bye = 6,
    findings = 7,
    look = 8,         ///< to fonds-scan: scan_protocol.hpp
    scanned = 9,      ///< from fonds-scan; to it, when it makes a document searchable
    assemble = 10,    ///< to fonds-scan: make_protocol.hpp
    source = 11,      ///< to fonds-scan
    searchable = 12,  ///< to fonds-scan
    data = 13,        ///< from fonds-scan
    made = 14,        ///< from fonds-scan
    stamp = 15        ///< to fonds-scan
};

// Sizes in bytes that no frame of ours exceeds.
inline constexpr std::uint32_t largest_job = 8192;
inline constexpr std::uint32_t largest_properties = 1U << 20;
inline constexpr std::uint32_t largest_findings = largest_properties;
inline constexpr std::uint32_t largest_end = 8192;
inline constexpr std::uint32_t largest_page = 1U << 30;
inline constexpr std::uint32_t largest_scanned = 64U << 20;
inline constexpr std::uint32_t largest_assemble = 4U << 20;
inline constexpr std::uint32_t largest_data = (1U << 20) + 12;
inline constexpr std::size_t largest_name = 128;  ///< media type, property name
inline constexpr std::size_t largest_password = 1024;
inline constexpr std::size_t largest_value = 4096;  ///< property value, note
inline constexpr std::uint32_t most_properties = 200;
inline constexpr std::string_view inspection_property = "pdf.inspection";  ///< how the inspection went
inline constexpr std::size_t word_overhead = 20;                           ///< bytes of a word box besides its text

/// What both sides agree a document may send in word boxes: boxes beyond are left out by the worker.
[[nodiscard]] constexpr std::uint64_t word_bytes_allowed(std::uint64_t text_limit)
{
    return text_limit * 8 + 65536;
}

struct Header {
    FrameType type{};
    std::uint32_t size = 0;  ///< of the body
};

struct Job {
    std::uint64_t serial = 0;
    std::uint64_t memory = 0;               ///< bytes of address space, beyond the mapped file
    std::chrono::milliseconds deadline{0};  ///< soft: the worker ends the document by itself
    std::uint32_t pages = 0;
    std::uint64_t text = 0;
    bool words = false;
    bool inspect = false;
    std::string media_type;
    std::string password;
};

struct Properties {
    std::uint64_t serial = 0;
    std::int32_t page_count = 0;
    std::vector<std::pair<std::string, std::string>> values;
};

struct Page {
    std::uint64_t serial = 0;
    std::uint32_t number = 0;  ///< from 1
    PageText text;
};

struct End {
    std::uint64_t serial = 0;
    TextState state = TextState::done;
    std::int32_t page_count = 0;
    std::string note;
};

/// After the end, when the job asks for them: then the document outlives whatever the inspection does to the worker.
struct Findings {
    std::uint64_t serial = 0;
    std::vector<std::pair<std::string, std::string>> values;
};

// Encoding yields whole frames, header included. Strings that are too long are the caller's defect; shorten() helps.
[[nodiscard]] std::string encode_hello();
[[nodiscard]] std::string encode_bye();
[[nodiscard]] std::string encode(const Job& job);
[[nodiscard]] std::string encode(const Properties& properties);
[[nodiscard]] std::string encode(const Page& page);
[[nodiscard]] std::string encode(const End& end);
[[nodiscard]] std::string encode(const Findings& findings);

/// Nothing when the first eight bytes are no header of a known type with a size allowed for it.
[[nodiscard]] std::optional<Header> decode_header(std::string_view bytes);
[[nodiscard]] std::optional<Job> decode_job(std::string_view body);
[[nodiscard]] std::optional<Properties> decode_properties(std::string_view body);
[[nodiscard]] std::optional<Page> decode_page(std::string_view body);
[[nodiscard]] std::optional<End> decode_end(std::string_view body);
[[nodiscard]] std::optional<Findings> decode_findings(std::string_view body);

/// The first `limit` bytes of UTF-8 text, cut between characters.
[[nodiscard]] std::string_view shorten(std::string_view text, std::size_t limit);

}  // namespace fonds::protocol
