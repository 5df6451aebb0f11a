// SPDX-License-Identifier: GPL-3.0-or-later
// Signed ends of the audit log, and short codes of them to keep on paper (docs/formats/audit-log.md, "Checkpoints").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Of Ed25519 (RFC 8032).
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};
    [[nodiscard]] std::string hex() const;
    /// 64 hexadecimal digits; anything else is ErrorKind::bad_input.
    [[nodiscard]] static Result<PublicKey> parse(std::string_view hex);
    bool operator==(const PublicKey&) const = default;
};
struct Signature {
    std::array<std::uint8_t, 64> bytes{};
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] static Result<Signature> parse(std::string_view hex);
    bool operator==(const Signature&) const = default;
};

struct Checkpoint {
    std::int64_t sequence = 0;  ///< of the event that it signs, and with it all before
    Instant at{};
    PublicKey key;
    Signature signature;
};

/// The bytes that are signed. `hash`: of the event.
[[nodiscard]] std::string signed_text(std::string_view archive_id, const Checkpoint& checkpoint, const Digest& hash);

/// An event and 65 bits of what its hash makes, in 20 letters and digits: 0000S-9XK3V-…. Its last one tells one mistyped or
/// two exchanged ones.
struct LogCode {
    std::string text;  ///< as it is printed
    std::int64_t sequence = 0;
    bool operator==(const LogCode&) const = default;
};
/// Event numbers from 2^30 on are no part of a code: ErrorKind::unavailable.
[[nodiscard]] Result<LogCode> log_code(std::string_view archive_id, std::int64_t sequence, const Digest& hash);
/// Typed in any case, with or without hyphens; O is 0, I and L are 1. ErrorKind::usage when it is none.
[[nodiscard]] Result<LogCode> parse_log_code(std::string_view text);

/// A key in the same form; never taken for the code of an event.
[[nodiscard]] std::string key_code(const PublicKey& key);
/// As key_code prints it; ErrorKind::usage when it is none.
[[nodiscard]] Result<std::string> parse_key_code(std::string_view text);

}  // namespace fonds
