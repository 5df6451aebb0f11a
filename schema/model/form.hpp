// SPDX-License-Identifier: GPL-3.0-or-later
// Printed forms as plain values: what stands where is decided by whoever draws them. All texts are in the reader's language.
#pragma once

#include <string>
#include <vector>

namespace fonds {

enum class FormLayout {
    list,    ///< a table over as many pages as it needs
    sheet,   ///< a page of labelled fields to fill in
    cover,   ///< the front of a folder
    spines,  ///< strips for the backs of boxes and folders
    signs    ///< large signs, one a page
};

struct FormField {
    std::string label;
    std::string value;
};

struct FormColumn {
    std::string heading;
    double share = 1;  ///< of the width, in proportion to the others
    bool centred = false;
};

/// One cover, spine or sign, or a part that is cut off.
struct FormPiece {
    std::string title;
    std::vector<FormField> fields;
    double width = 0;  ///< of a spine: millimetres; 0: that of the form
};

struct FormBar {
    std::string label;
    double value = 0;     ///< not negative
    std::string told;     ///< the value as it is written beside the bar
    bool marked = false;  ///< it stands out: overdue, failed
};

/// Bars with their values, in a frame with an axis.
struct FormChart {
    std::string title;
    bool upright = false;  ///< columns that stand, for years; else bars that lie, for names
    std::vector<FormBar> bars;
};

/// A further table, with a title of its own.
struct FormTable {
    std::string title;
    std::vector<FormColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

struct Form {
    FormLayout layout = FormLayout::list;
    bool landscape = false;
    bool in_chinese = true;
    bool has_front = false;  ///< list: the title and the head stand on a page of their own
    std::string title;
    std::vector<FormField> head;  ///< list, sheet: above the table; cover: the fields
    std::vector<FormColumn> columns;
    std::vector<std::vector<std::string>> rows;
    /// list: further columns of the table as a table, headings first, that are not printed: so that it can be read again
    std::vector<std::vector<std::string>> unprinted;
    std::vector<FormTable> more;        ///< list: below the table
    std::string summary;                ///< below the tables, at the right
    std::vector<FormField> signatures;  ///< below that, side by side
    std::vector<FormPiece> pieces;      ///< covers, spines, signs; sheet: parts below it, to be cut off
    double width = 30;                  ///< spines: millimetres
    std::vector<FormChart> charts;      ///< list: between the head and the table
    std::string foot;                   ///< list: small, at the foot of every page
    bool blank_rows = true;             ///< list: without rows there are empty ones to write on
};

inline constexpr double narrowest_spine = 10, widest_spine = 100;  ///< millimetres
inline constexpr std::size_t most_form_rows = 100'000;
inline constexpr std::size_t most_form_bars = 60;  ///< of a chart

}  // namespace fonds
