// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into the real program: counts the calls that change the disk and, at the Nth, kills the process as SIGKILL would
// or makes that call and all later ones fail. Reaches what no seam of ours does: the database's and the index's own writes.
//   FONDS_TEST_KILL_AT=N   die before the Nth call
//   FONDS_TEST_FAIL_AT=N   from the Nth call on, fail with ENOSPC (EIO for syncs); opening counts when it makes a new file
//   FONDS_TEST_RUN_AT=N    run the shell's command FONDS_TEST_RUN before the Nth call, without this library, and wait for it
//   FONDS_TEST_COUNT=FILE  write the number of calls there when the program ends
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>

extern char* program_invocation_short_name;

namespace {

std::atomic<long> calls{0};

long number_of(const char* name)
{
    const char* text = std::getenv(name);
    return text == nullptr ? 0 : std::atol(text);
}

/// Only regular files and directories count, and only in the program itself, not in its workers.
bool counts(int fd)
{
    if (std::strcmp(program_invocation_short_name, "fonds") != 0) return false;
    if (fd < 0) return true;
    struct stat status = {};
    return ::fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

/// What somebody else does meanwhile.
void run_beside()
{
    const char* command = std::getenv("FONDS_TEST_RUN");
    const pid_t child = command == nullptr ? -1 : ::fork();
    if (child == 0) {
        ::unsetenv("LD_PRELOAD");
        ::execl("/bin/sh", "sh", "-c", command, nullptr);
        ::_exit(127);
    }
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
}

/// False when the call must fail.
bool step(int fd, int problem)
{
    static const long kill_at = number_of("FONDS_TEST_KILL_AT");
    static const long fail_at = number_of("FONDS_TEST_FAIL_AT");
    static const long run_at = number_of("FONDS_TEST_RUN_AT");
    if (!counts(fd)) return true;
    const long now = ++calls;
    if (kill_at != 0 && now == kill_at) ::kill(::getpid(), SIGKILL);
    if (run_at != 0 && now == run_at) run_beside();
    if (fail_at == 0 || now < fail_at) return true;
    errno = problem;
    return false;
}

/// Does this opening make a new file? Opening one that is there costs no space.
bool creates(const char* path, int flags)
{
    return (flags & O_CREAT) != 0 && ::access(path, F_OK) != 0;
}

template <class Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct Report {
    ~Report()
    {
        const char* path = std::getenv("FONDS_TEST_COUNT");
        if (path == nullptr || !counts(-1)) return;
        if (FILE* file = std::fopen(path, "w")) {
            std::fprintf(file, "%ld\n", calls.load());
            std::fclose(file);
        }
    }
} report;

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size)
{
    static auto* const call = real<ssize_t(int, const void*, size_t)>("write");
    return step(fd, ENOSPC) ? call(fd, bytes, size) : -1;
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at)
{
    static auto* const call = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return step(fd, ENOSPC) ? call(fd, bytes, size, at) : -1;
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at)
{
    static auto* const call = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return step(fd, ENOSPC) ? call(fd, bytes, size, at) : -1;
}

int open(const char* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    static auto* const call = real<int(const char*, int, ...)>("open");
    if (creates(path, flags) && !step(-1, ENOSPC)) return -1;
    return call(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    static auto* const call = real<int(const char*, int, ...)>("open64");
    if (creates(path, flags) && !step(-1, ENOSPC)) return -1;
    return call(path, flags, mode);
}

int fsync(int fd)
{
    static auto* const call = real<int(int)>("fsync");
    return step(fd, EIO) ? call(fd) : -1;
}

int fdatasync(int fd)
{
    static auto* const call = real<int(int)>("fdatasync");
    return step(fd, EIO) ? call(fd) : -1;
}

int syncfs(int fd) noexcept
{
    static auto* const call = real<int(int)>("syncfs");
    return step(fd, EIO) ? call(fd) : -1;
}

int rename(const char* from, const char* to) noexcept
{
    static auto* const call = real<int(const char*, const char*)>("rename");
    return step(-1, ENOSPC) ? call(from, to) : -1;
}

int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) noexcept
{
    static auto* const call = real<int(int, const char*, int, const char*, unsigned)>("renameat2");
    return step(-1, ENOSPC) ? call(from_directory, from, to_directory, to, flags) : -1;
}

int mkdir(const char* path, mode_t mode) noexcept
{
    static auto* const call = real<int(const char*, mode_t)>("mkdir");
    return step(-1, ENOSPC) ? call(path, mode) : -1;
}

int ftruncate64(int fd, off64_t size) noexcept
{
    static auto* const call = real<int(int, off64_t)>("ftruncate64");
    return step(fd, ENOSPC) ? call(fd, size) : -1;
}

int ftruncate(int fd, off_t size) noexcept
{
    static auto* const call = real<int(int, off_t)>("ftruncate");
    return step(fd, ENOSPC) ? call(fd, size) : -1;
}

int unlink(const char* path) noexcept
{
    // Removing is always allowed on a full disk; it only counts as a step at which to die.
    static auto* const call = real<int(const char*)>("unlink");
    const int problem = errno;
    if (!step(-1, EIO)) errno = problem;
    return call(path);
}

}  // extern "C"
