// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/serve_scans.hpp"

#include <chrono>

#include <time.h>

#include "indexer/extract/scan_protocol.hpp"
#include "indexer/scan/page_look.hpp"
#include "indexer/worker/mapped_file.hpp"
#include "indexer/worker/sandbox.hpp"

namespace fonds {

namespace {

/// What this process has worked. It has the lowest priority: on a busy machine the wall tells nothing of that.
std::chrono::nanoseconds time_worked()
{
    timespec spent{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

/// Nothing: this process cannot take it.
std::optional<protocol::Scanned> look(const protocol::Look& look, const Fd& file, OcrEngine& engine)
{
    protocol::Scanned refused;
    refused.serial = look.serial;
    refused.page.number = static_cast<std::int32_t>(look.page);
    const auto size = MappedFile::size_of(file);
    if (!size) {
        refused.page.note = "not a regular file";
        return refused;
    }
    if (!limit_memory(look.memory, *size) || !limit_time(look.deadline)) return std::nullopt;
    const auto mapped = MappedFile::map(file);
    if (!mapped) {
        refused.page.note = "the file cannot be mapped into memory";
        return refused;
    }
    const auto begin = time_worked();
    return look_at_page(mapped->bytes(), look, engine, [&] { return time_worked() - begin > look.deadline; });
}

}  // namespace

void serve_scans(JobChannel& channel, OcrEngine& engine)
{
    if (!channel.send(protocol::encode_hello())) return;
    while (auto arrived = channel.receive_frame()) {
        if (arrived->type != protocol::FrameType::look) return;
        const auto wanted = protocol::decode_look(arrived->body);
        if (!wanted || !arrived->file.valid()) return;
        const auto scanned = look(*wanted, arrived->file, engine);
        if (!scanned) {
            channel.send(protocol::encode_bye());
            return;
        }
        if (!channel.send(protocol::encode(*scanned))) return;
    }
}

}  // namespace fonds
