// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that the archive has already. Private to the facade.
#pragma once

#include "schema/catalog/catalog.hpp"

namespace fonds {

/// ErrorKind::duplicate, with the code in `where`, when some record has these bytes: as its original, or else as an
/// attachment.
[[nodiscard]] Result<void> refuse_known_bytes(Catalog& catalog, const Digest& digest);

}  // namespace fonds
