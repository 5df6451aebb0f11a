// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/model/record.hpp"

namespace fonds {

/// The hash of an event as docs/formats/audit-log.md defines it; `event.hash` is not looked at.
[[nodiscard]] Digest hash_of(const Event& event, std::string_view at);

}  // namespace fonds
