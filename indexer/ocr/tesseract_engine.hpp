// SPDX-License-Identifier: GPL-3.0-or-later
// The fallback: Tesseract 5 with Debian's models of Chinese and English.
#pragma once

#include <memory>
#include <string>

#include "indexer/ocr/ocr_engine.hpp"

namespace fonds {

/// `tessdata` empty: where Debian puts it. Its models are read here; one recogniser is made for every thread that works at
/// the same time. Tesseract asks OpenMP for threads: whoever starts a process that is to have one thread sets
/// OMP_THREAD_LIMIT=1 before. ErrorKind::unavailable with a hint.
[[nodiscard]] Result<std::unique_ptr<OcrEngine>> open_tesseract(const std::string& tessdata);

/// Are the models there? Nothing is read. ErrorKind::unavailable with a hint.
[[nodiscard]] Result<void> look_for_tessdata(const std::string& tessdata);

}  // namespace fonds
