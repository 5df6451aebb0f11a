// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/sandbox.hpp"

#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>

#include "indexer/worker/landlock.hpp"
#include "indexer/worker/syscall_filter.hpp"

namespace fonds {

namespace {

constexpr rlim_t most_descriptors = 64;
constexpr std::uint64_t room_for_files = std::uint64_t{256} << 20;  // a larger one needs a worker of its own
constexpr std::uint64_t least_seconds_of_life = 3600;

Error cannot(const char* what)
{
    return system_error(errno, std::string("cannot enter the sandbox: ") + what, std::string("无法进入沙箱:") + what, {});
}

bool set_limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit limit{value, value};
    return ::setrlimit(resource, &limit) == 0;
}

/// Bytes of address space in use. Asked once, before the sandbox: /proc is closed afterwards.
std::uint64_t address_space_in_use()
{
    std::FILE* const file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return 0;
    unsigned long long pages = 0;
    if (std::fscanf(file, "%llu", &pages) != 1) pages = 0;
    std::fclose(file);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// `wanted` now, and never more than `ceiling`; both below what was inherited. What fails here leaves the former limit.
void set_soft_limit(__rlimit_resource resource, std::uint64_t wanted, std::uint64_t ceiling)
{
    rlimit limit{};
    ::getrlimit(resource, &limit);
    limit.rlim_max = std::min<rlim_t>(limit.rlim_max, ceiling);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
    ::setrlimit(resource, &limit);
}

/// Without capabilities root, too, cannot raise a limit that was lowered.
bool drop_capabilities()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
    return ::syscall(SYS_capset, &header, none) == 0;
}

// Of this process; written once, by enter_sandbox.
std::uint64_t base_address_space = 0;
bool entered = false;

}  // namespace

Result<void> enter_sandbox()
{
    base_address_space = address_space_in_use();
    entered = true;
    // A parent that died before this line is noticed by the closed socket.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return cannot("PDEATHSIG");
    if (!set_limit(RLIMIT_CORE, 0)) return cannot("RLIMIT_CORE");
    if (!set_limit(RLIMIT_FSIZE, 0)) return cannot("RLIMIT_FSIZE");
    if (!set_limit(RLIMIT_NOFILE, most_descriptors)) return cannot("RLIMIT_NOFILE");
    if (!set_limit(RLIMIT_NPROC, 0)) return cannot("RLIMIT_NPROC");
    if (!drop_capabilities()) return cannot("capabilities");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot("NO_NEW_PRIVS");
    TRY(restrict_reading());
    return filter_system_calls();
}

bool limit_memory(std::uint64_t bytes, std::uint64_t file)
{
#ifdef FONDS_SANITIZED
    static_cast<void>(bytes);
    static_cast<void>(file);
    return true;
#else
    if (!entered) return true;
    static std::uint64_t ceiling = 0;  // address space; 0: none yet
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    const auto sum = [=](std::uint64_t a, std::uint64_t b) {
        return std::min(a, most) + std::min(b, most - std::min(a, most));
    };
    const std::uint64_t base = sum(base_address_space, bytes);
    const std::uint64_t wanted = sum(base, file);
    if (ceiling == 0)
        ceiling = sum(base, std::max(file, room_for_files));
    else if (wanted > ceiling)
        return false;
    set_soft_limit(RLIMIT_AS, wanted, ceiling);
    return true;
#endif
}

bool limit_time(std::chrono::milliseconds deadline)
{
    if (!entered) return true;
    static std::uint64_t ceiling = 0;  // seconds of CPU; 0: none yet
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto spent = static_cast<std::uint64_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1;
    // A worker without threads cannot spend more than the wall shows: this ends those whose client does not look.
    const auto worth = static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::seconds>(2 * deadline).count()) + 5;
    if (ceiling == 0)
        ceiling = spent + std::max(4 * worth, least_seconds_of_life);
    else if (spent + worth > ceiling)
        return false;
    set_soft_limit(RLIMIT_CPU, spent + worth, ceiling);
    return true;
}

}  // namespace fonds
