// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/label_text.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace fonds::pdf {

namespace {

constexpr double largest = 9.5;  // points
constexpr double smallest = 4.9;
constexpr double pitch = 1.25;

}  // namespace

TextStyle label_style(double size, Weight weight)
{
    TextStyle style;
    style.face = Face::sans;
    style.weight = weight;
    style.size = size;
    style.line_spacing = pitch;
    return style;
}

/// One attempt at one size: from above the code and the title, from below the grade, the date and the party.
class LabelSetting {
public:
    LabelSetting(PangoContext* context, const Label& label, double width, double height, double code_size, double size)
        : context_(context), label_(label), width_(width), bottom_(height), code_size_(code_size), size_(size)
    {
    }

    LabelText set()
    {
        set_code();
        set_foot();
        set_line(label_.party);
        if (!label_.title.empty()) set_title();
        return std::move(text_);
    }

private:
    [[nodiscard]] double line() const { return pitch * size_; }
    [[nodiscard]] double room() const { return bottom_ - y_; }

    /// In as few lines as leave it large enough to be read at a glance; never cut.
    void set_code()
    {
        constexpr int most_lines = 8;
        for (int lines = 1; lines <= most_lines; ++lines)
            for (double factor = lines == 1 ? 1.4 : 1.2; factor > 0.89; factor -= 0.05) {
                TextStyle style = label_style(code_size_ * factor, Weight::bold);
                style.line_spacing = 1.15;
                if (lines < most_lines && lines_of(set_text(context_, label_.code, style, width_)) > lines) continue;
                ShortText code = short_text(context_, label_.code, style, width_, lines);
                y_ = code.height() + 0.1 * size_;
                text_.parts_.push_back({std::move(code), 0, 0});
                return;
            }
    }

    /// The grade in its box, category and date behind it; the date goes above where they have no room together.
    void set_foot()
    {
        const std::string both =
            label_.category + (label_.category.empty() || label_.date.empty() ? "" : "  ") + label_.date;
        if (both.empty() && label_.grade.empty()) return;
        const double height = 1.35 * size_;
        if (room() < height) {
            text_.complete_ = false;
            return;
        }
        const double top = bottom_ - height;
        double used = 0;
        if (!label_.grade.empty()) {
            TextStyle style = label_style(0.9 * size_, Weight::bold);
            style.line_spacing = height / style.size;
            ShortText grade = short_text(context_, label_.grade, style, width_ - 0.8 * size_, 1);
            const double box = grade.width() + 0.8 * size_;
            text_.box_ = {0, top, box, height, label_.stands_out};
            text_.grade_ = {std::move(grade), 0.4 * size_, top};
            used = box + 0.5 * size_;
        }
        const bool together = fits(both, width_ - used);
        const std::string& behind = together ? both : label_.category;
        if (!behind.empty() && width_ - used > 2 * size_)
            text_.parts_.push_back(
                {short_text(context_, behind, label_style(size_), width_ - used, 1), used, top + 0.05 * size_});
        bottom_ = top - 0.15 * size_;
        if (!together) set_line(label_.date);
    }

    void set_line(const std::string& line_text)
    {
        if (line_text.empty()) return;
        if (room() < 2 * line()) {
            text_.complete_ = false;
            return;
        }
        bottom_ -= line();
        text_.parts_.push_back({short_text(context_, line_text, label_style(size_), width_, 1), 0, bottom_});
    }

    void set_title()
    {
        const int lines = static_cast<int>(room() / line() + 0.02);
        if (lines < 1) {
            text_.complete_ = false;
            return;
        }
        ShortText title = short_text(context_, label_.title, label_style(size_), width_, lines);
        if (pango_layout_is_ellipsized(title.layout.get()) != FALSE) text_.complete_ = false;
        text_.parts_.push_back({std::move(title), 0, y_});
    }

    [[nodiscard]] bool fits(const std::string& words, double width) const
    {
        return size_for_line(context_, words, label_style(size_), width, size_, size_) > 0;
    }

    PangoContext* context_;
    const Label& label_;
    double width_, bottom_, code_size_, size_;
    double y_ = 0;
    LabelText text_;
};

void LabelText::draw(cairo_t* canvas, double left, double top) const
{
    for (const Part& part : parts_) part.text.draw(canvas, left + part.x, top + part.y);
    if (!box_ || !grade_) return;
    constexpr double rule = 0.5;
    cairo_save(canvas);
    if (box_->filled) {
        cairo_rectangle(canvas, left + box_->x, top + box_->y, box_->width, box_->height);
        cairo_fill(canvas);
        cairo_set_source_rgb(canvas, 1, 1, 1);
    } else {
        cairo_set_line_width(canvas, rule);
        cairo_rectangle(canvas, left + box_->x + rule / 2, top + box_->y + rule / 2, box_->width - rule,
                        box_->height - rule);
        cairo_stroke(canvas);
    }
    grade_->text.draw(canvas, left + grade_->x, top + grade_->y);
    cairo_restore(canvas);
}

LabelText set_label_text(PangoContext* context, const Label& label, double width, double height)
{
    const double first = std::clamp(height / 7.5, smallest, largest);
    const double last = std::max(smallest, 0.74 * first);
    for (double size = first;; size -= 0.06 * first) {
        LabelText text = LabelSetting(context, label, width, height, first, std::max(size, last)).set();
        if (text.complete() || size <= last) return text;
    }
}

}  // namespace fonds::pdf
