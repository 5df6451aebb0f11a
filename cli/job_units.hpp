// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "schema/core/result.hpp"

namespace fonds::cli {

enum class UnitsOf { system, user };

struct JobUnits {
    std::string name;  ///< of both, without .service and .timer
    std::string service, timer;
};

/// What systemd needs to do the jobs of an archive every day (systemd.service(5), systemd.timer(5)).
/// `program` and `directory` are whole paths; those with line ends are ErrorKind::usage. `account`: the user of the computer
/// whom a system unit runs as. `key`: the file that signs the log, where it lies elsewhere.
[[nodiscard]] Result<JobUnits> job_units(const std::string& code, const std::string& program, const std::string& directory,
                                         const std::string& account, const std::string& key, UnitsOf of);

}  // namespace fonds::cli
