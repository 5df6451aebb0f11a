// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sample_text.hpp"

#include <chrono>

namespace fonds::bench {

namespace {

void add_chapter_zh(PageDrawing& drawing, Random& random, int chapter)
{
    drawing.heading("附件" + ordinal_zh(chapter) + " " + product_zh(random) + "技术要求");
    const int clauses = random.between(5, 9);
    for (int i = 1; i <= clauses; ++i) {
        std::string clause = std::to_string(chapter) + "." + std::to_string(i) + " ";
        for (int n = random.between(1, 3); n > 0; --n) clause += requirement_zh(random);
        drawing.paragraph(std::move(clause));
    }
    if (!random.chance(40)) return;
    Table table;
    table.columns = {{"序号", 1, Align::centre},
                     {"部件", 3, Align::left},
                     {"规格型号", 3, Align::left},
                     {"数量", 1.4, Align::right},
                     {"备注", 3, Align::left}};
    table.style.size = 9.5;
    table.style.space_before = table.style.space_after = 6;
    for (int i = 1, rows = random.between(4, 10); i <= rows; ++i)
        table.rows.push_back({std::to_string(i), product_zh(random) + part_zh(random), model_number(random),
                              std::to_string(random.between(1, 500)), random.chance(40) ? city_zh(random) + "交货" : ""});
    drawing.add(table);
}

void add_chapter_en(PageDrawing& drawing, Random& random, int chapter)
{
    drawing.heading("Schedule " + std::to_string(chapter) + ". Requirements for the " + product_en(random));
    for (int i = 1, clauses = random.between(5, 9); i <= clauses; ++i) {
        std::string clause = std::to_string(chapter) + "." + std::to_string(i);
        for (int n = random.between(1, 3); n > 0; --n) clause += " " + requirement_en(random);
        drawing.paragraph(std::move(clause));
    }
}

// Counting pages costs a layout: nearly all chapters are added by their length.
template <class AddChapter>
void grow(PageDrawing& drawing, Random& random, int pages, AddChapter add_chapter)
{
    if (pages <= 0) return;
    constexpr std::size_t bytes_on_page = 2300;
    int chapter = 1;
    std::size_t size = drawing.plain_text().size();
    while (size < bytes_on_page * static_cast<std::size_t>(pages - 1)) {
        PageDrawing one{DocumentInfo{}};
        add_chapter(one, random, chapter++);
        for (const Block& block : one.blocks()) drawing.add(block);
        size += one.plain_text().size();
    }
    while (drawing.page_count() < pages) add_chapter(drawing, random, chapter++);
}

}  // namespace

PageDrawing new_pages(const std::string& title, const Day& day, PageNumbers numbers)
{
    using namespace std::chrono;
    DocumentInfo info;
    info.title = title;
    info.created = Instant(sys_days(year(day.year) / day.month / day.day) + hours(9));
    info.numbers = numbers;
    return PageDrawing(info);
}

std::string amount_text(std::int64_t hundredths)
{
    const auto cents = hundredths % 100;
    return std::to_string(hundredths / 100) + (cents < 10 ? ".0" : ".") + std::to_string(cents);
}

Paragraph plain_line(std::string text, Align align, double size)
{
    TextStyle style;
    style.align = align;
    style.size = size;
    return {std::move(text), style};
}

void grow_zh(PageDrawing& drawing, Random& random, int pages)
{
    grow(drawing, random, pages, add_chapter_zh);
}

void grow_en(PageDrawing& drawing, Random& random, int pages)
{
    grow(drawing, random, pages, add_chapter_en);
}

Kind any_kind(Random& random)
{
    const int point = random.between(1, 100);
    if (point <= 32) return Kind::contract;
    if (point <= 56) return Kind::invoice;
    if (point <= 66) return Kind::minutes;
    if (point <= 70) return Kind::permit;
    if (point <= 73) return Kind::acceptance;
    if (point <= 78) return Kind::personnel;
    if (point <= 84) return Kind::maintenance;
    if (point <= 88) return Kind::notice;
    return point <= 95 ? Kind::contract_en : Kind::invoice_en;
}

Sample make_sample(Kind kind, Random& random, int pages)
{
    switch (kind) {
    case Kind::contract: return make_contract(random, pages);
    case Kind::invoice: return make_invoice(random);
    case Kind::minutes: return make_minutes(random, pages);
    case Kind::permit: return make_permit(random);
    case Kind::acceptance: return make_acceptance(random);
    case Kind::personnel: return make_personnel(random);
    case Kind::maintenance: return make_maintenance(random);
    case Kind::notice: return make_notice(random);
    case Kind::contract_en: return make_contract_en(random, pages);
    case Kind::invoice_en: return make_invoice_en(random);
    }
    return make_contract(random, pages);
}

}  // namespace fonds::bench
