// SPDX-License-Identifier: GPL-3.0-or-later
// What the law asks of categories, where it names them as a whole. Private to the facade.
#pragma once

#include <optional>
#include <string_view>

#include "archive/state.hpp"
#include "schema/model/retention_period.hpp"

namespace fonds {

/// The shortest period that 会计档案管理办法 (order 79, annex 1; original vouchers: art. 6) allows the category, if it is
/// one that the law names: it has both the code and the name of one that comes with Fonds.
[[nodiscard]] std::optional<RetentionPeriod> lawful_least(const Category& category);
/// ErrorKind::refused when the category keeps its records shorter than that.
[[nodiscard]] Result<void> refuse_below_law(const Category& category);
/// The same of what an edit would make of one; no period said is no error.
[[nodiscard]] Result<void> refuse_edit_below_law(Archive::State& state, std::string_view code, const CategoryEdit& edit);

}  // namespace fonds
