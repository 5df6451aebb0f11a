// SPDX-License-Identifier: GPL-3.0-or-later
// Names of organisations in running text, and which party of the register a name means.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/capture/capture.hpp"

namespace fonds {

struct FoundName {
    std::size_t begin = 0, end = 0;  ///< in the folded text
};
/// Names that end as organisations do: 公司, 厂, 集团 … in Han text, Ltd., GmbH, Inc. … in Latin text.
[[nodiscard]] std::vector<FoundName> find_names(std::u32string_view folded);
/// Does a name end as those of organisations do?
[[nodiscard]] bool ends_as_name(std::u32string_view folded);
/// An authority, rather than a business: 局, 委员会, 人民政府 …
[[nodiscard]] bool is_authority(std::u32string_view folded);

/// Letters and characters alone: what two spellings of one name share.
[[nodiscard]] std::u32string name_key(std::string_view name);
/// The same name, but for one or two characters that a recogniser mistook in a long one.
[[nodiscard]] bool same_name(std::u32string_view a, std::u32string_view b);
/// The party that a name or a tax id means; null when the register has none, or several are as near.
[[nodiscard]] const KnownParty* known_party(std::span<const KnownParty> parties, std::string_view name,
                                            std::string_view tax_id);

}  // namespace fonds
