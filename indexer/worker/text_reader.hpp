// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// Plain text of any encoding, and what is read as it stands: Markdown, CSV, JSON, XML. Form feeds part pages. XML
/// that is an electronic invoice has its data as the properties `invoice.*`, too.
[[nodiscard]] DocumentText read_plain_text(std::string_view bytes, const ReadLimits& limits);

}  // namespace fonds
