// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/text.hpp"

namespace fonds::cli {

enum class Language { english, chinese };

/// By LC_ALL, LC_MESSAGES, LANG in that order, as the system's programs do; zh… is Chinese.
[[nodiscard]] Language language_of_environment();

[[nodiscard]] inline const std::string& pick(const Text& text, Language language)
{
    return language == Language::chinese ? text.zh : text.en;
}

}  // namespace fonds::cli
