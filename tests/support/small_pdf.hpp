// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace fonds::test {

/// A PDF with one line of ASCII text a page, in Helvetica; as few bytes as a reader accepts.
[[nodiscard]] std::string small_pdf(const std::vector<std::string>& pages);

}  // namespace fonds::test
