// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/lines.hpp"

#include <algorithm>

#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::size_t first_pages = 6;
constexpr std::size_t last_pages = 3;
constexpr std::size_t longest_line = 4000;  // bytes
constexpr std::size_t most_lines = 400;     // of a page

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Along the line, 0 to 1, where a byte of its text stands.
float along(const OcrLine& line, std::size_t byte)
{
    std::size_t at = 0;
    float last = 0;
    for (const OcrWord& word : line.words) {
        if (word.space_before && at > 0) ++at;
        if (byte <= at) return word.from;
        if (byte < at + word.text.size()) {
            const auto count = static_cast<float>(std::max<std::size_t>(characters_in(word.text), 1));
            const auto before = static_cast<float>(characters_in(std::string_view(word.text).substr(0, byte - at)));
            return word.from + (word.to - word.from) * before / count;
        }
        at += word.text.size();
        last = word.to;
    }
    return last;
}

std::string without_blanks(std::string_view text)
{
    std::string result;
    for (const char c : text)
        if (c != ' ' && c != '\t' && c != '\n') result.push_back(c);
    return result;
}

WordBox joined(const WordBox& a, const WordBox& b)
{
    if (a.width <= 0) return {b.x, b.y, b.width, b.height, {}};
    const float left = std::min(a.x, b.x), top = std::min(a.y, b.y);
    return {left, top, std::max(a.x + a.width, b.x + b.width) - left, std::max(a.y + a.height, b.y + b.height) - top, {}};
}

// The boxes of the words that make up `wanted`, wherever they follow each other first.
WordBox box_among(const std::vector<WordBox>& words, const std::string& wanted)
{
    if (wanted.empty()) return {};
    std::string all;
    std::vector<std::size_t> ends;
    for (const WordBox& word : words) {
        all += without_blanks(word.text);
        ends.push_back(all.size());
    }
    const std::size_t begin = all.find(wanted);
    WordBox box;
    if (begin == std::string::npos) return box;
    for (std::size_t i = 0, from = 0; i < words.size(); from = ends[i++])
        if (from < begin + wanted.size() && ends[i] > begin) box = joined(box, words[i]);
    return box;
}

void add_text(const PageText& page, std::int32_t number, const ScannedPage* scan, std::vector<Line>& lines)
{
    std::size_t next = 0;  // recognised line that the next line of text may be
    std::string_view rest = page.text;
    for (std::size_t count = 0; !rest.empty() && count < most_lines; ++count) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        Line line = line_of(rest.substr(0, std::min(end, longest_line)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.text.empty()) continue;
        line.page = number;
        line.words = page.words.empty() ? nullptr : &page;
        for (std::size_t i = next; scan != nullptr && i < std::min(next + 50, scan->lines.size()); ++i)
            if (text_of(scan->lines[i]) == line.source) {
                line.seen = &scan->lines[i];
                next = i + 1;
                break;
            }
        lines.push_back(std::move(line));
    }
}

void add_scan(const ScannedPage& scan, std::vector<Line>& lines)
{
    std::size_t count = 0;
    for (const OcrLine& one : scan.lines) {
        if (++count > most_lines) break;
        Line line = line_of(text_of(one));
        if (line.text.empty()) continue;
        line.page = scan.number;
        line.seen = line.source.size() <= longest_line ? &one : nullptr;
        lines.push_back(std::move(line));
    }
}

bool at_an_end(std::size_t page, std::size_t pages)
{
    return page < first_pages || page + last_pages >= pages;
}

}  // namespace

std::string Line::part(std::size_t begin, std::size_t end) const
{
    if (begin >= end || end > text.size()) return {};
    const std::string plain = half_width(std::string_view(source).substr(from[begin], from[end] - from[begin]));
    const std::string_view kept = trimmed(plain);
    // Spaces beside Han characters are the recogniser's.
    std::string tidy;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto beyond_ascii = [&](std::size_t at) { return (static_cast<unsigned char>(kept[at]) & 0x80) != 0; };
        if (kept[i] == ' ' && !tidy.empty()) {
            const std::size_t next = kept.find_first_not_of(' ', i);
            if ((static_cast<unsigned char>(tidy.back()) & 0x80) != 0 && next != std::string_view::npos &&
                beyond_ascii(next))
                continue;
        }
        tidy.push_back(kept[i]);
    }
    return tidy;
}

std::string Line::seen_part(std::size_t begin, std::size_t end) const
{
    if (begin >= end || end > text.size()) return {};
    return std::string(trimmed(std::string_view(source).substr(from[begin], from[end] - from[begin])));
}

Line line_of(std::string_view text)
{
    Line line;
    line.source = text.substr(0, longest_line);
    const FoldedText folded = normalise_with_offsets(line.source);
    for (std::size_t at = 0; at < folded.text.size();) {
        line.from.push_back(folded.source[at]);
        line.text.push_back(next_code_point(folded.text, at));
    }
    line.from.push_back(static_cast<std::uint32_t>(line.source.size()));
    while (!line.text.empty() && line.text.back() == U' ') {
        line.text.pop_back();
        line.from.pop_back();
    }
    return line;
}

std::vector<Line> lines_of(const CaptureInput& input)
{
    std::vector<Line> lines;
    const std::size_t pages = input.text == nullptr ? 0 : input.text->pages.size();
    std::vector<bool> done(pages, false);
    for (std::size_t i = 0; i < pages; ++i) {
        if (!at_an_end(i, pages)) continue;
        const auto number = static_cast<std::int32_t>(i + 1);
        const auto scan = std::find_if(input.scans.begin(), input.scans.end(),
                                       [&](const ScannedPage& one) { return one.number == number; });
        const bool found = scan != input.scans.end();
        const PageText& page = input.text->pages[i];
        if (page.text.empty() && found)
            add_scan(*scan, lines);
        else
            add_text(page, number, found ? &*scan : nullptr, lines);
        done[i] = true;
    }
    for (const ScannedPage& scan : input.scans) {
        const auto index = static_cast<std::size_t>(scan.number - 1);
        if (index >= pages && at_an_end(index, std::max(pages, input.scans.size()))) add_scan(scan, lines);
    }
    return lines;
}

WordBox place_of(const Line& line, std::size_t begin, std::size_t end)
{
    if (begin >= end || end > line.text.size()) return {};
    if (line.seen != nullptr)
        return box_of(*line.seen, along(*line.seen, line.from[begin]), along(*line.seen, line.from[end]));
    if (line.words == nullptr) return {};
    return box_among(
        line.words->words,
        without_blanks(std::string_view(line.source).substr(line.from[begin], line.from[end] - line.from[begin])));
}

std::u32string folded(std::string_view text)
{
    return line_of(text).text;
}

std::string utf8(std::u32string_view text)
{
    std::string result;
    for (const char32_t c : text) append_utf8(result, c);
    return result;
}

}  // namespace fonds
