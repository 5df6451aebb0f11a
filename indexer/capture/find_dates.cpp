// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "indexer/capture/dates.hpp"
#include "indexer/capture/finding.hpp"

namespace fonds {

namespace {

constexpr std::array labels{Label{U"签订日期", 0.93F},
                            Label{U"签署日期", 0.93F},
                            Label{U"签约日期", 0.93F},
                            Label{U"订立日期", 0.92F},
                            Label{U"合同日期", 0.92F},
                            Label{U"签订时间", 0.92F},
                            Label{U"签约时间", 0.92F},
                            Label{U"签字日期", 0.9F},
                            Label{U"签订于", 0.9F},
                            Label{U"开票日期", 0.95F},
                            Label{U"开具日期", 0.93F},
                            Label{U"发证日期", 0.93F},
                            Label{U"颁发日期", 0.93F},
                            Label{U"签发日期", 0.93F},
                            Label{U"核发日期", 0.92F},
                            Label{U"发文日期", 0.92F},
                            Label{U"日期", 0.82F},
                            Label{U"时间", 0.6F},
                            Label{U"有效期至", 0.2F},
                            Label{U"有效期限", 0.2F},
                            Label{U"有效期", 0.2F},
                            Label{U"到期", 0.2F},
                            Label{U"截止", 0.2F},
                            Label{U"截至", 0.2F},
                            Label{U"交货日期", 0.25F},
                            Label{U"交付日期", 0.25F},
                            Label{U"交货", 0.25F},
                            Label{U"验收", 0.25F},
                            Label{U"付款日期", 0.25F},
                            Label{U"到期日期", 0.2F},
                            Label{U"成立日期", 0.3F},
                            Label{U"出生日期", 0.1F},
                            Label{U"打印日期", 0.25F},
                            Label{U"起", 0.35F},
                            Label{U"自", 0.35F},
                            Label{U"至", 0.25F},
                            Label{U"invoice date", 0.95F},
                            Label{U"date of issue", 0.93F},
                            Label{U"issue date", 0.93F},
                            Label{U"issued", 0.85F},
                            Label{U"date of invoice", 0.95F},
                            Label{U"date", 0.85F},
                            Label{U"dated", 0.9F},
                            Label{U"signed", 0.88F},
                            Label{U"due date", 0.2F},
                            Label{U"date due", 0.2F},
                            Label{U"due", 0.2F},
                            Label{U"payment date", 0.25F},
                            Label{U"delivery date", 0.25F},
                            Label{U"delivery", 0.25F},
                            Label{U"order date", 0.3F},
                            Label{U"expiry date", 0.2F},
                            Label{U"expires", 0.2F},
                            Label{U"valid until", 0.2F},
                            Label{U"until", 0.2F},
                            Label{U"rechnungsdatum", 0.95F},
                            Label{U"datum", 0.8F},
                            Label{U"date de facture", 0.95F},
                            Label{U"date d'échéance", 0.2F},
                            Label{U"ship date", 0.25F}};

}  // namespace

void find_date_suggestions(const Paper& paper, std::vector<Suggestion>& found)
{
    constexpr std::size_t most = 200;
    std::size_t count = 0;
    for (std::size_t i = 0; i < paper.lines.size(); ++i) {
        const Line& line = paper.lines[i];
        for (const FoundDate& date : find_dates(line.text)) {
            if (++count > most) return;
            const Label* label = label_before(paper.lines, i, date.begin, labels);
            // A line with nothing else is where something was signed.
            const bool alone = date.end - date.begin + 2 >= line.text.size();
            const float weight = label != nullptr ? label->weight : alone ? 0.65F : 0.4F;
            found.push_back(from_text(
                SuggestedField::date, date.day, date.ambiguous ? weight - 0.2F : weight, {&line, date.begin, date.end},
                date.ambiguous ? say("day and month may be the other way round", "日与月可能颠倒") : Text()));
        }
    }
}

}  // namespace fonds
