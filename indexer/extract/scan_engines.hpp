// SPDX-License-Identifier: GPL-3.0-or-later
// Which engines of recognition are there, as fonds-scan tells.
#pragma once

#include <string>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

struct ScanEngine {
    std::string name;     ///< ppocr, tesseract
    std::string version;  ///< empty: it is not there
    Text why;             ///< it is not there
};

/// Asks the program; the better engine first. ErrorKind::unavailable when it cannot be run or says nothing sensible.
[[nodiscard]] Result<std::vector<ScanEngine>> scan_engines(const std::string& program, const std::string& models);

/// The engine that would be taken, and why not the better one, without loading any; `version` is left empty, and so is the
/// name when there is none.
[[nodiscard]] Result<ScanEngine> scan_engine_chosen(const std::string& program, const std::string& models);

}  // namespace fonds
