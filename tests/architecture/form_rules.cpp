// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <sstream>

#include "tests/architecture/rules.hpp"

namespace fonds::architecture {

namespace {

bool carries_licence(const SourceFile& file)
{
    static constexpr std::array extensions{"cpp", "hpp", "cmake", "sql", "sh", "1", "5", "7"};
    static constexpr std::array names{"CMakeLists.txt", "dev", "run"};
    return std::find(extensions.begin(), extensions.end(), file.extension()) != extensions.end() ||
           std::find(names.begin(), names.end(), file.name()) != names.end();
}

}  // namespace

Breaches long_files(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (!file.is_cpp()) continue;
        const int most = file.is_below("tests") ? 900 : file.extension() == "hpp" ? 300 : 600;
        if (const int lines = count_lines(file.text); lines > most)
            breaches.push_back(file.path + ": " + std::to_string(lines) + " lines, at most " + std::to_string(most));
    }
    return breaches;
}

int median_cpp_lines(const Tree& tree)
{
    std::vector<int> sizes;
    for (const SourceFile& file : tree)
        if (file.extension() == "cpp" && !file.is_below("tests")) sizes.push_back(count_lines(file.text));
    if (sizes.empty()) return 0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

Breaches missing_licence_lines(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (!carries_licence(file)) continue;
        std::istringstream lines(file.text);
        std::string first, second;
        std::getline(lines, first);
        if (first.starts_with("#!")) std::getline(lines, first);
        if (first.find("SPDX-License-Identifier: GPL-3.0-or-later") == std::string::npos)
            breaches.push_back(file.path + ": the first line is no SPDX-License-Identifier: GPL-3.0-or-later");
    }
    return breaches;
}

Breaches missing_pragma_once(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree)
        if (file.extension() == "hpp" && code_of(file.text, Literals::kept).find("#pragma once") == std::string::npos)
            breaches.push_back(file.path + ": has no #pragma once");
    return breaches;
}

Breaches own_header_not_first(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (file.extension() != "cpp") continue;
        const std::string header = file.path.substr(0, file.path.size() - 3) + "hpp";
        if (std::none_of(tree.begin(), tree.end(), [&](const SourceFile& other) { return other.path == header; })) continue;
        const auto includes = includes_of(file.text);
        if (includes.empty() || includes.front().header != header)
            breaches.push_back(file.path + ": does not include " + header + " first");
    }
    return breaches;
}

Breaches empty_names(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        std::istringstream parts(file.path);
        for (std::string part; std::getline(parts, part, '/');)
            for (const std::string_view empty : {"util", "common", "helper", "misc"})
                if (part.starts_with(empty))
                    breaches.push_back(file.path + ": '" + part + "' says nothing of what is inside");
    }
    return breaches;
}

Breaches machine_paths(const Tree& tree)
{
    // Spelled in halves, so that this file does not breach its own rule.
    static const std::array<std::string, 4> beginnings{"/wo"
                                                       "rk/",
                                                       "/fa"
                                                       "rm/",
                                                       "/ho"
                                                       "me/",
                                                       "/ro"
                                                       "ot/"};
    Breaches breaches;
    for (const SourceFile& file : tree) {
        std::istringstream lines(file.text);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number)
            for (const std::string& beginning : beginnings)
                for (auto at = line.find(beginning); at != std::string::npos; at = line.find(beginning, at + 1))
                    if (at == 0 || std::string_view(" \t\"'`(=:<").find(line[at - 1]) != std::string_view::npos)
                        breaches.push_back(file.path + ":" + std::to_string(number) + ": a machine's path: " + beginning);
    }
    return breaches;
}

}  // namespace fonds::architecture
