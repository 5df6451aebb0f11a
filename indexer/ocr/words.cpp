// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace fonds {

namespace {

// Gaps that are spaces, as shares of the height of a line. Digits stand further apart: 1 234 in a table is one number.
constexpr float letter_gap = 0.26F;
constexpr float digit_gap = 0.40F;
// A column is blank when the ink in it is less than this share of a column that is all ink.
constexpr float blank = 0.045F;

char32_t first_character(std::string_view text)
{
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return lead;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t value = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && i < text.size(); ++i)
        value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return value;
}

/// For every column of the picture, how many blank columns end there.
std::vector<int> blank_runs(const cv::Mat& line)
{
    std::array<int, 256> histogram{};
    for (int y = 0; y < line.rows; ++y)
        for (int x = 0; x < line.cols; ++x) ++histogram[line.ptr(y)[x]];
    const auto level = [&](double share) {
        double left = share * static_cast<double>(line.total());
        int value = 0;
        while (value < 255 && (left -= histogram[static_cast<std::size_t>(value)]) > 0) ++value;
        return static_cast<float>(value);
    };
    const float ink = level(0.03), paper = level(0.6);
    std::vector<int> runs(static_cast<std::size_t>(line.cols));
    if (paper - ink < 8) return runs;
    // Noise of the paper is no ink: what counts begins a third of the way.
    const float from = paper - (paper - ink) * 0.35F;
    int run = 0;
    for (int x = 0; x < line.cols; ++x) {
        float sum = 0;
        for (int y = 3; y < line.rows - 3; ++y) {
            const float pixel = line.ptr(y)[x];
            if (pixel < from) sum += std::min(1.0F, (paper - pixel) / (paper - ink));
        }
        run = sum / static_cast<float>(line.rows - 6) < blank ? run + 1 : 0;
        runs[static_cast<std::size_t>(x)] = run;
    }
    return runs;
}

bool is_digit(std::string_view text)
{
    return text.size() == 1 && text[0] >= '0' && text[0] <= '9';
}

bool is_narrow(const Glyph& glyph)
{
    return glyph.text.size() == 1 && glyph.text != " ";
}

class Spacing {
public:
    explicit Spacing(const cv::Mat& line) : runs_(blank_runs(line)), height_(static_cast<float>(line.rows)) {}

    /// Is there a space between two narrow characters that follow each other?
    [[nodiscard]] bool between(const Glyph& a, const Glyph& b) const
    {
        const auto columns = static_cast<float>(runs_.size());
        const auto from = static_cast<std::size_t>(a.at * columns), to = static_cast<std::size_t>(b.at * columns);
        int widest = 0;
        for (std::size_t x = from + 1; x < to && x < runs_.size(); ++x)
            widest = std::max(widest, std::min(runs_[x], static_cast<int>(x - from)));
        const bool number = is_number(a) && is_number(b);
        return static_cast<float>(widest) > (number ? digit_gap : letter_gap) * height_;
    }

private:
    static bool is_number(const Glyph& glyph) { return is_digit(glyph.text) || glyph.text == "." || glyph.text == ","; }

    std::vector<int> runs_;
    float height_;
};

}  // namespace

bool is_wide(std::string_view text)
{
    const char32_t c = first_character(text);
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

std::vector<OcrWord> words_of(const LineReading& reading, const cv::Mat& line)
{
    const Spacing spacing(line);
    const float half = line.cols > 0 ? 0.5F * static_cast<float>(line.rows) * 0.8F / static_cast<float>(line.cols) : 0;
    std::vector<OcrWord> words;
    const Glyph* last = nullptr;
    bool space = false;
    std::size_t in_word = 0;
    for (const Glyph& glyph : reading.glyphs) {
        if (glyph.text == " ") {
            space = last != nullptr;
            continue;
        }
        const bool wide = is_wide(glyph.text);
        const bool both_wide = last != nullptr && wide && is_wide(last->text);
        if (both_wide) space = false;
        if (last != nullptr && !space && is_narrow(*last) && is_narrow(glyph)) space = spacing.between(*last, glyph);
        const float reach = wide ? half : half / 2;
        if (last == nullptr || space || wide != is_wide(last->text)) {
            float from = std::max(0.0F, glyph.at - reach);
            if (!words.empty()) {
                // Words that touch share the middle between their characters; over a space each keeps its own end.
                const float middle = (last->at + glyph.at) / 2;
                words.back().to = space ? std::min(middle, words.back().to) : middle;
                from = space ? std::max(middle, from) : middle;
                words.back().confidence /= static_cast<float>(in_word);
            }
            words.push_back({{}, from, from, 0, space});
            in_word = 0;
        }
        OcrWord& word = words.back();
        word.text += glyph.text;
        word.to = std::min(1.0F, glyph.at + reach);
        word.confidence += glyph.confidence;
        ++in_word;
        last = &glyph;
        space = false;
    }
    if (!words.empty()) words.back().confidence /= static_cast<float>(in_word);
    return words;
}

}  // namespace fonds
