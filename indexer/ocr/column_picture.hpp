// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of upright characters, laid down as a line that the recognition model can read.
#pragma once

#include <vector>

#include "indexer/ocr/text_box.hpp"

namespace fonds {

struct ColumnPicture {
    cv::Mat line;              ///< as line_picture() makes it
    std::vector<float> cells;  ///< where characters part, along the column, 0 to 1; one more than there are characters

    /// A place along the line, 0 to 1, as a place along the column.
    [[nodiscard]] float along_column(float along_line) const;
};

[[nodiscard]] ColumnPicture column_picture(const cv::Mat& page, const TextBox& column);

}  // namespace fonds
