// SPDX-License-Identifier: GPL-3.0-or-later
// 冻结: what must neither be destroyed nor changed, because somebody with authority says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

enum class HoldKind {
    litigation,     ///< 诉讼
    anticipated,    ///< 可能发生的诉讼
    audit,          ///< 审计
    investigation,  ///< 调查
    request,        ///< a request of the public or of an office, 查询申请
    unsettled,      ///< 未结清: debts and other open matters (会计档案管理办法 art. 19)
    other
};
[[nodiscard]] std::string_view name_of(HoldKind kind);
[[nodiscard]] Text text_of(HoldKind kind);
/// By name or in Chinese; ErrorKind::usage for anything else.
[[nodiscard]] Result<HoldKind> parse_hold_kind(std::string_view text);

/// What a hold covers. Records of these folders and parties, and those that a query finds, fall under it when they come
/// later, too; records that are named, or that a query found once, never leave it.
struct HoldScope {
    std::vector<ReferenceCode> records;
    std::vector<std::string> folders;  ///< CATEGORY/NUMBER
    std::vector<std::string> parties;
    std::string query;  ///< as fonds search takes it
    [[nodiscard]] bool empty() const { return records.empty() && folders.empty() && parties.empty() && query.empty(); }
};

struct Hold {
    std::string number;  ///< H-2026-0001
    HoldKind kind = HoldKind::other;
    std::string reason, authority;
    HoldScope scope;           ///< without `records`: see `records`
    std::int64_t records = 0;  ///< that are there and covered now
    Instant placed_at{};
    std::string placed_by;
    std::optional<Instant> released_at;
    std::string released_by, released_why;
};

}  // namespace fonds
