// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/place.hpp"

namespace fonds::test {

std::string source_tree()
{
    return FONDS_SOURCE_DIR;
}
std::string programs()
{
    return FONDS_BINARY_DIR;
}
std::string fault_shim()
{
    return FONDS_FAULT_SHIM;
}

}  // namespace fonds::test
