// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "bench/sample_text.hpp"

namespace fonds::bench {

namespace {

struct Deal {
    std::string product, city;
    std::int64_t total = 0;  // hundredths of a 元
    int quantity = 1;
};

std::string number_of(Random& random, int first, int last)
{
    return std::to_string(random.between(first, last));
}

std::string subject(Random& random, const Deal& deal)
{
    return "甲方向乙方采购" + deal.product + "，型号规格为" + model_number(random) + "，共计" +
           std::to_string(deal.quantity) + "台（套），具体技术参数以本合同附件及双方确认的图纸为准。" +
           requirement_zh(random);
}

std::string price(Random& random, const Deal& deal)
{
    constexpr std::array<const char*, 3> rates{"13%", "9%", "6%"};
    return "本合同总价款为人民币" + grouped(deal.total) + "元（大写：人民币" + capital_zh(deal.total) +
           "），该价款已包含税费、包装费、运输费、保险费"
           "及安装调试费用，增值税税率为" +
           rates[random.below(3)] + "。除双方另有书面约定外，合同价款不作调整。";
}

std::string payment(Random& random, const Deal&)
{
    switch (random.below(3)) {
    case 0:
        return "甲方应于收到乙方开具的增值税专用发票后" + number_of(random, 5, 30) + "日内支付合同总价款的" +
               number_of(random, 2, 5) + "0%作为预付款，剩余款项于验收合格后一次性付清。";
    case 1:
        return "合同价款分三期支付：合同生效后支付30%，货到现场经初步检验合格后支付60%，余款10%"
               "作为质量保证金，于质量保证期满后" +
               number_of(random, 7, 30) + "日内无息支付。";
    default:
        return "双方按月结算，乙方于每月" + number_of(random, 1, 10) + "日前提交上月结算单，甲方在" +
               number_of(random, 5, 15) + "个工作日内审核并付款；逾期付款的，按应付未付金额的万分之" +
               number_of(random, 2, 8) + "按日支付违约金。";
    }
}

std::string delivery(Random& random, const Deal& deal)
{
    return "乙方应当自合同签订之日起" + number_of(random, 7, 120) + "个工作日内将全部货物交付至甲方指定地点：" + deal.city +
           street_zh(random) + "。逾期交付的，每逾期一日应按合同总价款的千分之" + number_of(random, 1, 5) +
           "向甲方支付违约金。";
}

std::string acceptance(Random& random, const Deal&)
{
    return "货物到达后" + number_of(random, 3, 15) + "日内，由甲方" + department_zh(random) +
           "与乙方共同验收，验收标准为GB/T " + number_of(random, 1000, 45000) + "-" + number_of(random, 1998, 2023) +
           "及本合同附件。" + requirement_zh(random);
}

std::string warranty(Random& random, const Deal&)
{
    return "质量保证期为验收合格之日起" + number_of(random, 1, 5) + "年。保修期内乙方应在接到通知后" +
           number_of(random, 2, 48) + "小时内派员到场维修，更换零部件的费用由乙方承担。";
}

std::string secrecy(Random& random, const Deal&)
{
    return "任何一方对因签订、履行本合同而知悉的对方商业秘密负有保密义务，未经对方书面同意不得向第三方披露，保密期限为合同终"
           "止后" +
           number_of(random, 2, 5) + "年。";
}

std::string breach(Random& random, const Deal& deal)
{
    return "乙方交付的" + deal.product +
           "不符合约定的，甲方有权要求更换、退货或者减少价款；一方严重违约致使合同目的不能实现的，守约方可以解除合同，并要求"
           "违约方支付合同总价款" +
           number_of(random, 5, 30) + "%的违约金。";
}

std::string force_majeure(Random& random, const Deal&)
{
    return "因不可抗力致使合同不能履行的，受影响的一方应在" + number_of(random, 3, 15) +
           "日内书面通知对方并提供证明，双方根据影响程度协商延期履行、"
           "部分履行或者解除合同。";
}

std::string disputes(Random& random, const Deal& deal)
{
    return random.chance(50) ? "因本合同引起的或者与本合同有关的任何争议，双方应首先协商解决；协商不成的，任何一方均有权向甲"
                               "方所在地人民法院提起诉讼。"
                             : "因本合同发生的争议，双方同意提交" + deal.city +
                                   "仲裁委员会，按照其现行仲裁规则进行仲裁，仲裁裁决为终局裁决。";
}

std::string effect(Random& random, const Deal&)
{
    constexpr std::array<const char*, 3> copies{"贰", "肆", "陆"};
    constexpr std::array<const char*, 3> each{"壹", "贰", "叁"};
    const auto pick = random.below(3);
    return std::string("本合同一式") + copies[pick] + "份，甲乙双方各执" + each[pick] +
           "份，自双方法定代表人或授权代表签字并加盖公章之日起生效，附件与"
           "本合同具有同等法律效力。";
}

struct Article {
    const char* name;
    std::string (*text)(Random&, const Deal&);
};
constexpr std::array<Article, 11> articles{{{"合同标的", subject},
                                            {"合同价款", price},
                                            {"付款方式", payment},
                                            {"交付", delivery},
                                            {"验收", acceptance},
                                            {"质量保证", warranty},
                                            {"保密", secrecy},
                                            {"违约责任", breach},
                                            {"不可抗力", force_majeure},
                                            {"争议解决", disputes},
                                            {"合同生效", effect}}};
constexpr std::array<const char*, 8> forms{"采购合同",     "买卖合同",     "设备供货合同", "技术服务合同",
                                           "委托加工合同", "安装工程合同", "维护保养合同", "租赁合同"};

std::string signature(const char* party, const std::string& company, const std::string& person, const std::string& phone,
                      const Day& day)
{
    return std::string(party) + "（盖章）：\n" + company + "\n法定代表人：" + person + "\n电话：" + phone + "\n日期：" +
           day.zh();
}

}  // namespace

Sample make_contract(Random& random, int pages)
{
    Deal deal;
    deal.product = product_zh(random);
    deal.city = city_zh(random);
    deal.quantity = random.between(1, 60);
    deal.total = static_cast<std::int64_t>(random.between(800, 900'000)) * deal.quantity * (random.chance(70) ? 100 : 1);
    const std::string form = forms[random.rank(forms.size())];
    const std::string buyer = company_zh(random), seller = company_zh(random);
    const Day day = day_between(random, 2015, 2025);
    const std::string number = "CG-" + std::to_string(day.year) + "-" + digits(random, 4);
    const std::string title = deal.product + form;

    Facts facts{"HT",  title, seller, day.iso(), deal.total > 100'000'000 ? "A" : "B", number, amount_text(deal.total),
                "CNY", "",    ""};
    if (random.chance(30)) facts.note = "履约期" + std::to_string(random.between(1, 5)) + "年";
    if (random.chance(25)) facts.tags = random.chance(50) ? "框架协议" : "续签";

    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    drawing.title(title);
    drawing.add(plain_line("合同编号：" + number, Align::right))
        .add(plain_line("签订地点：" + deal.city, Align::right))
        .add(Gap{8});
    TextStyle bold;
    bold.weight = Weight::bold;
    drawing.add(Paragraph{"甲方（采购方）：" + buyer, bold});
    drawing.add(plain_line("住所：" + address_zh(random) + "\n统一社会信用代码：" + credit_code(random)));
    drawing.add(Paragraph{"乙方（供应方）：" + seller, bold});
    drawing.add(plain_line("住所：" + address_zh(random) + "\n统一社会信用代码：" + credit_code(random))).add(Gap{6});
    drawing.paragraph("根据《中华人民共和国民法典》及有关法律法规的规定，甲乙双方本着平等、自愿、诚实信用的原则，就" +
                      deal.product +
                      "事宜协商一致，订立本合同，"
                      "以资共同遵守。");
    int article = 0;
    for (const Article& one : articles) {
        drawing.heading("第" + ordinal_zh(++article) + "条 " + one.name);
        drawing.paragraph(one.text(random, deal));
    }
    drawing.add(Gap{22});
    TextStyle lines;
    lines.line_spacing = 2.0;
    drawing.add(SideBySide{{signature("甲方", buyer, person_zh(random), phone_zh(random), day), lines},
                           {signature("乙方", seller, person_zh(random), phone_zh(random), day), lines}});
    if (pages > 1) {
        drawing.add(PageBreak{});
        grow_zh(drawing, random, pages);
    }
    return {std::move(facts), std::move(drawing)};
}

}  // namespace fonds::bench
