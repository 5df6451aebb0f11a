// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "indexer/capture/dates.hpp"
#include "indexer/capture/finding.hpp"
#include "indexer/capture/party_names.hpp"

namespace fonds {

namespace {

constexpr std::array<std::u32string_view, 38> endings{
    U"合同",   U"合同书", U"协议",   U"协议书", U"发票",   U"许可证", U"证书",   U"执照",  U"通知",   U"通知书",
    U"报告",   U"报告书", U"决定",   U"办法",   U"规定",   U"章程",   U"函",     U"证明",  U"证明书", U"收据",
    U"委托书", U"授权书", U"申请书", U"申请表", U"确认书", U"清单",   U"决议",   U"纪要",  U"批复",   U"公告",
    U"意见",   U"方案",   U"订单",   U"对账单", U"登记证", U"备忘录", U"承诺书", U"说明书"};
constexpr std::array<std::u32string_view, 20> latin_words{
    U"invoice",    U"contract",  U"agreement", U"permit",      U"licence",   U"license",        U"certificate",
    U"receipt",    U"statement", U"report",    U"credit note", U"quotation", U"purchase order", U"notice",
    U"memorandum", U"rechnung",  U"facture",   U"order",       U"proposal",  U"gutschrift"};

float height_of(const Line& line)
{
    return line.seen != nullptr ? box_of(*line.seen).height : 0.0F;
}

float score_of(const Line& line, std::size_t index, float usual_height)
{
    std::u32string_view text = line.text;
    if (text.size() < 2 || text.size() > 60 || text.find(U':') != std::u32string_view::npos) return 0;
    if (text.back() == U'。' || text.back() == U',' || text.back() == U';') return 0;
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    if (static_cast<std::size_t>(digits) * 2 > text.size() || !find_dates(text).empty()) return 0;
    float score = 0.2F;
    std::u32string_view stem = text;
    if (stem.ends_with(U')') && stem.rfind(U'(') != std::u32string_view::npos) stem = stem.substr(0, stem.rfind(U'('));
    if (std::any_of(endings.begin(), endings.end(), [&](std::u32string_view one) { return stem.ends_with(one); }))
        score += 0.5F;
    if (std::any_of(latin_words.begin(), latin_words.end(), [&](std::u32string_view one) {
            const std::size_t at = text.find(one);
            return at != std::u32string_view::npos && text.size() <= one.size() + 30 &&
                   (at == 0 || !is_latin(text[at - 1])) &&
                   (at + one.size() == text.size() || !is_latin(text[at + one.size()]));
        }))
        score += 0.5F;
    if (usual_height > 0 && height_of(line) > usual_height * 1.3F) score += 0.2F;
    if (ends_as_name(text)) score -= 0.3F;
    return score - 0.01F * static_cast<float>(index);
}

}  // namespace

void find_title_suggestions(const Paper& paper, const CaptureContext& context, std::vector<Suggestion>& found)
{
    constexpr std::size_t first_lines = 15;
    std::vector<float> heights;
    for (const Line& line : paper.lines)
        if (line.seen != nullptr) heights.push_back(height_of(line));
    std::sort(heights.begin(), heights.end());
    const float usual = heights.empty() ? 0 : heights[heights.size() / 2];
    const Line* best = nullptr;
    float best_score = 0.3F;
    for (std::size_t i = 0; i < std::min(paper.lines.size(), first_lines); ++i) {
        if (paper.lines[i].page != paper.lines.front().page) break;
        const float score = score_of(paper.lines[i], i, usual);
        if (score <= best_score) continue;
        best = &paper.lines[i];
        best_score = score;
    }
    if (best != nullptr)
        found.push_back(from_text(SuggestedField::title, best->part(0, best->text.size()),
                                  std::min(best_score + 0.2F, 0.92F), {best, 0, best->text.size()}));
    find_category_suggestions(paper, best, context, found);
}

}  // namespace fonds
