// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/roles.hpp"

#include <algorithm>
#include <array>

#include "indexer/capture/party_names.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

struct SideLabel {
    std::u32string_view text;
    Side side;
};
constexpr std::array side_labels{SideLabel{U"甲方", Side::buyer},         SideLabel{U"购买方", Side::buyer},
                                 SideLabel{U"购货方", Side::buyer},       SideLabel{U"购货单位", Side::buyer},
                                 SideLabel{U"买方", Side::buyer},         SideLabel{U"买受人", Side::buyer},
                                 SideLabel{U"需方", Side::buyer},         SideLabel{U"采购方", Side::buyer},
                                 SideLabel{U"委托方", Side::buyer},       SideLabel{U"委托人", Side::buyer},
                                 SideLabel{U"发包方", Side::buyer},       SideLabel{U"发包人", Side::buyer},
                                 SideLabel{U"定作方", Side::buyer},       SideLabel{U"承租方", Side::buyer},
                                 SideLabel{U"客户名称", Side::buyer},     SideLabel{U"付款方", Side::buyer},
                                 SideLabel{U"付款单位", Side::buyer},     SideLabel{U"乙方", Side::seller},
                                 SideLabel{U"销售方", Side::seller},      SideLabel{U"销货方", Side::seller},
                                 SideLabel{U"销货单位", Side::seller},    SideLabel{U"卖方", Side::seller},
                                 SideLabel{U"出卖人", Side::seller},      SideLabel{U"供方", Side::seller},
                                 SideLabel{U"供应方", Side::seller},      SideLabel{U"供货方", Side::seller},
                                 SideLabel{U"受托方", Side::seller},      SideLabel{U"受托人", Side::seller},
                                 SideLabel{U"承包方", Side::seller},      SideLabel{U"承包人", Side::seller},
                                 SideLabel{U"承揽方", Side::seller},      SideLabel{U"出租方", Side::seller},
                                 SideLabel{U"收款方", Side::seller},      SideLabel{U"收款单位", Side::seller},
                                 SideLabel{U"单位名称", Side::holder},    SideLabel{U"企业名称", Side::holder},
                                 SideLabel{U"公司名称", Side::holder},    SideLabel{U"持证单位", Side::holder},
                                 SideLabel{U"建设单位", Side::holder},    SideLabel{U"申请人", Side::holder},
                                 SideLabel{U"申请单位", Side::holder},    SideLabel{U"持有人", Side::holder},
                                 SideLabel{U"被许可人", Side::holder},    SideLabel{U"名称", Side::none},
                                 SideLabel{U"发证机关", Side::authority}, SideLabel{U"登记机关", Side::authority},
                                 SideLabel{U"发证单位", Side::authority}, SideLabel{U"核发机关", Side::authority},
                                 SideLabel{U"party a", Side::buyer},      SideLabel{U"party b", Side::seller},
                                 SideLabel{U"buyer", Side::buyer},        SideLabel{U"customer", Side::buyer},
                                 SideLabel{U"bill to", Side::buyer},      SideLabel{U"billed to", Side::buyer},
                                 SideLabel{U"sold to", Side::buyer},      SideLabel{U"invoice to", Side::buyer},
                                 SideLabel{U"client", Side::buyer},       SideLabel{U"purchaser", Side::buyer},
                                 SideLabel{U"seller", Side::seller},      SideLabel{U"vendor", Side::seller},
                                 SideLabel{U"supplier", Side::seller},    SideLabel{U"bill from", Side::seller},
                                 SideLabel{U"contractor", Side::seller},  SideLabel{U"service provider", Side::seller},
                                 SideLabel{U"issued to", Side::holder},   SideLabel{U"issued by", Side::authority},
                                 SideLabel{U"kunde", Side::buyer},        SideLabel{U"lieferant", Side::seller}};

// Where the next label on the line begins; the end of the line without one.
std::size_t next_label(std::u32string_view text, std::size_t from)
{
    std::size_t next = text.size();
    for (const SideLabel& label : side_labels)
        if (label.side != Side::none && is_han(label.text[0]))
            if (const std::size_t at = text.find(label.text, from); at < next && at > from) next = at;
    for (const std::u32string_view word :
         {U"纳税人", U"统一社会", U"法定代表", U"地址", U"电话", U"税号", U"日期", U"(盖章", U"(签章"})
        if (const std::size_t at = text.find(word, from); at < next && at > from) next = at;
    return next;
}

