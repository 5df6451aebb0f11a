// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/likeness.hpp"

#include <algorithm>

namespace fonds {

void AlikeGroups::add(Alike why, const std::vector<const ReferenceCode*>& codes, std::vector<std::string_view> same)
{
    AlikeGroup group{why, {}, std::move(same)};
    for (const ReferenceCode* code : codes)
        if (group.codes.empty() || together_.insert({group.codes.front().text(), code->text()}).second)
            group.codes.push_back(*code);
    if (group.codes.size() > 1) all_.push_back(std::move(group));
}

std::string_view name_of(Alike why)
{
    switch (why) {
    case Alike::facts: return "facts";
    case Alike::number: return "number";
    case Alike::text: return "text";
    }
    return "";
}

Text text_of(const AlikeGroup& group)
{
    if (group.why == Alike::text) return say("nearly the same text", "文本近乎相同");
    struct Named {
        std::string_view field;
        Text name;
    };
    const Named names[] = {{"number", {"number", "编号"}},
                           {"party", {"party", "往来单位"}},
                           {"date", {"date", "日期"}},
                           {"amount", {"amount", "金额"}}};
    Text all;
    for (std::size_t i = 0; i < group.same.size(); ++i) {
        const auto name = std::ranges::find(names, group.same[i], &Named::field);
        const bool last = i + 1 == group.same.size();
        all.en += (i == 0 ? "" : last ? " and " : ", ") + name->name.en;
        all.zh += (i == 0 ? "" : "、") + name->name.zh;
    }
    return {"same " + all.en, all.zh + "相同"};
}

}  // namespace fonds
