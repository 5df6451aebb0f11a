// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sample_text.hpp"

namespace fonds::bench {

Sample make_contract_en(Random& random, int pages)
{
    const std::string buyer = company_en(random), seller = company_en(random), product = product_en(random),
                      city = city_en(random);
    const Day day = day_between(random, 2015, 2025);
    const std::int64_t total = static_cast<std::int64_t>(random.between(10'000, 9'000'000)) * 100;
    const std::string number = "SA-" + std::to_string(day.year) + "-" + digits(random, 4);
    const std::string title = "Supply Agreement for " + product + "s";
    Facts facts{"HT", title, seller, day.iso(), "B", number, amount_text(total), "USD", "", "外文"};
    const auto count = [&](int first, int last) { return std::to_string(random.between(first, last)); };

    PageDrawing drawing = new_pages(title, day, PageNumbers::english);
    drawing.title("SUPPLY AGREEMENT");
    drawing.add(plain_line("No. " + number, Align::centre)).add(Gap{10});
    drawing.paragraph("This Agreement is made on " + day.en() + " between " + buyer + " of " + city_en(random) +
                      " (the \"Buyer\") and " + seller + " of " + city + " (the \"Supplier\"), who agree as follows.");
    auto article = [&, index = 0](const char* name, std::string text) mutable {
        drawing.heading(std::to_string(++index) + ". " + name);
        drawing.paragraph(std::move(text));
    };
    article("Goods", "The Supplier sells and the Buyer buys " + count(1, 80) + " pieces of the " + product + ", model " +
                         model_number(random) +
                         ", as described in the "
                         "schedules. " +
                         requirement_en(random));
    article("Price",
            "The price is USD " + grouped(total) +
                ", including packing, carriage and insurance, and excluding value added tax. It is fixed for the term of "
                "this Agreement.");
    article("Payment", "The Buyer pays " + count(10, 40) + " per cent upon signature and the balance within " +
                           count(14, 60) +
                           " days of acceptance. Interest on late "
                           "payments runs at " +
                           count(3, 9) + " per cent a year.");
    article("Delivery", "The Supplier delivers to the Buyer's warehouse in " + city_en(random) + " within " + count(3, 26) +
                            " weeks. For each week of delay the price falls "
                            "by one per cent, up to ten per cent.");
    article("Acceptance", "The Buyer examines the goods within " + count(5, 30) + " days. " + requirement_en(random) + " " +
                              requirement_en(random));
    article("Warranty", "The Supplier warrants the goods for " + count(12, 60) +
                            " months from acceptance and repairs or replaces what is defective at its own cost.");
    article("Confidentiality",
            "Neither party discloses what it learns of the other's business, during this Agreement and for " + count(2, 7) +
                " years after it has ended.");
    article("Liability",
            "Except for intent and gross negligence, the liability of either party is limited to the price of the goods. " +
                requirement_en(random));
    article("Law and Disputes",
            "This Agreement is governed by the law of the Supplier's seat. Disputes that the parties cannot settle within " +
                count(20, 90) + " days are decided by the courts of " + city + ".");
    drawing.add(Gap{24});
    TextStyle lines;
    lines.line_spacing = 2.2;
    const auto sign = [&](const char* party, const std::string& company) {
        return Paragraph{std::string("For the ") + party + ":\n" + company + "\nName: " + person_en(random) +
                             "\nSignature: ______________\nDate: " + day.en(),
                         lines};
    };
    Paragraph left = sign("Buyer", buyer);
    drawing.add(SideBySide{std::move(left), sign("Supplier", seller)});
    if (pages > 1) {
        drawing.add(PageBreak{});
        grow_en(drawing, random, pages);
    }
    return {std::move(facts), std::move(drawing)};
}

}  // namespace fonds::bench
