// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes that lie for years: their copies are proven, mended, moved, written anew.
#include "archive/volume_care.hpp"

#include <algorithm>
#include <filesystem>

#include "archive/copy_folders.hpp"
#include "archive/copy_owner.hpp"
#include "archive/copy_reach.hpp"
#include "archive/parity.hpp"
#include "archive/sealing.hpp"
#include "archive/store/staging.hpp"
#include "archive/volume/volume_proof.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

std::vector<ExpectedMember> expected_of(const Volume& volume, const std::vector<VolumeMember>& members)
{
    std::vector<ExpectedMember> all;
    for (const auto& one : members)
        all.push_back({volume.name + "/" + one.path, one.digest, {one.start, one.stored_size, one.size, one.deflated}});
    return all;
}

class CopyCare {
public:
    CopyCare(Archive::State& state, Volume volume, const ByteProgress& go_on)
        : state_(state), ops_(*state.environment.files), volume_(std::move(volume)), go_on_(go_on)
    {
    }

    Result<std::vector<CopyReport>> run()
    {
        for (const VolumeCopy& copy : volume_.copies) {
            CopyReport report{volume_.name, copy, {}, false, {}, {}};
            TRY(look(report));
            reports_.push_back(std::move(report));
        }
        for (CopyReport& report : reports_)
            if (report.copy.state != CopyState::good && !report.out_of_reach && !is_somebody_elses(report))
                TRY(mend(report));
        for (CopyReport& report : reports_) {
            if (report.copy.state == CopyState::good) TRY(care_for_parity(report));
            if (report.out_of_reach) continue;
            TRY(Volumes(state_.catalog).set_copy(volume_.name, report.copy, state_.stamp()));
            if (report.copy.state != CopyState::good) continue;
            if (!report.repaired_from.empty())
                TRY(state_.catalog.log(
                    "volume.repaired", volume_.name,
                    Json::object().set("place", report.copy.place).set("from", report.repaired_from).dump(),
                    state_.stamp()));
            static_cast<void>(mark_folder(ops_, report.copy.place));
        }
        return std::move(reports_);
    }

private:
    [[nodiscard]] std::string path_of(const VolumeCopy& copy) const
    {
        return volume_path(state_.layout, copy.place, volume_.name);
    }

    Result<void> look(CopyReport& report)
    {
        if (!is_within_reach(state_, report.copy.place)) {
            report.out_of_reach = true;
            report.copy.state = CopyState::missing;  // for this run; the catalog keeps what was last seen
            report.problem = out_of_reach(report.copy.place, mount_hint());
            return {};
        }
        const std::string path = path_of(report.copy);
        TRY_ASSIGN(const bool ours, is_ours(state_, volume_, report.copy.place));
        if (!ours) {
            report.copy.state = CopyState::missing;
            report.problem = somebody_elses(path);
            return {};
        }
        report.copy.verified_at = state_.environment.clock->now();
        std::uint64_t read = 0;
        const auto proof = digest_volume(ops_, path, [&](std::uint64_t more) {
            read += more;
            return !go_on_ || go_on_(Phase::verifying, std::min(read, volume_.size), volume_.size);
        });
        if (!proof.ok() && proof.error().kind == ErrorKind::interrupted) return proof.error();
        if (!proof.ok()) {
            report.copy.state = proof.error().kind == ErrorKind::not_found ? CopyState::missing : CopyState::damaged;
            report.problem = proof.error();
            return {};
        }
        report.copy.state = proof->digest == volume_.digest ? CopyState::good : CopyState::damaged;
        if (report.copy.state == CopyState::good) return {};
        report.problem = error(ErrorKind::fixity,
                               say("This copy of {} is not what was sealed", "{} 的这份副本与封存时不符", {volume_.name}))
                             .at(path);
        TRY_ASSIGN(const auto members, Volumes(state_.catalog).members(volume_.name));
        TRY_ASSIGN(const std::string key, volume_key(ops_, state_.layout, state_.config.cold));
        const auto each = prove_volume(ops_, path, expected_of(volume_, members), key, nullptr);
        if (!each.ok()) return {};
        for (const std::size_t at : each->damaged) report.damaged.push_back(members[at].path);
        return {};
    }

