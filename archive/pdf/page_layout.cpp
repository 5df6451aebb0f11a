// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/page_layout.hpp"

#include <algorithm>
#include <cmath>

#include "archive/pdf/chart.hpp"
#include "schema/core/escape.hpp"

namespace fonds::pdf {

namespace {

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

// A zero byte would end the text for pango.
std::string drawable(std::string_view text)
{
    std::string result = to_valid_utf8(text);
    std::replace_if(
        result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; },
        ' ');
    return result;
}

int units(double points)
{
    return static_cast<int>(std::lround(points * PANGO_SCALE));
}

// Pango would widen the few spaces of a Chinese line so much that they look like gaps between columns. What a line lacks
// goes behind its Han characters instead, unless that is so much that it would show.
void spread(PangoLayoutLine* line, int missing, double size)
{
    const int full_width = units(0.9 * size);
    std::vector<PangoGlyphInfo*> wide;
    for (GSList* at = line->runs; at != nullptr; at = at->next) {
        PangoGlyphString* glyphs = static_cast<PangoLayoutRun*>(at->data)->glyphs;
        for (int i = 0; i < glyphs->num_glyphs; ++i)
            if (glyphs->glyphs[i].geometry.width >= full_width) wide.push_back(&glyphs->glyphs[i]);
    }
    if (wide.size() < 2) return;
    const int each = missing / static_cast<int>(wide.size() - 1);
    if (missing <= 0 || each > units(0.1 * size)) return;
    wide.pop_back();  // nothing behind the last one
    for (PangoGlyphInfo* glyph : wide) glyph->geometry.width += each;
}

constexpr double padding = 4;

/// A range of pages, "236-238": broken in two lines it would be read as two numbers.
bool is_range(std::string_view text)
{
    constexpr std::size_t longest = 15;  // 1000000-1000000
    return text.size() <= longest && text.find('-') != text.npos && text.find_first_not_of("0123456789-") == text.npos;
}

}  // namespace

Context make_context()
{
    PangoFontMap* map = pango_cairo_font_map_get_default();
    Context context(pango_font_map_create_context(map));
    pango_cairo_context_set_resolution(context.get(), 72);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    // Of the characters that Chinese, Japanese and Korean share, the Chinese shapes.
    pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
    return context;
}

Layout set_text(PangoContext* context, std::string_view text, const TextStyle& style, double width)
{
    Layout layout(pango_layout_new(context));
    const std::unique_ptr<PangoFontDescription, FreeFont> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), style.face == Face::sans ? "Noto Sans CJK SC,DejaVu Sans,sans-serif"
                                                                           : "Noto Serif CJK SC,DejaVu Serif,serif");
    pango_font_description_set_weight(font.get(), style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(font.get(), units(style.size));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), units(std::max(width - style.left_indent, style.size)));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout.get(), units(style.first_indent));
    pango_layout_set_auto_dir(layout.get(), FALSE);
    switch (style.align) {
    case Align::left: pango_layout_set_alignment(layout.get(), PANGO_ALIGN_LEFT); break;
    case Align::centre: pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER); break;
    case Align::right: pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT); break;
    case Align::justified: break;
    }
    const std::string clean = drawable(text);
    if (style.align == Align::justified) pango_layout_set_justify(layout.get(), !has_han(clean));
    pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
    return layout;
}

bool has_han(std::string_view text)
{
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = next_code_point(text, position);
        if (c >= 0x2E80 && c <= 0x9FFF) return true;
    }
    return false;
}

int lines_of(const Layout& layout)
{
    return pango_layout_get_line_count(layout.get());
}

void draw_lines(cairo_t* canvas, const Layout& layout, const TextStyle& style, double x, double y, int first, int last,
                Ink ink)
{
    const bool spreads = style.align == Align::justified && pango_layout_get_justify(layout.get()) == FALSE;
    const int count = lines_of(layout);
    PangoLayoutIter* iterator = pango_layout_get_iter(layout.get());
    int number = 0;
    do {
        if (number >= first && number < last) {
            PangoRectangle extents;
            pango_layout_iter_get_line_extents(iterator, nullptr, &extents);
            const bool ends_paragraph =
                number + 1 == count || pango_layout_get_line_readonly(layout.get(), number + 1)->is_paragraph_start;
            if (spreads && !ends_paragraph)
                spread(pango_layout_iter_get_line(iterator),
                       pango_layout_get_width(layout.get()) - extents.x - extents.width, style.size);
            // Han characters stand around a line 0.38 em above the baseline: that goes to the middle of the pitch.
            const double baseline = y + (number - first + 0.5) * pitch_of(style) + 0.38 * style.size;
            cairo_move_to(canvas, x + style.left_indent + static_cast<double>(extents.x) / PANGO_SCALE, baseline);
            PangoLayoutLine* const line = pango_layout_iter_get_line_readonly(iterator);
            if (ink == Ink::text) {
                pango_cairo_show_layout_line(canvas, line);
            } else {
                pango_cairo_layout_line_path(canvas, line);
                cairo_fill(canvas);
            }
        }
        ++number;
    } while (number < last && pango_layout_iter_next_line(iterator));
    pango_layout_iter_free(iterator);
}

