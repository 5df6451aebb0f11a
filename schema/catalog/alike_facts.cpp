// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/alike_facts.hpp"

#include <map>

#include "schema/catalog/doubles.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

/// Records that say the same, by what they say.
class ByFacts {
public:
    void put(std::string key, const ReferenceCode& code, const std::vector<std::string_view>& same)
    {
        auto [at, is_new] = all_.try_emplace(std::move(key));
        if (is_new) order_.push_back(at->first);
        at->second.same = same;
        at->second.codes.push_back(code);
    }
    /// In the order of their first records' filing.
    void give(Alike why, AlikeGroups& groups) const
    {
        for (const std::string& key : order_) {
            const auto& [codes, same] = all_.at(key);
            std::vector<const ReferenceCode*> members;
            for (const auto& code : codes) members.push_back(&code);
            groups.add(why, members, same);
        }
    }

private:
    struct Members {
        std::vector<ReferenceCode> codes;
        std::vector<std::string_view> same;
    };
    std::map<std::string, Members> all_;
    std::vector<std::string> order_;
};

}  // namespace

Result<void> add_alike_by_facts(Catalog& catalog, AlikeGroups& groups)
{
    ByFacts facts, numbers;
    TRY(Doubles(catalog).each([&](const Likeness& one) -> Result<void> {
        const std::string number = spelling_key(one.number);
        const std::string amount = one.amount ? Amount{*one.amount}.text() + one.currency : std::string();
        std::vector<std::string_view> said;
        if (!number.empty()) said.emplace_back("number");
        if (!one.party.empty()) said.emplace_back("party");
        if (!one.date.empty()) said.emplace_back("date");
        if (!amount.empty()) said.emplace_back("amount");
        std::string key;
        for (const std::string& part : {number, one.party, one.date, amount}) key += part + '\x1F';
        // A contract and its invoice have party, day and amount in common; so have many slips of one day.
        if (number.empty() ? said.size() == 3 : said.size() > 1)
            facts.put((number.empty() ? one.category : std::string()) + '\x1F' + key, one.code, said);
        if (!number.empty() && !one.party.empty()) numbers.put(number + '\x1F' + one.party, one.code, {"number", "party"});
        return {};
    }));
    facts.give(Alike::facts, groups);
    numbers.give(Alike::number, groups);
    return {};
}

}  // namespace fonds
