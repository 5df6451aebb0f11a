// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "indexer/capture/dates.hpp"
#include "indexer/capture/finding.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

struct NumberLabel {
    std::u32string_view text;
    float weight;
    PaperKind kind;  // other: any
};

constexpr std::array labels{NumberLabel{U"合同编号", 0.95F, PaperKind::contract},
                            NumberLabel{U"协议编号", 0.95F, PaperKind::contract},
                            NumberLabel{U"合同号", 0.93F, PaperKind::contract},
                            NumberLabel{U"协议号", 0.92F, PaperKind::contract},
                            NumberLabel{U"contract no", 0.95F, PaperKind::contract},
                            NumberLabel{U"contract number", 0.95F, PaperKind::contract},
                            NumberLabel{U"agreement no", 0.93F, PaperKind::contract},
                            NumberLabel{U"发票号码", 0.96F, PaperKind::invoice},
                            NumberLabel{U"发票号", 0.92F, PaperKind::invoice},
                            NumberLabel{U"发票编号", 0.93F, PaperKind::invoice},
                            NumberLabel{U"invoice no", 0.96F, PaperKind::invoice},
                            NumberLabel{U"invoice number", 0.96F, PaperKind::invoice},
                            NumberLabel{U"invoice #", 0.95F, PaperKind::invoice},
                            NumberLabel{U"invoice id", 0.93F, PaperKind::invoice},
                            NumberLabel{U"rechnungsnummer", 0.95F, PaperKind::invoice},
                            NumberLabel{U"rechnung nr", 0.95F, PaperKind::invoice},
                            NumberLabel{U"rechnungs-nr", 0.95F, PaperKind::invoice},
                            NumberLabel{U"facture n°", 0.93F, PaperKind::invoice},
                            NumberLabel{U"许可证编号", 0.95F, PaperKind::permit},
                            NumberLabel{U"许可证号", 0.95F, PaperKind::permit},
                            NumberLabel{U"证书编号", 0.95F, PaperKind::permit},
                            NumberLabel{U"证书号", 0.93F, PaperKind::permit},
                            NumberLabel{U"证照编号", 0.93F, PaperKind::permit},
                            NumberLabel{U"备案号", 0.9F, PaperKind::permit},
                            NumberLabel{U"permit no", 0.95F, PaperKind::permit},
                            NumberLabel{U"licence no", 0.95F, PaperKind::permit},
                            NumberLabel{U"license no", 0.95F, PaperKind::permit},
                            NumberLabel{U"certificate no", 0.93F, PaperKind::permit},
                            NumberLabel{U"文号", 0.85F, PaperKind::other},
                            NumberLabel{U"编号", 0.8F, PaperKind::other},
                            NumberLabel{U"单号", 0.7F, PaperKind::other},
                            NumberLabel{U"no", 0.75F, PaperKind::other},
                            NumberLabel{U"№", 0.75F, PaperKind::other},
                            NumberLabel{U"n°", 0.6F, PaperKind::other},
                            NumberLabel{U"ref", 0.5F, PaperKind::other},
                            NumberLabel{U"reference", 0.5F, PaperKind::other}};

// Labels whose numbers are not the document's own.
constexpr std::array<std::u32string_view, 16> foreign{U"p.o",    U"po ",  U"order", U"account", U"发票代码", U"税务登记",
                                                      U"身份证", U"电话", U"账号",  U"帐号",    U"订单",     U"tel",
                                                      U"phone",  U"全宗", U"案卷",  U"customer"};

bool joins(char32_t c)
{
    return is_code_character(c) || c == U'-' || c == U'/' || c == U'_' || c == U'.' || c == U'·' || c == U'(' || c == U')' ||
           c == U'[' || c == U']' || c == U'〔' || c == U'〕' || c == U'#';
}

// Recognition puts spaces beside a hyphen: "HT-2020 -42365" is one number. Where it goes on; `at` when it does not.
std::size_t behind_gap(std::u32string_view text, std::size_t at)
{
    const auto is = [&](std::size_t i, std::u32string_view set) {
        return i < text.size() && set.find(text[i]) != std::u32string_view::npos;
    };
    bool hyphen = at > 0 && is(at - 1, U"-/");
    bool spaced = false;
    std::size_t next = at;
    if (is(next, U" ")) ++next;
    if (is(next, U"-/")) {
        hyphen = true;
        ++next;
        if (is(next, U" ")) {
            ++next;
            spaced = true;
        }
    } else {
        spaced = true;
    }
    const bool goes_on = next < text.size() && (spaced ? is_digit(text[next]) : is_code_character(text[next]));
    return hyphen && goes_on ? next : at;
}

