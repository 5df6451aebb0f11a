// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader of the worker agrees on: bytes of one document in, DocumentText out.
//
// Readers run inside the sandbox on hostile bytes. They are plain functions, never throw, never write outside their result,
// and stop at the limits with state partial and a note. Text is valid UTF-8.
#pragma once

#include <cstdint>

#include "schema/model/page_text.hpp"

namespace fonds {

struct ReadLimits {
    std::uint32_t pages = 20'000;
    std::uint64_t text = std::uint64_t{64} << 20;  ///< bytes of text over all pages
};

}  // namespace fonds
