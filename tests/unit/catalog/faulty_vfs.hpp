// SPDX-License-Identifier: GPL-3.0-or-later
// An SQLite VFS over the system's whose Nth write, sync or truncation fails.
#pragma once

#include <string>

namespace fonds::test {

enum class Fault {
    no_space,    ///< a write fails with SQLITE_FULL
    torn_write,  ///< a write fails after half of its bytes
    sync,        ///< a sync fails
    read         ///< a read fails
};

class FaultyVfs {
public:
    /// Registers the VFS on first use.
    static const std::string& name();
    /// The operation `nth` from now (from 1) that `fault` concerns fails, and so do all after it; 0: none fails.
    static void arm(Fault fault, int nth);
    /// Did an operation fail since it was armed?
    static bool struck();
};

}  // namespace fonds::test
