// SPDX-License-Identifier: GPL-3.0-or-later
// One running fonds-extract or fonds-scan and the socket to it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The process is killed and reaped when this object ends. It inherits nothing but its end of the socket, as descriptor 0.
class WorkerProcess {
public:
    enum class Received { bytes, nothing_yet, closed };

    WorkerProcess() = default;
    ~WorkerProcess() { end(); }
    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&& other) noexcept;

    /// ErrorKind::unavailable when the program cannot be started.
    [[nodiscard]] static Result<WorkerProcess> start(const std::string& program, std::vector<std::string> arguments = {});

    [[nodiscard]] bool running() const { return pid_ > 0; }
    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] int socket() const { return socket_.get(); }

    /// Sends a whole frame and, with it, a descriptor; false when the worker is gone or does not take it.
    [[nodiscard]] bool send(std::string_view frame, int descriptor) const;
    /// Sends a whole frame of any size and, unless it is negative, a descriptor with it; waits for the worker to read until
    /// `deadline`. False when it is gone or too slow.
    [[nodiscard]] bool send_waiting(std::string_view frame, int descriptor,
                                    std::chrono::steady_clock::time_point deadline) const;
    /// Appends to `buffer` what has arrived, without waiting; at most 64 KiB a call.
    [[nodiscard]] Received receive(std::string& buffer) const;
    /// Resident memory, bytes; 0 when unknown.
    [[nodiscard]] std::uint64_t resident_bytes() const;
    /// SIGKILL and wait. Returns what the kernel said of its death (waitpid's status), or 0.
    int end();

private:
    [[nodiscard]] ssize_t send_some(std::string_view bytes, int descriptor) const;

    pid_t pid_ = -1;
    Fd socket_;
};

/// "signal 9" or "exit status 1", for notes.
[[nodiscard]] std::string describe_wait_status(int status);

}  // namespace fonds
