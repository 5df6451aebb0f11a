// SPDX-License-Identifier: GPL-3.0-or-later
// All tags of a record in one cell (docs/formats/manifest.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fonds {

/// Tags parted by ; , 、 or the full-width forms of the first two. One in quotation marks is taken as it stands between
/// them, "" for a mark; a mark that is never closed is a sign like others.
[[nodiscard]] std::vector<std::string> tags_in(std::string_view cell);
/// What tags_in reads as these tags: in quotation marks where one has a sign that parts tags, or begins with such a mark.
[[nodiscard]] std::string cell_of_tags(const std::vector<std::string>& tags);

}  // namespace fonds
