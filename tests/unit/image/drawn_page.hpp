// SPDX-License-Identifier: GPL-3.0-or-later
// Pages for the tests of quality; all lengths in millimetres.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "indexer/image/page_image.hpp"

namespace fonds::test {

class DrawnPage {
public:
    explicit DrawnPage(float dpi, int paper = 245, double wide = 148, double high = 210)
    {
        image_.width = pixels(wide, dpi);
        image_.height = pixels(high, dpi);
        image_.dpi = dpi;
        image_.pixels.assign(static_cast<std::size_t>(image_.width) * static_cast<std::size_t>(image_.height),
                             static_cast<std::uint8_t>(paper));
    }
    DrawnPage& box(double left, double top, double wide, double high, int value)
    {
        return each(
            left, top, wide, high, [=](double, double) { return true; }, value);
    }
    DrawnPage& disc(double x, double y, double radius, int value)
    {
        return each(
            x - radius, y - radius, 2 * radius, 2 * radius,
            [=](double at_x, double at_y) { return std::hypot(at_x - x, at_y - y) <= radius; }, value);
    }
    /// A line of something like characters, 2.5 mm high, with strokes of 0.3 mm; `lean` degrees clockwise.
    DrawnPage& line(double left, double top, double wide, int value, double lean = 0)
    {
        const double slope = std::tan(lean * 3.14159265 / 180);
        for (double x = 0; x < wide; x += 3.1) {
            const double y = top + x * slope;
            box(left + x, y, 0.3, 2.5, value).box(left + x + 1.7, y, 0.3, 2.5, value);
            box(left + x, y + 1.1, 2, 0.3, value);
        }
        return *this;
    }
    DrawnPage& text(int value = 30, double lean = 0)
    {
        for (int i = 0; i < 20; ++i) line(20, 25 + 7.5 * i, i % 4 == 3 ? 60 : 105, value, lean);
        return *this;
    }
    /// A stroke of the pen from one point to another.
    DrawnPage& stroke(double from_x, double from_y, double to_x, double to_y, double wide, int value)
    {
        const double length = std::hypot(to_x - from_x, to_y - from_y);
        for (double at = 0; at <= length; at += 0.1)
            disc(from_x + (to_x - from_x) * at / length, from_y + (to_y - from_y) * at / length, wide / 2, value);
        return *this;
    }
    /// Darkens the left side: `value` at the edge, as the paper is from `wide` on.
    DrawnPage& shadow(double wide, int value)
    {
        const int end = pixels(wide, image_.dpi);
        for (int y = 0; y < image_.height; ++y)
            for (int x = 0; x < end; ++x) {
                auto& pixel = image_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) +
                                            static_cast<std::size_t>(x)];
                pixel = static_cast<std::uint8_t>(value + (pixel - value) * x / end);
            }
        return *this;
    }
    DrawnPage& noise(double deviation)
    {
        std::mt19937 random(11);
        std::normal_distribution<double> normal(0, deviation);
        for (auto& value : image_.pixels)
            value = static_cast<std::uint8_t>(std::clamp(std::lround(value + normal(random)), 0L, 255L));
        return *this;
    }
    DrawnPage& salt_and_pepper(double share)
    {
        std::mt19937 random(12);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (auto& value : image_.pixels) {
            const double drawn = uniform(random);
            if (drawn < share) value = drawn < share / 2 ? 0 : 255;
        }
        return *this;
    }
    /// Three times the mean of its neighbourhood: for one pixel of radius, nearly a Gaussian of 1.4 pixels.
    DrawnPage& blur(int radius)
    {
        for (int round = 0; round < 3; ++round) {
            image_ = turned(mean_along_rows(radius), 90);
            image_ = turned(mean_along_rows(radius), 270);
        }
        return *this;
    }
    [[nodiscard]] const PageImage& image() const { return image_; }

private:
    static int pixels(double millimetres, float dpi) { return static_cast<int>(std::lround(millimetres / 25.4 * dpi)); }
    template <class Inside>
    DrawnPage& each(double left, double top, double wide, double high, Inside inside, int value)
    {
        const float dpi = image_.dpi;
        for (int y = std::max(0, pixels(top, dpi)); y < std::min(image_.height, pixels(top + high, dpi)); ++y)
            for (int x = std::max(0, pixels(left, dpi)); x < std::min(image_.width, pixels(left + wide, dpi)); ++x)
                if (inside((x + 0.5) * 25.4 / dpi, (y + 0.5) * 25.4 / dpi))
                    image_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) +
                                  static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value);
        return *this;
    }
    [[nodiscard]] PageImage mean_along_rows(int radius) const
    {
        PageImage result = image_;
        for (int y = 0; y < image_.height; ++y)
            for (int x = 0; x < image_.width; ++x) {
                int sum = 0;
                for (int i = -radius; i <= radius; ++i) sum += image_.row(y)[std::clamp(x + i, 0, image_.width - 1)];
                result.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) +
                              static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(sum / (2 * radius + 1));
            }
        return result;
    }

    PageImage image_;
};

}  // namespace fonds::test
