// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/deduplicating.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "archive/catching_up.hpp"
#include "archive/fingerprint.hpp"
#include "archive/state.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::size_t records_at_a_time = 500;
constexpr std::size_t longest_text = 256 << 10;  // that much of a text tells it from others
// A band of three of a fingerprint's 48 values of text: texts that are alike by seven tenths share one of sixteen with
// probability 0.999.
constexpr std::size_t bands = 16, band_bytes = 6;
constexpr std::size_t most_compared = 32;  // with the first of a band: a template that thousands share stays cheap

/// Groups under construction, and which records are together in one already.
class Groups {
public:
    void add(Alike why, const std::vector<const ReferenceCode*>& codes, std::vector<std::string_view> same = {})
    {
        AlikeGroup group{why, {}, std::move(same)};
        for (const ReferenceCode* code : codes)
            if (group.codes.empty() || together_.insert({group.codes.front().text(), code->text()}).second)
                group.codes.push_back(*code);
        if (group.codes.size() > 1) all_.push_back(std::move(group));
    }
    [[nodiscard]] std::vector<AlikeGroup> take() { return std::move(all_); }

private:
    std::vector<AlikeGroup> all_;
    std::set<std::pair<std::string, std::string>> together_;  ///< first and further one
};

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
    void give(Alike why, Groups& groups) const
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

Result<void> find_by_facts(Catalog& catalog, Groups& groups)
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

class TextSearch {
public:
    TextSearch(Archive::State& state, WorkObserver& observer, Groups& groups)
        : state_(state), observer_(observer), groups_(groups)
    {
    }

    Result<void> run()
    {
        TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
        std::size_t seen = 0;
        RecordId last{};
        for (;;) {
            TRY_ASSIGN(const auto records, state_.catalog.records_after(last, records_at_a_time));
            if (records.empty()) break;
            last = records.back().id;
            for (const Record& record : records) {
                if (observer_.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
                TRY(take(record));
                observer_.progress(Phase::checking, ++seen, static_cast<std::size_t>(tallies.records));
            }
        }
        for (const auto& [first, others] : alike_) {
            std::vector<const ReferenceCode*> members{&prints_[first].code};
            for (const std::size_t other : others) members.push_back(&prints_[other].code);
            groups_.add(Alike::text, members);
        }
        return {};
    }

private:
    struct Print {
        ReferenceCode code;
        std::string bytes;
    };

    Result<void> take(const Record& record)
    {
        if (record.components.empty()) return {};
        TRY_ASSIGN(const auto stored, state_.texts.get(record.components.front().digest));
        if (!stored) return {};
        std::string text;
        for (const PageText& page : stored->pages) {
            if (text.size() >= longest_text) break;
            text += page.text + "\n";
        }
        std::string bytes = fingerprint_of(text);
        if (bytes.empty()) return {};
        const std::size_t number = prints_.size();
        prints_.push_back({record.code, std::move(bytes)});
        compare(number);
        return {};
    }

    /// With earlier ones that share a band; the first that is alike takes it into its group.
    void compare(std::size_t number)
    {
        const std::string& bytes = prints_[number].bytes;
        bool found = false;
        std::set<std::size_t> asked;
        for (std::size_t band = 0; band < bands; ++band) {
            const std::string key = static_cast<char>(band) + bytes.substr(band * band_bytes, band_bytes);
            auto& bucket = buckets_[key];
            for (const std::size_t other : bucket) {
                if (found) break;
                if (!asked.insert(other).second || !look_alike(bytes, prints_[other].bytes)) continue;
                alike_[other].push_back(number);
                found = true;
            }
            if (bucket.size() < most_compared && !found) bucket.push_back(number);
        }
    }

    Archive::State& state_;
    WorkObserver& observer_;
    Groups& groups_;
    std::vector<Print> prints_;
    std::unordered_map<std::string, std::vector<std::size_t>> buckets_;
    std::map<std::size_t, std::vector<std::size_t>> alike_;
};

}  // namespace

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

Result<std::vector<AlikeGroup>> Deduplicating::find(Depth depth, WorkObserver& observer)
{
    Groups groups;
    TRY(find_by_facts(state_.catalog, groups));
    if (depth == Depth::full) TRY(TextSearch(state_, observer, groups).run());
    return groups.take();
}

Result<MergeOutcome> Deduplicating::merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                                          WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(Merging merging, Doubles(state_.catalog).merge(keep, other, reason, state_.stamp()));
    return finish(std::move(merging), keep, other, observer);
}

Result<MergeOutcome> Deduplicating::part(const ReferenceCode& keep, const ReferenceCode& other, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(Merging merging, Doubles(state_.catalog).part(keep, other, state_.stamp()));
    return finish(std::move(merging), keep, other, observer);
}

Result<MergeOutcome> Deduplicating::finish(Merging merging, const ReferenceCode& keep, const ReferenceCode& other,
                                           WorkObserver& observer)
{
    std::vector<RecordId> ids;
    for (const ReferenceCode& code : {keep, other})
        if (const auto record = state_.catalog.record(code); record.ok()) ids.push_back(record->id);
    return MergeOutcome{std::move(merging), bring_up_to_date(state_, ids, observer)};
}

Result<std::vector<ReferenceCode>> Deduplicating::merged_into(const ReferenceCode& code)
{
    return Doubles(state_.catalog).merged_into(code);
}

}  // namespace fonds
