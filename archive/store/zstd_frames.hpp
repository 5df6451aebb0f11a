// SPDX-License-Identifier: GPL-3.0-or-later
// Zstandard frames (RFC 8878). The one place that knows the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// Packs pieces into frames that state their size and carry a checksum. One thread at a time.
class FramePacker {
public:
    FramePacker();
    ~FramePacker();
    FramePacker(const FramePacker&) = delete;
    FramePacker& operator=(const FramePacker&) = delete;

    /// One whole frame; more than 1 GiB is ErrorKind::bad_input.
    [[nodiscard]] Result<std::string> pack(std::string_view bytes);

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// What one whole frame holds; nothing unless it is intact and holds exactly `size` bytes. Never allocates more than a frame
/// of that length can hold.
[[nodiscard]] std::optional<std::string> unpack_frame(std::string_view frame, std::uint64_t size);

struct FrameSize {
    std::size_t packed = 0;      ///< bytes of the frame
    std::uint64_t unpacked = 0;  ///< bytes that it says it holds
};
/// Of the frame that `bytes` begin with; nothing when no whole frame of ours is there.
[[nodiscard]] std::optional<FrameSize> first_frame(std::string_view bytes);

/// A skippable frame: programs that unpack the file pass over it.
inline constexpr std::size_t skippable_header_size = 8;
[[nodiscard]] std::string skippable_header(std::uint32_t payload_size);
/// The size of the payload behind this header; nothing when it is no header of ours.
[[nodiscard]] std::optional<std::uint32_t> skippable_payload(std::string_view header);

}  // namespace fonds
