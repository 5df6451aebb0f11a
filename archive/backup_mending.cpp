// SPDX-License-Identifier: GPL-3.0-or-later
// What is damaged or missing here, and whole in a backup, is put back into its place.
#include <algorithm>
#include <map>

#include "archive/backup_place.hpp"
#include "archive/copy_reach.hpp"
#include "archive/parity.hpp"
#include "archive/place_outside.hpp"
#include "archive/sealing.hpp"
#include "archive/volume/volume_proof.hpp"
#include "archive/volume_care.hpp"
#include "schema/catalog/fixity.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/whole_catalog.hpp"

namespace fonds {

namespace {

class Mending {
public:
    Mending(Archive::State& state, const BackupPlace& place, WorkObserver& observer)
        : state_(state), ops_(*state.environment.files), place_(place),
          go_on_([&observer](Phase phase, std::uint64_t done, std::uint64_t total) {
              observer.progress(phase, static_cast<std::size_t>(done), static_cast<std::size_t>(total));
              return !observer.stop_requested();
          })
    {
    }

    /// True: something was put back.
    Result<bool> mend(const std::string& name)
    {
        TRY_ASSIGN(const auto volume, Volumes(state_.catalog).find(name));
        if (volume) return mend_volume(*volume);
        auto code = ReferenceCode::parse(name);
        if (!code.ok()) return Volumes(state_.catalog).get(name).error();
        const auto found = state_.catalog.record(*code);
        // As it was written: a name of a volume may have been meant.
        if (!found.ok() && found.error().kind == ErrorKind::not_found)
            return error(ErrorKind::not_found, say("There is no record {}, and no volume of that name",
                                                   "没有档号为 {} 的档案,也没有此名的冷存卷", {name}))
                .with_hint(say("fonds volume list shows the names of volumes, fonds list the codes of records.",
                               "fonds volume list 可查看卷名,fonds list 可查看档号。"))
                .at(name);
        TRY_ASSIGN(const Record record, found);
        TRY_ASSIGN(const auto stone, Numbers(state_.catalog).tombstone(*code));
        if (stone && stone->kind != Tombstone::Kind::merged) return is_no_more(*stone, *code);
        bool any = false;
        std::map<std::string, std::vector<Component>> volumes;
        for (const Component& component : record.components) {
            TRY_ASSIGN(const bool cold, Volumes(state_.catalog).is_cold(component.digest));
            if (!cold) {
                TRY_ASSIGN(const bool mended, mend_object(component));
                any = any || mended;
                continue;
            }
            TRY_ASSIGN(const auto places, Volumes(state_.catalog).places_of(component.digest));
            volumes[places.empty() ? std::string() : places.front().volume].push_back(component);
        }
        for (const auto& [home, components] : volumes) {
            auto mended = home.empty() ? Result<bool>(lacks(name)) : mend(home);
            if (mended.ok()) {
                any = any || *mended;
                continue;
            }
            if (mended.error().kind == ErrorKind::interrupted) return mended;
            for (const Component& component : components) {
                const auto warmed = mend_cold(component, *code);
                // Why the volume could not be mended says more than that the file is not there by itself.
                if (!warmed.ok()) return mended;
                any = any || *warmed;
            }
        }
        return any;
    }

private:
    static Error is_no_more(const Tombstone& stone, const ReferenceCode& code)
    {
        return error(ErrorKind::refused,
                     stone.kind == Tombstone::Kind::destroyed
                         ? say("{} was destroyed and is a tombstone: nothing is mended", "{} 已销毁,不予修复", {code.text()})
                         : say("{} was transferred and is a tombstone: nothing is mended", "{} 已移交,不予修复",
                               {code.text()}))
            .with_hint(say("fonds show {} tells when, by whom and in which case.",
                           "可用 fonds show {} 查看时间、经办人与案号。", {code.text()}))
            .at(code.text());
    }

    Error lacks(const std::string& what) const
    {
        return error(ErrorKind::not_found, say("The backup does not have {}", "备份中没有 {}", {what}))
            .with_hint(say("Try another backup: fonds backup list DIR tells how old its snapshots are.",
                           "请尝试其他备份;fonds backup list 目录 可查看快照时间。"))
            .at(place_.folder());
    }

    /// Bytes that no volume gives any more, while the backup has them as a file of their own: hot again.
    Result<bool> mend_cold(const Component& component, const ReferenceCode& code)
    {
        TRY_ASSIGN(const bool cold, Volumes(state_.catalog).is_cold(component.digest));
        if (!cold) return false;  // another component of the same bytes came back just now
        const auto proven = state_.objects->prove_cold(component.digest);
        if (proven.ok()) return false;
        if (proven.error().kind == ErrorKind::interrupted) return proven.error();
        TRY_ASSIGN(const bool put_back, mend_object(component));
        static_cast<void>(put_back);  // false: they had not left yet
        TRY(Volumes(state_.catalog).mark_hot({component.digest}, {code}, state_.stamp()));
        return true;
    }

