// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_place.hpp"

#include <cstdlib>

namespace fonds::cli {

Result<std::string> archive_place(const Context& context)
{
    if (!context.options.archive.empty()) return context.options.archive;
    if (const char* named = std::getenv("FONDS_ARCHIVE"); named != nullptr && *named != '\0') return std::string(named);
    return Archive::find(".", *context.environment.files);
}

}  // namespace fonds::cli
