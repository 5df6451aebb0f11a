// SPDX-License-Identifier: GPL-3.0-or-later
// 销毁: index → catalog → bytes, each durable before the next; every step can be done again.
#include <limits>
#include <set>

#include "archive/cold_store.hpp"
#include "archive/copy_folders.hpp"
#include "archive/disposing.hpp"
#include "archive/drain.hpp"
#include "archive/holding.hpp"
#include "archive/retaining.hpp"
#include "archive/unfinished_care.hpp"
#include "archive/volume_care.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t at_once = 500;

/// Volumes are written anew on the way, encrypted where a key is named: what they lack is told before anything begins.
Result<void> refuse_unwritable_volumes(Archive::State& state)
{
    TRY(refuse_copies_in_one_place(state));
    if (state.config.cold.key_file.empty()) return {};
    TRY_ASSIGN(const auto volumes, Volumes(state.catalog).list(false));
    if (!volumes.empty()) TRY(sealing_key(*state.environment.files, state.layout, state.config.cold));
    return {};
}

/// Everything that holds ask for by their queries is indexed and held before anything goes. Work that cannot be done now is
/// ErrorKind::unavailable while any hold has a query.
Result<void> ask_holds(Archive::State& state, WorkObserver& observer)
{
    TRY_ASSIGN(const auto drained, drain_outbox(state, {}, observer));
    static_cast<void>(drained);
    TRY_ASSIGN(const auto queries, Holds(state.catalog).standing_queries());
    if (queries.empty()) return {};
    TRY_ASSIGN(const auto owed, state.catalog.owed(0, 1));
    if (owed.empty()) return {};
    return error(ErrorKind::unavailable, say("Records wait to be indexed: nobody can tell whether hold {} covers them",
                                             "有档案尚未索引,无法确定冻结 {} 是否涉及", {queries.front().number}))
        .with_hint(say("Run fonds index first.", "请先执行 fonds index。"));
}

/// What is known of the bytes before they go: read once more against their digests.
Result<std::string> evidence_of(Archive::State& state, const Condemned& record)
{
    Json files = Json::array();
    for (const auto& bytes : record.bytes) {
        Json one = Json::object().set("digest", bytes.digest.hex()).set("size", bytes.size).set("role", bytes.role);
        const auto whole = state.objects->read(bytes.digest, [](std::string_view) { return Result<void>(); });
        // What cannot be read cannot be removed either: the record is left out, and the others go on.
        if (!whole.ok() && whole.error().kind != ErrorKind::fixity && whole.error().kind != ErrorKind::not_found)
            return whole.error();
        one.set("before", whole.ok() ? "verified" : whole.error().kind == ErrorKind::fixity ? "damaged" : "missing");
        if (bytes.shared) one.set("shared", true);
        files.push(std::move(one));
    }
    return Json::object().set("files", std::move(files)).set("at", to_iso8601(state.environment.clock->now())).dump();
}

/// The entries are owed before they go, and no more once their records are gone: what stays, after a crash or because it was
/// left out, comes back with the next drain.
Result<void> remove_from_index(Archive::State& state, const std::vector<RecordId>& records)
{
    TRY(state.catalog.owe(records));
    TRY_ASSIGN(const auto writer, state.index->writer());
    for (const auto record : records) TRY(writer->remove(record));
    return writer->commit();
}

