// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// 重要性: A is the most important.
enum class Grade : char { A = 'A', B = 'B', C = 'C' };

/// "A", "b", full-width "Ａ"; anything else is ErrorKind::usage.
[[nodiscard]] Result<Grade> parse_grade(std::string_view text);
[[nodiscard]] std::string_view text_of(Grade grade);

}  // namespace fonds
