// SPDX-License-Identifier: GPL-3.0-or-later
// From characters along a line to words.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/ocr/line_reader.hpp"

namespace fonds {

/// Is the first character of UTF-8 text a Han character, kana, or punctuation as wide as those?
[[nodiscard]] bool is_wide(std::string_view text);

/// Runs of wide characters are words, and so are runs of others between spaces. The model drops spaces between Latin words
/// on soft images: they are put back where `line`, the picture that was read, shows a gap of blank columns.
[[nodiscard]] std::vector<OcrWord> words_of(const LineReading& reading, const cv::Mat& line);

}  // namespace fonds
