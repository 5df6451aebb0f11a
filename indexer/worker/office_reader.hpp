// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// docx, xlsx, pptx, odt, ods and odp, told apart by what the package says of itself. A word document is one page, a
/// spreadsheet one page a sheet, a presentation one page a slide with its notes. Properties: title, author, created.
/// Files that need a password are `encrypted`; packages that break bounds are `partial` or `failed` with a note.
[[nodiscard]] DocumentText read_office(std::string_view bytes, std::string_view media_type, const ReadLimits& limits);

}  // namespace fonds
