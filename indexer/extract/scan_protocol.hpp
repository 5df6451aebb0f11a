// SPDX-License-Identifier: GPL-3.0-or-later
// The frames between the scanner and fonds-scan; docs/formats/extract-protocol.md is the specification.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/extract/protocol.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds::protocol {

/// Notes of what may be otherwise next time.
inline constexpr std::string_view note_of_lateness = "no time for the whole page";
inline constexpr std::string_view note_of_memory = "not enough memory";

/// Look at one page.
struct Look {
    std::uint64_t serial = 0;
    std::uint64_t memory = 0;               ///< bytes of address space, beyond the mapped file
    std::chrono::milliseconds deadline{0};  ///< CPU time of the worker, which then gives the page up by itself
    std::uint32_t page = 1;
    bool recognise = true;  ///< false: codes and quality alone
    bool distrust = false;  ///< recognise although the page's own text layer is good
    bool codes = true;      ///< look for bar codes
    std::string media_type;
    std::string password;
};

struct Scanned {
    std::uint64_t serial = 0;
    std::uint32_t page_count = 0;  ///< of the document; 0: unknown
    ScannedPage page;
};

[[nodiscard]] std::string encode(const Look& look);
/// Of a page too large for a frame its lines are left out, and its note says so.
[[nodiscard]] std::string encode(const Scanned& scanned);
[[nodiscard]] std::optional<Look> decode_look(std::string_view body);
[[nodiscard]] std::optional<Scanned> decode_scanned(std::string_view body);

}  // namespace fonds::protocol
