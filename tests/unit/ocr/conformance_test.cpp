// SPDX-License-Identifier: GPL-3.0-or-later
// What every engine promises.
#include <algorithm>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/unit/ocr/drawn_page.hpp"
#include "tests/unit/ocr/engines.hpp"

using namespace fonds;
using namespace fonds::test;
using Catch::Contains;

namespace {

OcrPage read(OcrEngine& engine, const PageImage& image, const OcrRequest& request = {})
{
    auto page = engine.recognise(image, request);
    REQUIRE(page.ok());
    return std::move(*page);
}

const OcrLine* line_with(const OcrPage& page, const std::string& text)
{
    const auto found = std::ranges::find_if(
        page.lines, [&](const OcrLine& line) { return without_spaces(text_of(line)).find(text) != std::string::npos; });
    return found == page.lines.end() ? nullptr : &*found;
}

void check_form(const OcrPage& page, const PageImage& image)
{
    CHECK(page.confidence >= 0);
    CHECK(page.confidence <= 1);
    for (const OcrLine& line : page.lines) {
        CHECK(line.confidence >= 0);
        CHECK(line.confidence <= 1);
        REQUIRE_FALSE(line.words.empty());
        for (const Point& corner : line.quad) {
            CHECK(corner.x >= 0);
            CHECK(corner.y >= 0);
            CHECK(corner.x <= static_cast<float>(image.width));
            CHECK(corner.y <= static_cast<float>(image.height));
        }
        float last = 0;
        for (const OcrWord& word : line.words) {
            CHECK_FALSE(word.text.empty());
            CHECK(word.text.find(' ') == std::string::npos);
            CHECK(word.confidence >= 0);
            CHECK(word.confidence <= 1);
            CHECK(word.from >= last);
            CHECK(word.to >= word.from);
            CHECK(word.to <= 1);
            last = word.from;
        }
        CHECK_FALSE(line.words.front().space_before);
    }
}

}  // namespace

TEST_CASE("At least one engine is there, and each says what it is")
{
    REQUIRE_FALSE(engines().empty());
    for (const OcrEngine* const engine : engines()) {
        CHECK((engine->name() == "ppocr" || engine->name() == "tesseract"));
        CHECK(engine->version().find_first_of("0123456789") != std::string::npos);
        CHECK(engine->version().find('\n') == std::string::npos);
    }
}

TEST_CASE("Chinese and English are read, in order, with spaces between Latin words and none between Han")
{
    const PageImage image = sample_page();
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        const OcrPage page = read(*engine, image);
        check_form(page, image);
        const std::string text = text_of_page(page);
        CHECK_THAT(without_spaces(text), Contains("采购合同"));
        CHECK_THAT(text, Contains("甲方委托乙方就本合同项下"));
        CHECK_THAT(without_spaces(text), Contains("2024年05月31日"));
        CHECK_THAT(text, Contains("Invoice number"));
        CHECK_THAT(text, Contains("12,345.67"));
        CHECK(text.find("采购合同") < text.find("Invoice"));
        CHECK(text.find("Invoice") < text.find("12,345"));
        CHECK(page.turn == 0);
        CHECK(page.whole);
        CHECK(page.skew == Approx(0).margin(0.3));
        CHECK(page.confidence > 0.7F);
    }
}

TEST_CASE("Lines and words stand where they were drawn")
{
    const PageImage image = sample_page();
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        const OcrPage page = read(*engine, image);
        const OcrLine* const line = line_with(page, "Invoice");
        REQUIRE(line != nullptr);
        const WordBox box = box_of(*line);
        CHECK(box.x == Approx(60).margin(20));
        CHECK(box.y + box.height / 2 == Approx(246).margin(14));
        CHECK(box.height < 80);
        const auto word = std::ranges::find(line->words, "number", &OcrWord::text);
        REQUIRE(word != line->words.end());
        const WordBox number = box_of(*line, word->from, word->to);
        CHECK(number.x == Approx(186).margin(25));
        CHECK(number.width == Approx(125).margin(40));
    }
}

