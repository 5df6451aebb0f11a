// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/security.hpp"

#include <algorithm>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

struct SecurityRow {
    std::string_view name, en, zh;
};

constexpr std::array<SecurityRow, all_securities.size()> rows{{{"open", "open", "公开"},
                                                               {"internal", "internal", "内部"},
                                                               {"confidential", "confidential", "秘密"},
                                                               {"secret", "secret", "机密"},
                                                               {"top_secret", "top secret", "绝密"}}};

const SecurityRow& row_of(Security security)
{
    return rows.at(static_cast<std::size_t>(security));
}

}  // namespace

std::string_view name_of(Security security)
{
    return row_of(security).name;
}

Text text_of(Security security)
{
    return {std::string(row_of(security).en), std::string(row_of(security).zh)};
}

Result<Security> parse_security(std::string_view text)
{
    std::string key = spelling_key(text);
    std::ranges::replace(key, '-', '_');
    for (const Security security : all_securities) {
        const SecurityRow& row = row_of(security);
        if (key == row.name || key == row.en || key == row.zh) return security;
    }
    return error(ErrorKind::usage, say("Not a degree of secrecy: {}", "不是密级:{}", {text}))
        .with_hint(say("Known: open, internal, confidential, secret, top_secret.", "密级为公开、内部、秘密、机密、绝密。"));
}

}  // namespace fonds
