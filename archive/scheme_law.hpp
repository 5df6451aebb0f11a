// SPDX-License-Identifier: GPL-3.0-or-later
// What the law asks of categories, where it names them as a whole. Private to the facade.
#pragma once

#include <string_view>

#include "archive/state.hpp"

namespace fonds {

/// ErrorKind::refused when the category keeps its records shorter than 会计档案管理办法 (order 79, annex 1; original
/// vouchers: art. 6) has it. Only of categories that have both the code and the name of those that come with Fonds.
[[nodiscard]] Result<void> refuse_below_law(const Category& category);
/// The same of what an edit would make of one; no period said is no error.
[[nodiscard]] Result<void> refuse_edit_below_law(Archive::State& state, std::string_view code, const CategoryEdit& edit);

}  // namespace fonds
