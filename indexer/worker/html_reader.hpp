// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/page_collector.hpp"

namespace fonds {

/// What a reader of a web page sees: the title as first line, then its text, without scripts, styles and hidden parts.
/// Properties: title, author.
[[nodiscard]] DocumentText read_html(std::string_view bytes, const ReadLimits& limits);

/// The visible text of a page as part of another document; returns its title. `charset` is what the carrier of the page
/// (a mail) says of it; empty: unknown.
std::string collect_html(std::string_view bytes, std::string_view charset, std::uint64_t limit, PageCollector& pages);

}  // namespace fonds
