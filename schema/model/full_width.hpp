// SPDX-License-Identifier: GPL-3.0-or-later
// Full-width forms as a Chinese input method leaves them in numbers and codes. Running text is folded by the indexer.
#pragma once

#include <string>
#include <string_view>

namespace fonds {

/// Full-width ASCII (U+FF01…U+FF5E), the full-width yen sign and the ideographic space as their half-width forms; the rest,
/// broken UTF-8 too, stays as it is.
[[nodiscard]] std::string half_width(std::string_view text);

/// One key for what people take for one spelling: half-width forms, ASCII letters in lower case, no blanks at either end.
[[nodiscard]] std::string spelling_key(std::string_view text);

/// `text` without spaces and tabs at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace fonds
