// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/landlock.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "schema/core/fd.hpp"

namespace fonds {

namespace {

// Rights of later kernels, which older headers do not name.
constexpr std::uint64_t right_to_truncate = 1ULL << 14;
constexpr std::uint64_t right_to_ioctl = 1ULL << 15;

constexpr std::array readable_places{"/usr/share/poppler", "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"};

std::uint64_t all_rights(long abi)
{
    std::uint64_t rights = (1ULL << 13) - 1;  // EXECUTE … MAKE_SYM
    if (abi >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3) rights |= right_to_truncate;
    if (abi >= 5) rights |= right_to_ioctl;
    return rights;
}

}  // namespace

Result<void> restrict_reading()
{
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) return {};

    landlock_ruleset_attr everything{};
    everything.handled_access_fs = all_rights(abi);
    const Fd rules(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &everything, sizeof everything, 0)));
    bool good = rules.valid();
    for (const char* place : readable_places) {
        const Fd folder(::open(place, O_PATH | O_CLOEXEC));
        if (!good || !folder.valid()) continue;  // a place that is missing needs no leave
        const bool is_file = std::string_view(place).ends_with(".cache");
        landlock_path_beneath_attr leave{};
        leave.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
        if (!is_file) leave.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
        leave.parent_fd = folder.get();
        good = ::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &leave, 0) == 0;
    }
    good = good && ::syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0;
    if (good) return {};
    return system_error(errno, "cannot enter the sandbox: Landlock", "无法进入沙箱:Landlock", {});
}

}  // namespace fonds
