// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scanner_effects.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

namespace fonds::test {

namespace {

template <class Change>
PageImage each(PageImage page, Change change)
{
    for (std::uint8_t& value : page.pixels)
        value = static_cast<std::uint8_t>(std::clamp(static_cast<int>(std::lround(change(value))), 0, 255));
    return page;
}

/// One pass of a bell curve along the rows; the result has rows and columns exchanged.
PageImage blurred_across(const PageImage& page, double deviation)
{
    const int reach = static_cast<int>(std::ceil(3 * deviation));
    std::vector<double> weights;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        weights.push_back(std::exp(-i * i / (2 * deviation * deviation)));
        sum += weights.back();
    }
    PageImage result = page;
    std::swap(result.width, result.height);
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            double value = 0;
            for (int i = -reach; i <= reach; ++i)
                value += weights[static_cast<std::size_t>(i + reach)] * page.row(y)[std::clamp(x + i, 0, page.width - 1)];
            result
                .pixels[static_cast<std::size_t>(x) * static_cast<std::size_t>(page.height) + static_cast<std::size_t>(y)] =
                static_cast<std::uint8_t>(std::lround(value / sum));
        }
    return result;
}

}  // namespace

PageImage with_noise(PageImage page, double deviation)
{
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, deviation);
    return each(std::move(page), [&](int value) { return value + noise(random); });
}

PageImage leaning(const PageImage& page, double degrees)
{
    PageImage result = page;
    const double angle = degrees * 3.14159265358979 / 180;
    const double middle_x = page.width / 2.0;
    const double middle_y = page.height / 2.0;
    const auto at = [&page](int x, int y) {
        return x < 0 || y < 0 || x >= page.width || y >= page.height ? 255.0 : static_cast<double>(page.row(y)[x]);
    };
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            const double from_x = middle_x + (x - middle_x) * std::cos(angle) + (y - middle_y) * std::sin(angle);
            const double from_y = middle_y - (x - middle_x) * std::sin(angle) + (y - middle_y) * std::cos(angle);
            const int left = static_cast<int>(std::floor(from_x));
            const int top = static_cast<int>(std::floor(from_y));
            const double along = from_x - left;
            const double down = from_y - top;
            const double value = (at(left, top) * (1 - along) + at(left + 1, top) * along) * (1 - down) +
                                 (at(left, top + 1) * (1 - along) + at(left + 1, top + 1) * along) * down;
            result.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(std::lround(value));
        }
    return result;
}

PageImage in_black_and_white(PageImage page, int threshold)
{
    return each(std::move(page), [threshold](int value) { return value < threshold ? 0 : 255; });
}

PageImage faded(PageImage page, int ink, int paper)
{
    return each(std::move(page), [=](int value) { return ink + (paper - ink) * value / 255.0; });
}

PageImage out_of_focus(PageImage page, double deviation)
{
    return blurred_across(blurred_across(page, deviation), deviation);
}

PageImage peppered(PageImage page, double share)
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> chance(0, 1);
    return each(std::move(page), [&](int value) {
        const double drawn = chance(random);
        return drawn >= share ? value : drawn < share / 2 ? 0 : 255;
    });
}

}  // namespace fonds::test
