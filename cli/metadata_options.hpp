// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/filing.hpp"
#include "cli/options.hpp"

namespace fonds::cli {

/// What the options say, for new records.
[[nodiscard]] Result<RecordMetadata> metadata_of(const MetadataOptions& options);
/// What the options say, for a change: an empty value clears.
[[nodiscard]] Result<RecordEdit> edit_of(const MetadataOptions& options);

}  // namespace fonds::cli
