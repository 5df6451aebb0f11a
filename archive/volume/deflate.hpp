// SPDX-License-Identifier: GPL-3.0-or-later
// Deflate streams without a header (RFC 1951), as zip archives have them, and the CRC-32 of ISO 3309. One thread at a time
// each.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

using ByteSink = std::function<Result<void>(std::string_view)>;

/// `crc` of what came before (0 at the beginning) and `bytes`.
[[nodiscard]] std::uint32_t crc32_after(std::uint32_t crc, std::string_view bytes);

enum class DeflateLevel { quick, usual };

class Deflater {
public:
    explicit Deflater(DeflateLevel level);
    ~Deflater();
    Deflater(Deflater&&) noexcept;
    Deflater& operator=(Deflater&&) noexcept;

    [[nodiscard]] Result<void> add(std::string_view bytes, const ByteSink& sink);
    /// What is left; the stream then ends.
    [[nodiscard]] Result<void> finish(const ByteSink& sink);

private:
    struct State;
    std::unique_ptr<State> state_;
};

class Inflater {
public:
    Inflater();
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    /// ErrorKind::fixity when the stream is damaged, or goes on behind its end.
    [[nodiscard]] Result<void> add(std::string_view bytes, const ByteSink& sink);
    [[nodiscard]] bool ended() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fonds
