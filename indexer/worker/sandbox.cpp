// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/sandbox.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <limits>

#include "indexer/worker/landlock.hpp"
#include "indexer/worker/syscall_filter.hpp"

namespace fonds {

namespace {

constexpr rlim_t most_descriptors = 64;

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

std::uint64_t base_address_space = 0;  // of this process; written once by enter_sandbox

}  // namespace

Result<void> enter_sandbox()
{
    base_address_space = address_space_in_use();
    // A parent that died before this line is noticed by the closed socket.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return cannot("PDEATHSIG");
    if (!set_limit(RLIMIT_CORE, 0)) return cannot("RLIMIT_CORE");
    if (!set_limit(RLIMIT_FSIZE, 0)) return cannot("RLIMIT_FSIZE");
    if (!set_limit(RLIMIT_NOFILE, most_descriptors)) return cannot("RLIMIT_NOFILE");
    if (!set_limit(RLIMIT_NPROC, 0)) return cannot("RLIMIT_NPROC");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot("NO_NEW_PRIVS");
    TRY(restrict_reading());
    return filter_system_calls();
}

void limit_memory(std::uint64_t bytes)
{
#ifdef FONDS_SANITIZED
    static_cast<void>(bytes);
#else
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    const std::uint64_t most = std::numeric_limits<rlim_t>::max() - base_address_space;
    limit.rlim_cur = bytes < most ? base_address_space + bytes : RLIM_INFINITY;
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_AS, &limit);  // what fails here leaves the former limit
#endif
}

}  // namespace fonds
