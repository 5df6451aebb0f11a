// SPDX-License-Identifier: GPL-3.0-or-later
// Text of unknown encoding as UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fonds {

struct DecodedText {
    std::string text;      ///< valid UTF-8, without a byte order mark
    std::string charset;   ///< what it was read as
    bool complete = true;  ///< false when `limit` cut it short
};

/// Reads `bytes` as, in this order: what their byte order mark says; UTF-8 if they are valid UTF-8; the `declared` charset
/// if it is known and fits; GB18030 (with GBK and GB2312) or Big5 if they look like it; what ICU detects; Latin-1.
/// Bytes that do not fit become U+FFFD. At most about `limit` bytes of UTF-8 are made.
[[nodiscard]] DecodedText decode_text(std::string_view bytes, std::string_view declared, std::uint64_t limit);

}  // namespace fonds
