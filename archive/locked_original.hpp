// SPDX-License-Identifier: GPL-3.0-or-later
// Copies that are made of an original with a password. Private to the facade.
#pragma once

#include <string>
#include <string_view>

#include "schema/core/result.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// ErrorKind::refused, which is what comes of a missing or wrong password, with the command that opens the original:
/// `option` is that of `fonds get`. Other errors stay.
[[nodiscard]] Error told_how_to_open(Error problem, const ReferenceCode& code, std::string_view option,
                                     const std::string& password);

}  // namespace fonds
