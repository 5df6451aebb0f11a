// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/error.hpp"

#include <cerrno>
#include <cstring>

namespace fonds {

namespace {

Text hint_for(int errno_value)
{
    switch (errno_value) {
    case ENOSPC:
    case EDQUOT:
        return say("Free some space on this disk and run the command again; nothing half-written is kept.",
                   "请清理磁盘空间后重新执行;未写完的内容不会保留。");
    case EACCES:
    case EPERM: return say("Check the permissions of the file and its folder.", "请检查文件及其所在目录的权限。");
    case EROFS: return say("The disk is mounted read-only.", "磁盘以只读方式挂载。");
    case EIO: return say("The device reports an error: check the disk before you go on.", "设备报告错误:请先检查磁盘。");
    case EMFILE:
    case ENFILE: return say("Too many files are open: close other programs.", "打开的文件过多:请关闭其他程序。");
    default: return {};
    }
}

}  // namespace

Error system_error(int errno_value, std::string_view what_en, std::string_view what_zh, std::string path)
{
    const auto kind = errno_value == ENOENT ? ErrorKind::not_found : ErrorKind::io;
    const char* reason = std::strerror(errno_value);
    Text what{std::string(what_en) + ": " + reason, std::string(what_zh) + ":" + reason};
    return {kind, std::move(what), hint_for(errno_value), std::move(path)};
}

std::string_view name_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::usage: return "usage";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::duplicate: return "duplicate";
    case ErrorKind::refused: return "refused";
    case ErrorKind::no_archive: return "no_archive";
    case ErrorKind::locked: return "locked";
    case ErrorKind::schema_version: return "schema_version";
    case ErrorKind::fixity: return "fixity";
    case ErrorKind::bad_input: return "bad_input";
    case ErrorKind::corrupt: return "corrupt";
    case ErrorKind::io: return "io";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::interrupted: return "interrupted";
    case ErrorKind::internal: return "internal";
    }
    return "internal";
}

}  // namespace fonds
