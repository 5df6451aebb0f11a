// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/blank_place.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <vector>

namespace fonds {

namespace {

constexpr double millimetre = 72 / 25.4;
constexpr double cell = millimetre;  // places are tried a millimetre apart
/// How far from the edges of the page a stamp stays.
struct Edges {
    double upper, side;
};
constexpr Edges usual{6 * millimetre, 10 * millimetre};
constexpr Edges close{3 * millimetre, 4 * millimetre};  // what printers just reach
constexpr double least_edge = 2 * millimetre;           // of a page with hardly more room than the stamp needs
constexpr double clear = 1.5 * millimetre;              // around the stamp
constexpr double upper_margin = 32 * millimetre;
constexpr int least_paper = 110;  // of 255
constexpr int differs = 36;       // of 255: what noise of a scanner does not reach
constexpr double specks = 0.0008;

/// How much of the top of a page is not paper, as sums over all cells above and to the left.
class InkSums {
public:
    InkSums(const SeenPage& page, double height)
        : columns_(std::max(1, static_cast<int>(std::ceil(page.width / cell)))),
          rows_(std::max(1, static_cast<int>(std::ceil(height / cell)))),
          sums_(static_cast<std::size_t>(columns_ + 1) * static_cast<std::size_t>(rows_ + 1))
    {
        pixels_a_cell_ = cell / page.x_scale * cell / page.y_scale;
        count(page);
        for (int y = 1; y <= rows_; ++y)
            for (int x = 1; x <= columns_; ++x) at(x, y) += at(x - 1, y) + at(x, y - 1) - at(x - 1, y - 1);
    }

    /// The area with what stands around it, cut off at the edges of the page.
    [[nodiscard]] bool is_blank(double left, double top, double width, double height) const
    {
        const int x0 = std::clamp(static_cast<int>(std::floor((left - clear) / cell)), 0, columns_);
        const int y0 = std::clamp(static_cast<int>(std::floor((top - clear) / cell)), 0, rows_);
        const int x1 = std::clamp(static_cast<int>(std::ceil((left + width + clear) / cell)), 0, columns_);
        const int y1 = std::clamp(static_cast<int>(std::ceil((top + height + clear) / cell)), 0, rows_);
        const double ink = at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
        return ink <= specks * pixels_a_cell_ * (x1 - x0) * (y1 - y0);
    }

private:
    [[nodiscard]] double& at(int x, int y)
    {
        return sums_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_ + 1) + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] double at(int x, int y) const { return const_cast<InkSums*>(this)->at(x, y); }

    void count(const SeenPage& page)
    {
        const PageImage& image = page.image;
        const auto seen = static_cast<int>((rows_ * cell - page.top) / page.y_scale);
        const auto paper = paper_of(image, std::clamp(seen, 1, std::max(1, image.height)));
        for (int y = 0; y < image.height; ++y) {
            const int row = static_cast<int>((page.top + y * page.y_scale) / cell);
            if (row >= rows_) break;
            if (row < 0) continue;
            const std::uint8_t* pixel = image.row(y);
            for (int x = 0; x < image.width; ++x, pixel += image.channels) {
                const int column = static_cast<int>((page.left + x * page.x_scale) / cell);
                if (column < 0 || column >= columns_) continue;
                for (int channel = 0; channel < image.channels; ++channel)
                    if (std::abs(pixel[channel] - paper[static_cast<std::size_t>(channel)]) > differs) {
                        at(column + 1, row + 1) += 1;
                        break;
                    }
            }
        }
    }

    /// The most frequent value of each channel in the rows from the top, of the light ones where a part of it is light. On
    /// dark paper red cannot be read: there nothing is blank.
    static std::array<int, 3> paper_of(const PageImage& image, int rows)
    {
        std::array<std::array<std::uint32_t, 256>, 3> counts{};
        const auto channels = static_cast<std::size_t>(image.channels);
        const auto values = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(rows) * channels;
        for (std::size_t i = 0; i < std::min(values, image.pixels.size()); ++i) ++counts[i % channels][image.pixels[i]];
        std::array<int, 3> paper{};
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const auto& count = counts[channel];
            const auto light = std::accumulate(count.begin() + least_paper, count.end(), std::size_t{0});
            if (light * 12 < values / channels) return {-1000, -1000, -1000};
            paper[channel] = static_cast<int>(std::max_element(count.begin() + least_paper, count.end()) - count.begin());
        }
        return paper;
    }

    int columns_, rows_;
    std::vector<double> sums_;
    double pixels_a_cell_ = 1;
};

class Search {
public:
    Search(const SeenPage& page, double width, double height, const Edges& edges)
        : ink_(page, page.height / 3 + height), width_(width), height_(height),
          side_(std::min(edges.side, std::max(least_edge, (page.width - width) / 2))),
          most_left_(page.width - width - side_),
          first_top_(std::min(edges.upper, std::max(least_edge, page.height - height - least_edge))),
          last_top_(page.height - height - least_edge)
    {
    }

    [[nodiscard]] std::optional<BlankPlace> between(double first, double last) const
    {
        for (const TopPlace where : {TopPlace::right, TopPlace::centre, TopPlace::left})
            for (double top = std::max(first, first_top_); top <= std::min(last, last_top_); top += cell)
                if (const auto left = beside(where, top)) return BlankPlace{*left, top, 1, where, false};
        return {};
    }

    [[nodiscard]] BlankPlace corner() const { return {most_left_, first_top_, 1, TopPlace::right, true}; }

private:
    /// From where the place is best to where the next one begins.
    [[nodiscard]] std::optional<double> beside(TopPlace where, double top) const
    {
        const double middle = (most_left_ + side_) / 2;
        const double best = where == TopPlace::right ? most_left_ : where == TopPlace::left ? side_ : middle;
        const double reach = std::max(0.0, (most_left_ - side_) / 4);
        for (double off = 0; off <= reach; off += cell)
            for (const double left : {best - off, best + off})
                if (left >= side_ - 0.01 && left <= most_left_ + 0.01 && ink_.is_blank(left, top, width_, height_))
                    return left;
        return {};
    }

    InkSums ink_;
    double width_, height_, side_, most_left_, first_top_, last_top_;
};

}  // namespace

BlankPlace blank_place(const SeenPage& page, double width, double height)
{
    const double scale = std::min({1.0, (page.width - 2 * least_edge) / width, (page.height - 2 * least_edge) / height});
    if (!(scale > 0.1))
        return {0, 0, std::max(0.02, std::min(page.width / width, page.height / height)), TopPlace::right, true};
    const Search search(page, width * scale, height * scale, usual);
    auto found = search.between(0, upper_margin - height * scale);
    if (!found) found = search.between(0, page.height / 3);
    if (!found) found = Search(page, width * scale, height * scale, close).between(0, page.height / 3);
    BlankPlace place = found.value_or(search.corner());
    place.scale = scale;
    return place;
}

}  // namespace fonds
