// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// Text of OFD documents (GB/T 33190-2016): pages with the text of their templates, in reading order; sizes in points; boxes
/// of words when wanted. Invoices have their data as the properties `invoice.*`, from the attached XML, the custom data of
/// the package, or the tags that point into its text. Parts that are missing or damaged make the result partial.
[[nodiscard]] DocumentText read_ofd(std::string_view bytes, const ReadLimits& limits, bool words);

}  // namespace fonds