// Behind "甲方(采购方):", "购买方名称:", "Customer:"; nothing when no value is meant.
std::optional<std::size_t> value_start(std::u32string_view text, std::size_t at)
{
    const auto spaces = [&] {
        while (at < text.size() && text[at] == U' ') ++at;
    };
    spaces();
    for (const std::u32string_view more : {U"单位名称", U"名称", U"全称", U"name", U"信息"})
        if (text.substr(at).starts_with(more)) at += more.size();
    spaces();
    if (at < text.size() && text[at] == U'(') {
        const std::size_t close = text.find(U')', at);
        if (close != std::u32string_view::npos && close - at <= 14) {
            const std::u32string_view inside = text.substr(at, close - at);
            if (inside.find(U"章") != std::u32string_view::npos || inside.find(U"签") != std::u32string_view::npos)
                return std::nullopt;
            at = close + 1;
        }
    }
    spaces();
    const bool colon = at < text.size() && (text[at] == U':' || text[at] == U';');
    if (colon) ++at;
    spaces();
    if (colon || at >= text.size()) return at;
    // Without a colon only a name that begins here and ends soon is one: 甲方应于… is not.
    const std::u32string_view rest = text.substr(at);
    const auto names = find_names(rest);
    const bool name = !names.empty() && names[0].begin == 0 && names[0].end <= 30 &&
                      rest.find(U"应") == std::u32string_view::npos && rest.find(U"的") == std::u32string_view::npos;
    return name ? std::optional(at) : std::nullopt;
}

// A name from `begin` on, joined with the next line where it is broken.
std::optional<Role> named_at(const Paper& paper, std::size_t index, std::size_t begin, Side side)
{
    const Line* line = &paper.lines[index];
    std::size_t end = next_label(line->text, begin);
    if (begin >= line->text.size() && index + 1 < paper.lines.size()) {
        // A label alone: its value stands below.
        line = &paper.lines[++index];
        begin = 0;
        end = next_label(line->text, 0);
        if (line->text.find(U':') != std::u32string::npos) return std::nullopt;
    }
    const std::u32string_view whole = std::u32string_view(line->text).substr(begin, end - begin);
    const std::u32string_view text = trimmed_name(whole);
    if (letters_in(text) < 2 || text.size() > 80) return std::nullopt;
    begin += static_cast<std::size_t>(text.data() - whole.data());
    end = begin + text.size();
    Role role;
    role.side = side;
    role.line = index;
    role.place = {line, begin, end};
    role.name = line->part(begin, end);
    role.confidence = 0.72F;
    if (ends_as_name(text)) {
        role.confidence = 0.92F;
        return role;
    }
    if (const auto names = find_names(text); !names.empty() && names[0].begin == 0) {
        role.place.end = begin + names[0].end;
        role.name = line->part(begin, role.place.end);
        role.confidence = 0.9F;
    } else if (end == line->text.size() && index + 1 < paper.lines.size() && is_han(text.back())) {
        const Line& below = paper.lines[index + 1];
        const std::u32string both = std::u32string(text) + below.text;
        const auto joined = find_names(both);
        const bool plain = below.text.substr(0, 24).find(U':') == std::u32string::npos;
        if (plain && !joined.empty() && joined[0].begin == 0 && joined[0].end > text.size() && joined[0].end <= 40) {
            role.name += below.part(0, joined[0].end - text.size());
            role.confidence = 0.85F;
        }
    }
    return role;
}

}  // namespace

std::u32string_view trimmed_name(std::u32string_view text)
{
    const std::u32string_view marks = U" .,:;、。_-";
    while (!text.empty() && marks.find(text.front()) != std::u32string_view::npos) text.remove_prefix(1);
    while (!text.empty() && std::u32string_view(U" ,:;、。_-").find(text.back()) != std::u32string_view::npos)
        text.remove_suffix(1);
    return text;
}

std::size_t letters_in(std::u32string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char32_t c) { return is_han(c) || is_latin(c); }));
}

std::vector<Role> labelled_roles(const Paper& paper)
{
    std::vector<Role> roles;
    Side heading = Side::none;
    std::size_t heading_line = 0;
    for (std::size_t i = 0; i < paper.lines.size() && roles.size() < 40; ++i) {
        const std::u32string_view text = paper.lines[i].text;
        for (const SideLabel& label : side_labels) {
            const std::size_t at = text.find(label.text);
            if (at == std::u32string_view::npos) continue;
            const std::size_t after = at + label.text.size();
            const bool latin = is_latin(label.text[0]);
            if (latin && ((at > 0 && is_latin(text[at - 1])) || (after < text.size() && is_latin(text[after])))) continue;
            if (latin && at > 3) continue;
            Side side = label.side;
            if (side == Side::none) {
                // 名称: by itself is of the side whose heading stands before it, else of the one that comes first.
                if (at > 2 || paper.kind != PaperKind::invoice) continue;
                side = heading != Side::none && i - heading_line < 8 ? heading
                       : std::any_of(roles.begin(), roles.end(), [](const Role& one) { return one.side == Side::buyer; })
                           ? Side::seller
                           : Side::buyer;
            }
            if (label.side == Side::buyer || label.side == Side::seller) {
                heading = label.side;
                heading_line = i;
            }
            const auto start = value_start(text, after);
            if (!start) continue;
            if (latin && *start < text.size() && text.find(U':', after) == std::u32string_view::npos) continue;
            if (auto role = named_at(paper, i, *start, side)) roles.push_back(std::move(*role));
        }
    }
    return roles;
}

}  // namespace fonds
