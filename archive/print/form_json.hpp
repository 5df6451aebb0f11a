// SPDX-License-Identifier: GPL-3.0-or-later
// Inside print jobs: a form as JSON.
#pragma once

#include "schema/core/json.hpp"
#include "schema/core/result.hpp"
#include "schema/model/form.hpp"

namespace fonds {

[[nodiscard]] Json json_of(const Form& form);
/// ErrorKind::bad_input when it is none.
[[nodiscard]] Result<Form> form_of(const Json& json);

}  // namespace fonds
