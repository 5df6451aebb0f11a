// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that Fonds makes itself, as PDF: running text, tables and signatures on A4.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/form.hpp"

namespace fonds {

enum class Face { serif, sans };
enum class Weight { regular, bold };
enum class Align { left, centre, right, justified };
enum class Keep { loose, with_next };  ///< with_next: a heading never stands alone at the foot of a page

/// Lengths in points.
struct TextStyle {
    Face face = Face::serif;
    Weight weight = Weight::regular;
    Align align = Align::left;
    double size = 10.5;         ///< 五号
    double first_indent = 0;    ///< of the first line
    double left_indent = 0;     ///< of all lines
    double line_spacing = 1.6;  ///< times the size
    double space_before = 0;
    double space_after = 0;
    Keep keep = Keep::loose;
};

struct Paragraph {
    std::string text;  ///< UTF-8; \n begins a new line
    TextStyle style;
};

struct Column {
    std::string heading;
    double share = 1;  ///< of the width, in proportion to the other columns
    Align align = Align::left;
};

enum class Rules { grid, horizontal, none };

/// The heading row is repeated on every page; rows are never cut unless one is taller than a page.
struct Table {
    std::vector<Column> columns;                 ///< without any heading text there is no heading row
    std::vector<std::vector<std::string>> rows;  ///< missing cells are empty
    Rules rules = Rules::grid;
    TextStyle style;
    double keep_below = 0;  ///< room that the last row leaves for what comes behind the table
};

/// Two texts next to each other, as the parties that sign; never cut.
struct SideBySide {
    Paragraph left;
    Paragraph right;
};

struct Gap {
    double height = 0;
};
struct Line {  ///< a rule over the full width
    double width = 0.6;
    bool dashed = false;  ///< to cut along
};
struct PageBreak {};

/// A chart is never cut over two pages.
using Block = std::variant<Paragraph, Table, SideBySide, Gap, Line, PageBreak, FormChart>;

enum class PageNumbers { none, english, chinese };  ///< "Page 1 of 2", "第 1 页 共 2 页"

struct DocumentInfo {
    std::string title;  ///< metadata, and nothing else
    std::string author;
    Instant created{};  ///< the same content with the same instant gives the same bytes
    PageNumbers numbers = PageNumbers::chinese;
    std::string running_head;  ///< small text above each page; empty: none
    double margin = 72;        ///< left and right; above and below follow from it
    std::string foot{};        ///< smaller text at the foot of each page, below its number; empty: none
    bool landscape = false;
    int covers = 0;                    ///< pages in front that are not numbered and do not count
    Align numbers_at = Align::centre;  ///< left, centre or right
    double right = 0, down = 0;        ///< everything is moved so far
};

/// A document in the making. Not shared between threads.
class PageDrawing {
public:
    explicit PageDrawing(DocumentInfo info) : info_(std::move(info)) {}

    PageDrawing& add(Block block)
    {
        blocks_.push_back(std::move(block));
        return *this;
    }
    PageDrawing& title(std::string text);      ///< large, centred
    PageDrawing& heading(std::string text);    ///< bold, kept with what follows
    PageDrawing& paragraph(std::string text);  ///< justified, Chinese text indented by two characters

    [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

    /// The document as PDF. Text is embedded with its fonts and can be extracted in reading order. Bytes that are not
    /// UTF-8 appear as U+FFFD. Fails with ErrorKind::internal or io when the drawing library does.
    [[nodiscard]] Result<std::string> pdf() const;
    /// How many pages it has; as costly as half of `pdf`.
    [[nodiscard]] int page_count() const;
    /// The same text without layout: cells parted by tabs, blocks by lines.
    [[nodiscard]] std::string plain_text() const;

private:
    DocumentInfo info_;
    std::vector<Block> blocks_;
};

}  // namespace fonds
