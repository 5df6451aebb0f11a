// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/layer_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "indexer/scan/layer_font.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr double least_space = 0.25;  // of the font size: what extractors take for one
constexpr double least_length = 0.01;

struct Place {
    double x = 0, y = 0;
};

Place between(Place a, Place b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

double distance(Place a, Place b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// From points from the upper left corner of the page as shown to the page's own space.
class Mapping {
public:
    Mapping(const ScannedPage& page, const PageFrame& frame) : frame_(frame), width_(page.width), height_(page.height) {}

    [[nodiscard]] Place of(Point point) const
    {
        const double across = static_cast<double>(point.x) / width_;
        const double down = static_cast<double>(point.y) / height_;
        const double width = frame_.right - frame_.left;
        const double height = frame_.top - frame_.bottom;
        switch (frame_.rotation) {
        case 90: return {frame_.left + down * width, frame_.bottom + across * height};
        case 180: return {frame_.right - across * width, frame_.bottom + down * height};
        case 270: return {frame_.right - down * width, frame_.top - across * height};
        default: return {frame_.left + across * width, frame_.top - down * height};
        }
    }

private:
    const PageFrame& frame_;
    double width_, height_;
};

/// A run of codes and where it stands along the line, in points.
struct Run {
    std::vector<std::uint16_t> codes;
    double from = 0, to = 0;
};

/// Words and the spaces between them, without gaps.
std::vector<Run> runs_of(const OcrLine& line, double length, double size, LayerCodes& codes)
{
    std::vector<Run> runs;
    for (const OcrWord& word : line.words) {
        Run run;
        for (std::size_t at = 0; at < word.text.size();) {
            const char32_t c = next_code_point(word.text, at);
            if (c != invalid_code_point) run.codes.push_back(codes.code_of(c));
        }
        if (run.codes.empty()) continue;
        run.from = static_cast<double>(word.from) * length;
        run.to = std::max(run.from, static_cast<double>(word.to) * length);
        if (!runs.empty()) {
            Run& before = runs.back();
            const double middle = (before.to + run.from) / 2;
            if (!word.space_before) {
                before.to = run.from = std::max(before.from, middle);
            } else {
                const double half = std::max(run.from - before.to, least_space * size) / 2;
                Run space{{u' '}, std::max(before.from, middle - half), 0};
                space.to = std::max(space.from, middle + half);
                before.to = space.from;
                run.from = space.to;
                runs.push_back(std::move(space));
            }
            run.to = std::max(run.to, run.from);
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

class Writer {
public:
    Writer(std::string font, LayerCodes& codes) : font_(std::move(font)), codes_(codes) {}

    void line(const OcrLine& line, const Mapping& mapping)
    {
        std::array<Place, 4> quad;
        for (std::size_t i = 0; i < quad.size(); ++i) quad[i] = mapping.of(line.quad[i]);
        const Place begin = between(quad[0], quad[3]);
        const Place end = between(quad[1], quad[2]);
        const double length = distance(begin, end);
        const double size = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
        if (!std::isfinite(length + size) || length < least_length || size < least_length) return;
        const auto runs = runs_of(line, length, size, codes_);
        if (runs.empty()) return;
        const Place along{(end.x - begin.x) / length, (end.y - begin.y) / length};
        // The font reaches from `layer_descent` below its base line to `layer_ascent` above: together the line's height.
        const double drop = (0.5 - layer_descent) * size;
        const double start = runs.front().from;
        const Place origin{begin.x + along.x * start + along.y * drop, begin.y + along.y * start - along.x * drop};
        out_ += "/" + font_ + " " + number(size) + " Tf " + number(along.x, 6) + " " + number(along.y, 6) + " " +
                number(-along.y, 6) + " " + number(along.x, 6) + " " + number(origin.x) + " " + number(origin.y) + " Tm\n";
        for (const Run& run : runs) show(run, size);
    }

    [[nodiscard]] std::string take() && { return out_.empty() ? out_ : "q BT 3 Tr 0 Tc 0 Tw 0 Ts\n" + out_ + "ET Q\n"; }

private:
    static std::string number(double value, int digits = 3)
    {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.*f", digits, value);
        return text.data();
    }

    void show(const Run& run, double size)
    {
        const double natural = static_cast<double>(run.codes.size()) * layer_advance * size;
        const double scale = std::max(0.01, (run.to - run.from) / natural * 100);
        out_ += number(scale) + " Tz <";
        for (const std::uint16_t code : run.codes) {
            std::array<char, 8> hex{};
            std::snprintf(hex.data(), hex.size(), "%04X", static_cast<unsigned>(code));
            out_ += hex.data();
        }
        out_ += "> Tj\n";
    }

    std::string font_;
    LayerCodes& codes_;
    std::string out_;
};

}  // namespace

std::uint16_t LayerCodes::code_of(char32_t character)
{
    constexpr char32_t first_other = 0x10000;
    constexpr std::uint16_t first_surrogate = 0xD800;
    constexpr std::size_t surrogates = 0x800;
    constexpr std::uint16_t unknown = 0xFFFD;
    if (character < first_other) return static_cast<std::uint16_t>(character);
    const auto known = others_.find(character);
    if (known != others_.end()) return known->second;
    if (others_.size() >= surrogates) return unknown;
    const auto code = static_cast<std::uint16_t>(first_surrogate + others_.size());
    others_.emplace(character, code);
    return code;
}

std::string layer_content(const ScannedPage& page, const PageFrame& frame, const std::string& font, LayerCodes& codes)
{
    if (!(page.width > 0 && page.height > 0)) return {};
    const Mapping mapping(page, frame);
    Writer writer(font, codes);
    for (const OcrLine& line : page.lines) writer.line(line, mapping);
    return std::move(writer).take();
}

}  // namespace fonds
