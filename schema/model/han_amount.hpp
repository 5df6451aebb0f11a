// SPDX-License-Identifier: GPL-3.0-or-later
// Sums in Han numerals, as cheques and contracts have them. Part of Amount::parse.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fonds {

struct HanAmount {
    std::int64_t hundredths = 0;
    bool has_unit = false;  ///< 万, 亿, 元, 角 or 分 stand in it: it is in no other unit
};

/// 壹万贰仟元整, 一万二千元, 叁佰元零伍分, 伍角, 3万5千元, 1万2000元: capital or simple numerals, or figures between the
/// units. Takes half-width text without blanks at its ends. Nothing for what is no such sum, is 10^16 or more, or may be
/// two: 一万二 is 12,000 where people speak, and 10,002 where they count.
[[nodiscard]] std::optional<HanAmount> read_han_amount(std::string_view text);

}  // namespace fonds
