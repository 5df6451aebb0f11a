// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/piece_argument.hpp"

#include "cli/whole_number.hpp"

namespace fonds::cli {

Result<PieceId> piece_id(const std::string& text)
{
    if (const auto number = whole_number(text); number && *number > 0) return PieceId{*number};
    return error(ErrorKind::usage, say("Not the number of a piece: {}", "不是待整理件的编号:{}", {text}))
        .with_hint(say("fonds inbox list shows the numbers.", "可用 fonds inbox list 查看编号。"));
}

}  // namespace fonds::cli
