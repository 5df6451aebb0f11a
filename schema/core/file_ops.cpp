// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/file_ops.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace fonds {

namespace {

class PosixFileOps final : public FileOps {
public:
    Result<Fd> open_read(const std::string& path) override
    {
        Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file.valid()) return system_error(errno, "Cannot open the file", "无法打开文件", path);
        return file;
    }

    Result<Fd> create(const std::string& path) override { return create_with(path, 0640); }
    Result<Fd> create_read_only(const std::string& path) override { return create_with(path, 0440); }

    Result<Fd> open_append(const std::string& path) override
    {
        Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
        if (!file.valid()) return system_error(errno, "Cannot open the file for writing", "无法打开文件写入", path);
        return file;
    }

    Result<void> write(const Fd& file, std::string_view bytes, const std::string& path) override
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return system_error(errno, "Cannot write the file", "无法写入文件", path);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return {};
    }

    Result<std::size_t> read(const Fd& file, char* buffer, std::size_t size, const std::string& path) override
    {
        for (;;) {
            const ssize_t count = ::read(file.get(), buffer, size);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR) return system_error(errno, "Cannot read the file", "无法读取文件", path);
        }
    }

    void start_writeback(const Fd& file, std::uint64_t offset, std::uint64_t length) override
    {
        ::sync_file_range(file.get(), static_cast<off_t>(offset), static_cast<off_t>(length), SYNC_FILE_RANGE_WRITE);
    }

    Result<void> sync(const Fd& file, const std::string& path) override
    {
        if (::fsync(file.get()) != 0) return system_error(errno, "Cannot make the file durable", "无法将文件写入磁盘", path);
        return {};
    }

    Result<void> sync_directory(const std::string& path) override
    {
        const Fd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!directory.valid() || ::fsync(directory.get()) != 0)
            return system_error(errno, "Cannot make the folder durable", "无法将目录写入磁盘", path);
        return {};
    }

    Result<Fd> open_filesystem(const std::string& path) override
    {
        Fd hold(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!hold.valid()) return system_error(errno, "Cannot open the folder", "无法打开目录", path);
        return hold;
    }

    Result<void> sync_filesystem(const Fd& hold, const std::string& path) override
    {
        if (::syncfs(hold.get()) != 0)
            return system_error(errno, "Cannot make the disk durable", "无法将数据写入磁盘", path);
        return {};
    }

    Result<void> rename(const std::string& from, const std::string& to) override
    {
        if (::rename(from.c_str(), to.c_str()) != 0)
            return system_error(errno, "Cannot move the file into place", "无法移动文件", to);
        return {};
    }

    Result<bool> rename_if_absent(const std::string& from, const std::string& to) override
    {
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
        if (errno == EEXIST) return false;
        // Some network and older file systems cannot do that in one step; two links never replace either.
        if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) {
            if (::link(from.c_str(), to.c_str()) == 0) {
                TRY(remove(from));
                return true;
            }
            if (errno == EEXIST) return false;
        }
        return system_error(errno, "Cannot move the file into place", "无法移动文件", to);
    }

    Result<void> remove(const std::string& path) override
    {
        if (::unlink(path.c_str()) != 0) return system_error(errno, "Cannot remove the file", "无法删除文件", path);
        return {};
    }

    Result<void> make_directory(const std::string& path) override
    {
        if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST)
            return system_error(errno, "Cannot create the folder", "无法创建目录", path);
        return {};
    }

    Result<void> remove_directory(const std::string& path) override
    {
        if (::rmdir(path.c_str()) != 0) return system_error(errno, "Cannot remove the folder", "无法删除目录", path);
        return {};
    }

    Result<FileInfo> info(const std::string& path) override
    {
        struct stat status = {};
        if (::stat(path.c_str(), &status) != 0) return system_error(errno, "Cannot look at the file", "无法查看文件", path);
        FileInfo info;
        info.type = S_ISREG(status.st_mode)   ? FileType::regular
                    : S_ISDIR(status.st_mode) ? FileType::directory
                                              : FileType::other;
        info.size = static_cast<std::uint64_t>(status.st_size);
        info.inode = status.st_ino;
        info.device = status.st_dev;
        return info;
    }

private:
    static Result<Fd> create_with(const std::string& path, mode_t mode)
    {
        Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (!file.valid()) return system_error(errno, "Cannot create the file", "无法创建文件", path);
        return file;
    }
};

}  // namespace

FileOps& posix_file_ops()
{
    static PosixFileOps ops;
    return ops;
}

std::string folder_of(const std::string& path)
{
    const auto slash = path.find_last_of('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

Result<std::string> read_file(FileOps& ops, const std::string& path, std::uint64_t limit)
{
    TRY_ASSIGN(const Fd file, ops.open_read(path));
    std::string bytes;
    char buffer[65536];
    for (;;) {
        TRY_ASSIGN(const std::size_t count, ops.read(file, buffer, sizeof buffer, path));
        if (count == 0) return bytes;
        bytes.append(buffer, count);
        if (bytes.size() > limit)
            return error(ErrorKind::bad_input, say("The file is larger than {} bytes", "文件超过 {} 字节", {limit}))
                .at(path);
    }
}

Result<void> write_file_durably(FileOps& ops, const std::string& path, std::string_view bytes)
{
    const std::string fresh = path + ".new";
    if (auto left_over = ops.info(fresh); left_over.ok()) TRY(ops.remove(fresh));
    {
        TRY_ASSIGN(const Fd file, ops.create(fresh));
        TRY(ops.write(file, bytes, fresh));
        TRY(ops.sync(file, fresh));
    }
    TRY(ops.rename(fresh, path));
    return ops.sync_directory(folder_of(path));
}

}  // namespace fonds
