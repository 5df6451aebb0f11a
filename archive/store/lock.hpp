// SPDX-License-Identifier: GPL-3.0-or-later
// Locks between processes. The kernel drops them when a process dies, so none is ever stale.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

enum class LockMode { shared, exclusive };

/// A held lock; released when destroyed.
class Lock {
public:
    /// Waits at most `wait` for the lock of the file `path` (created when absent), then ErrorKind::locked with who holds it,
    /// as the holders of that moment wrote (process and purpose).
    [[nodiscard]] static Result<Lock> acquire(const std::string& path, LockMode mode, std::chrono::milliseconds wait,
                                              const std::string& purpose);
    /// Nothing when somebody else holds it.
    [[nodiscard]] static Result<std::optional<Lock>> try_acquire(const std::string& path, LockMode mode,
                                                                 const std::string& purpose);
    /// Does anybody hold the lock at this moment? Creates nothing.
    [[nodiscard]] static bool is_held(const std::string& path);

private:
    explicit Lock(Fd file) : file_(std::move(file)) {}
    Fd file_;
};

}  // namespace fonds
