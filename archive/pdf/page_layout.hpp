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

/// Chinese, Japanese or Korean characters in it?
[[nodiscard]] bool has_han(std::string_view text);
/// The distance between the lines of a style.
[[nodiscard]] inline double pitch_of(const TextStyle& style)
{
    return style.size * style.line_spacing;
}
[[nodiscard]] int lines_of(const Layout& layout);
enum class Ink { text, outlines };  ///< outlines need no font in the file, and cannot be searched
/// Draws lines `first` … `last` (excluded) below `y`.
void draw_lines(cairo_t* canvas, const Layout& layout, const TextStyle& style, double x, double y, int first, int last,
                Ink ink = Ink::text);

struct Frame {
    double left, top, width, bottom;
};

/// Puts blocks on pages from top to bottom. Without a canvas it only counts them.
class Flow {
public:
    /// `finish_page` is called for each page, with its number, when all else is on it.
    Flow(PangoContext* context, cairo_t* canvas, Frame frame, std::function<void(int)> finish_page)
        : context_(context), canvas_(canvas), frame_(frame), finish_page_(std::move(finish_page)), y_(frame.top)
    {
    }

    /// Places everything and returns the number of pages.
    int run(const std::vector<Block>& blocks);

private:
    struct Cell {
        Layout layout;
        TextStyle style;
        double x = 0;
        double width = 0;
    };
    struct Row {
        std::vector<Cell> cells;
        double height = 0;
        int lines = 0;
    };

    void place(const Block& block, const Block* next);
    void place_paragraph(const Paragraph& paragraph, const Block* next);
    void place_table(const Table& table);
    void place_pair(const SideBySide& pair);
    [[nodiscard]] Row set_row(const Table& table, const std::vector<std::string>& texts, Weight weight) const;
    void draw_row(const Table& table, const Row& row, int first_line, int last_line, bool is_heading);
    void place_tall_row(const Table& table, const Row& row);
    void next_page();
    void end_page();
    [[nodiscard]] double least_height(const Block& block) const;
    [[nodiscard]] double room() const { return frame_.bottom - y_; }

    PangoContext* context_;
    cairo_t* canvas_;
    Frame frame_;
    std::function<void(int)> finish_page_;
    double y_;
    int page_ = 1;
};

}  // namespace fonds::pdf
