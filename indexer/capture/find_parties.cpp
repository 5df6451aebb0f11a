// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "indexer/capture/finding.hpp"
#include "indexer/capture/party_names.hpp"
#include "indexer/capture/roles.hpp"

namespace fonds {

namespace {

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
    Text doubt;
    if (known != nullptr) {
        confidence = std::min(0.97F, confidence + 0.05F);
        if (!same_name(name_key(role.name), name_key(known->name)) && id == known->tax_id && !id.empty())
            doubt = say("the register has another name for this tax number", "登记簿中此税号对应另一名称");
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
    std::vector<Role> roles = labelled_roles(paper);
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
