// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tests stand. One small file knows, so that the others compile to the same in every checkout.
#pragma once

#include <string>

namespace fonds::test {

[[nodiscard]] std::string source_tree();  ///< the root of the checkout
[[nodiscard]] std::string programs();     ///< the folder of fonds and fonds-extract
[[nodiscard]] std::string fault_shim();   ///< the library that crash tests preload

}  // namespace fonds::test
