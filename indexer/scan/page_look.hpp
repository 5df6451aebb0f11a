// SPDX-License-Identifier: GPL-3.0-or-later
// One look at one page: its picture, what is written there, its codes, and how good the scan is.
#pragma once

#include <functional>
#include <string_view>

#include "indexer/extract/scan_protocol.hpp"
#include "indexer/ocr/ocr_engine.hpp"

namespace fonds {

/// `bytes` of the whole document. Whatever goes wrong is told in the page's note. Does not throw. `late` ends it early.
[[nodiscard]] protocol::Scanned look_at_page(std::string_view bytes, const protocol::Look& look, OcrEngine& engine,
                                             const std::function<bool()>& late);

}  // namespace fonds
