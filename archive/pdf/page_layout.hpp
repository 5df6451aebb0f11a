// SPDX-License-Identifier: GPL-3.0-or-later
// Inside page drawing: text measured and drawn with pango, and the flow of blocks over pages.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <pango/pangocairo.h>

#include "archive/pdf/page_drawing.hpp"

namespace fonds::pdf {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Context = std::unique_ptr<PangoContext, Unref>;
using Layout = std::unique_ptr<PangoLayout, Unref>;

inline constexpr double a4_width = 595.276;
inline constexpr double a4_height = 841.89;

[[nodiscard]] Context make_context();
/// Text set in a style within `width` points.
[[nodiscard]] Layout set_text(PangoContext* context, std::string_view text, const TextStyle& style, double width);

/// Puts blocks on pages from top to bottom. Without a canvas it only counts them.
class Flow {
public:
    struct Frame {
        double left, top, width, bottom;
    };
    /// `on_page` is called when a page has begun.
    Flow(PangoContext* context, cairo_t* canvas, Frame frame, std::function<void(int)> on_page);

    void place(const std::vector<Block>& blocks);
    [[nodiscard]] int pages() const { return page_; }

private:
    void place_paragraph(const Paragraph& paragraph, double height_of_next);
    void place_table(const Table& table);
    void place_pair(const SideBySide& pair);
    void next_page();
    [[nodiscard]] double height_of(const Block& block) const;
    [[nodiscard]] double room() const { return frame_.bottom - y_; }

    PangoContext* context_;
    cairo_t* canvas_;  // may be null
    Frame frame_;
    std::function<void(int)> on_page_;
    double y_;
    int page_ = 0;
};

}  // namespace fonds::pdf
