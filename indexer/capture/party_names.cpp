// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/party_names.hpp"

#include <algorithm>
#include <array>

#include "indexer/capture/lines.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

constexpr std::array<std::u32string_view, 34> han_endings{
    U"公司", U"集团", U"工厂", U"厂",     U"医院",   U"学院",   U"研究院", U"设计院", U"研究所", U"事务所", U"大学", U"学校",
    U"中学", U"小学", U"银行", U"分行",   U"支行",   U"合作社", U"经营部", U"工作室", U"商行",   U"商店",   U"酒店", U"宾馆",
    U"中心", U"协会", U"学会", U"基金会", U"出版社", U"报社",   U"门市部", U"服务部", U"联合社", U"院"};
constexpr std::array<std::u32string_view, 10> authority_endings{U"局",     U"厅",     U"委员会", U"人民政府", U"法院",
                                                                U"检察院", U"管理处", U"海关",   U"办公室",   U"管委会"};
constexpr std::array<std::u32string_view, 22> latin_endings{
    U"ltd",  U"limited",     U"inc",     U"incorporated", U"gmbh", U"ag",  U"kg",  U"plc",   U"llc",   U"llp", U"co",
    U"corp", U"corporation", U"company", U"sarl",         U"sas",  U"s.a", U"b.v", U"s.r.l", U"group", U"se",  U"ohg"};

bool part_of_name(char32_t c)
{
    return is_han(c) || c == U'(' || c == U')' || c == U'·' || is_digit(c) || (c >= U'a' && c <= U'z') || c == U'&';
}

// Words that stand before a name and are none of it.
std::size_t after_prefix(std::u32string_view text, std::size_t begin, std::size_t end)
{
    constexpr std::array<std::u32string_view, 18> prefixes{U"名称", U"单位", U"甲方", U"乙方", U"丙方", U"买方",
                                                           U"卖方", U"供方", U"需方", U"由",   U"与",   U"和",
                                                           U"向",   U"致",   U"受",   U"及",   U"为",   U"本合同"};
    for (bool more = true; more;) {
        more = false;
        for (const auto prefix : prefixes)
            if (end - begin > prefix.size() + 3 && text.substr(begin).starts_with(prefix)) {
                begin += prefix.size();
                more = true;
            }
    }
    return begin;
}

// Words of sentences, which no name has.
bool is_sentence(std::u32string_view text)
{
    constexpr std::array<std::u32string_view, 14> words{U"甲方", U"乙方", U"双方", U"所在地", U"有权", U"应当", U"本合同",
                                                        U"提起", U"根据", U"按照", U"方可",   U"不得", U"任何", U"各方"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::u32string_view word) { return text.find(word) != std::u32string_view::npos; });
}

std::size_t ending_at(std::u32string_view text, std::size_t end)
{
    for (const auto ending : han_endings)
        if (text.substr(0, end).ends_with(ending)) return ending.size();
    for (const auto ending : authority_endings)
        if (text.substr(0, end).ends_with(ending)) return ending.size();
    return 0;
}

bool latin_ending(std::u32string_view word)
{
    while (!word.empty() && (word.back() == U'.' || word.back() == U',')) word.remove_suffix(1);
    return std::find(latin_endings.begin(), latin_endings.end(), word) != latin_endings.end();
}

std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most)
{
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most) return most + 1;
    std::vector<std::size_t> row(a.size() + 1);
    for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
        std::size_t corner = row[0];
        row[0] = j;
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t old = row[i];
            row[i] = std::min({row[i] + 1, row[i - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            corner = old;
        }
    }
    return row[a.size()];
}

std::size_t slack_of(std::size_t length)
{
    return length >= 14 ? 2 : length >= 6 ? 1 : 0;
}

}  // namespace

bool ends_as_name(std::u32string_view text)
{
    while (!text.empty() && (text.back() == U' ' || text.back() == U')' || text.back() == U'。' || text.back() == U'.'))
        text.remove_suffix(1);
    if (text.size() >= 4 && ending_at(text, text.size()) > 0) return true;
    const std::size_t space = text.rfind(U' ');
    return space != std::u32string_view::npos && latin_ending(text.substr(space + 1));
}

bool is_authority(std::u32string_view text)
{
    return std::any_of(authority_endings.begin(), authority_endings.end(),
                       [&](std::u32string_view ending) { return text.ends_with(ending); });
}

std::vector<FoundName> find_names(std::u32string_view text)
{
    std::vector<FoundName> found;
    // Han: a run of characters that names have, up to its last ending.
    for (std::size_t at = 0; at < text.size();) {
        if (!is_han(text[at]) && text[at] != U'(') {
            ++at;
            continue;
        }
        std::size_t run = at;
        while (run < text.size() && part_of_name(text[run])) ++run;
        for (std::size_t end = run; end > at + 3; --end)
            if (ending_at(text, end) > 0) {
                const std::size_t begin = after_prefix(text, at, end);
                if (end - begin >= 4 && end - begin <= 40 && !is_sentence(text.substr(begin, end - begin)))
                    found.push_back({begin, end});
                break;
            }
        at = std::max(run, at + 1);
    }
    // Latin: the words before an ending, on the same line, not across marks.
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && text[end] != U' ') ++end;
        if (latin_ending(text.substr(at, end - at)) && at > 2) {
            std::size_t begin = at;
            while (begin > 0 && (is_latin(text[begin - 1]) || is_digit(text[begin - 1]) ||
                                 std::u32string_view(U" &.,'-").find(text[begin - 1]) != std::u32string_view::npos))
                --begin;
            while (begin < at && !is_code_character(text[begin])) ++begin;
            if (at - begin >= 3 && end - begin <= 80) {
                if (!found.empty() && found.back().begin == begin)
                    found.back().end = end;
                else
                    found.push_back({begin, end});
            }
        }
        at = end + 1;
    }
    return found;
}

std::u32string name_key(std::string_view name)
{
    std::u32string key;
    for (const char32_t c : folded(name))
        if (is_han(c) || is_latin(c) || is_digit(c)) key.push_back(c);
    return key;
}

bool same_name(std::u32string_view a, std::u32string_view b)
{
    if (a.empty() || b.empty()) return false;
    const std::size_t slack = slack_of(std::min(a.size(), b.size()));
    return a == b || (slack > 0 && distance(a, b, slack) <= slack);
}

const KnownParty* known_party(std::span<const KnownParty> parties, std::string_view name, std::string_view tax_id)
{
    if (!tax_id.empty())
        for (const KnownParty& party : parties)
            if (party.tax_id == tax_id) return &party;
    const std::u32string key = name_key(name);
    if (key.empty()) return nullptr;
    const KnownParty* near = nullptr;
    std::size_t rivals = 0;
    for (const KnownParty& party : parties) {
        const auto look = [&](const std::string& called) {
            const std::u32string other = name_key(called);
            if (other == key) return 2;
            return same_name(other, key) ? 1 : 0;
        };
        int best = look(party.name);
        for (const std::string& alias : party.aliases) best = std::max(best, look(alias) == 2 ? 2 : 0);
        if (best == 2) return &party;
        if (best == 1) {
            near = &party;
            ++rivals;
        }
    }
    return rivals == 1 ? near : nullptr;
}

}  // namespace fonds
