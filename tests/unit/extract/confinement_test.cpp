// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "indexer/extract/confinement.hpp"
#include "tests/support/without_landlock.hpp"

using fonds::Confinement;
using fonds::confinement;

TEST_CASE("what the sandbox lacks on this kernel is known")
{
    const bool landlock = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1) >= 1;
    CHECK(confinement() == (landlock ? Confinement::full : Confinement::no_landlock));
    CHECK(fonds::test::without_landlock([] { return confinement() == Confinement::no_landlock; }));
}
