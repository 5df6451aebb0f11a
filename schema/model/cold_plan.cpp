// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/cold_plan.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace fonds {

namespace {

/// In whole blocks.
std::uint64_t on_disk(std::uint64_t size)
{
    constexpr std::uint64_t block = 4096;
    return (size + block - 1) / block * block;
}

bool is_young(const ColdPolicy& policy, const ColdCandidate& one, std::int32_t today)
{
    return !one.sealed && one.filed + policy.after_days > today;
}

enum class Choice { goes, if_space_is_short, stays };

Choice choose(const ColdPolicy& policy, const ColdCandidate& one, const std::set<std::int64_t>& categories,
              std::int32_t today, ColdPlan& plan)
{
    const auto stays = [](std::int64_t& counter, Choice choice = Choice::stays) {
        ++counter;
        return choice;
    };
    if (policy.grades.find(text_of(one.grade)) == std::string::npos) return stays(plan.other_grade);
    if (!categories.empty() && !categories.contains(one.category)) return stays(plan.other_category);
    if (one.bytes < policy.least_bytes) return stays(plan.too_small);
    if (policy.whatever_its_age) return Choice::goes;
    // What was sealed once was old enough then: what counts is whether it is used.
    if (!one.sealed && policy.closed_folders && one.folder != 0 && one.folder_open) return stays(plan.open_folder);
    if (is_young(policy, one, today)) return stays(plan.too_young, Choice::if_space_is_short);
    if (one.last_used != 0 && one.last_used + policy.unused_days > today)
        return stays(plan.in_use, Choice::if_space_is_short);
    return Choice::goes;
}

}  // namespace

std::vector<RecordId> ColdPlan::all_records() const
{
    std::vector<RecordId> all;
    for (const auto& volume : volumes)
        for (const auto& one : volume.records) all.push_back(one.record.record);
    for (const auto& one : leaving) all.push_back(one.record.record);
    return all;
}

void count_shared(ColdPlan& plan, std::uint64_t size, const std::vector<RecordId>& records,
                  const std::unordered_set<RecordId>& planned)
{
    const auto going = std::ranges::count_if(records, [&](RecordId record) { return planned.contains(record); });
    const auto counted = static_cast<std::uint64_t>(going);
    if (counted == 0) return;
    const std::uint64_t too_often = counted == records.size() ? counted - 1 : counted;
    plan.hot_bytes -= too_often * size;
    plan.disk_bytes -= too_often * on_disk(size);
}

std::int32_t days_of(const Date& date)
{
    return static_cast<std::int32_t>(std::chrono::sys_days(date.day()).time_since_epoch().count());
}

ColdPlan plan_cold(const ColdPolicy& policy, std::vector<ColdCandidate> candidates,
                   const std::set<std::int64_t>& wanted_categories, std::int32_t today)
{
    ColdPlan plan;
    std::vector<PlannedRecord> chosen;
    std::vector<ColdCandidate> others;
    std::uint64_t staying = 0;
    for (const ColdCandidate& one : candidates) {
        switch (choose(policy, one, wanted_categories, today, plan)) {
        case Choice::goes: chosen.push_back({one, policy.whatever_its_age ? ColdReason::asked : ColdReason::age}); break;
        case Choice::if_space_is_short: others.push_back(one); [[fallthrough]];
        case Choice::stays: staying += one.hot_bytes; break;
        }
    }
    if (policy.hot_limit != 0 && staying > policy.hot_limit) {
        std::ranges::sort(others, {}, [](const ColdCandidate& one) {
            return std::tuple(std::max(one.filed, one.last_used), one.filed, one.record);
        });
        for (const ColdCandidate& one : others) {
            if (staying <= policy.hot_limit) break;
            staying -= one.hot_bytes;
            --(is_young(policy, one, today) ? plan.too_young : plan.in_use);
            chosen.push_back({one, ColdReason::space});
        }
    }
    // Those of one folder, else of one category and time, are asked for together.
    std::ranges::sort(chosen, {}, [](const PlannedRecord& one) {
        return std::tuple(one.record.category, one.record.folder, one.record.filed, one.record.record);
    });
    for (PlannedRecord& one : chosen) {
        plan.held += one.record.held ? 1 : 0;
        plan.hot_bytes += one.record.hot_bytes;
        plan.disk_bytes += one.record.disk_bytes;
        if (one.record.sealed) {
            plan.leaving.push_back(one);
            continue;
        }
        ++plan.records;
        plan.files += one.record.files;
        plan.bytes += one.record.bytes;
        if (plan.volumes.empty() ||
            (!plan.volumes.back().records.empty() && plan.volumes.back().bytes + one.record.bytes > policy.volume_size))
            plan.volumes.emplace_back();
        plan.volumes.back().bytes += one.record.bytes;
        plan.volumes.back().records.push_back(one);
    }
    return plan;
}

}  // namespace fonds
