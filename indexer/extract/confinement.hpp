// SPDX-License-Identifier: GPL-3.0-or-later
// What this kernel lets the sandbox of fonds-extract do (docs/formats/extract-protocol.md).
#pragma once

namespace fonds {

enum class Confinement {
    full,
    no_landlock,  ///< workers run, but may read what their user may read
    no_seccomp    ///< workers refuse to run
};

[[nodiscard]] Confinement confinement();

}  // namespace fonds
