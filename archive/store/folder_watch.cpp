// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/folder_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace fonds {

namespace {

/// Not what leaves a folder, nor what is read or written in it: whoever takes files out would be woken by himself.
constexpr std::uint32_t told = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;

Error no_more_watches(int reason)
{
    return error(ErrorKind::unavailable,
                 say("The system tells of no changes in folders: {}", "系统无法监视目录的变化:{}", {std::strerror(reason)}))
        .with_hint(say("Raise fs.inotify.max_user_watches and fs.inotify.max_user_instances with sysctl. Until then the "
                       "folders are looked at every few seconds.",
                       "请用 sysctl 调高 fs.inotify.max_user_watches 与 fs.inotify.max_user_instances;在此之前每隔数秒查看"
                       "一次目录。"));
}

}  // namespace

FolderWatch::FolderWatch() : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{
    if (!inotify_.valid()) no_inotify_ = errno;
}

Result<bool> FolderWatch::cover(const std::vector<std::string>& folders)
{
    if (!inotify_.valid()) return no_more_watches(no_inotify_);
    bool fresh = false;
    std::set<int> wanted;
    for (const auto& folder : folders) {
        // By its path each time: another folder may have come to this place. One that is watched keeps its watch.
        const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), told | IN_ONLYDIR);
        if (watch < 0 && (errno == ENOSPC || errno == ENOMEM)) return no_more_watches(errno);
        if (watch < 0) continue;
        fresh = watched_.insert_or_assign(watch, folder).second || fresh;
        wanted.insert(watch);
    }
    for (auto at = watched_.begin(); at != watched_.end();) {
        if (wanted.contains(at->first)) {
            ++at;
            continue;
        }
        ::inotify_rm_watch(inotify_.get(), at->first);
        at = watched_.erase(at);
    }
    return fresh;
}

FolderChanges FolderWatch::wait(std::chrono::milliseconds at_most)
{
    pollfd file{inotify_.get(), POLLIN, 0};  // poll ignores negative files
    const int ready = ::poll(&file, 1, static_cast<int>(std::clamp<std::int64_t>(at_most.count(), 0, 3'600'000)));
    FolderChanges changes;
    if (ready > 0) read_into(changes);
    return changes;
}

void FolderWatch::read_into(FolderChanges& changes)
{
    alignas(inotify_event) char buffer[65536];
    constexpr int most_reads = 64;  // who writes without end must not keep us here
    for (int i = 0; i < most_reads; ++i) {
        const ssize_t size = ::read(inotify_.get(), buffer, sizeof buffer);
        if (size <= 0) break;
        for (ssize_t at = 0; at < size;) {
            inotify_event event{};
            std::memcpy(&event, buffer + at, sizeof event);
            const char* name = buffer + at + sizeof event;
            at += static_cast<ssize_t>(sizeof event + event.len);
            if ((event.mask & IN_IGNORED) != 0) {
                watched_.erase(event.wd);
                continue;
            }
            changes.any = true;
            const auto folder = watched_.find(event.wd);
            if (folder == watched_.end() || event.len == 0 || (event.mask & IN_ISDIR) != 0) continue;
            if ((event.mask & IN_CLOSE_WRITE) != 0) changes.closed.push_back(folder->second + "/" + name);
            if ((event.mask & IN_MOVED_TO) != 0) changes.moved_in.push_back(folder->second + "/" + name);
        }
    }
    for (auto* paths : {&changes.closed, &changes.moved_in}) {
        std::ranges::sort(*paths);
        paths->erase(std::ranges::unique(*paths).begin(), paths->end());
    }
}

}  // namespace fonds
