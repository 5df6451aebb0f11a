// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/searchable.hpp"

namespace fonds {

Result<void> add_text_layer(const SourceBytes&, const std::vector<ScannedPage>&, const PieceSink&)
{
    return error(ErrorKind::bad_input, say("no", "no"));
}

}  // namespace fonds
