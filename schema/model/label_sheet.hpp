// SPDX-License-Identifier: GPL-3.0-or-later
// Paper that is printed on: sheets, and the labels on them. All lengths in millimetres.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

struct Paper {
    std::string_view name;  ///< a4
    double width = 0;       ///< upright
    double height = 0;
};

/// A4, A3 (ISO 216) and US Letter.
[[nodiscard]] std::span<const Paper> papers();
/// By its name, in letters of any case; another is ErrorKind::usage.
[[nodiscard]] Result<Paper> paper_named(std::string_view name);

/// Equal labels in rows and columns. What they leave of the paper is the same on the left and the right, above and below.
struct LabelSheet {
    std::string name;  ///< 63.5x38.1
    Paper paper;
    int columns = 1;
    int rows = 1;
    double width = 0;  ///< of one label
    double height = 0;
    double gap_x = 0;  ///< between labels
    double gap_y = 0;

    [[nodiscard]] int labels() const { return columns * rows; }
};

/// A sheet that shops have.
struct KnownSheet {
    std::string_view name;   ///< the size of its labels
    std::string_view order;  ///< numbers it is sold under
    int columns, rows;
    double width, height, gap_x, gap_y;
};
[[nodiscard]] std::span<const KnownSheet> known_sheets();

/// A known sheet by its name or a number it is sold under, or measures: COLUMNSxROWS:WIDTHxHEIGHT, then :GAPXxGAPY where
/// there are gaps ("3x7:63.5x38.1:2.5x0"). What cannot be, such as labels that do not fit on the paper, is ErrorKind::usage.
[[nodiscard]] Result<LabelSheet> parse_label_sheet(std::string_view text, const Paper& paper);
/// Whether measures can be, whoever wrote them.
[[nodiscard]] Result<void> check(const LabelSheet& sheet);

/// How far a printer is off: to the right and downwards.
struct PrintOffset {
    double right = 0;
    double down = 0;
    bool operator==(const PrintOffset&) const = default;
};
/// "1.5,-0.8"; more than 20 mm is ErrorKind::usage.
[[nodiscard]] Result<PrintOffset> parse_print_offset(std::string_view text);

/// Where a label lies.
struct LabelPlace {
    int page = 0;     ///< from 0
    double left = 0;  ///< from the edges of the paper
    double top = 0;
};
/// Of the label `index` (from 0) when the first is put on place `start` (from 1) of the first sheet; row by row.
[[nodiscard]] LabelPlace place_of(const LabelSheet& sheet, int start, int index);

/// "63.5", "70": no more digits than are needed, two behind the point at most.
[[nodiscard]] std::string in_millimetres(double length);

}  // namespace fonds
