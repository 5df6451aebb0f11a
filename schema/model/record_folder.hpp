// SPDX-License-Identifier: GPL-3.0-or-later
// The folder that a record has within packages and volumes.
#pragma once

#include <string>
#include <string_view>

namespace fonds {

/// A name that stands for a device on Windows, whatever its extension is.
[[nodiscard]] bool is_device_name(std::string_view name);

/// That of the record with this reference code, below data/: two codes never give one name, also where case does not matter.
/// Every system takes it (docs/formats/bag.md).
[[nodiscard]] std::string record_folder(std::string_view code);

}  // namespace fonds
