// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the system that is asked something. Private to the facade.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct ProgramAnswer {
    int exit_code = 0;
    std::string out;  ///< its standard output, at most a few megabytes
};

/// Runs the program with these words, without input, its errors unheard; `list` is its descriptor 3, where it is open.
/// ErrorKind::unavailable when it cannot be started, is ended by a signal, or is not done by the deadline: then it is
/// killed, with all that it started; it dies with the asking thread, too. `go_on` is asked several times a second; false
/// kills it as well: ErrorKind::interrupted. Files that it makes are for nobody but their owner and group, as ours are.
[[nodiscard]] Result<ProgramAnswer> ask_program(const std::string& program, const std::vector<std::string>& words,
                                                const Fd& list, std::chrono::milliseconds deadline,
                                                const std::function<bool()>& go_on = {});

}  // namespace fonds
