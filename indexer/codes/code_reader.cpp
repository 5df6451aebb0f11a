// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/codes/code_reader.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "indexer/codes/smoothing.hpp"
#include "indexer/codes/zbar_pass.hpp"
#include "indexer/codes/zxing_pass.hpp"

namespace fonds {

namespace {

constexpr int least_side = 16;  // pixels; no code fits into less
// Where between ink and paper a bar begins. Blur pales what is narrow, and ink spreads: a little on the dark side reads
// most, and for some pages another value does.
constexpr double bar_edge = 0.4;
constexpr double bar_edges[] = {0.3, 0.42, 0.55};

Point middle_of(const PageCode& code)
{
    Point middle;
    for (const Point& corner : code.place) {
        middle.x += corner.x / 4;
        middle.y += corner.y / 4;
    }
    return middle;
}

float reach_of(const PageCode& code)
{
    const Point middle = middle_of(code);
    float reach = 0;
    for (const Point& corner : code.place) reach = std::max(reach, std::hypot(corner.x - middle.x, corner.y - middle.y));
    return reach;
}

/// The codes of one page as they are found, each once.
class Finds {
public:
    void add(std::vector<PageCode> codes, CodeSource source)
    {
        for (PageCode& code : codes) {
            code.source = source;
            if (std::none_of(codes_.begin(), codes_.end(), [&](const PageCode& other) { return same(other, code); }))
                codes_.push_back(std::move(code));
        }
    }
    [[nodiscard]] bool any() const { return !codes_.empty(); }
    [[nodiscard]] bool any_bars() const
    {
        return std::any_of(codes_.begin(), codes_.end(), [](const PageCode& code) {
            return code.format == CodeFormat::code128 || code.format == CodeFormat::code39;
        });
    }
    [[nodiscard]] std::vector<PageCode> from_above()
    {
        std::stable_sort(codes_.begin(), codes_.end(),
                         [](const PageCode& a, const PageCode& b) { return middle_of(a).y < middle_of(b).y; });
        return std::move(codes_);
    }

private:
    static bool same(const PageCode& a, const PageCode& b)
    {
        if (a.format != b.format || a.text != b.text) return false;
        const Point first = middle_of(a);
        const Point second = middle_of(b);
        return std::hypot(first.x - second.x, first.y - second.y) <= std::max(reach_of(a), reach_of(b));
    }

    std::vector<PageCode> codes_;
};

void look_at_bars(const PageImage& ink, const Tones& tones, Finds& finds)
{
    PageImage black = black_and_white(ink, tones.between(bar_edge));
    PageImage grey = ink;
    for (const Bars bars : {Bars::upright, Bars::lying}) {
        finds.add(zxing_bar_codes(black, BarThreshold::middle, bars), CodeSource::zxing);
        finds.add(zxing_bar_codes(grey, BarThreshold::row, bars), CodeSource::zxing);
    }
}

/// The bars of a sheet that stands upright, smoothed along their length.
std::vector<PageCode> look_along_bars(const PageImage& ink, const Tones& tones)
{
    const PageImage across = drawn_across(ink);
    const float wider = static_cast<float>(across.width) / static_cast<float>(ink.width);
    const float lower = static_cast<float>(ink.height) / static_cast<float>(across.height);
    for (const double edge : bar_edges) {
        PageImage black = black_and_white(across, tones.between(edge));
        auto codes = zxing_bar_codes(black, BarThreshold::middle, Bars::upright);
        if (codes.empty()) continue;
        for (PageCode& code : codes)
            for (Point& corner : code.place) corner = {corner.x / wider, corner.y * lower};
        return codes;
    }
    return {};
}

/// The same of a sheet on its side.
std::vector<PageCode> look_along_lying_bars(const PageImage& ink, const Tones& tones)
{
    std::vector<PageCode> codes = look_along_bars(turned(ink, 90), tones);
    for (PageCode& code : codes)
        for (Point& corner : code.place) corner = {corner.y, static_cast<float>(ink.height) - corner.x};
    return codes;
}

void look(const PageImage& ink, CodeRequest::Effort effort, Finds& finds)
{
    const Tones tones = tones_of(ink);
    finds.add(zxing_qr_codes(strengthened(ink, tones)), CodeSource::zxing);
    look_at_bars(ink, tones, finds);
    if (effort == CodeRequest::Effort::once) return;
    // A QR code ends the search for others of its kind, not for the label beside it.
    if (!finds.any_bars()) finds.add(look_along_bars(ink, tones), CodeSource::blurred);
    if (!finds.any_bars()) finds.add(look_along_lying_bars(ink, tones), CodeSource::blurred);
    if (finds.any()) return;
    finds.add(zxing_qr_codes(smoothed(ink)), CodeSource::blurred);
    if (!finds.any()) finds.add(zbar_codes(ink), CodeSource::zbar);
}

}  // namespace

std::vector<PageCode> read_codes(const PageImage& image, const CodeRequest& request)
{
    if (image.empty() || image.width < least_side || image.height < least_side) return {};
    Finds finds;
    try {
        look(ink_of(image), request.effort, finds);
    } catch (const std::exception&) {
        // Memory ran out: what was found until then stands.
    }
    return finds.from_above();
}

}  // namespace fonds
