// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sheet_marks.hpp"

#include <algorithm>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::string_view own_prefix = "FONDS:";
constexpr std::string_view separator_prefix = "FONDS:SEPARATOR:";

/// Half width, capitals, no white space.
std::string bare(std::string_view text)
{
    std::string result;
    for (const char c : half_width(text)) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

bool is_number(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

ReadMark label(std::string_view text)
{
    auto code = ReferenceCode::parse(text);
    if (!code.ok()) return {SheetMark::malformed, {}};
    return {SheetMark::label, std::move(*code)};
}

}  // namespace

ReadMark read_printed_mark(std::string_view line, std::string_view)
{
    const std::string text = bare(line);
    if (!text.starts_with(own_prefix)) return {};
    if (text.starts_with(separator_prefix) && is_number(std::string_view(text).substr(separator_prefix.size())))
        return {SheetMark::separator, {}};
    if (text.starts_with(label_prefix)) return label(std::string_view(text).substr(label_prefix.size()));
    return {SheetMark::malformed, {}};
}

ReadMark read_mark(std::string_view text, std::string_view fonds_code)
{
    if (ReadMark mark = read_printed_mark(text, fonds_code); mark.mark != SheetMark::none) return mark;
    const std::string code = bare(text);
    if (!code.starts_with(std::string(fonds_code) + "-")) return {};
    return label(code);
}

std::string label_text(const ReferenceCode& code)
{
    constexpr std::string_view middle_dot = "·";
    std::string text = code.text();
    for (auto at = text.find(middle_dot); at != std::string::npos; at = text.find(middle_dot, at))
        text.replace(at, middle_dot.size(), ".");
    return std::string(label_prefix) + text;
}

}  // namespace fonds
