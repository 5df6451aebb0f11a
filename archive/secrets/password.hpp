// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords as they are stored: Argon2id (RFC 9106) with a salt of their own.
#pragma once

#include <string>
#include <string_view>

#include "schema/core/result.hpp"
#include "schema/core/secret.hpp"

namespace fonds {

/// What guessing one password costs. The archive knows `moderate` alone (256 MiB, three passes: most of a second);
/// `least` is for tests of what surrounds it.
enum class PasswordCost { moderate, least };

/// The string to store ($argon2id$v=19$…). Fewer than 8 characters, more than 1,024 bytes and what is not UTF-8 are
/// ErrorKind::usage; ErrorKind::unavailable when there is not memory enough.
[[nodiscard]] Result<std::string> encode_password(const Secret& password, PasswordCost cost = PasswordCost::moderate);

/// Is it the password of that string? ErrorKind::unavailable as above.
[[nodiscard]] Result<bool> is_password(const Secret& password, const std::string& encoded);

}  // namespace fonds
