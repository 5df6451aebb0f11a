// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// 密级, from what anybody may read to what hardly anybody may (保守国家秘密法 knows the last three; 内部 is custom).
enum class Security { open, internal, confidential, secret, top_secret };

inline constexpr std::array all_securities{Security::open, Security::internal, Security::confidential, Security::secret,
                                           Security::top_secret};

/// "open", "internal", "confidential", "secret", "top_secret": as it is stored.
[[nodiscard]] std::string_view name_of(Security security);
/// 公开, 内部, 秘密, 机密, 绝密, and in English.
[[nodiscard]] Text text_of(Security security);
/// Its name or its words of either language, width and case ignored; anything else is ErrorKind::usage.
[[nodiscard]] Result<Security> parse_security(std::string_view text);

}  // namespace fonds
