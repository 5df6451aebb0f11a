// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/image/scan_quality.hpp"
#include "tests/unit/image/drawn_page.hpp"

using fonds::judge_scan;
using fonds::PageImage;
using fonds::QualityIssue;
using fonds::ScanQuality;
using fonds::test::DrawnPage;

namespace {

bool found(const ScanQuality& quality, QualityIssue issue)
{
    for (const auto& finding : quality.findings)
        if (finding.issue == issue) return true;
    return false;
}

}  // namespace

TEST_CASE("A good scan has no findings")
{
    for (const float dpi : {200.0F, 300.0F}) {
        INFO(dpi);
        const ScanQuality quality = judge_scan(DrawnPage(dpi).text().noise(4).image());
        CHECK(quality.findings.empty());
        CHECK_FALSE(quality.blank);
        CHECK(quality.skew == Approx(0).margin(0.1));
    }
}

TEST_CASE("The lean of the lines is measured clockwise, and told above three degrees")
{
    for (const double lean : {-8.0, -4.0, -1.0, 1.5, 5.0}) {
        INFO(lean);
        const ScanQuality quality = judge_scan(DrawnPage(200).text(30, lean).noise(8).image());
        CHECK(quality.skew == Approx(lean).margin(0.2));
        CHECK(found(quality, QualityIssue::skewed) == (std::abs(lean) > 3));
    }
}

TEST_CASE("Soft edges are told from crisp ones, with and without noise, at both resolutions")
{
    for (const float dpi : {200.0F, 300.0F}) {
        INFO(dpi);
        const int radius = dpi > 250 ? 2 : 1;
        const ScanQuality soft = judge_scan(DrawnPage(dpi).text().blur(radius).image());
        CHECK(found(soft, QualityIssue::blurred));
        CHECK(soft.sharpness < fonds::least_sharpness);
        CHECK_FALSE(found(judge_scan(DrawnPage(dpi).text().image()), QualityIssue::blurred));
        CHECK_FALSE(found(judge_scan(DrawnPage(dpi).text().noise(20).image()), QualityIssue::blurred));
        CHECK_FALSE(found(judge_scan(DrawnPage(dpi).text().salt_and_pepper(0.01).image()), QualityIssue::blurred));
    }
}

TEST_CASE("Coarse scans are told, by their own resolution if the page was drawn finer")
{
    CHECK(found(judge_scan(DrawnPage(150).text().image()), QualityIssue::low_resolution));
    CHECK_FALSE(found(judge_scan(DrawnPage(200).text().image()), QualityIssue::low_resolution));
    CHECK_FALSE(found(judge_scan(DrawnPage(199.5F).text().image()), QualityIssue::low_resolution));
    CHECK(found(judge_scan(DrawnPage(200).text().image(), 96), QualityIssue::low_resolution));
}

TEST_CASE("A black border is measured; a dark picture in the page is none")
{
    const ScanQuality quality = judge_scan(DrawnPage(200).text().box(0, 0, 6, 210, 8).image());
    CHECK(quality.border == Approx(6.0 / 148).margin(0.005));
    CHECK(found(quality, QualityIssue::black_border));
    CHECK_FALSE(found(judge_scan(DrawnPage(200).text().box(30, 30, 60, 60, 8).image()), QualityIssue::black_border));
    CHECK_FALSE(found(judge_scan(DrawnPage(200, 20).image()), QualityIssue::black_border));  // a dark cover
}

