// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed words of has: and is:, in both languages.
#pragma once

#include <array>
#include <string_view>

#include "schema/model/search_fields.hpp"

namespace fonds {

struct SearchFlag {
    SearchField field;
    std::string_view name;  ///< also the index term, after the field's prefix
    std::string_view alias_zh;
};

inline constexpr std::array search_flags{
    SearchFlag{SearchField::has, "text", "文本"},     SearchFlag{SearchField::has, "party", "单位"},
    SearchFlag{SearchField::has, "date", "日期"},     SearchFlag{SearchField::has, "amount", "金额"},
    SearchFlag{SearchField::has, "folder", "案卷"},   SearchFlag{SearchField::has, "attachment", "附件"},
    SearchFlag{SearchField::is, "pending", "待处理"}, SearchFlag{SearchField::is, "scanned", "待识别"},
    SearchFlag{SearchField::is, "encrypted", "加密"}, SearchFlag{SearchField::is, "damaged", "损坏"},
};

}  // namespace fonds
