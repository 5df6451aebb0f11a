// SPDX-License-Identifier: GPL-3.0-or-later
// A file system that counts its operations and breaks at the Nth.
#pragma once

#include <cerrno>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "schema/core/file_ops.hpp"

namespace fonds::test {

/// Passes everything on to the system's own calls, except the Nth operation. Syncs are counted and can fail but never wait
/// for the disk: only a power cut could tell the difference. Operations may come from several threads; the rest is for one.
class FaultyFileOps final : public FileOps {
public:
    explicit FaultyFileOps(FileOps& inner = posix_file_ops()) : inner_(&inner) {}

    /// The `nth` operation from now on (from 1) fails with `errno_value` and changes nothing; later ones work again. A write
    /// that fails leaves the first half of its bytes, as a full disk does.
    void fail_at(std::size_t nth, int errno_value)
    {
        *this = FaultyFileOps(*inner_);
        nth_ = nth;
        errno_ = errno_value;
    }
    /// Before the `nth` operation from now on `callback` runs; _exit(2) in it is a crash.
    void run_at(std::size_t nth, std::function<void()> callback)
    {
        *this = FaultyFileOps(*inner_);
        nth_ = nth;
        callback_ = std::move(callback);
    }
    /// From now on nothing fails and counting starts afresh.
    void heal() { *this = FaultyFileOps(*inner_); }

    [[nodiscard]] std::size_t count() const { return log_.size(); }
    /// Did the Nth operation come?
    [[nodiscard]] bool struck() const { return nth_ != 0 && count() >= nth_; }
    /// The operations so far, as "name path".
    [[nodiscard]] const std::vector<std::string>& log() const { return log_; }
    [[nodiscard]] std::size_t count_of(const std::string& name) const
    {
        std::size_t count = 0;
        for (const auto& entry : log_) count += entry.starts_with(name + " ") ? 1U : 0U;
        return count;
    }

    Result<Fd> open_read(const std::string& path) override
    {
        TRY(next("open_read", path));
        return inner_->open_read(path);
    }
    Result<Fd> open_append(const std::string& path) override
    {
        TRY(next("open_append", path));
        return inner_->open_append(path);
    }
    Result<Fd> create(const std::string& path) override
    {
        TRY(next("create", path));
        return inner_->create(path);
    }
    Result<Fd> create_read_only(const std::string& path) override
    {
        TRY(next("create_read_only", path));
        return inner_->create_read_only(path);
    }
    Result<void> write(const Fd& file, std::string_view bytes, const std::string& path) override
    {
        auto failed = next("write", path);
        if (!failed.ok()) {
            TRY(inner_->write(file, bytes.substr(0, bytes.size() / 2), path));
            return failed;
        }
        return inner_->write(file, bytes, path);
    }
    Result<std::size_t> read(const Fd& file, char* buffer, std::size_t size, const std::string& path) override
    {
        TRY(next("read", path));
        return inner_->read(file, buffer, size, path);
    }
    void start_writeback(const Fd& file, std::uint64_t offset, std::uint64_t length) override
    {
        inner_->start_writeback(file, offset, length);
    }
    Result<void> sync(const Fd&, const std::string& path) override { return next("sync", path); }
    Result<void> sync_directory(const std::string& path) override { return next("sync_directory", path); }
    Result<Fd> open_filesystem(const std::string& path) override
    {
        TRY(next("open_filesystem", path));
        return inner_->open_filesystem(path);
    }
    Result<void> sync_filesystem(const Fd&, const std::string& path) override { return next("sync_filesystem", path); }
    Result<void> rename(const std::string& from, const std::string& to) override
    {
        TRY(next("rename", to));
        return inner_->rename(from, to);
    }
    Result<bool> rename_if_absent(const std::string& from, const std::string& to) override
    {
        TRY(next("rename_if_absent", to));
        return inner_->rename_if_absent(from, to);
    }
    Result<void> remove(const std::string& path) override
    {
        TRY(next("remove", path));
        return inner_->remove(path);
    }
    Result<void> make_directory(const std::string& path) override
    {
        TRY(next("make_directory", path));
        return inner_->make_directory(path);
    }
    Result<void> remove_directory(const std::string& path) override
    {
        TRY(next("remove_directory", path));
        return inner_->remove_directory(path);
    }
    Result<FileInfo> info(const std::string& path) override
    {
        TRY(next("info", path));
        return inner_->info(path);
    }

private:
    Result<void> next(const std::string& name, const std::string& path)
    {
        const std::lock_guard guard(*mutex_);
        log_.push_back(name + " " + path);
        if (count() != nth_) return {};
        if (callback_) callback_();
        if (errno_ == 0) return {};
        return system_error(errno_, "Injected fault", "注入的故障", path);
    }

    FileOps* inner_;
    std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>();
    std::size_t nth_ = 0;
    int errno_ = 0;
    std::function<void()> callback_;
    std::vector<std::string> log_;
};

}  // namespace fonds::test
