// SPDX-License-Identifier: GPL-3.0-or-later
// Scanned pages as JSON: on disk (docs/formats/scans.md) and on the pipe to fonds-scan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/model/scanned_page.hpp"

namespace fonds {

/// One line, without its end. Control characters in texts become spaces; fractions are rounded (places to 1/100 point).
[[nodiscard]] std::string encode_scanned_page(const ScannedPage& page);

/// Nothing unless everything is there and in its bounds: the bytes may come from a hostile process. Text is valid UTF-8
/// without control characters.
[[nodiscard]] std::optional<ScannedPage> decode_scanned_page(std::string_view json);

}  // namespace fonds
