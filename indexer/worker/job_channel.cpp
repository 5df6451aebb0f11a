// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/job_channel.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace fonds {

bool JobChannel::read_exactly(char* buffer, std::size_t size, Fd* file)
{
    while (size > 0) {
        iovec part{buffer, size};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        if (file != nullptr) {
            message.msg_control = control.data();
            message.msg_controllen = control.size();
        }
        const ssize_t got = ::recvmsg(socket_, &message, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        const cmsghdr* const head = file != nullptr ? CMSG_FIRSTHDR(&message) : nullptr;
        if (head != nullptr && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
            head->cmsg_len >= CMSG_LEN(sizeof(int))) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(head), sizeof descriptor);
            file->reset(descriptor);
        }
        buffer += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

std::optional<JobChannel::Incoming> JobChannel::receive()
{
    std::array<char, protocol::header_size> head{};
    Incoming incoming;
    if (!read_exactly(head.data(), head.size(), &incoming.file)) return std::nullopt;
    const auto header = protocol::decode_header({head.data(), head.size()});
    if (!header || header->type != protocol::FrameType::job) return std::nullopt;
    std::string body(header->size, '\0');
    if (!read_exactly(body.data(), body.size(), nullptr)) return std::nullopt;
    auto job = protocol::decode_job(body);
    if (!job || !incoming.file.valid()) return std::nullopt;
    incoming.job = std::move(*job);
    return incoming;
}

bool JobChannel::send(std::string_view frame)
{
    while (!frame.empty()) {
        ssize_t sent = ::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            const auto before = std::chrono::steady_clock::now();
            sent = ::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL);
            waited_ += std::chrono::steady_clock::now() - before;
        }
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return false;
        frame.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace fonds
