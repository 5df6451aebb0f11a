// SPDX-License-Identifier: GPL-3.0-or-later
// Where text stands: rectangles that may lean.
#pragma once

#include <opencv2/core.hpp>

#include "schema/model/scanned_page.hpp"

namespace fonds {

/// Its corners as if read from left to right: upper left, upper right, lower right, lower left.
struct TextBox {
    Quad quad{};

    [[nodiscard]] float width() const;
    [[nodiscard]] float height() const;
    [[nodiscard]] Point centre() const;
    /// Degrees clockwise that its upper side leans, -45 to 45.
    [[nodiscard]] float lean() const;
    /// Higher than wide: a column of upright characters, or a line that lies on its side.
    [[nodiscard]] bool tall() const { return height() >= 1.5F * width(); }
};

/// The box of a rectangle as OpenCV has them, grown by `margin` pixels on every side.
[[nodiscard]] TextBox box_around(const cv::RotatedRect& rectangle, float margin);

/// A point of turned(image, turn) where it was in the image, which is `width` by `height` before the turn.
[[nodiscard]] Point before_turn(Point point, int turn, int width, int height);

}  // namespace fonds
