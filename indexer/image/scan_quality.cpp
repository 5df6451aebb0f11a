// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/scan_quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>

#include "indexer/image/ink_map.hpp"
#include "indexer/image/page_skew.hpp"

namespace fonds {

namespace {

constexpr double a4_long_side = 11.69;  // inches
constexpr double sharpness_dpi = 200;   // finer scans are brought down to it
constexpr double least_edge_dpi = 120;  // below, every edge is one pixel wide
constexpr double least_edges = 4;       // mean square of differences beyond noise: a few lines of text on a page
constexpr float nearly = 0.98F;         // a page of 199.8 dpi has 200

/// Differences between neighbours grow with their distance where edges are crisp, with its square where they are soft: the
/// quotient of those one and two pixels apart is 0.5 or more, or 0.25. Noise, which adds the same to both, is taken off.
float sharpness_of(const PageImage& ink)
{
    std::array<std::size_t, 256> steps{};
    double one = 0;
    double two = 0;
    std::size_t count = 0;
    for (int y = 0; y < ink.height; y += 2) {
        const std::uint8_t* const row = ink.row(y);
        for (int x = 0; x + 2 < ink.width; ++x) {
            const int near = row[x + 1] - row[x];
            const int far = row[x + 2] - row[x];
            ++steps[static_cast<std::size_t>(std::abs(near))];
            one += near * near;
            two += far * far;
        }
        count += static_cast<std::size_t>(std::max(0, ink.width - 2));
    }
    if (count == 0) return 0;
    std::size_t below = 0;
    std::size_t median = 0;
    while (median < steps.size() - 1 && (below += steps[median]) * 2 < count) ++median;
    const double noise = 1.4826 * static_cast<double>(median);
    const double near = one / static_cast<double>(count) - noise * noise;
    const double far = two / static_cast<double>(count) - noise * noise;
    if (near <= 0 || far < least_edges) return 0;
    return static_cast<float>(near / far);
}

ScanQuality judge(const PageImage& image, float native_dpi)
{
    ScanQuality quality;
    const double dpi = image.dpi > 0 ? image.dpi : std::max(1.0, std::max(image.width, image.height) / a4_long_side);
    const auto find = [&](QualityIssue issue, float measure) { quality.findings.push_back({issue, measure}); };

    const float scanned_at = native_dpi > 0 ? native_dpi : image.dpi;
    if (scanned_at > 0 && scanned_at < least_dpi * nearly) find(QualityIssue::low_resolution, scanned_at);

    const InkMap map = map_ink(image, dpi);
    quality.border = static_cast<float>(map.border);
    if (quality.border >= most_border) find(QualityIssue::black_border, quality.border);
    quality.blank = is_blank(map);
    if (quality.blank) {
        find(QualityIssue::blank, 1);
        return quality;
    }
    const PageSkew skew = skew_of(map);
    quality.skew_confidence = skew.confidence;
    if (skew.confidence >= certain_skew) quality.skew = skew.degrees;
    if (std::fabs(quality.skew) > most_skew) find(QualityIssue::skewed, quality.skew);
    if (dpi >= least_edge_dpi) {
        const PageImage ink = ink_of(image);
        quality.sharpness = dpi > sharpness_dpi * 1.2 ? sharpness_of(reduced(ink, sharpness_dpi / dpi)) : sharpness_of(ink);
        if (quality.sharpness > 0 && quality.sharpness < least_sharpness) find(QualityIssue::blurred, quality.sharpness);
    }
    return quality;
}

}  // namespace

ScanQuality judge_scan(const PageImage& image, float native_dpi)
{
    if (image.empty()) return {};
    try {
        return judge(image, native_dpi);
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace fonds
