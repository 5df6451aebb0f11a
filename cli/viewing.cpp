// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/viewing.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace fonds::cli {

namespace {

/// Set to nothing counts as not set.
std::string from_environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Where copies for viewers are: a folder of this user's alone, and nobody else's that happens to have its name.
Result<std::string> folder_for_viewing()
{
    const std::string runtime = from_environment("XDG_RUNTIME_DIR");
    const std::string folder = runtime.empty() ? "/tmp/fonds-open-" + std::to_string(::geteuid()) : runtime + "/fonds-open";
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return system_error(errno, "Cannot make a temporary folder", "无法创建临时目录", folder);
    struct stat status = {};
    if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() ||
        (status.st_mode & 077) != 0)
        return error(ErrorKind::refused, say("The folder for copies is not yours alone", "存放副本的目录不归当前用户专有"))
            .with_hint(say("Remove it, or set XDG_RUNTIME_DIR to a folder of yours.",
                           "请将其删除,或将 XDG_RUNTIME_DIR 设为自己的目录。"))
            .at(folder);
    return folder;
}

/// Copies of more than a day ago: their viewers have read them. What cannot be removed is tried next time.
void sweep_copies(const std::string& folder)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.last_write_time(ignored) < yesterday) fs::remove_all(entry.path(), ignored);
}

/// Starts the desktop's viewer and does not wait for it.
Result<void> start_viewer(const std::string& path)
{
    const std::string named = from_environment("FONDS_VIEWER");
    const std::string viewer = named.empty() ? "xdg-open" : named;
    const pid_t child = ::fork();
    if (child < 0) return system_error(errno, "Cannot start the viewer", "无法启动查看程序", viewer);
    if (child == 0) {
        ::execlp(viewer.c_str(), viewer.c_str(), path.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    if (::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return error(ErrorKind::unavailable, say("The viewer {} did not open the file", "查看程序 {} 未能打开文件", {viewer}))
        .with_hint(say("Name another in FONDS_VIEWER, or get a copy: fonds get, fonds inbox get.",
                       "可用环境变量 FONDS_VIEWER 指定其他程序,或用 fonds get、fonds inbox get 取出副本。"))
        .at(path);
}

}  // namespace

Result<void> view_copy(const std::string& name, const std::function<Result<void>(const std::string&)>& save)
{
    TRY_ASSIGN(const std::string folder, folder_for_viewing());
    sweep_copies(folder);
    std::string directory = folder + "/XXXXXX";
    if (::mkdtemp(directory.data()) == nullptr)
        return system_error(errno, "Cannot make a temporary folder", "无法创建临时目录", directory);
    auto opened = [&]() -> Result<void> {
        const std::string path = directory + "/" + name;
        TRY(save(path));
        // A copy to look at; changes to it are not filed, so nobody should be able to save into it.
        if (::chmod(path.c_str(), 0400) != 0) return system_error(errno, "Cannot protect the copy", "无法设为只读", path);
        return start_viewer(path);
    }();
    if (opened.ok()) return opened;
    std::error_code ignored;
    std::filesystem::remove_all(directory, ignored);
    return opened;
}

}  // namespace fonds::cli
