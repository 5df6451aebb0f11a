// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qpdf/QPDFObjectHandle.hh>

#include "indexer/scan/layer_content.hpp"

namespace fonds {

/// As poppler shows the page, since that is what was looked at.
[[nodiscard]] PageFrame frame_of(QPDFObjectHandle page);

}  // namespace fonds
