// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/language.hpp"

#include <cstdlib>

namespace fonds::cli {

Language language_of_environment()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("zh") ? Language::chinese : Language::english;
    }
    return Language::english;
}

}  // namespace fonds::cli
