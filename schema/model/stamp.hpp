// SPDX-License-Identifier: GPL-3.0-or-later
// 归档章: what is stamped on the first page of what was filed (DA/T 22-2015).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace fonds {

inline constexpr double stamp_width = 45;   ///< millimetres
inline constexpr double stamp_height = 16;  ///< millimetres

/// The six cells, row by row; what is not known stays empty.
struct StampCells {
    std::string fonds;         ///< 全宗号
    std::string year;          ///< 年度
    std::string item;          ///< 件号
    std::string organisation;  ///< 机构(问题)
    std::string retention;     ///< 保管期限
    std::string pages;         ///< 页数
};

struct NamedCell {
    std::string_view name;
    std::string StampCells::*value;
};
inline constexpr std::array<NamedCell, 6> stamp_cells{{{"全宗号", &StampCells::fonds},
                                                       {"年度", &StampCells::year},
                                                       {"件号", &StampCells::item},
                                                       {"机构(问题)", &StampCells::organisation},
                                                       {"保管期限", &StampCells::retention},
                                                       {"页数", &StampCells::pages}}};

/// "归档章 全宗号:J001 年度:2024 …": what the stamp says as a line of text.
[[nodiscard]] std::string words_of(const StampCells& cells);

/// How it went.
struct StampOutcome {
    std::string place = "right";  ///< right, centre, left: where at the top of the page
    bool covers = false;          ///< nothing was blank there
    bool reduced = false;         ///< the page is smaller than the stamp
    bool written_anew = false;    ///< the original's bytes are no prefix: it is damaged or encrypted
    bool is_signed = false;       ///< somebody signed the document
};

/// Words parted by spaces, and back; nothing for what is none.
[[nodiscard]] std::string encode(const StampOutcome& outcome);
[[nodiscard]] std::optional<StampOutcome> decode_stamp_outcome(std::string_view text);

}  // namespace fonds