    static bool is_somebody_elses(const CopyReport& report)
    {
        return report.problem && report.problem->kind == ErrorKind::duplicate;
    }

    Result<void> mend(CopyReport& report)
    {
        const auto whole =
            std::ranges::find_if(reports_, [](const CopyReport& other) { return other.copy.state == CopyState::good; });
        if (whole != reports_.end()) {
            auto copied = copy_volume(state_, volume_, whole->copy.place, report.copy.place, go_on_);
            if (!copied.ok() && copied.error().kind == ErrorKind::interrupted) return copied;
            if (!copied.ok()) {
                report.problem = std::move(copied).error();
                return {};
            }
            report.repaired_from = whole->copy.place.empty() ? "volumes/" : whole->copy.place;
            report.copy.state = CopyState::good;
            report.problem.reset();
            return {};
        }
        if (report.copy.state != CopyState::damaged) return {};
        const std::string path = path_of(report.copy);
        std::vector<std::string> parity;
        for (const auto& other : reports_) {
            TRY_ASSIGN(parity, parity_files(path_of(other.copy)));
            if (!parity.empty()) break;
        }
        if (parity.empty()) return {};
        TRY_ASSIGN(const std::string name, unique_name("repair-"));
        const std::string folder = folder_of(path) + "/" + name;
        TRY(ops_.make_directory(folder));
        const std::string target = folder + "/" + volume_.name + ".zip";
        std::vector<std::string> others;
        for (const auto& other : reports_)
            if (other.copy.state == CopyState::damaged && other.copy.place != report.copy.place)
                others.push_back(path_of(other.copy));
        auto mended = repair_with_parity(ops_, path, parity, others, target, asked_of(go_on_));
        if (mended.ok()) mended = replace_by(target, path);
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        if (!mended.ok() && mended.error().kind == ErrorKind::interrupted) return mended;
        if (!mended.ok()) {
            report.problem = std::move(mended).error();
            return {};
        }
        report.repaired_from = "parity";
        report.copy.state = CopyState::good;
        report.problem.reset();
        return {};
    }

    Result<void> replace_by(const std::string& repaired, const std::string& path)
    {
        TRY_ASSIGN(const VolumeProof proof, digest_volume(ops_, repaired, nullptr));
        if (proof.digest != volume_.digest)
            return error(ErrorKind::fixity,
                         say("Parity gave something else than was sealed", "校验数据修复的结果与封存时不符"))
                .at(path);
        TRY_ASSIGN(const Fd file, ops_.open_read(repaired));
        TRY(ops_.sync(file, repaired));
        TRY(ops_.rename(repaired, path));
        return ops_.sync_directory(folder_of(path));
    }

    /// Parity that is damaged or gone is made anew from the whole volume.
    Result<void> care_for_parity(CopyReport& report)
    {
        if (volume_.parity == 0) return {};
        const std::string path = path_of(report.copy);
        TRY_ASSIGN(const bool whole, parity_is_whole(ops_, path));
        if (whole) return {};
        auto made = make_parity(ops_, path, volume_.size, volume_.parity, asked_of(go_on_));
        if (!made.ok() && made.error().kind == ErrorKind::interrupted) return made;
        if (made.ok()) made = ops_.sync_directory(folder_of(path));
        if (!made.ok())
            report.problem = std::move(made).error();
        else if (report.repaired_from.empty())
            report.repaired_from = "itself";
        return {};
    }

    Archive::State& state_;
    FileOps& ops_;
    Volume volume_;
    const ByteProgress& go_on_;
    std::vector<CopyReport> reports_;
};

}  // namespace