// Behind the label: "编号(no.):", then the number; Han characters may be in it when it ends in 号.
Place value_behind(const Line& line, std::size_t at)
{
    const std::u32string_view text = line.text;
    const auto skip = [&](std::u32string_view set) {
        while (at < text.size() && set.find(text[at]) != std::u32string_view::npos) ++at;
    };
    skip(U" .");
    if (at < text.size() && text[at] == U'(') {
        const std::size_t close = text.find(U')', at);
        // (2012)… is the number itself.
        if (close != std::u32string_view::npos && close - at < 10 && !is_digit(text[at + 1])) at = close + 1;
    }
    skip(U" .:;#=");
    std::size_t end = at;
    while (end < text.size() && (joins(text[end]) || is_han(text[end]))) ++end;
    const std::size_t last = text.substr(at, end - at).rfind(U'号');
    const bool written = last != std::u32string_view::npos && last > 3 && last <= 30 &&
                         std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                     text.begin() + static_cast<std::ptrdiff_t>(at + last), is_digit);
    if (written) return {&line, at, at + last + 1};
    end = at;
    while (end < text.size()) {
        const std::size_t next = joins(text[end]) ? end + 1 : behind_gap(text, end);
        if (next == end) break;
        end = next;
    }
    while (end > at && std::u32string_view(U".-/_([·#").find(text[end - 1]) != std::u32string_view::npos) --end;
    return {&line, at, end};
}

bool is_number(const Place& place)
{
    const std::u32string_view text = std::u32string_view(place.line->text).substr(place.begin, place.end - place.begin);
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    if (text.size() < 3 || text.size() > 60 || digits < 2) return false;
    const auto dates = find_dates(text);
    return dates.empty() || dates[0].end - dates[0].begin < text.size();
}

// A letter O between figures is a nought.
std::string mended(std::string value, Text& doubt)
{
    const auto digit = [&](std::size_t at) { return at < value.size() && value[at] >= '0' && value[at] <= '9'; };
    for (std::size_t i = 1; i + 1 < value.size(); ++i)
        if ((value[i] == 'O' || value[i] == 'o') && digit(i - 1) && digit(i + 1)) {
            value[i] = '0';
            doubt = say("a letter O between figures was read as 0", "数字之间的字母 O 按 0 处理");
        }
    return value;
}

bool is_foreign(std::u32string_view before)
{
    const std::u32string_view near = before.size() > 14 ? before.substr(before.size() - 14) : before;
    return std::any_of(foreign.begin(), foreign.end(),
                       [&](std::u32string_view word) { return near.find(word) != std::u32string_view::npos; });
}

// (2012)建许字第7134号, 国发〔2023〕12号: the numbers of authorities, which need no label.
void find_written(const Line& line, std::vector<Suggestion>& found)
{
    const std::u32string_view text = line.text;
    for (std::size_t at = 0; at + 6 < text.size(); ++at) {
        const bool opens = text[at] == U'(' || text[at] == U'〔' || text[at] == U'[';
        if (!opens || text.size() < at + 7 ||
            !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at + 1),
                         text.begin() + static_cast<std::ptrdiff_t>(at + 5), is_digit))
            continue;
        if (text[at + 5] != U')' && text[at + 5] != U'〕' && text[at + 5] != U']') continue;
        std::size_t end = at + 6;
        while (end < text.size() && end < at + 30 && text[end] != U'号' &&
               (is_han(text[end]) || is_code_character(text[end]) || text[end] == U'-'))
            ++end;
        if (end >= text.size() || text[end] != U'号' || !is_digit(text[end - 1])) continue;
        std::size_t begin = at;
        while (begin > 0 && at - begin < 8 && is_han(text[begin - 1])) --begin;
        const bool alone = begin == 0 && end + 2 >= text.size();
        found.push_back(
            from_text(SuggestedField::number, line.part(begin, end + 1), alone ? 0.88F : 0.5F, {&line, begin, end + 1}));
        at = end;
    }
}

}  // namespace

void find_number_suggestions(const Paper& paper, std::vector<Suggestion>& found)
{
    constexpr std::size_t most_lines = 300;
    for (std::size_t i = 0; i < std::min(paper.lines.size(), most_lines); ++i) {
        const Line& line = paper.lines[i];
        const std::u32string_view text = line.text;
        for (const NumberLabel& label : labels) {
            const std::size_t at = text.find(label.text);
            if (at == std::u32string_view::npos) continue;
            const std::size_t end = at + label.text.size();
            const bool latin = is_latin(label.text.back());
            if (is_latin(label.text.front()) && at > 0 && is_latin(text[at - 1])) continue;
            if (latin && end < text.size() && is_latin(text[end])) continue;
            if (label.kind == PaperKind::other && is_foreign(text.substr(0, at))) continue;
            Place place = value_behind(line, end);
            // A label alone has its number below.
            if (place.begin >= text.size() && i + 1 < paper.lines.size()) place = value_behind(paper.lines[i + 1], 0);
            if (place.end <= place.begin || !is_number(place)) continue;
            float weight = label.weight;
            if (label.kind != PaperKind::other && paper.kind != PaperKind::other && label.kind != paper.kind) weight -= 0.4F;
            // A generic label in the middle of a sentence means something else.
            if (label.kind == PaperKind::other && (i > 25 || at > 24)) weight -= 0.3F;
            Text doubt;
            std::string value = mended(place.line->part(place.begin, place.end), doubt);
            if (std::erase(value, ' ') > 0) weight -= 0.12F;  // for a person to look at
            found.push_back(from_text(SuggestedField::number, std::move(value), weight, place, doubt));
        }
        find_written(line, found);
    }
}

}  // namespace fonds
