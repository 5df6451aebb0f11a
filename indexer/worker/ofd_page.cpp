// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/ofd_page.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "schema/core/escape.hpp"

namespace fonds::ofd {

namespace {

constexpr std::size_t most_runs = 100'000;
constexpr float points = 72.0F / 25.4F;
constexpr float farthest = 10'000;  // mm

std::vector<float> numbers_of(std::string_view text)
{
    std::vector<float> numbers;
    for (std::size_t at = 0; at < text.size() && numbers.size() < 20'000;) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n,", at);
        if (begin == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t\r\n,", begin), text.size());
        float value = 0;
        const auto read = std::from_chars(text.data() + begin, text.data() + at, value);
        if (read.ec == std::errc() && std::isfinite(value)) numbers.push_back(std::clamp(value, -farthest, farthest));
    }
    return numbers;
}

float number_of(std::string_view text, float otherwise)
{
    const auto numbers = numbers_of(text);
    return numbers.empty() ? otherwise : numbers[0];
}

// "g 3 5.2 4" is 5.2 5.2 5.2 4.
std::vector<float> advances_of(std::string_view text, std::size_t most)
{
    std::vector<float> advances;
    std::size_t at = 0;
    const auto token = [&] {
        const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        at = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        return text.substr(begin, at - begin);
    };
    for (std::string_view one = token(); !one.empty() && advances.size() < most; one = token()) {
        std::size_t times = 1;
        if (one == "g") {
            times = static_cast<std::size_t>(std::clamp(number_of(token(), 1), 0.0F, static_cast<float>(most)));
            one = token();
        }
        advances.insert(advances.end(), std::min(times, most - advances.size()), number_of(one, 0));
    }
    return advances;
}

struct Placed {
    float a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;  // CTM
    float x = 0, y = 0;                              // of the boundary
    [[nodiscard]] float page_x(float u, float v) const { return x + a * u + c * v + e; }
    [[nodiscard]] float page_y(float u, float v) const { return y + b * u + d * v + f; }
};

void add_code(const XmlNode& code, const Placed& placed, float size, std::vector<Run>& runs, std::string& whole)
{
    const float left = number_of(code.attribute("X"), 0), base = number_of(code.attribute("Y"), 0);
    const auto right = advances_of(code.attribute("DeltaX"), code.text.size());
    const auto down = advances_of(code.attribute("DeltaY"), code.text.size());
    const float scale = std::max(0.01F, std::hypot(placed.a, placed.b));
    float u = left, v = base;
    Run run;
    const auto finish = [&] {
        if (!run.text.empty() && runs.size() < most_runs) runs.push_back(std::move(run));
        run = {};
    };
    std::size_t index = 0;
    for (std::size_t at = 0; at < code.text.size(); ++index) {
        const char32_t c = next_code_point(code.text, at);
        const bool blank = c <= 0x20 || c == 0x3000 || c == invalid_code_point;
        const float natural = (c < 0x2E80 ? 0.5F : 1.0F) * size;
        const float x = placed.page_x(u, v), y = placed.page_y(u, v);
        // A wide step, or one to another line, begins something else.
        const bool apart =
            !run.text.empty() && (x > run.x + run.width + 0.6F * run.size || std::abs(y - run.y) > 0.5F * run.size ||
                                  x + 0.5F * run.size < run.x + run.width - run.size);
        if (blank || apart) finish();
        if (!blank) {
            if (run.text.empty()) run = {x, y, 0, size * scale, {}};
            append_utf8(run.text, c);
            run.width = x - run.x + natural * scale;
            append_utf8(whole, c);
        }
        // Without steps the glyphs stand at their own widths.
        u += index < right.size()            ? right[index]
             : right.empty() && down.empty() ? natural
             : right.empty()                 ? 0
                                             : right.back();
        if (index < down.size()) v += down[index];
    }
    finish();
}

}  // namespace

std::optional<std::array<float, 4>> parse_box(std::string_view text)
{
    const auto numbers = numbers_of(text);
    if (numbers.size() != 4 || numbers[2] <= 0 || numbers[3] <= 0) return std::nullopt;
    return std::array{numbers[0], numbers[1], numbers[2], numbers[3]};
}

void collect_runs(const XmlNode& node, std::vector<Run>& runs, std::map<std::string, std::string>& by_id)
{
    if (runs.size() >= most_runs) return;
    if (node.name == "TextObject" && node.attribute("Visible") != "false") {
        Placed placed;
        if (const auto box = numbers_of(node.attribute("Boundary")); box.size() == 4) placed.x = box[0], placed.y = box[1];
        if (const auto m = numbers_of(node.attribute("CTM")); m.size() == 6) {
            placed.a = m[0], placed.b = m[1], placed.c = m[2], placed.d = m[3], placed.e = m[4], placed.f = m[5];
        }
        const float size = std::max(0.1F, number_of(node.attribute("Size"), 3));
        std::string whole;
        for (const XmlNode* code : node.all("TextCode")) add_code(*code, placed, size, runs, whole);
        if (by_id.size() < most_runs) by_id.emplace(node.attribute("ID"), std::move(whole));
        return;
    }
    for (const XmlNode& one : node.children) collect_runs(one, runs, by_id);
}

void write_lines(std::vector<Run> runs, bool words, PageText& page)
{
    std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.y < b.y; });
    for (std::size_t begin = 0; begin < runs.size();) {
        // Base lines within half a letter of the first are one line.
        std::size_t end = begin + 1;
        while (end < runs.size() && runs[end].y - runs[begin].y <= 0.5F * std::min(runs[begin].size, runs[end].size)) ++end;
        const auto first = runs.begin() + static_cast<std::ptrdiff_t>(begin),
                   last = runs.begin() + static_cast<std::ptrdiff_t>(end);
        std::stable_sort(first, last, [](const Run& a, const Run& b) { return a.x < b.x; });
        float right = 0;
        for (auto run = first; run != last; ++run) {
            if (run != first && run->x - right > 0.25F * run->size) page.text += ' ';
            page.text += run->text;
            right = run->x + run->width;
            if (words)
                page.words.push_back({run->x * points, (run->y - 0.88F * run->size) * points, run->width * points,
                                      run->size * points, run->text});
        }
        page.text += '\n';
        begin = end;
    }
}

}  // namespace fonds::ofd
