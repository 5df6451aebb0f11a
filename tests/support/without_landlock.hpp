// SPDX-License-Identifier: GPL-3.0-or-later
// What the program does on a kernel that has no Landlock.
#pragma once

#include <functional>

namespace fonds::test {

/// Runs `check` in a child process whose kernel says that it knows no Landlock.
[[nodiscard]] bool without_landlock(const std::function<bool()>& check);

}  // namespace fonds::test
