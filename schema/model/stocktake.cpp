// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/stocktake.hpp"

#include <algorithm>

namespace fonds {

std::string_view name_of(CountFault fault)
{
    switch (fault) {
    case CountFault::missing: return "missing";
    case CountFault::misplaced: return "misplaced";
    case CountFault::unknown: return "unknown";
    case CountFault::not_counted: return "not_counted";
    case CountFault::lent_found: return "lent_found";
    case CountFault::on_loan: return "on_loan";
    case CountFault::gone: return "gone";
    case CountFault::twice: return "twice";
    }
    return "";
}

Text text_of(CountFault fault)
{
    switch (fault) {
    case CountFault::missing: return say("missing", "缺失");
    case CountFault::misplaced: return say("misplaced", "错位");
    case CountFault::unknown: return say("unknown", "未知");
    case CountFault::not_counted: return say("not counted: scan what is in it", "不计数:请逐件扫描其内容");
    case CountFault::lent_found: return say("found, though on loan", "在架,但登记为借出");
    case CountFault::on_loan: return say("on loan", "借出");
    case CountFault::gone: return say("merged or destroyed since", "清点期间已合并或销毁");
    case CountFault::twice: return say("scanned twice", "重复扫描");
    }
    return {};
}

bool is_serious(CountFault fault)
{
    return fault == CountFault::missing || fault == CountFault::misplaced || fault == CountFault::unknown ||
           fault == CountFault::lent_found;
}

std::int64_t CountReport::count(CountFault fault) const
{
    return std::ranges::count(lines, fault, &CountLine::fault);
}

bool CountReport::has_serious() const
{
    return std::ranges::any_of(lines, [](const CountLine& line) { return is_serious(line.fault); });
}

}  // namespace fonds
