// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/saving.hpp"

#include <unistd.h>

#include <algorithm>

namespace fonds {

namespace {

Error exists_already(const std::string& path)
{
    return error(ErrorKind::duplicate, say("The file exists already", "文件已存在"))
        .with_hint(say("Choose another name, or add --force to replace it.", "请换一个文件名,或加 --force 覆盖。"))
        .at(path);
}

/// May a file take the place of what is at `path`?
Result<void> check_target(const std::string& path, FileType there, bool replace)
{
    if (there == FileType::directory)
        return error(ErrorKind::usage, say("That is a folder", "这是一个目录"))
            .with_hint(say("Name the file in it, too: -o DIR/NAME.", "请同时给出文件名:-o 目录/文件名。"))
            .at(path);
    if (there != FileType::regular)
        return error(ErrorKind::usage, say("That is not a regular file", "不是普通文件"))
            .with_hint(say("Choose another name, or -o - for standard output.", "请换一个文件名,或用 -o - 输出到标准输出。"))
            .at(path);
    return replace ? Result<void>() : exists_already(path);
}

/// A new file in `folder` under a name that nobody has.
Result<Fd> create_beside(FileOps& files, const std::string& folder, std::string& path)
{
    constexpr int most_tries = 1000;
    for (int number = 0;; ++number) {
        path = folder + "/.fonds-" + std::to_string(::getpid()) + "-" + std::to_string(number) + ".part";
        auto file = files.create(path);
        if (file.ok() || number == most_tries || !files.info(path).ok()) return file;
    }
}

}  // namespace

Result<void> save_new_file(FileOps& files, const std::string& path, bool replace,
                           const std::function<Result<void>(const ByteReceiver&)>& produce)
{
    if (const auto there = files.info(path); there.ok()) TRY(check_target(path, there->type, replace));
    const auto slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
    std::string part;
    TRY_ASSIGN(const Fd file, create_beside(files, folder, part));
    auto written = [&]() -> Result<void> {
        TRY(produce([&](std::string_view bytes) { return files.write(file, bytes, part); }));
        TRY(files.sync(file, part));
        if (replace) return files.rename(part, path);
        TRY_ASSIGN(const bool placed, files.rename_if_absent(part, path));
        return placed ? Result<void>() : exists_already(path);
    }();
    if (!written.ok()) {
        // What went wrong first is what matters.
        [[maybe_unused]] const auto removed = files.remove(part);
        return written;
    }
    return files.sync_directory(folder);
}

}  // namespace fonds
