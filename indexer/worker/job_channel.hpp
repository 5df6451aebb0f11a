// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's end of the socket.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/extract/protocol.hpp"
#include "schema/core/fd.hpp"

namespace fonds {

class JobChannel {
public:
    struct Incoming {
        protocol::Job job;
        Fd file;
    };

    struct Arrived {
        protocol::FrameType type{};
        std::string body;
        Fd file;
    };

    explicit JobChannel(int socket) : socket_(socket) {}

    /// Waits for the next job. Nothing at the end, and when what came is no job: then the worker ends, too.
    [[nodiscard]] std::optional<Incoming> receive();
    /// Waits for the next frame of any kind and the descriptor that may come with it; nothing at the end.
    [[nodiscard]] std::optional<Arrived> receive_frame();
    /// Is this descriptor a stream socket, as whoever starts a worker gives it?
    [[nodiscard]] static bool is_socket(int descriptor);
    /// Waits until the frame is on its way; false when the other side is gone.
    bool send(std::string_view frame);
    /// Time spent waiting in send() since the last reset: it is the reader's, not the document's.
    [[nodiscard]] std::chrono::steady_clock::duration time_waited() const { return waited_; }
    void reset_time() { waited_ = {}; }

private:
    [[nodiscard]] bool read_exactly(char* buffer, std::size_t size, Fd* file);

    int socket_;
    std::chrono::steady_clock::duration waited_{};
};

}  // namespace fonds
