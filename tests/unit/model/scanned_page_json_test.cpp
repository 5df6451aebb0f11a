// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/scanned_page_json.hpp"

using namespace fonds;

namespace {

ScannedPage full_page()
{
    ScannedPage page;
    page.number = 3;
    page.width = 595.44F;
    page.height = 841.68F;
    page.dpi = 200;
    page.turn = 180;
    page.skew = -1.25F;
    page.engine = "ppocr 4 onnxruntime 1.28";
    page.confidence = 0.9876F;
    page.layer = LayerVerdict::replaced;
    OcrLine line;
    line.quad = {Point{1.5F, 2}, Point{100, 2}, Point{100, 20}, Point{1.5F, 20}};
    line.confidence = 0.5F;
    line.words = {{"合同编号", 0, 0.25F, 0.75F, false}, {"ZH-2020", 0.3F, 1, 1, true}};
    page.lines = {line};
    page.codes = {{CodeFormat::code128, CodeSource::zbar, "J001-HT", line.quad}};
    page.quality = {{QualityIssue::blurred, 12.5F}};
    return page;
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("A scanned page survives the way through JSON, in one line")
{
    const ScannedPage page = full_page();
    const std::string json = encode_scanned_page(page);
    CHECK(json.find('\n') == std::string::npos);
    const auto back = decode_scanned_page(json);
    REQUIRE(back);
    CHECK(back->number == 3);
    CHECK(back->width == Approx(595.44));
    CHECK(back->turn == 180);
    CHECK(back->skew == Approx(-1.25));
    CHECK(back->engine == page.engine);
    CHECK(back->confidence == Approx(0.9876));
    CHECK(back->layer == LayerVerdict::replaced);
    REQUIRE(back->lines.size() == 1);
    CHECK(text_of(back->lines[0]) == "合同编号 ZH-2020");
    CHECK(back->lines[0].quad[2].x == 100);
    CHECK(back->lines[0].words[0].to == Approx(0.25));
    REQUIRE(back->codes.size() == 1);
    CHECK(back->codes[0].source == CodeSource::zbar);
    CHECK(back->codes[0].text == "J001-HT");
    REQUIRE(back->quality.size() == 1);
    CHECK(back->quality[0].issue == QualityIssue::blurred);
    CHECK(encode_scanned_page(*back) == json);
}

TEST_CASE("What a code holds cannot leave its line, nor act on a terminal")
{
    ScannedPage page = full_page();
    page.codes[0].text = "a\nb\x1b[31m\xff";
    const auto back = decode_scanned_page(encode_scanned_page(page));
    REQUIRE(back);
    CHECK(back->codes[0].text == "a b [31m\xEF\xBF\xBD");
}

TEST_CASE("A page that is not exactly as written is no page")
{
    const std::string good = encode_scanned_page(full_page());
    CHECK(!decode_scanned_page(""));
    CHECK(!decode_scanned_page("[]"));
    CHECK(!decode_scanned_page("{}"));
    CHECK(!decode_scanned_page(good.substr(0, good.size() - 1)));
    CHECK(!decode_scanned_page(replaced(good, "\"page\":3", "\"page\":0")));
    CHECK(!decode_scanned_page(replaced(good, "\"turn\":180", "\"turn\":45")));
    CHECK(!decode_scanned_page(replaced(good, "0.9876", "1.5")));
    CHECK(!decode_scanned_page(replaced(good, "595.44", "1e30")));
    CHECK(!decode_scanned_page(replaced(good, "595.44", "\"wide\"")));
    CHECK(!decode_scanned_page(replaced(good, "\"zbar\"", "\"guess\"")));
    CHECK(!decode_scanned_page(replaced(good, "\"blurred\"", "\"ugly\"")));
    CHECK(!decode_scanned_page(replaced(good, "ZH-2020", "ZH\\u001b")));
    CHECK(!decode_scanned_page(replaced(good, "[1.5,2.0,", "[2.0,")));
}