    /// Into objects/, by the way on which everything gets there: staged, hashed, durable, and only then in its place.
    Result<bool> mend_object(const Component& component)
    {
        const auto whole =
            state_.objects->hot().read(component.digest, [&](std::string_view) -> Result<void> { return {}; });
        if (whole.ok()) return false;
        if (!place_.has(component.digest, component.size)) return lacks(component.file_name);
        const std::string path = place_.folder() + "/" + BackupPlace::file_of(component.digest);
        TRY_ASSIGN(const Fd file, ops_.open_read(path));
        TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
        TRY_ASSIGN(const StagedObject staged, intake->add(file, path));
        if (staged.digest != component.digest) {
            static_cast<void>(intake->discard(staged));
            return error(ErrorKind::fixity, say("The file in the backup is damaged, too", "备份中的文件也已损坏")).at(path);
        }
        TRY_ASSIGN(const auto damaged, intake->publish());
        for (const auto& one : damaged)
            if (one.problem) return *one.problem;
        TRY(intake->finish());
        TRY(FixityBook(state_.catalog)
                .set({{component.digest, Soundness::repaired, state_.environment.clock->now(), "from a backup"}},
                     state_.stamp()));
        return true;
    }

    /// The first copy that is not whole comes from the backup; the others, and parity, then from that one.
    Result<bool> mend_volume(const Volume& volume)
    {
        if (volume.replaced) return was_replaced(state_, volume.name);
        std::string unreached;
        bool reached = volume.copies.empty();
        for (const VolumeCopy& copy : volume.copies) {
            if (!is_within_reach(state_, copy.place)) {
                unreached = copy.place;
                continue;
            }
            reached = true;
            TRY_ASSIGN(const bool ours, is_ours(state_, volume, copy.place));
            if (!ours) continue;
            const std::string path = volume_path(state_.layout, copy.place, volume.name);
            const auto proof = digest_volume(ops_, path, nullptr);
            if (proof.ok() && proof->digest == volume.digest) continue;
            TRY(bring(volume, path));
            TRY_ASSIGN(const auto reports, care_for_copies(state_, volume.name, go_on_));
            const auto made = std::ranges::find(reports, copy.place, [](const CopyReport& each) { return each.copy.place; });
            if (made != reports.end() && made->problem) return *made->problem;
            return true;
        }
        if (!reached)
            return out_of_reach(unreached,
                                say("Mount its disk and do it again. If the disk is lost: mkdir -p {}; touch "
                                    "{}/fonds-copies.txt, and the volume is brought there.",
                                    "请挂载该磁盘后重试。如磁盘已丢失,请执行 mkdir -p {};touch {}/fonds-copies.txt,"
                                    "再将该卷恢复到该处。",
                                    {unreached, unreached}));
        return mend_parity(volume);
    }

    /// That of whole copies, made anew from themselves. True: some was.
    Result<bool> mend_parity(const Volume& volume)
    {
        bool whole = volume.parity == 0;
        for (const VolumeCopy& copy : volume.copies) {
            if (volume.parity == 0 || !is_within_reach(state_, copy.place)) continue;
            TRY_ASSIGN(whole, parity_is_whole(ops_, volume_path(state_.layout, copy.place, volume.name)));
            if (!whole) break;
        }
        if (whole) return false;
        TRY_ASSIGN(const auto reports, care_for_copies(state_, volume.name, go_on_));
        for (const CopyReport& each : reports)
            if (each.problem && !each.out_of_reach) return *each.problem;
        return true;
    }

    Result<void> bring(const Volume& volume, const std::string& path)
    {
        if (!place_.has(volume.digest, volume.size)) return lacks(volume.name);
        const std::string part = path + ".part";
        if (ops_.info(part).ok()) TRY(ops_.remove(part));
        auto written = [&]() -> Result<void> {
            TRY_ASSIGN(const Fd file, ops_.create(part));
            std::uint64_t done = 0;
            BackedFile backed;
            backed.digest = volume.digest;
            backed.size = volume.size;
            TRY(place_.read(backed, [&](std::string_view bytes) -> Result<void> {
                done += bytes.size();
                if (!go_on_(Phase::copying, done, std::max(done, volume.size)))
                    return error(ErrorKind::interrupted, say("Stopped", "已停止"));
                return ops_.write(file, bytes, part);
            }));
            TRY(ops_.sync(file, part));
            return ops_.rename(part, path);
        }();
        if (!written.ok()) {
            static_cast<void>(ops_.remove(part));
            return written;
        }
        return ops_.sync_directory(folder_of(path));
    }

    Archive::State& state_;
    FileOps& ops_;
    const BackupPlace& place_;
    ByteProgress go_on_;
};

}  // namespace

Result<MendedFromBackup> BackupBook::mend(const std::string& given, const std::vector<std::string>& names,
                                          WorkObserver& observer)
{
    TRY_ASSIGN(const std::string folder, place_outside(given, state_.layout));
    TRY_ASSIGN(const BackupPlace place, BackupPlace::open(folder, BackupPlace::Use::read, state_.environment));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    MendedFromBackup report;
    for (const auto& name : names) {
        auto mended = Mending(state_, place, observer).mend(name);
        if (!mended.ok() && mended.error().kind == ErrorKind::interrupted) return std::move(mended).error();
        if (!mended.ok())
            report.problems.push_back({name, std::move(mended).error()});
        else
            (*mended ? report.mended : report.whole).push_back(name);
    }
    return report;
}

Text BackupBook::mend_hint(const std::string& name)
{
    const auto place = WholeCatalog(state_.catalog).last_backup();
    if (place.ok() && *place)
        return say("The last backup was written to {}: fonds backup mend {} {} puts the bytes back into their place.",
                   "最近一次备份在 {}:执行 fonds backup mend {} {} 可将数据恢复到原位。", {**place, **place, name});
    return say("fonds backup mend DIR {} puts the bytes back from a backup in DIR.",
               "执行 fonds backup mend 备份目录 {} 可由备份恢复数据。", {name});
}

}  // namespace fonds
