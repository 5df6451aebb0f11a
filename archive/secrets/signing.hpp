// SPDX-License-Identifier: GPL-3.0-or-later
// Ed25519 (RFC 8032).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "schema/core/result.hpp"
#include "schema/core/secret.hpp"

namespace fonds {

/// Of 32 random bytes, the seed.
class SigningKey {
public:
    /// ErrorKind::unavailable where the system gives no random bytes.
    [[nodiscard]] static Result<SigningKey> make();
    /// 64 hexadecimal digits; anything else is ErrorKind::bad_input.
    [[nodiscard]] static Result<SigningKey> of_seed(std::string_view hex);

    [[nodiscard]] Secret seed_hex() const;
    [[nodiscard]] std::array<std::uint8_t, 32> public_key() const;
    [[nodiscard]] std::array<std::uint8_t, 64> sign(std::string_view text) const;

private:
    SigningKey() = default;
    Secret seed_;  ///< its bytes
};

[[nodiscard]] bool is_signed(std::string_view text, const std::array<std::uint8_t, 64>& signature,
                             const std::array<std::uint8_t, 32>& public_key);

}  // namespace fonds
