// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <optional>

#include "indexer/capture/finding.hpp"
#include "indexer/capture/party_names.hpp"
#include "indexer/capture/tax_id.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

enum class Side { none, buyer, seller, holder, authority };

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

struct Role {
    Side side = Side::none;
    std::string name;
    Place place;
    float confidence = 0;
    std::size_t line = 0;
    std::optional<FoundTaxId> tax_id;
    Place tax_place;
};

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

std::vector<Role> labelled(const Paper& paper)
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

bool has_side(const std::vector<Role>& roles, Side side)
{
    return std::any_of(roles.begin(), roles.end(), [&](const Role& one) { return one.side == side; });
}

// The head of a letter or an invoice is who it is from.
void add_letterhead(const Paper& paper, std::vector<Role>& roles)
{
    for (std::size_t i = 0; i < std::min<std::size_t>(paper.lines.size(), 4); ++i) {
        const Line& line = paper.lines[i];
        const std::u32string_view text = line.text;
        if (kind_of(std::span(&line, 1)) == paper.kind || text.find(U':') != std::u32string_view::npos) return;
        const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
        if (digits > 2 || letters_in(text) < 4 || text.size() > 70) continue;
        Role role;
        role.side = Side::seller;
        role.line = i;
        role.place = {&line, 0, text.size()};
        role.name = line.part(0, text.size());
        role.confidence = ends_as_name(text) ? 0.85F : text.find(U' ') != std::u32string_view::npos ? 0.65F : 0.4F;
        roles.push_back(std::move(role));
        return;
    }
}

void add_authority(const Paper& paper, std::vector<Role>& roles)
{
    for (std::size_t i = 0; i < paper.lines.size(); ++i) {
        const Line& line = paper.lines[i];
        const std::u32string_view text = trimmed_name(line.text);
        if (text.size() < 4 || text.size() > 30 || !is_authority(text) || text.find(U':') != std::u32string_view::npos)
            continue;
        roles.push_back({Side::authority, line.part(0, line.text.size()), {&line, 0, line.text.size()}, 0.8F, i, {}, {}});
        return;
    }
}

void add_unlabelled(const Paper& paper, std::vector<Role>& roles)
{
    for (std::size_t i = 0; i < paper.lines.size() && roles.size() < 12; ++i)
        for (const FoundName& name : find_names(paper.lines[i].text)) {
            if (is_authority(std::u32string_view(paper.lines[i].text).substr(0, name.end))) continue;
            const std::string text = paper.lines[i].part(name.begin, name.end);
            const auto key = name_key(text);
            if (std::none_of(roles.begin(), roles.end(),
                             [&](const Role& one) { return same_name(name_key(one.name), key); }))
                roles.push_back({Side::none, text, {&paper.lines[i], name.begin, name.end}, 0.35F, i, {}, {}});
        }
}

// A party of the register whose name stands anywhere.
void add_known(const Paper& paper, const CaptureContext& context, std::vector<Role>& roles)
{
    constexpr std::size_t most = 20'000;
    if (context.parties.size() > most) return;
    std::vector<std::u32string> keys;
    for (std::size_t i = 0; i < std::min<std::size_t>(paper.lines.size(), 120); ++i)
        keys.push_back(name_key(paper.lines[i].source));
    for (const KnownParty& party : context.parties) {
        const std::u32string key = name_key(party.name);
        if (key.size() < 4) continue;
        const auto found =
            std::find_if(keys.begin(), keys.end(), [&](const auto& line) { return line.find(key) != std::u32string::npos; });
        if (found == keys.end()) continue;
        const auto index = static_cast<std::size_t>(found - keys.begin());
        if (std::none_of(roles.begin(), roles.end(), [&](const Role& one) { return same_name(name_key(one.name), key); }))
            roles.push_back(
                {Side::none, party.name, {&paper.lines[index], 0, paper.lines[index].text.size()}, 0.6F, index, {}, {}});
        if (roles.size() > 20) return;
    }
}

