// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/cold_plan.hpp"

using namespace fonds;

namespace {

constexpr std::int32_t today = 20'000;

ColdCandidate candidate(std::int64_t id, std::int32_t age, std::uint64_t bytes = 1000)
{
    ColdCandidate one;
    one.record = RecordId{id};
    one.category = 1;
    one.filed = today - age;
    one.files = 1;
    one.bytes = one.hot_bytes = bytes;
    one.disk_bytes = (bytes + 4095) / 4096 * 4096;
    return one;
}

std::vector<std::int64_t> chosen(const ColdPlan& plan)
{
    std::vector<std::int64_t> ids;
    for (const auto& volume : plan.volumes)
        for (const auto& one : volume.records) ids.push_back(raw(one.record.record));
    return ids;
}

}  // namespace

TEST_CASE("What is old and unused goes cold, and the plan says why the rest stays")
{
    ColdPolicy policy;
    policy.after_days = 100;
    policy.unused_days = 10;
    policy.closed_folders = true;
    policy.least_bytes = 10;
    std::vector<ColdCandidate> all{candidate(1, 100), candidate(2, 99),  candidate(3, 500),    candidate(4, 500),
                                   candidate(5, 500), candidate(6, 500), candidate(7, 500, 9), candidate(8, 500)};
    all[2].last_used = today - 9;
    all[3].last_used = today - 10;
    all[4].grade = Grade::A;
    all[5].folder = 3;
    all[5].folder_open = true;
    all[7].category = 2;
    const ColdPlan plan = plan_cold(policy, all, {1}, today);
    CHECK(chosen(plan) == std::vector<std::int64_t>{4, 1});
    CHECK(plan.records == 2);
    CHECK(plan.bytes == 2000);
    CHECK(plan.disk_bytes == 8192);
    CHECK(plan.too_young == 1);
    CHECK(plan.in_use == 1);
    CHECK(plan.other_grade == 1);
    CHECK(plan.open_folder == 1);
    CHECK(plan.too_small == 1);
    CHECK(plan.other_category == 1);
}

TEST_CASE("Grade A goes only when it is named, also whatever its age")
{
    ColdPolicy policy;
    policy.whatever_its_age = true;
    std::vector<ColdCandidate> all{candidate(1, 0), candidate(2, 0)};
    all[0].grade = Grade::A;
    CHECK(chosen(plan_cold(policy, all, {}, today)) == std::vector<std::int64_t>{2});
    policy.grades = "A";
    CHECK(chosen(plan_cold(policy, all, {}, today)) == std::vector<std::int64_t>{1});
}

TEST_CASE("Above the limit of space the coldest go first, whatever their age, until the rest fits")
{
    ColdPolicy policy;
    policy.after_days = 1000;
    policy.hot_limit = 2000;
    std::vector<ColdCandidate> all{candidate(1, 10), candidate(2, 30), candidate(3, 20), candidate(4, 5), candidate(5, 40)};
    all[4].last_used = today - 1;
    all[3].grade = Grade::A;
    const ColdPlan plan = plan_cold(policy, all, {}, today);
    // 5000 bytes: three must go; grade A stays whatever happens, and what was used yesterday is the warmest.
    CHECK(chosen(plan) == std::vector<std::int64_t>{2, 3, 1});
    CHECK(plan.volumes.front().records.front().reason == ColdReason::space);
    CHECK(plan.too_young == 1);
    CHECK(plan.other_grade == 1);
}

TEST_CASE("Related records lie in one volume, none is divided, and one that is too large has its own")
{
    ColdPolicy policy;
    policy.whatever_its_age = true;
    policy.volume_size = 2500;
    std::vector<ColdCandidate> all{candidate(1, 9), candidate(2, 8), candidate(3, 7), candidate(4, 6, 9000),
                                   candidate(5, 5)};
    all[0].folder = 2;
    all[1].folder = 1;
    all[2].folder = 2;
    all[3].folder = 1;
    all[4].category = 9;
    const ColdPlan plan = plan_cold(policy, all, {}, today);
    CHECK(chosen(plan) == std::vector<std::int64_t>{2, 4, 1, 3, 5});
    REQUIRE(plan.volumes.size() == 4);
    CHECK(plan.volumes[1].bytes == 9000);
    CHECK(plan.volumes[2].records.size() == 2);
}

TEST_CASE("What was sealed before leaves without being sealed again, within the filters and once nobody uses it")
{
    ColdPolicy policy;
    policy.after_days = 100;
    policy.unused_days = 10;
    policy.closed_folders = true;
    std::vector<ColdCandidate> all{candidate(1, 5), candidate(2, 5), candidate(3, 5), candidate(4, 500)};
    for (ColdCandidate& one : all) one.sealed = one.record != RecordId{4};
    all[0].folder = 1;
    all[0].folder_open = true;
    all[1].last_used = today - 9;
    all[2].grade = Grade::A;
    const ColdPlan plan = plan_cold(policy, all, {}, today);
    CHECK(chosen(plan) == std::vector<std::int64_t>{4});
    REQUIRE(plan.leaving.size() == 1);
    CHECK(plan.leaving.front().record.record == RecordId{1});
    CHECK(plan.records == 1);
    CHECK(plan.bytes == 1000);
    CHECK(plan.hot_bytes == 2000);
    CHECK(plan.in_use == 1);
    CHECK(plan.other_grade == 1);
    CHECK(plan.too_young == 0);
    CHECK(plan.all_records() == std::vector<RecordId>{RecordId{4}, RecordId{1}});
    CHECK_FALSE(plan.is_empty());
}

TEST_CASE("Bytes of several records leave once, and with the last of them")
{
    ColdPolicy policy;
    policy.whatever_its_age = true;
    ColdPlan plan = plan_cold(policy, {candidate(1, 5, 5000), candidate(2, 5, 5000), candidate(3, 5, 5000)}, {}, today);
    REQUIRE(plan.hot_bytes == 15000);
    const std::unordered_set<RecordId> planned{RecordId{1}, RecordId{2}, RecordId{3}};
    SECTION("all go")
    {
        count_shared(plan, 5000, {RecordId{1}, RecordId{2}}, planned);
        CHECK(plan.hot_bytes == 10000);
        CHECK(plan.disk_bytes == 16384);
    }
    SECTION("one stays")
    {
        count_shared(plan, 5000, {RecordId{1}, RecordId{2}, RecordId{9}}, planned);
        CHECK(plan.hot_bytes == 5000);
        CHECK(plan.disk_bytes == 8192);
    }
    SECTION("none goes")
    {
        count_shared(plan, 5000, {RecordId{8}, RecordId{9}}, planned);
        CHECK(plan.hot_bytes == 15000);
    }
}
