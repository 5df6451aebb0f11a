// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "indexer/capture/finding.hpp"
#include "indexer/capture/money.hpp"

namespace fonds {

namespace {

constexpr std::array labels{Label{U"价税合计", 0.93F},
                            Label{U"小写", 0.9F},
                            Label{U"总价款", 0.9F},
                            Label{U"合同总价", 0.92F},
                            Label{U"合同金额", 0.92F},
                            Label{U"合同价款", 0.9F},
                            Label{U"合同价", 0.85F},
                            Label{U"合同总额", 0.92F},
                            Label{U"总金额", 0.9F},
                            Label{U"总价", 0.85F},
                            Label{U"总额", 0.8F},
                            Label{U"总计", 0.85F},
                            Label{U"共计", 0.75F},
                            Label{U"合计", 0.7F},
                            Label{U"应付", 0.7F},
                            Label{U"价款", 0.7F},
                            Label{U"费用", 0.5F},
                            Label{U"金额", 0.6F},
                            Label{U"注册资本", 0.45F},
                            Label{U"投资总额", 0.5F},
                            Label{U"单价", 0.15F},
                            Label{U"税额", 0.2F},
                            Label{U"不含税", 0.3F},
                            Label{U"合计税额", 0.2F},
                            Label{U"预付", 0.25F},
                            Label{U"定金", 0.25F},
                            Label{U"保证金", 0.25F},
                            Label{U"违约金", 0.2F},
                            Label{U"total due", 0.93F},
                            Label{U"amount due", 0.92F},
                            Label{U"grand total", 0.93F},
                            Label{U"balance due", 0.9F},
                            Label{U"invoice total", 0.93F},
                            Label{U"total amount", 0.9F},
                            Label{U"total payable", 0.92F},
                            Label{U"total price", 0.88F},
                            Label{U"contract price", 0.9F},
                            Label{U"contract value", 0.9F},
                            Label{U"total", 0.8F},
                            Label{U"subtotal", 0.3F},
                            Label{U"sub total", 0.3F},
                            Label{U"sub-total", 0.3F},
                            Label{U"tax", 0.2F},
                            Label{U"vat", 0.2F},
                            Label{U"unit price", 0.15F},
                            Label{U"deposit", 0.25F},
                            Label{U"net", 0.3F},
                            Label{U"gesamtbetrag", 0.92F},
                            Label{U"rechnungsbetrag", 0.92F},
                            Label{U"zahlbetrag", 0.92F},
                            Label{U"total ttc", 0.93F},
                            Label{U"total ht", 0.3F},
                            Label{U"due payable", 0.93F},
                            Label{U"amount payable", 0.92F},
                            Label{U"total to pay", 0.92F},
                            Label{U"net a payer", 0.93F},
                            Label{U"net à payer", 0.93F},
                            Label{U"montant ttc", 0.92F},
                            Label{U"bruttobetrag", 0.9F},
                            Label{U"endbetrag", 0.9F},
                            Label{U"gesamtsumme", 0.85F},
                            Label{U"vat total", 0.2F},
                            Label{U"total vat", 0.2F},
                            Label{U"tax total", 0.2F},
                            Label{U"total tax", 0.2F},
                            Label{U"net total", 0.3F},
                            Label{U"total net", 0.3F},
                            Label{U"total tva", 0.2F},
                            Label{U"mwst", 0.2F},
                            Label{U"ust", 0.2F},
                            Label{U"tva", 0.2F},
                            Label{U"steuerbetrag", 0.2F},
                            Label{U"nettobetrag", 0.3F},
                            Label{U"summe netto", 0.3F},
                            Label{U"registered capital", 0.45F}};

struct Figure {
    std::size_t line = 0;
    FoundMoney money;
    float weight = 0;
    Text doubt;
    bool certain = false;  // the capitals say the same
};

struct Capitals {
    std::size_t line = 0;
    FoundCapitals money;
    bool used = false;
};

bool near_lines(std::size_t a, std::size_t b)
{
    return (a > b ? a - b : b - a) <= 2;
}

// Do figures say what the capitals say, perhaps with a mark lost?
void compare(Figure& figure, Capitals& capitals)
{
    FoundMoney& money = figure.money;
    const FoundCapitals& words = capitals.money;
    if (money.cents == words.cents) {
        figure.certain = capitals.used = true;
        figure.weight = std::max(figure.weight, words.doubtful || money.irregular ? 0.93F : 0.97F);
    } else if (money.cents / 100 == words.cents / 100 && !words.has_cents) {
        figure.certain = capitals.used = true;
        figure.weight = std::max(figure.weight, 0.88F);
        figure.doubt = say("the amount in words leaves out the cents", "大写金额未写角分");
    } else if (money.cents == words.cents * 100 || money.cents * 100 == words.cents) {
        // 29000630 for 290006.30
        money.cents = words.cents;
        figure.certain = capitals.used = true;
        figure.weight = 0.85F;
        figure.doubt = say("the point of the figures was taken from the amount in words", "小数点按大写金额确定");
    }
}

struct UsualCurrency {
    std::string code;  ///< empty: not known
    float confidence = 0;
};

/// The three letters behind a word for currency and a colon: "Currency: CHF". Without the colon it is a sentence.
std::string named_currency(std::u32string_view line)
{
    constexpr std::array<std::u32string_view, 6> words{U"currency", U"währung", U"wahrung", U"devise", U"币种", U"货币"};
    for (const std::u32string_view word : words) {
        std::size_t at = line.find(word);
        if (at == std::u32string_view::npos) continue;
        at += word.size();
        while (at < line.size() && line[at] == U' ') ++at;
        if (at == line.size() || line[at] != U':') continue;
        ++at;
        while (at < line.size() && line[at] == U' ') ++at;
        std::string code;
        for (; at < line.size() && is_latin(line[at]) && code.size() < 4; ++at)
            code += static_cast<char>(line[at] >= U'a' ? line[at] - U'a' + U'A' : line[at]);
        if (code.size() == 3) return code;
    }
    return {};
}

/// Of sums that do not say it themselves.
UsualCurrency currency_of(const Paper& paper)
{
    for (const Line& line : paper.lines)
        if (std::string named = named_currency(line.text); !named.empty()) return {std::move(named), 0.9F};
    constexpr std::array<std::pair<std::u32string_view, const char*>, 7> words{{{U"us dollar", "USD"},
                                                                                {U"(usd)", "USD"},
                                                                                {U"u.s. dollar", "USD"},
                                                                                {U"euro", "EUR"},
                                                                                {U"(eur)", "EUR"},
                                                                                {U"hong kong dollar", "HKD"},
                                                                                {U"pounds sterling", "GBP"}}};
    for (const Line& line : paper.lines)
        for (const auto& [word, code] : words)
            if (line.text.find(word) != std::u32string::npos) return {code, 0.6F};
    return paper.chinese ? UsualCurrency{"CNY", 0.86F} : UsualCurrency{};
}

}  // namespace

void find_amount_suggestions(const Paper& paper, std::vector<Suggestion>& found)
{
    std::vector<Figure> figures;
    std::vector<Capitals> words;
    const UsualCurrency usual = currency_of(paper);
    constexpr std::size_t most = 2000;
    for (std::size_t i = 0; i < paper.lines.size() && figures.size() < most; ++i) {
        for (const FoundMoney& money : find_figures(paper.lines[i].text)) {
            const Label* label = label_before(paper.lines, i, money.begin, labels);
            float weight = label != nullptr ? label->weight : money.marked ? 0.4F : 0.2F;
            if (money.irregular) weight -= 0.1F;
            if (money.cents > 0) figures.push_back({i, money, weight, {}, false});
        }
        for (const FoundCapitals& money : find_capitals(paper.lines[i].text)) words.push_back({i, money, false});
    }
    for (Capitals& one : words) {
        for (Figure& figure : figures)
            if (near_lines(figure.line, one.line)) compare(figure, one);
        if (one.used) continue;
        // What stands beside the capitals should have agreed.
        Figure* beside = nullptr;
        for (Figure& figure : figures)
            if (near_lines(figure.line, one.line) && !figure.certain &&
                (beside == nullptr || figure.weight > beside->weight))
                beside = &figure;
        const bool contradicts = beside != nullptr && beside->weight >= 0.5F;
        if (contradicts) {
            beside->doubt = say("the amount in words says {}", "大写金额为 {}", {money_text(one.money.cents)});
            beside->weight = std::min(beside->weight, 0.55F);
        }
        found.push_back(from_text(
            SuggestedField::amount, money_text(one.money.cents),
            contradicts          ? 0.5F
            : one.money.doubtful ? 0.6F
                                 : 0.8F,
            {&paper.lines[one.line], one.money.begin, one.money.end},
            contradicts          ? say("the figures say {}", "小写金额为 {}", {money_text(beside->money.cents)})
            : one.money.doubtful ? say("a character of the amount in words had to be guessed", "大写金额中有一个字系推测")
                                 : Text()));
    }
    // Equal weights: the larger sum is the total of the others.
    std::stable_sort(figures.begin(), figures.end(), [](const Figure& a, const Figure& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.money.cents > b.money.cents;
    });
    if (figures.size() > 5) figures.resize(5);
    for (const Figure& figure : figures) {
        const Place place{&paper.lines[figure.line], figure.money.begin, figure.money.end};
        Text doubt = figure.doubt;
        if (doubt.empty() && figure.money.irregular && !figure.certain)
            doubt = say("a separator of the figures was lost or misread", "金额的分隔符缺失或误读");
        found.push_back(from_text(SuggestedField::amount, money_text(figure.money.cents), figure.weight, place, doubt));
    }
    if (figures.empty()) return;
    const Figure& best = figures.front();
    const std::string& own = best.money.currency;
    const std::string currency = own.empty() || (own == "USD" && usual.code == "HKD") ? usual.code : own;
    if (!currency.empty())
        found.push_back(from_text(SuggestedField::currency, currency, own.empty() ? usual.confidence : 0.9F,
                                  {&paper.lines[best.line], best.money.begin, best.money.end}));
}

}  // namespace fonds
