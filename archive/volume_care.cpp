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
#include "archive/volume/volume_union.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::string_view from_copies = "copies";  ///< CopyReport::repaired_from

std::vector<ExpectedMember> expected_of(const Volume& volume, const std::vector<VolumeMember>& members)
{
    std::vector<ExpectedMember> all;
    for (const auto& one : members)
        all.push_back({volume.name + "/" + one.path, one.digest, {one.start, one.stored_size, one.size, one.deflated}});
    return all;
}

class CopyCare {
public:
    CopyCare(Archive::State& state, Volume volume, const ByteProgress& go_on, const CopyDigests* digests)
        : state_(state), ops_(*state.environment.files), volume_(std::move(volume)), go_on_(go_on), digests_(digests)
    {
    }

    Result<std::vector<CopyReport>> run()
    {
        for (const VolumeCopy& copy : volume_.copies) {
            CopyReport report{volume_.name, copy, {}, false, {}, {}};
            damages_.emplace_back();
            TRY(look(report, damages_.back()));
            reports_.push_back(std::move(report));
        }
        // Damaged ones first: what is missing is made from what they gave.
        for (const CopyState state : {CopyState::damaged, CopyState::missing})
            for (std::size_t i = 0; i < reports_.size(); ++i)
                if (reports_[i].copy.state == state && !reports_[i].out_of_reach && !is_somebody_elses(reports_[i]))
                    TRY(mend(i));
        tell_what_rewriting_saves();
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

    Result<void> look(CopyReport& report, DamagedCopy& damage)
    {
        if (!is_within_reach(state_, report.copy.place)) {
            report.out_of_reach = true;
            report.copy.state = CopyState::missing;  // for this run; the catalog keeps what was last seen
            report.problem = out_of_reach(report.copy.place, mount_hint());
            return {};
        }
        const std::string path = path_of(report.copy);
        damage.path = path;
        TRY_ASSIGN(const bool ours, is_ours(state_, volume_, report.copy.place));
        if (!ours) {
            report.copy.state = CopyState::missing;
            report.problem = somebody_elses(path);
            return {};
        }
        report.copy.verified_at = state_.environment.clock->now();
        const auto proof = digest_of(report.copy.place, path);
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
        TRY(list_members());
        const auto key =
            volume_.encrypted ? volume_key(ops_, state_.layout, state_.config.cold) : Result<std::string>(std::string());
        if (!key.ok()) return {};  // the bytes can be mended without
        const auto each = prove_volume(ops_, path, sealed_.members, *key, [&](std::uint64_t) { return asked_of(go_on_)(); });
        if (!each.ok() && each.error().kind == ErrorKind::interrupted) return each.error();
        if (!each.ok()) return {};
        damage.proven = true;
        damage.damaged = each->damaged;
        for (const std::size_t at : each->damaged) report.damaged.push_back(members_[at].path);
        return {};
    }

    Result<VolumeProof> digest_of(const std::string& place, const std::string& path)
    {
        if (digests_ != nullptr)
            if (const auto known = digests_->find(place); known != digests_->end()) return known->second;
        std::uint64_t read = 0;
        return digest_volume(ops_, path, [&](std::uint64_t more) {
            read += more;
            return !go_on_ || go_on_(Phase::verifying, std::min(read, volume_.size), volume_.size);
        });
    }

    /// What the volume held when it was sealed, as far as it was not destroyed.
    Result<void> list_members()
    {
        if (!members_.empty()) return {};
        TRY_ASSIGN(members_, Volumes(state_.catalog).members(volume_.name));
        sealed_ = {volume_.size, volume_.digest, expected_of(volume_, members_)};
        return {};
    }

    static bool is_somebody_elses(const CopyReport& report)
    {
        return report.problem && report.problem->kind == ErrorKind::duplicate;
    }

    Result<void> mend(std::size_t at)
    {
        CopyReport& report = reports_[at];
        const auto whole =
            std::ranges::find_if(reports_, [](const CopyReport& other) { return other.copy.state == CopyState::good; });
        if (whole != reports_.end()) {
            const auto copied = copy_volume(state_, volume_, whole->copy.place, report.copy.place, go_on_);
            return mended(report, copied, whole->copy.place.empty() ? "volumes/" : whole->copy.place);
        }
        if (report.copy.state != CopyState::damaged) return {};
        const std::string path = path_of(report.copy);
        TRY_ASSIGN(const std::string name, unique_name("repair-"));
        const std::string folder = folder_of(path) + "/" + name;
        TRY(ops_.make_directory(folder));
        auto done = unite_or_use_parity(report, path, folder);
        // What was made on the way is gone when this is read.
        if (report.problem && report.problem->where.starts_with(folder + "/")) report.problem->where = path;
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        return done;
    }

    /// What a try to mend came to; an error is ErrorKind::interrupted.
    static Result<void> mended(CopyReport& report, const Result<void>& tried, const std::string& from)
    {
        if (!tried.ok() && tried.error().kind == ErrorKind::interrupted) return tried;
        if (!tried.ok()) {
            report.problem = tried.error();
            return {};
        }
        report.repaired_from = from;
        report.copy.state = CopyState::good;
        report.problem.reset();
        return {};
    }

    /// Without a whole copy: what each has whole is put together; where that is not enough, parity goes on from it.
    Result<void> unite_or_use_parity(CopyReport& report, const std::string& path, const std::string& folder)
    {
        std::vector<DamagedCopy> damaged;
        std::vector<std::string> others, parity;
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            if (parity.empty() && !reports_[i].out_of_reach) {
                TRY_ASSIGN(parity, parity_files(path_of(reports_[i].copy)));
            }
            if (reports_[i].copy.state != CopyState::damaged || is_somebody_elses(reports_[i])) continue;
            damaged.push_back(damages_[i]);
            others.push_back(damages_[i].path);
        }
        std::string base = path;
        if (damaged.size() > 1) {
            TRY(list_members());
            const std::string target = folder + "/united.zip";
            std::uint64_t read = 0;
            const auto united = unite_copies(ops_, sealed_, damaged, target, !parity.empty(), [&](std::uint64_t more) {
                read += more;
                return !go_on_ || go_on_(Phase::copying, std::min(read, volume_.size), volume_.size);
            });
            if (!united.ok() && united.error().kind == ErrorKind::interrupted) return united.error();
            if (united.ok() && *united == United::whole)
                return mended(report, replace_by(target, path), std::string(from_copies));
            if (united.ok() && *united == United::best) base = target;
        }
        if (parity.empty()) return {};
        if (base == path) std::erase(others, path);
        const std::string target = folder + "/" + volume_.name + ".zip";
        auto repaired = repair_with_parity(ops_, base, parity, others, target, asked_of(go_on_));
        if (repaired.ok()) repaired = replace_by(target, path);
        return mended(report, repaired, "parity");
    }

