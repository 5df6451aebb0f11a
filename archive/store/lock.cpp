// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int slot_size = 256;
constexpr int most_slots = 64;  // holders beyond have no name
constexpr int most_named = 5;
constexpr std::size_t longest_note = 200;
constexpr milliseconds longest_wait = std::chrono::hours{24 * 365};

Error cannot_lock(int errno_value, const std::string& path)
{
    return system_error(errno_value, "Cannot lock the file", "无法锁定文件", path);
}

/// The folder of locks holds nothing worth a backup, so that a restored archive may lack it. Is it there now?
bool make_folder_of(const std::string& path)
{
    const std::string folder = path.substr(0, path.find_last_of('/'));
    return folder.size() < path.size() && (::mkdir(folder.c_str(), 0750) == 0 || errno == EEXIST);
}

Result<Fd> open_lock_file(const std::string& path)
{
    const auto open = [&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640); };
    Fd file(open());
    if (!file.valid() && errno == ENOENT) {
        if (!make_folder_of(path)) return cannot_lock(errno, path);
        file.reset(open());
    }
    // Whoever may only read can still take part.
    if (!file.valid() && (errno == EACCES || errno == EROFS)) {
        const int reason = errno;
        file.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        errno = reason;
    }
    if (!file.valid()) return cannot_lock(errno, path);
    return file;
}

/// Does `path` still lead to this file? Somebody may have removed it between our open and our lock.
bool is_still_at(const Fd& file, const std::string& path)
{
    struct stat ours = {}, theirs = {};
    return ::fstat(file.get(), &ours) == 0 && ::stat(path.c_str(), &theirs) == 0 && ours.st_ino == theirs.st_ino &&
           ours.st_dev == theirs.st_dev;
}

/// The locked file, or nothing when somebody else holds it.
Result<std::optional<Fd>> lock_once(const std::string& path, LockMode mode)
{
    for (;;) {
        TRY_ASSIGN(Fd file, open_lock_file(path));
        while (::flock(file.get(), (mode == LockMode::shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) return std::optional<Fd>();
            if (errno != EINTR) return cannot_lock(errno, path);
        }
        if (is_still_at(file, path)) return std::optional<Fd>(std::move(file));
    }
}

// Notes: each holder has a slot of the lock file, 256 bytes and a line, and holds a lock of its own on those bytes. The
// kernel drops that with the holder, however it ends: what stands in a slot that nobody holds is history.

/// The write lock on a slot: the descriptor's, as the lock itself is, and not the process's.
struct flock slot_lock(int slot)
{
    struct flock range = {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = static_cast<off_t>(slot) * slot_size;
    range.l_len = slot_size;
    return range;
}

/// Only a courtesy to those who wait: a failure costs them a name.
void leave_note(const Fd& file, const std::string& purpose)
{
    for (int slot = 0; slot < most_slots; ++slot) {
        struct flock range = slot_lock(slot);
        if (::fcntl(file.get(), F_OFD_SETLK, &range) != 0) {
            if (errno == EAGAIN || errno == EACCES) continue;  // somebody else's
            return;
        }
        std::string note = std::to_string(::getpid()) + " " + purpose.substr(0, longest_note);
        std::ranges::replace(note, '\n', ' ');
        note.resize(slot_size - 1, ' ');
        note += '\n';
        // Never cut to nothing first: closing a file that was empty for a moment makes ext4 write it out at once.
        [[maybe_unused]] const auto written = ::pwrite(file.get(), note.data(), note.size(), range.l_start);
        return;
    }
}

/// What the holders of this moment wrote, fit to print; empty when they wrote nothing.
std::string read_notes(const std::string& path)
{
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return {};
    std::string notes;
    int named = 0;
    for (int slot = 0; slot < most_slots; ++slot) {
        char buffer[slot_size];
        struct flock range = slot_lock(slot);
        const ssize_t count = ::pread(file.get(), buffer, sizeof buffer, range.l_start);
        if (count <= 0) break;
        if (::fcntl(file.get(), F_OFD_GETLK, &range) != 0 || range.l_type == F_UNLCK) continue;
        std::string_view note(buffer, static_cast<std::size_t>(count));
        note = note.substr(0, note.find('\n'));
        note = note.substr(0, note.find_last_not_of(' ') + 1);
        if (note.empty()) continue;
        if (++named > most_named) return notes + ", …";
        notes += (notes.empty() ? "" : ", ") + escape_for_terminal(note);
    }
    return notes;
}

Error held(const std::string& path)
{
    const std::string notes = read_notes(path);
    return error(ErrorKind::locked, notes.empty()
                                        ? say("Another program is using the archive", "另一个程序正在使用该档案库")
                                        : say("The archive is in use by process {}", "档案库正被进程 {} 使用", {notes}))
        .with_hint(say("Wait until it has finished, then run the command again.", "请等待其结束后重新执行。"))
        .at(path);
}

}  // namespace

Result<Lock> Lock::acquire(const std::string& path, LockMode mode, milliseconds wait, const std::string& purpose)
{
    const auto deadline = steady_clock::now() + std::min(wait, longest_wait);
    for (milliseconds pause{1};; pause = std::min(pause * 2, milliseconds{50})) {
        TRY_ASSIGN(auto lock, try_acquire(path, mode, purpose));
        if (lock) return std::move(*lock);
        const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
        if (left <= milliseconds::zero()) return held(path);
        std::this_thread::sleep_for(std::min(pause, left));
    }
}

Result<std::optional<Lock>> Lock::try_acquire(const std::string& path, LockMode mode, const std::string& purpose)
{
    TRY_ASSIGN(auto file, lock_once(path, mode));
    if (!file) return std::optional<Lock>();
    leave_note(*file, purpose);
    return std::optional<Lock>(Lock(std::move(*file)));
}

bool Lock::is_held(const std::string& path)
{
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return file.valid() && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace fonds
