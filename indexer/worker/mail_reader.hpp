// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// One mail (.eml): its headers, its text (plain rather than HTML), mails forwarded within it, and the names of what is
/// attached; one page. Properties: title (subject), author (from), created (date, ISO 8601 with its zone).
[[nodiscard]] DocumentText read_mail(std::string_view bytes, const ReadLimits& limits);

}  // namespace fonds
