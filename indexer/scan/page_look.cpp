// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/page_look.hpp"

#include <exception>
#include <new>

#include "indexer/codes/code_reader.hpp"
#include "indexer/image/scan_quality.hpp"
#include "indexer/scan/layer_check.hpp"
#include "indexer/scan/page_picture.hpp"

namespace fonds {

namespace {

constexpr std::size_t sampled_lines = 5;
constexpr float low_confidence = 0.8F;

Point placed(const PagePicture& picture, Point pixel)
{
    return {picture.left + pixel.x * picture.x_scale, picture.top + pixel.y * picture.y_scale};
}

void place(const PagePicture& picture, Quad& quad)
{
    for (Point& corner : quad) corner = placed(picture, corner);
}

class Looker {
public:
    Looker(const protocol::Look& look, OcrEngine& engine, const std::function<bool()>& late)
        : look_(look), engine_(engine), late_(late)
    {
        page_.number = static_cast<std::int32_t>(look.page);
    }

    protocol::Scanned look_at(std::string_view bytes)
    {
        auto picture = picture_of(bytes, look_, late_);
        if (!picture.ok()) {
            const bool late = picture.error().kind == ErrorKind::unavailable;
            page_.note = late ? std::string(protocol::note_of_lateness) : picture.error().what.en;
            return {look_.serial, 0, std::move(page_)};
        }
        page_.width = picture->width;
        page_.height = picture->height;
        page_.dpi = picture->native_dpi > 0 ? picture->native_dpi : picture->image.dpi;
        if (look_.codes) take_codes(*picture);
        if (look_.recognise) recognise(*picture);
        take_quality(*picture);
        return {look_.serial, picture->page_count, std::move(page_)};
    }

private:
    void take_codes(const PagePicture& picture)
    {
        page_.codes = read_codes(ink_of(picture.image));
        for (PageCode& code : page_.codes) place(picture, code.place);
    }

    /// Of the page as it is read: a page on its side does not lean by 90 degrees.
    void take_quality(const PagePicture& picture)
    {
        ScanQuality quality = page_.turn == 0 ? judge_scan(picture.image, picture.native_dpi)
                                              : judge_scan(turned(picture.image, page_.turn), picture.native_dpi);
        page_.skew = quality.skew;
        page_.quality.insert(page_.quality.begin(), quality.findings.begin(), quality.findings.end());
        // What has words is not blank, whatever the pixels say.
        const bool has_text = picture.text.layer != TextLayer::absent && !picture.text.text.empty();
        if (!page_.lines.empty() || !page_.codes.empty() || has_text)
            std::erase_if(page_.quality, [](const QualityFinding& found) { return found.issue == QualityIssue::blank; });
    }

    void recognise(const PagePicture& picture)
    {
        const TextLayer layer = picture.text.layer;
        if (layer == TextLayer::trusted && !picture.text.text.empty() && !look_.distrust) {
            page_.layer = LayerVerdict::kept;
            return;
        }
        if (layer == TextLayer::unverified && !look_.distrust) {
            const auto sample = engine_.recognise(picture.image, {sampled_lines, late_});
            // A script that the engine does not know is no reason to give up what somebody else read.
            if (sample.ok() && compare_with_layer(sample->lines, picture.text.text) != LayerOpinion::says_something_else) {
                page_.layer = LayerVerdict::kept;
                return;
            }
            page_.layer = LayerVerdict::replaced;
        }
        auto seen = engine_.recognise(picture.image, {0, late_});
        if (!seen.ok()) {
            page_.note = seen.error().what.en;
            return;
        }
        if (!seen->whole) {
            page_.note = protocol::note_of_lateness;
            return;
        }
        take(picture, std::move(*seen));
    }

    void take(const PagePicture& picture, OcrPage seen)
    {
        page_.engine = engine_.version();
        page_.turn = seen.turn;
        page_.confidence = seen.confidence;
        page_.lines = std::move(seen.lines);
        for (OcrLine& line : page_.lines) place(picture, line.quad);
        if (seen.turn != 0) page_.quality.push_back({QualityIssue::upside_down, static_cast<float>(seen.turn)});
        if (!page_.lines.empty() && page_.confidence < low_confidence)
            page_.quality.push_back({QualityIssue::low_confidence, page_.confidence});
    }

    const protocol::Look& look_;
    OcrEngine& engine_;
    const std::function<bool()>& late_;
    ScannedPage page_;
};

}  // namespace

protocol::Scanned look_at_page(std::string_view bytes, const protocol::Look& look, OcrEngine& engine,
                               const std::function<bool()>& late)
{
    protocol::Scanned failed;
    failed.serial = look.serial;
    failed.page.number = static_cast<std::int32_t>(look.page);
    try {
        return Looker(look, engine, late).look_at(bytes);
    } catch (const std::bad_alloc&) {
        failed.page.note = protocol::note_of_memory;
    } catch (const std::exception&) {
        failed.page.note = "looking at it broke off";
    }
    return failed;
}

}  // namespace fonds
