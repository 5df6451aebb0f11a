// SPDX-License-Identifier: GPL-3.0-or-later
// What people read on a label, set into the room beside its code.
#pragma once

#include <optional>
#include <vector>

#include "archive/pdf/marks.hpp"
#include "archive/print/print_job.hpp"

namespace fonds::pdf {

[[nodiscard]] TextStyle label_style(double size, Weight weight = Weight::regular);

/// The parts at their places from the upper left corner of the room; points.
class LabelText {
public:
    void draw(cairo_t* canvas, double left, double top) const;
    /// Everything the label says is there, and its title is whole.
    [[nodiscard]] bool complete() const { return complete_; }

private:
    friend class LabelSetting;
    struct Part {
        ShortText text;
        double x = 0, y = 0;
    };
    struct Box {
        double x = 0, y = 0, width = 0, height = 0;
        bool filled = false;
    };

    std::vector<Part> parts_;
    std::optional<Box> box_;  ///< around the grade
    std::optional<Part> grade_;
    bool complete_ = true;
};

/// The reference code is whole, and of one size wherever the room is the same. The rest is as large as lets all of it have
/// room. Where no size does, the title is cut before the party, the date, the category and the grade go, in this order.
[[nodiscard]] LabelText set_label_text(PangoContext* context, const Label& label, double width, double height);

}  // namespace fonds::pdf
