// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/unfinished_care.hpp"

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>

#include "archive/copy_reach.hpp"
#include "archive/store/staging.hpp"

namespace fonds {

namespace {

constexpr std::string_view repair_prefix = "repair-";
constexpr std::string_view adopt_prefix = "adopt-";

/// The process that made the folder, as unique_name tells it.
std::optional<long> maker_of(std::string_view name, std::string_view prefix)
{
    constexpr std::size_t random_digits = 16;
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    long process = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (problem != std::errc() || process <= 0) return std::nullopt;
    name.remove_prefix(static_cast<std::size_t>(end - name.data()));
    const bool random = name.size() == random_digits + 1 && name.front() == '-' &&
                        name.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
    return random ? std::optional(process) : std::nullopt;
}

bool is_gone(long process)
{
    return ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

struct CareFolder {
    std::string path;
    std::string within;  ///< the folder it lies in
    bool gone = false;   ///< its process is
    bool ours = false;   ///< whoever holds the cold lock knows that nobody is at work in it
};

/// Archives may share a folder of copies: what lies in it under a name of our volumes is ours.
bool has_only(const std::string& folder, const std::vector<Volume>& volumes)
{
    const auto names = names_in(folder);
    return names.ok() && !names->empty() && std::ranges::all_of(*names, [&](const std::string& name) {
               return std::ranges::any_of(volumes,
                                          [&](const Volume& volume) { return name.starts_with(volume.name + "."); });
           });
}

Result<std::vector<CareFolder>> care_folders(Archive::State& state)
{
    TRY_ASSIGN(const auto volumes, Volumes(state.catalog).list(true));
    std::set<std::string> places(state.config.cold.copies.begin(), state.config.cold.copies.end());
    for (const Volume& volume : volumes)
        for (const auto& copy : volume.copies) places.insert(copy.place);
    places.erase("");
    std::vector<CareFolder> found;
    const auto look = [&](const std::string& within, std::string_view prefix, const auto& is_ours) -> Result<void> {
        TRY_ASSIGN(const auto names, names_in(within));
        for (const auto& name : names) {
            const auto process = maker_of(name, prefix);
            const std::string path = within + "/" + name;
            std::error_code unknown;
            if (!process || !std::filesystem::is_directory(std::filesystem::symlink_status(path, unknown))) continue;
            found.push_back({path, within, is_gone(*process), is_ours(path)});
        }
        return {};
    };
    const auto always = [](const std::string&) { return true; };
    TRY(look(state.layout.volumes(), repair_prefix, always));
    TRY(look(state.layout.staging(), adopt_prefix, always));
    // Readers repair what they read, there, and hold no lock.
    TRY(look(state.layout.staging(), repair_prefix, [](const std::string&) { return false; }));
    for (const auto& place : places)
        if (is_within_reach(state, place))
            TRY(look(place, repair_prefix, [&](const std::string& path) { return has_only(path, volumes); }));
    return found;
}

/// The process of adopt-P-R.merges.
std::optional<long> maker_of_merges(std::string_view name)
{
    if (!name.ends_with(merges_suffix)) return std::nullopt;
    name.remove_suffix(merges_suffix.size());
    return maker_of(name, adopt_prefix);
}

}  // namespace

bool is_left_merges(std::string_view name)
{
    return maker_of_merges(name).has_value();
}

Result<std::vector<std::string>> unfinished_merges(Archive::State& state)
{
    std::vector<std::string> gone;
    TRY_ASSIGN(const auto names, names_in(state.layout.staging()));
    for (const auto& name : names)
        if (const auto process = maker_of_merges(name); process && is_gone(*process))
            gone.push_back(state.layout.staging() + "/" + name);
    return gone;
}

Result<std::vector<std::string>> unfinished_care(Archive::State& state)
{
    TRY_ASSIGN(const auto folders, care_folders(state));
    std::vector<std::string> gone;
    for (const auto& one : folders)
        if (one.gone) gone.push_back(one.path);
    return gone;
}

Result<std::size_t> sweep_unfinished_care(Archive::State& state)
{
    TRY_ASSIGN(const auto folders, care_folders(state));
    std::size_t count = 0;
    for (const auto& one : folders) {
        if (!one.gone && !one.ours) continue;
        std::error_code problem;
        std::filesystem::remove_all(one.path, problem);
        if (problem)
            return system_error(problem.value(), "Cannot remove what an unfinished repair left",
                                "无法删除未完成修复留下的目录", one.path);
        TRY(state.environment.files->sync_directory(one.within));
        ++count;
    }
    return count;
}

}  // namespace fonds
