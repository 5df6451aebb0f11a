// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace fonds::cli {

/// From now on the first SIGINT or SIGTERM only asks long work to end at its next safe point; the second ends the process.
void catch_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace fonds::cli
