// SPDX-License-Identifier: GPL-3.0-or-later
// How every incremental update (ISO 32000-1, 7.5.6) is written: by PoDoFo, behind bytes that stay as they are.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace PoDoFo {
class PdfMemDocument;
}

namespace fonds {

/// What is to be appended to `bytes` for the changes that `change` makes to the document; false: it cannot make them.
/// Nothing when there is no such update: the document is damaged, or PoDoFo does not understand it. Throws std::bad_alloc
/// alone.
[[nodiscard]] std::string tail_of_update(std::string_view bytes, const std::function<bool(PoDoFo::PdfMemDocument&)>& change);

}  // namespace fonds
