// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/confinement.hpp"

#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace fonds {

Confinement confinement()
{
    // A filter at no address: EFAULT from a kernel that knows filters, EINVAL from one that does not.
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr, 0, 0) != 0 && errno == EINVAL) return Confinement::no_seccomp;
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi >= 1 ? Confinement::full : Confinement::no_landlock;
}

}  // namespace fonds
