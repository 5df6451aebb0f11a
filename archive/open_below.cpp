// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/open_below.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "archive/bag_names.hpp"

namespace fonds {

namespace {

Error leads_elsewhere(const std::string& path)
{
    return error(ErrorKind::refused, say("A path of the list leads elsewhere", "清单中的路径指向别处"))
        .with_hint(say("Only files below the folder of the list are read, and no links are followed.",
                       "只读取清单所在目录之下的文件,不跟随链接。"))
        .at(path);
}

}  // namespace

Result<Fd> open_below(const std::string& folder, const std::string& path)
{
    if (!stays_below(path)) return leads_elsewhere(path);
    Fd at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!at.valid()) return system_error(errno, "Cannot open the folder", "无法打开目录", folder);
    for (std::size_t begin = 0;;) {
        const std::size_t end = path.find('/', begin);
        const bool last = end == std::string::npos;
        const std::string part = path.substr(begin, last ? end : end - begin);
        const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY);
        Fd next(::openat(at.get(), part.c_str(), flags));
        if (!next.valid()) {
            // Linux says ENOTDIR of a link where a folder is wanted.
            if (errno == ELOOP || (errno == ENOTDIR && !last)) return leads_elsewhere(path);
            return system_error(errno, "Cannot open the file", "无法打开文件", folder + "/" + path);
        }
        at = std::move(next);
        if (last) break;
        begin = end + 1;
    }
    struct stat info {};
    if (::fstat(at.get(), &info) != 0 || !S_ISREG(info.st_mode)) return leads_elsewhere(path);
    return at;
}

}  // namespace fonds
