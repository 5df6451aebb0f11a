// SPDX-License-Identifier: GPL-3.0-or-later
// What goes cold, and what comes back.
#include "archive/cooling.hpp"

#include <algorithm>

#include "archive/adopting.hpp"
#include "archive/copy_folders.hpp"
#include "archive/copy_reach.hpp"
#include "archive/sealing.hpp"
#include "archive/volume_care.hpp"

namespace fonds {

namespace {

/// Tells an observer, and asks whether to go on.
ByteProgress told_to(WorkObserver& observer)
{
    return [&observer](Phase phase, std::uint64_t done, std::uint64_t total) {
        observer.progress(phase, static_cast<std::size_t>(done), static_cast<std::size_t>(total));
        return !observer.stop_requested();
    };
}

/// Copies that were missing when their volume was sealed, or later; and bytes of which volumes have enough copies.
Result<void> complete_copies(Archive::State& state, const Leaving& leaving, ColdRunReport& report, const ByteProgress& go_on)
{
    Volumes volumes(state.catalog);
    TRY_ASSIGN(const auto all, volumes.list(false));
    for (const Volume& volume : all) {
        const auto whole = std::ranges::find_if(volume.copies, [&](const VolumeCopy& copy) {
            return copy.state == CopyState::good && is_within_reach(state, copy.place);
        });
        if (whole == volume.copies.end()) continue;
        for (const auto& folder : state.config.cold.copies) {
            const auto there = std::ranges::find(volume.copies, folder, &VolumeCopy::place);
            if (there != volume.copies.end() && there->state == CopyState::good) continue;
            auto copied = copy_volume(state, volume, whole->place, folder, go_on);
            if (!copied.ok() && copied.error().kind == ErrorKind::interrupted) return copied;
            if (!copied.ok()) {
                add_problems(report.copies, {std::move(copied).error()});
                continue;
            }
            TRY(volumes.set_copy(volume.name, {folder, CopyState::good, state.environment.clock->now()}, state.stamp()));
        }
        TRY_ASSIGN(const auto hot, leaving_members(state, volume.name, &leaving));
        if (hot.empty()) continue;
        // What was good when it was last looked at may not be now: it is read again before it becomes the only one.
        const auto proven = care_for_copies(state, volume.name, go_on);
        if (!proven.ok()) return proven.error();
        for (const CopyReport& copy : *proven)
            if (copy.out_of_reach && copy.problem) add_problems(report.copies, {*copy.problem});
        // Those that waited for copies go, and those that somebody brought back.
        TRY_ASSIGN(const auto freed, evict(state, volume.name, report.waiting, &leaving));
        report.freed += freed;
    }
    return {};
}

/// How many copies of volumes the next run tries to make.
Result<std::int64_t> missing_copies(Archive::State& state)
{
    std::int64_t count = 0;
    TRY_ASSIGN(const auto all, Volumes(state.catalog).list(false));
    for (const Volume& volume : all)
        count += std::ranges::count_if(state.config.cold.copies, [&](const std::string& folder) {
            const auto there = std::ranges::find(volume.copies, folder, &VolumeCopy::place);
            return there == volume.copies.end() || there->state != CopyState::good;
        });
    return count;
}

/// A volume would be sealed beside bytes that never leave.
Result<void> refuse_too_few_folders(const ColdSettings& settings)
{
    const auto possible = static_cast<std::int64_t>(settings.copies.size()) + 1;
    if (settings.least_copies <= possible) return {};
    return error(ErrorKind::usage,
                 say("least_copies asks for {} copies, and there are folders for {}: no bytes would ever leave objects/",
                     "least_copies 要求 {} 份副本,而目录只够 {} 份:文件永远不能移出 objects/",
                     {settings.least_copies, possible}))
        .with_hint(say("Under [cold] in fonds.toml name more folders in copies, or lower least_copies; volumes/ counts as "
                       "one.",
                       "请在 fonds.toml 的 [cold] 中增加 copies 的目录,或减小 least_copies;volumes/ 计为一份。"));
}

}  // namespace

const ColdPolicy& Cooling::policy() const
{
    return state_.config.cold.policy;
}

Result<ColdPlan> Cooling::plan(const ColdPolicy& policy)
{
    Volumes volumes(state_.catalog);
    TRY_ASSIGN(const auto categories, volumes.rows_of_categories(policy.categories));
    TRY_ASSIGN(auto candidates, volumes.candidates(state_.config.time_zone_minutes));
    if (!candidates.empty()) TRY(refuse_too_few_folders(state_.config.cold));
    ColdPlan plan = plan_cold(policy, std::move(candidates), categories, days_of(state_.today()));
    plan.encrypted = !state_.config.cold.key_file.empty();
    TRY_ASSIGN(plan.copies, missing_copies(state_));
    const std::vector<RecordId> ids = plan.all_records();
    if (ids.empty()) return plan;
    TRY_ASSIGN(const auto shared, volumes.shared_hot());
    if (!shared.empty()) {
        const std::unordered_set<RecordId> planned(ids.begin(), ids.end());
        for (const SharedObject& one : shared) count_shared(plan, one.size, one.records, planned);
    }
    TRY_ASSIGN(const auto held, volumes.held(ids));
    plan.held = static_cast<std::int64_t>(held.size());
    if (held.empty()) return plan;
    for (auto& volume : plan.volumes)
        for (auto& one : volume.records) one.record.held = held.contains(one.record.record);
    for (auto& one : plan.leaving) one.record.held = held.contains(one.record.record);
    return plan;
}

Result<std::vector<Record>> Cooling::records(const std::vector<PlannedRecord>& planned)
{
    std::vector<RecordId> ids;
    for (const auto& one : planned) ids.push_back(one.record.record);
    return state_.catalog.records(ids);
}

Result<ColdRunReport> Cooling::run(const ColdPlan& plan, WorkObserver& observer)
{
    ColdRunReport report;
    TRY(refuse_copies_in_one_place(state_));
    if (plan.encrypted && plan.records > 0) TRY(sealing_key(*state_.environment.files, state_.layout, state_.config.cold));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    TRY_ASSIGN(const auto swept, sweep_unsealed(state_));
    static_cast<void>(swept);
    const ByteProgress go_on = told_to(observer);
    const auto work = [&]() -> Result<void> {
        const auto planned_records = plan.all_records();
        const Leaving leaving(planned_records.begin(), planned_records.end());
        TRY(complete_copies(state_, leaving, report, go_on));
        for (const PlannedVolume& planned : plan.volumes) {
            SealRequest request;
            request.encrypted = plan.encrypted;
            for (const auto& one : planned.records) request.records.push_back(one.record.record);
            // Another run may have sealed some between the plan and our turn.
            TRY_ASSIGN(const auto homes, Volumes(state_.catalog).homes(request.records));
            std::erase_if(request.records, [&](RecordId record) { return homes.contains(record); });
            if (request.records.empty()) continue;
            auto sealed = seal_volume(archive_, state_, request, go_on);
            TRY(sealed);
            report.records += static_cast<std::int64_t>(sealed->records.size());
            report.files += sealed->volume.members;
            report.bytes += sealed->volume.bytes;
            report.stayed.insert(report.stayed.end(), sealed->stayed.begin(), sealed->stayed.end());
            add_problems(report.copies, sealed->copies);
            const std::string name = sealed->volume.name;
            report.volumes.push_back(std::move(sealed->volume));
            TRY_ASSIGN(const auto freed, evict(state_, name, report.waiting, &leaving));
            report.freed += freed;
        }
        return {};
    };
    auto done = work();
    if (!done.ok() && done.error().kind == ErrorKind::interrupted)
        report.interrupted = true;
    else if (!done.ok() && report.volumes.empty())
        return done.error();
    else if (!done.ok())
        report.failure = std::move(done).error();
    return report;
}

Result<RecallReport> Cooling::recall(const std::vector<ReferenceCode>& codes, WorkObserver& observer)
{
    RecallReport report;
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    Volumes volumes(state_.catalog);
    std::size_t done = 0;
    for (const ReferenceCode& code : codes) {
        observer.progress(Phase::copying, done++, codes.size());
        if (observer.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
        auto recalled = [&]() -> Result<void> {
            TRY_ASSIGN(const Record record, state_.catalog.record(code));
            TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
            std::vector<Digest> objects;
            std::uint64_t bytes = 0;
            for (const Component& component : record.components) {
                TRY_ASSIGN(const bool cold, volumes.is_cold(component.digest));
                if (!cold || std::ranges::find(objects, component.digest) != objects.end()) continue;
                TRY_ASSIGN(const Fd file, state_.objects->open(component.digest));
                TRY_ASSIGN(const StagedObject staged, intake->add(file, code.text()));
                if (staged.digest != component.digest)
                    return error(ErrorKind::fixity,
                                 say("The bytes of {} changed on their way", "{} 的数据在读取途中发生变化", {code.text()}));
                objects.push_back(component.digest);
                bytes += component.size;
            }
            if (objects.empty()) return {};
            TRY_ASSIGN(const auto damaged, intake->publish());
            static_cast<void>(damaged);
            TRY(volumes.mark_hot(objects, {code}, state_.stamp()));
            TRY(intake->finish());
            TRY(volumes.set_used(record.id, state_.today()));
            ++report.records;
            report.files += static_cast<std::int64_t>(objects.size());
            report.bytes += bytes;
            return {};
        }();
        if (!recalled.ok() && recalled.error().kind == ErrorKind::interrupted) return recalled.error();
        if (!recalled.ok()) report.failed.push_back({code, std::move(recalled).error()});
    }
    return report;
}

Date Cooling::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes);
}

