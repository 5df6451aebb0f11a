// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/taking.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "archive/source_file.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

Error not_yet(Text what)
{
    return error(ErrorKind::unavailable, std::move(what))
        .with_hint(say("It stays in the inbox for a later run.", "文件留在 inbox 中,下次再处理。"));
}

/// NFS and SMB refuse leases that their server has not offered, whoever has the file open.
bool refuses_leases(const Fd& file)
{
    struct statfs system = {};
    if (::fstatfs(file.get(), &system) != 0) return false;
    const auto kind = static_cast<std::uint32_t>(system.f_type);
    return kind == NFS_SUPER_MAGIC || kind == SMB_SUPER_MAGIC || kind == CIFS_SUPER_MAGIC || kind == SMB2_SUPER_MAGIC;
}

/// A lease for reading is refused while anybody has the file open for writing. Whoever opens it meanwhile is not kept
/// waiting: the lease ends at once, and its signal is one that does nothing.
bool is_open_for_writing(const Fd& file)
{
    ::fcntl(file.get(), F_SETSIG, SIGURG);
    if (::fcntl(file.get(), F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN && !refuses_leases(file);
    ::fcntl(file.get(), F_SETLEASE, F_UNLCK);
    return false;
}

bool is_same(const struct stat& one, const struct stat& other)
{
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
           one.st_mtim.tv_sec == other.st_mtim.tv_sec && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec;
}

class Taking {
public:
    Taking(Archive::State& state, const InboxFile& file) : state_(state), file_(file) { taken_.path = file.below; }

    Result<TakenFile> run()
    {
        auto source = open();
        if (!source.ok()) return decline(std::move(source).error());
        TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
        auto object = intake->add(*source, file_.path);
        if (!object.ok()) return decline(std::move(object).error());
        if (!is_unchanged() || object->size != static_cast<std::uint64_t>(before_.st_size)) {
            static_cast<void>(intake->discard(*object));
            return decline(not_yet(say("The file is still being written", "文件仍在写入")));
        }
        TRY_ASSIGN(const auto known, known_arrival(object->digest));
        if (known) {
            // What is stored may be lost or damaged by now: the file goes only when its bytes are known to be there.
            TRY_ASSIGN(const bool stored, publish(*intake));
            if (!stored) return taken_;
            if (!damaged_.empty())
                TRY(state_.catalog.transaction([&] { return log_restored(object->digest, state_.stamp()); }));
            static_cast<void>(intake->finish());
            TRY_ASSIGN(const DeskDefaults beside, defaults_of(state_, file_));
            const bool read = left_behind_ && beside == known->defaults && beside.problem.empty();
            TRY(remove(*known, read ? Sidecars::removed : Sidecars::left));
            if (!read && !file_.sidecars.empty() && !taken_.problem) taken_.problem = unread();
            return taken_;
        }
        TRY(enter(*intake, *object));
        return taken_;
    }

private:
    Result<Fd> open()
    {
        struct stat link = {};
        if (::lstat(file_.path.c_str(), &link) != 0)
            return system_error(errno, "Cannot look at the file", "无法查看文件", file_.path);
        if (S_ISLNK(link.st_mode))
            return error(ErrorKind::bad_input, say("A link is not taken", "不接收符号链接"))
                .with_hint(say("Put the file itself into the inbox.", "请把文件本身放入 inbox。"))
                .at(file_.path);
        if (!S_ISREG(link.st_mode))
            return error(ErrorKind::bad_input, say("Not a regular file", "不是普通文件"))
                .with_hint(say("Remove it from the inbox: it holds nothing that can be kept.",
                               "请将其移出 inbox:其中没有可保存的内容。"))
                .at(file_.path);
        TRY_ASSIGN(Fd source, open_source(file_.path, state_.layout));
        if (::fstat(source.get(), &before_) != 0)
            return system_error(errno, "Cannot look at the file", "无法查看文件", file_.path);
        if (before_.st_size == 0) return not_yet(say("The file is empty", "文件为空"));
        if (is_open_for_writing(source)) return not_yet(say("The file is still being written", "文件仍在写入"));
        return source;
    }

    [[nodiscard]] bool is_unchanged() const
    {
        struct stat now = {};
        return ::lstat(file_.path.c_str(), &now) == 0 && is_same(before_, now);
    }

    /// It stays where it is. One that is gone was somebody else's.
    TakenFile decline(Error problem)
    {
        taken_.status = problem.kind == ErrorKind::unavailable || problem.kind == ErrorKind::not_found ? TakenStatus::left
                                                                                                       : TakenStatus::failed;
        problem.where = file_.path;
        taken_.problem = std::move(problem);
        return taken_;
    }

    /// The same bytes came with other words before: a person says which hold.
    [[nodiscard]] Error unread() const
    {
        return error(ErrorKind::refused, say("What lies beside it was not read, since the same bytes wait already",
                                             "相同内容已在等候,旁附的设置文件未被读取"))
            .with_hint(say("Say it with fonds inbox accept {}, then remove the file.",
                           "请在 fonds inbox accept {} 时说明,然后删除该文件。", {raw(taken_.piece)}))
            .at(file_.sidecars.front());
    }

    /// The arrival that this very file is: entered by a run that did not come to remove it; or that waits with the same
    /// bytes.
    Result<std::optional<Arrival>> known_arrival(const Digest& digest)
    {
        TRY_ASSIGN(const auto arrivals, state_.catalog.arrivals_of(digest));
        TRY_ASSIGN(const auto in_inbox, state_.catalog.arrivals_in_inbox());
        taken_.status = TakenStatus::known;
        for (const Arrival& arrival : arrivals) {
            TRY_ASSIGN(const auto waiting, state_.catalog.waiting_pieces_of(arrival.id));
            if (!waiting.empty()) taken_.piece = waiting.front();
            const bool left_behind = arrival.file_name == file_.name && arrival.folder == file_.folder &&
                                     std::ranges::find(in_inbox, arrival.id, &Arrival::id) != in_inbox.end();
            left_behind_ = left_behind;
            if (left_behind || !waiting.empty()) return std::optional(arrival);
        }
        taken_.status = TakenStatus::taken;
        return std::optional<Arrival>();
    }

    /// False: declined.
    Result<bool> publish(Intake& intake)
    {
        TRY_ASSIGN(damaged_, intake.publish());
        for (const auto& each : damaged_) {
            if (!each.problem) continue;
            static_cast<void>(intake.finish());
            static_cast<void>(decline(*each.problem));
            return false;
        }
        return true;
    }

    Result<void> log_restored(const Digest& digest, const Stamp& stamp)
    {
        return damaged_.empty() ? Result<void>() : state_.catalog.log("object.restored", digest.hex(), "{}", stamp);
    }

    Result<void> enter(Intake& intake, const StagedObject& object)
    {
        TRY_ASSIGN(const bool stored, publish(intake));
        if (!stored) return {};
        NewArrival arrival;
        arrival.file.digest = object.digest;
        arrival.file.size = object.size;
        arrival.file.file_name = file_.name;
        arrival.file.media_type = media_type_of(object.head, file_.name);
        if (!has_text_reader(arrival.file.media_type)) arrival.file.text = TextState::none;
        arrival.folder = file_.folder;
        TRY_ASSIGN(arrival.defaults, defaults_of(state_, file_));
        const Stamp stamp = state_.stamp();
        TRY(state_.catalog.transaction([&]() -> Result<void> {
            TRY(log_restored(object.digest, stamp));
            TRY_ASSIGN(taken_.piece, state_.catalog.add_arrival(arrival, stamp));
            return {};
        }));
        static_cast<void>(intake.finish());  // an intent that stays is swept by repair
        TRY_ASSIGN(const Piece piece, state_.catalog.piece(taken_.piece));
        // What could not be understood must not be lost with its file.
        return remove(piece.arrival, arrival.defaults.problem.empty() ? Sidecars::removed : Sidecars::left);
    }

    /// Is it about another file that lies there still?
    [[nodiscard]] bool is_shared(const std::string& sidecar) const
    {
        const auto others = file_.sharers.find(sidecar);
        return others != file_.sharers.end() && std::ranges::any_of(others->second, [&](const std::string& path) {
                   return state_.environment.files->info(path).ok();
               });
    }

    /// The desk has it durably. One that was changed since it was read is another file by now, and stays.
    enum class Sidecars { removed, left };
    Result<void> remove(const Arrival& arrival, Sidecars beside)
    {
        FileOps& files = *state_.environment.files;
        const bool same = is_unchanged();
        // First, so that a crash leaves none behind alone: the file is known again by its bytes.
        if (same && beside == Sidecars::removed)
            for (const auto& sidecar : file_.sidecars)
                if (!is_shared(sidecar)) static_cast<void>(files.remove(sidecar));
        auto removed = same ? files.remove(file_.path) : Result<void>();
        if (removed.ok()) removed = files.sync_directory(file_.path.substr(0, file_.path.find_last_of('/')));
        if (removed.ok()) return state_.catalog.set_left_inbox(arrival.id);
        taken_.problem = std::move(removed).error();
        return {};
    }

    Archive::State& state_;
    const InboxFile& file_;
    struct stat before_ = {};
    std::vector<DamagedObject> damaged_;  ///< that were stored so, and are whole now
    bool left_behind_ = false;            ///< by a run that broke off
    TakenFile taken_;
};

}  // namespace

Result<void> settle_inbox(Archive::State& state)
{
    TRY_ASSIGN(const auto arrivals, state.catalog.arrivals_in_inbox());
    for (const Arrival& arrival : arrivals) {
        const std::string path = state.layout.inbox() + "/" + below_inbox(arrival);
        const auto there = state.environment.files->info(path);
        if (!there.ok() && there.error().kind == ErrorKind::not_found) TRY(state.catalog.set_left_inbox(arrival.id));
    }
    return {};
}

Result<TakenFile> take_from_inbox(Archive::State& state, const InboxFile& file)
{
    return Taking(state, file).run();
}

}  // namespace fonds
