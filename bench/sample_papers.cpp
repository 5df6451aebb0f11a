// SPDX-License-Identifier: GPL-3.0-or-later
// The smaller papers of an office: minutes, permits, personnel papers, maintenance records, notices.
#include <array>

#include "bench/sample_text.hpp"

namespace fonds::bench {

namespace {

std::string people(Random& random, int count)
{
    std::string names;
    for (int i = 0; i < count; ++i) names += (i == 0 ? "" : "、") + person_zh(random);
    return names;
}

Table pairs(std::vector<std::vector<std::string>> rows)
{
    Table table;
    table.columns = {{"", 1.1, Align::centre}, {"", 2, Align::left}, {"", 1.1, Align::centre}, {"", 2, Align::left}};
    table.rows = std::move(rows);
    table.style.line_spacing = 1.8;
    return table;
}

void sign_right(PageDrawing& drawing, const std::string& who, const Day& day)
{
    drawing.add(Gap{30}).add(plain_line(who + "\n" + day.zh(), Align::right, 11));
}

}  // namespace

Sample make_minutes(Random& random, int pages)
{
    const std::string topic = topic_zh(random), company = company_zh(random);
    const Day day = day_between(random, 2016, 2025);
    const std::string title = topic + "专题会议纪要",
                      number = "纪要〔" + std::to_string(day.year) + "〕" + std::to_string(random.between(1, 99)) + "号";
    Facts facts{"QT", title, "", day.iso(), "C", number, "", "", department_zh(random) + "整理", "会议"};
    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    TextStyle name;
    name.size = 13;
    name.align = Align::centre;
    drawing.add(Paragraph{company, name})
        .title(title)
        .add(plain_line(number, Align::centre))
        .add(Gap{4})
        .add(Line{1.2})
        .add(Gap{8});
    drawing.add(plain_line("时间：" + day.zh() + (random.chance(50) ? "上午" : "下午") +
                           std::to_string(random.between(1, 11)) + "时\n地点：" + std::to_string(random.between(1, 20)) +
                           "楼会议室\n主持：" + person_zh(random) + "\n出席：" + people(random, random.between(4, 12)) +
                           "\n记录：" + person_zh(random)));
    drawing.add(Gap{6});
    drawing.paragraph("会议听取了" + department_zh(random) + "关于" + topic +
                      "工作的汇报，讨论了存在的问题，明确了下一步安排。现纪要如下：");
    for (int i = 1, points = random.between(3, 6); i <= points; ++i) {
        drawing.heading(ordinal_zh(i) + "、关于" + topic_zh(random));
        std::string text;
        for (int n = random.between(2, 4); n > 0; --n) text += requirement_zh(random);
        drawing.paragraph(text + "由" + department_zh(random) + "牵头，于" + day.plus(random.between(7, 90)).zh() +
                          "前完成，责任人" + person_zh(random) + "。");
    }
    if (pages > 1) grow_zh(drawing, random, pages);
    drawing.add(Gap{14}).add(Line{}).add(
        plain_line("发送：" + department_zh(random) + "、" + department_zh(random) + "、" + department_zh(random)));
    return {std::move(facts), std::move(drawing)};
}

Sample make_permit(Random& random)
{
    constexpr std::array<const char*, 6> names{"建筑工程施工许可证", "安全生产许可证",     "质量管理体系认证证书",
                                               "食品经营许可证",     "特种设备使用登记证", "环境管理体系认证证书"};
    const std::string name = names[random.below(names.size())], company = company_zh(random);
    const Day day = day_between(random, 2014, 2025), end = day.plus(365 * random.between(3, 5));
    const std::string city = city_zh(random),
                      number = "编号" + digits(random, 4) + std::to_string(day.year) + digits(random, 6),
                      office = city + "行政审批局";
    Facts facts{"ZZ", company + name, office, day.iso(), "A", number, "", "", "有效期至" + end.iso(), "证照"};
    PageDrawing drawing = new_pages(facts.title, day, PageNumbers::none);
    TextStyle large;
    large.size = 26;
    large.weight = Weight::bold;
    large.align = Align::centre;
    drawing.add(Gap{60}).add(Paragraph{name, large}).add(Gap{10}).add(plain_line(number, Align::centre, 11)).add(Gap{30});
    drawing.add(pairs(
        {{"单位名称", company, "法定代表人", person_zh(random)},
         {"住所", address_zh(random), "信用代码", credit_code(random)},
         {"许可范围", product_zh(random) + "、" + product_zh(random) + "的生产、安装和维护", "联系电话", phone_zh(random)},
         {"有效期自", day.zh(), "有效期至", end.zh()}}));
    drawing.add(Gap{16}).paragraph("经审查，上述单位符合有关法律、法规和标准的要求，特发此证。" + requirement_zh(random));
    sign_right(drawing, "发证机关：" + office, day);
    return {std::move(facts), std::move(drawing)};
}

Sample make_acceptance(Random& random)
{
    const std::string builder = company_zh(random), owner = company_zh(random), product = product_zh(random);
    const Day day = day_between(random, 2014, 2025);
    const std::string title = product + "安装工程竣工验收报告",
                      number = "GC-" + std::to_string(day.year) + "-" + digits(random, 3);
    const std::int64_t cost = static_cast<std::int64_t>(random.between(20, 4000)) * 1'000'000;
    Facts facts{"GC", title, builder, day.iso(), "A", number, amount_text(cost), "CNY", "", "验收"};
    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    drawing.title(title).add(plain_line("编号：" + number, Align::right)).add(Gap{6});
    drawing.add(
        pairs({{"建设单位", owner, "施工单位", builder},
               {"工程地点", address_zh(random), "工程造价", "¥" + grouped(cost)},
               {"开工日期", day.plus(-random.between(60, 700)).zh(), "竣工日期", day.plus(-random.between(3, 40)).zh()},
               {"监理单位", company_zh(random), "项目经理", person_zh(random)}}));
    drawing.add(Gap{8});
    for (const char* chapter : {"一、工程概况", "二、施工质量", "三、存在的问题及处理", "四、资料核查"}) {
        std::string text;
        for (int n = random.between(1, 3); n > 0; --n) text += requirement_zh(random);
        drawing.heading(chapter).paragraph(text);
    }
    drawing.heading("五、验收结论")
        .paragraph("经建设、施工、监理、设计四方共同验收，工程符合设计文件和合同约定的要求，评定为合格，同意交付使用。");
    drawing.add(Gap{22});
    TextStyle lines;
    lines.line_spacing = 2.0;
    drawing.add(SideBySide{{"建设单位（盖章）：\n" + owner + "\n日期：" + day.zh(), lines},
                           {"施工单位（盖章）：\n" + builder + "\n日期：" + day.zh(), lines}});
    return {std::move(facts), std::move(drawing)};
}

Sample make_personnel(Random& random)
{
    const std::string company = company_zh(random), person = person_zh(random), department = department_zh(random);
    const Day day = day_between(random, 2012, 2025);
    const std::string number = "LD-" + std::to_string(day.year) + "-" + digits(random, 4);
    const std::int64_t pay = static_cast<std::int64_t>(random.between(45, 380)) * 10'000;
    const std::string title = "劳动合同书（" + person + "）";
    Facts facts{"RS", title, person, day.iso(), "B", number, amount_text(pay), "CNY", department, "在职"};
    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    drawing.title("劳动合同书").add(plain_line("编号：" + number, Align::right)).add(Gap{6});
    drawing.add(pairs({{"用人单位", company, "法定代表人", person_zh(random)},
                       {"劳动者", person, "性别", random.chance(50) ? "女" : "男"},
                       {"出生日期", day_between(random, 1965, 2001).zh(), "联系电话",
                        "1" + std::to_string(random.between(30, 99)) + digits(random, 8)},
                       {"住址", address_zh(random), "岗位", department + "专员"}}));
    drawing.add(Gap{8});
    const int years = random.between(1, 5);
    const std::array<std::pair<const char*, std::string>, 6> articles{{
        {"合同期限", "本合同为固定期限劳动合同，期限" + ordinal_zh(years) + "年，自" + day.zh() + "起至" +
                         day.plus(365 * years).zh() + "止，其中试用期" + ordinal_zh(random.between(1, 6)) + "个月。"},
        {"工作内容和地点", "乙方同意在" + department + "工作，工作地点为" + city_zh(random) + "。" + requirement_zh(random)},
        {"工作时间和休息休假",
         "乙方实行标准工时制，每日工作八小时，每周工作五日；甲方安排加班的，依法安排补休或者支付加班工资。"},
        {"劳动报酬", "乙方月工资为人民币" + grouped(pay) + "元（大写：" + capital_zh(pay) + "），甲方于每月" +
                         std::to_string(random.between(5, 20)) + "日前以货币形式支付。"},
        {"社会保险和劳动保护", "双方依法参加社会保险，按时足额缴纳各项费用。" + requirement_zh(random)},
        {"变更、解除和争议", "变更、解除或者终止本合同，应当符合《中华人民共和国劳动合同法》的规定；发生争议的，可以向劳动争"
                             "议仲裁委员会申请仲裁。"},
    }};
    int index = 0;
    for (const auto& [name, text] : articles) drawing.heading("第" + ordinal_zh(++index) + "条 " + name).paragraph(text);
    drawing.add(Gap{22});
    TextStyle lines;
    lines.line_spacing = 2.0;
    drawing.add(SideBySide{{"甲方（盖章）：\n" + company + "\n日期：" + day.zh(), lines},
                           {"乙方（签字）：\n" + person + "\n日期：" + day.zh(), lines}});
    return {std::move(facts), std::move(drawing)};
}

Sample make_maintenance(Random& random)
{
    const std::string product = product_zh(random), company = company_zh(random);
    const Day day = day_between(random, 2016, 2025);
    const std::string title = product + "维修保养记录", number = "WX" + std::to_string(day.year) + digits(random, 5);
    const std::int64_t cost = random.between(5'000, 4'000'000);
    Facts facts{"WX", title, company, day.iso(), "C", number, amount_text(cost), "CNY", "", ""};
    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    drawing.title(title).add(plain_line("编号：" + number, Align::right)).add(Gap{6});
    drawing.add(pairs({{"设备名称", product, "设备型号", model_number(random)},
                       {"使用部门", department_zh(random), "保养单位", company},
                       {"保养日期", day.zh(), "费用", "¥" + grouped(cost)}}));
    Table table;
    table.columns = {
        {"序号", 0.8, Align::centre}, {"项目", 2, Align::left}, {"情况", 5.4, Align::left}, {"结论", 1, Align::centre}};
    table.style.size = 9.5;
    table.style.line_spacing = 1.5;
    for (int i = 1, rows = random.between(5, 12); i <= rows; ++i)
        table.rows.push_back(
            {std::to_string(i), part_zh(random), requirement_zh(random), random.chance(85) ? "合格" : "待修"});
    drawing.add(Gap{10}).add(table).add(Gap{14});
    drawing.add(plain_line("保养人：" + person_zh(random) + "　　　　验收人：" + person_zh(random)));
    return {std::move(facts), std::move(drawing)};
}

Sample make_notice(Random& random)
{
    const std::string company = company_zh(random), topic = topic_zh(random);
    const Day day = day_between(random, 2015, 2025);
    const std::string title = "关于做好" + topic + "工作的通知",
                      number = "综〔" + std::to_string(day.year) + "〕" + std::to_string(random.between(1, 200)) + "号";
    Facts facts{"QT", title, "", day.iso(), "C", number, "", "", "", "通知"};
    PageDrawing drawing = new_pages(title, day, PageNumbers::chinese);
    TextStyle head;
    head.size = 22;
    head.weight = Weight::bold;
    head.align = Align::centre;
    drawing.add(Paragraph{company + "文件", head})
        .add(Gap{8})
        .add(plain_line(number, Align::centre))
        .add(Gap{6})
        .add(Line{1.6})
        .add(Gap{16});
    drawing.title(title).add(plain_line("各部门："));
    drawing.paragraph("为进一步加强" + topic + "工作，结合公司实际，现将有关事项通知如下：");
    for (int i = 1, points = random.between(3, 5); i <= points; ++i)
        drawing.paragraph(ordinal_zh(i) + "、" + requirement_zh(random) + requirement_zh(random));
    drawing.paragraph("请各部门于" + day.plus(random.between(10, 60)).zh() + "前将落实情况报送" + department_zh(random) +
                      "，联系人：" + person_zh(random) + "，电话：" + phone_zh(random) + "。");
    sign_right(drawing, company, day);
    return {std::move(facts), std::move(drawing)};
}

}  // namespace fonds::bench
