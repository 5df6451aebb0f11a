// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/syscall_filter.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include <seccomp.h>

namespace fonds {

namespace {

// Memory, time, signals to itself, reading, and the socket it was born with. Nothing here makes a descriptor but open
// (filtered below), dup and recvmsg; nothing makes a process.
constexpr std::array allowed{
#ifdef FONDS_SANITIZED
    SCMP_SYS(pipe),  // to ask whether memory can be read
    SCMP_SYS(pipe2),
#endif
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(fadvise64),
    SCMP_SYS(dup),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
};

struct FilterEnd {
    void operator()(scmp_filter_ctx filter) const { seccomp_release(filter); }
};

/// open and openat, for reading alone: every flag that writes, creates or makes a path descriptor is refused.
int allow_reading_files(scmp_filter_ctx filter)
{
    constexpr scmp_datum_t forbidden = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY) | O_PATH;
    const int first =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, forbidden, O_RDONLY));
    if (first != 0) return first;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, forbidden, O_RDONLY));
}

/// Limits of its own (memory, for each document), and abort().
int allow_acting_on_itself(scmp_filter_ctx filter)
{
    const auto self = static_cast<scmp_datum_t>(::getpid());
    int result = 0;
    for (const scmp_datum_t pid : {scmp_datum_t{0}, self})
        if (result == 0)
            result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, pid));
    if (result == 0) result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(setrlimit), 0);
    if (result == 0) result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self));
    for (const scmp_datum_t command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC})
        if (result == 0)
            result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, command));
    return result;
}

}  // namespace

Result<void> filter_system_calls()
{
    const std::unique_ptr<void, FilterEnd> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    int result = filter ? 0 : -ENOMEM;
    for (const int call : allowed)
        if (result == 0) result = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    if (result == 0) result = allow_reading_files(filter.get());
    if (result == 0) result = allow_acting_on_itself(filter.get());
    if (result == 0) result = seccomp_load(filter.get());
    if (result == 0) return {};
    return system_error(-result, "cannot enter the sandbox: seccomp", "无法进入沙箱:seccomp", {});
}

}  // namespace fonds
