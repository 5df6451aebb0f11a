// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace fonds::pdf {

/// The distance between the lines of an axis from 0 to `most`: 1, 2 or 5 times a power of ten, 1 at least, so that there are
/// at most `lines` of them above 0.
[[nodiscard]] inline double step_of(double most, int lines)
{
    const double least = std::max(most / lines, 1.0);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double times : {1.0, 2.0, 5.0})
        if (times * power >= least - 1e-9) return times * power;
    return 10 * power;
}

}  // namespace fonds::pdf
