// SPDX-License-Identifier: GPL-3.0-or-later
// The frames with which fonds-scan makes documents; docs/formats/extract-protocol.md is the specification.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/protocol.hpp"

namespace fonds::protocol {

inline constexpr std::uint32_t most_sources = 10'000;
inline constexpr std::size_t largest_piece = 1U << 20;  ///< bytes of the result in one frame

struct MakeLimits {
    std::uint64_t serial = 0;
    std::uint64_t memory = 0;               ///< bytes of address space, beyond the mapped files
    std::chrono::milliseconds deadline{0};  ///< of CPU
    std::uint64_t largest = 0;              ///< bytes of the result
};

/// One document of pages of others; `sources` source frames follow.
struct Assemble {
    struct Pick {
        std::uint32_t source = 0;  ///< from 0
        std::uint32_t page = 1;    ///< from 1
        std::uint32_t turn = 0;    ///< degrees clockwise: 0, 90, 180, 270
    };
    MakeLimits limits;
    std::uint32_t sources = 0;
    std::vector<Pick> picks;
};

/// Comes with the descriptor of the file.
struct Source {
    std::uint64_t serial = 0;
    std::string media_type;
    std::string password;
};

/// A text layer on one document; one source frame and `pages` scanned frames follow.
struct Searchable {
    MakeLimits limits;
    std::uint32_t pages = 0;
};

/// A stamp on one document; two source frames follow, the document and the drawing of the stamp (a PDF), and `pages` scanned
/// frames when it gets a text layer, too.
struct Stamp {
    MakeLimits limits;
    std::uint32_t pages = 0;
    std::string words;  ///< what the stamp says
};

/// A piece of the result.
struct Data {
    std::uint64_t serial = 0;
    std::string_view bytes;  ///< of the body it was decoded from
};

enum class Outcome : std::uint8_t {
    ok,
    bad_input,  ///< a source cannot be read
    refused,    ///< a password is needed or wrong
    no_page,    ///< there is no such page
    too_large   ///< the result, or what is needed to make it
};

struct Made {
    std::uint64_t serial = 0;
    Outcome outcome = Outcome::ok;
    std::uint64_t size = 0;  ///< bytes of all pieces
    std::string note;        ///< why not, in English; of a stamp, how it went
};

[[nodiscard]] std::string encode(const Assemble& assemble);
[[nodiscard]] std::string encode(const Source& source);
[[nodiscard]] std::string encode(const Searchable& searchable);
[[nodiscard]] std::string encode(const Stamp& stamp);
[[nodiscard]] std::string encode(const Data& data);
[[nodiscard]] std::string encode(const Made& made);
[[nodiscard]] std::optional<Assemble> decode_assemble(std::string_view body);
[[nodiscard]] std::optional<Source> decode_source(std::string_view body);
[[nodiscard]] std::optional<Searchable> decode_searchable(std::string_view body);
[[nodiscard]] std::optional<Stamp> decode_stamp(std::string_view body);
[[nodiscard]] std::optional<Data> decode_data(std::string_view body);
[[nodiscard]] std::optional<Made> decode_made(std::string_view body);

}  // namespace fonds::protocol
