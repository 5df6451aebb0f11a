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

/// The reason in Chinese; the system's own words where they are rare.
const char* reason_zh(int errno_value)
{
    switch (errno_value) {
    case ENOENT: return "没有这个文件或目录";
    case EACCES: return "权限不足";
    case EPERM: return "不允许的操作";
    case EEXIST: return "文件已存在";
    case ENOTDIR: return "不是目录";
    case EISDIR: return "是目录";
    case ENOSPC: return "磁盘空间不足";
    case EDQUOT: return "超出磁盘配额";
    case EROFS: return "文件系统只读";
    case EIO: return "输入/输出错误";
    case EMFILE:
    case ENFILE: return "打开的文件过多";
    case ENAMETOOLONG: return "文件名过长";
    case ELOOP: return "符号链接层数过多";
    case ENOMEM: return "内存不足";
    case EBUSY: return "设备或资源忙";
    case EPIPE: return "管道已断开";
    case EFBIG: return "文件过大";
    case ENOTEMPTY: return "目录非空";
    default: return std::strerror(errno_value);
    }
}

}  // namespace

Error system_error(int errno_value, std::string_view what_en, std::string_view what_zh, std::string path)
{
    const auto kind = errno_value == ENOENT ? ErrorKind::not_found : ErrorKind::io;
    const char* reason = std::strerror(errno_value);
    Text what{std::string(what_en) + ": " + reason, std::string(what_zh) + ":" + reason_zh(errno_value)};
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
