// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/exported_files.hpp"

#include <filesystem>
#include <set>

#include "archive/store/source_walk.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

namespace fs = std::filesystem;

/// A name that stands in a cell, alone on its line, and names a file of one folder; the digest where the file has none such.
std::string name_in_cell(const Component& component)
{
    const std::string& name = component.file_name;
    constexpr std::size_t longest = 200;  // bytes; file systems take 255
    const bool usable = !name.empty() && name != "." && name != ".." && name.size() <= longest &&
                        name.find_first_of("/\n\r") == std::string::npos && name.front() != ' ' && name.back() != ' ' &&
                        to_valid_utf8(name) == name;
    return usable ? name : component.digest.hex();
}

std::string absolute(const std::string& path)
{
    std::error_code problem;
    fs::path whole = fs::absolute(path, problem);
    return (problem ? fs::path(path) : whole).lexically_normal().string();
}

}  // namespace

ExportedFiles::ExportedFiles(Archive& archive, std::string directory, const std::string& table, bool replace)
    : archive_(archive), directory_(std::move(directory)), told_(absolute(directory_)), replace_(replace)
{
    if (table.empty()) return;
    const fs::path near = fs::path(told_).lexically_relative(fs::path(absolute(table)).parent_path());
    if (!near.empty()) told_ = near.string();
}

Result<ExportedFiles::Paths> ExportedFiles::save(const Record& record)
{
    Paths paths;
    std::set<std::string> used;
    const std::string folder = "/" + record.code.file_name();
    for (std::size_t i = 0; i < record.components.size(); ++i) {
        const Component& component = record.components[i];
        if (component.role == ComponentRole::derivative) continue;  // made of the others
        std::string name = name_in_cell(component);
        if (!used.insert(name).second) name = std::to_string(i) + "/" + name;
        const auto slash = name.find('/');
        TRY(make_directories(directory_ + folder + (slash == std::string::npos ? "" : "/" + name.substr(0, slash))));
        TRY(archive_.save(record.code, static_cast<ComponentNumber>(i), directory_ + folder + "/" + name, replace_));
        const std::string told = told_ + folder + "/" + name;
        if (component.role == ComponentRole::original)
            paths.original = told;
        else
            paths.attachments += (paths.attachments.empty() ? "" : "\n") + told;
    }
    return paths;
}

}  // namespace fonds
