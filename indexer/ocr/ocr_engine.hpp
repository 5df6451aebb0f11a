// SPDX-License-Identifier: GPL-3.0-or-later
// Optical character recognition: one interface, several engines, one conformance suite (tests/unit/ocr).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/image/page_image.hpp"
#include "schema/core/result.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

struct OcrRequest {
    std::size_t most_lines = 0;  ///< recognise only so many, spread over the page, the longest first; 0: all
    std::function<bool()> late;  ///< asked between lines; true ends recognition early. May be empty
};

/// Places are in pixels of the image that was handed in, whatever was turned inside.
struct OcrPage {
    int turn = 0;    ///< degrees clockwise (0, 90, 180, 270) that put the image upright
    float skew = 0;  ///< degrees clockwise that the text leans, after the turn
    float confidence = 0;
    bool whole = true;           ///< false: `late` ended it
    std::vector<OcrLine> lines;  ///< in reading order
};

/// Safe to use from several threads at once: the models are shared. Uses one core per call. Once opened, a call opens no
/// file and starts no thread, so that it works in a sandbox that forbids both; for Tesseract, whoever starts the process
/// sets OMP_THREAD_LIMIT=1 before (OpenMP reads it once).
class OcrEngine {
public:
    virtual ~OcrEngine() = default;
    [[nodiscard]] virtual const std::string& name() const = 0;     ///< ppocr, tesseract
    [[nodiscard]] virtual const std::string& version() const = 0;  ///< name and versions of models and runtime, one line
    /// ErrorKind::bad_input for an image it cannot take (empty, a side beyond 30,000 pixels). An image without text has no
    /// lines.
    [[nodiscard]] virtual Result<OcrPage> recognise(const PageImage& image, const OcrRequest& request) = 0;
};

enum class OcrChoice { automatic, ppocr, tesseract };

/// Where engines find their data.
struct OcrPlaces {
    /// Folder of the PP-OCRv4 models and of the ONNX runtime; empty or absent: that engine is not there.
    std::string models;
    std::string tessdata;  ///< empty: where Debian puts it
};

/// `automatic` takes PP-OCRv4 when it is whole (sizes and SHA-256 are those of the pinned versions), else Tesseract. Models
/// are read and verified here; nothing is read from disk later. ErrorKind::unavailable with a hint when the engine asked for
/// (with automatic: both) cannot be had.
[[nodiscard]] Result<std::unique_ptr<OcrEngine>> open_ocr_engine(OcrChoice choice, const OcrPlaces& places);

/// What `fonds status` tells, without loading anything: which engine would be taken, and why not the better one.
struct OcrAvailability {
    std::string engine;  ///< ppocr, tesseract or empty
    Text why;            ///< empty when the main engine is there
};
[[nodiscard]] OcrAvailability ocr_availability(const OcrPlaces& places);

}  // namespace fonds
