// SPDX-License-Identifier: GPL-3.0-or-later
// What looking at the picture of a page yields: recognised lines, codes, and how good the scan is.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/page_text.hpp"

namespace fonds {

struct Point {
    float x = 0, y = 0;
};

/// Four corners around text as it is read: where it begins above, ends above, ends below, begins below. Upright text has
/// them clockwise from the upper left.
using Quad = std::array<Point, 4>;

struct OcrWord {
    std::string text;           ///< UTF-8, not empty; a run of Han characters may be one word
    float from = 0, to = 0;     ///< along the line, 0 to 1
    float confidence = 0;       ///< 0 to 1
    bool space_before = false;  ///< a space parts it from the word before
};

struct OcrLine {
    Quad quad{};
    float confidence = 0;  ///< mean over its characters, 0 to 1
    std::vector<OcrWord> words;
};

/// The words of a line with their spaces.
[[nodiscard]] std::string text_of(const OcrLine& line);
/// The upright box around a part of a line.
[[nodiscard]] WordBox box_of(const OcrLine& line, float from = 0, float to = 1);

enum class CodeFormat { qr, code128, code39, data_matrix, other };
enum class CodeSource {
    zxing,    ///< read as it stands
    blurred,  ///< read after smoothing
    zbar,
    printed  ///< not read: the text printed beside it says it
};

[[nodiscard]] std::string_view name_of(CodeFormat format);
[[nodiscard]] std::string_view name_of(CodeSource source);

struct PageCode {
    CodeFormat format = CodeFormat::other;
    CodeSource source = CodeSource::zxing;
    std::string text;  ///< UTF-8
    Quad place{};
};

enum class QualityIssue { skewed, low_resolution, blurred, black_border, blank, upside_down, low_confidence };
[[nodiscard]] std::string_view name_of(QualityIssue issue);
[[nodiscard]] Text text_of(QualityIssue issue);

struct QualityFinding {
    QualityIssue issue{};
    float measure = 0;  ///< degrees, dpi, sharpness, share of the page …, by its kind
};

/// What became of a text layer that the page brought along.
enum class LayerVerdict {
    none,     ///< it had none
    kept,     ///< what is seen says the same
    replaced  ///< what is seen says something else: `lines` stands in its place
};

/// Places are in points (1/72 inch) from the upper left corner of the page as viewers show it.
struct ScannedPage {
    std::int32_t number = 0;  ///< from 1
    float width = 0, height = 0;
    float dpi = 0;          ///< of the picture that was looked at
    std::int32_t turn = 0;  ///< degrees clockwise (0, 90, 180, 270) that would put it upright
    float skew = 0;         ///< degrees clockwise that the text leans, after the turn
    std::string engine;     ///< OcrEngine::version(); empty: not recognised
    float confidence = 0;   ///< mean over the characters, 0 to 1; 0 without text
    LayerVerdict layer = LayerVerdict::none;
    std::string note;            ///< why the page could not be looked at; English. Then there is nothing else
    std::vector<OcrLine> lines;  ///< in reading order
    std::vector<PageCode> codes;
    std::vector<QualityFinding> quality;
};

/// The lines, each ended by \n.
[[nodiscard]] std::string text_of(const ScannedPage& page);

}  // namespace fonds
