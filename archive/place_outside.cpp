// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/place_outside.hpp"

#include <filesystem>

namespace fonds {

Result<std::string> place_outside(const std::string& given, const Layout& archive)
{
    std::string directory = given;
    while (directory.size() > 1 && directory.back() == '/') directory.pop_back();
    std::error_code unknown;
    const auto inside = std::filesystem::weakly_canonical(directory, unknown).string();
    const auto own = std::filesystem::weakly_canonical(archive.root(), unknown).string();
    if ((inside + "/").starts_with(own + "/"))
        return error(ErrorKind::usage, say("That is within the archive itself", "该位置在档案库目录之内"))
            .with_hint(say("Name a folder elsewhere.", "请另选目录。"))
            .at(directory);
    return directory;
}

}  // namespace fonds
