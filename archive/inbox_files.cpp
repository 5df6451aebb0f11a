// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/inbox_files.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "archive/config/toml_reader.hpp"
#include "archive/manifest.hpp"
#include "archive/store/source_walk.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t toml_limit = 64 << 10;
constexpr std::string_view toml_suffix = ".toml";
constexpr std::string_view folder_file = "inbox.toml";
constexpr std::array metadata_keys{"category", "title",   "party",       "date",      "grade",       "folder",
                                   "number",   "amount",  "currency",    "note",      "responsible", "security",
                                   "unit",     "project", "paper_pages", "page_range"};

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string stem_of(const std::string& path)
{
    const auto slash = path.find_last_of('/');
    const auto dot = path.find_last_of('.');
    return dot == std::string::npos || (slash != std::string::npos && dot < slash) ? path : path.substr(0, dot);
}

Error bad_default(const std::string& key, const Setting& setting, const std::string& path, Text hint)
{
    return error(ErrorKind::bad_input,
                 say("Line {}: {} has a value that cannot be used", "第 {} 行:{} 的值无效", {setting.line, key}))
        .with_hint(std::move(hint))
        .at(at_line(path, setting.line));
}

std::string number_text(double value)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

Result<void> take_flag(const std::string& key, const Setting& setting, const std::string& path, std::optional<bool>& target)
{
    const auto* flag = std::get_if<bool>(&setting.value);
    if (flag == nullptr) return bad_default(key, setting, path, say("Write true or false.", "请写 true 或 false。"));
    target = *flag;
    return {};
}

Result<void> take(const std::string& key, const Setting& setting, const std::string& path, DeskDefaults& defaults)
{
    if (key == "split") return take_flag(key, setting, path, defaults.split);
    if (key == "drop_blank") return take_flag(key, setting, path, defaults.drop_blank);
    if (key == "auto") return take_flag(key, setting, path, defaults.auto_accept);
    if (const auto* list = std::get_if<std::vector<std::string>>(&setting.value); list != nullptr && key == "tags") {
        defaults.tags.clear();
        for (const auto& tag : *list)
            if (std::ranges::find(defaults.tags, tag) == defaults.tags.end() && !trimmed(tag).empty())
                defaults.tags.emplace_back(trimmed(tag));
        return {};
    }
    std::string value;
    if (const auto* text = std::get_if<std::string>(&setting.value))
        value = *text;
    else if (const auto* whole = std::get_if<std::int64_t>(&setting.value))
        value = std::to_string(*whole);
    else if (const auto* real = std::get_if<double>(&setting.value))
        value = number_text(*real);
    else
        return bad_default(key, setting, path, say("Write text in quotation marks.", "请写带引号的文字。"));
    RecordMetadata read;
    if (auto good = set_metadata(read, key, value); !good.ok()) {
        const Error& problem = good.error();
        return bad_default(key, setting, path, problem.what);
    }
    if (key == "tags")
        defaults.tags = read.tags;
    else
        defaults.say_field(key, value);
    return {};
}

/// The category's code, when `name` is one, or the name of one.
Result<std::optional<std::string>> category_named(Archive::State& state, const std::string& name)
{
    TRY_ASSIGN(const auto categories, state.catalog.categories());
    const std::string code = canonical_category_code(name), key = spelling_key(name);
    for (const Category& category : categories)
        if (category.code == code || spelling_key(category.name_zh) == key ||
            (!category.name_en.empty() && spelling_key(category.name_en) == key))
            return std::optional(category.code);
    return std::optional<std::string>();
}

Result<void> take_folder_name(Archive::State& state, const std::string& name, DeskDefaults& defaults)
{
    TRY_ASSIGN(const auto category, category_named(state, name));
    if (category) {
        defaults.say_field("category", *category);
        return {};
    }
    const auto party = state.catalog.party(name);
    if (party.ok())
        defaults.say_field("party", party->name);
    else if (party.error().kind != ErrorKind::not_found && party.error().kind != ErrorKind::usage)
        return party.error();
    return {};
}

void take_file(Archive::State& state, const std::string& path, DeskDefaults& defaults)
{
    const auto toml = read_file(*state.environment.files, path, toml_limit);
    if (!toml.ok() && toml.error().kind == ErrorKind::not_found) return;
    auto read = toml.ok() ? read_desk_defaults(*toml, path, defaults) : Result<void>(toml.error());
    if (read.ok()) return;
    const Text& what = read.error().what;
    const Text& hint = read.error().hint;
    const std::string name = file_name_of(path) + ": ";
    defaults.problem = {name + what.en + (hint.en.empty() ? "" : ". " + hint.en),
                        name + what.zh + (hint.zh.empty() ? "" : "。" + hint.zh)};
}

}  // namespace

