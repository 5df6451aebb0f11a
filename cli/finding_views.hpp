// SPDX-License-Identifier: GPL-3.0-or-later
// Findings of checks, as JSON (docs/formats/json.md) and as text.
#pragma once

#include <vector>

#include "cli/output.hpp"
#include "schema/core/json.hpp"
#include "schema/model/finding.hpp"

namespace fonds::cli {

[[nodiscard]] Json json_of(const Output& output, const std::vector<Finding>& findings);
[[nodiscard]] Text text_of(Severity severity);
/// A line, and its hint on another.
void print_finding(Output& output, const Finding& finding);
/// At most twenty of a kind.
void tell(Output& output, const std::vector<Finding>& findings);
/// 0 without any, 20 when bytes are lost or changed, else 3.
[[nodiscard]] int exit_code_of(const std::vector<Finding>& findings);

}  // namespace fonds::cli
