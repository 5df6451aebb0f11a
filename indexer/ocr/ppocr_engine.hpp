// SPDX-License-Identifier: GPL-3.0-or-later
// The main engine: PP-OCRv4's models on ONNX Runtime.
#pragma once

#include <memory>
#include <string>

#include "indexer/ocr/ocr_engine.hpp"

namespace fonds {

/// Reads and verifies all it needs from the folder. ErrorKind::unavailable with a hint.
[[nodiscard]] Result<std::unique_ptr<OcrEngine>> open_ppocr(const std::string& models);

}  // namespace fonds
