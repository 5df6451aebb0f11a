// SPDX-License-Identifier: GPL-3.0-or-later
// What the catalog keeps of the desk as JSON (docs/formats/desk.md).
#pragma once

#include <string>
#include <string_view>

#include "schema/core/json.hpp"
#include "schema/core/result.hpp"
#include "schema/model/desk.hpp"

namespace fonds {

[[nodiscard]] Json json_of(const Suggestion& suggestion);
[[nodiscard]] Json json_of(const PieceCode& code);
[[nodiscard]] Json json_of(const PieceQuality& quality);
[[nodiscard]] Json json_of(const WaitReason& reason);
[[nodiscard]] Json json_of(const DeskDefaults& defaults);

[[nodiscard]] std::string encode(const PieceFacts& facts);
[[nodiscard]] std::string encode(const DeskDefaults& defaults);
/// Names that are not known are left out: a newer program wrote them. Text that is no JSON is ErrorKind::corrupt.
[[nodiscard]] Result<PieceFacts> decode_facts(std::string_view json);
[[nodiscard]] Result<DeskDefaults> decode_defaults(std::string_view json);

}  // namespace fonds
