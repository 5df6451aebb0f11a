// SPDX-License-Identifier: GPL-3.0-or-later
// The four-property check of what a command has filed, where the settings ask for it.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/commands.hpp"

namespace fonds::cli {

/// Made before anything is filed.
class IntakeExam {
public:
    explicit IntakeExam(Context& context);
    /// Examines what came since, tells the outcome in a line, and gives the exit code: `code`, or that there are findings.
    [[nodiscard]] int finish(int code);

private:
    Context& context_;
    std::optional<std::int64_t> mark_;
};

}  // namespace fonds::cli
