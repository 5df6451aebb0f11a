// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "bench/sample_text.hpp"

namespace fonds::bench {

namespace {

struct Item {
    std::string name, model, unit;
    int quantity;
    std::int64_t price, net, tax;  // hundredths
};

Item make_item(Random& random, std::string name, std::string unit, int percent)
{
    Item item{std::move(name), model_number(random), std::move(unit), random.between(1, 200), 0, 0, 0};
    item.price = random.between(500, 600'000);
    item.net = item.price * item.quantity;
    item.tax = (item.net * percent + 50) / 100;
    return item;
}

std::string party_lines(Random& random, const std::string& company)
{
    return "名称：" + company + "\n统一社会信用代码/纳税人识别号：" + credit_code(random) + "\n地址、电话：" +
           address_zh(random) + " " + phone_zh(random) + "\n开户行及账号：" + city_zh(random) + "工商银行 " +
           digits(random, 19);
}

Table box(std::vector<Column> columns, std::vector<std::vector<std::string>> rows, double size)
{
    Table table;
    table.columns = std::move(columns);
    table.rows = std::move(rows);
    table.style.size = size;
    table.style.line_spacing = 1.45;
    return table;
}

}  // namespace

Sample make_invoice(Random& random)
{
    constexpr std::array<const char*, 7> units{"台", "套", "件", "个", "箱", "米", "千克"};
    constexpr std::array<int, 4> rates{13, 9, 6, 3};
    const int percent = rates[random.rank(rates.size())];
    const std::string rate = std::to_string(percent) + "%";
    const std::string buyer = company_zh(random), seller = company_zh(random), number = digits(random, 20);
    const Day day = day_between(random, 2019, 2025);
    std::vector<std::vector<std::string>> rows;
    std::int64_t net = 0, tax = 0;
    std::string first;
    for (int i = random.between(1, 8); i > 0; --i) {
        const Item item = make_item(random, product_zh(random), units[random.rank(units.size())], percent);
        if (first.empty()) first = item.name;
        rows.push_back({"*" + first.substr(0, 6) + "*" + item.name, item.model, item.unit, std::to_string(item.quantity),
                        grouped(item.price), grouped(item.net), rate, grouped(item.tax)});
        net += item.net;
        tax += item.tax;
    }
    rows.push_back({"合计", "", "", "", "", "¥" + grouped(net), "", "¥" + grouped(tax)});
    const std::int64_t total = net + tax;
    const std::string title = seller + first + "发票";
    Facts facts{"FP", title, seller, day.iso(), total > 50'000'000 ? "B" : "C", number, amount_text(total), "CNY", "", ""};
    if (random.chance(20)) facts.tags = "已认证";

    PageDrawing drawing = new_pages(title, day, PageNumbers::none);
    drawing.title(percent == 3 ? "电子发票（普通发票）" : "电子发票（增值税专用发票）");
    drawing.add(plain_line("发票号码：" + number + "\n开票日期：" + day.zh(), Align::right, 9.5)).add(Gap{6});
    drawing.add(box({{"购买方信息", 1, Align::left}, {"销售方信息", 1, Align::left}},
                    {{party_lines(random, buyer), party_lines(random, seller)}}, 9));
    drawing.add(box({{"项目名称", 3.4, Align::left},
                     {"规格型号", 1.9, Align::left},
                     {"单位", 0.9, Align::centre},
                     {"数量", 0.9, Align::right},
                     {"单价", 1.9, Align::right},
                     {"金额", 2.3, Align::right},
                     {"税率", 0.9, Align::centre},
                     {"税额", 2.1, Align::right}},
                    std::move(rows), 8.5));
    drawing.add(box({{"", 1.6, Align::centre}, {"", 4, Align::left}, {"", 2, Align::right}},
                    {{"价税合计（大写）", capital_zh(total), "（小写）¥" + grouped(total)}}, 9.5));
    drawing.add(box({{"", 1, Align::centre}, {"", 9, Align::left}},
                    {{"备注", "合同编号：CG-" + std::to_string(day.year) + "-" + digits(random, 4) + "\n收货地点：" +
                                  address_zh(random)}},
                    9));
    drawing.add(Gap{10});
    drawing.add(
        plain_line("开票人：" + person_zh(random) + "　　复核：" + person_zh(random) + "　　收款人：" + person_zh(random),
                   Align::left, 9.5));
    return {std::move(facts), std::move(drawing)};
}

Sample make_invoice_en(Random& random)
{
    const std::string seller = company_en(random), buyer = company_en(random), number = "INV-" + digits(random, 7);
    const Day day = day_between(random, 2017, 2025);
    std::vector<std::vector<std::string>> rows;
    std::int64_t net = 0;
    for (int i = 1, count = random.between(2, 9); i <= count; ++i) {
        const Item item = make_item(random, product_en(random), "pcs", 20);
        rows.push_back({std::to_string(i), item.name + " " + item.model, std::to_string(item.quantity), grouped(item.price),
                        grouped(item.net)});
        net += item.net;
    }
    const std::int64_t tax = (net * 20 + 50) / 100, total = net + tax;
    rows.push_back({"", "Subtotal", "", "", grouped(net)});
    rows.push_back({"", "VAT 20 %", "", "", grouped(tax)});
    rows.push_back({"", "Total due", "", "", "EUR " + grouped(total)});
    const std::string title = "Invoice " + number + " of " + seller;
    Facts facts{"FP", title, seller, day.iso(), "C", number, amount_text(total), "EUR", "", "外币"};

    PageDrawing drawing = new_pages(title, day, PageNumbers::english);
    drawing.title("INVOICE");
    drawing.add(SideBySide{
        plain_line(seller + "\n" + std::to_string(random.between(1, 300)) + " Harbour Street\n" + city_en(random)),
        plain_line("Invoice number: " + number + "\nDate: " + day.en() + "\nDue: " + day.plus(30).en(), Align::right)});
    drawing.add(Gap{14}).add(plain_line("Bill to: " + buyer + ", " + city_en(random))).add(Gap{10});
    Table table = box({{"No.", 0.7, Align::centre},
                       {"Description", 5, Align::left},
                       {"Quantity", 1.3, Align::right},
                       {"Unit price", 1.8, Align::right},
                       {"Amount", 2.3, Align::right}},
                      std::move(rows), 9.5);
    table.rules = Rules::horizontal;
    drawing.add(std::move(table)).add(Gap{16});
    drawing.paragraph("Please pay within thirty days to account " + digits(random, 8) +
                      ", quoting the invoice number. Goods remain the property of " + seller +
                      " until they are paid for in full. " + requirement_en(random));
    return {std::move(facts), std::move(drawing)};
}

}  // namespace fonds::bench
