// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/deduplicating.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "archive/catching_up.hpp"
#include "archive/fingerprint.hpp"
#include "archive/state.hpp"
#include "schema/catalog/alike_facts.hpp"
#include "schema/catalog/doubles.hpp"

namespace fonds {

namespace {

constexpr std::size_t records_at_a_time = 500;
constexpr std::size_t longest_text = 256 << 10;  // that much of a text tells it from others
// A band of three of a fingerprint's 48 values of text: texts that are alike by seven tenths share one of sixteen with
// probability 0.999.
constexpr std::size_t bands = 16, band_bytes = 6;
constexpr std::size_t most_compared = 32;  // with the first of a band: a template that thousands share stays cheap

class TextSearch {
public:
    TextSearch(Archive::State& state, WorkObserver& observer, AlikeGroups& groups)
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
    AlikeGroups& groups_;
    std::vector<Print> prints_;
    std::unordered_map<std::string, std::vector<std::size_t>> buckets_;
    std::map<std::size_t, std::vector<std::size_t>> alike_;
};

}  // namespace

Result<std::vector<AlikeGroup>> Deduplicating::find(Depth depth, WorkObserver& observer)
{
    AlikeGroups groups;
    TRY(add_alike_by_facts(state_.catalog, groups));
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
