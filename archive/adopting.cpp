// SPDX-License-Identifier: GPL-3.0-or-later
// A volume of some archive comes in: unpacked where nothing trusts it, verified as a bag, its records made, the file placed
// among the volumes, and only then do the unpacked bytes go.
#include "archive/adopting.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "archive/adopted_holds.hpp"
#include "archive/bag_check.hpp"
#include "archive/bag_names.hpp"
#include "archive/copy_owner.hpp"
#include "archive/file_copy.hpp"
#include "archive/merges_left.hpp"
#include "archive/parity.hpp"
#include "archive/replaced_told.hpp"
#include "archive/store/staging.hpp"
#include "archive/taking_bag.hpp"
#include "archive/volume/volume_proof.hpp"
#include "archive/volume_kind.hpp"
#include "archive/volume_says.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

/// Tells the work, and keeps what was not taken.
class AdoptObserver final : public BagObserver {
public:
    AdoptObserver(WorkObserver& work, AdoptReport& report, std::string volume,
                  std::function<bool(const ReferenceCode&)> is_later)
        : work_(work), report_(report), volume_(std::move(volume)), is_later_(std::move(is_later))
    {
    }

    void begins(std::string_view table) override
    {
        table_ = table;
        records_ = table == "records";
    }
    void problem(const Error& error) override
    {
        report_.problems.push_back({{}, error});
        std::string& where = report_.problems.back().why.where;
        where = volume_ + (where.empty() ? "" : ": " + where);
    }
    void row(const ImportedRow& row) override
    {
        const auto code = ReferenceCode::parse(row.thing);
        if (row.problem && records_ && code.ok() && is_later_(*code))
            ++report_.known;
        else if (row.problem)
            tell(row, code.ok() ? *code : ReferenceCode());
        else if (records_)
            ++(row.fate == RowFate::unchanged ? report_.known : report_.records);
        if (records_ && !row.problem && code.ok() && !row.remark.empty())
            report_.problems.push_back(
                {*code,
                 error(ErrorKind::refused, say("Not as it was when it was sealed: {}", "与封卷时不一致:{}", {row.remark}))
                     .with_hint(say("Add here what is missing (fonds rule add, fonds location add), then fonds rule "
                                    "give, fonds place. Look at retention before anything is appraised.",
                                    "请在本库补设(fonds rule add、fonds location add),再执行 fonds rule give、"
                                    "fonds place。鉴定之前请核对保管期限。"))});
        if (records_ && !row.problem && code.ok()) made_[code->text()] = row.fate == RowFate::added;
    }
    void progress(Phase phase, std::size_t done, std::size_t total) override { work_.progress(phase, done, total); }
    [[nodiscard]] bool stop_requested() override { return work_.stop_requested(); }
    /// Records that are here as the volume has them, by code; true: made just now.
    [[nodiscard]] const std::map<std::string, bool>& made() const { return made_; }

private:
    /// By its code, or by its name or place in its table: nothing fails without a name.
    void tell(const ImportedRow& row, const ReferenceCode& code)
    {
        Error why = *row.problem;
        if (why.where == code.text()) why.where.clear();
        std::string name = row.thing.empty() ? row.title : row.thing;
        if (name.empty()) name = std::to_string(row.line);
        std::string place = why.where.empty() || why.where == name ? "" : ": " + why.where;
        why.where = code.empty() ? volume_ + ": " + table_ + ": " + name + place : code.text() + place;
        report_.problems.push_back({code, std::move(why)});
    }

    WorkObserver& work_;
    AdoptReport& report_;
    std::string volume_, table_;
    std::map<std::string, bool> made_;
    std::function<bool(const ReferenceCode&)>
        is_later_;  ///< is the record here in another way: as a later volume tells it, or in another?
    bool records_ = false;
};