int Flow::run(const std::vector<Block>& blocks)
{
    for (std::size_t i = 0; i < blocks.size(); ++i) place(blocks[i], i + 1 < blocks.size() ? &blocks[i + 1] : nullptr);
    end_page();
    return page_;
}

void Flow::place(const Block& block, const Block* next)
{
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) place_paragraph(*paragraph, next);
    if (const auto* table = std::get_if<Table>(&block)) place_table(*table);
    if (const auto* pair = std::get_if<SideBySide>(&block)) place_pair(*pair);
    if (const auto* gap = std::get_if<Gap>(&block)) y_ = std::min(y_ + gap->height, frame_.bottom);
    if (std::holds_alternative<PageBreak>(block)) next_page();
    if (const auto* chart = std::get_if<FormChart>(&block)) {
        const double height = height_of(*chart);
        if (height > room() && y_ > frame_.top) next_page();
        if (canvas_ != nullptr) draw_chart(canvas_, context_, *chart, frame_.left, y_, frame_.width);
        y_ = std::min(y_ + height, frame_.bottom);
    }
    if (const auto* line = std::get_if<Line>(&block)) {
        if (canvas_ != nullptr) {
            constexpr double dash = 4;
            cairo_set_line_width(canvas_, line->width);
            cairo_set_dash(canvas_, &dash, line->dashed ? 1 : 0, 0);
            cairo_move_to(canvas_, frame_.left, y_);
            cairo_line_to(canvas_, frame_.left + frame_.width, y_);
            cairo_stroke(canvas_);
            cairo_set_dash(canvas_, nullptr, 0, 0);
        }
        y_ += line->width;
    }
}

void Flow::end_page()
{
    if (canvas_ == nullptr) return;
    finish_page_(page_);
    cairo_show_page(canvas_);
}

void Flow::next_page()
{
    end_page();
    ++page_;
    y_ = frame_.top;
}

// What a block needs at least to begin on a page.
double Flow::least_height(const Block& block) const
{
    if (const auto* paragraph = std::get_if<Paragraph>(&block))
        return 2 * pitch_of(paragraph->style) + paragraph->style.space_before;
    if (const auto* table = std::get_if<Table>(&block)) return 2 * (pitch_of(table->style) + 2 * padding);
    if (const auto* pair = std::get_if<SideBySide>(&block)) return 6 * pitch_of(pair->left.style);
    return 0;
}

void Flow::place_paragraph(const Paragraph& paragraph, const Block* next)
{
    const TextStyle& style = paragraph.style;
    const Layout layout = set_text(context_, paragraph.text, style, frame_.width);
    const int lines = lines_of(layout);
    const double pitch = pitch_of(style);
    if (y_ > frame_.top) y_ += style.space_before;
    double needed = std::min(lines, 2) * pitch;
    if (style.keep == Keep::with_next && next != nullptr) needed = lines * pitch + style.space_after + least_height(*next);
    if (needed > room() && y_ > frame_.top) next_page();
    for (int first = 0; first < lines;) {
        int fit = std::clamp(static_cast<int>((room() + 0.01) / pitch), y_ > frame_.top ? 0 : 1, lines - first);
        // One line alone goes over to the next page with its neighbour.
        if (lines - first - fit == 1 && fit > 2) --fit;
        if (fit == 0) {
            next_page();
            continue;
        }
        if (canvas_ != nullptr) draw_lines(canvas_, layout, style, frame_.left, y_, first, first + fit);
        y_ += fit * pitch;
        first += fit;
        if (first < lines) next_page();
    }
    y_ += style.space_after;
}

void Flow::place_pair(const SideBySide& pair)
{
    const double half = frame_.width / 2 - padding;
    const Layout left = set_text(context_, pair.left.text, pair.left.style, half);
    const Layout right = set_text(context_, pair.right.text, pair.right.style, half);
    const double height = std::max(lines_of(left) * pitch_of(pair.left.style), lines_of(right) * pitch_of(pair.right.style));
    if (height > room() && y_ > frame_.top) next_page();
    if (canvas_ != nullptr) {
        draw_lines(canvas_, left, pair.left.style, frame_.left, y_, 0, lines_of(left));
        draw_lines(canvas_, right, pair.right.style, frame_.left + frame_.width / 2 + padding, y_, 0, lines_of(right));
    }
    y_ += height;
}