TEST_CASE("Blank is what has dirt only")
{
    const auto blank = [](DrawnPage page) { return judge_scan(page.image()).blank; };
    for (const float dpi : {150.0F, 200.0F, 300.0F}) {
        INFO(dpi);
        CHECK(blank(DrawnPage(dpi)));
        CHECK(blank(DrawnPage(dpi, 170)));
        CHECK(blank(DrawnPage(dpi).noise(20)));
        CHECK(blank(DrawnPage(dpi).salt_and_pepper(0.01)));
        CHECK(blank(DrawnPage(dpi).disc(12, 65, 3, 10).disc(12, 145, 3, 10).noise(8)));   // punched
        CHECK(blank(DrawnPage(dpi).box(0, 0, 4, 210, 5).box(0, 0, 148, 3, 5).noise(8)));  // border
        CHECK(blank(DrawnPage(dpi).box(70, 0, 0.25, 210, 110)));                          // dirt on the glass
        CHECK(blank(DrawnPage(dpi).disc(50, 60, 0.25, 40).disc(90, 160, 0.3, 60).disc(20, 30, 0.2, 0)));
        CHECK(blank(DrawnPage(dpi).noise(22)));
        CHECK(blank(DrawnPage(dpi).salt_and_pepper(0.012)));
        CHECK(blank(DrawnPage(dpi).shadow(148, 150)));                        // grey from side to side
        CHECK(blank(DrawnPage(dpi).shadow(9, 40).noise(3)));                  // the back of a book
        CHECK(blank(DrawnPage(dpi).stroke(8, 14, 19, 9, 0.7, 70).noise(4)));  // a staple
        CHECK(blank(DrawnPage(dpi).stroke(128, 9, 140, 9, 0.6, 40)));         // in the other corner
    }
    // Shines through: pale, mirrored, and without a sharp edge.
    CHECK(blank(DrawnPage(200).text(231).blur(2)));
}

TEST_CASE("A page with a line of faint text is never blank")
{
    const auto blank = [](DrawnPage page) { return judge_scan(page.image()).blank; };
    for (const float dpi : {150.0F, 200.0F, 300.0F}) {
        INFO(dpi);
        CHECK_FALSE(blank(DrawnPage(dpi).line(40, 100, 60, 210)));  // 35 grey values
        CHECK_FALSE(blank(DrawnPage(dpi).line(40, 100, 60, 205).noise(4)));
        CHECK_FALSE(blank(DrawnPage(dpi).line(40, 200, 12, 120).noise(10)));  // a page number
        CHECK_FALSE(blank(DrawnPage(dpi).line(4, 4, 30, 60)));                // near the edge
        CHECK_FALSE(blank(DrawnPage(dpi).box(0, 0, 4, 210, 5).line(40, 100, 60, 190)));
        CHECK_FALSE(blank(DrawnPage(dpi, 150).line(40, 100, 60, 110)));         // on grey paper
        CHECK_FALSE(blank(DrawnPage(dpi).shadow(9, 40).line(3, 100, 30, 30)));  // printed into the shadow
        CHECK_FALSE(blank(DrawnPage(dpi).line(8, 9, 9, 60)));                   // where a staple may be
        CHECK_FALSE(blank(DrawnPage(dpi).stroke(60, 100, 72, 96, 0.4, 70)));    // a stroke where no staple is
        CHECK_FALSE(blank(DrawnPage(dpi).stroke(30, 90, 110, 93, 0.35, 205)));  // a pale pencil line
        CHECK_FALSE(blank(DrawnPage(dpi).stroke(60, 150, 64, 142, 0.4, 60).stroke(64, 142, 67, 151, 0.4, 60)));  // signed
    }
    // Two letters of six points.
    for (const float dpi : {200.0F, 300.0F})
        CHECK_FALSE(blank(DrawnPage(dpi).box(70, 100, 1, 1.2, 30).box(71.5, 100, 1, 1.2, 30)));
    // A red stamp and a blue signature are marks, too.
    PageImage stamp = DrawnPage(200).image();
    stamp.channels = 3;
    stamp.pixels.assign(stamp.pixels.size() * 3, 245);
    for (int y = 500; y < 520; ++y)
        for (int x = 300; x < 420; ++x)
            for (int channel = 1; channel < 3; ++channel)
                stamp.pixels[static_cast<std::size_t>((y * stamp.width + x) * 3 + channel)] = 60;
    CHECK_FALSE(judge_scan(stamp).blank);
}

TEST_CASE("Tiny, empty and unmeasured images are judged without harm")
{
    CHECK(judge_scan({}).findings.empty());
    for (const int side : {1, 2, 3, 7}) {
        PageImage image;
        image.width = image.height = side;
        image.pixels.assign(static_cast<std::size_t>(side * side), 200);
        CHECK(judge_scan(image).blank);
    }
    PageImage unmeasured = DrawnPage(200).text().image();
    unmeasured.dpi = 0;
    CHECK_FALSE(judge_scan(unmeasured).blank);
}
