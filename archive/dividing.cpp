// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/dividing.hpp"

#include <algorithm>

#include "archive/sheet_marks.hpp"

namespace fonds {

namespace {

bool has_separator_line(std::string_view text, std::string_view fonds_code)
{
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (read_printed_mark(text.substr(0, end), fonds_code).mark == SheetMark::separator) return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

}  // namespace

Division divide(const std::vector<PageSight>& pages, const DivideRules& rules)
{
    Division division;
    std::vector<std::int32_t> piece;
    const auto end_piece = [&] {
        if (!piece.empty()) division.pieces.push_back(std::move(piece));
        piece.clear();
    };
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto number = static_cast<std::int32_t>(i + 1);
        const bool separates = rules.split && pages[i].separator;
        const bool back_of_separator = rules.split && i > 0 && pages[i - 1].separator && pages[i].blank;
        if (separates) {
            end_piece();
            division.dropped.push_back({number, "separator"});
        } else if (pages[i].blank && (rules.drop_blank || back_of_separator)) {
            division.dropped.push_back({number, "blank"});
        } else {
            piece.push_back(number);
        }
    }
    end_piece();
    if (division.pieces.empty()) {
        division.separators_alone = std::ranges::any_of(pages, &PageSight::separator);
        division.dropped.clear();
        division.pieces.emplace_back();
        for (std::size_t i = 0; i < pages.size(); ++i) division.pieces.front().push_back(static_cast<std::int32_t>(i + 1));
    }
    return division;
}

PageSight sight_of(const ScannedPage* scan, const PageText* text, std::string_view fonds_code)
{
    PageSight sight;
    if (scan != nullptr) {
        for (const PageCode& code : scan->codes)
            sight.separator = sight.separator || read_mark(code.text, fonds_code).mark == SheetMark::separator;
        for (const OcrLine& line : scan->lines)
            sight.separator = sight.separator || read_printed_mark(text_of(line), fonds_code).mark == SheetMark::separator;
        sight.blank = scan->codes.empty() && scan->lines.empty() &&
                      std::ranges::find(scan->quality, QualityIssue::blank, &QualityFinding::issue) != scan->quality.end();
    }
    if (text != nullptr && !text->needs_ocr()) {
        sight.separator = sight.separator || has_separator_line(text->text, fonds_code);
        sight.blank = sight.blank && text->text.find_first_not_of(" \n\t\r") == std::string::npos;
    }
    return sight;
}

}  // namespace fonds