Flow::Row Flow::set_row(const Table& table, const std::vector<std::string>& texts, Weight weight) const
{
    double shares = 0;
    for (const Column& column : table.columns) shares += column.share;
    Row row;
    double x = frame_.left;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Cell cell;
        cell.x = x;
        cell.width = shares > 0 ? frame_.width * table.columns[i].share / shares : frame_.width;
        cell.style = table.style;
        cell.style.align = weight == Weight::bold ? Align::centre : table.columns[i].align;
        if (weight == Weight::bold) cell.style.weight = Weight::bold;
        const std::string text = i < texts.size() ? texts[i] : std::string();
        const double room = cell.width - 2 * padding;
        cell.layout = set_text(context_, text, cell.style, room);
        if (lines_of(cell.layout) > 1 && is_range(text)) {
            PangoRectangle whole;
            pango_layout_get_extents(set_text(context_, text, cell.style, 1e4).get(), nullptr, &whole);
            cell.style.size *= 0.97 * room * PANGO_SCALE / std::max(whole.width, 1);
            cell.layout = set_text(context_, text, cell.style, room);
        }
        row.lines = std::max(row.lines, lines_of(cell.layout));
        x += cell.width;
        row.cells.push_back(std::move(cell));
    }
    row.height = row.lines * pitch_of(table.style) + 2 * padding;
    return row;
}

void Flow::draw_row(const Table& table, const Row& row, int first_line, int last_line, bool is_heading)
{
    const double height = (last_line - first_line) * pitch_of(table.style) + 2 * padding;
    const double top = y_;
    y_ += height;
    if (canvas_ == nullptr) return;
    if (is_heading && table.rules == Rules::grid) {
        cairo_save(canvas_);
        cairo_set_source_rgb(canvas_, 0.93, 0.93, 0.93);
        cairo_rectangle(canvas_, frame_.left, top, frame_.width, height);
        cairo_fill(canvas_);
        cairo_restore(canvas_);
    }
    for (const Cell& cell : row.cells) {
        const int own = std::clamp(lines_of(cell.layout) - first_line, 0, last_line - first_line);
        const double spare = (last_line - first_line - own) * pitch_of(table.style);
        const double down = first_line == 0 && own == lines_of(cell.layout) ? spare / 2 : 0;
        if (own > 0)
            draw_lines(canvas_, cell.layout, cell.style, cell.x + padding, top + padding + down, first_line,
                       first_line + own);
    }
    cairo_set_line_width(canvas_, 0.5);
    if (table.rules == Rules::grid)
        for (const Cell& cell : row.cells) cairo_rectangle(canvas_, cell.x, top, cell.width, height);
    if (table.rules == Rules::horizontal) {
        cairo_move_to(canvas_, frame_.left, top + height);
        cairo_line_to(canvas_, frame_.left + frame_.width, top + height);
    }
    cairo_stroke(canvas_);
}

// A row that no page can hold goes on from page to page.
void Flow::place_tall_row(const Table& table, const Row& row)
{
    const double pitch = pitch_of(table.style);
    for (int first = 0; first < row.lines;) {
        const int fit =
            std::clamp(static_cast<int>((room() - 2 * padding) / pitch), y_ > frame_.top ? 0 : 1, row.lines - first);
        if (fit > 0) draw_row(table, row, first, first + fit, false);
        first += fit;
        if (first < row.lines) next_page();
    }
}

void Flow::place_table(const Table& table)
{
    if (table.columns.empty()) return;
    std::vector<std::string> headings;
    for (const Column& column : table.columns) headings.push_back(column.heading);
    const bool has_heading =
        std::any_of(headings.begin(), headings.end(), [](const std::string& text) { return !text.empty(); });
    const Row heading = set_row(table, headings, Weight::bold);
    const double heading_height = has_heading ? heading.height : 0;
    const auto draw_heading = [&] {
        if (has_heading) draw_row(table, heading, 0, heading.lines, true);
    };
    const double page_height = frame_.bottom - frame_.top;
    y_ += table.style.space_before;
    if (heading_height + pitch_of(table.style) + 2 * padding > room() && y_ > frame_.top) next_page();
    draw_heading();
    for (const auto& texts : table.rows) {
        const Row row = set_row(table, texts, Weight::regular);
        if (heading_height + row.height > page_height) {
            place_tall_row(table, row);
            continue;
        }
        const double below = &texts == &table.rows.back() ? table.keep_below : 0;
        if (row.height + below > room() && y_ > frame_.top + heading_height) {
            next_page();
            draw_heading();
        }
        draw_row(table, row, 0, row.lines, false);
    }
    y_ += table.style.space_after;
}

}  // namespace fonds::pdf
