// SPDX-License-Identifier: GPL-3.0-or-later
// The engines that this machine has. Each is opened once for all tests.
#pragma once

#include <string>
#include <vector>

#include "indexer/ocr/ocr_engine.hpp"

namespace fonds::test {

/// Where `./dev` puts the models of the main engine.
[[nodiscard]] std::string model_folder();

/// Says on standard error which engine is missing and therefore not tested.
[[nodiscard]] const std::vector<OcrEngine*>& engines();
/// Null where it is not installed.
[[nodiscard]] OcrEngine* main_engine();

/// All lines, each ended by \n.
[[nodiscard]] std::string text_of_page(const OcrPage& page);

}  // namespace fonds::test