/// Looks for each record that was destroyed, in the index, and for its bytes.
Result<Json> verified(Archive::State& state, std::string_view number)
{
    Cases cases(state.catalog);
    TRY_ASSIGN(const auto items, cases.items(number, CaseDecision::destroy, most_case_items, 0));
    TRY_ASSIGN(const auto reader, state.index->reader());
    std::int64_t records = 0, absent = 0, shared = 0, damaged = 0, missing = 0, bytes = 0;
    std::set<std::string> gone;
    for (const auto& item : items) {
        if (item.outcome != CaseOutcome::destroyed) continue;
        ++records;
        TRY_ASSIGN(const Record record, state.catalog.record(item.code));
        TRY_ASSIGN(const auto indexed, reader->revision_of(record.id));
        if (indexed || !record.components.empty())
            return error(ErrorKind::internal,
                         say("{} is still there after its destruction", "{} 销毁后仍有残留", {item.code.text()}));
        TRY_ASSIGN(const Json evidence, Json::parse(item.evidence));
        const Json files = evidence.get("files");
        for (std::size_t i = 0; i < files.size(); ++i) {
            TRY_ASSIGN(const Digest digest, Digest::parse(files.at(i).get("digest").text()));
            const std::string before = files.at(i).get("before").text();
            damaged += before == "damaged" ? 1 : 0;
            missing += before == "missing" ? 1 : 0;
            TRY_ASSIGN(const auto used, state.catalog.object(digest));
            if (used) {
                ++shared;
                continue;
            }
            const auto size = state.objects->size_of(digest);
            if (size.ok() || size.error().kind != ErrorKind::not_found)
                return error(ErrorKind::io, say("The bytes of {} are still there after its destruction",
                                                "{} 的文件销毁后仍在", {item.code.text()}))
                    .with_hint(say("Check the permissions of the folder objects, then run fonds case destroy again.",
                                   "请检查 objects 目录的权限,然后再次执行 fonds case destroy。"))
                    .at(digest.hex());
            TRY_ASSIGN(const bool text, state.texts.contains(digest));
            if (text)
                return error(ErrorKind::io, say("The text of {} is still there", "{} 的文本仍在", {item.code.text()}))
                    .at(digest.hex());
            ++absent;
            if (gone.insert(digest.hex()).second && before != "missing") bytes += files.at(i).get("size").number();
        }
    }
    return std::move(Json::object()
                         .set("records", records)
                         .set("files_absent", absent)
                         .set("files_kept_for_others", shared)
                         .set("files_damaged_before", damaged)
                         .set("files_missing_before", missing)
                         .set("bytes", bytes)
                         .set("index_entries", 0)
                         .set("at", to_iso8601(state.environment.clock->now())));
}

}  // namespace

Result<DestructionReport> Disposing::remove_owed(DestructionReport report)
{
    Cases cases(state_.catalog);
    // Sizes are asked while cold members still have a place: volumes are written anew first.
    {
        TRY_ASSIGN(const auto owed, cases.owed_bytes(static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())));
        for (const auto& one : owed)
            if (const auto size = state_.objects->size_of(one.digest); size.ok()) report.bytes += *size;
    }
    TRY_ASSIGN(report.volumes, remove_from_volumes());
    for (;;) {
        TRY_ASSIGN(const auto owed, cases.owed_bytes(at_once));
        if (owed.empty()) return report;
        for (const auto& one : owed) {
            TRY(state_.objects->remove(one.digest));
            TRY(state_.texts.remove(one.digest));
            TRY(state_.scans.remove(one.digest));
            ++report.files;
        }
        TRY(cases.settle_bytes(owed));
    }
}

Result<std::int64_t> Disposing::remove_from_volumes()
{
    TRY_ASSIGN(const auto volumes, Volumes(state_.catalog).with_destroyed_members());
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::waited_for));
    TRY_ASSIGN(const auto swept, sweep_unsealed(state_));
    static_cast<void>(swept);
    TRY_ASSIGN(const auto unpacked, sweep_unfinished_care(state_));
    static_cast<void>(unpacked);
    for (const auto& name : volumes) {
        TRY_ASSIGN(const auto made, rewrite_volumes(archive_, state_, {name}, "destroyed members", nullptr));
        static_cast<void>(made);
    }
    TRY(finish_removals(state_));
    return static_cast<std::int64_t>(volumes.size());
}

Result<void> Disposing::leave_no_trace()
{
    // A filing of the same bytes that died may have left them behind.
    TRY_ASSIGN(const auto swept, state_.sweep_staging());
    static_cast<void>(swept);
    TRY(state_.index->purge());
    return Cases(state_.catalog).purge();
}