TEST_CASE("A page that lies on its side or its head is turned, its places stay those of the image")
{
    const PageImage upright = sample_page();
    for (OcrEngine* const engine : engines())
        for (const int turn : {90, 180, 270}) {
            INFO(engine->name() << " " << turn);
            const PageImage image = turned(upright, 360 - turn);
            const OcrPage page = read(*engine, image);
            check_form(page, image);
            CHECK(page.turn == turn);
            const std::string text = text_of_page(page);
            CHECK_THAT(text, Contains("甲方委托乙方"));
            CHECK_THAT(text, Contains("Invoice number"));
            const OcrLine* const line = line_with(page, "Invoice");
            REQUIRE(line != nullptr);
            const WordBox box = box_of(*line);
            const float across = turn == 180 ? box.y + box.height / 2 : box.x + box.width / 2;
            CHECK(across == Approx(turn == 90 ? 246 : 420 - 246).margin(14));
            CHECK((turn == 180 ? box.width > 3 * box.height : box.height > 3 * box.width));
        }
}

TEST_CASE("A red stamp over text does not hide it")
{
    PageImage image = sample_page();
    image.channels = 3;
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t grey = image.pixels[static_cast<std::size_t>(y * image.width + x)];
            const int distance = (x - 300) * (x - 300) + (y - 150) * (y - 150);
            const bool stamp = distance > 90 * 90 && distance < 104 * 104 && grey > 128;
            pixels.insert(pixels.end(), {stamp ? std::uint8_t{230} : grey, stamp ? std::uint8_t{20} : grey,
                                         stamp ? std::uint8_t{20} : grey});
        }
    image.pixels = std::move(pixels);
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        CHECK_THAT(text_of_page(read(*engine, image)), Contains("甲方委托乙方就本合同项下"));
    }
}

TEST_CASE("A page without text has no lines; one that is no page is refused")
{
    PageImage one;
    one.width = one.height = 1;
    one.pixels = {0};
    PageImage wide;
    wide.width = 30'001;
    wide.height = 1;
    wide.pixels.resize(30'001, 255);
    PageImage lying = sample_page();
    lying.pixels.pop_back();
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        CHECK(read(*engine, drawn_page(800, 600, {})).lines.empty());
        CHECK(read(*engine, one).lines.empty());
        for (const PageImage* const image : {&wide, &lying}) {
            const auto page = engine->recognise(*image, {});
            REQUIRE_FALSE(page.ok());
            CHECK(page.error().kind == ErrorKind::bad_input);
        }
        CHECK(engine->recognise(PageImage{}, {}).error().kind == ErrorKind::bad_input);
    }
}

TEST_CASE("Long strips and thin lines are taken as they come")
{
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        for (const auto& [width, height] :
             {std::pair{3000, 2}, std::pair{2, 3000}, std::pair{30'000, 1}, std::pair{5000, 40}})
            CHECK(read(*engine, drawn_page(width, height, {})).lines.empty());
        const PageImage receipt =
            drawn_page(400, 4000, {{"收款收据", 60, 20}, {"合计金额", 60, 2000}, {"谢谢惠顾", 60, 3900}});
        const std::string text = without_spaces(text_of_page(read(*engine, receipt)));
        CHECK_THAT(text, Contains("收款收据"));
        CHECK_THAT(text, Contains("合计金额"));
        CHECK_THAT(text, Contains("谢谢惠顾"));
    }
}

TEST_CASE("Some lines are enough where only some are asked for")
{
    const PageImage image = sample_page();
    OcrRequest request;
    request.most_lines = 2;
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        const OcrPage page = read(*engine, image, request);
        check_form(page, image);
        CHECK(page.lines.size() >= 1);
        CHECK(page.lines.size() <= 2);
        CHECK(page.whole);
    }
}

TEST_CASE("Recognition ends when it is late")
{
    const PageImage image = sample_page();
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        int asked = 0;
        OcrRequest request;
        request.late = [&asked] { return ++asked > 2; };
        const OcrPage page = read(*engine, image, request);
        check_form(page, image);
        CHECK_FALSE(page.whole);
        CHECK(page.lines.size() < 4);
        request.late = [] { return true; };
        CHECK(read(*engine, image, request).lines.empty());
        request.late = [] { return false; };
        CHECK(read(*engine, image, request).whole);
    }
}

TEST_CASE("Threads share an engine and read the same")
{
    const PageImage image = sample_page();
    for (OcrEngine* const engine : engines()) {
        INFO(engine->name());
        const std::string alone = text_of_page(read(*engine, image));
        std::vector<std::string> texts(2);
        std::vector<std::thread> threads;
        for (std::string& text : texts)
            threads.emplace_back([&] {
                const auto page = engine->recognise(image, {});
                if (page) text = text_of_page(*page);
            });
        for (std::thread& thread : threads) thread.join();
        CHECK(texts[0] == alone);
        CHECK(texts[1] == alone);
    }
}