bool is_left_alone(std::string_view name)
{
    const std::string low = lower(name);
    return low.empty() || low.front() == '.' || low.starts_with("~$") || low.ends_with(".part") || low.ends_with(".tmp") ||
           low.ends_with(".crdownload") || low.ends_with(".filepart");
}

InboxListing list_inbox(const Layout& layout)
{
    InboxListing listing;
    const std::string root = layout.inbox();
    // Told of no ground of its own: all that lies in inbox/ was put there to be taken.
    SourceWalk walk = walk_sources({root}, {});
    listing.problems = std::move(walk.problems);
    if (walk.files == std::vector{root}) {
        listing.problems.push_back(
            error(ErrorKind::not_found, say("There is no such folder", "没有该目录"))
                .with_hint(say("When it lies on another disk: is that there?", "若其位于另一磁盘,请确认该磁盘已挂载。"))
                .at(root));
        return listing;
    }
    listing.folders = std::move(walk.folders);
    std::map<std::string, std::string> sidecars;  // by what they are named after
    for (const auto& path : walk.files)
        if (lower(path).ends_with(toml_suffix)) sidecars.emplace(path.substr(0, path.size() - toml_suffix.size()), path);
    for (auto& path : walk.files) {
        InboxFile file;
        file.name = file_name_of(path);
        if (is_left_alone(file.name) || lower(path).ends_with(toml_suffix)) continue;
        file.below = path.substr(std::min(path.size(), root.size() + 1));
        if (const auto slash = file.below.find_last_of('/'); slash != std::string::npos)
            file.folder = file.below.substr(0, slash);
        for (const auto& beside : {stem_of(path), path})
            if (const auto at = sidecars.find(beside); at != sidecars.end() && file_name_of(at->second) != folder_file)
                file.sidecars.push_back(at->second);
        file.path = std::move(path);
        listing.files.push_back(std::move(file));
    }
    std::map<std::string, std::vector<std::string>> users;
    for (const InboxFile& file : listing.files)
        for (const auto& sidecar : file.sidecars) users[sidecar].push_back(file.path);
    for (InboxFile& file : listing.files)
        for (const auto& sidecar : file.sidecars)
            for (const auto& path : users[sidecar])
                if (path != file.path) file.sharers[sidecar].push_back(path);
    return listing;
}

Result<DeskDefaults> defaults_of(Archive::State& state, const InboxFile& file)
{
    DeskDefaults defaults;
    std::string place = state.layout.inbox();
    take_file(state, place + "/" + std::string(folder_file), defaults);
    for (std::size_t at = 0; at < file.folder.size();) {
        const auto end = std::min(file.folder.find('/', at), file.folder.size());
        const std::string name = file.folder.substr(at, end - at);
        TRY(take_folder_name(state, name, defaults));
        place += "/" + name;
        take_file(state, place + "/" + std::string(folder_file), defaults);
        at = end + 1;
    }
    for (const auto& sidecar : file.sidecars) take_file(state, sidecar, defaults);
    if (const std::string* said = defaults.field("category")) {
        TRY_ASSIGN(const auto category, category_named(state, *said));
        if (category)
            defaults.say_field("category", *category);
        else
            defaults.problem = say("there is no category {}", "没有门类 {}", {*said});
    }
    return defaults;
}

Result<void> read_desk_defaults(std::string_view toml, const std::string& path, DeskDefaults& defaults)
{
    TRY_ASSIGN(const auto settings, read_toml(toml, path));
    for (const auto& [key, setting] : settings) {
        const bool known = std::ranges::find(metadata_keys, key) != metadata_keys.end() || key == "tags" || key == "split" ||
                           key == "drop_blank" || key == "auto";
        if (!known)
            return error(ErrorKind::bad_input,
                         say("Line {}: unknown key {}", "第 {} 行:未知的设置项 {}", {setting.line, key}))
                .with_hint(say("Known: category, title, party, date, grade, folder, number, amount, currency, note, tags, "
                               "responsible, security, unit, project, paper_pages, page_range, split, drop_blank, auto.",
                               "可用:category、title、party、date、grade、folder、number、amount、currency、note、tags、"
                               "responsible、security、unit、project、paper_pages、page_range、split、drop_blank、auto。"))
                .at(at_line(path, setting.line));
        TRY(take(key, setting, path, defaults));
    }
    return {};
}

}  // namespace fonds