std::string folded(std::string_view name)
{
    std::string out(name);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

class Adopting {
public:
    Adopting(Archive& archive, Archive::State& state, std::string file, AdoptReport& report, std::vector<std::string>& left,
             WorkObserver& observer)
        : archive_(archive), state_(state), ops_(*state.environment.files), given_(std::move(file)),
          source_(given_.find('/') == std::string::npos ? "./" + given_ : given_), file_(source_), report_(report),
          left_(left), observer_(observer)
    {
    }

    Result<AdoptFate> run()
    {
        TRY_ASSIGN(key_, volume_key(ops_, state_.layout, state_.config.cold));
        TRY_ASSIGN(const std::string folder, unique_name("adopt-"));
        const std::string root = state_.layout.staging() + "/" + folder;
        TRY(ops_.make_directory(root));
        // Not all of a zip is in its manifests: parity that tells of damage is believed before they are.
        const auto mended = mend_first(root + "/repaired");
        auto done = mended.ok() ? take(root + "/bag") : Result<AdoptFate>(mended.error());
        if (done.ok() && *mended) report_.repaired.push_back(given_);
        if (mended.ok() && !*mended && !done.ok() && is_damage(done.error().kind)) {
            std::error_code ignored;
            std::filesystem::remove_all(root + "/bag", ignored);
            const bool is_known_damage = done.error().kind == ErrorKind::fixity || done.error().kind == ErrorKind::corrupt;
            auto repaired = repair(root + "/repaired");
            if (repaired.ok() && *repaired) {
                done = take(root + "/bag");
                if (done.ok()) report_.repaired.push_back(given_);
            } else if (!repaired.ok() && (is_known_damage || repaired.error().kind == ErrorKind::interrupted)) {
                done = std::move(repaired).error();
            }
        }
        std::error_code ignored;
        std::filesystem::remove_all(root, ignored);
        if (!done.ok()) return named(std::move(done).error(), root);
        return done;
    }

private:
    /// The file as it was given, and what in it: nobody knows the folder that it was unpacked to.
    Error named(Error problem, const std::string& root) const
    {
        std::string within = problem.where;
        if (within.starts_with(root + "/bag/")) within = within.substr(root.size() + 5);
        if (!name_.empty() && (within == name_ || within.starts_with(name_ + "/"))) within = within.substr(name_.size());
        if (within.starts_with("/")) within.erase(0, 1);
        // What was done in vain elsewhere is about that place.
        const bool elsewhere = problem.where.starts_with("/") && !problem.where.starts_with(root);
        if (problem.where == source_ || problem.where == given_ || within.starts_with(root))
            within.clear();
        else if (elsewhere)
            within = problem.where;
        problem.where = given_ + (within.empty() ? "" : ": " + within);
        return problem;
    }

    /// Is it what damaged bytes look like, and not what somebody did on purpose?
    static bool is_damage(ErrorKind kind)
    {
        return kind == ErrorKind::fixity || kind == ErrorKind::corrupt || kind == ErrorKind::bad_input ||
               kind == ErrorKind::not_found;
    }

    /// True: the parity beside it found it damaged, and what is repaired is taken in its place.
    Result<bool> mend_first(const std::string& folder)
    {
        if (!ops_.info(source_).ok()) return false;
        TRY_ASSIGN(const auto parity, parity_files(source_));
        if (parity.empty()) return false;
        TRY_ASSIGN(const ParityVerdict verdict, parity_verdict(parity, [&] { return !observer_.stop_requested(); }));
        if (verdict != ParityVerdict::damaged) return false;
        auto repaired = repair(folder);
        if (repaired.ok() || repaired.error().kind != ErrorKind::fixity) return repaired;
        return std::move(repaired.error())
            .with_hint(say("Take another copy of the volume. Without its .par2 files beside it, its manifests alone decide.",
                           "请改用该卷的其他副本。如旁边没有 .par2 文件,则只按卷内清单校验。"));
    }

    /// By the parity beside it, into a folder of our own: the file itself is never changed. False: there is no parity, or it
    /// finds nothing damaged.
    Result<bool> repair(const std::string& folder)
    {
        if (!ops_.info(source_).ok()) return false;
        TRY_ASSIGN(const auto parity, parity_files(source_));
        if (parity.empty()) return false;
        TRY_ASSIGN(const VolumeProof before, digest_volume(ops_, source_, nullptr));
        TRY(ops_.make_directory(folder));
        const std::string target = folder + source_.substr(source_.find_last_of('/'));
        TRY(repair_with_parity(ops_, source_, parity, {}, target, [&] { return !observer_.stop_requested(); }));
        TRY_ASSIGN(const VolumeProof after, digest_volume(ops_, target, nullptr));
        if (after.digest == before.digest) return false;
        // The list of their digests goes with them; copies of a volume want it.
        for (const auto& file : parity)
            if (file.ends_with(".sha256"))
                TRY(copy_file(ops_, file, folder + file.substr(file.find_last_of('/')), Durability::scratch,
                              [](std::uint64_t) { return true; }));
        file_ = target;
        return true;
    }

    Error no_volume(Text what, const std::string& where) const
    {
        return error(ErrorKind::bad_input, std::move(what))
            .with_hint(say("fonds volume adopt takes the zip files that fonds cold run sealed.",
                           "fonds volume adopt 接收由 fonds cold run 封存的 zip 文件。"))
            .at(where);
    }

    Result<AdoptFate> take(const std::string& root)
    {
        encrypted_ = known_ = false;
        gone_.clear();
        codes_.clear();
        if (auto other = what_else_it_is(ops_, file_)) return std::move(*other);
        TRY(ops_.make_directory(root));
        TRY(unpack(root));
        TRY_ASSIGN(const bool replaced, is_replaced_there());
        if (replaced) return AdoptFate::left_out;
        const std::string bag = root + "/" + name_;
        const auto bagged = check_bag(bag, [&](std::uint64_t, std::uint64_t) -> Result<void> { return go_on(); });
        if (!bagged.ok() && bagged.error().kind == ErrorKind::bad_input)
            return no_volume(bagged.error().what, bagged.error().where);
        TRY_ASSIGN(const CheckedBag checked, bagged);
        if (!checked.damaged.empty())
            return error(ErrorKind::fixity, say("{} files of the volume are not what its manifest says",
                                                "卷中有 {} 个文件与清单不符", {checked.damaged.size()}))
                .with_hint(say("Its parity is not beside it, or does not suffice: try another copy of the volume.",
                               "旁边没有校验数据,或不足以修复:请改用该卷的其他副本。"))
                .at(checked.damaged.front().where);
        if (!checked.unlisted.empty())
            return error(ErrorKind::refused,
                         say("It has {} {file|files} that no manifest lists: {}", "其中 {} 个文件未列入任何清单:{}",
                             {checked.unlisted.size(), checked.unlisted.front()}))
                .with_hint(say("Somebody added to it since it was sealed: take another copy of the volume.",
                               "封卷之后有人向其中添加了内容:请改用该卷的其他副本。"))
                .at(file_);
        TRY_ASSIGN(Volume volume, describe(bag));
        TRY(leave_word(bag));
        AdoptObserver taking(observer_, report_, name_,
                             [&](const ReferenceCode& code) { return has_later(code, volume) || is_merged(code); });
        TRY_ASSIGN(const BagSummary summary, take_bag(archive_, state_, bag, BagParts::of_a_volume, taking));
        if (summary.rows.interrupted) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
        TRY(hold(bag, volume, taking.made()));
        TRY(tell_of_replaced(state_, {name_, says_, codes_, key_}, report_));
        if (!gone_.empty() && !known_) return leave_out();
        TRY(place(bag, std::move(volume)));
        return known_ ? AdoptFate::known : AdoptFate::adopted;
    }

    /// Which records have to become one again, before they are here as two.
    Result<void> leave_word(const std::string& bag)
    {
        TRY_ASSIGN(const std::string list, read_tag_file(bag, "metadata/records.json"));
        Merges merges;
        TRY(each_bagged_record(list, [&](std::size_t, const Result<BaggedRecord>& record) -> Result<void> {
            if (!record.ok()) return {};
            codes_.insert(record->facts.code->text());
            if (record->merged_into && !state_.catalog.record(*record->facts.code).ok())
                merges.emplace_back(*record->facts.code, *record->merged_into);
            return {};
        }));
        if (merges.empty()) return {};
        TRY_ASSIGN(std::string file, leave_merges(state_, merges));
        left_.push_back(std::move(file));
        report_.merged.insert(report_.merged.end(), merges.begin(), merges.end());
        return {};
    }

    /// Before the volume is known and its bytes may leave objects/: what lay on hold is on hold.
    Result<void> hold(const std::string& bag, const Volume& volume, const std::map<std::string, bool>& made)
    {
        TRY_ASSIGN(const std::string list, read_tag_file(bag, "metadata/records.json"));
        AdoptedHolds holds(state_);
        TRY(each_bagged_record(list, [&](std::size_t, const Result<BaggedRecord>& record) -> Result<void> {
            if (!record.ok()) return {};
            const ReferenceCode& code = *record->facts.code;
            TRY_ASSIGN(const auto stone, Numbers(state_.catalog).tombstone(code));
            if (stone && stone->kind != Tombstone::Kind::merged) gone_.push_back(code);
            const auto at = made.find(code.text());
            // A volume sealed later tells what was so then.
            if (at == made.end() || has_later(code, volume)) return {};
            if (record->merged_into && !at->second) report_.apart.emplace_back(code, *record->merged_into);
            if (!record->holds.empty()) holds.add(code, record->holds, at->second);
            return {};
        }));
        TRY_ASSIGN(const auto numbers, holds.place());
        report_.held += holds.records();
        report_.holds.insert(numbers.begin(), numbers.end());
        for (const Error& each : holds.problems()) report_.problems.push_back({{}, each});
        return {};
    }

    /// What was destroyed or handed over does not come back by the file: what lives of it lies in objects/ by now.
    Result<AdoptFate> leave_out()
    {
        report_.problems.push_back(
            {{},
             error(ErrorKind::refused,
                   say("{} was not taken in itself: it holds {} {record|records} destroyed or handed over here, {} first",
                       "{} 本身未接收:其中含有已销毁或移交的档案(共 {} 件,首件 {})",
                       {given_, gone_.size(), gone_.front().text()}))
                 .with_hint(say("Its other records are here, with their bytes in objects/; fonds cold run seals them anew. "
                                "Destroy this file and its copies.",
                                "其余档案已入库,内容在 objects/ 中,可由 fonds cold run 重新封卷。请销毁该文件及其副本。"))});
        return AdoptFate::left_out;
    }

    Result<void> go_on()
    {
        if (observer_.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
        return {};
    }

    /// Which volume here says that it, or one before it of the same archive, took the place of this one.
    Result<std::string> replaced_by()
    {
        TRY_ASSIGN(const auto known, Volumes(state_.catalog).find(name_));
        const auto own = bag_info_in(ops_, file_, name_);
        says_ = own ? volume_says(*own) : VolumeSays();
        if (known || !own) return std::string();
        TRY_ASSIGN(const auto all, Volumes(state_.catalog).list(false));
        for (const Volume& each : all) {
            if (each.name == name_) continue;
            const VolumeSays other = says_of_volume(state_, each);
            if (std::ranges::count(other.replaced, name_) > 0 && other.archive == says_.archive) return each.name;
        }
        return std::string();
    }

    /// What it held lives elsewhere or was destroyed: it does not come back by the old file.
    Result<bool> is_replaced_there()
    {
        TRY_ASSIGN(const std::string by, replaced_by());
        if (by.empty()) return false;
        report_.problems.push_back(
            {{},
             error(ErrorKind::refused,
                   say("{} was not taken: {} tells that it was replaced, and it may hold records that were destroyed since",
                       "{} 未接收:{} 载明该卷已被替换,其中可能含有此后销毁的档案", {given_, by}))
                 .with_hint(say("What lives of it is in the volumes sealed later; this file may be removed.",
                                "其中仍有效的档案在后来的卷中,该文件可以删除。"))});
        return true;
    }

    Result<void> refuse_replaced()
    {
        TRY_ASSIGN(const auto known, Volumes(state_.catalog).find(name_));
        if (!known || !known->replaced) return {};
        TRY_ASSIGN(const auto told, AuditFacts(state_.catalog).newest({"volume.replaced", name_, {}, {}, {}}, 1, 0));
        const std::string day =
            told.empty() ? std::string("?") : Date::of(told.front().at, state_.config.time_zone_minutes).text();
        return error(ErrorKind::refused,
                     say("Volume {} was replaced on {}: this file may hold records that were destroyed since",
                         "冷存卷 {} 已于 {} 被替换:该文件可能含有此后销毁的档案", {name_, day}))
            .with_hint(say("What lives of it is in later volumes or in objects/; this file may be removed. "
                           "fonds log list {} tells what became of it.",
                           "其中仍有效的档案在后来的卷或 objects/ 中,该文件可以删除。fonds log list {} 可查看经过。",
                           {name_}))
            .at(file_);
    }

    /// Names are the sender's: each must be one that a volume has, and nothing is written but what was declared.
    Result<void> unpack(const std::string& root)
    {
        TRY_ASSIGN(const ZipReader zip, ZipReader::open(ops_, file_));
        const auto& entries = zip.entries();
        if (entries.empty()) return no_volume(say("It is empty", "该文件是空的"), "");
        name_ = entries.front().name.substr(0, entries.front().name.find('/'));
        if (file_.substr(file_.find_last_of('/') + 1) != name_ + ".zip")
            return no_volume(say("Its file must be called {}.zip", "文件名应为 {}.zip", {name_}), "");
        TRY(refuse_replaced());
        std::set<std::string> seen, folders;
        std::uint64_t total = 0, done = 0;
        for (const auto& entry : entries) {
            if (!stays_below(entry.name) || !entry.name.starts_with(name_ + "/") || entry.name.ends_with("/"))
                return error(ErrorKind::refused,
                             say("An entry leads out of the volume, or is none of one", "含有越界或不属于冷存卷的条目"))
                    .at(entry.name);
            if (!seen.insert(folded(entry.name)).second)
                return error(ErrorKind::refused,
                             say("Two entries have names that differ only in case", "两个条目的名称仅大小写不同"))
                    .at(entry.name);
            if (entry.encrypted && key_.empty())
                return error(ErrorKind::refused,
                             say("The volume is encrypted, and its key is not here", "冷存卷已加密,而密钥不在此处"))
                    .with_hint(say("Name the file of the key in fonds.toml: [cold] key_file = \"…\"",
                                   "请在 fonds.toml 的 [cold] key_file 中指定密钥文件"))
                    .at(file_);
            encrypted_ = encrypted_ || entry.encrypted;
            total += entry.size;
        }
        const auto room = std::filesystem::space(root);
        // Unpacked, and once more in objects/ until the volume itself is here.
        if (total * 2 + std::filesystem::file_size(file_) > room.available)
            return error(ErrorKind::io, say("There is no room to unpack the volume: it takes {} bytes",
                                            "空间不足:解开该卷需要 {} 字节", {total}))
                .at(root);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const ZipEntry& entry = entries[i];
            for (std::size_t slash = entry.name.find('/'); slash != std::string::npos;
                 slash = entry.name.find('/', slash + 1))
                if (folders.insert(entry.name.substr(0, slash)).second)
                    TRY(ops_.make_directory(root + "/" + entry.name.substr(0, slash)));
            const std::string path = root + "/" + entry.name;
            TRY_ASSIGN(const Fd out, ops_.create(path));
            std::uint64_t written = 0;
            TRY(zip.read(i, key_, [&](std::string_view bytes) -> Result<void> {
                written += bytes.size();
                if (written > entry.size)
                    return no_volume(say("An entry is larger than it says", "条目大于其声明的大小"), entry.name);
                done += bytes.size();
                observer_.progress(Phase::copying, static_cast<std::size_t>(done), static_cast<std::size_t>(total));
                TRY(go_on());
                return ops_.write(out, bytes, path);
            }));
        }
        return {};
    }

    /// It is here, as part of another.
    [[nodiscard]] bool is_merged(const ReferenceCode& code)
    {
        const auto stone = Numbers(state_.catalog).tombstone(code);
        return stone.ok() && *stone && (*stone)->kind == Tombstone::Kind::merged;
    }

    [[nodiscard]] bool has_later(const ReferenceCode& code, const Volume& volume)
    {
        const auto record = state_.catalog.record(code);
        if (!record.ok()) return false;
        // Not where its bytes are: a volume may have the same for another record.
        Volumes volumes(state_.catalog);
        const auto homes = volumes.homes({record->id}, SealedPart::any);
        if (!homes.ok() || homes->empty()) return false;
        const auto home = volumes.find(homes->begin()->second);
        return home.ok() && *home &&
               is_sealed_later((*home)->name, to_iso8601((*home)->sealed_at), volume.name, to_iso8601(volume.sealed_at));
    }

    /// What the catalog is to know of the file itself.
    Result<Volume> describe(const std::string& bag)
    {
        Volume volume;
        volume.name = name_;
        volume.encrypted = encrypted_;
        volume.sealed_at = state_.environment.clock->now();
        TRY_ASSIGN(const std::string info, read_tag_file(bag, "bag-info.txt"));
        for (const std::string& line : lines_of(info)) {
            const auto value = [&](std::string_view label) {
                return line.starts_with(label) ? line.substr(label.size()) : std::string();
            };
            if (const auto before = value("Fonds-Previous-Volume-SHA256: "); !before.empty() && before != "none") {
                TRY_ASSIGN(volume.previous, Digest::parse(before));
            }
            if (const auto at = value("Fonds-Sealed-At: "); !at.empty()) {
                TRY_ASSIGN(volume.sealed_at, parse_instant(at));
            }
        }
        TRY_ASSIGN(const VolumeProof proof, digest_volume(ops_, file_, nullptr));
        volume.size = proof.size;
        volume.digest = proof.digest;
        TRY_ASSIGN(const auto known, Volumes(state_.catalog).find(name_));
        if (known && known->digest != volume.digest)
            return error(ErrorKind::duplicate, say("There is another volume {} here", "本库已有另一个冷存卷 {}", {name_}))
                .with_hint(say("It is older or newer, or of another archive with the same code.",
                               "它是较旧或较新的卷,或来自全宗号相同的其他档案库。"))
                .at(file_);
        known_ = known.has_value();
        return volume;
    }

    Result<void> place(const std::string& bag, Volume volume)
    {
        if (known_) {
            report_.volumes.push_back(std::move(volume));
            return {};
        }
        TRY_ASSIGN(const std::string manifest, read_tag_file(bag, "manifest-sha256.txt"));
        TRY_ASSIGN(const auto starts, member_starts(ops_, file_));
        std::vector<VolumeMember> members;
        for (const std::string& line : lines_of(manifest)) {
            if (line.size() < 67) continue;
            VolumeMember member;
            TRY_ASSIGN(member.digest, Digest::parse(std::string_view(line).substr(0, 64)));
            member.path = path_in_manifest(std::string_view(line).substr(66));
            std::error_code unknown;
            member.size = std::filesystem::file_size(bag + "/" + member.path, unknown);
            if (const auto at = starts.find(name_ + "/" + member.path); at != starts.end() && !encrypted_) {
                member.start = at->second.offset;
                member.stored_size = at->second.stored_size;
                member.deflated = at->second.deflated;
            }
            volume.bytes += member.size;
            ++volume.members;
            members.push_back(std::move(member));
        }
        report_.files += volume.members;
        TRY(ops_.make_directory(state_.layout.volumes()));
        TRY(carry(volume));
        std::vector<ExpectedMember> expected;
        for (const auto& one : members)
            expected.push_back({name_ + "/" + one.path, one.digest, {one.start, one.stored_size, one.size, one.deflated}});
        const std::string target = volume_path(state_.layout, "", name_);
        TRY_ASSIGN(const VolumeProof proof, prove_volume(ops_, target, expected, key_, nullptr));
        if (proof.digest != volume.digest || !proof.damaged.empty())
            return error(ErrorKind::fixity, say("The copy of the volume is not what was read", "卷的副本校验不符"))
                .at(target);
        const auto parity = parity_files(target);
        volume.parity = parity.ok() && !parity->empty() ? std::max(1, state_.config.cold.parity) : 0;
        volume.copies.push_back({"", CopyState::good, state_.environment.clock->now()});
        TRY(Volumes(state_.catalog).add(volume, members, true, state_.stamp()));
        std::int64_t waiting = 0;
        TRY_ASSIGN(const auto freed, evict(state_, name_, waiting));
        static_cast<void>(freed);
        report_.volumes.push_back(std::move(volume));
        return {};
    }

    /// The file, and its parity, into volumes/; where it lies there already it stays.
    Result<void> carry(const Volume& volume)
    {
        const std::string target = volume_path(state_.layout, "", name_);
        std::error_code unknown;
        if (std::filesystem::equivalent(file_, target, unknown)) return {};
        if (ops_.info(target).ok()) {
            // One that lies there damaged gives way to what its parity made of it, and the same bytes, as an adoption that
            // was killed left them, to the whole copy with its parity.
            const auto there = digest_volume(ops_, target, nullptr);
            const bool same = there.ok() && there->digest == volume.digest;
            if (!same && !std::filesystem::equivalent(source_, target, unknown))
                return error(ErrorKind::duplicate, say("There is a file {} already", "已存在文件 {}", {target}))
                    .with_hint(say("Adopt that one, or move it elsewhere.", "请接收该文件,或将其移到别处。"))
                    .at(target);
            if (same) TRY(ops_.remove(target));
        }
        const std::string folder = folder_of(file_);
        return copy_volume(state_, volume, folder, "", nullptr);
    }

    Archive& archive_;
    Archive::State& state_;
    FileOps& ops_;
    const std::string given_;   ///< as it was named
    const std::string source_;  ///< its path
    std::string file_;          ///< that is read
    AdoptReport& report_;
    std::vector<std::string>& left_;
    WorkObserver& observer_;
    std::string name_, key_;
    VolumeSays says_;
    std::set<std::string> codes_;      ///< of the records in it
    std::vector<ReferenceCode> gone_;  ///< records of the volume that were destroyed or handed over here
    bool encrypted_ = false, known_ = false;
};

}  // namespace

Result<AdoptFate> adopt_volume(Archive& archive, Archive::State& state, const std::string& file, AdoptReport& report,
                               std::vector<std::string>& left, WorkObserver& observer)
{
    return Adopting(archive, state, file, report, left, observer).run();
}

}  // namespace fonds
