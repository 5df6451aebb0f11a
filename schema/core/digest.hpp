// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4), the fixity of every byte stream in the archive.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// A SHA-256 value. Its text is 64 lower-case hexadecimal digits, as sha256sum(1) prints it.
class Digest {
public:
    static constexpr std::size_t size = 32;
    using Bytes = std::array<std::uint8_t, size>;

    Digest() = default;
    explicit Digest(const Bytes& bytes) : bytes_(bytes) {}

    /// Accepts upper and lower case; anything but 64 hexadecimal digits is ErrorKind::bad_input.
    [[nodiscard]] static Result<Digest> parse(std::string_view hex);
    [[nodiscard]] static Digest of(std::string_view bytes);

    [[nodiscard]] std::string hex() const;
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    auto operator<=>(const Digest&) const = default;

private:
    Bytes bytes_{};
};

/// Hashes a stream piece by piece. One thread at a time.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    void update(std::string_view bytes);
    /// The digest of all updates; the hasher then starts afresh.
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fonds

template <>
struct std::hash<fonds::Digest> {
    std::size_t operator()(const fonds::Digest& digest) const noexcept
    {
        std::size_t value = 0;
        for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | digest.bytes()[i];
        return value;
    }
};
