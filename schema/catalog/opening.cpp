// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/opening.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "schema/core/fd.hpp"

namespace fonds {

namespace {

using sqlite::Connection;
using sqlite::OpenMode;

Result<void> expect_file(const std::string& path)
{
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return system_error(errno, "The catalog cannot be opened", "无法打开目录库", path);
    if (!S_ISREG(info.st_mode))
        return error(ErrorKind::corrupt, say("The catalog is not a file", "目录库不是普通文件"))
            .with_hint(say("Restore catalog.db from a backup.", "请从备份恢复 catalog.db。"))
            .at(path);
    return {};
}

/// Is there no write-ahead log, or an empty one?
bool nothing_in_log(const std::string& path)
{
    struct stat info {};
    return ::stat((path + "-wal").c_str(), &info) != 0 || info.st_size == 0;
}

Result<void> settings_of_all(Connection& db)
{
    TRY(db.run("PRAGMA trusted_schema = OFF"));
    TRY(db.run("PRAGMA temp_store = MEMORY"));
    return db.run("PRAGMA cache_size = -32768");
}

}  // namespace

Result<void> create_database_file(const std::string& path)
{
    const Fd file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0640));
    if (file.valid()) return {};
    if (errno == EEXIST)
        return error(ErrorKind::duplicate, say("There is a catalog already", "目录库已存在"))
            .with_hint(say("Open this archive, or choose another directory.", "请打开此档案库,或另选目录。"))
            .at(path);
    return system_error(errno, "The catalog cannot be created", "无法创建目录库", path);
}

void remove_database_files(const std::string& path)
{
    for (const char* suffix : {"-wal", "-shm", "-journal", ""}) ::unlink((path + suffix).c_str());
}

Result<Connection> open_for_writing(const std::string& path, const Catalog::Options& options)
{
    TRY(expect_file(path));
    TRY_ASSIGN(Connection db, Connection::open(path, {OpenMode::write, options.wait, options.vfs, false}));
    if (db.is_read_only())
        return error(ErrorKind::io, say("The catalog cannot be written: it is read-only", "目录库只读,无法写入"))
            .with_hint(say("Check the permissions of catalog.db and its folder, and whether the disk is mounted read-only.",
                           "请检查 catalog.db 及其目录的权限,以及磁盘是否以只读方式挂载。"))
            .at(path);
    TRY(settings_of_all(db));
    TRY(db.run("PRAGMA foreign_keys = ON"));
    TRY(db.run("PRAGMA synchronous = FULL"));
    // A larger log between checkpoints writes the pages of a bulk filing less often; the limit gives the disk space back.
    TRY(db.run("PRAGMA wal_autocheckpoint = 4096"));
    TRY(db.run("PRAGMA journal_size_limit = 67108864"));
    return db;
}

Result<Connection> open_for_reading(const std::string& path, const Catalog::Options& options)
{
    TRY(expect_file(path));
    const auto open = [&](bool immutable) -> Result<Connection> {
        // A handle that cannot write at all, rather than a writable one with query_only: the last reader to leave then
        // neither checkpoints nor changes the file. SQLite still locks properly through the -shm file, recovers the log of a
        // crashed writer in memory, and creates the side files where it may.
        TRY_ASSIGN(Connection db, Connection::open(path, {OpenMode::read, options.wait, options.vfs, immutable}));
        TRY(settings_of_all(db));
        TRY(db.number("SELECT count(*) FROM sqlite_schema"));
        return db;
    };
    auto db = open(false);
    // Writers leave their -wal and -shm files behind. Where these are missing and cannot be created, nobody has written
    // since the file was put there (a read-only mount, a disc, a copy of the file alone), and reading needs no locks.
    if (!db.ok() && db.error().kind == ErrorKind::io && nothing_in_log(path)) return open(true);
    return db;
}

}  // namespace fonds