Result<std::vector<Volume>> Cooling::volumes(bool replaced_too)
{
    TRY_ASSIGN(auto all, Volumes(state_.catalog).list(replaced_too));
    for (Volume& volume : all) look_at_copies(state_, volume);
    return all;
}

Result<Volume> Cooling::volume(std::string_view name)
{
    TRY_ASSIGN(Volume volume, Volumes(state_.catalog).get(name));
    look_at_copies(state_, volume);
    return volume;
}

Result<std::vector<VolumeMember>> Cooling::members(std::string_view name)
{
    return Volumes(state_.catalog).members(name);
}

Result<std::vector<ReferenceCode>> Cooling::records_in(std::string_view name)
{
    TRY_ASSIGN(const auto ids, Volumes(state_.catalog).sealed_in(name));
    TRY_ASSIGN(const auto records, state_.catalog.records(ids));
    std::vector<ReferenceCode> codes;
    for (const auto& record : records) codes.push_back(record.code);
    return codes;
}

Result<std::int64_t> Cooling::dead_members(std::string_view name)
{
    return Volumes(state_.catalog).dead_members(name);
}

Result<StorageTally> Cooling::tally()
{
    return Volumes(state_.catalog).tally();
}

Result<std::vector<CopyReport>> Cooling::verify(std::string_view name, WorkObserver& observer)
{
    TRY(refuse_copies_in_one_place(state_));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    return care_for_copies(state_, std::string(name), told_to(observer));
}

