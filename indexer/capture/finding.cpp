// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/finding.hpp"

#include <algorithm>
#include <array>

namespace fonds {

namespace {

bool whole_word(std::u32string_view text, std::size_t begin, std::size_t end)
{
    const auto letter = [](char32_t c) { return is_latin(c); };
    if (letter(text[begin]) && begin > 0 && letter(text[begin - 1])) return false;
    return !(letter(text[end - 1]) && end < text.size() && letter(text[end]));
}

struct KindWord {
    std::u32string_view text;
    PaperKind kind;
};
constexpr std::array kind_words{KindWord{U"发票", PaperKind::invoice},        KindWord{U"invoice", PaperKind::invoice},
                                KindWord{U"rechnung", PaperKind::invoice},    KindWord{U"facture", PaperKind::invoice},
                                KindWord{U"credit note", PaperKind::invoice}, KindWord{U"合同", PaperKind::contract},
                                KindWord{U"协议", PaperKind::contract},       KindWord{U"contract", PaperKind::contract},
                                KindWord{U"agreement", PaperKind::contract},  KindWord{U"许可证", PaperKind::permit},
                                KindWord{U"执照", PaperKind::permit},         KindWord{U"资质证书", PaperKind::permit},
                                KindWord{U"登记证", PaperKind::permit},       KindWord{U"备案证", PaperKind::permit},
                                KindWord{U"permit", PaperKind::permit},       KindWord{U"licence", PaperKind::permit},
                                KindWord{U"license", PaperKind::permit}};

}  // namespace

PaperKind kind_of(std::span<const Line> lines)
{
    // The first line that is little more than such a word decides; then the first that has one.
    PaperKind loose = PaperKind::other;
    for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 15); ++i)
        for (const KindWord& word : kind_words) {
            const std::size_t at = lines[i].text.find(word.text);
            if (at == std::u32string::npos || !whole_word(lines[i].text, at, at + word.text.size())) continue;
            const bool short_line = lines[i].text.size() <= word.text.size() + 16;
            if (short_line && lines[i].text.find(U':') == std::u32string::npos) return word.kind;
            if (loose == PaperKind::other) loose = word.kind;
        }
    return loose;
}

Suggestion from_text(SuggestedField field, std::string value, float confidence, const Place& place, Text doubt)
{
    Suggestion one;
    one.field = field;
    one.value = std::move(value);
    one.confidence = confidence;
    one.doubt = std::move(doubt);
    if (place.line != nullptr) {
        one.seen = place.line->seen_part(place.begin, place.end);
        one.page = place.line->page;
        one.place = place_of(*place.line, place.begin, place.end);
    }
    return one;
}

const Label* label_before(std::span<const Line> lines, std::size_t line, std::size_t at, std::span<const Label> labels)
{
    const auto last_in = [&](std::u32string_view text, std::size_t least) {
        const Label* best = nullptr;
        std::size_t best_end = least;
        for (const Label& label : labels) {
            std::size_t found = text.rfind(label.text);
            while (found != std::u32string_view::npos && !whole_word(text, found, found + label.text.size()))
                found = found == 0 ? std::u32string_view::npos : text.rfind(label.text, found - 1);
            if (found == std::u32string_view::npos) continue;
            const std::size_t end = found + label.text.size();
            if (end > best_end || (end == best_end && (best == nullptr || label.text.size() > best->text.size()))) {
                best = &label;
                best_end = end;
            }
        }
        return best;
    };
    const std::u32string_view own = std::u32string_view(lines[line].text).substr(0, at);
    if (const Label* label = last_in(own, 0); label != nullptr) return label;
    if (own.size() > 4 || line == 0 || lines[line - 1].page != lines[line].page) return nullptr;
    std::u32string_view before = lines[line - 1].text;
    while (!before.empty() && (before.back() == U':' || before.back() == U' ')) before.remove_suffix(1);
    const Label* label = last_in(before, before.empty() ? 0 : before.size() - 1);
    return label != nullptr && before.ends_with(label->text) ? label : nullptr;
}

}  // namespace fonds
