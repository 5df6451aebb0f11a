// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scanner_programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace fonds::cli {

std::vector<std::string> scanner_programs()
{
    const char* path = std::getenv("PATH");
    std::vector<std::string> found;
    for (const char* name : {"clamdscan", "clamscan"}) {
        for (std::string_view rest = path == nullptr ? "" : path; !rest.empty();) {
            const std::size_t end = std::min(rest.find(':'), rest.size());
            const std::string program = std::string(rest.substr(0, end)) + "/" + name;
            rest.remove_prefix(std::min(end + 1, rest.size()));
            // A relative folder would be another one wherever somebody works.
            if (program.front() != '/' || ::access(program.c_str(), X_OK) != 0) continue;
            found.push_back(program);
            break;
        }
    }
    return found;
}

}  // namespace fonds::cli