    /// Copies that could not be mended may give every file whole nevertheless, one this, another that.
    void tell_what_rewriting_saves()
    {
        if (members_.empty()) return;
        if (std::ranges::any_of(reports_, [](const auto& one) { return one.copy.state == CopyState::good; })) return;
        std::vector<bool> had(members_.size(), false);
        for (std::size_t i = 0; i < reports_.size(); ++i)
            for (std::size_t at = 0; damages_[i].proven && at < members_.size(); ++at)
                if (!std::ranges::binary_search(damages_[i].damaged, at)) had[at] = true;
        if (std::ranges::find(had, false) != had.end()) return;
        for (CopyReport& report : reports_) {
            if (report.copy.state != CopyState::damaged || is_somebody_elses(report)) continue;
            report.all_readable = true;
            if (report.problem)
                report.problem->hint =
                    say("All its files can still be read whole, here or from another copy: fonds volume "
                        "rewrite {} seals them anew.",
                        "其中的文件仍可从此副本或其他副本完整读出:fonds volume rewrite {} 可将其重新封卷。", {volume_.name});
        }
    }

    Result<void> replace_by(const std::string& repaired, const std::string& path)
    {
        TRY_ASSIGN(const VolumeProof proof,
                   digest_volume(ops_, repaired, [&](std::uint64_t) { return asked_of(go_on_)(); }));
        if (proof.digest != volume_.digest)
            return error(ErrorKind::fixity, say("The mended file is not what was sealed", "修复的结果与封存时不符"))
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
    const CopyDigests* digests_;
    std::vector<CopyReport> reports_;
    std::vector<DamagedCopy> damages_;  ///< by report
    std::vector<VolumeMember> members_;
    SealedAs sealed_;
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

Result<std::map<std::string, std::string>> paths_of_copies(Archive::State& state, const Volume& volume)
{
    std::map<std::string, std::string> paths;
    for (const VolumeCopy& copy : volume.copies) {
        if (!is_within_reach(state, copy.place)) continue;
        TRY_ASSIGN(const bool ours, is_ours(state, volume, copy.place));
        if (ours) paths.emplace(copy.place, volume_path(state.layout, copy.place, volume.name));
    }
    return paths;
}

Result<std::vector<CopyReport>> care_for_copies(Archive::State& state, const std::string& name, const ByteProgress& go_on,
                                                const CopyDigests* digests)
{
    TRY_ASSIGN(Volume volume, Volumes(state.catalog).get(name));
    if (volume.replaced) return was_replaced(state, name);
    return CopyCare(state, std::move(volume), go_on, digests).run();
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
    request.encrypted = !state.config.cold.key_file.empty();
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