Error was_replaced(Archive::State& state, const std::string& name)
{
    std::string by, day;
    const auto told = AuditFacts(state.catalog).newest({"volume.replaced", name, {}, {}, {}}, 1, 0);
    if (told.ok() && !told->empty()) {
        day = Date::of(told->front().at, state.config.time_zone_minutes).text();
        if (const auto detail = Json::parse(told->front().detail); detail.ok() && detail->has("by"))
            by = detail->get("by").text();
    }
    Text what = day.empty() ? say("Volume {} was replaced: it has no files any more", "冷存卷 {} 已被替换,没有文件", {name})
                : by.empty() ? say("Volume {} was replaced on {}: it has no files any more",
                                   "冷存卷 {} 已于 {} 被替换,没有文件", {name, day})
                             : say("Volume {} was replaced by {} on {}: it has no files any more",
                                   "冷存卷 {} 已被 {} 替换({}),没有文件", {name, by, day});
    return error(ErrorKind::refused, std::move(what))
        .with_hint(by.empty() ? say("What lives of it is in later volumes or in objects/: fonds log list {}",
                                    "其中仍有效的档案在后来的卷或 objects/ 中:fonds log list {}", {name})
                              : say("fonds volume show {} tells what lives of it.",
                                    "可用 fonds volume show {} 查看仍有效的内容。", {by}))
        .at(name);
}

Result<std::vector<CopyReport>> care_for_copies(Archive::State& state, const std::string& name, const ByteProgress& go_on)
{
    TRY_ASSIGN(Volume volume, Volumes(state.catalog).get(name));
    if (volume.replaced) return was_replaced(state, name);
    return CopyCare(state, std::move(volume), go_on).run();
}

namespace {

/// What is held never has fewer copies than it had: `names` stay until what replaces them has as many. Asked before anything
/// is written, `planned` copies stand for those of the volume that is to come.
Result<void> refuse_loss_of_copies(Archive::State& state, const std::vector<std::string>& names,
                                   std::optional<std::size_t> planned)
{
    Volumes volumes(state.catalog);
    const auto is_old = [&](const ColdPlace& place) { return std::ranges::find(names, place.volume) != names.end(); };
    for (const auto& name : names) {
        TRY_ASSIGN(const auto records, volumes.records_in(name));
        TRY_ASSIGN(const auto held, volumes.held(records));
        TRY_ASSIGN(const auto found, state.catalog.records({held.begin(), held.end()}));
        for (const Record& record : found)
            for (const Component& component : record.components) {
                TRY_ASSIGN(const auto places, volumes.places_of(component.digest));
                std::size_t before = 0, after = planned.value_or(0);
                for (const ColdPlace& place : places) {
                    std::size_t& best = is_old(place) ? before : after;
                    TRY_ASSIGN(const Volume volume, volumes.get(place.volume));
                    best = std::max(best, good_copies(state, volume, Unreached::counted));
                }
                if (after >= before) continue;
                return error(ErrorKind::refused,
                             say("{} is on hold, and would have {} proven {copy|copies} instead of {}",
                                 "{} 已被冻结,其已验证副本将只有 {} 份,原有 {} 份", {record.code.text(), after, before}))
                    .with_hint(
                        planned ? say("Name as many folders for copies in fonds.toml ([cold] copies) as before.",
                                      "请在 fonds.toml 的 [cold] copies 中列出不少于原来的副本目录。")
                                : say("{} stays beside the new volume. Once its copies are made (fonds volume verify, "
                                      "fonds cold run), do it again.",
                                      "{} 与新卷并存。请先补齐新卷的副本(fonds volume verify、fonds cold run),再执行一次。",
                                      {name}))
                    .at(name);
            }
    }
    return {};
}

}  // namespace

