// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/capture/capture.hpp"

namespace fonds {
namespace {

DocumentText document(const std::string& text)
{
    DocumentText result;
    result.pages.push_back({text, 595, 842, TextLayer::trusted, {}});
    return result;
}

std::vector<Suggestion> capture_text(const std::string& text, const CaptureContext& context = {},
                                     std::span<const ScannedPage> scans = {})
{
    const DocumentText read = document(text);
    return capture({&read, scans}, context);
}

const Suggestion* best(const std::vector<Suggestion>& all, SuggestedField field)
{
    for (const Suggestion& one : all)
        if (one.field == field) return &one;
    return nullptr;
}

std::string value(const std::vector<Suggestion>& all, SuggestedField field)
{
    const Suggestion* one = best(all, field);
    return one == nullptr ? std::string() : one->value;
}

ScannedPage with_code(const std::string& text, CodeFormat format = CodeFormat::qr)
{
    ScannedPage page;
    page.number = 1;
    page.codes.push_back({format, CodeSource::zxing, text, {Point{10, 10}, {60, 10}, {60, 60}, {10, 60}}});
    return page;
}

constexpr const char* invoice = "江苏增值税电子普通发票\n发票代码:032001900111\n发票号码:12345678\n开票日期:2024年03月05日\n"
                                "购买方\n名 称:上海档案有限公司\n纳税人识别号:91310115591693856A\n"
                                "销售方\n名 称:福州纸业有限公司\n纳税人识别号:91350100M000100Y43\n"
                                "合 计 ¥100.00 ¥13.00\n价税合计(大写) 壹佰壹拾叁元整 (小写)¥113.00\n";

TEST_CASE("a contract tells its title, number, day, sum and parties")
{
    const auto all = capture_text("设备采购合同\n合同编号：CG-2024-0015\n甲方（买方）：上海档案有限公司\n"
                                  "乙方（卖方）：福州市鼓楼区晋安河\n纸业有限公司\n签订日期：二〇二四年三月五日\n"
                                  "第一条 合同总价为人民币1,130,000.00元（大写：壹佰壹拾叁万元整）。\n"
                                  "第二条 甲方应于2024年12月31日前支付定金10,000.00元。\n"
                                  "第三条 争议向甲方所在地人民法院提起诉讼。\n甲方（盖章）： 乙方（盖章）：\n");
    CHECK(value(all, SuggestedField::title) == "设备采购合同");
    CHECK(value(all, SuggestedField::number) == "CG-2024-0015");
    CHECK(value(all, SuggestedField::date) == "2024-03-05");
    CHECK(value(all, SuggestedField::amount) == "1130000.00");
    CHECK(best(all, SuggestedField::amount)->confidence > 0.95F);
    CHECK(value(all, SuggestedField::currency) == "CNY");
    CHECK(value(all, SuggestedField::party) == "上海档案有限公司");
    CHECK(value(all, SuggestedField::counterparty) == "福州市鼓楼区晋安河纸业有限公司");
}

TEST_CASE("a number with spaces beside its hyphens is one, and less certain")
{
    for (const char* line : {"合同编号：ZH-2020-HT -42365", "合同编号：ZH-2020 -HT-42365", "合同编号：ZH-2020-HT - 42365",
                             "合同编号：ZH-2020-HT- 42365"}) {
        INFO(line);
        const auto all = capture_text(std::string("设备采购合同\n") + line + "\n签订日期:2024年03月05日\n");
        CHECK(value(all, SuggestedField::number) == "ZH-2020-HT-42365");
        CHECK(best(all, SuggestedField::number)->confidence < 0.85F);
    }
    CHECK(value(capture_text("Invoice\nInvoice no: 4711 - Total due\n"), SuggestedField::number) == "4711");
    CHECK(value(capture_text("Invoice\nInvoice no: R-12 34 items\n"), SuggestedField::number) == "R-12");
}

TEST_CASE("an invoice tells both sides with their tax numbers")
{
    const auto all = capture_text(invoice);
    CHECK(value(all, SuggestedField::number) == "12345678");
    CHECK(value(all, SuggestedField::date) == "2024-03-05");
    CHECK(value(all, SuggestedField::amount) == "113.00");
    CHECK(value(all, SuggestedField::party) == "福州纸业有限公司");
    CHECK(value(all, SuggestedField::party_tax_id) == "91350100M000100Y43");
    CHECK(value(all, SuggestedField::counterparty) == "上海档案有限公司");
    CHECK(value(all, SuggestedField::counterparty_tax_id) == "91310115591693856A");
}

TEST_CASE("the own fonds is never the party")
{
    CaptureContext context;
    context.own_name = "福州纸业有限公司";
    const auto all = capture_text(invoice, context);
    CHECK(value(all, SuggestedField::party) == "上海档案有限公司");
    CHECK(value(all, SuggestedField::counterparty) == "福州纸业有限公司");
    for (const Suggestion& one : all)
        if (one.field == SuggestedField::party) CHECK(one.value != context.own_name);
}

TEST_CASE("parties go by the name that the register has")
{
    const KnownParty parties[] = {{"福州纸业股份有限公司", {"福州纸业有限公司"}, ""}};
    CaptureContext context;
    context.parties = parties;
    CHECK(value(capture_text(invoice, context), SuggestedField::party) == "福州纸业股份有限公司");
    // 忏 for 纸: a recogniser's mistake.
    const KnownParty longer[] = {{"福州纸业有限公司", {}, ""}};
    context.parties = longer;
    std::string text = invoice;
    text.replace(text.find("福州纸业"), std::string("福州纸业").size(), "福州忏业");
    CHECK(value(capture_text(text, context), SuggestedField::party) == "福州纸业有限公司");
}

TEST_CASE("an English invoice")
{
    const auto all = capture_text("Redwood Paper & Print\n12 Mill Road, Springfield\nINVOICE\nInvoice No.: RP-2024-118\n"
                                  "Invoice Date: March 5, 2024\nDue Date: April 4, 2024\nBill to: Archive Partners Ltd.\n"
                                  "P.O. Number: PO12345\nBoxes 10 20.00 200.00\nSubtotal: $200.00\nTax: $20.00\n"
                                  "Total Due: $220.00\nIBAN: DE67890379566624195850\n");
    CHECK(value(all, SuggestedField::title) == "INVOICE");
    CHECK(value(all, SuggestedField::number) == "RP-2024-118");
    CHECK(value(all, SuggestedField::date) == "2024-03-05");
    CHECK(value(all, SuggestedField::amount) == "220.00");
    CHECK(value(all, SuggestedField::currency) == "USD");
    CHECK(value(all, SuggestedField::party) == "Redwood Paper & Print");
    CHECK(value(all, SuggestedField::counterparty) == "Archive Partners Ltd.");
}

TEST_CASE("figures and the amount in words that contradict each other are doubted")
{
    const auto all = capture_text("购销合同\n合同金额:¥1,180.00 大写:壹仟壹佰叁拾元整\n");
    const Suggestion* amount = best(all, SuggestedField::amount);
    REQUIRE(amount != nullptr);
    CHECK(amount->confidence < 0.6F);
    CHECK_FALSE(amount->doubt.empty());
    // A point that was lost comes back from the words.
    CHECK(value(capture_text("购销合同\n合同金额:¥118037 大写:壹仟壹佰捌拾元叁角柒分\n"), SuggestedField::amount) ==
          "1180.37");
}

TEST_CASE("the code of an invoice is compared with the page")
{
    const ScannedPage same[] = {with_code("01,04,032001900111,12345678,100.00,20240305,12345678901234567890,")};
    const auto agreed = capture_text(invoice, {}, same);
    CHECK(best(agreed, SuggestedField::date)->source == SuggestionSource::qr_code);
    CHECK(best(agreed, SuggestedField::date)->doubt.empty());
    CHECK(best(agreed, SuggestedField::date)->confidence > 0.96F);
    CHECK(best(agreed, SuggestedField::number)->place.width > 0);
    // One figure apart: the page was misread. Another day altogether: the code is not of this page.
    const ScannedPage near[] = {with_code("01,04,032001900111,12345678,100.00,20240306,,")};
    CHECK(value(capture_text(invoice, {}, near), SuggestedField::date) == "2024-03-06");
    const ScannedPage other[] = {with_code("01,04,032001900111,12345678,100.00,20191117,,")};
    const auto doubted = capture_text(invoice, {}, other);
    CHECK(value(doubted, SuggestedField::date) == "2024-03-05");
    CHECK_FALSE(best(doubted, SuggestedField::date)->doubt.empty());
}

TEST_CASE("data that the document carries comes first, and last when it is broken")
{
    DocumentText read = document("INVOICE\nInvoice No.: R-2024-7\nDate: 2024-03-05\nTotal: 119.00 EUR\n");
    read.properties = {{"invoice.form", "factur-x"},   {"invoice.number", "R-2024-7"},
                       {"invoice.date", "2024-03-05"}, {"invoice.total", "119.00"},
                       {"invoice.currency", "EUR"},    {"invoice.seller", "Papier GmbH"},
                       {"invoice.buyer", "Archiv AG"}, {"invoice.seller_tax_id", "DE123456789"}};
    auto all = capture({&read, {}}, {});
    CHECK(best(all, SuggestedField::number)->source == SuggestionSource::embedded_xml);
    CHECK(best(all, SuggestedField::number)->confidence > 0.98F);
    CHECK(best(all, SuggestedField::number)->page == 1);
    CHECK(value(all, SuggestedField::party) == "Papier GmbH");
    CHECK(value(all, SuggestedField::party_tax_id) == "DE123456789");
    read.properties.emplace_back("invoice.fault", "the taxes make 19.50, the invoice says 19.00 (BR-CO-14)");
    read.pages[0].text.clear();
    all = capture({&read, {}}, {});
    CHECK(best(all, SuggestedField::amount)->confidence < 0.6F);
    CHECK_FALSE(best(all, SuggestedField::amount)->doubt.empty());
}

TEST_CASE("an invoice is known by its data alone, whatever its page says")
{
    const std::pair<std::string, std::string> categories[] = {{"HT", "合同"}, {"FP", "发票"}, {"KU", "会计凭证"}};
    CaptureContext context;
    context.categories = categories;
    DocumentText read = document("Papier GmbH\nLieferung im Maerz\n");
    read.properties = {
        {"invoice.form", "factur-x"}, {"invoice.number", "R-7"}, {"invoice.type", "381"}, {"invoice.seller", "Papier GmbH"}};
    const auto all = capture({&read, {}}, context);
    CHECK(value(all, SuggestedField::category) == "FP");
    CHECK(best(all, SuggestedField::category)->confidence > 0.9F);
    CHECK(best(all, SuggestedField::category)->source == SuggestionSource::embedded_xml);
    CHECK(value(all, SuggestedField::title) == "Credit note R-7, Papier GmbH");
    read.properties[0].second = "cn-einvoice";
    CHECK(value(capture({&read, {}}, context), SuggestedField::title) == "电子发票 R-7 Papier GmbH");

    const ScannedPage scans[] = {with_code("01,32,,24312000000012345678,113.00,20240305,,A1B2")};
    const auto coded = capture_text("", context, scans);
    CHECK(value(coded, SuggestedField::category) == "FP");
    CHECK(value(coded, SuggestedField::title) == "电子发票(普通发票) 24312000000012345678");
    // The title of the page is better, when it is one.
    CHECK(value(capture_text(invoice, context, scans), SuggestedField::title) == "江苏增值税电子普通发票");
    // Two categories that are called alike: a person says which.
    const std::pair<std::string, std::string> alike[] = {{"F1", "进项发票"}, {"F2", "销项发票"}};
    context.categories = alike;
    CHECK(best(capture({&read, {}}, context), SuggestedField::category) == nullptr);
}

TEST_CASE("the tax is not the sum, and what is to be paid is")
{
    const auto all = capture_text("Invoice\nNet total: 496.00\nVAT total: 75.04\nDue payable: 571.04 €\n");
    CHECK(value(all, SuggestedField::amount) == "571.04");
    CHECK(value(capture_text("Rechnung\nMwSt 19%: 94,24\nZahlbetrag: 590,24 €\n"), SuggestedField::amount) == "590.24");
}

TEST_CASE("the currency is the one that is named, and none where nothing tells it")
{
    const auto swiss = capture_text("Rechnung\nWährung: CHF\nTotal amount: 7,234.50\n");
    CHECK(value(swiss, SuggestedField::currency) == "CHF");
    CHECK(best(swiss, SuggestedField::currency)->confidence > 0.85F);
    CHECK(best(capture_text("Invoice\nTotal amount: 7,234.50\n"), SuggestedField::currency) == nullptr);
    CHECK(best(capture_text("Agreement\nSums are in the currency set out below.\nTotal amount: 7,234.50\n"),
               SuggestedField::currency) == nullptr);
    CHECK(best(capture_text("Invoice in pounds sterling\nTotal amount: 7,234.50\n"), SuggestedField::currency)->confidence <
          0.85F);
    CHECK(best(capture_text("采购合同\n合同总价:7,234.50\n"), SuggestedField::currency)->confidence > 0.85F);
}

TEST_CASE("only a label that carries a reference code is one")
{
    const ScannedPage ours[] = {with_code("J001-HT·2024-Y-0001", CodeFormat::code128)};
    CHECK(value(capture_text("", {}, ours), SuggestedField::reference_code) == "J001-HT·2024-Y-0001");
    for (const char* text : {"ASN00042", "ZH-2020-HT-46265", "https://example.cn/a·b-c-1", "·--"}) {
        const ScannedPage other[] = {with_code(text, CodeFormat::code128)};
        CHECK(best(capture_text("", {}, other), SuggestedField::reference_code) == nullptr);
    }
}

TEST_CASE("categories follow the kind of paper")
{
    const std::pair<std::string, std::string> categories[] = {{"HT", "合同管理"}, {"FP", "发票"}, {"ZZ", "证照"}};
    CaptureContext context;
    context.categories = categories;
    CHECK(value(capture_text("房屋租赁合同\n", context), SuggestedField::category) == "HT");
    CHECK(value(capture_text(invoice, context), SuggestedField::category) == "FP");
    CHECK(value(capture_text("排污许可证\n", context), SuggestedField::category) == "ZZ");
    CHECK(best(capture_text("会议纪要\n", context), SuggestedField::category) == nullptr);
}

TEST_CASE("suggestions know where they stand")
{
    ScannedPage page;
    page.number = 3;
    OcrLine line;
    line.quad = {Point{100, 50}, {300, 50}, {300, 70}, {100, 70}};
    line.words = {{"合同编号:", 0, 0.5F, 0.9F, false}, {"CG-0015", 0.5F, 1, 0.9F, false}};
    page.lines = {line};
    const ScannedPage scans[] = {page};
    const auto all = capture({nullptr, scans}, {});
    const Suggestion* number = best(all, SuggestedField::number);
    REQUIRE(number != nullptr);
    CHECK(number->page == 3);
    CHECK(number->seen == "CG-0015");
    CHECK(number->place.x == Approx(200));
    CHECK(number->place.width == Approx(100));
    DocumentText read = document("合同编号: CG-0015\n");
    read.pages[0].words = {{10, 20, 50, 12, "合同编号:"}, {70, 20, 40, 12, "CG-0015"}};
    const auto boxed = capture({&read, {}}, {});
    CHECK(best(boxed, SuggestedField::number)->place.x == Approx(70));
}

TEST_CASE("any bytes are read without harm")
{
    std::string bytes;
    for (int i = 0; i < 4000; ++i) bytes.push_back(static_cast<char>((i * 7919 + i / 13) % 256));
    CHECK(capture_text(bytes).size() < 100);
    CHECK(capture_text(std::string(100'000, '1')).size() < 100);
    CHECK(capture({nullptr, {}}, {}).empty());
    std::string endless;
    for (int i = 0; i < 3000; ++i) endless += "玖亿玖";
    CHECK(capture_text(endless + "元整").size() < 100);
}

}  // namespace
}  // namespace fonds
