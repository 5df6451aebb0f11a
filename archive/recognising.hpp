// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of optical recognition, and what it did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/filing.hpp"
#include "schema/core/text.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

struct RecogniseRequest {
    std::vector<ReferenceCode> codes;  ///< of these alone; empty: of all
    bool redo = false;                 ///< also pages that were recognised before; the better result stays
    std::optional<double> below;       ///< with redo: only pages of less confidence (0 to 1), or that could not be read
    std::string engine;                ///< automatic, ppocr, tesseract; empty: as the settings say
};

struct RecogniseSummary {
    std::size_t documents = 0;      ///< that are complete now
    std::size_t pages = 0;          ///< looked at in this run
    std::size_t kept_layers = 0;    ///< of these, whose own text layer says what is seen
    std::size_t failed_pages = 0;   ///< of these, that could not be read
    std::size_t not_better = 0;     ///< of these, that were read better before
    std::size_t earlier_pages = 0;  ///< read by a run before this one that did not finish
    double confidence = 0;          ///< mean of the pages read in this run
    std::string engine;             ///< that read the last page
    std::optional<Error> problem;   ///< the first page or document that could not be read
    bool interrupted = false;
    DrainSummary drained;
};

struct OcrEngines {
    struct Engine {
        std::string name;     ///< ppocr, tesseract
        std::string version;  ///< empty: it is not there
        Text why;             ///< it is not there
    };
    std::vector<Engine> engines;  ///< the better one first
    std::string models;           ///< where the main engine's models are looked for
};

}  // namespace fonds
