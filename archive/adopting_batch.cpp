// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes that are given together: in the order of their sealing, each with its outcome, and in the end what is about all.
#include <algorithm>
#include <map>
#include <set>

#include "archive/adopting.hpp"
#include "archive/deduplicating.hpp"
#include "archive/merges_left.hpp"
#include "archive/volume_says.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

/// Did somebody take it out of another here? Then it stays so.
Result<bool> was_parted(Archive::State& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto told, AuditFacts(state.catalog).newest({"record.unmerged", code.text(), {}, {}, {}}, 1, 0));
    return !told.empty();
}

class AdoptingBatch {
public:
    AdoptingBatch(Archive& archive, Archive::State& state, WorkObserver& observer)
        : archive_(archive), state_(state), observer_(observer)
    {
    }

    Result<AdoptReport> run(const std::vector<std::string>& files)
    {
        TRY_ASSIGN(MergesLeft before, merges_left(state_));
        left_ = std::move(before.files);
        report_.merged = std::move(before.merges);
        std::map<std::string, AdoptOutcome> outcomes;
        // The newest first: a record that was sealed again later is as that volume tells it.
        for (const GivenVolume& given : newest_first(*state_.environment.files, files)) {
            if (outcomes.contains(given.file)) continue;
            AdoptOutcome outcome = adopt(given);
            report_.interrupted = outcome.problem && outcome.problem->kind == ErrorKind::interrupted;
            if (report_.interrupted) break;
            outcomes.emplace(given.file, std::move(outcome));
        }
        std::set<std::string> told;
        for (const auto& file : files)
            if (const auto at = outcomes.find(file); at != outcomes.end() && told.insert(file).second)
                report_.outcomes.push_back(at->second);
        if (report_.interrupted) return std::move(report_);
        auto merged = merge_again(archive_, state_, report_, observer_);
        report_.interrupted = !merged.ok() && merged.error().kind == ErrorKind::interrupted;
        if (report_.interrupted) return std::move(report_);
        TRY(std::move(merged));
        TRY(forget_merges(state_, left_));
        TRY(tell_apart());
        return std::move(report_);
    }

private:
    AdoptOutcome adopt(const GivenVolume& given)
    {
        AdoptOutcome outcome;
        outcome.file = given.file;
        if (auto doubt = doubt_about(given)) {
            outcome.problem = std::move(doubt);
            return outcome;
        }
        const auto records = report_.records, known = report_.known;
        auto fate = adopt_volume(archive_, state_, given.file, report_, left_, observer_);
        outcome.records = report_.records - records;
        outcome.known = report_.known - known;
        if (fate.ok()) {
            outcome.fate = *fate;
            return outcome;
        }
        outcome.problem = std::move(fate).error();
        for (const auto& name : given.says.replaced) failed_.emplace(std::pair(given.says.archive, name), given.name);
        return outcome;
    }

    /// One that took its place was given and could not be taken: what was destroyed in between would come back by it.
    std::optional<Error> doubt_about(const GivenVolume& given)
    {
        const auto at = failed_.find({given.says.archive, given.name});
        if (at == failed_.end()) return std::nullopt;
        const auto known = Volumes(state_.catalog).find(given.name);
        if (known.ok() && *known) return std::nullopt;
        return error(ErrorKind::refused,
                     say("{} tells that it was replaced, and could not be adopted itself: records that were destroyed since "
                         "may be in it",
                         "{} 载明该卷已被替换,而该卷本身未能接收:其中可能含有此后销毁的档案", {at->second}))
            .with_hint(
                say("Adopt {} first, from another copy. Where there is none, give this file alone: what it has is then "
                    "as old as it is.",
                    "请先用其他副本接收 {};若无其他副本,可单独接收此文件,其内容停留在当时的状态。", {at->second}))
            .at(given.file);
    }

    /// Records that are here as two, came so before, and were one when they were sealed.
    Result<void> tell_apart()
    {
        std::set<std::string> told;
        for (const auto& [code, into] : report_.apart) {
            TRY_ASSIGN(const auto stone, Numbers(state_.catalog).tombstone(code));
            TRY_ASSIGN(const auto end, Numbers(state_.catalog).tombstone(into));
            if (stone || end || !state_.catalog.record(into).ok() || !told.insert(code.text()).second) continue;
            TRY_ASSIGN(const bool parted, was_parted(state_, code));
            if (parted) continue;
            report_.problems.push_back(
                {code, error(ErrorKind::refused, say("It was part of {} when it was sealed, and is a record of its own here",
                                                     "封卷时已并入 {},在本库为独立档案", {into.text()}))
                           .with_hint(say("Nothing was changed: fonds merge {} {} makes them one.",
                                          "未作更改;执行 fonds merge {} {} 可合并。", {into.text(), code.text()}))});
        }
        return {};
    }

    Archive& archive_;
    Archive::State& state_;
    WorkObserver& observer_;
    AdoptReport report_;
    std::vector<std::string> left_;
    /// Archive and name of volumes that were replaced by one that could not be adopted, which is named.
    std::map<std::pair<std::string, std::string>, std::string> failed_;
};

}  // namespace

std::string_view name_of(AdoptFate fate)
{
    switch (fate) {
    case AdoptFate::adopted: return "adopted";
    case AdoptFate::known: return "known";
    case AdoptFate::left_out: return "left_out";
    case AdoptFate::failed: break;
    }
    return "failed";
}

Result<AdoptReport> adopt_volumes(Archive& archive, Archive::State& state, const std::vector<std::string>& files,
                                  WorkObserver& observer)
{
    return AdoptingBatch(archive, state, observer).run(files);
}

Result<void> merge_again(Archive& archive, Archive::State& state, AdoptReport& report, WorkObserver& observer)
{
    const auto pending = std::exchange(report.merged, {});
    std::set<std::string> seen;
    for (const auto& [code, into] : pending) {
        if (!seen.insert(code.text()).second || !state.catalog.record(code).ok()) continue;
        TRY_ASSIGN(const auto stone, Numbers(state.catalog).tombstone(code));
        TRY_ASSIGN(const bool parted, was_parted(state, code));
        if (stone || parted) continue;  // it is one with another already, or ended
        auto merged = Deduplicating(archive).merge(into, code, "", observer);
        if (merged.ok()) {
            report.merged.emplace_back(code, into);
            continue;
        }
        if (merged.error().kind == ErrorKind::interrupted) return std::move(merged).error();
        Error problem =
            error(merged.error().kind, say("It was merged into {} when it was sealed, and is a record of its own now: {}",
                                           "封卷时已并入 {},现为独立档案:{}", {into.text(), merged.error().what}));
        const bool is_missing = !state.catalog.record(into).ok();
        report.problems.push_back(
            {code, std::move(problem).with_hint(
                       is_missing ? say("Once {} is here: fonds merge {} {}", "待 {} 入库后执行:fonds merge {} {}",
                                        {into.text(), into.text(), code.text()})
                                  : say("Once that is settled: fonds merge {} {}", "处理后执行:fonds merge {} {}",
                                        {into.text(), code.text()}))});
    }
    return {};
}

}  // namespace fonds
