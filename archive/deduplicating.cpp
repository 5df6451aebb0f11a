// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/deduplicating.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "archive/drain.hpp"
#include "archive/fingerprint.hpp"
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
    void add(Alike why, const std::vector<const ReferenceCode*>& codes)
    {
        AlikeGroup group{why, {}};
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

using ByKey = std::map<std::string, std::vector<ReferenceCode>>;

/// Groups of a map in the order of their first records' filing.
void add_groups(Alike why, const ByKey& by_key, const std::vector<std::string>& order, Groups& groups)
{
    for (const std::string& key : order) {
        const auto& codes = by_key.at(key);
        if (codes.size() < 2) continue;
        std::vector<const ReferenceCode*> members;
        for (const auto& code : codes) members.push_back(&code);
        groups.add(why, members);
    }
}

Result<void> find_by_facts(Catalog& catalog, Groups& groups)
{
    ByKey facts, numbers;
    std::vector<std::string> facts_order, numbers_order;
    const auto put = [](ByKey& into, std::vector<std::string>& order, std::string key, const ReferenceCode& code) {
        auto& codes = into[key];
        if (codes.empty()) order.push_back(std::move(key));
        codes.push_back(code);
    };
    TRY(Doubles(catalog).each([&](const Likeness& one) -> Result<void> {
        const std::string number = spelling_key(one.number);
        const std::string amount = one.amount ? Amount{*one.amount}.text() + one.currency : std::string();
        const int said =
            (number.empty() ? 0 : 1) + (one.party.empty() ? 0 : 1) + (one.date.empty() ? 0 : 1) + (amount.empty() ? 0 : 1);
        // A party and a day say little: many letters come on one day.
        if (said > 1 && (!number.empty() || !amount.empty()))
            put(facts, facts_order, number + '\x1F' + one.party + '\x1F' + one.date + '\x1F' + amount, one.code);
        if (!number.empty()) put(numbers, numbers_order, number + '\x1F' + one.party, one.code);
        return {};
    }));
    add_groups(Alike::facts, facts, facts_order, groups);
    add_groups(Alike::number, numbers, numbers_order, groups);
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

Text text_of(Alike why)
{
    switch (why) {
    case Alike::facts: return say("same number, party, date and amount", "编号、往来单位、日期、金额相同");
    case Alike::number: return say("same number and party", "编号与往来单位相同");
    case Alike::text: return say("nearly the same text", "文本近乎相同");
    }
    return {};
}

Result<std::vector<AlikeGroup>> Deduplicating::find(Depth depth, WorkObserver& observer)
{
    Groups groups;
    TRY(find_by_facts(state_.catalog, groups));
    if (depth == Depth::full) TRY(TextSearch(state_, observer, groups).run());
    return groups.take();
}

Result<Changed<Record>> Deduplicating::merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                                             WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY(Doubles(state_.catalog).merge(keep, other, reason, state_.stamp()));
    return drained(keep, other, observer);
}

Result<Changed<Record>> Deduplicating::part(const ReferenceCode& keep, const ReferenceCode& other, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY(Doubles(state_.catalog).part(keep, other, state_.stamp()));
    return drained(other, other, observer);
}

/// The change is durable by now: what fails here fails the index alone.
Result<Changed<Record>> Deduplicating::drained(const ReferenceCode& told, const ReferenceCode& moved, WorkObserver& observer)
{
    Changed<Record> changed;
    TRY_ASSIGN(changed.now, state_.catalog.record(told));
    const auto behind = state_.catalog.record(moved);
    DrainRequest request;
    if (behind.ok()) request.records.push_back(behind->id);
    auto done = drain_outbox(state_, request, observer);
    changed.not_searchable = done.ok() ? std::move(done->problem) : std::optional(std::move(done).error());
    return changed;
}

Result<std::optional<ReferenceCode>> Deduplicating::heir_of(const ReferenceCode& code)
{
    return Doubles(state_.catalog).heir_of(code);
}

Result<std::vector<ReferenceCode>> Deduplicating::merged_into(const ReferenceCode& code)
{
    return Doubles(state_.catalog).merged_into(code);
}

}  // namespace fonds
