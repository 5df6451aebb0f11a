// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/tax_id.hpp"

#include <algorithm>
#include <array>

#include "indexer/capture/lines.hpp"

namespace fonds {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool has_label(std::u32string_view before, bool& vat)
{
    constexpr std::array<std::u32string_view, 9> chinese{U"纳税人识别号", U"信用代码",   U"税号",
                                                         U"识别号",       U"税务登记号", U"税务登记证号",
                                                         U"tax id",       U"taxpayer",   U"tax number"};
    constexpr std::array<std::u32string_view, 7> european{U"vat", U"ust-id", U"ustid", U"tva", U"iva", U"btw", U"uid"};
    const std::u32string_view near = before.size() > 40 ? before.substr(before.size() - 40) : before;
    for (const auto label : european)
        if (near.find(label) != std::u32string_view::npos) vat = true;
    return vat || std::any_of(chinese.begin(), chinese.end(),
                              [&](std::u32string_view label) { return near.find(label) != std::u32string_view::npos; });
}

std::string upper(std::u32string_view text)
{
    std::string result;
    for (const char32_t c : text) result.push_back(static_cast<char>(c >= U'a' && c <= U'z' ? c - 32 : c));
    return result;
}

char alike(char c)
{
    switch (c) {
    case 'O': return '0';
    case 'I': return '1';
    case 'S': return '5';
    case 'Z': return '2';
    case 'V': return 'Y';
    default: return c;
    }
}

// The ninth to seventeenth characters are the code of the organisation with a check of its own (GB 11714).
bool is_organisation_code(std::string_view code)
{
    constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const char c = code[i];
        sum += weights[i] * (c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10);
    }
    const int check = 11 - sum % 11;
    return code[8] == (check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check));
}

// Both checks fit, and the region is written in figures: a code that was not one does not become one by chance.
bool is_sure_code(std::string_view code)
{
    return is_credit_code(code) && is_organisation_code(code.substr(8, 9)) &&
           code.substr(2, 6).find_first_not_of("0123456789") == std::string_view::npos;
}

// Letters that no code has are read as the figures they look like; then at most one more may be wrong.
bool mend(std::string& code)
{
    for (char& c : code) c = alike(c);
    if (is_sure_code(code)) return true;
    constexpr std::array<std::string_view, 7> pairs{"8B", "0D", "0Q", "1L", "2Z", "5S", "6G"};
    std::string found;
    for (std::size_t i = 0; i < code.size(); ++i)
        for (const std::string_view pair : pairs) {
            const auto at = pair.find(code[i]);
            if (at == std::string_view::npos) continue;
            std::string other = code;
            other[i] = pair[1 - at];
            if (!is_sure_code(other)) continue;
            if (!found.empty() && found != other) return false;  // two ways are none
            found = other;
        }
    if (found.empty()) return false;
    code = found;
    return true;
}

// By country: how many characters follow the two letters.
bool is_vat_number(std::string_view text)
{
    struct Form {
        std::string_view country;
        std::size_t least, most;
    };
    constexpr std::array forms{Form{"AT", 9, 9},   Form{"BE", 10, 10}, Form{"BG", 9, 10},  Form{"CY", 9, 9},
                               Form{"CZ", 8, 10},  Form{"DE", 9, 9},   Form{"DK", 8, 8},   Form{"EE", 9, 9},
                               Form{"EL", 9, 9},   Form{"ES", 9, 9},   Form{"FI", 8, 8},   Form{"FR", 11, 11},
                               Form{"HR", 11, 11}, Form{"HU", 8, 8},   Form{"IE", 8, 9},   Form{"IT", 11, 11},
                               Form{"LT", 9, 12},  Form{"LU", 8, 8},   Form{"LV", 11, 11}, Form{"MT", 8, 8},
                               Form{"NL", 12, 12}, Form{"PL", 10, 10}, Form{"PT", 9, 9},   Form{"RO", 2, 10},
                               Form{"SE", 12, 12}, Form{"SI", 8, 8},   Form{"SK", 10, 10}, Form{"GB", 9, 12}};
    return std::any_of(forms.begin(), forms.end(), [&](const Form& form) {
        return text.starts_with(form.country) && text.size() - 2 >= form.least && text.size() - 2 <= form.most;
    });
}

}  // namespace

bool is_credit_code(std::string_view code)
{
    if (code.size() != 18) return false;
    std::size_t sum = 0, weight = 1;
    for (std::size_t i = 0; i < 17; ++i) {
        const std::size_t value = alphabet.find(code[i]);
        if (value == std::string_view::npos) return false;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return code[17] == alphabet[(31 - sum % 31) % 31];
}

std::vector<FoundTaxId> find_tax_ids(std::u32string_view text)
{
    std::vector<FoundTaxId> found;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_code_character(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_code_character(text[end])) ++end;
        const std::size_t begin = at;
        at = end;
        bool vat = false;
        const bool labelled = has_label(text.substr(0, begin), vat);
        // A label lets the code be parted by spaces.
        std::u32string code(text.substr(begin, end - begin));
        std::size_t last = end;
        while (labelled && code.size() < 18 && last + 1 < text.size() && text[last] == U' ' &&
               is_code_character(text[last + 1])) {
            std::size_t next = last + 1;
            while (next < text.size() && is_code_character(text[next])) ++next;
            if (code.size() + (next - last - 1) > 18) break;
            code += text.substr(last + 1, next - last - 1);
            last = next;
        }
        FoundTaxId id{begin, end, upper(code), true, {}};
        const auto digits = static_cast<std::size_t>(std::count_if(code.begin(), code.end(), is_digit));
        if (code.size() == 18 && digits >= 8 && (labelled || is_sure_code(id.value))) {
            id.end = at = last;
            if (!is_credit_code(id.value)) {
                std::string mended = id.value;
                if (mend(mended)) {
                    id.doubt = say("a character was read as another that looks alike, so that the check character fits",
                                   "有一个字符按形近字更正,使校验码相符");
                    id.value = mended;
                } else {
                    id.checked = false;
                    id.doubt = say("the check character does not fit (GB 32100-2015)", "校验码不符(GB 32100-2015)");
                }
            }
            found.push_back(id);
        } else if (vat && id.value.size() >= 4 && is_vat_number(upper(code))) {
            id.end = at = last;
            found.push_back(id);
        } else if (labelled && !vat && (code.size() == 15 || code.size() == 20) && digits + 3 >= code.size()) {
            id.end = at = last;
            found.push_back(id);
        }
    }
    return found;
}

}  // namespace fonds