Result<std::optional<Volume>> Cooling::rewrite(const std::vector<std::string>& names, WorkObserver& observer)
{
    TRY(refuse_copies_in_one_place(state_));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    TRY_ASSIGN(const auto swept, sweep_unsealed(state_));
    static_cast<void>(swept);
    return rewrite_volumes(archive_, state_, names, names.size() > 1 ? "merged" : "rewritten", told_to(observer));
}

Result<Volume> Cooling::move(std::string_view name, std::string_view from, const std::string& to, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    if (!to.empty() && to.front() != '/')
        return error(ErrorKind::usage, say("Name the folder from / on", "请写目录的完整路径,以 / 开头")).at(to);
    TRY(refuse_folder_with_copy(state_, name, to));
    return move_volume(state_, name, from, to, told_to(observer));
}

Result<AdoptReport> Cooling::adopt(const std::vector<std::string>& files, WorkObserver& observer)
{
    TRY(refuse_copies_in_one_place(state_));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    TRY_ASSIGN(const auto swept, sweep_unsealed(state_));
    static_cast<void>(swept);
    return adopt_volumes(archive_, state_, files, observer);
}

void Cooling::stop_when(std::function<bool()> stop_requested)
{
    state_.objects->stop_when(std::move(stop_requested));
}

Result<std::int64_t> Cooling::locked_volumes()
{
    TRY_ASSIGN(const auto all, Volumes(state_.catalog).list(false));
    const auto encrypted = std::ranges::count(all, true, &Volume::encrypted);
    if (encrypted == 0 || !missing_key(*state_.environment.files, state_.layout, state_.config.cold)) return 0;
    return static_cast<std::int64_t>(encrypted);
}

std::vector<Error> Cooling::troubles()
{
    std::vector<Error> told;
    for (CopyTrouble& trouble : state_.objects->take_troubles()) {
        const std::string path = volume_path(state_.layout, trouble.copy.place, trouble.volume);
        const bool reached = is_within_reach(state_, trouble.copy.place);
        if (!reached) {
            // The catalog keeps how it was last found.
            add_problems(told, {out_of_reach(trouble.copy.place, mount_hint())});
            continue;
        }
        Error problem =
            error(trouble.problem.kind, say("A copy of volume {} is {}: {}", "冷存卷 {} 的一份副本{}:{}",
                                            {trouble.volume, text_of(trouble.copy.state), trouble.problem.what}));
        const auto known = Volumes(state_.catalog).find(trouble.volume);
        const bool replaced = known.ok() && *known && (*known)->replaced;
        told.push_back(
            std::move(problem)
                .with_hint(replaced ? say("The volume has been replaced since, and its files removed. Is the disk failing?",
                                          "该卷此后已被替换,文件已删除。请检查磁盘是否老化。")
                                    : say("fonds volume verify {} looks into it, and mends it from another copy or by "
                                          "parity where that is possible.",
                                          "fonds volume verify {} 可查明情况,并尽可能由其他副本或校验数据修复。",
                                          {trouble.volume}))
                .at(path));
        if (replaced) continue;
        Catalog::Options options;
        options.wait = std::chrono::milliseconds(0);
        auto writable = Catalog::open(state_.layout.catalog(), Access::write, options);
        if (!writable.ok()) continue;
        // Whoever may not write has been told; the next scrub finds it as well.
        trouble.copy.verified_at = state_.environment.clock->now();
        Stamp stamp = state_.stamp();
        if (stamp.actor.empty()) stamp.actor = state_.environment.program;  // who only reads is not asked for a name
        static_cast<void>(Volumes(*writable).set_copy(trouble.volume, trouble.copy, stamp));
    }
    return told;
}

}  // namespace fonds
