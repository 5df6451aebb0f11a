// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/staging.hpp"

#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <set>

#include <boost/filesystem.hpp>

namespace fonds {

namespace {

constexpr std::uint64_t largest_intent = 1ULL << 30;

Result<void> remove_if_there(FileOps& ops, const std::string& path)
{
    auto removed = ops.remove(path);
    if (!removed.ok() && removed.error().kind != ErrorKind::not_found) return removed;
    return {};
}

}  // namespace

Result<std::string> unique_name(std::string_view prefix)
{
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number))
        return system_error(errno, "Cannot get a random number", "无法取得随机数", {});
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%ld-%016llx", static_cast<long>(::getpid()),
                  static_cast<unsigned long long>(number));
    return std::string(prefix) + text.data();
}

Result<std::vector<std::string>> names_in(const std::string& folder)
{
    namespace fs = boost::filesystem;
    std::vector<std::string> names;
    boost::system::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
        names.push_back(entry->path().filename().string());
    if (problem.value() == ENOENT && names.empty()) return names;
    if (problem) return system_error(problem.value(), "Cannot list the folder", "无法列出目录", folder);
    std::ranges::sort(names);
    return names;
}

Result<std::vector<Digest>> read_intent(FileOps& ops, const Batch& batch)
{
    auto text = read_file(ops, batch.intent(), largest_intent);
    if (!text.ok() && text.error().kind == ErrorKind::not_found) return std::vector<Digest>();
    if (!text.ok()) return std::move(text).error();
    std::vector<Digest> digests;
    for (std::string_view rest = *text; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        if (auto digest = Digest::parse(line); digest.ok()) digests.push_back(*digest);
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return digests;
}

Result<std::vector<Batch>> batches_in(const std::string& staging)
{
    TRY_ASSIGN(const auto names, names_in(staging));
    std::set<std::string> batches;
    for (const auto& name : names)
        if (name.starts_with(batch_prefix)) batches.insert(name.substr(0, name.find('.')));
    std::vector<Batch> found;
    for (const auto& name : batches) found.push_back({staging, name});
    return found;
}

Result<void> remove_batch(FileOps& ops, const Batch& batch)
{
    TRY_ASSIGN(const auto names, names_in(batch.folder));
    for (const auto& name : names) {
        const std::string path = batch.folder + "/" + name;
        if (name.starts_with(batch.name + ".") && path != batch.intent() && path != batch.owner_lock())
            TRY(remove_if_there(ops, path));
    }
    TRY(remove_if_there(ops, batch.intent()));
    return remove_if_there(ops, batch.owner_lock());
}

}  // namespace fonds
