// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/sqlite_error.hpp"

#include <cerrno>
#include <cstring>

#include <sqlite3.h>

namespace fonds::sqlite {

namespace {

Error locked()
{
    return error(ErrorKind::locked, say("Another program is writing to the catalog", "另一个程序正在写入目录库"))
        .with_hint(say("Try again in a moment, or look for a fonds that has been running for long.",
                       "请稍后重试,或检查是否有长时间运行的 fonds。"));
}

Error damaged(std::string_view message)
{
    return error(ErrorKind::corrupt, say("The catalog database is damaged: {}", "目录数据库已损坏:{}", {message}))
        .with_hint(say("Do not write to this archive. Keep a copy of catalog.db and restore it from a backup.",
                       "请勿再写入本档案库。请先另存 catalog.db,再从备份恢复。"));
}

Error full()
{
    return error(ErrorKind::io, say("The disk that holds the catalog is full", "目录库所在磁盘已满"))
        .with_hint(say("Free some space and run the command again; nothing half-written is kept.",
                       "请清理磁盘空间后重新执行;未写完的内容不会保留。"));
}

Error read_only()
{
    return error(ErrorKind::io, say("The catalog cannot be written: it is read-only", "目录库只读,无法写入"))
        .with_hint(say("Check the permissions of catalog.db and its folder, and whether the disk is mounted read-only.",
                       "请检查 catalog.db 及其目录的权限,以及磁盘是否以只读方式挂载。"));
}

Error from_system(std::string_view message, int system_errno, Text hint)
{
    std::string reason(message);
    if (system_errno != 0) reason += std::string(" (") + std::strerror(system_errno) + ")";
    return error(ErrorKind::io,
                 say("The system refused to read or write the catalog: {}", "系统拒绝读写目录库:{}", {reason}))
        .with_hint(std::move(hint));
}

Error constraint(int extended_code, std::string_view message)
{
    switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return error(ErrorKind::duplicate, say("It is already in the catalog: {}", "目录库中已存在:{}", {message}));
    case SQLITE_CONSTRAINT_TRIGGER:
        return error(ErrorKind::refused, say("The catalog forbids it: {}", "目录库不允许此操作:{}", {message}));
    default: return error(ErrorKind::internal, say("The catalog refused a value: {}", "目录库拒绝了一个值:{}", {message}));
    }
}

Error by_code(int code, std::string_view message, int system_errno)
{
    if (code == SQLITE_IOERR_CORRUPTFS) return damaged(message);
    if (system_errno == ENOSPC || system_errno == EDQUOT) return full();
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return locked();
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return damaged(message);
    case SQLITE_FULL: return full();
    case SQLITE_READONLY: return read_only();
    case SQLITE_IOERR:
        return from_system(message, system_errno, say("Check the disk before you go on.", "请先检查磁盘,再继续操作。"));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return from_system(message, system_errno,
                           say("Check the permissions of catalog.db and its folder.", "请检查 catalog.db 及其目录的权限。"));
    case SQLITE_CONSTRAINT: return constraint(code, message);
    case SQLITE_TOOBIG:
        return error(ErrorKind::usage, say("A value is too long for the catalog", "有一项内容过长,无法存入目录库"));
    case SQLITE_NOMEM:
        return error(ErrorKind::unavailable, say("Out of memory", "内存不足"))
            .with_hint(say("Close other programs and try again.", "请关闭其他程序后重试。"));
    case SQLITE_INTERRUPT: return error(ErrorKind::interrupted, say("Interrupted", "已中断"));
    default:
        return error(ErrorKind::internal,
                     say("The catalog database reports: {} ({})", "目录数据库报告:{}({})", {message, code}));
    }
}

}  // namespace

Error meaning_of(int extended_code, std::string_view message, int system_errno, const std::string& path)
{
    return by_code(extended_code, message, system_errno).at(path);
}

}  // namespace fonds::sqlite
