// SPDX-License-Identifier: GPL-3.0-or-later
// A stock-take's report as JSON: what is signed when it is closed (docs/formats/json.md).
#pragma once

#include "schema/core/json.hpp"
#include "schema/model/stocktake.hpp"

namespace fonds {

/// Without the digest, which is that of this text.
[[nodiscard]] Json encode_report(const CountReport& report);
/// What encode_report wrote; anything else is ErrorKind::corrupt.
[[nodiscard]] Result<CountReport> decode_report(std::string_view json);

}  // namespace fonds
