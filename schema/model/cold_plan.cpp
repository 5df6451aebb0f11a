// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/cold_plan.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace fonds {

namespace {

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
    if (policy.closed_folders && one.folder != 0 && one.folder_open) return stays(plan.open_folder);
    if (one.filed + policy.after_days > today) return stays(plan.too_young, Choice::if_space_is_short);
    if (one.last_used != 0 && one.last_used + policy.unused_days > today)
        return stays(plan.in_use, Choice::if_space_is_short);
    return Choice::goes;
}

}  // namespace

std::int32_t days_of(const Date& date)
{
    return static_cast<std::int32_t>(std::chrono::sys_days(date.day()).time_since_epoch().count());
}

ColdPlan plan_cold(const ColdPolicy& policy, std::vector<ColdCandidate> candidates,
                   const std::set<std::int64_t>& wanted_categories, std::int32_t today)
{
    ColdPlan plan;
    plan.unused_days = policy.unused_days;
    plan.whatever_its_age = policy.whatever_its_age;
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
            const bool young = one.filed + policy.after_days > today;
            --(young ? plan.too_young : plan.in_use);
            chosen.push_back({one, ColdReason::space});
        }
    }
    // Those of one folder, else of one category and time, are asked for together.
    std::ranges::sort(chosen, {}, [](const PlannedRecord& one) {
        return std::tuple(one.record.category, one.record.folder, one.record.filed, one.record.record);
    });
    for (PlannedRecord& one : chosen) {
        ++plan.records;
        plan.files += one.record.files;
        plan.held += one.record.held ? 1 : 0;
        plan.bytes += one.record.bytes;
        plan.hot_bytes += one.record.hot_bytes;
        plan.disk_bytes += one.record.disk_bytes;
        if (plan.volumes.empty() ||
            (!plan.volumes.back().records.empty() && plan.volumes.back().bytes + one.record.bytes > policy.volume_size))
            plan.volumes.emplace_back();
        plan.volumes.back().bytes += one.record.bytes;
        plan.volumes.back().records.push_back(one);
    }
    return plan;
}

}  // namespace fonds
