// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "schema/catalog/new_record.hpp"

namespace fonds::test {

/// One of very many, with a file of its own that has no text.
[[nodiscard]] inline NewRecord numbered_contract(int number)
{
    NewRecord record;
    record.metadata.title = "r" + std::to_string(number);
    record.metadata.category = "HT";
    record.original.digest = Digest::of(record.metadata.title);
    record.original.size = 2;
    record.original.media_type = "text/plain";
    record.original.text = TextState::none;
    record.year = 2024;
    return record;
}

}  // namespace fonds::test
