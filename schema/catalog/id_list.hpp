// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "schema/model/identifiers.hpp"

namespace fonds {

/// Ids as the JSON array that json_each() reads, so that one statement serves any number of them.
[[nodiscard]] inline std::string id_list(const std::vector<RecordId>& ids)
{
    std::string list = "[";
    for (const auto id : ids) {
        if (list.size() > 1) list += ',';
        list += std::to_string(raw(id));
    }
    return list + "]";
}

}  // namespace fonds