Result<std::optional<Volume>> rewrite_volumes(Archive& archive, Archive::State& state, const std::vector<std::string>& names,
                                              std::string_view why, const ByteProgress& go_on)
{
    Volumes volumes(state.catalog);
    TRY(finish_removals(state));
    SealRequest request;
    request.from = names;
    request.mend = [&]() -> Result<void> {
        for (const auto& name : names) {
            TRY_ASSIGN(const auto reports, care_for_copies(state, name, go_on));
            static_cast<void>(reports);
        }
        return {};
    };
    for (const auto& name : names) {
        TRY_ASSIGN(const Volume old, volumes.get(name));
        if (old.replaced) return was_replaced(state, name);
        request.encrypted = request.encrypted || old.encrypted;
        // A file that cannot be reached cannot be removed: asked before anything is written.
        for (const auto& copy : old.copies) {
            if (!is_within_reach(state, copy.place)) return out_of_reach(copy.place, removal_hint());
        }
    }
    TRY_ASSIGN(request.records, volumes.living_in(names));
    std::optional<Volume> made;
    if (!request.records.empty()) {
        TRY(refuse_loss_of_copies(state, names, state.config.cold.copies.size() + 1));
        TRY_ASSIGN(auto sealed, seal_volume(archive, state, request, go_on));
        if (!sealed.stayed.empty()) {
            // A file that none of the copies gives whole stays in the old volume, which stays too; the others live in the
            // new.
            return sealed.stayed.front().why;
        }
        made = std::move(sealed.volume);
    }
    // What is no component of a record, but cold: it comes back.
    TRY_ASSIGN(const auto lonely, volumes.only_in(names));
    if (!lonely.empty()) {
        TRY_ASSIGN(const auto intake, state.objects->begin_intake());
        for (const auto& digest : lonely) {
            TRY_ASSIGN(const Fd file, state.objects->open(digest));
            TRY_ASSIGN(const auto staged, intake->add(file, digest.hex()));
            static_cast<void>(staged);
        }
        TRY_ASSIGN(const auto damaged, intake->publish());
        static_cast<void>(damaged);
        TRY(volumes.mark_hot(lonely, {}, state.stamp()));
        TRY(intake->finish());
    }
    TRY(refuse_loss_of_copies(state, names, std::nullopt));
    for (const auto& name : names) {
        TRY_ASSIGN(const Volume old, volumes.get(name));
        if (old.replaced) continue;  // named twice
        TRY(intend_removal(state, old));
        TRY(volumes.replace(name, why, made ? made->name : std::string(), state.stamp()));
    }
    TRY(finish_removals(state));
    return made;
}

Result<Volume> move_volume(Archive::State& state, std::string_view name, std::string_view from, const std::string& to,
                           const ByteProgress& go_on)
{
    Volumes volumes(state.catalog);
    if (to == state.layout.root() || to.starts_with(state.layout.root() + "/"))
        return error(ErrorKind::usage, say("That folder is within the archive", "该目录在档案库内"))
            .with_hint(say("volumes is the archive's own; any other has to be elsewhere.",
                           "库内目录请写 volumes;其他目录须在库外。"))
            .at(to);
    TRY_ASSIGN(const Volume volume, volumes.get(name));
    const auto copy = std::ranges::find(volume.copies, from, &VolumeCopy::place);
    if (copy == volume.copies.end())
        return error(ErrorKind::not_found, say("{} has no copy there", "{} 在该处没有副本", {name}))
            .with_hint(say("fonds volume show {} lists them.", "fonds volume show {} 可列出副本。", {name}))
            .at(std::string(from));
    if (std::ranges::find(volume.copies, to, &VolumeCopy::place) != volume.copies.end())
        return error(ErrorKind::duplicate, say("{} has a copy there already", "{} 在该处已有副本", {name})).at(to);
    if (!is_within_reach(state, copy->place)) return out_of_reach(copy->place, mount_hint());
    // The same order as everywhere: there, proven, entered, and only then gone here.
    TRY(copy_volume(state, volume, copy->place, to, go_on));
    TRY_ASSIGN(const bool ours, is_ours(state, volume, std::string(from)));
    TRY(volumes.move_copy(name, from, to, state.stamp()));
    if (ours) TRY(remove_copy(state, volume.name, std::string(from)));
    return volumes.get(name);
}

}  // namespace fonds