// A tax id is of the party that was named last before it, or else of the first without one.
void add_tax_ids(const Paper& paper, std::vector<Role>& roles)
{
    for (std::size_t i = 0; i < paper.lines.size(); ++i)
        for (const FoundTaxId& id : find_tax_ids(paper.lines[i].text)) {
            Role* owner = nullptr;
            for (Role& role : roles)
                if (role.side != Side::authority && !role.tax_id && role.line <= i && i - role.line <= 8 &&
                    (owner == nullptr || role.line > owner->line))
                    owner = &role;
            for (Role& role : roles)
                if (owner == nullptr && !role.tax_id && role.side != Side::authority) owner = &role;
            if (owner == nullptr) continue;
            owner->tax_id = id;
            owner->tax_place = {&paper.lines[i], id.begin, id.end};
        }
}

void suggest(const Role& role, bool first, const CaptureContext& context, float scale, std::vector<Suggestion>& found)
{
    const std::string id = role.tax_id && role.tax_id->checked ? role.tax_id->value : std::string();
    const KnownParty* known = known_party(context.parties, role.name, id);
    std::string value = known == nullptr ? role.name : known->name;
    float confidence = role.confidence * scale;
    std::string doubt;
    if (known != nullptr) {
        confidence = std::min(0.97F, confidence + 0.05F);
        if (!same_name(name_key(role.name), name_key(known->name)) && id == known->tax_id && !id.empty())
            doubt = "the register has another name for this tax number";
    }
    found.push_back(from_text(first ? SuggestedField::party : SuggestedField::counterparty, std::move(value), confidence,
                              role.place, doubt));
    if (role.tax_id)
        found.push_back(from_text(first ? SuggestedField::party_tax_id : SuggestedField::counterparty_tax_id,
                                  role.tax_id->value,
                                  (role.tax_id->checked ? role.tax_id->doubt.empty() ? 0.95F : 0.75F : 0.55F) * scale,
                                  role.tax_place, role.tax_id->doubt));
}

// Whom the document is about: of a contract the first party, of an invoice who sends it, of a permit who has it.
int rank(Side side, PaperKind kind)
{
    switch (kind) {
    case PaperKind::invoice: return side == Side::seller ? 0 : side == Side::buyer ? 1 : side == Side::holder ? 2 : 3;
    case PaperKind::permit: return side == Side::holder ? 0 : side == Side::authority ? 1 : 2;
    default: return side == Side::buyer ? 0 : side == Side::seller ? 1 : side == Side::holder ? 2 : 3;
    }
}

}  // namespace

void find_party_suggestions(const Paper& paper, const CaptureContext& context, std::vector<Suggestion>& found)
{
    std::vector<Role> roles = labelled(paper);
    if (paper.kind == PaperKind::invoice && !has_side(roles, Side::seller)) add_letterhead(paper, roles);
    if (paper.kind == PaperKind::permit && !has_side(roles, Side::authority)) add_authority(paper, roles);
    add_unlabelled(paper, roles);
    add_known(paper, context, roles);
    // One role for each name: the surest.
    std::stable_sort(roles.begin(), roles.end(), [](const Role& a, const Role& b) { return a.confidence > b.confidence; });
    std::vector<Role> once;
    for (Role& role : roles) {
        const auto key = name_key(role.name);
        if (std::none_of(once.begin(), once.end(), [&](const Role& one) { return name_key(one.name) == key; }))
            once.push_back(std::move(role));
    }
    std::stable_sort(once.begin(), once.end(), [](const Role& a, const Role& b) { return a.line < b.line; });
    add_tax_ids(paper, once);
    std::stable_sort(once.begin(), once.end(),
                     [&](const Role& a, const Role& b) { return rank(a.side, paper.kind) < rank(b.side, paper.kind); });
    const auto own_key = name_key(context.own_name);
    const auto own =
        std::find_if(once.begin(), once.end(), [&](const Role& one) { return same_name(name_key(one.name), own_key); });
    const bool has_own = own != once.end();
    if (has_own) {
        Role self = *own;
        self.name = context.own_name;
        suggest(self, false, context, 1.0F, found);
        once.erase(own);
    }
    std::size_t given = 0;
    for (const Role& role : once) {
        if (given == 0 || has_own || (role.side == Side::none && given > 1))
            suggest(role, true, context, given == 0 ? 1.0F : 0.6F, found);
        else
            suggest(role, false, context, given == 1 ? 1.0F : 0.6F, found);
        if (++given == 4) break;
    }
}

}  // namespace fonds
