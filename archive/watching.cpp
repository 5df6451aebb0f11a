// SPDX-License-Identifier: GPL-3.0-or-later
// The watch over this archive's inbox.
#include <sys/stat.h>

#include <algorithm>

#include "archive/inbox_run.hpp"
#include "archive/inbox_watch.hpp"

namespace fonds {

namespace {

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Empty for a file that is gone.
FileStamp stamp_of(const std::string& path)
{
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0) return {};
    return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
            nanoseconds(status.st_ctim)};
}

class ArchiveInbox final : public WatchedInbox {
public:
    explicit ArchiveInbox(Archive::State& state) : state_(state) {}

    std::string place() const override { return state_.layout.inbox(); }
    Settling::Time now() override { return std::chrono::steady_clock::now(); }

    InboxSight look() override
    {
        InboxListing listing = look_into_inbox(state_);
        InboxSight sight;
        for (const InboxFile& file : listing.files) {
            SeenFile seen{file.below, {stamp_of(file.path)}};
            for (const auto& sidecar : file.sidecars) seen.stamps.push_back(stamp_of(sidecar));
            sight.files.push_back(std::move(seen));
        }
        sight.problems = std::move(listing.problems);
        auto fresh = watch_.cover(listing.folders);
        // What came into a folder before it was watched was told by nobody.
        sight.look_again = fresh.ok() && *fresh;
        if (!fresh.ok()) sight.untold = std::move(fresh).error();
        return sight;
    }

    FolderChanges wait(std::chrono::milliseconds at_most) override
    {
        FolderChanges changes = watch_.wait(at_most);
        const std::size_t above = state_.layout.inbox().size() + 1;
        for (auto* paths : {&changes.closed, &changes.moved_in})
            for (auto& path : *paths) path.erase(0, above);
        return changes;
    }

    Result<InboxSummary> take(const std::vector<std::string>& files, DeskObserver& observer) override
    {
        return take_files(state_, chosen(files), observer);
    }

    Result<InboxSummary> take_and_look(const std::vector<std::string>& files, DeskObserver& observer) override
    {
        return run_inbox(state_, chosen(files), observer);
    }

private:
    [[nodiscard]] std::vector<InboxFile> chosen(const std::vector<std::string>& files)
    {
        if (files.empty()) return {};
        std::vector<InboxFile> chosen = look_into_inbox(state_).files;
        std::erase_if(chosen, [&](const InboxFile& file) { return !std::ranges::binary_search(files, file.below); });
        return chosen;
    }

    Archive::State& state_;
    FolderWatch watch_;
};

}  // namespace

Result<void> Archive::watch_inbox(WatchObserver& observer)
{
    const auto lock = Lock::acquire(state_->layout.watch_lock(), LockMode::exclusive, std::chrono::milliseconds(0),
                                    state_->environment.program);
    if (!lock.ok()) {
        Error problem = lock.error();
        if (problem.kind == ErrorKind::locked)
            problem.hint = say("One watch is enough for all that comes into the inbox.", "一个监视进程即可接收全部来件。");
        return problem;
    }
    ArchiveInbox inbox(*state_);
    InboxWatch(inbox, {state_->config.inbox_settle, state_->config.inbox_rescan}, observer).run();
    return {};
}

}  // namespace fonds
