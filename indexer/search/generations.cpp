// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/generations.hpp"

#include <system_error>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "indexer/search/index_terms.hpp"
#include "indexer/search/xapian_errors.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::string_view generation_prefix = "gen-";
constexpr std::uint64_t longest_name = 64;
constexpr int most_attempts = 5;
constexpr int most_reopenings = 100;

/// The number in gen-N; 0 for other names.
std::uint64_t number_in(std::string_view name)
{
    if (!name.starts_with(generation_prefix)) return 0;
    name.remove_prefix(generation_prefix.size());
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    return problem == std::errc() && end == name.data() + name.size() ? number : 0;
}

std::vector<std::string> generation_names(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code problem;
    for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
        if (auto name = at->path().filename().string(); name.starts_with(generation_prefix))
            names.push_back(std::move(name));
    return names;
}

}  // namespace

std::string Generations::current_name() const
{
    auto text = read_file(posix_file_ops(), folder_ + "/current", longest_name);
    if (!text.ok()) return {};
    while (!text->empty() && static_cast<unsigned char>(text->back()) <= ' ') text->pop_back();
    return number_in(*text) == 0 ? std::string() : std::move(*text);
}

std::string Generations::current_folder() const
{
    const std::string name = current_name();
    return name.empty() ? name : folder_ + "/" + name;
}

std::variant<OpenGeneration, NoGeneration> Generations::open_once(const std::string& folder) const
{
    OpenGeneration generation;
    generation.folder = folder;
    try {
        generation.database = Xapian::Database(folder);
        if (generation.database.get_metadata(std::string(archive_key)) != archive_id_)
            return NoGeneration{IndexState::foreign, {}};
        if (generation.database.get_metadata(std::string(version_key)) != index_version())
            return NoGeneration{IndexState::outdated, {}};
    } catch (const Xapian::DatabaseModifiedError&) {
        throw;
    } catch (const Xapian::Error& error) {
        return NoGeneration{IndexState::damaged, error.get_msg()};
    }
    return generation;
}

std::variant<OpenGeneration, NoGeneration> Generations::open_between_commits(const std::string& folder) const
{
    for (int attempt = 0;; ++attempt) {
        try {
            return open_once(folder);
        } catch (const Xapian::DatabaseModifiedError& error) {
            if (attempt == most_reopenings) return NoGeneration{IndexState::damaged, error.get_msg()};
        }
    }
}

std::variant<OpenGeneration, NoGeneration> Generations::open() const
{
    // A rebuild may replace `current` and remove the generation between reading the one and opening the other.
    for (int attempt = 0;; ++attempt) {
        const std::string folder = current_folder();
        if (folder.empty()) {
            const bool damaged = posix_file_ops().info(folder_ + "/current").ok();
            return NoGeneration{damaged ? IndexState::damaged : IndexState::missing, "current"};
        }
        auto opened = open_between_commits(folder);
        if (std::holds_alternative<OpenGeneration>(opened) || attempt == most_attempts || current_folder() == folder)
            return opened;
    }
}

Result<OpenGeneration> Generations::require() const
{
    auto opened = open();
    if (auto* generation = std::get_if<OpenGeneration>(&opened)) return std::move(*generation);
    const auto& none = std::get<NoGeneration>(opened);
    switch (none.state) {
    case IndexState::missing: return rebuild_needed(say("There is no index yet", "尚未建立索引"), folder_);
    case IndexState::foreign:
        return rebuild_needed(say("The index belongs to another archive", "索引属于另一个档案库"), folder_);
    case IndexState::outdated:
        return rebuild_needed(say("The index was built by another version of the program", "索引由其他版本的程序建立"),
                              folder_);
    case IndexState::good:
    case IndexState::damaged: break;
    }
    return rebuild_needed(say("The index is damaged: {}", "索引已损坏:{}", {none.reason}), folder_);
}

Result<std::string> Generations::next() const
{
    TRY(posix_file_ops().make_directory(folder_));
    const std::string current = current_name();
    remove_all_but(current);
    std::uint64_t last = number_in(current);
    for (const auto& name : generation_names(folder_)) last = std::max(last, number_in(name));
    return folder_ + "/" + std::string(generation_prefix) + std::to_string(last + 1);
}

Result<void> Generations::adopt(const std::string& folder) const
{
    const std::string name = folder.substr(folder_.size() + 1);
    auto opened = open_between_commits(folder);
    if (const auto* none = std::get_if<NoGeneration>(&opened))
        return rebuild_needed(say("The new index cannot be used: {}", "新索引无法使用:{}", {none->reason}), folder);
    TRY(posix_file_ops().sync_directory(folder_));
    TRY(write_file_durably(posix_file_ops(), folder_ + "/current", name + "\n"));
    remove_all_but(name);
    return {};
}

void Generations::remove_all_but(const std::string& keep) const
{
    std::error_code ignored;  // what stays behind is swept by the next rebuild
    for (const auto& name : generation_names(folder_))
        if (name != keep) std::filesystem::remove_all(folder_ + "/" + name, ignored);
}

}  // namespace fonds