Result<DestructionReport> Disposing::destroy(std::string_view number, std::string_view method, std::string_view place,
                                             WorkObserver& observer)
{
    TRY(refuse_unwritable_volumes(state_));
    TRY(ask_holds(state_, observer));
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const Lock alone, state_.lock_alone());
    TRY_ASSIGN(const Lock index_lock, Lock::acquire(state_.layout.index_lock(), LockMode::exclusive, state_.config.lock_wait,
                                                    state_.environment.program));
    // Asked before anything begins: an index that cannot be written keeps the words of what is destroyed.
    TRY_ASSIGN(const auto reader, state_.index->reader());
    // What a hold asks for by its query is held from now on, had nobody asked before.
    TRY_ASSIGN(const auto joined, join_standing_holds(state_));
    static_cast<void>(joined);
    Cases cases(state_.catalog);
    DestructionReport report;
    auto begins = cases.begin_destruction(number, method, place, state_.clock_day(), state_.stamp());
    if (!begins.ok())
        return refusal(std::move(begins).error(), "case destroy", number, {}, {CaseState::witnessed, CaseState::destroying});
    report.left = std::move(*begins);
    TRY_ASSIGN(const DispositionCase begun, cases.get(number));
    if (begun.state == CaseState::witnessed) return report;  // nothing was left to destroy
    std::size_t done = 0;
    for (;;) {
        TRY_ASSIGN(const auto condemned, cases.condemned(number, at_once));
        if (condemned.empty()) break;
        std::vector<std::string> evidence;
        std::vector<Condemned> readable;
        std::vector<RecordId> ids;
        for (const auto& one : condemned) {
            auto found = evidence_of(state_, one);
            if (!found.ok() && found.error().kind == ErrorKind::interrupted) return found.error();
            if (!found.ok()) {
                TRY(cases.leave_out(number, one.code, found.error().what, state_.stamp()));
                report.left.push_back({one.code, found.error().what});
                continue;
            }
            evidence.push_back(std::move(*found));
            readable.push_back(one);
            ids.push_back(one.record);
        }
        TRY(remove_from_index(state_, ids));
        TRY_ASSIGN(const auto left, cases.bury(number, readable, evidence, state_.stamp()));
        report.left.insert(report.left.end(), left.begin(), left.end());
        done += condemned.size();
        observer.progress(Phase::checking, done, static_cast<std::size_t>(begun.counts.destroy));
    }
    TRY_ASSIGN(report, remove_owed(std::move(report)));
    TRY(leave_no_trace());
    TRY_ASSIGN(const Json facts, verified(state_, number));
    report.records = facts.get("records").number();
    report.files = facts.get("files_absent").number();
    report.shared = facts.get("files_kept_for_others").number();
    report.damaged = facts.get("files_damaged_before").number();
    report.missing = facts.get("files_missing_before").number();
    report.bytes = static_cast<std::uint64_t>(facts.get("bytes").number());
    TRY(cases.end_destruction(number, facts.dump(), state_.stamp()));
    return report;
}

Result<DestructionReport> Disposing::hand_over(std::string_view number, std::string_view receipt, WorkObserver& observer)
{
    DestructionReport report;
    TRY(refuse_unwritable_volumes(state_));
    TRY(ask_holds(state_, observer));
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    {
        TRY_ASSIGN(const Lock alone, state_.lock_alone());
        TRY_ASSIGN(const Lock index_lock, Lock::acquire(state_.layout.index_lock(), LockMode::exclusive,
                                                        state_.config.lock_wait, state_.environment.program));
        TRY_ASSIGN(const auto joined, join_standing_holds(state_));
        static_cast<void>(joined);
        Cases cases(state_.catalog);
        // Asked before index entries go.
        if (auto packed = cases.expect_package(number, state_.clock_day()); !packed.ok()) {
            Error problem = std::move(packed).error();
            // A step that comes first, and no thing that is not there.
            if (problem.kind == ErrorKind::not_found && cases.get(number).ok()) problem.kind = ErrorKind::refused;
            return problem;
        }
        TRY_ASSIGN(const auto items, cases.items(number, CaseDecision::transfer, most_case_items, 0));
        std::vector<RecordId> ids;
        for (const auto& item : items) {
            if (item.outcome != CaseOutcome::none) continue;
            TRY_ASSIGN(const Record record, state_.catalog.record(item.code));
            ids.push_back(record.id);
        }
        TRY_ASSIGN(const DispositionCase before, cases.get(number));
        if (!ids.empty()) TRY(remove_from_index(state_, ids));
        TRY_ASSIGN(report.left, cases.hand_over(number, receipt, state_.clock_day(), state_.stamp()));
        TRY_ASSIGN(const DispositionCase now, cases.get(number));
        report.records = now.counts.transferred - before.counts.transferred;
        TRY_ASSIGN(report, remove_owed(std::move(report)));
        TRY(leave_no_trace());
    }
    // Whoever was left out gets the index entry back.
    TRY_ASSIGN(const auto drained, drain_outbox(state_, {}, observer));
    static_cast<void>(drained);
    return report;
}

}  // namespace fonds
