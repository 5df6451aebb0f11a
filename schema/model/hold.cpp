// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/hold.hpp"

#include <algorithm>
#include <array>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

struct KindRow {
    HoldKind kind;
    std::string_view name, en, zh;
};
constexpr std::array kinds{KindRow{HoldKind::litigation, "litigation", "litigation", "诉讼"},
                           KindRow{HoldKind::anticipated, "anticipated", "anticipated litigation", "可能发生的诉讼"},
                           KindRow{HoldKind::audit, "audit", "audit", "审计"},
                           KindRow{HoldKind::investigation, "investigation", "investigation", "调查"},
                           KindRow{HoldKind::request, "request", "request for information", "查询申请"},
                           KindRow{HoldKind::unsettled, "unsettled", "unsettled matter", "未了事项"},
                           KindRow{HoldKind::other, "other", "other", "其他"}};

const KindRow& row_of(HoldKind kind)
{
    return *std::ranges::find(kinds, kind, &KindRow::kind);
}

}  // namespace

std::string_view name_of(HoldKind kind)
{
    return row_of(kind).name;
}

Text text_of(HoldKind kind)
{
    return {std::string(row_of(kind).en), std::string(row_of(kind).zh)};
}

Result<HoldKind> parse_hold_kind(std::string_view text)
{
    const std::string wanted = half_width(trimmed(text));
    std::string names;
    for (const auto& row : kinds) {
        if (wanted == row.name || wanted == row.zh) return row.kind;
        names += (names.empty() ? "" : ", ") + std::string(row.name);
    }
    return error(ErrorKind::usage, say("Not a kind of hold: {}", "不是有效的冻结种类:{}", {text}))
        .with_hint(say("One of: {}.", "可用:{}。", {names}));
}

}  // namespace fonds
