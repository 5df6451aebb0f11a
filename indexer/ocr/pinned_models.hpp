// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the main engine, pinned: nothing else is loaded. `./dev` fetches them (docs/DEPENDENCIES.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

enum class ModelFile { runtime, detection, recognition, direction, keys };

struct PinnedFile {
    ModelFile role{};
    std::string_view name;
    std::uint64_t size = 0;  ///< bytes
    std::string_view sha256;
};

/// In the order of ModelFile.
[[nodiscard]] const std::array<PinnedFile, 5>& pinned_files();

/// PP-OCRv4 (PaddleOCR): the version that the pinned files are.
inline constexpr std::string_view pinned_models_version = "PP-OCRv4 mobile";

/// Whether all are there with their sizes; nothing is read. ErrorKind::unavailable with a hint.
[[nodiscard]] Result<void> look_for_models(const std::string& folder);

/// The bytes of one, verified. ErrorKind::unavailable with a hint where they are not those that were pinned.
[[nodiscard]] Result<std::string> read_model(const std::string& folder, ModelFile file);

/// What every error about them advises.
[[nodiscard]] Text models_hint();

}  // namespace fonds
