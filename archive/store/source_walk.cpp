// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/source_walk.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <boost/filesystem.hpp>

namespace fonds {

namespace fs = boost::filesystem;

namespace {

bool is_litter(const std::string& name)
{
    return name.starts_with('.') || name.starts_with("~$") || name == "Thumbs.db" || name == "desktop.ini";
}

class Walker {
public:
    Walker(SourceWalk& walk, const OwnGround& own) : walk_(walk), own_(own) {}

    void take(const std::string& path)
    {
        boost::system::error_code ignored;
        if (path == "-" || !fs::is_directory(fs::path(path), ignored))
            walk_.files.push_back(path);
        else if (is_own(canonical_path(path), own_))
            walk_.problems.push_back(own_path(path));
        else
            enter(path);
    }

private:
    struct Entry {
        std::string path;
        bool folder = false;
    };

    void enter(const std::string& root)
    {
        // An explicit stack: a deep tree must not exhaust ours.
        std::vector<Entry> open{{root, true}};
        while (!open.empty()) {
            const Entry next = std::move(open.back());
            open.pop_back();
            if (!next.folder) {
                walk_.files.push_back(next.path);
                continue;
            }
            if (!first_visit(next.path)) continue;
            const std::string canonical = canonical_path(next.path);
            if (is_own(canonical, own_)) {
                ++walk_.own_folders;
                boost::system::error_code ignored;
                if (canonical == own_.root && fs::is_directory(fs::path(own_.inbox), ignored))
                    open.push_back({next.path + own_.inbox.substr(own_.root.size()), true});
                continue;
            }
            walk_.folders.push_back(next.path);
            auto entries = read(next.path);
            std::ranges::move(entries.rbegin(), entries.rend(), std::back_inserter(open));
        }
    }

    bool first_visit(const std::string& directory)
    {
        struct stat status = {};
        if (::stat(directory.c_str(), &status) != 0) return true;  // read() reports why
        return seen_.emplace(status.st_dev, status.st_ino).second;
    }

    /// Files and folders alike, in order of their names.
    std::vector<Entry> read(const std::string& directory)
    {
        std::vector<Entry> entries;
        boost::system::error_code problem;
        for (fs::directory_iterator entry(directory, problem), end; !problem && entry != end; entry.increment(problem)) {
            if (is_litter(entry->path().filename().string())) {
                ++walk_.left_out;
                continue;
            }
            boost::system::error_code ignored;
            // Pipes and devices are files too: opening them tells.
            entries.push_back({entry->path().string(), entry->status(ignored).type() == fs::directory_file});
        }
        if (problem)
            walk_.problems.push_back(system_error(problem.value(), "Cannot read the folder", "无法读取目录", directory));
        std::ranges::sort(entries, {}, &Entry::path);
        return entries;
    }

    SourceWalk& walk_;
    const OwnGround& own_;
    std::set<std::pair<dev_t, ino_t>> seen_;
};

}  // namespace

bool is_own(const std::string& canonical, const OwnGround& own)
{
    const auto below = [&](const std::string& folder) {
        return !folder.empty() && canonical.starts_with(folder) &&
               (canonical.size() == folder.size() || canonical[folder.size()] == '/' || folder == "/");
    };
    return below(own.root) && !below(own.inbox);
}

Error own_path(const std::string& path)
{
    return error(ErrorKind::refused, say("This belongs to the archive itself", "这是档案库自身的文件"))
        .with_hint(say("File what lies elsewhere, or in the archive's inbox/.", "请归档其他位置或档案库 inbox/ 中的文件。"))
        .at(path);
}

SourceWalk walk_sources(const std::vector<std::string>& paths, const OwnGround& own)
{
    SourceWalk walk;
    Walker walker(walk, own);
    for (const auto& path : paths) walker.take(path);
    return walk;
}

Result<bool> is_empty_directory(const std::string& path)
{
    boost::system::error_code problem;
    const bool empty = fs::is_directory(fs::path(path), problem) && fs::is_empty(fs::path(path), problem);
    if (problem) return system_error(problem.value(), "Cannot look into the folder", "无法查看目录", path);
    return empty;
}

Result<std::vector<std::string>> make_directories(const std::string& path)
{
    boost::system::error_code problem;
    std::vector<std::string> missing;
    for (fs::path at(path); !at.empty() && !fs::exists(at, problem); at = at.parent_path()) missing.push_back(at.string());
    fs::create_directories(fs::path(path), problem);
    if (!problem) return missing;
    const int reason = problem.value();
    for (const auto& directory : missing) fs::remove(fs::path(directory), problem);
    return system_error(reason, "Cannot create the folder", "无法创建目录", path);
}

void remove_tree(const std::string& path)
{
    boost::system::error_code ignored;
    fs::remove_all(fs::path(path), ignored);
}

std::string canonical_path(const std::string& path)
{
    boost::system::error_code problem;
    const auto whole = fs::canonical(fs::path(path), problem);
    return problem ? path : whole.string();
}

std::string canonical_path_of(const Fd& file, const std::string& path)
{
    std::string whole(4096, '\0');
    const std::string link = "/proc/self/fd/" + std::to_string(file.get());
    const ssize_t size = ::readlink(link.c_str(), whole.data(), whole.size());
    if (size <= 0 || static_cast<std::size_t>(size) == whole.size()) return canonical_path(path);
    whole.resize(static_cast<std::size_t>(size));
    return whole;
}

std::string file_name_of(const std::string& path)
{
    return fs::path(path).filename().string();
}

std::uint64_t free_space(const std::string& path)
{
    boost::system::error_code problem;
    const auto space = fs::space(fs::path(path), problem);
    return problem ? 0 : space.available;
}

}  // namespace fonds
