// SPDX-License-Identifier: GPL-3.0-or-later
// What optical recognition made of one object, as a whole.
#pragma once

#include <cstdint>
#include <string>

#include "schema/core/clock.hpp"

namespace fonds {

struct Recognition {
    std::string engine;      ///< version of the engine that read most of its pages
    std::int32_t pages = 0;  ///< that were recognised
    double confidence = 0;   ///< mean over these pages, 0 to 1
    double lowest = 0;       ///< of the worst of these pages
    Instant at{};
};

}  // namespace fonds
