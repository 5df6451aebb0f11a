// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "schema/core/text.hpp"

namespace fonds {

enum class Severity { note, warning, error, fixity };  ///< fixity: bytes are lost or changed

/// 稽核 result: something an audit saw. `kind` is stable and dotted (object.damaged, index.behind); docs/formats/json.md
/// lists them all.
struct Finding {
    Severity severity = Severity::warning;
    std::string kind;
    std::string subject;  ///< reference code, digest, path in the archive or row
    Text what;
    Text hint;
};

}  // namespace fonds
