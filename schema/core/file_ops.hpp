// SPDX-License-Identifier: GPL-3.0-or-later
// The seam below every durable write of ours: tests put a fault-injecting FileOps in its place and make the Nth
// operation fail or the process die.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

enum class FileType { regular, directory, other };

struct FileInfo {
    FileType type = FileType::other;
    std::uint64_t size = 0;   ///< bytes
    std::uint64_t inode = 0;  ///< with `device`, the identity of the file
    std::uint64_t device = 0;
};

/// File system calls. Paths are bytes as the system has them. Every failure is ErrorKind::io (not_found for ENOENT)
/// with the path. Safe to call from several threads.
class FileOps {
public:
    virtual ~FileOps() = default;

    [[nodiscard]] virtual Result<Fd> open_read(const std::string& path) = 0;
    /// Creates a file that must not exist, mode 0640 under the umask.
    [[nodiscard]] virtual Result<Fd> create(const std::string& path) = 0;
    /// Creates a file that must not exist and that nobody may write but through the descriptor returned: mode 0440.
    [[nodiscard]] virtual Result<Fd> create_read_only(const std::string& path) = 0;
    /// Opens a file for writing at its end, mode 0640 under the umask when it has to be made.
    [[nodiscard]] virtual Result<Fd> open_append(const std::string& path) = 0;
    /// Writes all of `bytes`; short writes are continued.
    [[nodiscard]] virtual Result<void> write(const Fd& file, std::string_view bytes, const std::string& path) = 0;
    /// Reads up to `size` bytes; 0 at the end.
    [[nodiscard]] virtual Result<std::size_t> read(const Fd& file, char* buffer, std::size_t size,
                                                   const std::string& path) = 0;
    /// Begins to write `length` bytes at `offset` to the disk without waiting; only a help to a later sync.
    virtual void start_writeback(const Fd& file, std::uint64_t offset, std::uint64_t length) = 0;
    /// fsync of a file.
    [[nodiscard]] virtual Result<void> sync(const Fd& file, const std::string& path) = 0;
    /// fsync of a directory: makes the names in it durable.
    [[nodiscard]] virtual Result<void> sync_directory(const std::string& path) = 0;
    /// A hold on the file system that has the directory `path`, for sync_filesystem.
    [[nodiscard]] virtual Result<Fd> open_filesystem(const std::string& path) = 0;
    /// Makes all that was written to that file system durable at once (syncfs); for batches. Open the hold before the first
    /// write: the system tells a descriptor of the write errors since it was opened, and forgets older ones once anybody
    /// else has heard of them.
    [[nodiscard]] virtual Result<void> sync_filesystem(const Fd& hold, const std::string& path) = 0;
    /// Replaces `to` atomically; durable after sync_directory of its folder.
    [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    /// Moves `from` to `to` atomically unless `to` exists: then false, and nothing has changed.
    [[nodiscard]] virtual Result<bool> rename_if_absent(const std::string& from, const std::string& to) = 0;
    [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
    /// Creates one directory; one that exists already is fine.
    [[nodiscard]] virtual Result<void> make_directory(const std::string& path) = 0;
    /// Removes an empty directory.
    [[nodiscard]] virtual Result<void> remove_directory(const std::string& path) = 0;
    [[nodiscard]] virtual Result<FileInfo> info(const std::string& path) = 0;
};

/// The system's own calls.
[[nodiscard]] FileOps& posix_file_ops();

/// The folder of a path; "." for a bare name.
[[nodiscard]] std::string folder_of(const std::string& path);

/// Whole file as bytes; more than `limit` bytes is ErrorKind::bad_input.
[[nodiscard]] Result<std::string> read_file(FileOps& ops, const std::string& path, std::uint64_t limit);

/// Replaces a small file atomically and durably: `path`.new, fsync, rename, fsync of the directory.
[[nodiscard]] Result<void> write_file_durably(FileOps& ops, const std::string& path, std::string_view bytes);

}  // namespace fonds
