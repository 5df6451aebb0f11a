// SPDX-License-Identifier: GPL-3.0-or-later
// What the main engine does beyond what every engine promises.
#include <catch2/catch.hpp>

#include "tests/unit/ocr/drawn_page.hpp"
#include "tests/unit/ocr/engines.hpp"

using namespace fonds;
using namespace fonds::test;
using Catch::Contains;

TEST_CASE("Vertical text is read column by column from the right")
{
    if (main_engine() == nullptr) return;
    std::vector<DrawnText> texts;
    const std::vector<std::string> columns{"第一条双方应当友好协商解决", "第二条货物的运输费用由乙方承担",
                                           "第三条本合同一式两份各执一份"};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::vector<DrawnText> characters = column(columns[i], 520 - 90 * static_cast<double>(i), 60, 40);
        texts.insert(texts.end(), characters.begin(), characters.end());
    }
    const auto page = main_engine()->recognise(drawn_page(640, 820, texts), {});
    REQUIRE(page.ok());
    CHECK(page->turn == 0);
    const std::string text = without_spaces(text_of_page(*page));
    CHECK_THAT(text, Contains("双方应当友好协商解决"));
    CHECK_THAT(text, Contains("运输费用由乙方承担"));
    CHECK(text.find("友好协商") < text.find("运输费用"));
    CHECK(text.find("运输费用") < text.find("一式两份"));
    REQUIRE_FALSE(page->lines.empty());
    const WordBox box = box_of(page->lines[0]);
    CHECK(box.height > 4 * box.width);
    CHECK(box.x + box.width / 2 == Approx(540).margin(15));
}

TEST_CASE("Two columns of running text are read one after the other, a form row by row")
{
    if (main_engine() == nullptr) return;
    std::vector<DrawnText> texts{{"The title goes across both of the columns", 120, 20, 30}};
    for (int i = 0; i < 7; ++i) {
        const std::string number = std::to_string(i);
        texts.push_back({"left words of line " + number, 60, 100.0 + 50 * i, 28});
        texts.push_back({"right words of line " + number, 480, 100.0 + 50 * i, 28});
    }
    const auto page = main_engine()->recognise(drawn_page(860, 480, texts), {});
    REQUIRE(page.ok());
    const std::string text = without_spaces(text_of_page(*page));
    CHECK(text.find("title") < text.find("left"));
    CHECK(text.find("leftwordsofline6") < text.find("rightwordsofline0"));

    const auto form = main_engine()->recognise(
        drawn_page(860, 300,
                   {{"合同编号", 60, 40}, {"HT-2024-001", 480, 40}, {"签订日期", 60, 140}, {"2024-05-31", 480, 140}}),
        {});
    REQUIRE(form.ok());
    const std::string rows = without_spaces(text_of_page(*form));
    CHECK_THAT(rows, Contains("合同编号HT-2024-001签订日期2024-05-31"));
}
