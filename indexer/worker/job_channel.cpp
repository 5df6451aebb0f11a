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

std::optional<JobChannel::Arrived> JobChannel::receive_frame()
{
    std::array<char, protocol::header_size> head{};
    Arrived arrived;
    if (!read_exactly(head.data(), head.size(), &arrived.file)) return std::nullopt;
    const auto header = protocol::decode_header({head.data(), head.size()});
    if (!header) return std::nullopt;
    arrived.type = header->type;
    arrived.body.resize(header->size);
    if (!read_exactly(arrived.body.data(), arrived.body.size(), nullptr)) return std::nullopt;
    return arrived;
}

std::optional<JobChannel::Incoming> JobChannel::receive()
{
    auto arrived = receive_frame();
    if (!arrived || arrived->type != protocol::FrameType::job || !arrived->file.valid()) return std::nullopt;
    auto job = protocol::decode_job(arrived->body);
    if (!job) return std::nullopt;
    return Incoming{std::move(*job), std::move(arrived->file)};
}

bool JobChannel::is_socket(int descriptor)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
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
